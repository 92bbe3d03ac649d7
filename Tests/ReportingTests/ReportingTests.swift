import Foundation
import Records
import Statistics
import Testing

@testable import Reporting

@Suite("The report of an investigation")
struct ReportingTests {
    /// The pages that every rule holds for. A case instead of the page itself, so that a failure prints a name.
    enum Sample: CaseIterable {
        case full
        case empty

        var page: String { self == .full ? ReportingTests.page : ReportingTests.empty }
    }

    private static let page = InvestigationReport.html(SampleReport.view())
    private static let empty = InvestigationReport.html(SampleReport.empty())

    @Test("The same view gives the same bytes")
    func determinism() {
        #expect(Self.page == InvestigationReport.html(SampleReport.view()))
    }

    /// To look at the pages: DAYLIGHT_SAMPLE=/some/folder swift test --filter ReportingTests
    @Test(
        "The sample pages can be written out to be looked at",
        .enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_SAMPLE"] != nil))
    func writeSamples() throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["DAYLIGHT_SAMPLE"] ?? "")
        try Data(Self.page.utf8).write(to: folder.appendingPathComponent("report.html"))
        try Data(Self.empty.utf8).write(to: folder.appendingPathComponent("empty.html"))
    }

    @Test("Every element is closed in order and every attribute quoted", arguments: Sample.allCases)
    func wellFormed(sample: Sample) {
        let page = sample.page
        #expect(PageChecker(page).faults == [])
    }

    @Test("The page loads nothing and runs nothing", arguments: Sample.allCases)
    func selfContained(sample: Sample) {
        let page = sample.page
        let checker = PageChecker(page)
        for name in ["script", "link", "iframe", "object", "img", "form", "base"] {
            #expect(checker.tags(named: name).isEmpty)
        }
        let policy = checker.tags(named: "meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        #expect(policy?.attributes["content"]?.hasPrefix("default-src 'none'") == true)
        #expect(!page.contains("url(") && !page.contains("@import"))
        for tag in checker.tags {
            #expect(!tag.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" || $0 == "src" })
        }
    }

    @Test("Links lead to a place on the page or out by http, and out only without a trace of the reader")
    func links() {
        let checker = PageChecker(Self.page)
        let anchors = Set(checker.tags.compactMap { $0.attributes["id"] })
        for link in checker.tags(named: "a") {
            let target = link.attributes["href"] ?? ""
            if target.hasPrefix("#") {
                #expect(anchors.contains(String(target.dropFirst())), "\(target)")
            } else {
                #expect(target.hasPrefix("https://"))
                #expect(link.attributes["rel"] == "noopener noreferrer nofollow")
            }
        }
    }

    @Test("Landmarks, headings, tables and drawings can be found without seeing them", arguments: Sample.allCases)
    func accessible(sample: Sample) {
        let page = sample.page
        let checker = PageChecker(page)
        for landmark in ["header", "nav", "main", "footer", "h1"] {
            #expect(checker.tags(named: landmark).count == 1)
        }
        let ids = checker.tags.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)

        var level = 0
        for tag in checker.tags where tag.name.count == 2 && tag.name.first == "h" {
            guard let next = Int(tag.name.dropFirst()) else { continue }
            #expect(next <= level + 1, "h\(next) follows h\(level)")
            level = next
        }
        #expect(checker.tags(named: "table").count == checker.tags(named: "caption").count)
        #expect(checker.tags(named: "th").allSatisfy { $0.attributes["scope"] != nil })
        for drawing in checker.tags(named: "svg") where drawing.attributes["aria-hidden"] == nil {
            let names = drawing.attributes["aria-labelledby"]?.split(separator: " ").map(String.init) ?? []
            #expect(names.count == 2 && Set(names).isSubset(of: Set(ids)))
        }
    }

    @Test("No markup is printed as text, and no value as its Swift description", arguments: Sample.allCases)
    func nothingLeaks(sample: Sample) {
        let page = sample.page
        let text = PageChecker(page).text
        for leak in ["Markup(", "Optional(", "nil", "&lt;span", "&lt;dl", "&amp;amp;", "[U+000A]"] {
            #expect(!text.contains(leak), "\(leak)")
        }
    }

    @Test("A page without networks says under which question nothing was found, and what that does not mean")
    func nothingFound() {
        let text = PageChecker(Self.empty).text
        #expect(text.contains("No network was found."))
        #expect(text.contains("on at least 2 different objects?"))
        #expect(text.contains("It does not mean that no accounts"))
        #expect(!Self.empty.contains("href=\"#networks\"") && !Self.empty.contains("href=\"#rivals\""))
    }

    @Test("The page accuses nobody and says what was not computed")
    func tone() {
        let words = Self.page.lowercased()
        for word in ["bots", "fake account", "inauthentic", "guilty", "troll"] { #expect(!words.contains(word)) }
        #expect(Self.page.contains("not computed"))
        #expect(Self.page.contains("No tie was tested against chance"))
        #expect(!Self.page.contains("href=\"#chance\"") && !Self.page.contains("Is it more than chance?"))
    }

    @Test("Once ties are tested, p, q and the false discovery rate are printed, and nothing says otherwise")
    func tested() {
        let page = InvestigationReport.html(SampleReport.tested())
        let text = PageChecker(page).text
        #expect(PageChecker(page).faults == [])
        #expect(text.contains("2.1e-7") && text.contains("0.0042") && text.contains("1,204,000 pairs"))
        #expect(text.contains("at most about one in a hundred is expected to be there by chance"))
        #expect(text.contains("make about 1,204 of them look tied"))
        #expect(text.contains("What this test does not cover") && text.contains("What would make a network innocent"))
        #expect(text.contains("none reported anything"))
        #expect(text.contains("a community of accounts that are tied more to one another than to others"))
        #expect(!text.contains("not computed") && !text.contains("not asked"))
        #expect(!text.contains("No tie was tested"))
        for word in ["directly or over others", "on enough occasions"] { #expect(!text.contains(word)) }
    }

    @Test("Where pairs met and none was unlikely enough, the page says how many and how near the nearest came")
    func noneUnlikely() {
        var view = SampleReport.empty()
        view.significance = SampleReport.significance
        view.significance?.candidates = 32
        view.significance?.nearest = NearestPairView(pValue: Probability(0.00031), qValue: Probability(0.34))
        let text = PageChecker(InvestigationReport.html(view)).text
        #expect(text.contains("32 ties met the thresholds"))
        #expect(text.contains("p = 3.1e-4, and q = 0.34 instead of at most 0.01"))
        #expect(text.contains("That chance explains what two accounts shared"))
        view.significance?.candidates = 0
        #expect(PageChecker(InvestigationReport.html(view)).text.contains("no two met the thresholds"))
    }

    @Test("False alarms over shuffled accounts are told as they are")
    func alarms() {
        var view = SampleReport.tested()
        view.significance?.calibration?.alarms = 2
        view.significance?.calibration?.falsePairs = 1234
        view.significance?.calibration?.levels = [CalibrationView.Level(level: 0.01, share: 0.02)]
        let text = PageChecker(InvestigationReport.html(view)).text
        #expect(text.contains("2 reported something: 1,234 pairs in all"))
        #expect(text.contains("one in 50 had p at or below 0.01, where one in a hundred is allowed"))
        #expect(text.contains("take the figures for less sure than they look"))
        #expect(text.contains("about one in a hundred of such runs may report something: here it was more."))
        view.significance?.calibration?.alarms = 1
        #expect(!PageChecker(InvestigationReport.html(view)).text.contains("here it was more"))
    }

    @Test("However large the result, the page stays below five megabytes and counts what it leaves out")
    func size() {
        var view = SampleReport.view()
        let largest = view.networks[0]
        let long = String(repeating: "şi totuşi 海底电缆 ", count: 2000)
        view.networks = (0..<60).map { index in
            var network = largest
            network.identifier = "N\(index + 1)"
            for item in network.evidence.indices {
                network.evidence[item].earlier.text = long
                network.evidence[item].later.text = long
            }
            return network
        }
        view.figures.networks = 700
        let page = InvestigationReport.html(view)
        #expect(page.utf8.count < 5_000_000)
        #expect(page.contains("640 more are listed only there"))
        #expect(page.contains("have a section of their own"))
    }
}
