import Oversight
import Records
import Testing

@Suite("Rows in the ledger's own columns")
struct DisclosureWritingTests {
    private func reread(_ row: Disclosure) throws -> Disclosure {
        var values: [String: String] = [:]
        for (column, text) in zip(Disclosure.columns, row.cells) { values[column] = text }
        return try Disclosure(reading: LedgerSamples.row(values))
    }

    @Test("every shipped row is read again as it was written")
    func shipped() throws {
        for row in ShippedLedger.ledger.rows { #expect(try reread(row) == row) }
    }

    @Test("a row with everything is read again as it was written")
    func full() throws {
        let row = try LedgerSamples.disclosure([
            "period_start": "2023-01", "period_end": "2023-03-31", "published": "2023-05-03T10:00:00Z",
            "published_no_later_than": "2023-05-04", "acted": "2023-02", "origin_country": "the UK; China",
            "target_countries": "Taiwan; Japan", "accounts": "about 7,800", "pages": "7500+", "groups": "<100",
            "accounts_released": "5", "unit": "network", "detected_by": "internal+external: a firm",
            "operation_name": "n", "aliases": "a; b",
            "other_sources": "S https://example.org/2 accounts=~1682 pages=>3; C https://example.org/3",
            "same_as": "https://example.org/4", "verification": "P: read in full",
            "capture_sha256": String(repeating: "ab", count: 32), "notes": "one; two",
        ])
        #expect(row.cells.count == Disclosure.columns.count)
        #expect(try reread(row) == row)
    }
}
