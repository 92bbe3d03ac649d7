import Foundation
import Testing

/// Readings with their sources, plans, and what a person can verify at the end, as users type it.
@Suite("Readings followed to their evidence, on the command line")
struct ObserveCommandTests {
    private static let now = "--now 2024-11-25T00:00:00Z"
    private static let digest = String(repeating: "c0ffee11", count: 8)

    private func freeze(_ scene: OversightScene, count: Int = 2) throws {
        let rows = (0..<count).map { "tiktok,70\($0),confirmed" }
        try scene.write((["platform,id,grade"] + rows).joined(separator: "\n") + "\n", "assets.csv")
        try scene.run(
            "cohort freeze herd --file assets.csv --case case --now 2024-11-19T10:00:00Z --nonce 0123456789abcdef")
    }

    @Test("two files that say otherwise are told with files, rows and asset, and both sides are listed")
    func contradictions() throws {
        try OversightScene.with { scene in
            try freeze(scene)
            try scene.write(
                "asset,time,until,country,state,evidence_sha256\ntiktok:700,2024-11-20T00:00:00Z,2024-11-22T00:00:00Z,RO,up,\(Self.digest)\n",
                "one.csv")
            try scene.write(
                "asset,time,country,state\ntiktok:701,2024-11-21T00:00:00Z,RO,up\ntiktok:700,2024-11-21T00:00:00Z,RO,suspended\n",
                "two.csv")
            try scene.run("observe import one.csv --case case \(Self.now)")
            let messages = try scene.run("observe import two.csv --case case \(Self.now)", code: 3).messages
            for text in [
                "two.csv, row 2, field time: the reading lies within a stretch of the same asset and vantage in another state",
                "tiktok:700 was 'up' from 2024-11-20T00:00:00.000Z to 2024-11-22T00:00:00.000Z (one.csv, row 1)",
                "note: 1 rows contradict readings", "2 rows, 1 taken",
            ] { #expect(messages.contains(text), "\(text) in \(messages)") }
            let pair = try #require(try scene.rows("observe contradictions --case case").first)
            #expect(pair["state"] == "suspended" && pair["file"] == "two.csv" && pair["row"] == "2")
            #expect(pair["kept_state"] == "up" && pair["kept_file"] == "one.csv" && pair["kept_row"] == "1")
            #expect(pair["kept_evidence_sha256"] == Self.digest && pair["kept_until"] == "2024-11-22T00:00:00.000Z")
            let notes = try scene.run("metrics --cohort herd --case case \(Self.now) --format table").output
            #expect(notes.contains("1 reading of 1 asset say otherwise"))
            #expect(try scene.run("case check --case case").output.contains("1 readings contradict others"))
        }
    }

    @Test("an asset's readings are listed with state, vantage, time, evidence, file and row")
    func list() throws {
        try OversightScene.with { scene in
            try freeze(scene)
            try scene.write(
                """
                asset,time,country,network,client,state,evidence_sha256,views
                tiktok:700,2024-11-20T00:00:00Z,RO,mobile,poller,up,\(Self.digest),7
                tiktok:701,2024-11-20T00:00:00Z,DE,,,up,,

                """, "r.csv")
            try scene.run("observe import r.csv --case case \(Self.now)")
            let row = try #require(try scene.rows("observe list tiktok:700 --case case").first)
            #expect(row["evidence_sha256"] == Self.digest && row["file"] == "r.csv" && row["row"] == "1")
            #expect(row["country"] == "RO" && row["network"] == "mobile" && row["client"] == "poller")
            #expect(row["time"] == "2024-11-20T00:00:00.000Z" && row["state"] == "up")
            let sha = try scene.run("metrics --cohort herd --case case \(Self.now)").output
            #expect(sha.contains(row["file_sha256"] ?? "none"))
            #expect(try scene.rows("observe list --cohort herd --case case").count == 2)
            let counter = try #require(try scene.rows("observe list tiktok:700 --counters --case case").first)
            #expect(counter["counter"] == "views" && counter["value"] == "7" && counter["row"] == "1")
            #expect(
                try scene.run("observe list tiktok:9 --case case").messages.contains("of tiktok:9 there is no reading"))
            try scene.run("observe list --case case", code: 64)
            try scene.run("observe list nobody --case case", code: 64)
            try scene.tamper(Self.digest, with: String(repeating: "c0ffee22", count: 8))
            #expect(try scene.run("observe list tiktok:700 --case case", code: 2).messages.contains("was altered"))
        }
    }

