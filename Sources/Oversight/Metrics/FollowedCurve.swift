package import Statistics

/// The share of subjects to whom something had happened so long after their clock started, with those who were lost from
/// sight in the denominator for as long as they were followed.
///
/// Kaplan's and Meier's estimate; where something else competes with the event, Aalen's and Johansen's.
package struct FollowedCurve: Sendable {
    /// Time until the event, in days; all else is censored.
    package let survival: KaplanMeier
    /// Set where something competed: cause 1 the event, cause 2 what competed.
    package let competing: AalenJohansen?
    /// Until when each was followed, in days, ascending.
    private let followed: [Double]
    /// When the event was, in days, of those to whom it happened, ascending.
    private let events: [Double]
    /// Whether all have ended: then the curve is known for good.
    private let isComplete: Bool

    /// - Parameters:
    ///   - times: until when each subject was followed, in days.
    ///   - causes: 0 for lost from sight, 1 for the event, 2 for what competes with it.
    init(times: [Double], causes: [Int]) {
        survival = KaplanMeier(times: times, isEvent: causes.map { $0 == 1 })
        competing = causes.contains(2) ? AalenJohansen(times: times, causes: causes, causeCount: 2) : nil
        followed = times.sorted()
        events = zip(times, causes).filter { $0.1 == 1 }.map(\.0).sorted()
        isComplete = !causes.contains(0)
    }

    /// Where the share rises, and its limits from there on.
    package var rises: [(day: Double, share: Double, low: Double, high: Double)] {
        if let competing {
            return competing.curves[0].map { ($0.time, $0.incidence, $0.low ?? $0.incidence, $0.high ?? $0.incidence) }
        }
        return survival.steps.map { ($0.time, 1 - $0.survival, 1 - $0.high, 1 - $0.low) }
    }

    /// The share within so many days with its limits. Where nobody was followed that long the share has no value: it is at
    /// least what it was when the last was lost from sight, and nothing is known above.
    package func share(within days: Double) -> (value: Double?, low: Double, high: Double) {
        let known = known(within: days)
        if !isComplete, days > followed.last ?? 0 { return (nil, known.low, 1) }
        return known
    }

    private func known(within days: Double) -> (value: Double?, low: Double, high: Double) {
        if let competing {
            guard let step = competing.step(of: 1, at: days), step.incidence > 0 else {
                return (0, 0, highestOfNone(days))
            }
            return (step.incidence, step.low ?? lowestOfAll(step.incidence), step.high ?? 1)
        }
        guard let step = survival.step(at: days) else { return (0, 0, highestOfNone(days)) }
        // A curve falls to zero, too, where the last one still followed has the event: then most were not seen to have it.
        let low = step.survival == 0 && isComplete ? lowestOfAll(1) : 1 - step.high
        return (1 - step.survival, low, 1 - step.low)
    }

    /// Before the first event no curve tells how large the share may be: Wilson's limit for none of those followed so long
    /// does.
    private func highestOfNone(_ days: Double) -> Double {
        ProportionIntervals.wilson(successes: 0, trials: followed.count { $0 >= days }).upperBound
    }

    /// Where all have ended no curve tells either.
    private func lowestOfAll(_ share: Double) -> Double {
        let trials = followed.count
        let ended = min(trials, Int((share * Double(trials)).rounded()))
        return ProportionIntervals.wilson(successes: ended, trials: trials).lowerBound
    }

    /// A figure of the share within so many days; below five subjects how many of how many.
    func figure(_ label: String, within days: Double, way: String?) -> Figure {
        let total = followed.count
        if total < Shares.fewest { return Shares.figure(label, events.count { $0 <= days }, of: total, way: way) }
        let share = share(within: days)
        return Figure(
            label, share.value, unit: "share", low: share.low, high: share.high, of: total,
            remark: share.value == nil ? "nobody was followed that long" : nil, way: way)
    }

    /// From when on the event has happened to half, in days, with its limits. An open upper limit is "not known to come".
    func median(_ label: String, way: String?, notReached: String) -> Figure {
        let (value, low, high): (Double?, Double?, Double?)
        if let steps = competing?.curves[0] {
            // A half may come out of the sum a few last digits below itself.
            func first(_ share: (AalenJohansen.Step) -> Double?) -> Double? {
                steps.first { (share($0) ?? 0) >= 0.5 - 1e-12 }?.time
            }
            (value, low, high) = (first { $0.incidence }, first { $0.high }, first { $0.low })
        } else {
            value = survival.median
            (low, high) = survival.medianLimits
        }
        return Figure(
            label, value, unit: "days", low: low, high: high, remark: value == nil ? notReached : nil, way: way)
    }
}
