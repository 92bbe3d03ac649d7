import Foundation
import Testing

/// The commands of evidence as they are typed.
@Suite("daylight evidence")
struct EvidenceCommandTests {
    private static let add = "evidence add page.html --case case --actor 'Ana Ionescu' --now 2024-11-24T18:00:00Z"

    /// A case and a page to keep; with a key under the passphrase in `phrase`, which takes its time.
    private static func with(key: Bool = false, _ body: (OversightScene) throws -> Void) throws {
        try OversightScene.with { scene in
            try scene.write("geheim\n", "phrase")
            try scene.write("<p>Vote!</p>", "page.html")
            if key { try scene.run("evidence key --holder newsroom.example --passphrase-file phrase --case case") }
            try body(scene)
        }
    }

    @Test("keeps a file, says who did what, signs, proves and verifies")
    func story() throws {
        try Self.with(key: true) { scene in
            try scene.write("picture", "shot.png")
            let added = try scene.rows(
                Self.add
                    + " --limits 'comments were not captured' --url https://example.org/1 --captured-at 2024-11-24T17:00:00Z"
                    + " --vantage RO --login-state logged_out --tool browser --tool-version 1 --status 200 --source-grade B2"
                    + " --tlp amber+strict --jurisdiction EU --basis 'GDPR Art. 6(1)(f)' --retain-until 2034-11-24"
                    + " --asset tiktok:7123 --handle casa.verde --screenshot shot.png --observed 'text=Vote!' --reason tip"
            )
            let record = try #require(added.first?["record"])
            // printf '<p>Vote!</p>' | sha256sum
            #expect(added.first?["sha256"] == "ccbc042d90d5c030a2175d3f99d12d4cabb20b6a940c9f80519b5935e3893ac5")
            let shown = try scene.run("evidence show \(record.prefix(10)) --case case --actor 'Bo' --role reviewer")
                .output
            for part in [
                #""limits":["comments were not captured"]"#, #""vantage":"RO""#, #""disclosure":"amber+strict""#,
                #""handle":"casa.verde""#, #""part":"screenshot""#, #""observed":[{"kind":"text","value":"Vote!"}]"#,
                #""url_requested":"https://example.org/1""#, #""retain_until":"2034-11-24""#, #""reliability":"B""#,
            ] { #expect(shown.contains(part), "\(part)") }
            let listed = try scene.rows("evidence list --case case")
            #expect(listed.map { $0["record"] } == [record])
            #expect(listed.first?["asset"] == "tiktok:7123" && listed.first?["tlp"] == "TLP:AMBER+STRICT")
            let custody = try scene.rows("evidence custody --case case")
            #expect(custody.map { $0["action"] } == ["collected", "collected", "recorded", "viewed"])
            #expect(custody.map { $0["actor"] } == ["Ana Ionescu", "Ana Ionescu", "Ana Ionescu", "Bo"])
            #expect(custody.first?["reason"] == "tip")
            let note = try scene.run(
                "evidence checkpoint --case case --passphrase-file phrase --now 2024-11-24T19:00:00Z"
            ).output
            #expect(note.hasPrefix("case\n4\n") && note.contains("signed-at 2024-11-24T19:00:00.000Z"))
            #expect(note.contains("\n\u{2014} newsroom.example "))
            let proof = try scene.run("evidence prove 3 --case case").output
            #expect(proof.contains(#""entry":3,"index":2"#) && proof.contains(#""size":4"#))
            try scene.run("evidence prove 9 --case case", code: 64)
            #expect(
                try scene.run("evidence verify --case case").messages.contains(
                    "1 checkpoints, 0 time-stamps: all as they were left"))
            try scene.run(
                "evidence verify --case case --public-key case/evidence/key.pub.pem --holder newsroom.example")
            try scene.run(
                "evidence verify --case case --public-key case/evidence/key.pub.pem --holder somebody.else", code: 2)
            try scene.run("case check --case case")
        }
    }

