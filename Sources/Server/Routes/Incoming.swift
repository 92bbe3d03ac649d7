import HTTPTypes
package import Hummingbird
package import NIOCore

/// A body that is taken as it comes: for uploads. It ends with a refusal where it grows beyond its endpoint's limit.
/// A sender who is too slow is refused, and one who stops is cut off by the connection's own patience.
package struct Incoming: Sendable {
    /// How many bytes the sender says that will come; nil where they do not say.
    package let expected: Int?
    private let body: RequestBody
    private let limit: Int
    private let rules: ConnectionRules

    package init(_ body: RequestBody, expected: Int?, limit: Int, rules: ConnectionRules = ConnectionRules()) {
        self.body = body
        self.expected = expected
        self.limit = limit
        self.rules = rules
    }

    /// All of it.
    func collected() async throws -> [UInt8] {
        let patience = rules.patience(for: expected ?? limit)
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask {
                var bytes: [UInt8] = []
                try await each { bytes += $0.readableBytesView }
                return bytes
            }
            group.addTask {
                try await Task.sleep(for: patience)
                throw Self.tooSlow("What was sent took longer than \(patience) to come.")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    /// Hands on each part in turn; the next is read when it is done.
    /// - Returns: how many bytes came.
    @discardableResult
    package func each(_ take: (ByteBuffer) async throws -> Void) async throws -> Int {
        var count = 0
        var pace = UploadPace(rules)
        var chunks = body.makeAsyncIterator()
        let clock = ContinuousClock()
        while true {
            // Only waiting for the sender counts: what the disk takes is not their fault.
            let begun = clock.now
            guard let chunk = try await chunks.next() else { break }
            guard pace.holds(after: begun.duration(to: clock.now), with: chunk.readableBytes) else {
                throw Self.tooSlow(
                    "What was sent came slower than \(rules.slowest) bytes a second, over \(rules.stretch).")
            }
            count += chunk.readableBytes
            if count > limit { throw Self.tooLarge(limit) }
            try await take(chunk)
        }
        if let expected, count != expected {
            throw Refusal.bad("Of \(expected) bytes that were announced, \(count) came.", help: "Send it again.")
        }
        return count
    }

    private static func tooSlow(_ message: String) -> Refusal {
        Refusal(
            .requestTimeout, "too-slow", message, help: "Send it over a faster connection, or in parts.",
            fields: [.connection: "close"])
    }

    static func tooLarge(_ limit: Int) -> Refusal {
        Refusal(
            .contentTooLarge, "too-large", "What was sent is larger than \(limit) bytes.",
            help: "Send it in parts, or import it on the command line: 'daylight import FILE --case CASE'.",
            fields: [.connection: "close"])
    }
}
