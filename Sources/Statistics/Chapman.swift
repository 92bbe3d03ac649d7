import Glibc

/// How large a group is of which two independent lists hold a part each: capture and recapture without the bias of the
/// plain quotient (D. G. Chapman, "Some properties of the hypergeometric distribution with applications to zoological
/// sample censuses", 1951; the variance is G. A. F. Seber's, 1970).
///
/// It holds if the lists were made independently, every member could be in each with the same chance, and the same member
/// is known as such. Lists of one source, or with fewer than seven in common, say too little: that is for the caller to
/// refuse.
package struct Chapman: Sendable, Hashable {
    /// How many are in each list, and in both.
    package let first: Int
    package let second: Int
    package let both: Int

    /// - Parameters:
    ///   - first, second: at least 0.
    ///   - both: 0 up to the smaller of the two.
    package init(first: Int, second: Int, both: Int) {
        precondition(both >= 0 && both <= min(first, second))
        self.first = first
        self.second = second
        self.both = both
    }

    /// How many were seen: a lower bound that needs no assumption.
    package var seen: Int { first - both + second }

    /// The estimated size, (n₁ + 1)(n₂ + 1) / (m + 1) − 1.
    package var size: Double { (Double(first) + 1) * (Double(second) + 1) / (Double(both) + 1) - 1 }

    /// The size's variance, (n₁ + 1)(n₂ + 1)(n₁ − m)(n₂ − m) / ((m + 1)²(m + 2)).
    package var variance: Double {
        let (n1, n2, m) = (Double(first), Double(second), Double(both))
        return (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) * (m + 1) * (m + 2))
    }

    package var standardError: Double { variance.squareRoot() }

    /// The limits of the size, the number of unseen members taken as log-normal (K. P. Burnham, D. R. Anderson, G. C. White,
    /// C. Brownie and K. H. Pollock, 1987). They are never below the number seen, as a normal interval's would be.
    /// - Parameter level: the confidence, above 0 and below 1.
    package func limits(level: Double = 0.95) -> ClosedRange<Double> {
        precondition(level > 0 && level < 1)
        let seen = Double(self.seen)
        // The size less those seen, without taking large numbers off each other.
        let unseen = Double(first - both) * (Double(second - both) / (Double(both) + 1))
        if unseen == 0 { return seen...seen }
        let spread = exp(-NormalTail.quantile((1 - level) / 2) * log1p(variance / unseen / unseen).squareRoot())
        return seen + unseen / spread...seen + unseen * spread
    }

    /// The share of the group that the second list holds, of the estimated size; nil where that is 0.
    package var coverage: Double? { size > 0 ? Double(second) / size : nil }
}
