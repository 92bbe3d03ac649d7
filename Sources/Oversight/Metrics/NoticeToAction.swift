import Records

/// M02: how soon a platform acts, as a curve over time with those on which it has not acted yet in the denominator.
///
/// Each asset's event lies in an interval, so there are two curves: with the earliest times that are possible, and with the
/// latest. Where owners delete assets too, that competes with removal, and the incidence of removal is Aalen's and
/// Johansen's.
package struct NoticeToAction: Sendable {
    /// What is made of assets that are gone without an explanation.
    package enum UnexplainedAs: String, Sendable, CaseIterable {
        case removed
        case ownerDeleted = "owner_deleted"
        case lostFromSight = "censored"
        /// The same as removed, and what was found gone but is not confirmed yet, too.
        case unconfirmedToo = "removed, and the unconfirmed too"
    }

    /// One reading of the data: one end of the intervals, one meaning of the unexplained.
    package struct Curve: Sendable {
        /// Whether times are the latest that are possible (to the first reading that finds it gone) or the earliest.
        package var isLatest: Bool
        package var unexplained: UnexplainedAs
        /// Cause 1 is the platform's action; where owners removed assets, too, that competes with it.
        package var acted: FollowedCurve
    }

    /// Both ends of the intervals for each meaning of the unexplained; one meaning where nothing is unexplained.
    package let curves: [Curve]
    /// Assets that were up or not known to be gone when the clock started.
    package let atRisk: Int
    /// Assets gone before the clock started: nothing was left to act on.
    package let goneBefore: Int
    /// Assets of which nothing was seen after the clock started, among those at risk.
    package let unseen: Int

    /// The times at which the share is stated, in days.
    package static let horizons: [(days: Double, label: String)] = [
        (1, "24 h"), (3, "72 h"), (7, "7 d"), (30, "30 d"), (90, "90 d"),
    ]

    package init(_ times: TimeToAction) {
        let rows = times.rows.filter { $0.timing != .before }
        atRisk = rows.count
        goneBefore = times.rows.count - rows.count
        unseen = rows.count { $0.lower == 0 && $0.upper == nil }
        let hasUnexplained = rows.contains { $0.cause == .unexplained }
        var meanings: [UnexplainedAs] = hasUnexplained ? [.removed, .ownerDeleted, .lostFromSight] : [.removed]
        if rows.contains(where: { $0.unconfirmed != nil }) { meanings.append(.unconfirmedToo) }
        curves = meanings.flatMap { meaning in
            [true, false].map { Self.curve(rows, isLatest: $0, unexplained: meaning) }
        }
    }

    private static func curve(
        _ rows: [TimeToAction.Row], isLatest: Bool, unexplained: UnexplainedAs
    ) -> Curve {
        var times: [Double] = []
        var causes: [Int] = []
        for row in rows {
            if unexplained == .unconfirmedToo, let unconfirmed = row.unconfirmed {
                times.append(Double(isLatest ? unconfirmed : row.lower) / Double(Day.milliseconds))
                causes.append(1)
                continue
            }
            let cause: Int
            switch row.cause {
            case .platform: cause = 1
            case .owner: cause = 2
            case .unexplained:
                cause = [UnexplainedAs.removed: 1, .ownerDeleted: 2, .lostFromSight: 0][unexplained] ?? 0
            case nil: cause = 0
            }
            // Who is lost from sight was last seen up at the lower end, whichever end is asked for.
            let isLost = row.upper == nil || (row.cause == .unexplained && unexplained == .lostFromSight)
            let time = isLatest && !isLost ? row.upper ?? row.lower : row.lower
            times.append(Double(time) / Double(Day.milliseconds))
            causes.append(cause)
        }
        return Curve(
            isLatest: isLatest, unexplained: unexplained, acted: FollowedCurve(times: times, causes: causes))
    }

    package func measurement(of subject: String, zero: ClockZero, inputs: [String], notes: [String]) -> Measurement {
        let subject = "\(subject), from \(zero.title)"
        var notes = notes
        if goneBefore > 0 {
            notes.append(
                "\(goneBefore) assets were gone before the clock started: they are no answer to it and are left out")
        }
        if unseen > 0 { notes.append("\(unseen) assets were not looked at after the clock started") }
        guard atRisk > 0 else {
            return Measurement(
                .noticeToAction, of: subject, refusal: "no asset was up when the clock (\(zero.rawValue)) started",
                notes: notes, inputs: inputs)
        }
        var figures: [Figure] = []
        for curve in curves {
            let way = Self.words(curve, among: curves.count)
            for horizon in Self.horizons {
                figures.append(
                    curve.acted.figure("acted on within \(horizon.label)", within: horizon.days, way: way))
            }
            figures.append(
                curve.acted.median(
                    "median time to action", way: way, notReached: "not reached: less than half was acted on"))
        }
        if curves[0].acted.competing != nil {
            notes.append("owners deleted assets, too: shares are cumulative incidences of removal (Aalen, Johansen)")
        }
        notes.append("assets on which nothing was done stay in the denominator; no mean is stated")
        return Measurement(.noticeToAction, of: subject, figures: figures, notes: notes, inputs: inputs)
    }

    private static func words(_ curve: Curve, among count: Int) -> String {
        let end = curve.isLatest ? "latest possible times" : "earliest possible times"
        return count > 2 ? "\(end), unexplained counted as \(curve.unexplained.rawValue)" : end
    }
}
