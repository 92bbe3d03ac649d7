package import Records
import Synchronization
package import Workspace

/// What was worked out of the case for one question each, kept for as long as the case is the same and no longer than a
/// while: clocks go on where nothing is entered.
package final class KeptEach<Question: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Line: Sendable {
        var version: CaseVersion
        var made: Instant
        var value: Value
    }

    private let kept = Mutex<[Question: Line]>([:])
    private let most: Int
    private let age: Int64
    /// Held while something is worked out: who comes meanwhile waits instead of doing the same.
    private let turn = Mutex(())

    /// - Parameters:
    ///   - most: questions that are kept.
    ///   - age: in milliseconds.
    package init(most: Int = 64, age: Int64 = 60_000) {
        self.most = most
        self.age = age
    }

    /// - Parameter version: of the case; another one makes it anew.
    package func value(
        _ question: Question, _ version: CaseVersion, at now: Instant, _ make: () throws -> Value
    ) throws -> Value {
        if let value = known(question, version, now) { return value }
        return try turn.withLock { _ in
            if let value = known(question, version, now) { return value }
            let value = try make()
            kept.withLock { kept in
                if kept.count >= most, let oldest = kept.min(by: { $0.value.made < $1.value.made })?.key {
                    kept[oldest] = nil
                }
                kept[question] = Line(version: version, made: now, value: value)
            }
            return value
        }
    }

    private func known(_ question: Question, _ version: CaseVersion, _ now: Instant) -> Value? {
        guard let line = kept.withLock({ $0[question] }), line.version == version,
            (0..<age).contains(now.milliseconds - line.made.milliseconds)
        else { return nil }
        return line.value
    }
}
