import Foundation
import Testing

@Suite("Notices on the command line")
struct NoticeCommandTests {
    private static let now = "--case case --now 2025-03-01T00:00:00Z"

    private func herd(_ scene: OversightScene) throws {
        try scene.run(
            "cohort freeze herd --asset tiktok:1 --asset tiktok:2 --asset x:3 --grade confirmed \(Self.now)")
    }

    @Test("a table of notices, exposures and answers is entered as if it were typed")
    func table() throws {
        try OversightScene.with { scene in
            try herd(scene)
            try scene.write(
                """
                entry,name,cohort,platform,channel,sent,sender,assets,notice,content,received,source,at,by,note
                answer,ack,,,,,,,aep,acknowledgement,2024-11-28,,,,none
                ,aep,herd,tiktok,authority_request,2024-11,AEP,,,,,,,,requests
                notice,rfi,,tiktok,information-request,2024-12-06,Commission,tiktok:1; tiktok:2,,,,,,,24 hours
                exposure,papers,herd,,,,,,,,,exposed,2024-12-04,Presidency,

                """, "notices.csv")
            let outcome = try scene.rows("notice import notices.csv --cohort herd \(Self.now)")
            #expect(outcome.map { $0["entry"] } == ["notice", "notice", "exposure", "answer"])
            #expect(outcome.map { $0["name"] } == ["aep", "rfi", "papers", "ack"])
            #expect(outcome.allSatisfy { $0["outcome"] == "new" })
            // The same by hand is the same entry.
            let typed = try scene.run(
                "notice add aep --cohort herd --platform tiktok --channel authority_request --sent 2024-11 --sender AEP"
                    + " --note requests \(Self.now)")
            #expect(typed.output == (outcome[0]["digest"] ?? "") + "\n")
            #expect(typed.messages.contains("'aep' stands in the register already"))
            let again = try scene.rows("notice import notices.csv --cohort herd \(Self.now)")
            #expect(again.allSatisfy { $0["outcome"] == "known" })
            let list = try scene.rows("notice list --case case")
            #expect(list.map { $0["name"] } == ["aep", "ack", "papers", "rfi"])
            #expect(
                list.map { $0["kind"] } == [
                    "authority_request", "acknowledgement", "exposed", "information_request",
                ])
        }
    }

    @Test("rows that cannot be taken are told in their order, the others are entered")
    func badRows() throws {
        try OversightScene.with { scene in
            try herd(scene)
            try scene.write(
                """
                {"entry":"letter","name":"a"}
                {"entry":"answer","name":"b","notice":"nobody","content":"decision","received":"2024-12-01"}
                {"name":"c","cohort":"other","platform":"tiktok","channel":"order","sent":"2024-12-01","sender":"us"}
                {"name":"d","platform":"tiktok","channel":"order","sent":"2024-12-01","sender":"us"}
                {"name":"e","cohort":"herd","platform":"tiktok","channel":"order","sent":"2024-12-01","sender":"us","x":1}
                {"entry":"answer","name":"f","notice":"e","content":"decision","received":"2024-11-01"}
                {"name":"e","cohort":"herd","platform":"x","channel":"order","sent":"2024-12-01","sender":"us"}

                """, "notices.ndjson")
            let result = try scene.run("notice import - \(Self.now) --format csv < notices.ndjson", code: 3)
            #expect(
                result.output.split(separator: "\n").map { $0.split(separator: ",").prefix(3) }.dropFirst() == [
                    ["notice", "e", "new"]
                ])
            let lines = result.messages.split(separator: "\n").filter { $0.hasPrefix("standard input, row") }
            for (line, text) in zip(
                lines,
                [
                    "row 1, field entry: 'letter' is not one of notice, answer, exposure",
                    "row 2, field notice: there is no notice 'nobody'",
                    "row 3, field cohort: the case case has no cohort 'other'",
                    "row 4, field cohort: the row does not say which cohort",
                    "row 6, field received: the answer came on 2024-11-01, before",
                    "row 7, field name: 'e' stands in row 5 already",
                ])
            { #expect(line.contains(text), "\(line)") }
            #expect(lines.count == 6)
            #expect(result.messages.contains("nothing is read from the columns x of standard input"))
        }
    }

    @Test("assets come from a table on the standard input; one wrong row enters nothing")
    func assets() throws {
        try OversightScene.with { scene in
            try herd(scene)
            let add =
                "notice add n --cohort herd --platform tiktok --channel order --sent 2024-12-01 --sender us \(Self.now)"
            try scene.write("asset\ntiktok:2\ntiktok:2\n", "good.csv")
            try scene.write("asset\ntiktok:2\nx:3\n", "bad.csv")
            let refused = try scene.run("\(add) --assets bad.csv", code: 1).messages
            #expect(refused.contains("bad.csv, row 2, field asset: x:3 is not on tiktok"))
            #expect(refused.contains("nothing was entered: every row of bad.csv must be right first"))
            #expect(try scene.rows("notice list --case case").isEmpty)
            try scene.run("\(add) --assets - < good.csv")
            try scene.write(
                "asset,time,country,state\ntiktok:1,2024-11-30T08:00:00Z,RO,up\ntiktok:2,2024-11-30T08:00:00Z,RO,up\n",
                "r.csv")
            try scene.run("observe import r.csv \(Self.now)")
            let zero = try scene.rows("metrics --cohort herd --assets --platform tiktok \(Self.now)")
            #expect(zero.map { $0["asset"] } == ["tiktok:2"] && zero.map { $0["clock"] } == ["2024-12-01"])
        }
    }

    @Test("readings are read from the standard input, and all that is rejected is listed in a file")
    func readings() throws {
        try OversightScene.with { scene in
            try herd(scene)
            let rows = (0..<25).map {
                "tiktok:1,2024-11-\($0 < 9 ? "0" : "")\($0 + 1)T08:00:00Z,\($0 % 2 == 0 ? "RO" : "Romania"),up"
            }
            try scene.write((["asset,time,country,state"] + rows).joined(separator: "\n") + "\n", "r.csv")
            let result = try scene.run("observe import - --rejects bad.ndjson \(Self.now) < r.csv", code: 3)
            #expect(result.messages.contains("standard input: 25 rows, 13 taken, 0 known already, 12 rejected"))
            #expect(result.messages.contains("12 rejects are listed in bad.ndjson"))
            #expect(result.messages.contains("… and 2 rows more"))
            let list = try scene.text("bad.ndjson").split(separator: "\n")
            #expect(list.count == 12)
            #expect(list.last?.hasPrefix("{\"file\":\"standard input\",\"row\":24,\"field\":\"country\"") == true)
            // What an earlier run left is not taken for this one's.
            try scene.write("asset,time,country,state\n" + rows[0] + "\n", "good.csv")
            try scene.run("observe import good.csv --rejects bad.ndjson \(Self.now)")
            #expect(throws: (any Error).self) { try scene.text("bad.ndjson") }
            let own = try scene.run("observe import good.csv --rejects ./good.csv \(Self.now)", code: 64)
            #expect(own.messages.contains("good.csv would be overwritten"))
            #expect(try scene.text("good.csv").hasPrefix("asset"))
            let twice = try scene.run("observe import - - \(Self.now) < r.csv", code: 64)
            #expect(twice.messages.contains("can be read once"))
        }
    }

    @Test("tables of every register come from the standard input, CSV and NDJSON told apart by how they begin")
    func standardInput() throws {
        try OversightScene.with { scene in
            try scene.write("{\"asset\":\"tiktok:1\",\"grade\":\"confirmed\"}\n", "a.ndjson")
            try scene.run("cohort freeze a --file - \(Self.now) < a.ndjson")
            try scene.write("asset,grade\ntiktok:1,confirmed\n", "a.csv")
            try scene.run("cohort freeze a --file - \(Self.now) < a.csv")
            #expect(try scene.rows("cohort list --case case").map { $0["version"] } == ["1", "2"])
            try scene.write(
                "name,speaker,event,quantity,number,date,source\na,S,E,Q,5,2024-12-03,R\n", "claims.csv")
            #expect(try scene.rows("claim import - \(Self.now) < claims.csv").map { $0["outcome"] } == ["new"])
            let empty = try scene.run("claim import - \(Self.now) < /dev/null", code: 1).messages
            #expect(empty.contains("standard input: the file is empty"))
        }
    }
}
