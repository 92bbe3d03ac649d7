import Inquiry
import Intake
import Oversight
import Records
import Testing

@Suite("From dumps and reports to what is measured of them")
struct TransparencyReconciliationTests {
    private let header =
        "platform_name,decision_visibility,decision_account,category,category_specification,application_date,created_at,"
        + "source_type,decision_ground,uuid,content_date\n"

    private func row(_ uuid: Int, _ day: String, _ platform: String = "TikTok") -> String {
        "\(platform),,DECISION_ACCOUNT_SUSPENDED,STATEMENT_CATEGORY_SCAMS_AND_FRAUD,"
            + "\"[\"\"KEYWORD_INAUTHENTIC_ACCOUNTS\"\"]\",\"\(day) 00:00:00\",\"\(day) 08:00:00\",SOURCE_VOLUNTARY,"
            + "DECISION_GROUND_INCOMPATIBLE_CONTENT,u-\(uuid),\(day)\n"
    }

    private func file(_ path: String, _ text: String) -> SourceFile {
        SourceFile(path: path, contents: Array(text.utf8))
    }

    @Test("several dumps make one tally; a file that is none is rejected and told of in every measurement")
    func tally() throws {
        var rejected: [Rejection] = []
        let day = try #require(Day("2025-09-02"))
        let result = try TransparencyReconciliation.tally(
            [
                file("a.csv", header + row(1, "2025-09-01") + row(2, "2025-09-02") + "x\n"),
                file("b.csv", header + row(2, "2025-09-02") + row(3, "2025-09-04") + row(4, "2025-09-04", "X")),
                file("c.csv", "a,b\n1,2\n"),
            ], reject: { rejected.append($0) })
        #expect(result.tally.statements == 4 && result.tally.repeated == 1 && result.tally.rejected == 1)
        #expect(result.tally.platforms == ["TikTok", "X"] && result.dumps.map(\.rows) == [3, 2 + 1])
        #expect(
            rejected.map { "\($0.file) \($0.row) \($0.reason)" } == ["a.csv 3 field-count", "c.csv 0 missing-column"])
        let measurement = try #require(result.tally.measureTraces(of: "TikTok", expected: [day: 5]).first)
        #expect(measurement.inputs == result.dumps.map(\.sha256))
        #expect(measurement.figures.map(\.value).prefix(4) == [5, 3, 2, 1])
        #expect(measurement.notes.contains { $0.hasPrefix("c.csv was not read") })
    }

    @Test("a report is set against the tally")
    func reconcile() throws {
        let tally = try TransparencyReconciliation.tally(
            [file("a.csv", header + row(1, "2025-09-01") + row(2, "2025-09-02"))], reject: { _ in }
        ).tally
        let part =
            "Applicability,Service,Reporting period,Category of incompatibility with the provider's terms and conditions,"
            + "Number of measures taken at the provider's own initiative\nAll,TikTok,2025-09-01/2025-09-02,TOTAL,4\n"
        var rejected: [Rejection] = []
        let measurements = try TransparencyReconciliation.reconcile(
            [file("p6.csv", part), file("other.csv", "a\n")], of: "TikTok", with: tally,
            reject: { rejected.append($0) })
        #expect(measurements.map { $0.figures.first?.value } == [0.5])
        #expect(measurements.first?.inputs.count == 2 && rejected.map(\.reason) == ["not-a-template"])
    }

    @Test("an empty template, another's report and a misspelt platform are refused in words")
    func empty() throws {
        let tally = try TransparencyReconciliation.tally(
            [file("a.csv", header + row(1, "2025-09-01"))], reject: { _ in }
        ).tally
        func refusals(_ rows: String, of platform: String = "TikTok") throws -> [String?] {
            let head =
                "Applicability,Service,Reporting period,Category of incompatibility with the provider's terms and"
                + " conditions,Number of measures taken at the provider's own initiative\n"
            return try TransparencyReconciliation.reconcile(
                [file("p6.csv", head + rows)], of: platform, with: tally, reject: { _ in }
            ).map(\.refusal)
        }
        #expect(try refusals("") == ["the reports hold no numbers"])
        #expect(try refusals("All,TikTok,2025-09-01/2025-09-02,TOTAL,\n") == ["the reports hold no numbers"])
        let other = try refusals("All,Snapchat,2025-09-01/2025-09-02,TOTAL,4\n")
        #expect(other == ["the reports hold no numbers of a service named 'TikTok'; they are of Snapchat"])
        let misspelt = try refusals("All,,2025-09-01/2025-09-02,TOTAL,4\n", of: "TikTk")
        #expect(misspelt.count == 1 && misspelt[0]?.hasSuffix("they hold statements of TikTok") == true)
    }

    @Test("without one file that can be read there is no result")
    func nothing() {
        #expect(throws: IntakeError.noSources) { try TransparencyReconciliation.tally([], reject: { _ in }) }
        #expect(throws: IntakeError.self) {
            try TransparencyReconciliation.tally([file("a", "a,b\n")], reject: { _ in })
        }
    }
}
