import Evidence
import Foundation
import TestSupport
import Testing

@testable import Exchange

@Suite("Bags")
struct BagTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func write(_ payload: [BagFile], folder: Bool = true) throws -> String {
        let spool = scratch.path("spool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: true)
        let path = scratch.path(UUID().uuidString)
        let writer =
            folder
            ? try BagWriter(folder: path, scratch: spool)
            : try BagWriter(zip: path, folder: "bag", scratch: spool)
        _ = try writer.write(payload: payload, tags: [("README.txt", Array("read\n".utf8))])
        return path
    }

    private func payload() throws -> [BagFile] {
        [
            BagFile("data/b.txt", bytes: Array("b".utf8)), BagFile("data/a/z.txt", bytes: []),
            try BagFile("data/a.bin", file: try scratch.write([UInt8](repeating: 1, count: 3_000_000), to: "big")),
        ]
    }

    @Test("A bag has what RFC 8493 asks for, and sha256sum and sha512sum find it whole")
    func folder() throws {
        let bag = try write(payload())
        let text = try String(contentsOfFile: bag + "/bag-info.txt", encoding: .utf8)
        #expect(text == "Payload-Oxum: 3000001.3\n")
        #expect(
            try String(contentsOfFile: bag + "/bagit.txt", encoding: .utf8)
                == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        let list = try String(contentsOfFile: bag + "/manifest-sha256.txt", encoding: .utf8)
        #expect(list.split(separator: "\n").map { $0.dropFirst(66) } == ["data/a.bin", "data/a/z.txt", "data/b.txt"])
        #expect(
            list.hasSuffix(
                "\n3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  data/b.txt\n"))
        let checked = try Shell.run(
            "sha256sum --quiet --strict -c manifest-sha256.txt tagmanifest-sha256.txt"
                + " && sha512sum --quiet --strict -c manifest-sha512.txt tagmanifest-sha512.txt", in: bag)
        #expect(checked.code == 0, "\(checked.output)")
    }

    @Test("The bag in a ZIP file has the same files, in the order of their names")
    func zip() throws {
        let bag = try BagFiles(try write(payload(), folder: false))
        let folder = try BagFiles(try write(payload()))
        #expect(bag.problems.isEmpty)
        #expect(bag.paths == folder.paths)
        for path in bag.paths {
            #expect(try bag.contents(of: path, most: 1 << 30) == folder.contents(of: path, most: 1 << 30))
        }
        #expect(throws: ExchangeError.self) { try bag.contents(of: "data/a.bin", most: 100) }
    }

    @Test("The order in which files are given changes nothing")
    func order() throws {
        let (first, second) = try (write(payload(), folder: false), write(payload().reversed(), folder: false))
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: first)) == Data(contentsOf: URL(fileURLWithPath: second)))
    }

    @Test("Links and empty folders in a folder are named")
    func strangers() throws {
        let bag = try write(payload())
        try FileManager.default.createSymbolicLink(atPath: bag + "/data/link", withDestinationPath: "/etc/passwd")
        try FileManager.default.createDirectory(atPath: bag + "/data/empty", withIntermediateDirectories: true)
        #expect(try BagFiles(bag).problems.map(\.file) == ["data/empty", "data/link"])
        #expect(try !BagFiles(bag).paths.contains("data/link"))
    }

    @Test("A staged result appears only when it is published, and what a killed run left is cleared")
    func staging() throws {
        let target = scratch.path("case.zip")
        do {
            let staging = try Staging(for: target)
            try Data("half".utf8).write(to: URL(fileURLWithPath: staging.path("x")))
            #expect(throws: ExchangeError.inUse(path: staging.folder)) { try Staging(for: target) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
        // As a kill leaves it.
        try scratch.write(Array("half".utf8), to: ".case.zip.daylight-part/x")
        let staging = try Staging(for: target)
        #expect(try FileManager.default.contentsOfDirectory(atPath: staging.folder) == [])
        try Data("whole".utf8).write(to: URL(fileURLWithPath: staging.path("x")))
        try staging.publish("x")
        #expect(try scratch.bytes("case.zip") == Array("whole".utf8))
        #expect(throws: ExchangeError.exists(path: target)) { try Staging(for: target) }
    }
}
