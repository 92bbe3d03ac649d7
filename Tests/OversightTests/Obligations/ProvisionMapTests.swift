import Oversight
import Records
import Testing

@Suite("Findings and provisions")
struct ProvisionMapTests {
    private func finding(
        _ metric: MetricID, _ platform: Platform = .tiktok,
        _ jurisdiction: ObligationRule.Jurisdiction = .europeanUnion,
        on day: String? = nil
    ) -> Finding {
        Finding(
            metric, platform: platform, jurisdiction: jurisdiction, verdict: .fail, subject: "s", statement: "f",
            day: day.flatMap { Day($0) })
    }

    @Test("contradictory statements touch Article 74 in the Union and Objective 7 in Australia")
    func statements() {
        let map = ProvisionMap()
        #expect(map.matches(finding(.statementConsistency)).map(\.rule.id) == ["dsa-74"])
        #expect(map.matches(finding(.statementConsistency, .tiktok, .australia)).map(\.rule.id) == ["au-o7"])
    }

    @Test("law comes first, codes are marked voluntary, bills NOT ENACTED")
    func marks() {
        let map = ProvisionMap()
        let omission = map.matches(finding(.disclosureOmission))
        #expect(omission.map(\.rule.id) == ["dsa-34-1c", "cop-14"])
        #expect(omission.map(\.mark) == ["in force", "voluntary code"])
        #expect(omission.map(\.isBinding) == [true, false])
        let card = map.matches(finding(.adequacyCard, .x, .australia))
        #expect(card.map(\.mark) == ["NOT ENACTED", "NOT ENACTED"])
        #expect(card.allSatisfy { $0.line.hasPrefix("[NOT ENACTED]") })
        #expect(card.first?.cautions == ["NOT ENACTED: never was law, shown for comparison alone"])
    }

    @Test("a very large platform is also a platform, a host and an intermediary; a smaller one is no very large one")
    func roles() {
        let map = ProvisionMap()
        #expect(map.matches(finding(.recurrence)).map(\.rule.id) == ["dsa-23", "dsa-35"])
        #expect(map.matches(finding(.recurrence, .bluesky)).map(\.rule.id) == ["dsa-23"])
        #expect(
            map.matches(finding(.noticeToAction, .mastodon)).map(\.rule.id) == [
                "dsa-9", "dsa-15-1b", "dsa-16-6", "dsa-22",
            ])
    }

    @Test("what X signed binds it until it left")
    func until() {
        let map = ProvisionMap()
        #expect(map.matches(finding(.noticeToAction, .x, .australia, on: "2023-11-26")).map(\.rule.id) == ["au-o1"])
        #expect(map.matches(finding(.noticeToAction, .x, .australia, on: "2023-11-27")).isEmpty)
        #expect(map.matches(finding(.noticeToAction, .x, .australia)).isEmpty)
        #expect(map.matches(finding(.statementConsistency, .x, on: "2023-08-24")).isEmpty)
    }

    @Test("wording from memory, optional commitments and the origin screen carry cautions")
    func cautions() {
        let map = ProvisionMap()
        let residual = map.matches(finding(.residualUp, .tiktok, .australia))
        #expect(residual.first?.cautions.contains { $0.contains("took up") } == true)
        #expect(map.matches(finding(.residualUp)).first?.cautions.contains { $0.contains("from memory") } == true)
        #expect(map.matches(finding(.originScreen)).isEmpty)
    }
}
