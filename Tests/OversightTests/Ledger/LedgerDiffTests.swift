import Oversight
import Records
import Testing

@Suite("Versions of a report (M14)")
struct LedgerDiffTests {
    private func version(
        _ rows: [[String: String]], captured: String, changelog: String? = nil
    ) throws -> LedgerReport {
        let rows = try rows.map { values in
            var all = [
                "platform": "Google/YouTube", "report": "TAG Bulletin Q1 2023", "period": "2023-Q1", "unit": "channels",
            ]
            all.merge(values) { $1 }
            return try LedgerSamples.disclosure(all)
        }
        return LedgerReport(
            platform: "Google", report: "TAG Bulletin Q1 2023", captured: try LedgerSamples.time(captured),
            changelog: changelog, rows: rows)
    }

    private func bulletins() throws -> (LedgerReport, LedgerReport) {
        let early = try version(
            [
                ["unit": "aggregate", "channels": "7,500+", "source_url": "https://example.org/a"],
                ["origin_country": "China", "channels": "6285"], ["origin_country": "Iran", "channels": "40"],
                ["origin_country": "Azerbaijan", "channels": "1088"],
            ], captured: "2023-03-03")
        let late = try version(
            [
                ["origin_country": "China", "channels": "~18000", "source_url": "https://example.org/c"],
                ["unit": "aggregate", "channels": "20,000+", "source_url": "https://example.org/b"],
                ["origin_country": "Iran", "channels": "40"], ["origin_country": "Russia", "channels": "87"],
            ], captured: "2023")
        return (early, late)
    }

    @Test("Google's bulletin of 2023-Q1 grew from 7,500 to 20,000, and did not say so")
    func bulletin() throws {
        let (early, late) = try bulletins()
        let diff = LedgerDiff(from: early, to: late)
        #expect(diff.matched == 3 && diff.isSilent)
        #expect(diff.changes.map(\.before) == ["6285", "more than 7500"])
        #expect(diff.changes.map(\.after) == ["about 18000", "more than 20000"])
        #expect(diff.changes.map(\.matchedBy) == [.originTargets, .originTargets])
        #expect(diff.removed.map(\.origins) == [["Azerbaijan"]] && diff.added.map(\.origins) == [["Russia"]])
        let result = LedgerRevision.measure(from: early, to: late)
        let changed = try #require(result.figure("fields changed"))
        // Period's two ends, origin and count of two rows, without an origin of the third.
        #expect(changed.count == 2 && changed.total == 11)
        #expect(result.figure("silent change")?.value == 1)
        #expect(result.notes.contains("China (6285 channels), channels: 6285 became about 18000"))
    }

    @Test("equal versions, and versions with a changelog, are not silent")
    func notSilent() throws {
        let (early, late) = try bulletins()
        #expect(!LedgerDiff(from: early, to: early).isSilent)
        var told = late
        told.changelog = "rows added through March"
        #expect(!LedgerDiff(from: early, to: told).isSilent)
        #expect(LedgerRevision.measure(from: early, to: early).figure("fields changed")?.value == 0)
    }

    @Test("what was only read differently, or not read whole, is no silent change of the publisher's")
    func excuses() throws {
        var (early, late) = try bulletins()
        late.rejectedRows = 1
        #expect(LedgerDiff(from: early, to: late).excuse?.contains("rows of a capture's table were rejected") ?? false)
        early.documentSHA256 = "ab"
        late.documentSHA256 = "ab"
        let diff = LedgerDiff(from: early, to: late)
        #expect(diff.differs && !diff.isSilent && diff.excuse?.contains("the same bytes") ?? false)
        #expect(LedgerRevision.measure(from: early, to: late).figure("silent change")?.value == 0)
        #expect(LedgerDiff(from: early, to: early).excuse == nil)
    }

    @Test("what one table has no column for was not captured: it is not compared, and nothing is withdrawn")
    func columns() throws {
        var early = try version(
            [
                ["unit": "report", "published": "2023-05-01"],
                ["unit": "network", "origin_country": "China", "accounts": "10", "published": "2023-05-01"],
            ], captured: "2023-06-01")
        early.capturedFields = Disclosure.fields(ofColumns: [
            "platform", "report", "period", "published", "origin_country", "accounts", "unit", "source_url",
        ])
        var late = try version(
            [["unit": "network", "origin_country": "China", "accounts": "10"]], captured: "2023-07-01")
        late.capturedFields = Disclosure.fields(ofColumns: ["quarter", "origin_fr", "accounts", "source_url"])
        let diff = LedgerDiff(from: early, to: late)
        #expect(!diff.differs && diff.matched == 1 && diff.notCompared == ["published"])
        #expect(LedgerRevision.measure(from: early, to: late).notes.contains { $0.hasSuffix("compared: published") })
        late.rows[0].counts[.accounts] = StatedCount(11)
        #expect(LedgerDiff(from: early, to: late).changes.map(\.field) == ["accounts"])
        // A column that is there and empty was withdrawn.
        late.capturedFields = early.capturedFields
        #expect(LedgerDiff(from: early, to: late).changes.map(\.field) == ["accounts", "published"])
    }

