import Glibc

extension PoissonBinomial {
    /// The logarithm of the probability of k successes or more, summed over all ways to get there; relative error below
    /// 10⁻¹¹. The cost grows with trials × k, or with groups × k² where that is less.
    ///
    /// The trials are tilted first (F. Esscher, 1932): their odds are multiplied by one factor until k successes are
    /// what is to be expected. The sum then runs over probabilities that matter and are not small, and the factor's
    /// share is known in logarithms, so that nothing underflows.
    package func exactLogUpperTail(atLeast k: Int) -> Double {
        let wanted = k - certain
        if let plain = plainLogUpperTail(wanted) { return plain }
        if Double(wanted) > uncertainMean { return exactFarTail(wanted) }
        // Above 1/2 it is the rest that has to be right.
        let most = wanted - 1
        let tilt = tilt(toMean: Double(most))
        var walk = TiltedWalk(top: most, tilt: tilt, countsArrivals: false)
        for group in groups { walk.take(group) }
        let logRest = logNormalisation(tilt) - tilt * Double(most) + log(walk.sumBelow)
        return LogSpace.complement(min(0, logRest))
    }

    /// The same for `wanted` above the mean, from 2 up to one less than the number of trials.
    func exactFarTail(_ wanted: Int) -> Double {
        let tilt = tilt(toMean: Double(wanted))
        var walk = TiltedWalk(top: wanted - 1, tilt: tilt, countsArrivals: true)
        for group in groups { walk.take(group) }
        return logNormalisation(tilt) - tilt * Double(wanted) + log(walk.arrived)
    }
}

/// The distribution of the number of successes so far, under tilted odds, as trials are taken one after the other.
private struct TiltedWalk {
    /// The largest number of successes that is followed; who has more has arrived.
    let top: Int
    let tilt: Double
    let countsArrivals: Bool
    /// The tilted probability of j successes so far, for j in `low...high`; elsewhere it is negligible.
    private var states: [Double]
    private var low = 0
    private var high = 0
    /// The probability of having come above `top`, times e to the power of `tilt` × (top + 1), over the normalisation of
    /// the trials so far.
    private(set) var arrived = 0.0
    /// Probabilities of successes within a group, and for the arrivals; kept to spare their allocation.
    private var chances: [Double] = []

    /// What is below this cannot be felt: the tail has a share of more than 1 / (trials + 1) of the tilted probability.
    private static let negligible = 1e-40

    init(top: Int, tilt: Double, countsArrivals: Bool) {
        self.top = top
        self.tilt = tilt
        self.countsArrivals = countsArrivals
        states = [Double](repeating: 0, count: top + 1)
        states[0] = 1
    }

    /// The sum over all states of their probability times e to the power of `tilt` for each success short of `top`.
    var sumBelow: Double {
        (low...high).reduce(0) { $0 + states[$1] * exp(tilt * Double(top - $1)) }
    }

    mutating func take(_ group: PoissonBinomial.Group) {
        let (success, failure) = group.tilted(tilt)
        // Many alike are taken in one step, by their binomial distribution, which must not begin below the smallest
        // number there is.
        if group.trials > 30 + top / 2, Double(group.trials) * success < 300, success < 0.5 {
            takeTogether(group, success: success, failure: failure)
        } else {
            takeSingly(group, success: success, failure: failure)
        }
        while low < high, states[low] < Self.negligible { low += 1 }
        while low < high, states[high] < Self.negligible {
            states[high] = 0
            high -= 1
        }
    }

    private mutating func takeSingly(_ group: PoissonBinomial.Group, success: Double, failure: Double) {
        let untilting = failure / group.failure
        for _ in 0..<group.trials {
            if high == top {
                if countsArrivals { arrived = arrived * untilting + states[high] * success }
            } else if states[high] * success > Self.negligible {
                high += 1
                states[high] = 0
            }
            var index = high
            while index > low {
                states[index] = states[index] * failure + states[index - 1] * success
                index -= 1
            }
            states[low] *= failure
            if low < high, states[low] < Self.negligible { low += 1 }
        }
    }

    private mutating func takeTogether(_ group: PoissonBinomial.Group, success: Double, failure: Double) {
        let trials = Double(group.trials)
        let odds = success / failure
        chances.removeAll(keepingCapacity: true)
        var chance = exp(-trials * log1p(odds))
        var count = 0.0
        while count <= trials, chance > Self.negligible || count < trials * success {
            chances.append(chance)
            chance *= (trials - count) / (count + 1) * odds
            count += 1
        }
        if countsArrivals {
            // From j successes it takes top + 1 − j of the group. A success beyond that is not wanted, and its tilt is
            // taken back.
            arrived *= exp(trials * (log(failure) - group.logFailure))
            let beyond = exp(-tilt)
            var reaching = 0.0
            for needed in stride(from: chances.count - 1, through: 1, by: -1) {
                reaching = reaching * beyond + chances[needed]
                let state = top + 1 - needed
                if state >= low, state <= high { arrived += states[state] * reaching }
            }
        }
        let newHigh = min(top, high + chances.count - 1)
        for target in stride(from: newHigh, through: low, by: -1) {
            var sum = 0.0
            for state in max(low, target - chances.count + 1)...min(high, target) {
                sum += states[state] * chances[target - state]
            }
            states[target] = sum
        }
        high = newHigh
    }
}
