import Foundation
import Testing

/// Questions, rows, raters and assessments, as users type them.
@Suite("Weighing explanations on the command line")
struct AssessCommandTests {
    private static let now = "--case case --now 2026-03-02T12:00:00Z"
    /// printf 'a fact\n' | sha256sum
    private static let record = "fae900b57ffca71cc1973e9d1204dde79ca3790cd6b2b6d5a892874802b71371"
    private static let hypotheses =
        "--hypothesis 'H1=somebody meant it' --hypothesis 'H2=nobody meant it' --hypothesis 'H3=it was something else'"
        + " --prior H1=0.2..0.6 --prior H2=0.3..0.5 --prior H3=0.1 --innocent H2 --other H3"

    /// Keeps what the rows rest on.
    private func keepFact(_ scene: OversightScene) throws {
        try scene.write("a fact\n", "fact.txt")
        try scene.run("evidence add fact.txt --limits 'one page' \(Self.now)")
    }

    private func ask(_ scene: OversightScene, _ name: String = "ferry", layer: String = "asset_network") throws {
        try keepFact(scene)
        try scene.run("assess new \(name) --text 'Why?' --layer \(layer) \(Self.hypotheses) \(Self.now)")
    }

    private func add(
        _ scene: OversightScene, _ row: String, lr: String, more: String = "", to question: String = "ferry",
        code: Int32 = 0
    ) throws -> String {
        try scene.run(
            "assess add \(row) --question \(question) --observed 'a thing' --records \(Self.record) --source \(row)-source"
                + " --grade B2 --class technical --access open --lr '\(lr)' \(more) \(Self.now)", code: code
        ).messages
    }

    private func keys(_ scene: OversightScene) throws {
        try scene.run("cohort key ada --holder ada.example")
        // The second person's is under a passphrase.
        try scene.write("only Ben knows\n", "phrase")
        try scene.run("cohort key ben --holder ben.example --passphrase-file phrase")
    }

    private func sign(
        _ scene: OversightScene, _ name: String, question: String = "ferry", more: String = "", code: Int32 = 0
    ) throws -> (output: String, messages: String) {
        try scene.run(
            "assess sign \(name) --question \(question) --hypothesis H1 --author Ada --sentence 'It was cut.'"
                + " --confidence low --grounds 'One source.' --alternative 'H2: wear' --limit 'the seabed was not seen'"
                + " --samples 400 --key ada.pem --holder ada.example \(more) \(Self.now)", code: code)
    }

