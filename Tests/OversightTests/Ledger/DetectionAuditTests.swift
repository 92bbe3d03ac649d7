import Oversight
import Records
import Testing

@Suite("Detection-source audit (M15)")
struct DetectionAuditTests {
    private func exposure(_ network: String, _ day: String) throws -> DatedExposure {
        DatedExposure(
            of: network, by: "a newspaper", at: try LedgerSamples.time(day), source: "https://example.org/news")
    }

    @Test("of TikTok's 45 networks of 2022-Q3 to 2023-Q3, 42 are marked internal")
    func shares() throws {
        let rows = ShippedLedger.ledger.networks(
            of: "TikTok", in: try LedgerSamples.days("2022-07-01", "2023-09-30")
        ).filter { $0.report.hasPrefix("Community") }
        let result = DetectionAudit.measure(rows, of: "TikTok")
        #expect(rows.count == 45)
        let own = try #require(result.figure("internal of rows that state it"))
        #expect(own.count == 42 && own.total == 45)
        #expect(result.figure("external of rows that state it")?.count == 2)
        #expect(result.figure("internal and external of rows that state it")?.count == 1)
    }

    @Test("a newspaper's question is no detection of the platform's own: the row of 284 accounts says so")
    func guardian() throws {
        let row = try #require(ShippedLedger.ledger.rows.first { $0.counts[.accounts] == StatedCount(284) })
        #expect(row.detection.kind == .external && row.published?.text == "2023-08-31")
        let result = DetectionAudit.measure([row], of: "TikTok", exposures: [try exposure("Spamouflage", "2023-04")])
        #expect(result.figure("internal of rows that state it")?.count == 0)
        #expect(result.notes == ["no row is marked internal: there is nothing to challenge"])
    }

    @Test(
        "the row of 27,217 accounts is challengeable only if the platform acted after the exposure, which is not known")
    func romania() throws {
        let row = try #require(ShippedLedger.ledger.rows.first { $0.counts[.accounts] == StatedCount(27_217) })
        let name = try #require(row.operation)
        let open = DetectionAudit.measure([row], of: "TikTok", exposures: [try exposure(name, "2024-12-04")])
        let figure = try #require(open.figure("challenged of internal"))
        #expect(
            figure.value == nil
                && figure.remark?.hasPrefix("0 to 1 of 1: too few for a percentage; undetermined") == true)
        #expect(open.notes.first?.contains("challengeable only") ?? false)
    }

    @Test("an exposure before the action challenges the row, one after it does not")
    func dated() throws {
        let row = try LedgerSamples.disclosure([
            "period": "2023-Q2", "acted": "2023-05-10", "detected_by": "Internal", "operation_name": "n",
        ])
        // Five rows that name the same network: of fewer there is no percentage.
        let rows = [Disclosure](repeating: row, count: 5)
        func rate(_ name: String, _ day: String) throws -> Figure? {
            DetectionAudit.measure(rows, of: "t", exposures: [try exposure(name, day)]).figure("challenged of internal")
        }
        #expect(try rate("N", "2023-05-09")?.value == 1)
        #expect(try rate("N", "2023-05-11")?.value == 0)
        #expect(try rate("N", "2023-05-10")?.value == nil, "within the same day nobody can tell")
        #expect(try rate("N", "2023-05")?.high == 1)
        #expect(try rate("other", "2023-01-01")?.value == 0)
    }

    @Test("a network without a name is meant by its row's label, and not by a source that rows share")
    func unnamed() throws {
        let rows = ShippedLedger.ledger.networks(of: "TikTok", in: ReportingPeriod("2023-Q2"))
        let challenged = DetectionAudit.measure(
            rows, of: "TikTok", exposures: [try exposure("China (108 accounts)", "2023-03-31")]
        ).figure("challenged of internal")
        #expect(challenged?.count == 1 && challenged?.total == 7)
        let source = try #require(rows.first?.source)
        let none = DetectionAudit.measure(rows, of: "TikTok", exposures: [try exposure(source, "2023-03-31")])
        #expect(none.figure("challenged of internal")?.count == 0)
    }

    @Test("rows that say nothing are refused")
    func refusal() throws {
        #expect(DetectionAudit.measure([try LedgerSamples.disclosure([:])], of: "t").refusal != nil)
    }
}
