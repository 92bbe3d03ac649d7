/// How long a sender may keep a connection without using it.
package struct ConnectionRules: Sendable, Equatable {
    /// A connection that sends nothing, or half a head, for so long is closed.
    package var patience = Duration.seconds(30)
    /// Bytes a second: who sends a body slower, over a whole stretch, is refused.
    package var slowest = 1_024
    /// The time over which the rate is taken.
    package var stretch = Duration.seconds(30)
    /// After an answer that ends the connection, what still comes is read for so long and thrown away: a connection that
    /// is closed over bytes which nobody read would take the answer with it.
    package var lingering = Duration.seconds(2)

    package init() {}

    /// How long a body may take that is read whole before it is looked at: thirty seconds, and one for each 128 KiB.
    func patience(for bytes: Int) -> Duration { patience + .seconds(Double(bytes) / Double(128 << 10)) }
}

/// Whether a body comes fast enough: the rate over each stretch of waiting for it.
struct UploadPace {
    private let rules: ConnectionRules
    private var waited = Duration.zero
    private var bytes = 0

    init(_ rules: ConnectionRules) { self.rules = rules }

    /// - Returns: whether the stretch that ends here, if one does, was fast enough.
    mutating func holds(after wait: Duration, with count: Int) -> Bool {
        waited += wait
        bytes += count
        guard waited >= rules.stretch else { return true }
        let isFast = Double(bytes) >= Double(rules.slowest) * (waited / .seconds(1))
        (waited, bytes) = (.zero, 0)
        return isFast
    }
}
