import Records
import Testing

@testable import Workspace

@Suite("Numbers that publishers state, read back from a case")
struct StatementReadingTests {
    @Test("claims, words, and one indicator of each publication come back as they were read")
    func numbers() throws {
        let fixture = try CaseFixture()
        let social = "0. Acquiring assets,0.9 Acquiring social media accounts"
        let file = try fixture.file(
            "Q4_2024 CHINA_BASED_CIB_NETWORK.csv",
            """
            Tactic,Technique,Procedure,Indicator,Notes
            \(social),0.9.2 Acquiring Instagram accounts,18 accounts,a note
            \(social),0.9.6 Acquiring TikTok accounts,https://www.tiktok[.]com/@invented.one,
            \(social),0.9.6 Acquiring TikTok accounts,https://www.tiktok[.]com/@invented.two,
            0. Acquiring assets,0.10 Spending,0.10.1 Spending,"Around $xx, mostly in xx",

            """)
        try fixture.take(file)
        let statements = try fixture.folder.statedNumbers()
        let publication = Publication(speaker: "Meta", report: "Q4_2024 CHINA_BASED_CIB_NETWORK", period: "2024-Q4")
        #expect(
            statements.first
                == .claim(
                    Claim(
                        publication: publication, statement: "18 accounts", number: 18, unit: "accounts",
                        platform: .instagram, procedure: "0.9.2", comment: "a note")))
        let indicators = statements.compactMap { statement in
            if case .indicator(let indicator) = statement { indicator } else { nil }
        }
        #expect(indicators.map(\.kind) == [.account, .text])
        #expect(indicators[0].handle == "invented.one" && indicators[0].platform == .tiktok)
        #expect(indicators[1].original == "Around $xx, mostly in xx" && indicators[1].publication == publication)
    }
}
