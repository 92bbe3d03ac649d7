import Records
import Testing

@testable import Attribution

@Suite("Tags and crosswalks")
struct TagTests {
    private let list = Taxonomy(
        kind: .disarm, version: "1.6", sha256: "cd",
        techniques: [.init(id: "T1.001", title: "Do a thing", parent: "T1")])

    @Test("a technique keeps its list's version and file, and an unknown one is refused")
    func techniques() throws {
        let tag = try Tag("N1", "T1.001", of: list, records: [], evidence: nil)
        #expect(tag.name == "N1/disarm/T1.001" && tag.version == "1.6" && tag.list == "cd" && tag.title == "Do a thing")
        #expect(throws: FieldFault.self) { try Tag("N1", "T9", of: list, records: [], evidence: nil) }
    }

    @Test("there is no step of reach without what shows it")
    func breakout() throws {
        #expect(throws: FieldFault.self) { try Tag("N1", .mainstreamMedia, records: [Samples.record], evidence: " ") }
        #expect(throws: FieldFault.self) {
            try Tag("N1", .mainstreamMedia, records: [], evidence: "two papers took it up")
        }
        let tag = try Tag("N1", .mainstreamMedia, records: [Samples.record], evidence: "two papers took it up")
        #expect(tag.id == "4" && BreakoutStep.allCases.map(\.rawValue) == [1, 2, 3, 4, 5, 6])
    }

    @Test("one id may become several, or none, or be unknown")
    func crosswalk() {
        func pair(_ from: String, _ to: String?) -> Crosswalk.Pair {
            Crosswalk.Pair(fromVersion: "1.4", from: from, toVersion: "1.6", to: to)
        }
        let crosswalk = Crosswalk([pair("T1", "T3"), pair("T1", "T2"), pair("T4", nil)])
        #expect(crosswalk.ids(for: "T1", from: "1.4", to: "1.6") == ["T2", "T3"])
        #expect(crosswalk.ids(for: "T4", from: "1.4", to: "1.6") == [])
        #expect(crosswalk.ids(for: "T4", from: "1.5", to: "1.6") == nil)
    }
}