    @Test("wants limits, and says so before anything is kept")
    func limits() throws {
        try Self.with { scene in
            #expect(try scene.run(Self.add, code: 64).messages.contains("--limits"))
            try scene.run(Self.add + " --limits ''", code: 1)
            try scene.run(Self.add + " --limits x --source-grade Z9", code: 1)
            try scene.run(Self.add + " --limits x --vantage XX", code: 1)
            try scene.run(Self.add + " --limits x --captured-at 2031-01-01", code: 64)
            try scene.run("evidence add page.html nothing.html --limits x --case case", code: 1)
            try scene.run("evidence add . --limits x --case case", code: 1)
            try scene.run("evidence add --limits x --case case", code: 64)
            #expect(try scene.rows("evidence custody --case case").isEmpty)
        }
    }

    @Test("ends with 2 and names what was changed")
    func tampered() throws {
        try Self.with(key: true) { scene in
            let record = try #require(try scene.rows(Self.add + " --limits x").first)
            try scene.run("evidence checkpoint --case case --passphrase-file phrase")
            let sha256 = try #require(record["sha256"])
            let object = "case/evidence/objects/\(sha256.prefix(2))/\(sha256)"
            try FileManager.default.removeItem(atPath: scene.folder + "/" + object)
            try scene.write("<p>Other</p>", object)
            let problems = try scene.rows("evidence verify --case case", code: 2).filter { $0["kind"] == "problem" }
            #expect(problems.map { $0["entry"] } == ["1"])
            #expect(problems.first?["file"] == "objects/\(sha256.prefix(2))/\(sha256)")
            #expect(
                try scene.run("evidence show \(sha256) --out copy --case case", code: 2).messages.contains("objects/"))
            try scene.run("case check --case case", code: 2)
        }
    }

    @Test("exhibits rest on records, cite what speaks against them, and count independent sources")
    func exhibits() throws {
        try Self.with { scene in
            try scene.write("b", "other.html")
            let one = try #require(try scene.rows(Self.add + " --limits x --source a").first?["record"])
            let other = try #require(
                try scene.rows("evidence add other.html --case case --limits x --source b").first?["record"])
            let exhibit = "evidence exhibit EX-1 --title Posts --for 'They posted in turns.' --case case"
            try scene.run(exhibit, code: 64)
            try scene.run(exhibit + " --record 0000000000", code: 1)
            try scene.run(exhibit + " --record \(one) --against \(one)", code: 1)
            try scene.run(
                exhibit
                    + " --record \(one.prefix(12)) --against \(other) --technique disarm@49df5f6:T0049 --breakout 2 --reach \(one)"
            )
            let listed = try scene.rows("evidence exhibit --case case")
            #expect(listed.map { $0["exhibit"] } == ["EX-1"])
            #expect(
                listed.first?["supporting"] == "1" && listed.first?["contradicting"] == "1"
                    && listed.first?["sources"] == "1")
            #expect(
                try scene.run("evidence show EX-1 --case case").output.contains(#""statement":"They posted in turns.""#)
            )
            try scene.run("evidence exhibit EX-2 --title All --for 'Both.' --all --case case", code: 1)
            try scene.run("evidence verify --case case")
        }
    }

    @Test("what was done with it is entered by hand, with its reasons")
    func custody() throws {
        try Self.with { scene in
            let sha256 = try #require(try scene.rows(Self.add + " --limits x").first?["sha256"])
            let event = "evidence custody --case case --object \(sha256) --actor Bo --add "
            try scene.run(event + "transferred --from Bo", code: 1)
            try scene.run(event + "destroyed", code: 1)
            try scene.run(event + "sealed", code: 64)
            #expect(
                try scene.run(event + "transferred --from Bo --to 'a court' --reason 'order of 1 May'").output == "3\n")
            let events = try scene.rows("evidence custody --case case --object \(sha256.prefix(8))")
            #expect(events.map { $0["action"] } == ["collected", "transferred"])
            #expect(events.last?["to"] == "a court")
        }
    }

    @Test("a working copy is a record of its own that names its original")
    func workingCopy() throws {
        try Self.with { scene in
            let original = try #require(try scene.rows(Self.add + " --limits x").first?["record"])
            try scene.write("<p>[name]</p>", "redacted.html")
            let copy = try #require(
                try scene.rows(
                    "evidence add redacted.html --copy-of \(original) --limits 'a name was taken out' --case case"
                ).first?["record"])
            #expect(try scene.run("evidence show \(copy) --case case").output.contains("\"original\":\"\(original)\""))
            #expect(
                try scene.rows("evidence custody --case case").map { $0["action"] } == [
                    "collected", "recorded", "redacted", "recorded",
                ])
            try scene.run(
                "evidence add redacted.html --copy-of \(String(repeating: "0", count: 64)) --limits x --case case",
                code: 2)
        }
    }

    @Test("a key is its holder's alone, and opens with its passphrase")
    func keys() throws {
        try Self.with(key: true) { scene in
            try scene.run(Self.add + " --limits x")
            try scene.run("evidence checkpoint --case case", code: 1)
            try scene.write("falsch\n", "wrong")
            #expect(
                try scene.run("evidence checkpoint --case case --passphrase-file wrong", code: 1).messages.contains(
                    "passphrase"))
            chmod(scene.folder + "/case/evidence/key.pem", 0o644)
            #expect(
                try scene.run("evidence checkpoint --case case --passphrase-file phrase", code: 1).messages.contains(
                    "chmod 600 case/evidence/key.pem"))
            try scene.run("evidence key --holder other --passphrase-file phrase --case case", code: 1)
        }
    }

    @Test("init makes a key where it has a passphrase, and the case's seals use it")
    func oneKey() throws {
        try Self.with { scene in
            try scene.run("init other --holder news.example --passphrase-file phrase --origin news.example/7")
            try scene.run("init none --holder news.example", code: 1)
            #expect(!FileManager.default.fileExists(atPath: scene.folder + "/none"))
            try scene.run("init bare --no-key")
            #expect(!FileManager.default.fileExists(atPath: scene.folder + "/bare/evidence"))
            try scene.write("asset\ntiktok:1\n", "assets.csv")
            try scene.run(
                "cohort freeze herd --file assets.csv --grade confirmed --case other --now 2024-11-20T10:00:00Z")
            let line = try scene.run(
                "cohort seal herd --case other --passphrase-file phrase --now 2024-11-20T11:00:00Z"
            ).output
            #expect(line.hasPrefix("daylight-seal v1 news.example "))
            try scene.run(
                "cohort verify herd --case other --public-key other/evidence/key.pub.pem --holder news.example")
            try scene.run("evidence add page.html --case other --limits x")
            #expect(
                try scene.run("evidence checkpoint --case other --passphrase-file phrase").output.hasPrefix(
                    "news.example/7\n3\n"))
            // A key of 'cohort key' under a passphrase seals as well.
            try scene.run("cohort key k --holder k.example --passphrase-file phrase")
            try scene.run("cohort seal herd --key k.pem --holder k.example --passphrase-file phrase --case other")
            try scene.run("cohort seal herd --key k.pem --holder k.example --case other", code: 1)
        }
    }

    @Test(
        "an authority's time-stamp is kept when it holds",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
    func timeStamps() throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/Authority/make.sh").path
        try Self.with(key: true) { scene in
            for name in ["tsa", "else"] {
                let made = try CommandLine.typed("mkdir \(name) && cd \(name) && sh '\(script)'", in: scene.folder)
                #expect(made.code == 0, "\(made.messages)")
            }
            func answer(_ authority: String, _ request: String, _ file: String) throws {
                let line =
                    "cd \(authority) && openssl ts -reply -config tsa.cnf -section settings -queryfile ../\(request) -out ../\(file)"
                #expect(try CommandLine.typed(line, in: scene.folder).code == 0)
            }
            try scene.run("evidence timestamp --request --case case", code: 64)
            try scene.run(Self.add + " --limits x")
            try scene.run("evidence checkpoint --case case --passphrase-file phrase --timestamp --nonce 77")
            let request = "case/evidence/timestamps/2.tsq"
            try answer("tsa", request, "answer.tsr")
            try answer("else", request, "other.tsr")
            let keep = "evidence timestamp --case case --response "
            try scene.run(keep + "answer.tsr", code: 64)
            #expect(
                try scene.run(keep + "other.tsr --ca-file tsa/ca.pem", code: 1).messages.contains(
                    "openssl ts -verify says"))
            try scene.run(keep + "page.html --ca-file tsa/ca.pem", code: 1)
            try scene.run(keep + "answer.tsr --ca-file tsa/ca.pem")
            try scene.run(keep + "answer.tsr --ca-file tsa/ca.pem")
            try scene.run(keep + "other.tsr --ca-file else/ca.pem", code: 1)
            // A second authority under a name of its own.
            let second = try scene.run("evidence timestamp --request --authority second --case case --nonce 78").output
            try answer("else", String(second.dropLast()), "second.tsr")
            try scene.run(keep + "other.tsr --ca-file else/ca.pem --authority second", code: 1)
            try scene.run(keep + "second.tsr --ca-file else/ca.pem --authority second")
            let rows = try scene.rows("evidence verify --case case")
            #expect(
                rows.filter { $0["kind"] == "time-stamp" }.map { $0["file"] } == [
                    "timestamps/2.tsr", "timestamps/2-second.tsr",
                ])
            let path = scene.folder + "/case/evidence/timestamps/2.tsr"
            var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            bytes[bytes.count - 20] ^= 1
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let problems = try scene.rows("evidence verify --case case", code: 2).filter { $0["kind"] == "problem" }
            #expect(problems.contains { $0["file"] == "timestamps/2.tsr" })
        }
    }

    @Test("the posts behind a network are kept as they were imported, with their file and row")
    func network() throws {
        try Self.with { scene in
            var rows = ["object_id,account_id,content_id,timestamp_share"]
            for link in 0..<3 {
                for (offset, name) in ["cosmin", "bea", "ana"].enumerated() {
                    rows.append("link\(link),\(name),\(name)-\(link),\(1_700_000_003 + link * 1001 + offset * 5)")
                }
            }
            try scene.write(rows.joined(separator: "\n") + "\n", "shares.csv")
            try scene.run("import shares.csv --case case")
            try scene.run("investigate --case case --fdr none")
            let add =
                "evidence add --network N1 --case case --limits 'posts without pictures' --now 2024-11-25T08:00:00Z"
            try scene.run("evidence add --network N7 --case case --limits x", code: 64)
            let kept = try scene.rows(add)
            #expect(kept.count == 9)
            #expect(kept.map { $0["name"] } == (1...9).map { "shares.csv:\($0)" })
            let sha256 = try #require(kept.first?["sha256"])
            #expect(
                try String(
                    contentsOfFile: "\(scene.folder)/case/evidence/objects/\(sha256.prefix(2))/\(sha256)",
                    encoding: .utf8)
                    == rows.joined(separator: "\n") + "\n")
            let record = try scene.run("evidence show \(kept[4]["record"] ?? "") --case case").output
            for part in [
                #""row":{"file":"shares.csv","number":5,"sha256":"\#(sha256)"}"#, #""id":"bea""#,
                #""kind":"shared","value":"link1""#,
                #""method":"imported_row""#, "posts without pictures", "what it posted besides is not here",
            ] { #expect(record.contains(part), "\(part) in \(record)") }
            try scene.run(
                "evidence exhibit EX-1 --title 'Network N1' --for 'They shared the same links within seconds.' --all --case case"
            )
            try scene.run("evidence verify --case case")
            // The file is gone: the posts are kept all the same, and the limits say what is missing.
            try scene.run("init bare")
            try scene.run("import shares.csv --case bare")
            try scene.run("investigate --case bare --fdr none")
            try FileManager.default.removeItem(atPath: scene.folder + "/shares.csv")
            let bare = try scene.rows(add.replacing("--case case", with: "--case bare") + " --per-pair 1")
            #expect(bare.count < 9 && !bare.isEmpty)
            let limits = try scene.rows("evidence list --case bare").first?["limits"] ?? ""
            #expect(limits.contains("was not found as it was imported") && limits.contains("beyond 1 of a pair"))
            try scene.run("evidence verify --case bare")
            // It lies elsewhere under another name: its SHA-256 finds it, and a table says how much was kept.
            try FileManager.default.createDirectory(
                atPath: scene.folder + "/drive/2024", withIntermediateDirectories: true)
            try scene.write(String(repeating: "x", count: rows.joined(separator: "\n").utf8.count + 1), "drive/a.csv")
            try scene.write(rows.joined(separator: "\n") + "\n", "drive/2024/export (1).csv")
            let again = add.replacing("--case case", with: "--case bare")
            #expect(
                try scene.run(again + " --format table").messages.contains(
                    "name the folder where shares.csv lies with --originals FOLDER"))
            try scene.run(again + " --originals nowhere", code: 64)
            try scene.run(again + " --originals drive --without-files", code: 64)
            try scene.run("evidence add page.html --originals drive --case bare --limits x", code: 64)
            let summary = try scene.run(again + " --originals drive --format table").output
            let lines = summary.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            #expect(lines.count == 2 && lines[0] == ["of", "records", "files_kept", "first_entry", "last_entry"])
            #expect(lines.last?.dropLast(2) == ["network", "N1", "9", "1"])
            #expect(
                try String(
                    contentsOfFile: "\(scene.folder)/bare/evidence/objects/\(sha256.prefix(2))/\(sha256)",
                    encoding: .utf8)
                    == rows.joined(separator: "\n") + "\n")
            #expect(
                try scene.run(again + " --originals drive --format table --verbose").output.split(separator: "\n").count
                    == 10)
            try scene.run("evidence verify --case bare")
        }
    }

    @Test("a case is archived with its evidence")
    func archive() throws {
        try Self.with { scene in
            try scene.run(Self.add + " --limits x")
            try scene.run("case archive case.tar.gz --case case")
            try scene.run("case restore case.tar.gz --case again")
            #expect(try scene.rows("evidence list --case again").count == 1)
            try scene.run("evidence verify --case again")
            let hashed = try CommandLine.typed("sha256sum case.tar.gz", in: scene.folder).output.prefix(64)
            let event = try #require(try scene.rows("evidence custody --case case").last)
            #expect(event["action"] == "exported" && event["object"] == String(hashed))
            #expect(event["note"] == "archive of the whole case")
            // The copy ends before the entry about it.
            #expect(try scene.rows("evidence custody --case again").map { $0["action"] } == ["collected", "recorded"])
        }
    }

    @Test(
        "what is exported and sealed is in the custody log, with who, to whom and why; without evidence there is none")
    func handedOut() throws {
        try Self.with(key: true) { scene in
            let export =
                "export stix --case case --tlp amber --out bundle.json --actor Bo --to 'a court' --reason 'order 7'"
            try scene.run("init plain --no-key")
            try scene.run(export.replacing("--case case", with: "--case plain"))
            #expect(!FileManager.default.fileExists(atPath: scene.folder + "/plain/evidence"))
            try scene.run(Self.add + " --limits x")
            try scene.run(export)
            try scene.run("export markdown --case case --tlp amber --out notes --now 2024-11-25T08:00:00Z")
            try scene.write("asset\ntiktok:1\n", "assets.csv")
            try scene.run(
                "cohort freeze herd --file assets.csv --grade confirmed --case case --now 2024-11-20T10:00:00Z")
            let line = try scene.run(
                "cohort seal herd --case case --passphrase-file phrase --now 2024-11-20T11:00:00Z --to 'the press'"
            ).output
            let events = try scene.rows("evidence custody --case case")
            #expect(events.map { $0["action"] } == ["collected", "recorded", "exported", "exported", "sealed"])
            let bundle = try CommandLine.typed("sha256sum bundle.json", in: scene.folder).output.prefix(64)
            #expect(events[2]["object"] == String(bundle) && events[2]["actor"] == "Bo")
            #expect(events[2]["to"] == "a court" && events[2]["reason"] == "order 7")
            #expect(events[2]["note"]?.hasPrefix("stix document: ") == true)
            let notes = try CommandLine.typed(
                "cd notes && find . -type f | sed 's,^./,,' | LC_ALL=C sort | tr '\\n' '\\0' | xargs -0 sha256sum | sha256sum",
                in: scene.folder
            ).output.prefix(64)
            #expect(events[3]["object"] == String(notes) && events[3]["time"] == "2024-11-25T08:00:00.000Z")
            #expect(events[4]["to"] == "the press" && events[4]["note"] == "seal of a cohort")
            #expect(try scene.run("evidence show \(events[4]["object"] ?? "") --out seal --case case").output == "")
            #expect(try scene.text("seal") == line)
            try scene.run("evidence verify --case case")
        }
    }
}
