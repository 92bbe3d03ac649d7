import Oversight
import Records
import Testing

@Suite("Numbers of publishers' files as claims")
struct PublishedClaimsTests {
    private func statement(_ report: String, _ period: String?, _ number: Int64, _ words: String) -> Statement {
        .claim(
            Claim(
                publication: Publication(speaker: "Meta", report: report, period: period),
                statement: "\(number) \(words)",
                number: number, unit: words))
    }

    @Test("a table and a page of one network are two statements about one event, dated by the year of their period")
    func twoForms() throws {
        let claims = StatedClaim.published([
            statement("Q2-3_2025_IRAN_BASED_CIB_NETWORK", "2025-Q2-3", 100, "accounts"),
            statement("meta-h2-2025-iran-based-cib-network", "2025-H2", 120, "accounts"),
            statement("Q4_2023_CHINA_BASED_CIB_NETWORK", "2023-Q4", 7, "Instagram accounts"),
            statement("a list without a period", nil, 5, "accounts"),
        ])
        #expect(claims.count == 3)
        let iran = claims.filter { $0.scope.platform == .facebook }
        #expect(iran.map(\.scope.event) == ["2025-H2 iran", "2025-H2 iran"])
        #expect(Set(iran.map(\.name)).count == 2)
        #expect(iran.allSatisfy { $0.quantity == "accounts" && $0.speaker == "Meta" && $0.wording == .exact })
        let china = try #require(claims.first { $0.scope.platform == .instagram })
        #expect(china.quantity == "ig accounts" && china.number == 7)
        #expect(china.date.text == "2023" && china.note?.contains("no day of publication") == true)
        let pairs = StatementConsistency().pairs(claims)
        #expect(pairs.map(\.relation) == [.contradictory])
    }
}
