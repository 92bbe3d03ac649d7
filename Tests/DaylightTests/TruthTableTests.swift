import Bytes
import Coordination
import Records
import Testing

@testable import daylight

@Suite("The table of known accounts")
struct TruthTableTests {
    private func table(_ text: String) throws -> TruthTable {
        try TruthTable(ByteSource(bytes: Array(text.utf8)), path: "known.csv")
    }

    private func fault(_ text: String) -> TruthError? {
        do {
            _ = try table(text)
            return nil
        } catch {
            return error as? TruthError
        }
    }

    @Test(
        "commas, semicolons, tabs, capitals in the header and a byte-order mark are read alike",
        arguments: [",", ";", "\t"])
    func separators(separator: String) throws {
        let rows = [["Account_ID", "Group", "Label", "Platform"], ["@ana", "g1", "fast", "X"], ["bob", "-", "", ""]]
        let text = "\u{FEFF}" + rows.map { $0.joined(separator: separator) }.joined(separator: "\r\n")
        #expect(
            try table(text).members == [
                Truth.Member(account: "@ana", platform: .x, group: "g1", label: "fast", row: 1),
                Truth.Member(account: "bob", group: nil, row: 2),
            ])
    }

    @Test("rows that contradict each other are refused with both numbers, and repeated ones are not")
    func contradictions() throws {
        let error = try #require(fault("account,group\nana,g1\nbob,g2\n@ana,g2\n"))
        #expect(
            error.description == "known.csv: rows 1 and 3 contradict each other about '@ana' (group 'g1'; group 'g2'): "
                + "keep one of them.")
        #expect(fault("account,group\nana,g1\nana,\n")?.description.contains("(group 'g1'; ordinary)") == true)
        #expect(fault("account,group,mode\nana,g1,fast\nana,g1,slow\n") != nil)
        #expect(fault("account,group\nana,g1\n@ana,g1\n") == nil)
        #expect(fault("account,group,platform\nana,g1,x\nana,g2,facebook\n") == nil)
    }

    @Test("what is no truth is said with what to do")
    func noTruth() {
        #expect(fault("account,group\n") == .noRows(path: "known.csv"))
        #expect(fault("") == .noTable(path: "known.csv"))
        #expect(fault("name,group\na,b\n") == .noColumns(path: "known.csv", found: ["name", "group"]))
        #expect(fault("account,group\n,g\n\"x\n") == .nothingUsable(path: "known.csv", rows: 2))
        #expect(
            fault("account,group,platform\na,g,myspace\n")
                == .unknownPlatform(path: "known.csv", row: 1, name: "myspace"))
    }

    @Test("rows that name nobody are counted with the first of them")
    func faults() throws {
        let table = try table("account,group\nana,g\n,g\nbob\n")
        #expect(table.faults == [2, 3] && table.members.count == 1)
    }
}
