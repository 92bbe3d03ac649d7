import Bytes
import Foundation
import TestSupport
import Testing

@testable import Exchange

@Suite("ZIP files")
struct ZipArchiveTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func sample() throws -> [UInt8] {
        let writer = try ZipWriter(scratch.path("sample.zip"))
        try writer.add("case/a.txt", Array("alpha".utf8))
        try writer.add("case/data/b.bin", size: 300) { take in
            for _ in 0..<3 { try take([UInt8](repeating: 7, count: 100)) }
        }
        try writer.add("case/é.txt", [])
        try writer.finish()
        return try scratch.bytes("sample.zip")
    }

    private func open(
        _ bytes: [UInt8], _ expectation: ZipArchive.Expectation = .own
    ) throws -> ZipArchive {
        let name = UUID().uuidString
        return try ZipArchive(try StoredFile(try scratch.write(bytes, to: name)), expecting: expectation)
    }

    /// What is wrong with bytes, content included.
    private func faults(_ bytes: [UInt8], _ expectation: ZipArchive.Expectation = .own) throws -> [String] {
        let archive = try open(bytes, expectation)
        var faults = archive.problems.map { "\($0.name ?? "-"): \($0.what)" }
        for entry in archive.entries {
            do { try archive.read(entry) { _ in } } catch { faults.append("\(error)") }
        }
        return faults
    }

    @Test("What is written is read again, and unzip says so too")
    func roundTrip() throws {
        let archive = try open(try sample())
        #expect(archive.problems.isEmpty)
        #expect(archive.entries.map(\.name) == ["case/a.txt", "case/data/b.bin", "case/é.txt"])
        #expect(try archive.contents(of: archive.entries[0], most: 100) == Array("alpha".utf8))
        #expect(try archive.contents(of: archive.entries[1], most: 400) == [UInt8](repeating: 7, count: 300))
        #expect(throws: ExchangeError.self) { try archive.contents(of: archive.entries[1], most: 299) }
        let listed = try Shell.run(
            "python3 -c \"import zipfile; z = zipfile.ZipFile('sample.zip'); print(z.testzip(), z.namelist(), z.infolist()[0].date_time)\"",
            in: scratch.path)
        if listed.code == 0 {
            #expect(
                listed.output
                    == "None ['case/a.txt', 'case/data/b.bin', 'case/é.txt'] (1980, 1, 1, 0, 0, 0)\n")
        }
    }

    @Test("The same content makes the same bytes, however it comes")
    func deterministic() throws {
        let first = try sample()
        try FileManager.default.removeItem(atPath: scratch.path("sample.zip"))
        #expect(try sample() == first)
    }

    @Test("Each single byte that is flipped is found")
    func everyByte() throws {
        let bytes = try sample()
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x20
            #expect(try !faults(damaged).isEmpty, "byte \(place)")
        }
    }

    @Test("A file that is cut off anywhere is found, and so are bytes before and behind it")
    func lengths() throws {
        let bytes = try sample()
        for length in stride(from: 0, to: bytes.count, by: 7) {
            #expect(try !faults(Array(bytes[..<length])).isEmpty, "\(length)")
        }
        #expect(try !faults(bytes + [0]).isEmpty)
        #expect(try !faults([0] + bytes).isEmpty)
        #expect(try !faults(bytes + bytes).isEmpty)
    }

    // MARK: Hostile archives

    /// An archive whose records are given one by one.
    private struct Forgery {
        var bytes: [UInt8] = []
        var central: [UInt8] = []
        var count = 0

        mutating func add(
            _ name: String, _ content: [UInt8], size: UInt64? = nil, at offset: UInt64? = nil, method: UInt8 = 0,
            flags: UInt8 = 0, mode: UInt16 = 0o100644, centralName: String? = nil, checksum: UInt32? = nil
        ) {
            var sum = CyclicChecksum()
            sum.update(content)
            var entry = ZipRecords.Entry(
                name: Array(name.utf8), checksum: checksum ?? sum.value, size: size ?? UInt64(content.count),
                offset: UInt64(bytes.count))
            var local = ZipRecords.local(entry)
            local[8] = method
            local[6] |= flags
            if offset == nil { bytes += local + content }
            entry.offset = offset ?? entry.offset
            entry.name = Array((centralName ?? name).utf8)
            var record = ZipRecords.central(entry)
            record[8] |= flags
            record[10] = method
            record[40] = UInt8(truncatingIfNeeded: mode)
            record[41] = UInt8(truncatingIfNeeded: mode >> 8)
            if method != 0 {
                for byte in 0..<4 { record[20 + byte] = UInt8(truncatingIfNeeded: content.count >> (8 * byte)) }
            }
            central += record
            count += 1
        }

        var finished: [UInt8] {
            bytes + central
                + ZipRecords.end(entries: count, start: UInt64(bytes.count), size: UInt64(central.count))
        }
    }

    private func forged(_ make: (inout Forgery) -> Void) throws -> [String] {
        var forgery = Forgery()
        make(&forgery)
        return try faults(forgery.finished, .any)
    }

    @Test("A harmless archive of another program is read, packed content included")
    func others() throws {
        let text = Array(String(repeating: "vote ", count: 1000).utf8)
        let packed = try Compressor.packed(text, .none)
        var sum = CyclicChecksum()
        sum.update(text)
        var forgery = Forgery()
        forgery.add("a/", [], mode: 0o040755)
        forgery.add("a/b.txt", packed, size: UInt64(text.count), method: 8, checksum: sum.value)
        let archive = try open(forgery.finished, .any)
        #expect(archive.problems.isEmpty)
        #expect(archive.entries.map(\.name) == ["a/b.txt"])
        #expect(try archive.contents(of: archive.entries[0], most: 10_000) == text)
        #expect(try !faults(forgery.finished, .own).isEmpty)
    }

    @Test(
        "Names that lead out of the folder are refused",
        arguments: ["../x", "/etc/x", "a/../../x", "a\\..\\x", "C:x", "a//x", "./x", "a/\0x"])
    func names(name: String) throws {
        let faults = try forged { $0.add(name, [1]) }
        #expect(faults.count >= 1)
        var forgery = Forgery()
        forgery.add(name, [1])
        #expect(try open(forgery.finished, .any).entries.isEmpty)
    }

    @Test("Links, devices and encrypted files are refused")
    func kinds() throws {
        #expect(try forged { $0.add("x", Array("/etc/passwd".utf8), mode: 0o120777) }.contains { $0.contains("link") })
        #expect(try forged { $0.add("x", [], mode: 0o060600) }.contains { $0.contains("device") })
        #expect(try forged { $0.add("x", [1], flags: 1) }.contains { $0.contains("encrypted") })
        #expect(try forged { $0.add("x", [1], method: 99) }.contains { $0.contains("method 99") })
    }

    @Test("Two files of one name, and names that some systems take for one, are found")
    func twins() throws {
        #expect(
            try forged {
                $0.add("a", [1]); $0.add("a", [2])
            } == ["a: it stands in the archive twice"])
        #expect(
            try forged {
                $0.add("A.txt", [1]); $0.add("a.TXT", [2])
            } == [
                "a.TXT: on some systems it is the same file as A.txt"
            ])
        #expect(
            try forged {
                $0.add("e\u{301}", [1]); $0.add("\u{E9}", [2])
            }.count == 1)
    }

    @Test("Files that overlap, gaps between files, and two stories about one file are found")
    func layout() throws {
        let overlap = try forged {
            $0.add("a", [1, 2, 3]); $0.add("a", [1, 2, 3], at: 0, centralName: "b")
        }
        #expect(overlap.contains { $0.contains("lies over another file") || $0.contains("two things") })
        let gap = try forged { forgery in
            forgery.add("a", [1])
            forgery.bytes += [9, 9, 9]
            forgery.add("b", [2])
        }
        #expect(gap == ["b: 3 bytes before it belong to no file"])
        let hidden = try forged { forgery in
            forgery.add("a", [1])
            forgery.bytes += [9]
        }
        #expect(hidden == ["-: 1 bytes before its directory belong to no file"])
        #expect(
            try forged { $0.add("a", [1], centralName: "b") } == [
                "b: the archive says two things about it: before its content, and in the directory",
                "-: 32 bytes before its directory belong to no file",
            ])
    }

    @Test("Content that unfolds to more than is stated is stopped there, and less is found")
    func bomb() throws {
        let zeros = try Compressor.packed([UInt8](repeating: 0, count: 50_000_000), .none)
        #expect(zeros.count < 60_000)
        var handed = 0
        var forgery = Forgery()
        forgery.add("bomb", zeros, size: 10, method: 8)
        let archive = try open(forgery.finished, .any)
        #expect(throws: ExchangeError.self) { try archive.read(archive.entries[0]) { handed += $0.count } }
        #expect(handed <= 10)
        #expect(try forged { $0.add("x", zeros, size: 60_000_000, method: 8) }.contains { $0.contains("less") })
        #expect(
            try forged { $0.add("x", zeros + [1], size: 50_000_000, method: 8) }.contains { $0.contains("follows") })
    }

    @Test("A directory that says it has more files than it can hold costs nothing")
    func counts() throws {
        var forgery = Forgery()
        forgery.add("a", [1])
        var bytes = forgery.finished
        bytes[bytes.count - 12] = 0xFE
        bytes[bytes.count - 11] = 0xFF
        #expect(try faults(bytes, .any).contains { $0.contains("too short") })
    }
}
