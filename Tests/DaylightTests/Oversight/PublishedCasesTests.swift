import Foundation
import Testing

/// Real cases of which numbers were published, through the command line.
@Suite("Published cases on the command line")
struct PublishedCasesTests {
    private func figure(
        _ scene: OversightScene, _ line: String, _ label: String, code: Int32 = 0
    ) throws -> [String: String]? {
        try scene.rows(line, code: code).first { $0["figure"]?.hasPrefix(label) == true }
    }

    @Test("case 1: four accounts named by the Guardian, 284 removed")
    func guardian() throws {
        try OversightScene.with { scene in
            let line = "measure expansion 'TikTok, August 2023' --named 4 --removed-after 284 --removed 284"
            #expect(try figure(scene, line, "expansion factor")?["value"] == "71")
            let share = try figure(scene, line, "removed after the prompt")
            #expect(share?["value"] == "1" && share?["low"]?.hasPrefix("0.98665425") == true)
            #expect(try scene.run(line + " --format table").output.contains("was not all that the platform could find"))
        }
    }

    @Test(
        "case 4: some 800 accounts found by the BBC, more than 12,800 removed; the network's size cannot be estimated")
    func reznikov() throws {
        try OversightScene.with { scene in
            let line = "measure expansion 'TikTok, December 2023' --named 800 --removed-after 12800 --approximate"
            #expect(try figure(scene, line, "expansion factor")?["value"] == "16")
            #expect(try scene.run(line + " --format table").output.contains("approximation"))
            let size = try scene.rows("measure size 'TikTok, December 2023' --first 800 --second 12800")
            #expect(
                size.contains {
                    $0["remark"]?.hasPrefix("refused: how many assets are on both lists is not known") == true
                })
            #expect(size.first { $0["figure"]?.hasPrefix("seen") == true }?["value"] == "12800")
            let estimate = try figure(
                scene, "measure size illustration --first 800 --second 12800 --both 780", "estimated size")
            #expect(estimate?["value"]?.hasPrefix("13127.8104993597") == true)
            let shared = try scene.rows(
                "measure size illustration --first 800 --second 12800 --both 780 --shared-source")
            #expect(shared.contains { $0["remark"]?.contains("share a source") == true })
        }
    }

    @Test("TikTok's December 2024: one in thirteen of the removed had come back")
    func recurrence() throws {
        try OversightScene.with { scene in
            let value = try figure(
                scene, "measure returns 'TikTok, December 2024' --recurring 2313 --removed 29921", "recurring")
            #expect(value?["value"]?.hasPrefix("0.07730356605728") == true)
        }
    }

    @Test("case 9: advertisements, clicks and money after the listing of July 2023")
    func sanctions() throws {
        try OversightScene.with { scene in
            let rows = try scene.rows(
                "measure exposure 'Social Design Agency on Meta' --since '2023-07-28, listing by the EU' "
                    + "--total 'advertisements>=8000 ads' --total 'clicks=123000 clicks' --total 'spend>=338000 USD'")
            let figures = rows.filter { $0["figure"]?.isEmpty == false }
            #expect(figures.map { $0["value"] } == ["8000", "123000", "338000"])
            #expect(figures.map { $0["low"] } == ["8000", "", "338000"])
            #expect(figures[0]["subject"] == "Social Design Agency on Meta, since 2023-07-28, listing by the EU")
            #expect(rows.contains { $0["remark"] == "note: stated totals: nothing was measured here" })
            try scene.run("measure exposure x --since y --total 'many ads'", code: 64)
        }
    }

    @Test(
        "M12: the TikTok accounts that Meta named are a cohort with a clock",
        .enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil))
    func namedByMeta() throws {
        let data = ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? ""
        try OversightScene.with { scene in
            let table = try String(contentsOfFile: data + "/disclosures/tiktok_named_by_meta.csv", encoding: .utf8)
            let handles = table.split(whereSeparator: \.isNewline).dropFirst().compactMap { line -> String? in
                line.split(separator: "@").last.map { String($0.prefix { !"/?, \"".contains($0) }).lowercased() }
            }
            let distinct = Set(handles).sorted()
            try scene.write(
                (["platform,handle,grade"] + distinct.map { "tiktok,\($0),probable" }).joined(separator: "\n"),
                "meta.csv")
            try scene.run("cohort freeze meta --file meta.csv --case case --now 2024-06-01T00:00:00Z")
            try scene.run(
                "notice exposed first --cohort meta --source peer_named --at 2023-11-30 --by Meta --case case --now 2024-06-01T00:00:00Z"
            )
            var rows = ["asset,time,country,state"]
            for handle in distinct {
                rows.append("tiktok:@\(handle),2023-12-05T00:00:00Z,US,up")
                rows.append("tiktok:@\(handle),2024-05-05T00:00:00Z,US,up")
            }
            try scene.write(rows.joined(separator: "\n"), "r.csv")
            try scene.run("observe import r.csv --case case --now 2024-06-01T00:00:00Z")
            let measured = try scene.rows("metrics --cohort meta --zero notice --case case --now 2024-06-01T00:00:00Z")
            let gap = measured.filter { $0["metric"] == "M12" && $0["subject"]?.contains("probable") == true }
            #expect(
                gap.first { $0["figure"]?.hasPrefix("still up after 90 days") == true }?["count"] == "\(distinct.count)"
            )
            #expect(gap.first { $0["figure"]?.hasPrefix("acted on within 90 d (latest") == true }?["value"] == "0")
        }
    }
}
