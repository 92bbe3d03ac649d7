package import Records
package import Statistics

/// Two accounts that acted on the same objects within a window, in one trace.
package struct Edge: Sendable, Equatable {
    /// The pair, by account index; `a` precedes `b` in the corpus's order of accounts.
    package var a: UInt32
    package var b: UInt32
    /// Distinct objects on which the two acted within the window: repeating one object proves one thing.
    package var weight: UInt32
    /// Pairs of posts, one of each account on the same object, within the window.
    package var pairs: UInt64
    /// Distinct posts of `a` and of `b` among them.
    package var postsA: UInt32
    package var postsB: UInt32
    /// The earliest and the latest post among them, milliseconds since 1970 UTC.
    package var first: Int64
    package var last: Int64
    /// The median of the gaps between the posts of a pair, milliseconds; half-way between the middle two if even.
    package var medianGap: Double
    /// Pairs in which `a` posted first, and in which `b` did; the rest are ties.
    package var leadsA: UInt64
    package var leadsB: UInt64
    /// Distinct UTC days on which a pair's earlier post falls.
    package var days: UInt32
    /// Probability of so many occasions by chance, where it was asked for.
    package var pValue: Probability?
    /// The false discovery rate at which this edge is still reported, where it was asked for.
    package var qValue: Probability?

    /// How often the two acted together at the least: neither objects nor either side's posts are fewer. Ten hashtags
    /// in one pair of posts are one occasion.
    package var occasions: UInt32 { min(weight, postsA, postsB) }
}

/// All edges of one trace at one window: weight descending, then by the order of accounts.
package struct EdgeLayer: Sendable {
    package var trace: Trace
    package var window: Window
    package var edges: [Edge]
    /// The pairs that were tested, where probabilities were asked for. Those without an edge have a p-value of 1.
    package var tested: PairTests?

    package init(trace: Trace, window: Window, edges: [Edge], tested: PairTests? = nil) {
        self.trace = trace
        self.window = window
        self.edges = edges
        self.tested = tested
    }
}