    @Test("a difference between two sources was not changed by anybody")
    func sources() throws {
        func read(_ source: String, _ accounts: String, _ digest: String? = nil) throws -> LedgerReport {
            var row = ["origin_country": "China", "unit": "network", "accounts": accounts, "source_url": source]
            row["capture_sha256"] = digest
            return try version([row], captured: accounts == "10" ? "2023-06-01" : "2023-07-01")
        }
        let early = try read("https://www.tiktok.example/r/", "10")
        let other = LedgerDiff(from: early, to: try read("https://news.example/r", "11"))
        #expect(other.differs && !other.isSilent && other.excuse == "the two captures come from different sources")
        for same in [
            "https://www.tiktok.example/r/", "http://tiktok.example/r#networks",
            "https://web.archive.org/web/20230901000000/https://www.tiktok.example/r",
        ] {
            #expect(LedgerDiff(from: early, to: try read(same, "11")).isSilent, "\(same)")
        }
        let digests = [String(repeating: "a", count: 64), String(repeating: "b", count: 64)]
        let documents = LedgerDiff(
            from: try read("https://a.example", "10", digests[0]), to: try read("https://b.example", "11", digests[1]))
        #expect(documents.isSilent)
        var sameDay = try read("https://b.example", "11", digests[1])
        sameDay.captured = early.captured
        let unordered = LedgerDiff(from: try read("https://a.example", "10", digests[0]), to: sameDay)
        #expect(unordered.differs && !unordered.isSilent)
        #expect(unordered.excuse == "both were captured on 2023-06-01, and which came first is not known")
    }

    @Test("a table without a column for the publication leaves what an earlier version states of it")
    func publication() throws {
        let dated = try version([["origin_country": "China", "published": "2023-05-01"]], captured: "2023-06-01")
        var late = try version([["origin_country": "China"]], captured: "2023-07-01")
        late.capturedFields = ["origin_country"]
        #expect(late.dating(among: [dated]) == dated && late.dating(among: [late]) == nil)
        let rows = dated.publicationRows
        #expect(rows.map(\.unit) == [.report] && rows.map(\.published?.text) == ["2023-05-01"])
        #expect(rows.first?.note == "publication as captured 2023-06-01" && rows.first?.counts.isEmpty == true)
        late.capturedFields = ["origin_country", "published"]
        #expect(late.dating(among: [dated]) == nil, "withdrawn")
    }

    @Test("rows that are alike are paired by what most agrees, in whatever order they come")
    func twins() throws {
        let rows = [
            ["origin_country": "Russia", "accounts": "15", "followers": "38326", "unit": "network"],
            ["origin_country": "Russia", "accounts": "254", "followers": "34110", "unit": "network"],
            ["origin_country": "Russia", "accounts": "1351", "followers": "226838", "unit": "network"],
        ]
        var changed = rows
        changed[1]["accounts"] = "260"
        let early = try version(rows, captured: "2023-07-01")
        let late = try version(changed, captured: "2023-08-01")
        let diff = LedgerDiff(from: early, to: late)
        #expect(diff.changes.map { [$0.before, $0.after] } == [["254", "260"]])
        let turned = LedgerDiff(
            from: try version(rows.reversed(), captured: "2023-07-01"),
            to: try version([changed[1], changed[2], changed[0]], captured: "2023-08-01"))
        #expect(turned == diff)
    }

    @Test("a name keeps a row together when its targets and source change")
    func named() throws {
        let early = try version(
            [["operation_name": "Spamouflage", "origin_country": "China", "target_countries": "Taiwan"]],
            captured: "2023-07-01")
        let late = try version(
            [
                [
                    "operation_name": "spamouflage", "origin_country": "China", "target_countries": "Japan",
                    "source_url": "https://example.org/2",
                ]
            ], captured: "2023-08-01")
        let diff = LedgerDiff(from: early, to: late)
        #expect(diff.changes.map(\.matchedBy) == [.nameOrigin, .nameOrigin])
        #expect(diff.changes.map(\.field) == ["operation_name", "target_countries"])
    }

    @Test("a table's rows become a version of each report, two forms of one report one version")
    func versions() throws {
        let quarter = ShippedLedger.ledger.rows.filter { $0.platform == "Meta" && $0.report.contains("2025") }
        let versions = LedgerReport.versions(of: quarter, captured: try LedgerSamples.time("2026-01-01"))
        #expect(
            versions.map(\.name) == [
                "Meta: Adversarial Threat Report H2 2025", "Meta: Adversarial Threat Report Q1 2025",
            ])
        #expect(versions.map(\.rows.count).reduce(0, +) == quarter.count)
    }

    @Test("captures of two platforms are not compared")
    func platforms() throws {
        let (early, late) = try bulletins()
        var other = late
        other.platform = "Meta"
        #expect(LedgerRevision.measure(from: early, to: other).refusal != nil)
    }
}
