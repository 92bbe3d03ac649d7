import Foundation
import Testing

@Suite("What is withheld leaves a case in no export")
struct MarkedExportTests {
    private static let formats = ["stix", "misp", "ftm", "gexf", "graphml", "indicators", "4cat", "navigator"]
    private static let late = "--case case --now 2024-12-06T00:00:00Z"

    private static func mark(_ scene: OversightScene, _ what: String, _ light: String) throws {
        try scene.run("case mark \(what) --tlp \(light) --by Editor --reason checked \(late)")
    }

    /// Everything that an export of each format writes, by its format.
    private static func exported(_ scene: OversightScene, _ scope: String) throws -> [String: String] {
        var texts: [String: String] = [:]
        for format in formats + ["markdown", "gephi"] {
            let out = "\(format)-out"
            try scene.run("export \(format) --case case \(scope) --leave-out-marked --out \(out)")
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: scene.folder + "/" + out, isDirectory: &isFolder)
            let files =
                isFolder.boolValue
                ? try FileManager.default.subpathsOfDirectory(atPath: scene.folder + "/" + out)
                    .filter { $0.contains(".") }.map { out + "/" + $0 } : [out]
            texts[format] = try files.map { try $0 + "\n" + scene.text($0) }.joined()
        }
        return texts
    }

    @Test(
        "an address that only a post that is marked red points to is in no green document",
        arguments: ["post x:7", "account x:3"])
    func addresses(marked: String) throws {
        try OversightScene.with { scene in
            let posts = [("5", "1", "open"), ("6", "2", "open"), ("7", "3", "secret")].map { id, user, name in
                "{\"id\":\"\(id)\",\"user\":\"\(user)\",\"at\":\"2024-11-0\(user)T00:00:00Z\",\"text\":\"t\",\"link\":\"https://\(name).example/\(name)\"}\n"
            }
            try scene.write(posts.joined(), "posts.ndjson")
            try scene.run(
                "import posts.ndjson --case case --quiet --as ndjson --map account=user,post=id,time=at,text=text,url=link --platform x"
            )
            try Self.mark(scene, "case", "green")
            try Self.mark(scene, marked, "red")
            for (format, text) in try Self.exported(scene, "--tlp green") {
                #expect(!text.contains("secret"), "\(format)")
            }
            #expect(try scene.text("indicators-out").contains("open[.]example/open,in 2 posts"))
            for format in ["indicators", "markdown", "stix"] {
                let refused = try scene.run("export \(format) --case case --tlp green --out no", code: 1)
                #expect(refused.messages.contains("may not hold \(marked), which"), "\(format)")
            }
            // Without posts nothing that they point to is there, either.
            let unasked = marked.hasPrefix("post") ? 0 : 1
            try scene.run(
                "export indicators --case case --tlp green --without-posts --out none.csv", code: Int32(unasked))
        }
    }

    @Test("a cohort that may not be shown is the subject of no document, and nothing else names it")
    func cohort() throws {
        try ExportScene.with { scene in
            try Self.list(scene)
            try scene.run("assess tag amber --list list_v1.6.json --id T1 \(Self.late)")
            try Self.mark(scene, "case", "green")
            try Self.mark(scene, "network 'amber version 1'", "red")
            for format in ["navigator", "gexf", "stix", "markdown"] {
                for flag in ["", "--leave-out-marked"] {
                    let refused = try scene.run(
                        "export \(format) --case case --cohort amber --tlp green \(flag) --out no", code: 1)
                    #expect(
                        refused.messages.contains("may not be about network amber version 1, which"), "\(format)")
                }
            }
            let layer = try scene.run(
                "export navigator --case case --tlp green --leave-out-marked --out layer.json")
            #expect(layer.messages.contains("left out because of their marking: 1 account, 1 network, 1 technique\n"))
            #expect(try !scene.text("layer.json").contains("amber"))
        }
    }

    @Test("a notice that may not be shown is named in no answer")
    func notices() throws {
        try ExportScene.with { scene in
            try Self.mark(scene, "case", "green")
            try Self.mark(scene, "notice first", "red")
            for (format, text) in try Self.exported(scene, "--tlp green --without-posts") {
                #expect(!text.contains("first answer") && !text.contains("notice 'first'"), "\(format)")
            }
        }
    }

    @Test("three accounts that share one thing keep three acts, and may be marked alone or together")
    func shares() throws {
        try OversightScene.with { scene in
            try scene.write(
                "object_id,account_id,content_id,timestamp_share\n"
                    + "o1,a,p1,1700000000\no1,b,p1,1700000010\no1,c,p1,1700000020\n", "shares.csv")
            try scene.run("import shares.csv --case case --platform x --quiet")
            try scene.run("export ftm --case case --tlp amber --out all.ndjson --quiet")
            func messages(_ name: String) throws -> [[String: Any]] {
                try scene.text(name).split(separator: "\n").compactMap {
                    try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
                }.filter { $0["schema"] as? String == "Message" }
            }
            let all = try messages("all.ndjson")
            #expect(all.count == 3 && Set(all.compactMap { $0["id"] as? String }).count == 3)
            let record = try #require(
                all.compactMap { ($0["properties"] as? [String: [String]])?["recordId"]?.first }
                    .first { $0.hasSuffix("record 2") })
            let file = record.dropFirst("sha256:".count).prefix(64)
            try Self.mark(scene, "post x:\(file):2", "red")
            try scene.run("export ftm --case case --tlp amber --leave-out-marked --out two.ndjson --quiet")
            #expect(try messages("two.ndjson").count == 2)
            try Self.mark(scene, "post x:p1", "red")
            try scene.run("export ftm --case case --tlp amber --leave-out-marked --out none.ndjson --quiet")
            #expect(try messages("none.ndjson").isEmpty)
        }
    }

    /// A list of one invented technique.
    private static func list(_ scene: OversightScene) throws {
        try scene.write(
            #"{"type":"bundle","objects":[{"type":"attack-pattern","id":"attack-pattern--1","name":"Invented","external_references":[{"external_id":"T1"}]}]}"#,
            "list_v1.6.json")
    }

    private static let hypotheses =
        "--hypothesis 'H1=somebody meant it' --hypothesis 'H2=nobody meant it' --hypothesis 'H3=it was something else'"
        + " --prior H1=0.2..0.6 --prior H2=0.3..0.5 --prior H3=0.1 --innocent H2 --other H3"

    /// An assessment, approved, of a question about something.
    private static func assess(_ scene: OversightScene, _ name: String, _ about: String) throws {
        try scene.run(
            "assess new \(name) --text 'Why?' --layer asset_network \(hypotheses) \(about) \(late)")
        try scene.write("<p>\(name)</p>", "page.html")
        let record = try #require(
            try scene.rows("evidence add page.html --actor Ada --limits 'one page' \(late)").first?["record"])
        try scene.run(
            "assess add chain --question \(name) --observed 'a thing' --records \(record) --source s --grade B2 "
                + "--class technical --access open --lr 'H1=4..6; rest=1' \(late)")
        try scene.run(
            "assess sign \(name)-1 --question \(name) --hypothesis H1 --author Ada --sentence 'They belong together.' "
                + "--confidence low --grounds 'One source.' --alternative 'H2: chance' --limit 'private groups' "
                + "--samples 400 --key ada.pem --holder ada.example \(late)")
        try scene.run(
            "assess approve \(name)-1 --approver Ben --key ben.pem --holder ben.example \(late)")
    }

    @Test("an approved assessment and a technique stand at the network that they are about, and each can be marked")
    func judgements() throws {
        try ExportScene.with { scene in
            try scene.run("cohort key ada --holder ada.example")
            try scene.run("cohort key ben --holder ben.example")
            try Self.list(scene)
            for (bad, code, said) in [
                ("--network 1/N99", 64, "run 1 has no network N99"), ("--network N1", 64, "as in 3/N1"),
                ("--cohort amber --network 1/N1", 64, "Give one of"), ("--cohort nobody", 1, "nobody"),
                ("--network 9/N1", 1, "run.json"),
            ] {
                let refused = try scene.run(
                    "assess new bad --text W --layer asset_network \(Self.hypotheses) \(bad) \(Self.late)",
                    code: Int32(code))
                #expect(refused.messages.contains(said), "\(bad)")
            }
            try Self.assess(scene, "wave", "--cohort amber")
            try Self.assess(scene, "ring", "--network 1/N1")
            try Self.assess(scene, "loose", "")
            try scene.run("assess tag amber --list list_v1.6.json --id T1 \(Self.late)")
            try scene.run("export stix --case case --tlp amber --out whole.json --quiet")
            let whole = try Self.objects(scene, "whole.json")
            let names = Dictionary(
                whole.compactMap { object in (object["id"] as? String).map { ($0, Self.name(object)) } }
            ) { first, _ in first }
            func concerned(_ name: String) -> [String] {
                let note = whole.first { $0["abstract"] as? String == "Assessment: \(name)" }
                return ((note?["object_refs"] as? [String]) ?? []).map { names[$0] ?? "nothing" }
            }
            #expect(concerned("wave-1") == ["grouping amber version 1"])
            #expect(concerned("ring-1") == ["grouping run 1 N1"])
            #expect(concerned("loose-1") == ["report Case"])
            let grouping = try #require(whole.first { Self.name($0) == "grouping amber version 1" })
            let shown = ((grouping["object_refs"] as? [String]) ?? []).map { names[$0] ?? "nothing" }
            #expect(shown.contains("attack-pattern Invented") && shown.count == 4 && !shown.contains("nothing"))
            // What is about one network goes with that network, and no other.
            for (scope, name) in [("--cohort amber", "wave-1"), ("--networks N1", "ring-1")] {
                try scene.run("export stix --case case \(scope) --tlp amber --out one.json --quiet")
                let notes = try Self.objects(scene, "one.json").compactMap { $0["abstract"] as? String }
                #expect(notes.filter { $0.hasPrefix("Assessment") } == ["Assessment: \(name)"])
            }
            try Self.mark(scene, "assessment wave-1", "red")
            try Self.mark(scene, "technique 'DISARM T1 amber'", "red")
            let typo = try scene.run(
                "case mark assessment wave-9 --tlp red --by E --reason r \(Self.late)", code: 64)
            #expect(typo.messages.contains("The case holds no assessment wave-9"))
            for (format, text) in try Self.exported(scene, "--tlp amber --without-posts") {
                #expect(!text.contains("wave-1") && !text.contains("Invented"), "\(format)")
            }
        }
    }

    private static func name(_ object: [String: Any]) -> String {
        "\(object["type"] as? String ?? "") \(object["name"] as? String ?? "")"
    }

    private static func objects(_ scene: OversightScene, _ name: String) throws -> [[String: Any]] {
        let root = try JSONSerialization.jsonObject(with: Data(try scene.text(name).utf8)) as? [String: Any]
        return try #require(root?["objects"] as? [[String: Any]])
    }
}
