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
        #expect(figure.value == nil && figure.low == nil && figure.count == 0)
        #expect(figure.remark == "0 to 1 of 1: undetermined for 1: the day of the action is not known")
        #expect(open.notes.first?.contains("challengeable only") ?? false)
    }

    @Test("an exposure before the action challenges the row, one after it does not")
    func dated() throws {
        let row = try LedgerSamples.disclosure([
            "period": "2023-Q2", "acted": "2023-05-10", "detected_by": "Internal", "operation_name": "n",
        ])
        func rate(_ day: String) throws -> Figure? {
            DetectionAudit.measure([row], of: "t", exposures: [try exposure("N", day)]).figure("challenged of internal")
        }
        #expect(try rate("2023-05-09")?.count == 1)
        #expect(try rate("2023-05-11")?.remark == "0 of 1: too few for a percentage")
        #expect(try rate("2023-05-10")?.remark?.hasPrefix("0 to 1 of 1") == true, "within the same day nobody can tell")
        #expect(try rate("2023-05")?.remark?.hasPrefix("0 to 1 of 1") == true)
        #expect(
            DetectionAudit.measure([row], of: "t", exposures: [try exposure("other", "2023-01-01")])
                .figure("challenged of internal")?.count == 0)
        let unasked = DetectionAudit.measure([row], of: "t")
        #expect(unasked.figure("challenged of internal") == nil, "where nothing was given nothing was looked at")
        #expect(
            unasked.notes.last?.hasPrefix("no dated exposures were given: how many of the 1 marked internal") == true)
    }

    @Test("a network without a name is meant by its row's label, and not by a source that rows share")
    func unnamed() throws {
        let rows = ShippedLedger.ledger.networks(of: "TikTok", in: ReportingPeriod("2023-Q2"))
        let challenged = DetectionAudit.measure(
            rows, of: "TikTok", exposures: [try exposure("China (108 accounts)", "2023-03-31")]
        ).figure("challenged of internal")
        #expect(challenged?.count == 1 && challenged?.total == 7)
        // Wilson's interval of 1 of 7, computed apart in Python.
        #expect(abs((challenged?.low ?? 0) - 0.02567962434474355) < 1e-12)
        #expect(abs((challenged?.high ?? 0) - 0.5131278292743189) < 1e-12)
        let source = try #require(rows.first?.source)
        let none = DetectionAudit.measure(rows, of: "TikTok", exposures: [try exposure(source, "2023-03-31")])
        #expect(none.figure("challenged of internal")?.count == 0)
    }

    @Test("rows that say nothing are refused")
    func refusal() throws {
        #expect(DetectionAudit.measure([try LedgerSamples.disclosure([:])], of: "t").refusal != nil)
    }
}
