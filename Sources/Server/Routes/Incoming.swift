import HTTPTypes
package import Hummingbird
package import NIOCore

/// A body that is taken as it comes: for uploads. It ends with a refusal where it grows beyond its endpoint's limit.
/// A sender that stops in the middle is cut off by the connection's own patience.
package struct Incoming: Sendable {
    /// How many bytes the sender says that will come; nil where they do not say.
    package let expected: Int?
    private let body: RequestBody
    private let limit: Int

    package init(_ body: RequestBody, expected: Int?, limit: Int) {
        self.body = body
        self.expected = expected
        self.limit = limit
    }

    /// All of it.
    /// - Parameter patience: how long it may take in all.
    func collected(within patience: Duration) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask {
                var bytes: [UInt8] = []
                try await each { bytes += $0.readableBytesView }
                return bytes
            }
            group.addTask {
                try await Task.sleep(for: patience)
                throw Refusal(
                    .requestTimeout, "too-slow", "What was sent took longer than \(patience) to come.",
                    fields: [.connection: "close"])
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
        for try await chunk in body {
            count += chunk.readableBytes
            if count > limit { throw Self.tooLarge(limit) }
            try await take(chunk)
        }
        return count
    }

    static func tooLarge(_ limit: Int) -> Refusal {
        Refusal(
            .contentTooLarge, "too-large", "What was sent is larger than \(limit) bytes.",
            help: "Send it in parts, or import it on the command line: 'daylight import FILE --case CASE'.",
            fields: [.connection: "close"])
    }
}
