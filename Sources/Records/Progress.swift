/// How a room tells whoever called it how far it is. Rooms never print: only the command line and the server draw this.
package struct Progress: Sendable {
    /// A step of a longer piece of work.
    package struct Step: Sendable {
        /// What is being done: "reading videos.csv".
        package var label: String
        /// How much is done, in `unit`.
        package var done: UInt64
        /// How much there is; nil where nobody knows.
        package var total: UInt64?
        /// What is counted: "bytes", "accounts".
        package var unit: String

        package init(label: String, done: UInt64, total: UInt64?, unit: String) {
            self.label = label
            self.done = done
            self.total = total
            self.unit = unit
        }
    }

    /// Called from time to time, from one thread at a time.
    package var report: @Sendable (Step) -> Void
    /// A fact worth a line of its own: "heavy: one object holds 41 % of the candidate pairs".
    package var note: @Sendable (String) -> Void

    /// Asked from time to time, from any thread: whether nobody wants the result any more. Work that is asked to stop ends
    /// with the `cancelled` of its room.
    package var isCancelled: @Sendable () -> Bool

    package init(
        report: @escaping @Sendable (Step) -> Void, note: @escaping @Sendable (String) -> Void,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.report = report
        self.note = note
        self.isCancelled = isCancelled
    }

    /// Tells nobody.
    package static let silent = Progress(report: { _ in }, note: { _ in })
}
