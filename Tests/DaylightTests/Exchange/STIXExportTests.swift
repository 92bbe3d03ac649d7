import Foundation
import TestSupport
import Testing

@Suite("daylight export stix")
struct STIXExportTests {
    private static func objects(_ scene: OversightScene, _ name: String) throws -> [[String: Any]] {
        let root = try JSONSerialization.jsonObject(with: Data(try scene.text(name).utf8)) as? [String: Any]
        return try #require(root?["objects"] as? [[String: Any]])
    }

    private static func count(_ objects: [[String: Any]], _ type: String) -> Int {
        objects.count { $0["type"] as? String == type }
    }

    private static func validate(_ path: String) throws {
        let checked = try Validators.run("stix2_validator", ["-q", "-d", "103,302", path])
        #expect(checked.code == 0, "\(checked.said.prefix(3000))")
        let parsed = try Validators.python(
            "import stix2, sys; print(len(stix2.parse(open(sys.argv[1]).read(), allow_custom=True).objects))", [path])
        #expect(parsed.code == 0, "\(parsed.said.suffix(3000))")
    }

    @Test("nothing that is unmarked goes into a green document, and nothing is written then")
    func refused() throws {
        try ExportScene.with { scene in
            let (_, messages) = try scene.run("export stix --case case --tlp green --out out.json", code: 1)
            #expect(messages.contains("a TLP:GREEN document may not hold account"))
            #expect(messages.contains("daylight case mark"))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: scene.folder).allSatisfy { !$0.hasPrefix("out") })
            try scene.run("case mark case --tlp green --by Editor --reason published --case case")
            try scene.run("case mark post x:900003 --tlp red --by Editor --reason 'a bystander' --case case")
            let second = try scene.run("export stix --case case --tlp green --out out.json", code: 1)
            #expect(second.messages.contains("may not hold post x:900003, which"))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: scene.folder).allSatisfy { !$0.hasPrefix("out") })
            let third = try scene.run("export stix --case case --tlp green --leave-out-marked --out out.json --quiet")
            #expect(third.messages == "note: left out because of their marking: 1 post\n")
            #expect(Self.count(try Self.objects(scene, "out.json"), "media-content") == 999)
        }
    }

