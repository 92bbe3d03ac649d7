import Foundation

@testable import Exchange

/// A folder that is gone after the test.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "daylight-formats-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file and gives its path.
    func file(_ name: String, _ body: (TextSink) throws -> Void) throws -> String {
        let sink = try TextSink.file(at: path(name))
        try body(sink)
        try sink.finish()
        return path(name)
    }
}
