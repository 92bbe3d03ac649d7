package import Records

/// M01: how long after a clock zero each asset was acted on, as an interval: it went after it was last seen up and not after
/// it was first found gone.
package struct TimeToAction: Sendable {
    /// One asset's interval, milliseconds; both ends at least 0.
    package struct Row: Sendable, Hashable {
        package var asset: AssetKey
        package var grade: MembershipGrade
        package var zero: StatedTime
        /// From the latest moment of the clock zero to when it was last seen up; 0 where it was not seen up after.
        package var lower: Int64
        /// From the earliest moment of the clock zero to when it was first found gone; nil while it is not.
        package var upper: Int64?
        package var cause: Cause?
        package var timing: Timing
        /// From the earliest moment of the clock zero to the first of readings that find it gone and do not suffice yet.
        package var unconfirmed: Int64?
    }

    /// How the event lies to the clock zero.
    package enum Timing: String, Sendable, CaseIterable {
        case after
        /// Gone before the clock started: unprompted.
        case before
        /// Gone within the gap that holds the clock zero.
        case around
        /// Not gone as far as is known.
        case notYet = "not_yet"
    }

    package let zero: ClockZero
    /// By asset, for those with a clock zero that were looked at.
    package let rows: [Row]
    /// Assets without that clock zero.
    package let withoutZero: Int
    /// Assets with it that were never looked at.
    package let unobserved: Int

    package init(_ histories: Histories, _ clocks: Clocks) {
        zero = clocks.zero
        var rows: [Row] = []
        var (withoutZero, unobserved) = (0, 0)
        for (index, asset) in histories.assets.enumerated() {
            let history = histories.ofAsset[index]
            guard let zero = clocks.ofAsset[index] else {
                withoutZero += 1
                continue
            }
            if history.readings == 0 {
                unobserved += 1
                continue
            }
            let (earliest, latest) = (zero.earliest.milliseconds, zero.latest.milliseconds)
            let timing: Timing
            if let gone = history.firstDown {
                if gone <= earliest {
                    timing = .before
                } else if (history.lastUp ?? .min) < latest {
                    timing = .around
                } else {
                    timing = .after
                }
            } else {
                timing = .notYet
            }
            rows.append(
                Row(
                    asset: asset.key, grade: asset.grade, zero: zero,
                    lower: max(0, (history.lastUp ?? .min / 2) - latest),
                    upper: history.firstDown.map { max(0, $0 - earliest) }, cause: history.cause, timing: timing,
                    unconfirmed: history.unconfirmedCause == .owner
                        ? nil : history.unconfirmedSince.map { max(0, $0 - earliest) }))
        }
        self.rows = rows
        self.withoutZero = withoutZero
        self.unobserved = unobserved
    }

    package func measurement(of subject: String, inputs: [String], notes: [String]) -> Measurement {
        let acted = rows.filter { $0.cause == .platform }
        var figures = [
            Figure("assets with a clock", Double(rows.count), unit: "assets", count: rows.count)
        ]
        for timing in Timing.allCases {
            let count = timing == .notYet ? rows.count { $0.upper == nil } : acted.count { $0.timing == timing }
            figures.append(.share(Self.words(timing), count, of: rows.count))
        }
        let unconfirmed = rows.count { $0.unconfirmed != nil }
        if unconfirmed > 0 {
            figures.append(.share("of those not gone: found gone and not yet confirmed", unconfirmed, of: rows.count))
        }
        let others = rows.count { $0.upper != nil && $0.cause != .platform }
        figures.append(.share("gone, and not by the platform's word", others, of: rows.count))
        var notes = notes
        if withoutZero > 0 { notes.append("\(withoutZero) assets have no such clock and are left out") }
        notes.append("the interval of each asset stands in the list of assets; none is taken for a moment")
        return Measurement(
            .timeToAction, of: "\(subject), from \(zero.title)", figures: rows.isEmpty ? [] : figures,
            refusal: rows.isEmpty ? "no asset has both a clock (\(zero.rawValue)) and an observation" : nil,
            notes: notes,
            inputs: inputs)
    }

    private static func words(_ timing: Timing) -> String {
        switch timing {
        case .after: "acted on after the clock started"
        case .before: "acted on before it started (unprompted)"
        case .around: "acted on around its start: before or after is not known"
        case .notYet: "not gone as far as is known"
        }
    }
}
