import Oversight
import Testing

@Suite("M09 of a platform's rows together")
struct ReleasedOfRemovedTests {
    private static func row(_ removed: Int64?, _ released: Int64? = nil, unit: DisclosureUnit = .network) -> Disclosure
    {
        var counts: [CountKind: StatedCount] = [:]
        if let removed { counts[.accounts] = StatedCount(removed) }
        if let released { counts[.accountsReleased] = StatedCount(released) }
        return Disclosure(platform: "TikTok", report: "r", counts: counts, unit: unit, source: "https://a.example")
    }

    private static let rows = [
        row(100, 20), row(50), row(nil, 5), row(10, 11), row(900, unit: .aggregate),
        row(StatedCount.most),
    ]

    @Test("rows that do not say may have released nothing or all: bounds, and how to say that there are counts only")
    func silent() throws {
        let result = DisclosureCompleteness.measure(Self.rows, of: "TikTok", countsOnly: false)
        let figure = try #require(result.figures.first)
        #expect(figure.value == nil && figure.count == 20 && figure.total == 150)
        // Wilson's limits of 20 and of 70 in 150.
        #expect(
            abs((figure.low ?? 0) - 0.0879980047055142) < 1e-9 && abs((figure.high ?? 0) - 0.5463375086919231) < 1e-9)
        #expect(figure.remark?.hasPrefix("1 of 2 rows do not say") == true)
        #expect(result.notes.contains("1 rows state no number of removed and are left out"))
        #expect(
            result.notes.contains(
                "2 rows state numbers that cannot be, such as more released than removed, and are left out"))
    }

    @Test("where only counts are published, rows that do not say released nothing")
    func countsOnly() throws {
        let figure = try #require(
            DisclosureCompleteness.measure(Self.rows, of: "TikTok", countsOnly: true).figures.first)
        #expect(figure.value == 20.0 / 150 && figure.remark?.contains("counts only, as given") == true)
        #expect(
            DisclosureCompleteness.measure([Self.row(nil)], of: "TikTok", countsOnly: true).refusal
                == "no row of TikTok states how many accounts or channels were removed")
    }
}
