import Foundation
import Oversight
import Records
import Testing

@Suite("M19: harmonised reports against statements of reasons")
struct ReportReconciliationTests {
    private let period = ReportPeriod(first: Day(20_000), last: Day(20_003))

    private func cell(
        _ part: ReportPart, _ indicator: String, _ value: Double, category: String? = "TOTAL", keyword: String? = nil,
        scope: String? = nil, service: String = "TikTok"
    ) -> ReportCell {
        ReportCell(
            part: part, row: 1, service: service, period: period, indicator: indicator, category: category,
            keyword: keyword, scope: scope, value: .number(value))
    }

    private let filings: [Filing] =
        (0..<4).map { Filing(applied: 20_000 + $0) }
        + [
            Filing(category: "STATEMENT_CATEGORY_VIOLENCE", keywords: "[]", decisions: [.removed, .accountTerminated]),
            Filing(decisions: .removed, ground: .illegalContent),
            Filing(decisions: .removed, source: .notice), Filing(source: .trustedFlagger, applied: 20_002),
            // Outside of the period, and of another platform.
            Filing(applied: 19_999), Filing(applied: 20_004), Filing(platform: "X"),
        ]

    private func reconcile(_ cells: [ReportCell], masks: [DefectMask] = []) -> [ReconciledCell] {
        StatementTally(filings).reconcile(cells, of: "tiktok", masks: masks).flatMap(\.cells)
    }

    @Test("the discrepancy is (report − database) / the larger, and nothing against nothing is none")
    func discrepancy() {
        let measures = "Number of measures taken at the provider's own initiative"
        let results = reconcile([
            cell(.ownInitiativeTerms, measures, 10), cell(.ownInitiativeTerms, measures, 2),
            cell(.ownInitiativeIllegal, measures, 1),
            cell(.ownInitiativeTerms, "Visibility restriction Removal", 0),
            cell(.ownInitiativeTerms, "Account restriction  Suspension ", 4),
            cell(.ownInitiativeTerms, "Monetary restriction Other", 0),
            cell(.ownInitiativeTerms, measures, 1, category: "STATEMENT_CATEGORY_VIOLENCE"),
        ])
        // Part 5 comes before part 6.
        #expect(results.map(\.counted) == [1, 5, 5, 1, 4, 0, 1])
        #expect(results.map(\.discrepancy) == [0, 0.5, -0.6, -1, 0, 0, 0])
        #expect(results.allSatisfy { $0.incomparable == nil })
    }

    @Test("what is defined otherwise is not comparable, with the reason")
    func definitions() {
        let results = reconcile([
            cell(.orders, "Number of orders to provide information", 3),
            cell(.notices, "Number of notices received", 3),
            cell(.notices, "Median time to take action", 3),
            cell(.notices, "Number of actions taken on the basis of the terms and conditions of the service", 4),
            cell(
                .notices, "Number of actions taken on the basis of the terms and conditions of the service", 4,
                category: "STATEMENT_CATEGORY_VIOLENCE"),
            cell(
                .ownInitiativeTerms, "Number of measures taken after detection with solely automated means", 3),
            cell(.ownInitiativeTerms, "Number of something new", 3),
            cell(.appeals, "Number of complaints", 3, category: nil, scope: "Total number"),
            cell(
                .automatedMeans, "Number of measures solely taken by automated means", 8, category: nil,
                scope: "Own-initiative"),
            cell(
                .automatedMeans, "Number of measures solely taken by automated means", 8, category: nil,
                scope: "Total number"),
        ])
        #expect(results.map(\.counted) == [nil, nil, nil, 2, nil, nil, nil, nil, 6, nil])
        let reasons = results.map { $0.incomparable ?? "" }
        #expect(reasons[0].contains("Article 17(5)"))
        #expect(reasons[1].contains("decisions, not notices") && reasons[2] == StatementTrace.noNoticeDate)
        #expect(reasons[4].contains("only the totals") && reasons[5].contains("solely automated"))
        #expect(reasons[6].contains("no definition") && reasons[7].contains("complaints"))
    }

