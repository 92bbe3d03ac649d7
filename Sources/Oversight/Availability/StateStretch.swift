/// A state that was seen to hold without a break from one vantage.
package struct StateStretch: Sendable, Hashable {
    package var vantage: Vantage
    /// Milliseconds since 1970, both ends within it.
    package var start: Int64
    package var end: Int64
    package var state: AvailabilityState

    package init(vantage: Vantage, start: Int64, end: Int64, state: AvailabilityState) {
        self.vantage = vantage
        self.start = start
        self.end = end
        self.state = state
    }
}
