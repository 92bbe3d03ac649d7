import Records
import Testing

@testable import Reporting

@Suite("The page of a package of evidence")
struct PackageReportTests {
    private static let attack = "\"><script>alert(1)</script>\u{202E}"

    private func view(_ name: String, exhibits: Int = 1) -> PackageView {
        let digest = String(repeating: "0a", count: 32)
        return PackageView(
            version: "daylight", origin: name, marking: .amber,
            exhibits: (0..<exhibits).map { _ in
                PackageView.Exhibit(
                    label: name, title: name, statement: name, preparedBy: name,
                    supporting: [String](repeating: digest, count: 60), contradicting: [digest], remarks: [name])
            },
            records: [
                PackageView.Record(
                    identifier: digest, entry: 7, subject: name,
                    files: [(name, digest, nil), (name, digest, "data/x")],
                    path: "data/records/x.json")
            ], further: 3, limits: [(name, 4)], omissions: [("1 record", name)], seals: [("Key", name)])
    }

    @Test("is well-formed, needs nothing from elsewhere, and shows hostile names harmlessly")
    func wellFormed() {
        let page = PackageReport.html(view(Self.attack))
        PageChecker.expectHarmless(page)
    }

    @Test("says what is in the package, what it does not show and what was left out")
    func content() {
        let text = PageChecker(PackageReport.html(view("herd"))).text
        for words in ["TLP:AMBER", "and 10 more", "not in the package", "3 records more", "(4 records)", "Left out"] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(PageChecker(PackageReport.html(view("herd", exhibits: 0))).text.contains("concludes nothing"))
    }
}
