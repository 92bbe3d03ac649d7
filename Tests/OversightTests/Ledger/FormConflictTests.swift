import Foundation
import Oversight
import Records
import Testing

@Suite("Forms of one report that disagree")
struct FormConflictTests {
    private let table = Publication(
        speaker: "Meta", report: "Q2-3_2025_GithubIOCs - Q2-3_2025_MOLDOVA_BASED_CIB_NETWORK", period: "2025-Q2-3")
    private let page = Publication(
        speaker: "Meta", report: "meta-h2-2025-moldova-based-cib-network", period: "2025-H2")

    private func claim(
        _ publication: Publication, _ number: Int64, _ unit: String, _ platform: Platform? = .facebook
    ) -> Statement {
        .claim(
            Claim(
                publication: publication, statement: "\(number) \(unit)", number: number, unit: unit,
                platform: platform))
    }

    @Test("15 accounts in one form and none in the other is told and not resolved")
    func moldova() {
        let statements = [
            claim(table, 6, "pages"), claim(table, 4, "accounts", .instagram), claim(page, 15, "accounts"),
            claim(page, 6, "Pages"), claim(page, 4, "Instagram accounts", nil),
        ]
        let conflicts = FormConflict.among(StatedForm.forms(statements))
        #expect(conflicts.map(\.kind) == [.periodNames, .statedOnce])
        #expect(conflicts.map(\.period) == ["2025-H2", "2025-H2"] && conflicts[1].count == .accounts)
        #expect(
            conflicts[1].statements == [
                "none (\(table.report))", "15 (\(page.report))",
            ])
        #expect(FormConflict.among(StatedForm.forms(statements.reversed())) == conflicts)
    }

    @Test("different numbers, a network in one form only, and a placeholder are told")
    func others() {
        var india = page
        india.report = "meta-h2-2025-india-based-cib-network"
        let statements = [
            claim(table, 15, "acounts"), claim(page, 16, "accounts"), claim(india, 59, "Facebook accounts"),
            .indicator(
                Indicator(
                    kind: .text, value: "", original: "Around $xx in spending for ads, paid for mostly in xx",
                    publication: table)),
        ]
        let conflicts = FormConflict.among(StatedForm.forms(statements))
        #expect(conflicts.map(\.kind) == [.oneForm, .differs, .periodNames, .placeholder])
        #expect(conflicts[0].network == "india")
        #expect(conflicts[1].statements.first == "15 (\(table.report))")
    }

    @Test("networks of one origin are told apart by their numbers, and followers by whom they follow")
    func names() {
        let first = Publication(speaker: "Meta", report: "meta-h1-2026-iran-based-cib-network-1", period: "2026-H1")
        let second = Publication(
            speaker: "Meta", report: "Q4-1_2026_GithubIOCs - H1_2026_IRAN_BASED_CIB_NETWORK_2", period: "2026-Q4-1")
        let forms = StatedForm.forms([
            claim(first, 15, "accounts followed one or more of these Pages"),
            claim(first, 41000, "accounts followed one or more of these Instagram accounts"),
            claim(first, 1100, "accounts joined these Groups"), claim(first, 300, "$ in spending for ads on Facebook"),
            claim(second, 360, "Accounts", .instagram),
        ])
        #expect(forms.map(\.network) == ["iran 2", "iran 1"])
        #expect(forms.map(\.form) == [.table, .page] && forms.map(\.canonicalPeriod) == ["2026-H1", "2026-H1"])
        #expect(forms[0].counts == [.instagramAccounts: StatedCount(360)])
        #expect(
            forms[1].counts == [
                .followers: StatedCount(15), .instagramFollowers: StatedCount(41000), .groupMembers: StatedCount(1100),
                .adSpendUSD: StatedCount(300),
            ])
    }

    @Test("rows of the ledger are forms too: Meta's two forms of H2 2025 and H1 2026 agree in their numbers")
    func rows() {
        let rows = ShippedLedger.ledger.rows.filter { row in
            row.source.contains("/indicators/") && (row.report.contains("2025") || row.report.contains("H1 2026"))
                || row.report.contains("Q4-1 2026")
        }
        let conflicts = FormConflict.among(rows.map(StatedForm.init))
        #expect(conflicts.filter { $0.kind == .differs || $0.kind == .statedOnce } == [])
        #expect(conflicts.filter { $0.kind == .periodNames }.map(\.network) == ["moldova", "pakistan"])
        #expect(conflicts.contains { $0.kind == .oneForm && $0.network == "india" && $0.period == "2025-H2" })
    }

    @Test("a row that states another number than its own file is told; what one of the two leaves out is not")
    func sameForm() throws {
        let row = try LedgerSamples.disclosure([
            "platform": "Meta", "report": "Adversarial Threat Report Q2-3 2025", "accounts": "16", "pages": "9",
            "source_url": "https://meta.example/csv/Q2-3_2025_GithubIOCs%20-%20Q2-3_2025_MOLDOVA_BASED_CIB_NETWORK.csv",
        ])
        let forms = StatedForm.forms(of: [row]) + StatedForm.forms([claim(table, 15, "accounts")])
        let conflicts = FormConflict.among(forms)
        #expect(conflicts.map(\.kind) == [.differs] && conflicts.first?.count == .accounts)
        let shared = try LedgerSamples.disclosure([
            "platform": "Meta", "report": "Adversarial Threat Report Q2-3 2025", "accounts": "17",
            "source_url": row.source,
        ])
        #expect(StatedForm.forms(of: [row, shared]) == [], "of a shared source nobody knows which network is meant")
    }
}
