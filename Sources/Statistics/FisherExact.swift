import Glibc

/// R. A. Fisher's exact test of whether two groups have the same share (1922, 1935), on logarithms.
///
///                 hits    misses
///     group       a       b
///     others      c       d
package struct FisherExact: Sendable, Hashable {
    private let population: Int
    private let marked: Int
    private let drawn: Int
    private let hits: Int

    /// - Parameters:
    ///   - hits, trials: the group's.
    ///   - otherHits, otherTrials: the others'.
    package init(hits: Int, of trials: Int, against otherHits: Int, of otherTrials: Int) {
        precondition((0...trials).contains(hits) && (0...otherTrials).contains(otherHits))
        self.hits = hits
        drawn = trials
        marked = hits + otherHits
        population = trials + otherTrials
    }

    /// The logarithm of the probability of so few hits of the group or fewer, if the shares are the same.
    package var logLess: Double { lowerTail(hits) }

    /// The logarithm of the probability of so many hits of the group or more, if the shares are the same.
    package var logGreater: Double { upperTail(hits) }

    /// The logarithm of the probability of a table that is no more probable than this one, on either side. Tables count
    /// as equally probable up to a relative 10⁻⁷, as in R.
    package var logTwoSided: Double {
        let (fewest, most) = (max(0, marked + drawn - population), min(marked, drawn))
        let bar = logProbability(hits) + 1e-7
        // Where the probabilities have their peak.
        let share = (Double(marked) + 1) / (Double(population) + 2)
        let mode = min(most, max(fewest, Int(share * (Double(drawn) + 1))))
        // Beside the peak they only fall: the first on the other side that is below the bar.
        if hits < mode {
            let other = firstBelow(bar, from: mode, to: most)
            return other > most ? logLess : joined(logLess, upperTail(other))
        }
        let other = -firstBelow(bar, from: -mode, to: -fewest)
        return other < fewest ? logGreater : joined(logGreater, lowerTail(other))
    }

    /// Of numbers from a peak, the first whose table is no more probable than the bar; one beyond the last where none
    /// is. Numbers below zero stand for their opposites.
    private func firstBelow(_ bar: Double, from peak: Int, to last: Int) -> Int {
        var (low, high) = (peak, last + 1)
        while low < high {
            let middle = low + (high - low) / 2
            if logProbability(abs(middle)) <= bar { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func joined(_ one: Double, _ other: Double) -> Double { min(0, LogSpace.sum(one, other)) }

    private func upperTail(_ k: Int) -> Double {
        Hypergeometric.logUpperTail(atLeast: k, population: population, marked: marked, drawn: drawn)
    }

    private func lowerTail(_ k: Int) -> Double {
        Hypergeometric.logUpperTail(
            atLeast: drawn - k, population: population, marked: population - marked, drawn: drawn)
    }

    private func logProbability(_ k: Int) -> Double {
        Hypergeometric.logProbability(k, population, marked, drawn)
    }
}
