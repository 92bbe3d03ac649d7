import Coordination
import Inquiry
import Records
import Reporting

/// What a page says about chance: how it was taken, for how many pairs, and how the probabilities fared.
enum SignificanceFilling {
    /// Nil where occasions alone decided.
    static func view(_ answer: Answer) -> SignificanceView? {
        guard let chance = answer.question.search.chance else { return nil }
        var nearest: NearestPairView?
        if let pair = answer.nearest, let p = pair.pValue, let q = pair.qValue {
            nearest = NearestPairView(pValue: p, qValue: q)
        }
        return SignificanceView(
            falseDiscoveryRate: chance.rate, tests: Int(min(answer.testedPairs ?? 0, 9e18)),
            isAttainable: chance.correction == .attainable, bin: chance.bin, null: null(chance.bin),
            candidates: answer.candidateTies, nearest: nearest,
            calibration: answer.calibration.map { calibration in
                CalibrationView(
                    runs: calibration.runs, alarms: calibration.alarms, falsePairs: calibration.falsePairs,
                    bin: LabelPermutation.hour,
                    levels: calibration.levels.map { CalibrationView.Level(level: $0.level, share: $0.share) })
            })
    }

    /// What became of the main networks under other settings; nil where that was not asked for.
    static func stability(_ answer: Answer) -> StabilityView? {
        answer.stability.map { stability in
            StabilityView(
                networks: stability.identifiers.count, members: stability.members, keptShare: Stability.keptShare,
                leastMembers: Stability.leastMembers,
                rows: stability.rows.map { row in
                    StabilityView.Row(
                        setting: row.change.setting, before: row.change.before, after: row.change.after,
                        likenesses: row.likenesses, keeping: row.keeping, accounts: row.accounts,
                        networks: row.networks)
                })
        }
    }

    private static func null(_ bin: Window) -> String {
        let span = bin.isUnlimited ? "over the whole time" : "in each span of \(bin)"
        return
            "Every account keeps how much it did \(span), and every object keeps how many were on it at each moment; "
            + "only who of those active then stood where in these crowds is left to chance. So a much used object proves "
            + "little, and so does an account that is on everything."
    }
}
