package import Oversight
package import Records
package import Workspace

/// How a cohort's looks compare with the plans that were in force.
package struct PlannedLooks: Sendable {
    private let plans: StandingPlans
    /// Of the assets that a plan is for.
    package let adherence: [AssetKey: PlanAdherence]

    package init(
        of cohort: Cohort, seen table: ObservationTable, in folder: CaseFolder, at now: Instant
    ) throws(CaseError) {
        let versions = Dictionary(
            try folder.entries(Cohort.self, named: cohort.name).map { ($0.digest, Set($0.entry.assets.map(\.key))) }
        ) { first, _ in first }
        plans = StandingPlans(
            try folder.entries(FixedPlan.self, named: cohort.name).compactMap { plan in
                versions[plan.entry.cohort].map {
                    StandingPlans.Entered(entered: plan.entered, plan: plan.entry, assets: $0)
                }
            }, now: now)
        let stretches = plans.entered.isEmpty ? [:] : try folder.stretches()
        var adherence: [AssetKey: PlanAdherence] = [:]
        for asset in cohort.assets.map(\.key) where plans.entered.contains(where: { $0.assets.contains(asset) }) {
            adherence[asset] = plans.adherence(of: asset, in: table, stretches: stretches[asset] ?? [])
        }
        self.adherence = adherence
    }

    /// Sentences about all of them.
    package var notes: [String] {
        guard let last = plans.entered.last else { return [] }
        let total = adherence.values.reduce(PlanAdherence(), +)
        var notes = [
            "by the plan of \(last.entered) \(total.due) looks were due: \(total.onTime) on time, \(total.late) late,"
                + " \(total.short) from too few vantages, \(total.missed) missed"
        ]
        if !plans.entered.allSatisfy(\.isFixedBefore) {
            notes.append("a plan was fixed after its clock started: looks due before its entry are not counted")
        }
        return notes
    }
}
