import Oversight
import Records
import Testing

@Suite("Disclosure lag (M08)")
struct DisclosureLagTests {
    private func lag(_ platform: String, _ series: String) -> Oversight.Measurement {
        DisclosureLag.measure(ShippedLedger.ledger, platform: platform, series: series)
    }

    @Test("TikTok's first reports came after 80, 91 and 104 days, Meta's of the same time after 33, 60 and 61")
    func vectors() {
        let tiktok = lag("TikTok", "Community Guidelines Enforcement Report")
        for (quarter, days) in [("Q3 2022", 80.0), ("Q1 2023", 91), ("Q2 2023", 104)] {
            let figure = tiktok.figure("Community Guidelines Enforcement Report " + quarter)
            #expect(figure?.value == days && figure?.low == days && figure?.high == days)
        }
        let meta = lag("Meta", "Adversarial Threat Report")
        for (quarter, days) in [("Q1 2023", 33.0), ("Q2 2023", 60), ("Q3 2023", 61)] {
            #expect(meta.figure("Adversarial Threat Report " + quarter)?.value == days)
        }
    }

    @Test("a publication known to the month, or only as a latest day, gives bounds and no value")
    func bounds() {
        let meta = lag("Meta", "Adversarial Threat Report").figure("Adversarial Threat Report Q4 2023")
        #expect(meta?.value == nil && meta?.low == 32 && meta?.high == 60)
        let tiktok = lag("TikTok", "Community Guidelines Enforcement Report")
            .figure("Community Guidelines Enforcement Report Q4 2022")
        #expect(tiktok?.value == nil && tiktok?.low == 0 && tiktok?.high == 103)
        #expect(tiktok?.remark == "known is only that it had appeared by 2023-04-13")
    }

    @Test("cadence is the time between the ends of consecutive periods")
    func cadence() {
        let tiktok = lag("TikTok", "Community Guidelines Enforcement Report")
        let gaps = tiktok.figures.filter { $0.label.hasPrefix("between") }.map(\.value)
        #expect(gaps == [92, 90, 91, 92])
        #expect(!tiktok.notes.contains { $0.contains("holds no report between") })
    }

    @Test("where the ledger lacks a report nothing is said of how often they came")
    func missingReport() {
        let meta = lag("Meta", "Adversarial Threat Report")
        #expect(!meta.figures.contains { $0.label == "between period ends 2022-09-30 and 2023-03-31" })
        #expect(meta.notes.contains { $0.contains("no report between 2022-09-30 and 2023-01-01: how often") })
    }

    @Test("the time from the action is told where a row states it, and a report before its period's end is marked")
    func action() throws {
        let row = try LedgerSamples.disclosure([
            "period": "2023-Q1", "acted": "2023-02-10", "published": "2023-03-03", "origin_country": "China",
        ])
        let result = DisclosureLag.measure(Ledger([row]), platform: "tiktok")
        #expect(result.figures.map(\.value) == [-28, 21])
        #expect(result.figures[0].remark == "appeared before its period ended: it may have grown since")
    }

