import Foundation
import Testing

@testable import Reporting

@Suite("The whole page")
struct ReportingTests {
    @Test("The same view gives the same page")
    func determinism() {
        let first = InvestigationReport.html(SampleReport.view())
        #expect(first == InvestigationReport.html(SampleReport.view()))
        if let path = ProcessInfo.processInfo.environment["DAYLIGHT_SAMPLE"] {
            try? Data(first.utf8).write(to: URL(fileURLWithPath: path + "/report.html"))
            try? Data(InvestigationReport.html(SampleReport.empty()).utf8)
                .write(to: URL(fileURLWithPath: path + "/empty.html"))
        }
    }
}
