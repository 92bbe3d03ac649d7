import Oversight
import Records
import Testing

@Suite("Reading claims")
struct ClaimReadingTests {
    private static let whole = [
        "name": "tt-ep", "speaker": "TikTok", "audience": "European Parliament", "platform": "tiktok",
        "event": "Romania 2024", "period": "to 2024-11-29", "quantity": "accounts", "number": "78",
        "date": "2024-12-03", "source": "https://example.org/a", "verification": "S: a newspaper",
    ]

    private func claim(_ changes: [String: String?]) throws(FieldFault) -> StatedClaim {
        var values = Self.whole
        for (name, value) in changes { values[name] = value }
        return try StatedClaim(row: NamedRow(number: 1, values: values))
    }

    private func fault(_ changes: [String: String?]) -> FieldFault? {
        do throws(FieldFault) {
            _ = try claim(changes)
            return nil
        } catch {
            return error
        }
    }

    @Test("a whole row gives the claim with its scope")
    func wholeRow() throws {
        let claim = try claim([:])
        #expect(claim.name == "tt-ep")
        #expect(claim.audience == "European Parliament")
        #expect(claim.scope == ClaimScope(platform: .tiktok, event: "Romania 2024", period: "to 2024-11-29"))
        #expect(claim.wording == .exact)
        #expect(claim.number == 78)
        #expect(claim.date.text == "2024-12-03")
        #expect(claim.verification == "S: a newspaper")
        #expect(claim.statement == "78")
    }

    @Test(
        "wordings are read as people write them",
        arguments: [
            ("more than", ClaimWording.moreThan, "more than 27217"), ("at_least", .atLeast, "at least 27217"),
            ("About", .about, "about 27217"), ("less-than", .lessThan, "less than 27217"),
            ("at most", .atMost, "at most 27217"),
        ])
    func wordings(_ sample: (text: String, wording: ClaimWording, statement: String)) throws {
        let claim = try claim(["wording": sample.text, "number": "27,217"])
        #expect(claim.wording == sample.wording)
        #expect(claim.statement == sample.statement)
    }

    @Test("'no evidence' and 'none' need no number")
    func withoutNumber() throws {
        #expect(try claim(["wording": "no evidence", "number": nil]).number == nil)
        #expect(try claim(["wording": "none", "number": "0"]).wording == .none)
        #expect(fault(["wording": "no evidence"])?.reason == "unwanted-number")
        #expect(fault(["number": nil])?.reason == "missing-number")
    }

    @Test("a range has two ends in their order")
    func range() throws {
        #expect(try claim(["wording": "range", "number": "100", "number_high": "200"]).representative == 150)
        #expect(fault(["wording": "range", "number": "100"])?.reason == "missing-number_high")
        #expect(fault(["wording": "range", "number": "200", "number_high": "100"])?.reason == "bad-range")
        #expect(fault(["number_high": "100"])?.reason == "unwanted-number")
    }

    @Test(
        "grouping is read, and what could mean two things is not",
        arguments: ["7,5", "1,23,456", "7500+", "-3", "x", "1e9", "99999999999999999999"])
    func badNumbers(_ text: String) throws {
        #expect(fault(["number": text])?.reason == "bad-number")
        #expect(fault(["number": text])?.field == "number")
        #expect(try claim(["number": "1,234,567"]).number == 1_234_567)
        #expect(try claim(["number": "12 800"]).number == 12800)
        #expect(try claim(["number": "0.5"]).number == 0.5)
    }

    @Test("each missing field is named", arguments: ["name", "speaker", "event", "quantity", "date", "source"])
    func missing(_ field: String) {
        #expect(fault([field: nil])?.reason == "missing-\(field)")
        #expect(fault([field: nil])?.field == field)
    }

    @Test("times without a zone, unknown platforms, grades and digests are refused")
    func refused() {
        #expect(fault(["date": "2024-12-03T10:00:00"])?.reason == "unknown-zone")
        #expect(fault(["platform": "orkut"])?.reason == "unknown-platform")
        #expect(fault(["verification": "good"])?.reason == "unknown-verification")
        #expect(fault(["text_sha256": "abc"])?.reason == "bad-digest")
        #expect(fault(["wording": "roughly"])?.reason == "unknown-wording")
    }
}
