import Foundation
import Testing

@Suite("The house's arrows point down")
struct ArchitectureTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private static func files(of room: String) -> [URL] {
        let folder = sources.appending(path: room)
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let files = found?.compactMap { $0 as? URL } ?? []
        return files.filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }
    }

    @Test("Each room imports only what lies below it, and keeps its other rules", arguments: House.rooms.map(\.name))
    func rules(name: String) throws {
        let room = try #require(House.rooms.first { $0.name == name })
        for file in Self.files(of: name) {
            for violation in SourceRules.violations(in: try String(contentsOf: file, encoding: .utf8), of: room) {
                Issue.record("Sources/\(name)/\(file.lastPathComponent), \(violation)")
            }
        }
    }

    @Test("Every folder of Sources is a room with a line in the table")
    func everyRoomIsKnown() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
        for folder in folders where !Self.files(of: folder).isEmpty {
            #expect(House.modules.contains(folder), "put \(folder) into Tests/ArchitectureTests/House.swift")
        }
        #expect(!Self.files(of: "Records").isEmpty)
    }

    @Test("The table itself has no arrow that points up or in a circle")
    func tableIsLayered() {
        var below: Set = ["CZlib", "CZstd"]
        for room in House.rooms {
            #expect(room.mayImport.isSubset(of: below), "\(room.name) comes before a room that it may import")
            below.insert(room.name)
        }
    }
}

@Suite("The checker itself")
struct SourceRulesTests {
    private let corpus = Room(name: "Corpus", mayImport: ["Records", "Bytes"], mayUseFoundation: false)

    @Test(
        "It catches a turned arrow, however it is written",
        arguments: [
            "import Intake", "package import Coordination", "@testable import Exchange", "  public import Inquiry",
            "@preconcurrency package import Reporting", "import struct Coordination.Edge", "import Statistics",
            "@_spi(Tests) import Intake",
        ])
    func turnedArrow(source: String) {
        #expect(SourceRules.violations(in: "import Records\n\(source)\n", of: corpus).count == 1)
    }

    @Test(
        "It catches Foundation, unsafe code, printing and asking other machines",
        arguments: [
            "import AsyncHTTPClient",
            "import Foundation", "import FoundationEssentials", "let p: UnsafePointer<UInt8>",
            "array.withUnsafeBufferPointer { _ in }", "unsafeBitCast(a, to: Int.self)", "nonisolated(unsafe) var x = 1",
            "print(\"done\")", "if done { debugPrint(x) }",
        ])
    func otherRules(source: String) {
        #expect(SourceRules.violations(in: source, of: corpus).count == 1)
    }

    @Test(
        "It leaves arrows down, comments and texts alone",
        arguments: [
            "import Records", "package import Bytes", "import Glibc", "// import Intake",
            "/// print(x) with UnsafePointer",
            "let text = \"import Intake; print(x)\"", "let text = \"\"\"\n  print(x)\n  \"\"\"", "blueprint(x)",
            "let import = 1", "page.print(x)", "let quoted = \"a \\\" print(x)\"",
        ])
    func innocent(source: String) {
        #expect(SourceRules.violations(in: source, of: corpus).isEmpty)
    }
}
