import Foundation
import Testing

@testable import Exchange

@Suite("Text sinks")
final class TextSinkTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "daylight-sink-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test("A file appears whole when it is finished, and replaces what stood there only then")
    func atomic() throws {
        let path = folder.appending(path: "edges.csv").path
        try Data("old".utf8).write(to: URL(filePath: path))
        let sink = try TextSink.file(at: path)
        let long = String(repeating: "0123456789", count: 50_000)
        try sink.write(long)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        try sink.finish()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == long)
        #expect(sink.count == 500_000)
        #expect(try files() == ["edges.csv"])
    }

    @Test("A sink that is dropped leaves nothing behind")
    func dropped() throws {
        do {
            let sink = try TextSink.file(at: folder.appending(path: "half.csv").path)
            try sink.write("half")
        }
        #expect(try files().isEmpty)
    }

    @Test("Trouble is named, with the path")
    func errors() throws {
        let missing = folder.appending(path: "no/such/file.csv").path
        #expect(throws: ExchangeError.noSuchFolder(path: missing)) { try TextSink.file(at: missing) }
        let taken = folder.appending(path: "taken").path
        try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: true)
        let sink = try TextSink.file(at: taken)
        #expect(throws: ExchangeError.notAFile(path: taken)) { try sink.finish() }
        #expect(try files() == ["taken"])
        #expect("\(ExchangeError.diskFull(path: "x"))".contains("--out"))
    }

    @Test("The system's refusals become the errors that tell people what to do")
    func refusals() {
        #expect(ExchangeError(code: ENOSPC, path: "x") == .diskFull(path: "x"))
        #expect(ExchangeError(code: EROFS, path: "x") == .notPermitted(path: "x"))
        #expect(ExchangeError(code: EPIPE, path: "x") == .readerGone)
        #expect(ExchangeError(code: EIO, path: "x") == .system(path: "x", code: EIO))
    }
}
