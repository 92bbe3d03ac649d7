import Oversight
import Records
import Testing

@Suite("Disclosure omission (M10)")
struct DisclosureOmissionTests {
    private func network(
        _ name: String, assets: Int = 5, origins: [String] = ["China"], targets: [String] = ["Taiwan", "Japan"],
        groups: [String] = ["a", "b"], first: String = "2023-02-01", last: String = "2023-03-01"
    ) throws -> NetworkRecord {
        NetworkRecord(
            name: name, platform: "TikTok", origins: origins, targets: targets,
            assets: Set((0..<assets).map { "\(name)-\($0)" }), days: try LedgerSamples.days(first, last),
            sources: groups.enumerated().map { number, group in
                .init("source \(number)", address: "https://example.org/\(number)", independenceGroup: group)
            })
    }

    private func quarter(_ name: String, _ values: [String: String]) throws -> Disclosure {
        var all = ["period": "2023-\(name)", "report": "Report \(name) 2023", "unit": "network"]
        all.merge(values) { $1 }
        return try LedgerSamples.disclosure(all)
    }

    private func ledger(_ rows: [Disclosure]) throws -> Ledger {
        let reports = try ["Q1", "Q2", "Q3", "Q4"].map { try quarter($0, ["unit": "report"]) }
        return Ledger(rows + reports)
    }

    private func expectation(
        asOf day: String = "2026-01-01", series: String? = nil, released: [String: Set<String>] = [:],
        inPart: Set<String> = []
    ) throws -> DisclosureOmission.Expectation {
        .init(asOf: try LedgerSamples.day(day), series: series, released: released, inPart: inPart)
    }

    private func outcome(_ network: NetworkRecord, _ rows: [Disclosure], released: [String: Set<String>] = [:])
        throws -> DisclosureOmission.Finding
    {
        try finding(network, try ledger(rows), try expectation(released: released))
    }