    @Test("a row of a keyword is comparable only where every statement of its category has one")
    func keywords() {
        let measures = "Number of measures taken at the provider's own initiative"
        let results = reconcile([
            cell(
                .ownInitiativeTerms, measures, 4, category: "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
                keyword: "KEYWORD_INAUTHENTIC_ACCOUNTS"),
            cell(
                .ownInitiativeTerms, measures, 4, category: "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
                keyword: "KEYWORD_PHISHING"),
            cell(
                .ownInitiativeTerms, measures, 4, category: "STATEMENT_CATEGORY_VIOLENCE", keyword: "KEYWORD_OTHER"),
        ])
        #expect(results.map(\.counted) == [4, 0, nil] && results.map(\.discrepancy) == [0, 1, nil])
        #expect(results.last?.incomparable?.contains("1 of the category's statements have no keyword") == true)
    }

    @Test("a masked field makes its cells incomparable, and the measurement says so")
    func masks() throws {
        let mask = DefectMask(
            platform: "TikTok", field: .sourceType, from: nil, to: Day(20_000), defect: "mislabelled", source: "them")
        let measures = cell(.ownInitiativeTerms, "Number of measures taken at the provider's own initiative", 5)
        let results = reconcile([measures], masks: [mask])
        #expect(results.first?.incomparable == "source_type is masked in the period: mislabelled")
        let measurement = try #require(
            StatementTally(filings).measureReconciliation([measures], of: "TikTok", reports: ["cd"], masks: [mask])
                .first)
        #expect(measurement.figures.isEmpty && measurement.inputs == ["cd"])
        #expect(measurement.notes.contains { $0.hasPrefix("masked: source_type") })
        let later = DefectMask(
            platform: "TikTok", field: .sourceType, from: Day(20_004), to: nil, defect: "x", source: "y")
        #expect(reconcile([measures], masks: [later]).first?.counted == 5)
    }

    @Test("services and periods are kept apart, and missing days are told")
    func coverage() throws {
        let measures = "Number of measures taken at the provider's own initiative"
        var early = cell(.ownInitiativeTerms, measures, 1)
        early.period = ReportPeriod(first: Day(10_000), last: Day(10_010))
        var long = cell(.ownInitiativeTerms, measures, 9)
        long.period = ReportPeriod(first: Day(19_996), last: Day(20_003))
        let measurements = StatementTally(filings).measureReconciliation(
            [long, early, cell(.ownInitiativeTerms, measures, 3, service: "Musically")], of: "TikTok", masks: [])
        #expect(measurements.count == 2)
        #expect(measurements.first?.refusal?.contains("no statement of TikTok") == true)
        #expect(measurements.last?.notes.contains { $0.hasPrefix("for 3 of 8 days") } == true)
        #expect(measurements.last?.figures.first?.remark == "report 9, database 6")
    }

    @Test("the order of the statements does not matter")
    func order() {
        let cells = [
            cell(.ownInitiativeTerms, "Number of measures taken at the provider's own initiative", 7),
            cell(.ownInitiativeTerms, "Account restriction Suspension", 7),
        ]
        var dice = Dice(state: 5)
        let whole = StatementTally(filings).measureReconciliation(cells, of: "TikTok")
        for _ in 0..<10 {
            let tally = StatementTally(filings.shuffled(using: &dice))
            #expect(tally.measureReconciliation(cells, of: "TikTok") == whole)
        }
    }

    @Test("each definition names an indicator once, and only whole numbers of decisions are compared")
    func list() {
        let keys = ReportDefinition.all.map { "\($0.part.rawValue) \($0.indicator) \($0.scope ?? "")" }
        #expect(Set(keys).count == keys.count)
        #expect(ReportDefinition.all.allSatisfy { !$0.remark.isEmpty })
        #expect(ReportDefinition.all.filter { $0.selection != nil }.count == 2 * 15 + 4 + 1)
    }

    @Test(
        "each indicator that a definition names stands in the Commission's template of its part",
        .enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil))
    func templates() throws {
        let folder = (ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? "") + "/dsa/"
        let names: [ReportPart: String] = [
            .notices: "4_notices", .ownInitiativeIllegal: "5_own_initiative_illegal",
            .ownInitiativeTerms: "6_own_initiative_TC", .automatedMeans: "8_automated_means",
        ]
        for definition in ReportDefinition.all where !definition.indicator.isEmpty {
            let name = try #require(names[definition.part], "\(definition.part)")
            let text = try String(
                contentsOfFile: folder + "4_EN_Annex_I__Templates_for_Transparency_Reports_CSV_Part_\(name).csv",
                encoding: .utf8)
            #expect(
                ReportCell.folded(text).contains(ReportCell.folded(definition.indicator)), "\(definition.indicator)")
        }
    }
}