    @Test("a plan is fixed in the case, shown, and held against what was looked at")
    func plan() throws {
        try OversightScene.with { scene in
            try freeze(scene)
            try scene.run("observe plan --zero 2024-11-20T00:00:00Z \(Self.now)")
            let fixed = try scene.run(
                "observe plan --zero 2024-11-20T00:00:00Z --cohort herd --case case --now 2024-11-19T12:00:00Z")
            #expect(fixed.messages.contains("plan of 'herd': ") && !fixed.messages.contains("note: it was fixed after"))
            let plan = try #require(try scene.rows("observe plan --show --case case").first)
            #expect(plan["fixed_before_zero"] == "yes" && plan["vantages"] == "2" && plan["cohort"] == "herd")
            #expect(fixed.messages.contains(plan["digest"] ?? "none"))
            let looks = try scene.rows(
                "observe plan --show --cohort herd --case case --from 2024-11-20 --to 2024-11-20T03:00:00Z")
            #expect(looks.map { $0["hours_after_zero"] } == ["1", "2", "3"])
            try scene.write(
                """
                asset,time,country,state
                tiktok:700,2024-11-20T01:00:00Z,RO,up
                tiktok:700,2024-11-20T01:02:00Z,DE,up
                tiktok:700,2024-11-20T02:00:00Z,RO,up
                tiktok:700,2024-11-20T02:30:00Z,DE,up
                tiktok:701,2024-11-20T01:00:00Z,RO,up

                """, "r.csv")
            try scene.run("observe import r.csv --case case \(Self.now)")
            let rows = try scene.rows("observe status herd --case case --now 2024-11-20T03:30:00Z")
            let names = ["looks_due", "looks_on_time", "looks_late", "looks_short", "looks_missed"]
            #expect(names.map { rows[0][$0] } == ["3", "1", "1", "0", "1"])
            #expect(names.map { rows[1][$0] } == ["3", "0", "0", "1", "2"])
            #expect(
                try scene.run("observe status herd --case case --now 2024-11-20T03:30:00Z").messages.contains(
                    "6 looks were due: 1 on time, 1 late, 1 from too few vantages, 3 missed"))
            let late = try scene.run(
                "observe plan --zero 2024-11-20T00:00:00Z --vantages 3 --cohort herd --case case --now 2024-11-21T12:00:00Z"
            )
            #expect(late.messages.contains("note: it was fixed after its clock started"))
            #expect(late.messages.contains("from now on this plan is in force"))
            let again = try scene.run(
                "observe plan --zero 2024-11-20T00:00:00Z --vantages 3 --cohort herd --case case --now 2024-11-23T12:00:00Z"
            )
            #expect(again.messages.contains("stands in the register already"))
            #expect(again.messages.contains("fixed 2024-11-21T12:00:00.000Z"))
            try scene.run("observe plan --case case", code: 64)
            try scene.run("observe plan --zero 2024-11-20 --case case", code: 64)
            try scene.run("observe plan --show", code: 64)
        }
    }

    @Test("the arms of a hold-out are verified by the revealed seed, and another seed ends with 2")
    func holdOutVerified() throws {
        try OversightScene.with { scene in
            try freeze(scene, count: 40)
            try scene.write("sixteen or more secret bytes\n", "seed")
            try scene.write("sixteen or other secret bytes\n", "other")
            let dealt = try scene.rows(
                "notice hold-out e --cohort herd --seed-file seed --case case --now 2024-11-20T12:00:00Z")
            let sound = try scene.run("notice hold-out-verify e --seed-file seed --case case")
            #expect(sound.messages.contains("the arms of 40 assets are those that the seed deals"))
            let digest = try #require(sound.messages.firstMatch(of: /as ([0-9a-f]{64})/)?.1)
            try scene.run("notice hold-out-verify \(digest) --seed-file other --case case", code: 2)
            let wrong = try scene.run("notice hold-out-verify e --seed-file other --case case --format csv", code: 2)
            #expect(wrong.messages.contains("the seed is not the one that was committed to"))
            #expect(wrong.output.contains("tiktok:70"))
            #expect(
                try scene.run("notice hold-out-verify e --seed-file seed --digest 00000000 --case case", code: 2)
                    .messages
                    .contains("the entry has the digest"))
            try scene.run("notice hold-out-verify nobody --seed-file seed --case case", code: 1)
            #expect(dealt.count == 40)
        }
    }

    @Test("every entering command prints the registers' head, and a check can expect it")
    func head() throws {
        try OversightScene.with { scene in
            try freeze(scene)
            let messages = try scene.run(
                "notice exposed x --cohort herd --source exposed --at 2024-11-20 --by us --case case \(Self.now)"
            ).messages
            let line = try #require(
                messages.split(separator: "\n").first { $0.hasPrefix("registers: 2 entries, head ") })
            let head = try #require(line.split(separator: " ").last)
            let sound = try scene.run("case check --case case --expect-head \(head)")
            #expect(sound.output.contains("first 2 entries; 0 came since"))
            try scene.run("case check --case case --expect-head \(head.prefix(16))")
            try scene.run("case check --case case --expect-head \(head.prefix(8))", code: 64)
            let other = String(repeating: "0", count: 64)
            #expect(
                try scene.run("case check --case case --expect-head \(other)", code: 2).output.contains(
                    "no entry of the registers ends with the expected head"))
            #expect(
                try scene.run(
                    "cohort freeze quiet --file assets.csv --case case --quiet --now 2024-11-19T10:00:00Z --nonce 0123456789abcdef"
                ).messages.isEmpty)
        }
    }

    @Test("figures name the files that hold readings of the cohort, each by its 64 digits alone")
    func namedInputs() throws {
        try OversightScene.with { scene in
            try freeze(scene)
            let header = "asset,time,country,state\n"
            try scene.write(header + "tiktok:700,2024-11-20T00:00:00Z,RO,up\n", "own.csv")
            try scene.write(header + "tiktok:999,2024-11-20T00:00:00Z,RO,up\n", "foreign.csv")
            try scene.write(header, "none.csv")
            try scene.write(header + "tiktok:700,never,RO,up\n", "wrong.csv")
            try scene.run("observe import own.csv foreign.csv --case case \(Self.now)")
            let none = try scene.run("observe import none.csv --case case \(Self.now)", code: 1).messages
            #expect(none.contains("none.csv holds no rows: there is nothing to enter") && !none.contains("registers:"))
            let wrong = try scene.run("observe import wrong.csv --case case \(Self.now)", code: 3).messages
            #expect(wrong.contains("wrong.csv: no row could be taken, and the file is not entered"))
            #expect(!wrong.contains("registers:"))
            try scene.run("observe import none.csv own.csv --case case \(Self.now)", code: 3)
            let inputs = try scene.run("metrics --cohort herd --case case \(Self.now) --format json").output
            func digest(_ asset: String) throws -> String {
                try #require(try scene.rows("observe list \(asset) --case case").first?["file_sha256"])
            }
            #expect(try inputs.contains(digest("tiktok:700")) && !inputs.contains(digest("tiktok:999")))
        }
    }

    @Test("a cohort is named with --cohort or without, by status as by list")
    func cohortNamed() throws {
        try OversightScene.with { scene in
            try freeze(scene)
            try scene.write("asset,time,country,state\ntiktok:700,2024-11-20T00:00:00Z,RO,up\n", "r.csv")
            try scene.run("observe import r.csv --case case \(Self.now)")
            for command in ["status", "list"] {
                let named = try scene.run("observe \(command) herd --case case \(command == "status" ? Self.now : "")")
                let asked = try scene.run(
                    "observe \(command) --cohort herd --case case \(command == "status" ? Self.now : "")")
                #expect(named.output == asked.output && named.output.contains("tiktok:700"))
                try scene.run("observe \(command) --case case", code: 64)
                try scene.run("observe \(command) herd --cohort herd --case case", code: 64)
            }
        }
    }

    @Test("a file that gives more when it is read again is named by its digest alone")
    func readAgain() throws {
        try OversightScene.with { scene in
            try scene.write("platform,id,grade,created\ntiktok,700,confirmed,2024-11-21\n", "assets.csv")
            let freeze = "cohort freeze herd --file assets.csv --case case --nonce 0123456789abcdef --now 2024-11-19T1"
            try scene.run(freeze + "0:00:00Z")
            try scene.write(
                "asset,time,country,state\ntiktok:700,2024-11-20T00:00:00Z,RO,up\ntiktok:700,2024-11-22T00:00:00Z,RO,up\n",
                "r.csv")
            try scene.run("observe import r.csv --case case \(Self.now)", code: 3)
            try scene.write("platform,id,grade,created\ntiktok,700,confirmed,2024-11-01\n", "assets.csv")
            try scene.run(freeze + "1:00:00Z")
            try scene.run("observe import r.csv --case case \(Self.now)")
            let output = try scene.run("metrics --cohort herd --case case \(Self.now) --format json").output
            let digest = try #require(
                try scene.rows("observe list herd --case case").first?["file_sha256"])
            #expect(output.contains(digest) && !output.contains(" again at "))
        }
    }

    @Test("the days of a hold-out are those that were committed to")
    func committedDays() throws {
        try OversightScene.with { scene in
            try freeze(scene, count: 40)
            try scene.write("sixteen or more secret bytes\n", "seed")
            try scene.run(
                "notice hold-out e --cohort herd --days 2 --election 2025-06-01 --seed-file seed --case case --now 2024-11-20T12:00:00Z"
            )
            let verified = try scene.run("notice hold-out-verify e --seed-file seed --case case").messages
            #expect(verified.contains("committed to with them: 2 days, clear of the elections on 2025-06-01"))
            let rows = ["up", "suspended"].enumerated().flatMap { number, state in
                (0..<40).map { "tiktok:70\($0),2024-11-2\(number * 4 + 1)T00:00:00Z,RO,\(state)" }
            }
            try scene.write((["asset,time,country,state"] + rows).joined(separator: "\n") + "\n", "r.csv")
            try scene.run("observe import r.csv --case case --now 2024-12-25T00:00:00Z")
            let result = try scene.run(
                "notice hold-out-result e --days 30 --case case --now 2024-12-25T00:00:00Z --format json"
            ).output
            #expect(result.contains("within 2 days") && !result.contains("within 30 days"))
            #expect(result.contains("30 days were asked for, and 2 committed to"))
        }
    }
}