    @Test("a folder gets a file whose name ends in .json, and another ending is told")
    func names() throws {
        try OversightScene.with { scene in
            try FileManager.default.createDirectory(
                atPath: scene.folder + "/out", withIntermediateDirectories: false)
            #expect(
                try scene.run("export stix --case case --tlp amber --out out").messages.hasPrefix(
                    "out/stix-bundle.json: "))
            #expect(try !Self.objects(scene, "out/stix-bundle.json").isEmpty)
            try scene.run("export misp --case case --tlp amber --out out/ --quiet")
            #expect(FileManager.default.fileExists(atPath: scene.folder + "/out/misp-event.json"))
            #expect(
                try scene.run("export stix --case case --tlp amber --out bundle.stix").messages.contains(
                    "does not end in .json"))
            #expect(
                try !scene.run("export stix --case case --tlp amber --out bundle.json").messages.contains("not end in"))
        }
    }

    @Test("what is marked must be there, and marks are listed with who and why")
    func marking() throws {
        try ExportScene.with { scene in
            let typo = try scene.run(
                "case mark account x:1000 --tlp red --by Editor --reason source --case case", code: 64)
            #expect(typo.messages.contains("The case holds no account x:1000"))
            for line in [
                "account x:100", "post x:900000", "network 'run 1 N1'", "network 'amber version 1'", "notice first",
                "response 'first answer 1'", "exposure Article", "obligation answer", "account unstated:amber.example",
                "post --all", "observable hashtag:forest",
            ] {
                try scene.run("case mark \(line) --tlp amber --by Editor --reason checked --case case")
            }
            try scene.run("case mark account x:100 --tlp red --by Editor --reason source --case case")
            let marks = try scene.rows("case marks --case case --quiet")
            #expect(marks.count == 11)
            let account = try #require(marks.first { $0["id"] == "x:100" })
            #expect(account["tlp"] == "TLP:RED" && account["reason"] == "source" && account["by"] == "Editor")
            try scene.run("case mark post --tlp red --by E --reason r --case case", code: 64)
            try scene.run("case mark case --all --tlp red --by E --reason r --case case", code: 64)
            try scene.run("case mark post --all --tlp red --by ' ' --reason r --case case", code: 64)
            try scene.run("case check --case case --quiet")
        }
    }

    @Test("exporting twice gives the same bytes, of a case, a run and a cohort")
    func sameBytes() throws {
        try ExportScene.with { scene in
            for (number, scope) in ["", "--run 1", "--networks N1,N2", "--cohort amber"].enumerated() {
                for copy in ["a", "b"] {
                    try scene.run("export stix --case case \(scope) --tlp amber --out \(number)\(copy).json --quiet")
                }
                #expect(try scene.text("\(number)a.json") == scene.text("\(number)b.json"), "\(scope)")
            }
            let whole = try Self.objects(scene, "0a.json")
            #expect(Self.count(whole, "media-content") == 1000)
            #expect(Self.count(whole, "channel") == 20)
            #expect(Self.count(try Self.objects(scene, "1a.json"), "grouping") == 4)
            #expect(Self.count(try Self.objects(scene, "2a.json"), "grouping") == 2)
            let cohort = try Self.objects(scene, "3a.json")
            for type in ["notice", "response", "availability"] {
                #expect(Self.count(cohort, "x-daylight-\(type)") == 1, "\(type)")
            }
            #expect(Self.count(cohort, "media-content") == 100)
            #expect(Self.count(cohort, "event") == 1)
            try scene.run("export stix --case case --networks N9 --tlp amber --out x.json", code: 1)
            try scene.run("export stix --case case --cohort nobody --tlp amber --out x.json", code: 1)
            try scene.run("export stix --case case --cohort amber --run 1 --tlp amber --out x.json", code: 64)
        }
    }

    @Test("bundles go in and out again unchanged")
    func roundTrip() throws {
        try OversightScene.with { scene in
            let object = #"{"type":"x-odd","id":"x-odd--1","n":12345678901234567890,"t":"\u00e9 🌲","l":[1.10,{}]}"#
            try scene.write("{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[\n  \(object)\n]}", "in.json")
            try scene.run("import in.json --case case --quiet")
            try scene.run("export stix --case case --tlp amber --out out.json --quiet")
            #expect(try scene.text("out.json").contains("\n\(object),\n"))
            try scene.run("export stix --case case --tlp amber --without-imported --out bare.json --quiet")
            #expect(try !scene.text("bare.json").contains("x-odd--1"))
        }
    }

    @Test(
        "stix2-validator and stix2 find no error in exports of a thousand posts",
        .enabled(if: Validators.have("stix2_validator"), Comment(rawValue: Validators.missing)))
    func valid() throws {
        try ExportScene.with { scene in
            try scene.run("export stix --case case --tlp amber --out whole.json --quiet")
            try scene.run("export stix --case case --cohort amber --tlp amber --out cohort.json --quiet")
            try Self.validate(scene.folder + "/whole.json")
            try Self.validate(scene.folder + "/cohort.json")
        }
    }

    @Test(
        "VIGINUM's bundles go in and out again, object by object",
        .enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil, "needs DAYLIGHT_DATA"))
    func viginum() throws {
        try OversightScene.with { scene in
            let root = (ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? "") + "/stix"
            let names = ["big", "portal_kombat", "rrn"].map { "\(root)/viginum_\($0).json" }
            try scene.run("import \(names.joined(separator: " ")) --case case --quiet")
            try scene.run("export stix --case case --tlp amber --out out.json --quiet")
            func spelt(_ object: [String: Any]) throws -> String {
                String(
                    decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: UTF8.self)
            }
            let kept = Set(try Self.objects(scene, "out.json").map(spelt))
            for name in names {
                let data = try Data(contentsOf: URL(fileURLWithPath: name))
                let bundle = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
                for object in try #require(bundle["objects"] as? [[String: Any]]) {
                    #expect(kept.contains(try spelt(object)), "\(object["id"] ?? "")")
                }
            }
            let indicators = try scene.rows("case show --case case --quiet").first { $0["what"] == "indicators" }
            #expect(indicators?["count"] == "963")
        }
    }
}
