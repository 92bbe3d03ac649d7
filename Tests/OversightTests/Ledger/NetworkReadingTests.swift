import Oversight
import Records
import Testing

@Suite("Networks and exposures that people note down")
struct NetworkReadingTests {
    private func network(_ values: [String: String]) throws -> NetworkRecord {
        var all = [
            "name": "n", "platform": "tiktok", "period": "2023-Q1", "assets": "1; 2;3",
            "sources": "An institute https://a.example; A paper https://b.example group=g",
        ]
        all.merge(values) { $1 }
        return try NetworkRecord(reading: LedgerSamples.row(all.filter { !$0.value.isEmpty }))
    }

    @Test("a network has its platform, days, assets and sources")
    func whole() throws {
        let record = try network(["origin_country": "the UK", "target_countries": "US; Japan", "aliases": "m; o"])
        #expect(record.platform == "TikTok" && record.assets == ["1", "2", "3"] && record.aliases == ["m", "o"])
        #expect(record.origins == ["United Kingdom"] && record.targets == ["United States", "Japan"])
        #expect(record.days == ReportingPeriod("2023-Q1"))
        #expect(record.sources.map(\.name) == ["An institute", "A paper"])
        #expect(record.sources.map(\.independenceGroup) == ["An institute", "g"] && record.independentSources == 2)
        let dated = try network(["period": "", "first_seen": "2023-02", "last_seen": "2023-03-05"])
        #expect(try dated.days == LedgerSamples.days("2023-02-01", "2023-03-05"))
    }

    @Test(
        "what is missing or wrong is told by its field",
        arguments: [
            (["sources": ""], "sources"), (["sources": "An institute"], "sources"),
            (["sources": "https://a.example"], "sources"), (["period": ""], "period"), (["period": "Q9"], "period"),
            (["period": "", "first_seen": "2023-03", "last_seen": "2023-01"], "last_seen"), (["name": ""], "name"),
        ])
    func faults(_ values: [String: String], _ field: String) throws {
        let fault = try #require(throws: FieldFault.self) { try network(values) }
        #expect(fault.field == field)
    }

    @Test("an exposure needs its day and its address")
    func exposures() throws {
        let row = ["network": "n", "by": "a paper", "at": "2023-04", "source_url": "https://a.example"]
        #expect(try DatedExposure(reading: LedgerSamples.row(row)).at.text == "2023-04")
        for field in row.keys {
            let fault = #expect(throws: FieldFault.self) {
                try DatedExposure(reading: LedgerSamples.row(row.filter { $0.key != field }))
            }
            #expect(fault?.field == field)
        }
    }
}
