import Foundation
import Testing

/// Cohorts, seals, notices, readings and what is measured of them, as users type it.
@Suite("What a platform did, on the command line")
struct CohortCommandTests {
    private static let now = "--now 2025-03-01T00:00:00Z"

    private func herd(_ scene: OversightScene, count: Int = 10) throws {
        var rows = ["platform,id,handle,grade,created,cluster,reach"]
        for number in 0..<count {
            rows.append(
                "tiktok,70\(number),name\(number),\(number < 8 ? "confirmed" : "probable"),2024-09-01,a,\(number * 100 + 1)"
            )
        }
        try scene.write(rows.joined(separator: "\n") + "\n", "assets.csv")
        try scene.run(
            "cohort freeze herd --file assets.csv --case case --now 2024-11-20T10:00:00Z --nonce 0123456789abcdef")
    }

    /// Half is removed two days after the notice, one deleted by its owner, the rest stays up.
    private func readings(_ scene: OversightScene) throws {
        var rows = ["asset,time,country,state,views"]
        for number in 0..<10 {
            rows.append("tiktok:70\(number),2024-11-20T08:00:00Z,RO,up,100")
            rows.append("tiktok:70\(number),2024-11-22T08:00:00Z,DE,up,150")
            let after = number < 5 ? "removed_platform" : number == 5 ? "owner_deleted" : "up"
            rows.append("tiktok:70\(number),2024-11-23T08:00:00Z,RO,\(after),")
            rows.append("tiktok:70\(number),2024-11-23T20:00:00Z,DE,\(after),")
            rows.append("tiktok:70\(number),2025-01-20T20:00:00Z,AU,\(after),")
        }
        try scene.write(rows.joined(separator: "\n") + "\n", "readings.csv")
        try scene.run("observe import readings.csv --case case \(Self.now)")
    }

    private func notice(_ scene: OversightScene, sent: String = "2024-11-21T09:00:00+02:00") throws -> String {
        try scene.run(
            "notice add n1 --cohort herd --platform tiktok --channel dsa_art16 --sent \(sent) --sender us --case case \(Self.now)"
        ).messages
    }

