import TestSupport

@testable import Exchange

extension Scratch {
    /// Writes a file and gives its path.
    func file(_ name: String, _ body: (TextSink) throws -> Void) throws -> String {
        let sink = try TextSink.file(at: path(name))
        try body(sink)
        try sink.finish()
        return path(name)
    }
}
