import Foundation
import GRDB
import Oversight
import Records
import Testing

@testable import Workspace

@Suite("Where the registers end")
struct RegistersHeadTests {
    private static let now = Instant(milliseconds: 1_732_000_000_000)

    private static func withCase(_ body: (CaseFolder, String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("daylight-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = try CaseFolder.create(at: path)
        for name in ["one", "two", "three"] { try enter(name, folder) }
        try body(folder, path + "/registers.heads")
    }

    private static func enter(_ name: String, _ folder: CaseFolder) throws {
        try folder.enter(
            [Exposure(name: name, source: .exposed, at: try StatedTime(reading: "2024-01-01"), by: "b", cohort: "c")],
            at: now)
    }

    private func problems(_ folder: CaseFolder, expecting head: String? = nil) throws -> [String] {
        try folder.check(expectedHead: head, progress: .silent).problems
    }

    @Test("each entry's end is noted, and none where nothing was entered")
    func noted() throws {
        try Self.withCase { folder, path in
            let before = try String(contentsOfFile: path, encoding: .utf8)
            #expect(before.split(separator: "\n").map { $0.prefix(2) } == ["1 ", "2 ", "3 "])
            try Self.enter("three", folder)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == before)
            #expect(try problems(folder).isEmpty)
        }
    }

    @Test("a register that lost its last entry is told, in a check and before anything is entered over it")
    func cutOff() throws {
        try Self.withCase { folder, _ in
            try folder.queue.write { try $0.execute(sql: "DELETE FROM entries WHERE name = 'three'") }
            #expect(try problems(folder) == ["the registers had 3 entries and have 2: the last were cut off"])
            #expect(throws: CaseError.self) { try Self.enter("four", folder) }
        }
    }

    @Test("a last entry that was replaced by another with a chain that fits is told")
    func replaced() throws {
        try Self.withCase { folder, path in
            let notes = try Data(contentsOf: URL(fileURLWithPath: path))
            try folder.queue.write { try $0.execute(sql: "DELETE FROM entries WHERE name = 'three'") }
            let lines = String(decoding: notes, as: UTF8.self).split(separator: "\n").prefix(2)
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
            try Self.enter("other", folder)
            // The chain and its note fit; somebody's copy of the notes does not.
            #expect(try problems(folder).isEmpty)
            try notes.write(to: URL(fileURLWithPath: path))
            #expect(try problems(folder).first?.hasPrefix("the first 3 entries of the registers are not those") == true)
        }
    }

    @Test("a head that was noted elsewhere tells what the case alone cannot")
    func expected() throws {
        try Self.withCase { folder, path in
            let head = try folder.check(progress: .silent).head
            #expect(head.entries == 3 && head.digest.count == 64)
            #expect(try problems(folder, expecting: head.digest).isEmpty)
            #expect(try problems(folder, expecting: String(head.digest.prefix(16)).uppercased()).isEmpty)
            try Self.enter("four", folder)
            let check = try folder.check(expectedHead: head.digest, progress: .silent)
            #expect(check.problems.isEmpty && check.notes.contains { $0.contains("first 3 entries; 1 came since") })
            // Cut off here and in the notes: nothing within the case shows it.
            try folder.queue.write { try $0.execute(sql: "DELETE FROM entries WHERE id > 2") }
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").prefix(2)
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
            #expect(try problems(folder).isEmpty)
            #expect(try problems(folder, expecting: head.digest).count == 1)
        }
    }

    @Test("notes that are gone, or hold something else, are told; a line that a crash cut short is not")
    func notes() throws {
        try Self.withCase { folder, path in
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try Data((text + "4 abc").utf8).write(to: URL(fileURLWithPath: path))
            #expect(try problems(folder).isEmpty)
            try Self.enter("four", folder)
            #expect(try problems(folder).isEmpty)
            #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 4)
            try Data((text + "what is this\n").utf8).write(to: URL(fileURLWithPath: path))
            #expect(try problems(folder).count == 1)
            #expect(throws: CaseError.self) { try Self.enter("five", folder) }
            try FileManager.default.removeItem(atPath: path)
            #expect(try problems(folder).first?.hasPrefix("registers.heads is gone") == true)
            // A next entry does not make up for it.
            #expect(throws: CaseError.self) { try Self.enter("five", folder) }
            #expect(try problems(folder).first?.hasPrefix("registers.heads is gone") == true)
        }
    }

    @Test("whoever enters is told the new end")
    func announced() throws {
        try Self.withCase { folder, _ in
            let told = Told()
            let again = try CaseFolder.open(at: folder.path) { told.heads.append($0) }
            try Self.enter("four", again)
            try Self.enter("four", again)
            let head = try again.check(progress: .silent).head
            #expect(told.heads == [head])
        }
    }

    private final class Told: @unchecked Sendable {
        var heads: [RegistersHead] = []
    }

    @Test("an archive takes the notes with it")
    func archived() throws {
        try Self.withCase { folder, _ in
            let archive = folder.path + ".tar.gz"
            let other = folder.path + "-restored"
            defer { for path in [archive, other] { try? FileManager.default.removeItem(atPath: path) } }
            try folder.archive(to: archive)
            let restored = try CaseFolder.restore(archive, to: other)
            #expect(try problems(restored).isEmpty)
            #expect(FileManager.default.fileExists(atPath: other + "/registers.heads"))
        }
    }
}