    @Test("while a publication is not stated the longest lag is open above, and no threshold is passed")
    func undatedReports() throws {
        let dated = try LedgerSamples.disclosure([
            "report": "Report Q1 2023", "period": "2023-Q1", "published": "2023-04-10",
        ])
        let undated = try LedgerSamples.disclosure(["report": "Report Q2 2023", "period": "2023-Q2"])
        let elsewhere = try LedgerSamples.disclosure(["report": "Letter Q2 2023", "period": "2023-Q2"])
        func longest(_ rows: [Disclosure], days: ReportingPeriod? = nil) -> Figure? {
            let ledger = Ledger(rows)
            let series = ledger.series(of: "TikTok").map(\.name)
            return DisclosureLag.longest(
                series.map { DisclosureLag.measure(ledger, platform: "TikTok", series: $0, days: days) },
                undated: series.flatMap {
                    DisclosureLag.undated(ledger, platform: "TikTok", series: $0, days: days)
                })
        }
        let whole = try #require(longest([dated]))
        #expect(whole.value == 10 && whole.low == 10 && whole.high == 10)
        for rows in [[dated, undated], [elsewhere, dated]] {
            let open = try #require(longest(rows))
            #expect(open.value == nil && open.low == 10 && open.high == nil)
            #expect(open.remark?.contains("of 1 report no publication is stated") == true)
            #expect(
                Verdict(low: open.span?.low, high: open.span?.high, threshold: 90, good: .below) == .undetermined)
            #expect(Verdict(low: open.span?.low, high: open.span?.high, threshold: 9, good: .below) == .fail)
        }
        // A report of other days than are asked for says nothing of these.
        #expect(longest([dated, undated], days: ReportingPeriod("2023-Q1"))?.value == 10)
        #expect(longest([undated, elsewhere]) == nil)
        let refused = DisclosureLag.measure(Ledger([undated]), platform: "TikTok")
        #expect(refused.refusal != nil && refused.notes == ["of 1 report no publication is stated: Report Q2 2023"])
    }

    @Test("a ledger without times is refused")
    func refusal() {
        #expect(DisclosureLag.measure(Ledger([]), platform: "TikTok").refusal != nil)
    }
}

@Suite("Series of reports that go by two names")
struct ReportSeriesTests {
    @Test("every series that is listed has its reports, by whichever name rows call them")
    func listed() throws {
        let rows = try ["Adversarial Threat Report 2025-Q2-3", "Adversarial Threat Report 2025-H2"].map {
            try LedgerSamples.disclosure(["platform": "Meta", "report": $0, "published": "2026-02-01"])
        }
        let ledger = Ledger(rows)
        let series = ledger.series(of: "Meta")
        #expect(series.map(\.reports) == [1])
        for one in series {
            #expect(ledger.reports(of: "Meta", series: one.name).count == one.reports)
        }
        #expect(Ledger([rows[0]]).reports(of: "Meta", series: series[0].name).count == 1)
    }
}

@Suite("Disclosure completeness (M09)")
struct DisclosureCompletenessTests {
    @Test("Twitter's archives: 936 of about 200,000, of which the file holds 890, and 23,750 of 173,750")
    func twitter() throws {
        let rows = ShippedLedger.ledger.rows.filter { $0.platform == "X" && $0.counts[.accounts] != nil }
        let first = try #require(rows.first { $0.report.contains("2019-08") })
        let result = DisclosureCompleteness.measure(of: first)
        #expect(abs((result.figure("released of stated removed")?.value ?? 0) - 0.00468) < 1e-9)
        #expect(
            abs((result.figure("in the file of stated released")?.value ?? 0) - 0.9508547008547008) < 1e-9)
        #expect(result.figure("released of stated removed")?.count == 936)
        #expect(result.notes.contains("the platform says about 200000 were removed"))
        let second = try #require(rows.first { $0.report.contains("2020-06") })
        let share = DisclosureCompleteness.measure(of: second).figure("released of stated removed")
        #expect(abs((share?.value ?? 0) - 0.1366906474820144) < 1e-9)
        #expect(share?.low ?? 1 < 0.1367 && share?.high ?? 0 > 0.1367)
    }

    @Test("counts alone are a share of nought, and where nothing is known there is none")
    func edges() throws {
        let row = try #require(ShippedLedger.ledger.networks(of: "TikTok").first { $0.counts[.accounts] != nil })
        let none = DisclosureCompleteness.measure(of: row, released: StatedCount(0))
        #expect(none.figures.first?.value == 0 && none.refusal == nil)
        #expect(DisclosureCompleteness.measure(of: row).refusal != nil)
        let nothing = DisclosureCompleteness.measure(of: "s", removed: StatedCount(0), released: StatedCount(0))
        #expect(nothing.refusal != nil)
        let more = DisclosureCompleteness.measure(of: "s", removed: StatedCount(4), released: StatedCount(5))
        #expect(more.figures.first?.value == 1.25 && more.figures.first?.low == nil)
    }
}
