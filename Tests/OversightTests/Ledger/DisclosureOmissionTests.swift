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
            sources: groups.map { .init("source \($0)", address: "https://example.org", independenceGroup: $0) })
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

    private func outcome(_ network: NetworkRecord, _ rows: [Disclosure], released: [String: Set<String>] = [:])
        throws -> DisclosureOmission.Finding
    {
        let findings = DisclosureOmission.findings(
            [network], in: try ledger(rows), platform: "tiktok", released: released)
        return try #require(findings.first)
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
        #expect(late.outcome == .omitted && late.detail == "disclosed later, by rung 2, in Report Q4 2023")
        let recent = try network("n", first: "2023-08-01", last: "2023-08-09")
        #expect(try outcome(recent, []).outcome == .notYetDue)
        #expect(try outcome(recent, [quarter("Q4", ["operation_name": "n"])]).outcome == .disclosed)
        #expect(try outcome(recent, [quarter("Q1", ["operation_name": "n"])]).outcome == .notYetDue)
    }

    @Test("sources of one group confirm each other nothing, and a network of two accounts is not expected")
    func confirmation() throws {
        #expect(try outcome(network("n", groups: ["a", "a", "a"]), []).outcome == .notConfirmed)
        #expect(try outcome(network("n", assets: 2), []).outcome == .notConfirmed)
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
        let result = DisclosureOmission.measure(networks, in: try ledger(rows), platform: "TikTok")
        let share = try #require(result.figure("omitted of omitted and disclosed"))
        #expect(share.count == 1 && share.total == 2 && share.remark?.hasPrefix("1 of 2") == true)
        let bounds = try #require(result.figure("omitted, whatever the possible ones are"))
        #expect(bounds.value == nil && bounds.low == 1.0 / 3 && bounds.high == 2.0 / 3)
        #expect(result.notes.contains { $0.hasPrefix("perhaps: possibly disclosed, rung 3") })
        let turned = DisclosureOmission.measure(
            networks.reversed(), in: Ledger(try ledger(rows).rows.reversed()), platform: "TikTok")
        #expect(turned == result)
        let none = DisclosureOmission.measure([], in: try ledger(rows), platform: "TikTok")
        #expect(none.refusal != nil)
    }

    @Test(
        "a network from China before 2023-Q1 ended was in none of TikTok's reports within two periods, or only perhaps")
    func tiktok() throws {
        let series = "Community Guidelines Enforcement Report"
        let early = try network("n", targets: ["Hong Kong"], first: "2022-07-01", last: "2022-09-30")
        let findings = DisclosureOmission.findings(
            [early], in: ShippedLedger.ledger, platform: "TikTok", series: series)
        #expect(findings.map(\.outcome) == [.omitted])
        let american = try network("n", targets: ["United States"], first: "2022-10-01", last: "2023-04-30")
        let perhaps = DisclosureOmission.findings(
            [american], in: ShippedLedger.ledger, platform: "TikTok", series: series)
        #expect(perhaps.map(\.outcome) == [.possiblyDisclosed])
    }
}
