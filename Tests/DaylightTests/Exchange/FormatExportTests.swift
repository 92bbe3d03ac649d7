import Foundation
import TestSupport
import Testing

@Suite("daylight export, in every other format")
struct FormatExportTests {
    private static let files = ["misp", "ftm", "gexf", "graphml", "indicators", "4cat", "navigator"]
    private static let folders = ["gephi", "markdown"]

    private static func validate(_ check: String, _ words: [String]) throws {
        let complaints = try Validators.complaints(check, words)
        #expect(complaints == "")
    }

    private static func contents(_ scene: OversightScene, _ folder: String) throws -> [String: String] {
        var texts: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: scene.folder + "/" + folder) {
            texts[name] = try? scene.text(folder + "/" + name)
        }
        return texts
    }

    @Test("exporting twice gives the same bytes")
    func sameBytes() throws {
        try ExportScene.with { scene in
            for format in Self.files + Self.folders {
                for copy in ["a", "b"] {
                    try scene.run("export \(format) --case case --run 1 --tlp amber --out \(format)-\(copy) --quiet")
                }
            }
            for format in Self.files {
                #expect(try scene.text(format + "-a") == scene.text(format + "-b"), "\(format)")
            }
            for format in Self.folders {
                let first = try Self.contents(scene, format + "-a")
                #expect(first.count > 1)
                #expect(try Self.contents(scene, format + "-b") == first, "\(format)")
            }
            #expect(try scene.text("gephi-a/nodes.csv").split(separator: "\n").count == 21)
            let notes = try Self.contents(scene, "markdown-a")
            #expect(notes["Case.md"]?.contains("[[Networks/run 1 N1|run 1 N1]]") == true)
        }
    }

    @Test("what is unmarked goes into no green document, and nothing is left of the attempt")
    func refused() throws {
        try ExportScene.with { scene in
            for format in Self.files + Self.folders {
                let (_, messages) = try scene.run("export \(format) --case case --run 1 --tlp green --out out", code: 1)
                #expect(messages.contains("a TLP:GREEN document may not hold account"), "\(format)")
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: scene.folder).allSatisfy { !$0.hasPrefix("out") })
            try scene.run("case mark account --all --tlp green --by E --reason r --case case")
            // A network is not an account, and posts are neither: notes hold none.
            let second = try scene.run("export markdown --case case --run 1 --tlp green --out out", code: 1)
            #expect(second.messages.contains("may not hold network run 1 N1"))
            try scene.run("case mark case --tlp green --by E --reason r --case case")
            try scene.run("case mark post --all --tlp red --by E --reason r --case case")
            // Notes hold no posts, and what posts point to.
            let fourth = try scene.run("export markdown --case case --run 1 --tlp green --out out --quiet", code: 1)
            #expect(fourth.messages.contains("may not hold post x:900000"))
            try scene.run("export markdown --case case --run 1 --tlp green --without-posts --out out --quiet")
            try scene.run("export misp --case case --run 1 --tlp green --out event.json", code: 1)
            let third = try scene.run(
                "export misp --case case --run 1 --tlp green --leave-out-marked --out event.json --quiet")
            #expect(third.messages == "note: left out because of their marking: 1000 posts, 207 observables\n")
        }
    }

    @Test("a folder that holds something is not written into")
    func occupied() throws {
        try ExportScene.with { scene in
            try FileManager.default.createDirectory(
                atPath: scene.folder + "/vault", withIntermediateDirectories: false)
            try scene.write("mine", "vault/Case.md")
            let (_, messages) = try scene.run(
                "export markdown --case case --run 1 --tlp amber --out vault", code: 1)
            #expect(messages.contains("nothing of it is overwritten"))
            #expect(try scene.text("vault/Case.md") == "mine")
        }
    }

    @Test("a case imports its own indicators without a rejection")
    func indicators() throws {
        try ExportScene.with { scene in
            try scene.run("export indicators --case case --run 1 --tlp amber --out indicators.csv --quiet")
            try scene.run("init second")
            try scene.run("import indicators.csv --case second --quiet")
            let count = try scene.rows("case show --case second --quiet").first { $0["what"] == "indicators" }?["count"]
            let rows = try scene.text("indicators.csv").split(separator: "\n").count - 1
            #expect(count == "\(rows)")
        }
    }

    @Test(
        "readers that are not ours take exports of a thousand posts",
        .enabled(if: Validators.have("ftm"), Comment(rawValue: Validators.missing)))
    func valid() throws {
        try ExportScene.with { scene in
            for scope in ["", "--run 1", "--cohort amber"] {
                for format in ["misp", "ftm"] {
                    try scene.run("export \(format) --case case \(scope) --tlp amber --out \(format).json --quiet")
                    try Self.validate(format, [scene.folder + "/\(format).json"])
                }
            }
            try scene.run("export markdown --case case --tlp amber --out notes --quiet")
            try Self.validate("notes", [scene.folder + "/notes"])
        }
    }
}
