import Synchronization
package import Workspace

/// What was worked out of the case, kept for as long as the case is the same.
package final class Kept<Value: Sendable>: Sendable {
    private let kept = Mutex<(version: CaseVersion, value: Value)?>(nil)
    /// Held while it is worked out: who comes meanwhile waits instead of doing the same.
    private let turn = Mutex(())

    package init() {}

    /// - Parameter version: of the case; another one makes it anew.
    package func value(_ version: CaseVersion, _ make: () throws -> Value) throws -> Value {
        if let kept = kept.withLock({ $0 }), kept.version == version { return kept.value }
        return try turn.withLock { _ in
            if let kept = kept.withLock({ $0 }), kept.version == version { return kept.value }
            let value = try make()
            kept.withLock { $0 = (version, value) }
            return value
        }
    }
}
