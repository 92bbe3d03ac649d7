package import Records
package import Seals

/// A polling plan as it was fixed for a cohort (design S3). A later plan of the cohort supersedes it from the moment of its own
/// entry on: what was due before stays due by the plan that was in force then.
package struct FixedPlan: RegisterEntry {
    package static var kind: RegisterKind { .plan }

    /// The cohort's name.
    package var name: String
    /// The digest of the cohort's version whose assets it is for.
    package var cohort: String
    /// When the clock starts, or is expected to.
    package var zero: StatedTime
    package var plan: PollingPlan

    package init(cohort: String, digest: String, zero: StatedTime, plan: PollingPlan) {
        name = cohort
        self.cohort = digest
        self.zero = zero
        self.plan = plan
    }
}

/// The plans that a cohort has had, and what became of the looks that they made due.
package struct StandingPlans: Sendable {
    /// A plan with the time of its entry.
    package struct Entered: Sendable {
        package var entered: Instant
        package var plan: FixedPlan
        /// The assets that it is for.
        package var assets: Set<AssetKey>

        package init(entered: Instant, plan: FixedPlan, assets: Set<AssetKey>) {
            self.entered = entered
            self.plan = plan
            self.assets = assets
        }

        /// Whether it was fixed before its clock started, as S3 asks.
        package var isFixedBefore: Bool { entered <= plan.zero.earliest }
    }

    /// A look that is due.
    package struct Look: Sendable, Hashable {
        package var due: Int64
        /// How much earlier or later it may be and still count as on time, milliseconds.
        package var tolerance: Int64
        /// From when on readings count for the next look; nil where the plan says no more before the present.
        package var end: Int64?
        package var vantages: Int
    }

    /// In the order of their entry.
    package let entered: [Entered]
    private let now: Int64

    /// What of the interval before a look its readings may be early or late by: a tenth.
    package static let tolerated: Int64 = 10

    /// - Parameter now: looks due later are not judged, and plans entered later not known.
    package init(_ plans: [Entered], now: Instant) {
        entered = plans.filter { $0.entered <= now }.enumerated()
            .sorted { ($0.element.entered, $0.offset) < ($1.element.entered, $1.offset) }.map(\.element)
        self.now = now.milliseconds
    }

    /// The looks at an asset that were due by the plans in force, in order. What was due before a plan was entered is not due.
    package func looks(at asset: AssetKey) -> [Look] {
        var looks: [Look] = []
        for (index, plan) in entered.enumerated() where plan.assets.contains(asset) {
            let zero = plan.plan.zero.earliest
            let end = entered.dropFirst(index + 1).first.map(\.entered.milliseconds) ?? .max
            let first = max(plan.entered, zero)
            // One look beyond the present, where the last that is due ends.
            let horizon = now + plan.plan.plan.gap(after: max(0, now - zero.milliseconds)) * 2
            var times = plan.plan.plan.looks(after: zero, from: zero, to: Instant(milliseconds: min(horizon, end)))
                .map(\.milliseconds)
            times.removeAll { $0 < first.milliseconds }
            for (place, due) in times.enumerated() where due <= now {
                let tolerance = plan.plan.plan.gap(after: due - zero.milliseconds) / Self.tolerated
                let next = place + 1 < times.count ? times[place + 1] : nil
                looks.append(
                    Look(
                        due: due, tolerance: tolerance,
                        end: next.map { $0 - plan.plan.plan.gap(after: $0 - zero.milliseconds) / Self.tolerated },
                        vantages: plan.plan.plan.vantages))
            }
        }
        // Where one plan follows another, the last look of the earlier ends where the next begins.
        for index in looks.indices.dropLast() {
            // Never before its own time is over: plans may stand on other grids.
            let begin = max(
                looks[index].due + looks[index].tolerance, looks[index + 1].due - looks[index + 1].tolerance)
            looks[index].end = min(looks[index].end ?? begin, begin)
        }
        return looks
    }

    /// What became of the looks at an asset.
    /// - Parameters:
    ///   - positions: the asset's readings in the table.
    ///   - stretches: for which a state was seen to hold: looks within them took place.
    package func adherence(
        of asset: AssetKey, in table: ObservationTable, stretches: [StateStretch] = []
    ) -> PlanAdherence {
        var adherence = PlanAdherence()
        let positions = table.positions(of: asset)
        var position = positions.lowerBound
        for look in looks(at: asset) {
            let begin = look.due - look.tolerance
            let end = look.end ?? .max
            while position < positions.upperBound, table.times[position] < begin { position += 1 }
            // By vantage, the first reading that says something.
            var seen: [Vantage: Int64] = [:]
            for stretch in stretches where stretch.state.saysSomething && stretch.start < end && stretch.end >= begin {
                seen[stretch.vantage] = min(seen[stretch.vantage] ?? .max, max(stretch.start, begin))
            }
            while position < positions.upperBound, table.times[position] < min(end, now + 1) {
                if AvailabilityState(rawValue: table.states[position])?.saysSomething == true {
                    let vantage = table.vantages[Int(table.vantageNumbers[position])]
                    seen[vantage] = min(seen[vantage] ?? .max, table.times[position])
                }
                position += 1
            }
            let times = seen.values.sorted()
            if times.count >= look.vantages, look.vantages > 0 {
                if times[look.vantages - 1] <= look.due + look.tolerance {
                    adherence.onTime += 1
                } else {
                    adherence.late += 1
                }
            } else if now < look.due + look.tolerance {
                // It may still come in time.
                continue
            } else if times.isEmpty {
                adherence.missed += 1
            } else {
                adherence.short += 1
            }
            adherence.due += 1
        }
        return adherence
    }
}

/// How what was looked at compares with what was planned.
package struct PlanAdherence: Sendable, Hashable {
    /// Looks that were due by the present.
    package var due = 0
    /// From as many vantages as planned, within a tenth of the interval.
    package var onTime = 0
    /// From as many vantages as planned, later, and before the next was due.
    package var late = 0
    /// From fewer vantages than planned.
    package var short = 0
    /// By nobody, or with no answer that says anything of the asset.
    package var missed = 0

    package init() {}

    package static func + (left: PlanAdherence, right: PlanAdherence) -> PlanAdherence {
        var sum = left
        sum.due += right.due
        sum.onTime += right.onTime
        sum.late += right.late
        sum.short += right.short
        sum.missed += right.missed
        return sum
    }
}
