import Coordination
import Foundation
import Inquiry
import Intake
import Records
import Reporting
import Testing

@testable import Briefing

/// The page of real data, which is never part of the project: set `DAYLIGHT_DATA` to its folder, and `DAYLIGHT_PAGE` to
/// where the page shall be written for somebody to look at.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil))
struct ReportRealDataTests {
    private let environment = ProcessInfo.processInfo.environment

    @Test func thePageOfTheResearchTableIsMadeInTime() throws {
        let path = (environment["DAYLIGHT_DATA"] ?? "") + "/tiktok/videos_unique.csv.gz"
        let windows = (environment["DAYLIGHT_WINDOWS"] ?? "60s").split(separator: ",").compactMap { Window(String($0)) }
        let question = Question(
            sources: [SourceFile(path: path)], search: SearchParameters(windows: windows, threads: 2))
        let clock = ContinuousClock()
        let answer = try question.answer(reject: { _ in }, progress: .silent)
        var view: ReportView?
        let taken = try clock.measure {
            view = try ReportFilling.view(
                answer, version: "0.0.1", command: "daylight investigate videos_unique.csv.gz", outputs: [],
                progress: .silent)
        }
        let filled = try #require(view)
        #expect(taken < .seconds(120))
        for network in filled.networks.prefix(ReportScope.detailedNetworks) {
            #expect(!network.evidence.isEmpty, "\(network.identifier) shows no posts")
            #expect(!network.layers.isEmpty && !network.members.isEmpty && !network.activity.rows.isEmpty)
        }
        let page = InvestigationReport.html(filled)
        #expect(page.utf8.count < 6_000_000)
        if let target = environment["DAYLIGHT_PAGE"] {
            try page.write(toFile: target, atomically: true, encoding: .utf8)
            let sizes = filled.networks.prefix(5).map { "\($0.identifier) \($0.accounts)/\($0.edges)" }
            try "view made in \(taken); networks \(filled.figures.networks): \(sizes)\n".write(
                toFile: target + ".txt", atomically: true, encoding: .utf8)
        }
    }
}