    private func finding(
        _ network: NetworkRecord, _ ledger: Ledger, _ expectation: DisclosureOmission.Expectation
    ) throws -> DisclosureOmission.Finding {
        try #require(
            DisclosureOmission.findings([network], in: ledger, platform: "tiktok", expecting: expectation).first)
    }

    /// Reports without a network, by their names and periods.
    private func reports(_ periods: [(name: String, period: String)]) throws -> [Disclosure] {
        try periods.map { try LedgerSamples.disclosure(["report": $0.name, "period": $0.period, "unit": "report"]) }
    }

    @Test("the ladder goes from an asset's id to a name, to origin with targets and period, to nothing")
    func ladder() throws {
        let spam = try network("Spamouflage")
        let byID = try quarter("Q2", ["source_url": "https://example.org/ids"])
        let byName = try quarter("Q2", ["aliases": "SPAMOUFLAGE"])
        let byPlace = try quarter("Q1", ["origin_country": "China", "target_countries": "Taiwan; Japan; Australia"])
        let elsewhere = try quarter("Q1", ["origin_country": "China", "target_countries": "United States"])
        let released = ["https://example.org/ids": Set(["Spamouflage-3"])]
        let first = try outcome(spam, [byPlace, byName, byID], released: released)
        #expect(first.outcome == .disclosed && first.rung == .assetID)
        let second = try outcome(spam, [byPlace, byName])
        #expect(second.outcome == .disclosed && second.rung == .name)
        let third = try outcome(spam, [byPlace, elsewhere])
        #expect(third.outcome == .possiblyDisclosed && third.rung == .originTargetsPeriod)
        let none = try outcome(spam, [elsewhere])
        #expect(none.outcome == .omitted && none.rung == .none)
    }

    @Test("targets that are half alike are enough, less are not; none on either side are none")
    func jaccard() throws {
        let half = try quarter("Q1", ["origin_country": "China", "target_countries": "Taiwan"])
        #expect(try outcome(network("n"), [half]).outcome == .possiblyDisclosed)
        let less = try quarter("Q1", ["origin_country": "China", "target_countries": "Taiwan; India"])
        #expect(try outcome(network("n"), [less]).outcome == .omitted)
        let unsaid = try quarter("Q1", ["origin_country": "China"])
        #expect(try outcome(network("n", targets: []), [unsaid]).outcome == .omitted)
    }

    @Test("two reporting periods of grace: a row after them is late, and without them nothing is due")
    func grace() throws {
        #expect(try outcome(network("n"), [quarter("Q3", ["operation_name": "n"])]).outcome == .disclosed)
        let late = try outcome(network("n"), [quarter("Q4", ["operation_name": "n"])])
        #expect(late.outcome == .omitted && late.rung == .none)
        #expect(
            late.detail
                == "disclosed later, by rung 2, in Report Q4 2023; looked for in Report Q1 2023, Report Q2 2023, Report Q3 2023"
        )
        let recent = try network("n", first: "2023-08-01", last: "2023-08-09")
        let early = try expectation(asOf: "2024-03-31")
        #expect(try finding(recent, try ledger([]), early).outcome == .notYetDue)
        #expect(
            try finding(recent, try ledger([]), early).detail
                == "not ended by 2024-03-31: Report on 2024-01-01/2024-03-31")
        #expect(try outcome(recent, [quarter("Q4", ["operation_name": "n"])]).outcome == .disclosed)
        let before = try ledger([quarter("Q1", ["operation_name": "n"])])
        #expect(try finding(recent, before, early).outcome == .notYetDue)
        // Once the period has ended the report is owed, and only the ledger lacks it.
        let owed = try finding(recent, try ledger([]), try expectation(asOf: "2024-04-01"))
        #expect(owed.outcome == .unknown && owed.detail == "not in the ledger: Report on 2024-01-01/2024-03-31")
    }

    @Test("periods are those of each series: three monthly reports do not use up the time of a quarterly one")
    func twoSeries() throws {
        let quarters = try reports(
            ["Q1", "Q2", "Q3", "Q4"].map { ("Quarterly report \($0) 2023", "2023-\($0)") })
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
        let months = try reports(
            names.enumerated().map { ("Monthly report \($0.element) 2023", "2023-0\($0.offset + 1)") })
        let both = Ledger(quarters + months)
        let spam = try network("n", last: "2023-03-01")
        // In the quarter's own time, though four months are over.
        let inQuarter = try LedgerSamples.disclosure(
            ["report": "Quarterly report Q3 2023", "period": "2023-Q3", "operation_name": "n"])
        let first = try finding(spam, Ledger(both.rows + [inQuarter]), try expectation())
        #expect(first.outcome == .disclosed && first.row == "n in Quarterly report Q3 2023")
        // In the sixth month: late for the months, which have two of grace, and no row of the quarters.
        let inMonth = try LedgerSamples.disclosure(
            ["report": "Monthly report Jun 2023", "period": "2023-06", "operation_name": "n"])
        let second = try finding(spam, Ledger(both.rows + [inMonth]), try expectation())
        #expect(second.outcome == .omitted)
        #expect(
            second.detail.hasPrefix("disclosed later, by rung 2, in Monthly report Jun 2023; looked for in Monthly"))
        #expect(second.detail.hasSuffix("Quarterly report Q1 2023, Quarterly report Q2 2023, Quarterly report Q3 2023"))
        let alone = try finding(spam, both, try expectation(series: "Monthly report"))
        #expect(
            alone.detail == "looked for in Monthly report Mar 2023, Monthly report Apr 2023, Monthly report May 2023")
    }

    @Test("a report that the ledger lacks shifts no period, and leaves the answer unknown")
    func gap() throws {
        let names = [("Report Q1 2023", "2023-Q1"), ("Report Q3 2023", "2023-Q3"), ("Report Q4 2023", "2023-Q4")]
        let rows = try reports(names)
        let missing = try finding(try network("n"), Ledger(rows), try expectation())
        #expect(missing.outcome == .unknown && missing.detail == "not in the ledger: Report on 2023-04-01/2023-06-30")
        // Q4 is the third period after Q1, whatever the ledger holds.
        let late = try quarter("Q4", ["operation_name": "n"])
        let told = try finding(try network("n"), Ledger(rows + [late]), try expectation())
        #expect(told.outcome == .unknown)
        #expect(
            told.detail.hasPrefix("disclosed later, by rung 2, in Report Q4 2023; not in the ledger: Report on 2023-04")
        )
        let timely = try quarter("Q3", ["operation_name": "n"])
        #expect(try finding(try network("n"), Ledger(rows + [timely]), try expectation()).outcome == .disclosed)
        let result = DisclosureOmission.measure(
            [try network("n"), try network("weak", groups: ["a"])], in: Ledger(rows), platform: "TikTok",
            expecting: try expectation())
        #expect(
            result.refusal
                == "of 2 networks on TikTok none is confirmed enough, due, and within reports that the ledger holds whole: 1"
                + " unknown, 0 not yet due, 1 not confirmed by two independent sources with 3 assets or more")
    }

    @Test("a report of which the ledger holds a part leaves the answer unknown")
    func part() throws {
        let partly = try finding(
            try network("n"), try ledger([]), try expectation(inPart: ["TikTok: Report Q2 2023"]))
        #expect(partly.outcome == .unknown && partly.detail == "held in part: Report Q2 2023")
        let outside = try finding(
            try network("n"), try ledger([]), try expectation(inPart: ["TikTok: Report Q4 2023"]))
        #expect(outside.outcome == .omitted)
    }

    @Test("a row whose time nobody knows is no omission, and a platform without a series is unknown")
    func untimed() throws {
        let undated = try LedgerSamples.disclosure(["report": "statement", "operation_name": "n"])
        let found = try outcome(try network("n"), [undated])
        #expect(
            found.outcome == .unknown && found.detail.hasPrefix("named by rung 2, in statement, of which the ledger"))
        let nothing = try finding(try network("n"), Ledger([]), try expectation())
        #expect(nothing.detail == "the ledger holds no series of reports that had begun by 2023-03-01")
        #expect(nothing.outcome == .unknown)
        // Before the first report nothing was due.
        let old = try network("n", first: "2021-01-01", last: "2021-02-01")
        #expect(try outcome(old, []).outcome == .unknown)
    }

    @Test("sources of one group confirm each other nothing, and a network of two accounts is not expected")
    func confirmation() throws {
        #expect(try outcome(network("n", groups: ["a", "a", "a"]), []).outcome == .notConfirmed)
        #expect(try outcome(network("n", groups: ["An Institute", " an  institute "]), []).outcome == .notConfirmed)
        #expect(try outcome(network("n", assets: 2), []).outcome == .notConfirmed)
        var copied = try network("n")
        copied.sources[1].address = "http://www.example.org/0/"
        #expect(copied.independentSources == 1, "two names of one page")
        // Who shares a group with one and a page with another ties all three.
        copied.sources.append(.init("c", address: "https://example.org/2", independenceGroup: "c"))
        #expect(copied.independentSources == 2)
        copied.sources.append(.init("d", address: "https://example.org/2", independenceGroup: "A"))
        #expect(copied.independentSources == 1)
    }

    @Test("possible matches are counted neither way, and bound the rate")
    func rate() throws {
        let rows = try [
            quarter("Q1", ["operation_name": "named"]),
            quarter("Q1", ["origin_country": "China", "target_countries": "Taiwan; Japan"]),
        ]
        let networks = try [
            network("named", targets: ["Peru"]), network("perhaps"), network("left out", origins: ["Iran"]),
            network("weak", groups: ["a"]),
        ]
        let result = DisclosureOmission.measure(
            networks, in: try ledger(rows), platform: "TikTok", expecting: try expectation())
        let share = try #require(result.figure("omitted of omitted and disclosed"))
        #expect(share.count == 1 && share.total == 2 && share.remark?.hasPrefix("1 of 2") == true)
        let bounds = try #require(result.figure("omitted, whatever the possible ones are"))
        #expect(bounds.value == nil && bounds.low == nil && bounds.count == 1 && bounds.total == 3)
        #expect(bounds.remark == "1 to 2 of 3: too few for a percentage")
        #expect(result.notes.contains { $0.hasPrefix("perhaps: possibly disclosed, rung 3") })
        let turned = DisclosureOmission.measure(
            networks.reversed(), in: Ledger(try ledger(rows).rows.reversed()), platform: "TikTok",
            expecting: try expectation())
        #expect(turned == result)
        let none = DisclosureOmission.measure(
            [], in: try ledger(rows), platform: "TikTok", expecting: try expectation())
        #expect(none.refusal != nil)
    }

    @Test(
        "a network from China before 2023-Q1 ended was in none of TikTok's reports within two periods, or only perhaps")
    func tiktok() throws {
        let whole = try expectation(
            series: "Community Guidelines Enforcement Report",
            inPart: Set(ShippedLedger.ledger.rows.map(\.reportName)).subtracting(ShippedLedger.wholeReports))
        let early = try network("n", targets: ["Hong Kong"], first: "2022-07-01", last: "2022-09-30")
        #expect(try finding(early, ShippedLedger.ledger, whole).outcome == .omitted)
        let american = try network("n", targets: ["United States"], first: "2022-10-01", last: "2023-04-30")
        #expect(try finding(american, ShippedLedger.ledger, whole).outcome == .possiblyDisclosed)
        // Of the monthly reports of 2024 the ledger holds some, and not all of their rows.
        var later = whole
        later.series = nil
        let romanian = try network("n", targets: ["Romania"], first: "2024-08-01", last: "2024-09-30")
        let unknown = try finding(romanian, ShippedLedger.ledger, later)
        #expect(unknown.outcome == .unknown)
        #expect(
            unknown.detail.contains("Covert Influence Operations report on 2024-10-01/2024-10-31"))
    }

    @Test("the shipped ledger's whole reports are reports of its own, as TikTok's own numbers of networks say")
    func whole() throws {
        #expect(ShippedLedger.wholeReports.isSubset(of: Set(ShippedLedger.ledger.rows.map(\.reportName))))
        let networks = ShippedLedger.ledger.networks(of: "TikTok").filter {
            ShippedLedger.wholeReports.contains($0.reportName)
        }
        #expect(networks.count == ShippedLedger.quarterlyRows)
    }
}
