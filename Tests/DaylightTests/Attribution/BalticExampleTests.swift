import Foundation
import Testing

/// `docs/baltic-cables.md` says what its commands print.
@Suite("The worked example of cables in the Baltic")
struct BalticExampleTests {
    private static let tables = WorkedExample.docs.appendingPathComponent("examples/baltic-cables")
    private static let path = WorkedExample.docs.appendingPathComponent("baltic-cables.md").path

    private func page() throws -> String { try String(contentsOfFile: Self.path, encoding: .utf8) }

    @Test("every command of the page prints what the page says, to the letter; DAYLIGHT_RECORD=1 writes it anew")
    func printsWhatItSays() throws {
        #expect(try WorkedExample.check(Self.path, copying: Self.tables) > 18)
    }

    private func shown(_ command: String) throws -> String {
        try #require(WorkedExample(try page()).steps.first { $0.command.hasPrefix(command) }).shown
    }

    @Test("the Vezhen does not come out as sabotage, and what a detector sees tells nothing apart")
    func vezhen() throws {
        let text = try shown("daylight assess run vezhen-crew")
        let lines = text.split(separator: "\n")
        #expect(
            lines.contains {
                $0.hasPrefix("C2: It is very likely")
                    || $0.hasPrefix("C2: The probability") && $0.contains("to almost certain")
            })
        #expect(lines.contains { $0.hasPrefix("C1: ") && !$0.contains(" likely") && !$0.contains("even chance") })
        #expect(lines.contains { $0.hasPrefix("signature") && $0.contains("not diagnostic") })
    }

    @Test("Russia and China end in spans of words, never in 0 or 100, and cannot be signed without a floor")
    func states() throws {
        let text = try shown("daylight assess run states --case case --seed 7 --format table")
        #expect(text.contains("H1: ") && text.contains(" ranges from "))
        #expect(!text.contains(" 0 %") && !text.contains("100 %"))
        #expect(text.contains("Confidence in H5 can be moderate at most"))
        #expect(text.split(separator: "\n").contains { $0.hasPrefix("flags") && $0.contains("not diagnostic") })
        let signing = try shown("daylight assess sign states-1")
        #expect(signing.contains("layers are not skipped") && signing.contains("exit code 1"))
    }

    @Test("rows rest on an exhibit of the facts as they stand, and every fact has its address")
    func facts() throws {
        let facts = try String(contentsOf: Self.tables.appendingPathComponent("facts.md"), encoding: .utf8)
        let digest = try shown("sha256sum").prefix(64)
        #expect(try shown("daylight evidence add").contains(digest))
        let assessment = try shown("daylight assess show crew-1 --case case --format csv")
        #expect(assessment.contains("exhibit FACTS") && assessment.contains("contradicting row series rests on"))
        for name in ["ship", "crew", "states"] {
            let table = try String(
                contentsOf: Self.tables.appendingPathComponent("\(name)-evidence.csv"), encoding: .utf8)
            for line in table.split(separator: "\n").dropFirst() { #expect(line.contains(",FACTS,"), "\(line)") }
        }
        let entries = facts.components(separatedBy: "\n- ").dropFirst()
        #expect(entries.count == 22)
        for entry in entries { #expect(entry.contains("https://") || entry.contains("http://"), "\(entry)") }
    }
}
