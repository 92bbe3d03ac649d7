package import Inquiry
import Oversight
package import Records
package import Reporting
import Statistics
import Workspace

/// From an examination to what its page shows.
package enum OversightFilling {
    /// - Parameters:
    ///   - version: of the program: `0.1.0`.
    ///   - tables: tables that were given besides, and their digests.
    package static func view(
        _ examination: CohortExamination, _ made: PlatformCards, version: String, _ now: Instant,
        tables: [(what: String, digest: String)]
    ) -> OversightView {
        let cohort = examination.cohort.entry
        let question = examination.question
        let parts = examination.shown
        return OversightView(
            version: "daylight \(version)", title: "What was done about \(cohort.name)", made: now.description,
            question:
                "\(cohort.assets.count) assets, frozen on \(cohort.frozen); clocks start at \(question.zero.title); "
                + "seen from \(question.jurisdiction.name).",
            cards: made.cards,
            drawings: parts.flatMap { drawings($0, zero: question.zero) }
                + made.recurrences.flatMap(curves).map { .curve($0) }, measurements: parts.flatMap(\.measurements),
            records: made.records, inputs: inputs(examination, made.cards, tables))
    }

    private static func title(_ part: CohortExamination.Part, _ zero: ClockZero) -> String {
        "\(part.platform.name), \(part.scope.rawValue), from \(zero.title)"
    }

    /// How long the assets were watched, in days.
    private static func watched(_ part: CohortExamination.Part) -> Double {
        days(part.times.rows.map { max($0.lower, $0.upper ?? 0) }.max() ?? 0)
    }

    private static func days(_ milliseconds: Int64) -> Double { Double(milliseconds) / Double(Day.milliseconds) }

    private static func drawings(_ part: CohortExamination.Part, zero: ClockZero) -> [OversightView.Drawing] {
        if part.notice.atRisk >= Shares.fewest { return curves(part, zero: zero).map { .curve($0) } }
        return few(part, zero: zero).map { [.few($0)] } ?? []
    }

    private static func curves(_ part: CohortExamination.Part, zero: ClockZero) -> [TakedownCurve] {
        // One drawing for each meaning of what is gone without a word.
        return NoticeToAction.UnexplainedAs.allCases.compactMap { meaning in
            let curves = part.notice.curves.filter { $0.unexplained == meaning }
            guard let latest = curves.first(where: \.isLatest), let earliest = curves.first(where: { !$0.isLatest })
            else { return nil }
            let several = part.notice.curves.count > 2
            return TakedownCurve(
                title: title(part, zero) + (several ? ", unexplained counted as \(meaning.rawValue)" : ""),
                atRisk: part.notice.atRisk, watched: watched(part), earliest: steps(earliest.acted),
                latest: steps(latest.acted))
        }
    }

    private static func curves(_ recurrence: (title: String, of: Recurrence)) -> [TakedownCurve] {
        guard recurrence.of.followed >= Shares.fewest, let latest = recurrence.of.curves.first,
            let earliest = recurrence.of.curves.last
        else { return [] }
        return [
            TakedownCurve(
                event: .cameBack, title: recurrence.title, atRisk: recurrence.of.followed,
                watched: Double(recurrence.of.longestWatch), earliest: steps(earliest.returned),
                latest: steps(latest.returned))
        ]
    }

    private static func steps(_ curve: FollowedCurve) -> [TakedownCurve.Step] {
        curve.rises.map { TakedownCurve.Step(day: $0.day, share: $0.share, low: $0.low, high: $0.high) }
    }

    /// Fewer than five assets: each by itself.
    private static func few(_ part: CohortExamination.Part, zero: ClockZero) -> FewAssets? {
        let rows = part.times.rows.filter { $0.timing != .before }
        if rows.isEmpty { return nil }
        return FewAssets(
            title: title(part, zero), acted: rows.count { $0.cause == .platform }, watched: watched(part),
            strips: rows.map { row in
                FewAssets.Strip(
                    name: row.asset.description, up: days(row.lower), gone: row.upper.map(days),
                    cause: words(row.cause))
            })
    }

    private static func words(_ cause: Cause?) -> String {
        switch cause {
        case .platform: "removed by the platform"
        case .owner: "removed by its owner"
        case .unexplained: "gone without a word"
        case nil: ""
        }
    }

    private static func inputs(
        _ examination: CohortExamination, _ cards: [AdequacyCard], _ tables: [(what: String, digest: String)]
    ) -> [(what: String, digest: String)] {
        let cohort = examination.cohort
        var inputs = [("cohort \(cohort.entry.name), version \(cohort.entry.version)", cohort.digest)]
        if let seal = examination.seal { inputs.append(("its seal of \(seal.entry.sealed)", seal.digest)) }
        inputs += examination.notices.map { ("notice \($0.entry.name), sent \($0.entry.sent)", $0.digest) }
        inputs += examination.responses.map { ("answer \($0.entry.name), received \($0.entry.received)", $0.digest) }
        inputs += examination.exposures.map { ("exposure \($0.entry.name), \($0.entry.at)", $0.digest) }
        inputs += examination.files.map { ("observations \($0.name)", $0.sha256) }
        inputs += tables.map { ($0.what, $0.digest) }
        // What the platform's own record was made of: the ledger, claims, duties.
        let known = Set(inputs.map { $0.1 })
        for digest in Set(cards.flatMap(\.inputs)).subtracting(known).sorted() {
            inputs.append(
                (
                    digest == ShippedLedger.digest
                        ? "the ledger that the program brings along" : "ledger, claims and duties",
                    digest
                ))
        }
        return inputs
    }
}