    @Test("from a list to a card: frozen, noticed, watched, measured")
    func wholeWay() throws {
        try OversightScene.with { scene in
            try herd(scene)
            _ = try notice(scene)
            try readings(scene)
            try scene.run(
                "notice answer n1 --content acknowledgement --received 2024-11-22 --case case \(Self.now)")
            #expect(try scene.rows("notice list --case case").map { $0["entry"] } == ["notice", "answer"])
            let rows = try scene.rows("metrics --cohort herd --case case \(Self.now)")
            func figure(_ metric: String, _ label: String, _ scope: String = "confirmed (8") -> [String: String]? {
                rows.first {
                    $0["metric"] == metric && $0["subject"]?.contains(scope) == true
                        && $0["figure"]?.hasPrefix(label) == true
                }
            }
            #expect(figure("M01", "acted on after")?["count"] == "5")
            #expect(figure("M02", "acted on within 72 h (latest")?["value"] == "0.625")
            #expect(figure("M02", "acted on within 24 h (latest")?["value"] == "0")
            #expect(figure("M02", "acted on within 24 h (earliest")?["value"] == "0")
            #expect(figure("M02", "acted on within 72 h (earliest")?["value"] == "0.625")
            #expect(figure("M03", "still up after 30 days")?["count"] == "2")
            #expect(figure("M03", "still up after 30 days", "probable (10")?["count"] == "4")
            #expect(
                figure("M16", "views after")?["low"] == "0" && figure("M16", "views after")?["high"]?.isEmpty == true)
            #expect(
                rows.contains {
                    $0["metric"] == "M04" && $0["remark"]?.hasPrefix("refused: the cohort is not sealed") == true
                })
            #expect(rows.allSatisfy { $0["inputs"]?.isEmpty == false })
            let again = try scene.run("metrics --cohort herd --case case \(Self.now) --format csv").output
            #expect(again == (try scene.run("metrics --cohort herd --case case \(Self.now) --format csv").output))
            try scene.run("card --cohort herd --case case \(Self.now) --out card.html --quiet")
            let page = try scene.text("card.html")
            #expect(page.contains("What was done about herd") && page.contains("takedown late"))
            #expect(!page.contains("Markup(") && !page.contains("<script"))
            #expect(try scene.text("case/case.lock").isEmpty == false)
            try scene.run("case check --case case")
        }
    }

    @Test("a seal verifies, and what was changed behind its back is told with exit code 2")
    func seals() throws {
        try OversightScene.with { scene in
            try herd(scene)
            try scene.run("cohort key k --holder news.example/seals")
            let line = try scene.run(
                "cohort seal herd --key k.pem --holder news.example/seals --list list.txt --case case --now 2024-11-20T11:00:00Z"
            ).output.split(separator: "\n").joined()
            try scene.run("cohort verify herd --case case")
            let against = "--line '\(line)' --public-key k.pub.pem --holder news.example/seals"
            try scene.run("cohort verify --list list.txt \(against)")
            try scene.write(try scene.text("list.txt").replacing("tiktok:703", with: "tiktok:793"), "other.txt")
            #expect(
                try scene.run("cohort verify --list other.txt \(against)", code: 2).messages.contains("root fails"))
            try scene.write(
                try scene.text("list.txt").split(separator: "\n").dropLast().joined(separator: "\n"), "short.txt")
            #expect(
                try scene.run("cohort verify --list short.txt \(against)", code: 2).messages.contains("size fails"))
            let later = "--line '\(line.replacing("2024-11-20T11", with: "2024-11-19T11"))'"
            #expect(
                try scene.run(
                    "cohort verify --list list.txt \(later) --public-key k.pub.pem --holder news.example/seals", code: 2
                ).messages.contains("signature fails"))
            try scene.tamper("\"tiktok:703\"", with: "\"tiktok:793\"")
            #expect(try scene.run("cohort verify herd --case case", code: 2).messages.contains("was altered"))
            #expect(
                try scene.run("metrics --cohort herd --case case \(Self.now)", code: 2).messages.contains("altered"))
            #expect(try scene.run("case check --case case", code: 2).messages.contains("not as it was left"))
        }
    }

    @Test("bad readings are told one by one, and the good rest is taken")
    func badReadings() throws {
        try OversightScene.with { scene in
            try herd(scene)
            try scene.write(
                """
                asset,time,until,country,state
                tiktok:700,2024-11-20T08:00:00Z,2024-11-21T08:00:00Z,RO,up
                tiktok:700,2024-11-20T20:00:00Z,2024-11-22T08:00:00Z,RO,suspended
                tiktok:701,2024-08-01T08:00:00Z,,RO,up
                tiktok:701,2024-11-20T08:00:00,,RO,up
                tiktok:702,2031-11-20T08:00:00Z,,RO,up
                tiktok:703,2024-11-20T08:00:00Z,,RO,up
                tiktok:703,2024-11-20T08:00:00Z,,RO,suspended
                tiktok:704,2024-11-20T08:00:00Z,,RO,up
                """, "bad.csv")
            let messages = try scene.run("observe import bad.csv --case case \(Self.now)", code: 3).messages
            for text in [
                "bad.csv, row 2, field time: the stretch overlaps",
                "row 3, field time: the asset tiktok:701 was seen before it was created",
                "row 4, field time: '2024-11-20T08:00:00' does not say",
                "row 5, field time: the reading is dated after",
                "row 7, field state: the same asset was read as 'up' at the same moment", "8 rows, 3 taken",
            ] { #expect(messages.contains(text), "\(text) in \(messages)") }
            // The same file again changes nothing.
            let again = try scene.run("observe import bad.csv --case case \(Self.now)", code: 3).messages
            #expect(again.contains("4 known already") || again.contains("known already"))
        }
    }

    @Test("a notice after the removal is taken, and said to be worth less")
    func lateNotice() throws {
        try OversightScene.with { scene in
            try herd(scene)
            try readings(scene)
            let messages = try notice(scene, sent: "2024-12-01")
            #expect(messages.contains("6 of 10 assets were already gone when the notice was sent"))
            #expect(messages.contains("the cohort is not sealed"))
            let rows = try scene.rows("metrics --cohort herd --case case \(Self.now) --metric M01")
            #expect(rows.first { $0["figure"]?.contains("unprompted") == true }?["count"] == "5")
        }
    }

    @Test("what makes no cohort is refused with its row and field")
    func badCohorts() throws {
        try OversightScene.with { scene in
            try scene.write(
                "platform,id,grade\ntiktok,1,sure\nmyspace,2,confirmed\ntiktok,3E+17,confirmed\ntiktok,4,confirmed\ntiktok,4,probable\n",
                "bad.csv")
            let messages = try scene.run("cohort freeze x --file bad.csv --case case \(Self.now)", code: 3).messages
            for text in ["row 1, field grade", "row 2, field platform", "row 3, field id", "row 5, field id: tiktok:4"]
            {
                #expect(messages.contains(text))
            }
            #expect(try scene.rows("cohort list --case case").first?["assets"] == "1")
            try scene.write("platform,id,grade\n", "none.csv")
            try scene.run("cohort freeze y --file none.csv --case case \(Self.now)", code: 1)
            try scene.run("cohort freeze y --asset tiktok:1 --case case", code: 64)
            try scene.run("metrics --cohort nobody --case case", code: 1)
            try scene.run(
                "notice add n --cohort x --platform x --channel order --sent 2024-01-01 --sender us --case case",
                code: 64)
            try scene.run(
                "notice add n --cohort x --platform tiktok --channel order --sent 2024-01-01T10:00 --sender us --case case",
                code: 64)
        }
    }

    @Test("a hold-out experiment is dealt, refused near elections, and evaluated")
    func holdOut() throws {
        try OversightScene.with { scene in
            try herd(scene, count: 40)
            try scene.write("sixteen or more secret bytes\n", "seed")
            let near = try scene.run(
                "notice hold-out e --cohort herd --seed-file seed --election 2024-11-24 --case case --now 2024-11-20T12:00:00Z",
                code: 1
            ).messages
            #expect(near.contains("an election is held on 2024-11-24"))
            let arms = try scene.rows(
                "notice hold-out e --cohort herd --seed-file seed --case case --now 2024-11-20T12:00:00Z")
            #expect(arms.count == 40 && abs(arms.count { $0["arm"] == "notified" } - 20) <= 3)
            var rows = ["asset,time,country,state"]
            for arm in arms {
                let asset = arm["asset"] ?? ""
                rows.append("\(asset),2024-11-20T13:00:00Z,RO,up")
                let state = arm["arm"] == "notified" ? "suspended" : "up"
                rows.append("\(asset),2024-11-25T13:00:00Z,RO,\(state)")
                rows.append("\(asset),2024-12-25T13:00:00Z,DE,\(state)")
            }
            try scene.write(rows.joined(separator: "\n"), "r.csv")
            try scene.run("observe import r.csv --case case \(Self.now)")
            let result = try scene.rows("notice hold-out-result e --case case")
            #expect(result.first { $0["figure"] == "generalisation G" }?["value"] == "0")
        }
    }
}

extension OversightScene {
    /// Changes the case on disk, behind the program's back.
    func tamper(_ text: String, with other: String) throws {
        let path = URL(fileURLWithPath: folder + "/case/case.sqlite")
        var bytes = try Data(contentsOf: path)
        let place = try #require(bytes.range(of: Data(text.utf8)))
        bytes.replaceSubrange(place, with: Data(other.utf8))
        try bytes.write(to: path)
    }
}