    @Test("from a question to a published assessment, and every layer rests on the one below")
    func wholeWay() throws {
        try OversightScene.with { scene in
            try keys(scene)
            try ask(scene)
            _ = try add(scene, "chain", lr: "H1=4..6; rest=1")
            _ = try add(scene, "log", lr: "H1=0.5..0.8; rest=1")
            let signed = try sign(scene, "ferry-1", more: "--out ferry.note")
            #expect(
                signed.output.count == 65 && signed.messages.contains("It is") || signed.messages.contains("ranges"))
            #expect(try scene.run("assess verify ferry-1 --case case").messages.contains("not for publication"))
            #expect(
                try scene.run(
                    "assess approve ferry-1 --approver ' ADA' --key ben.pem --passphrase-file phrase --holder ben.example \(Self.now)",
                    code: 1
                ).messages.contains("a second person"))
            #expect(
                try scene.run(
                    "assess approve ferry-1 --approver Ben --key ben.pub.pem --holder ben.example \(Self.now)", code: 1
                ).messages.contains("ben.pub.pem is a public key"))
            let approved = try scene.run(
                "assess approve ferry-1 --approver Ben --key ben.pem --passphrase-file phrase --holder ben.example"
                    + " --out ben.note \(Self.now)")
            #expect(approved.output == signed.output)
            let verified = try scene.run(
                "assess verify ferry-1 --case case --public-key ada.pub.pem --holder ada.example")
            #expect(
                verified.messages.contains("approved by Ben")
                    && verified.messages.contains("its numbers come out again"))
            for (note, holder) in [("ferry", "ada"), ("ben", "ben")] {
                try scene.run(
                    "assess verify --note \(note).note --public-key \(holder).pub.pem --holder \(holder).example")
            }
            try ask(scene, "crew", layer: "network_operator")
            _ = try add(scene, "talk", lr: "H1=4..6; rest=1", to: "crew")
            #expect(try sign(scene, "crew-1", question: "crew", code: 1).messages.contains("layers are not skipped"))
            _ = try sign(scene, "crew-1", question: "crew", more: "--rests-on ferry-1")
            #expect(try scene.run("assess verify crew-1 --case case").messages.contains("it rests on 'ferry-1'"))
            #expect(
                try scene.rows("assess show --case case").map { $0["entry"] } == [
                    "question", "question", "assessment", "assessment",
                ])
            try scene.run("assess show crew-1 --html page.html \(Self.now)")
            #expect(try scene.text("page.html").contains("Not for publication"))
        }
    }

    @Test("rows rest on what the case has, and what speaks for and against it is listed down to the records")
    func records() throws {
        try OversightScene.with { scene in
            try keys(scene)
            try ask(scene)
            func add(_ row: String, _ record: String, lr: String, code: Int32 = 0) throws -> String {
                try scene.run(
                    "assess add \(row) --question ferry --observed seen --records \(record) --source s --grade B2 --class technical"
                        + " --access open --lr '\(lr)' \(Self.now)", code: code
                ).messages
            }
            let none = String(repeating: "ab", count: 32)
            #expect(
                try add("ghost", none, lr: "rest=1", code: 64).contains(
                    "the case has no record, file or exhibit '\(none)'; 'daylight evidence add' keeps"))
            #expect(try add("ghost", "EX-1", lr: "rest=1", code: 64).contains("'EX-1'"))
            try scene.write(
                "row,observed,records,source,grade,class,access,lr\nghost,seen,EX-9,s,B2,technical,open,rest=1\n",
                "rows.csv")
            #expect(
                try scene.run("assess import rows.csv --question ferry \(Self.now)", code: 3).messages.contains("EX-9"))
            let record = try #require(try scene.rows("evidence list --case case").first?["record"])
            try scene.run(
                "evidence exhibit EX-1 --title Fact --for 'It was said.' --record \(record.prefix(8)) \(Self.now)")
            let exhibit = try #require(try scene.rows("evidence exhibit --case case").first?["digest"])
            _ = try add("chain", "EX-1", lr: "H1=4..6; rest=1")
            _ = try add("log", String(record.prefix(6)), lr: "H1=0.5..0.8; rest=1")
            _ = try sign(scene, "ferry-1")
            let shown = try scene.rows("assess show ferry-1 --case case")
            func rests(_ part: String) -> [String?] { shown.filter { $0["part"] == part }.map { $0["text"] } }
            #expect(
                rests("supporting row chain rests on") == [
                    "exhibit EX-1 (\(exhibit))", "exhibit EX-1: record \(record)",
                ])
            #expect(rests("contradicting row log rests on") == ["record \(record)"])
            try scene.run("assess show ferry-1 --html page.html \(Self.now)")
            #expect(try scene.text("page.html").contains("chain: exhibit EX-1 (\(exhibit)); exhibit EX-1: record"))
            // The case has lost its evidence: nothing is signed over it, and what was signed says so.
            try FileManager.default.moveItem(
                atPath: scene.folder + "/case/evidence", toPath: scene.folder + "/elsewhere")
            #expect(
                try sign(scene, "ferry-2", code: 1).messages.contains(
                    "rests on \(record), which is no record or exhibit of the case"))
            #expect(
                try scene.run("assess verify ferry-1 --case case").messages.contains(
                    "the row 'log' rests on \(record), which the case does not have"))
        }
    }

    @Test("a changed byte ends with exit code 2: in the note, in the case, and by another's key")
    func tampering() throws {
        try OversightScene.with { scene in
            try keys(scene)
            try ask(scene)
            _ = try add(scene, "chain", lr: "H1=4..6; rest=1")
            _ = try sign(scene, "ferry-1", more: "--out ferry.note")
            let note = try scene.text("ferry.note")
            try scene.write(note.replacingOccurrences(of: "It was cut", with: "It was put"), "other.note")
            try scene.run(
                "assess verify --note other.note --public-key ada.pub.pem --holder ada.example", code: 2)
            try scene.run(
                "assess verify ferry-1 --case case --public-key ben.pub.pem --holder ben.example", code: 2)
            // A row that is entered anew does not change what was signed.
            _ = try add(scene, "chain", lr: "H1=2..3; rest=1")
            #expect(try scene.run("assess verify ferry-1 --case case").messages.contains("entered anew since"))
            let edit =
                "sqlite3 case/case.sqlite \"UPDATE entries SET body = replace(body, 'It was cut', 'It was put')\""
            if try CommandLine.typed("command -v sqlite3", in: scene.folder).code == 0 {
                _ = try CommandLine.typed(edit, in: scene.folder)
                try scene.run("assess verify ferry-1 --case case", code: 2)
            }
        }
    }

    @Test("without a diagnostic row the output says so, and the posterior is the prior in every format")
    func nothingDiagnostic() throws {
        try OversightScene.with { scene in
            try ask(scene)
            _ = try add(scene, "idle", lr: "rest=0.5..2")
            for format in ["table", "csv", "json", "ndjson"] {
                let output = try scene.run("assess run ferry --samples 400 --case case --format \(format)").output
                #expect(output.contains("No row is diagnostic"), "\(format)")
            }
            let rows = try scene.rows("assess run ferry --samples 400 --case case")
            let (before, after) = (rows.filter { $0["part"] == "prior" }, rows.filter { $0["part"] == "posterior" })
            #expect(before.map { $0["median"] } == after.map { $0["median"] } && before.count == 3)
        }
    }

    @Test("the same seed gives the same bytes, whatever the order of the rows in the table")
    func order() throws {
        try OversightScene.with { scene in
            let header = "row,observed,records,source,grade,class,access,lr\n"
            let rows = (1...4).map { number in
                "r\(number),seen,\(Self.record),s\(number),B2,technical,open,H1=\(number)..9; H2=1; rest=0.5\n"
            }
            for (name, order) in [("ferry", rows), ("other", rows.reversed())] {
                try ask(scene, name)
                try scene.write(header + order.joined(), "rows.csv")
                try scene.run("assess import rows.csv --question \(name) \(Self.now)")
            }
            let outputs = try ["ferry", "other"].map {
                try scene.run("assess run \($0) --seed 5 --samples 400 --case case --format csv").output
            }
            #expect(outputs[0] == outputs[1] && outputs[0].contains("without,r1"))
            #expect(
                try scene.run("assess run ferry --seed 6 --samples 400 --case case --format csv").output != outputs[0])
        }
    }

    @Test("bad rows are rejected with what to do and the good rest is kept; a question takes all or nothing")
    func badInput() throws {
        try OversightScene.with { scene in
            try ask(scene)
            try scene.write(
                "row,observed,records,source,grade,class,access,lr\n"
                    + "good,seen,\(Self.record),s,B2,technical,open,rest=1\nbad,seen,,s,B2,technical,open,rest=1\n"
                    + "worse,seen,\(Self.record),s,Z2,technical,open,rest=1\ngood,seen,\(Self.record),s,B2,technical,open,rest=1\n",
                "rows.csv")
            let result = try scene.run("assess import rows.csv --question ferry --format csv \(Self.now)", code: 3)
            #expect(result.output.contains("ferry/good,new") && result.messages.contains("rests on no record"))
            #expect(result.messages.contains("is no grade") && result.messages.contains("stands in row 1 already"))
            try scene.write("hypothesis,text,prior,role\nH1,a,0.5,\nH2,b,2,innocent\nH3,c,0.1,other\n", "h.csv")
            try scene.run("assess new q --text Why --layer asset_network --file h.csv \(Self.now)", code: 3)
            try scene.run("assess run q --case case", code: 1)
            for samples in ["0", "99", "9999999"] {
                try scene.run("assess run ferry --samples \(samples) --case case", code: 1)
            }
            #expect(try add(scene, "x", lr: "H1=1", code: 64).contains("--lr"))
            try scene.run("assess new bare --text Why --layer asset_network \(Self.now)", code: 64)
        }
    }

    @Test("raters are made coherent and told how far off they were; a row may be left to them")
    func raters() throws {
        try OversightScene.with { scene in
            try ask(scene)
            try scene.run(
                "assess rate --question ferry --rater zoe --judge H1=0.6 --judge H2=0.5 --judge H3=0.3 \(Self.now)")
            try scene.run("assess rate --question ferry --rater abe --judge 'H1=0.5;H2=0.3;H3=0.2' \(Self.now)")
            let rows = try scene.rows("assess run ferry --samples 400 --case case")
            #expect(rows.first { $0["part"] == "rater zoe" }?["remark"]?.contains("incoherence 0.231") == true)
            #expect(rows.count { $0["part"] == "raters together" } == 3)
            try scene.run(
                "assess add open --question ferry --observed seen --records \(Self.record) --source s --grade B2"
                    + " --class technical --access open \(Self.now)")
            #expect(try scene.run("assess run ferry --case case", code: 1).messages.contains("assess rate --row"))
            try scene.run(
                "assess rate --question ferry --rater abe --row open --judge H1=0.9 --judge H2=0.2 --judge H3=0.2 \(Self.now)"
            )
            #expect(try scene.rows("assess matrix ferry --case case").first?["H1"] == "C")
            try scene.run("assess rate --question ferry --rater abe --row ghost --judge H1=0.9 \(Self.now)", code: 64)
        }
    }

    @Test("tags keep their list's version; steps of reach need evidence; a crosswalk leads from older ids")
    func tags() throws {
        try OversightScene.with { scene in
            func pattern(_ id: String) -> String {
                #"{"type":"attack-pattern","id":"\#(id)","name":"Invented","external_references":[{"external_id":"\#(id)"}]}"#
            }
            try scene.write(
                #"{"type":"bundle","objects":[\#(pattern("T1")),\#(pattern("T2"))]}"#, "list_v1.6.json")
            try scene.write("from_version,from,to_version,to\n1.4,T9,1.6,T1\n1.4,T9,1.6,T2\n1.4,T8,1.6,\n", "pairs.csv")
            try scene.run("assess tag N1 --list list_v1.6.json --id T1 \(Self.now)")
            try scene.run("assess tag N1 --list list_v1.6.json --id T7 \(Self.now)", code: 1)
            try scene.run(
                "assess tag N2 --list list_v1.6.json --id T9 --crosswalk pairs.csv --from-version 1.4 \(Self.now)")
            try scene.run(
                "assess tag N2 --list list_v1.6.json --id T8 --crosswalk pairs.csv --from-version 1.4 \(Self.now)",
                code: 64)
            try scene.run("assess tag N1 --breakout 4 \(Self.now)", code: 1)
            #expect(
                try scene.run(
                    "assess tag N1 --breakout 4 --evidence 'two papers' --records \(Self.record) \(Self.now)", code: 64
                ).messages.contains("the case has no record, file or exhibit"))
            try keepFact(scene)
            try scene.run("assess tag N1 --breakout 7 --evidence x --records \(Self.record) \(Self.now)", code: 64)
            try scene.run("assess tag N1 --breakout 4 --evidence 'two papers' --records \(Self.record) \(Self.now)")
            try scene.run("assess tag N1 --radar dmm_01 \(Self.now)")
            let tags = try scene.rows("assess tag --case case")
            #expect(
                tags.map { "\($0["subject"] ?? "") \($0["taxonomy"] ?? "") \($0["version"] ?? "") \($0["id"] ?? "")" }
                    == [
                        "N1 breakout_scale 2020 4", "N1 disarm 1.6 T1", "N1 radar unstated dmm_01", "N2 disarm 1.6 T1",
                        "N2 disarm 1.6 T2",
                    ])
            #expect(tags[3]["note"] == "T9 in version 1.4")
            #expect(try scene.rows("assess techniques --list list_v1.6.json").count == 2)
        }
    }
}
