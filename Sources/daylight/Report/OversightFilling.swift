import Inquiry
import Oversight
import Records
import Reporting
import Statistics
import Workspace

/// From an examination to what its page shows.
enum OversightFilling {
    static func view(
        _ examination: CohortExamination, _ cards: [AdequacyCard], _ now: Instant, thresholds: String?
    ) -> OversightView {
        let cohort = examination.cohort.entry
        let question = examination.question
        return OversightView(
            version: "daylight \(Daylight.version)", title: "What was done about \(cohort.name)", made: now.description,
            question:
                "\(cohort.assets.count) assets, frozen on \(cohort.frozen); clocks start at \(question.zero.title); "
                + "seen from \(question.jurisdiction.name).",
            cards: cards, curves: examination.parts.flatMap { curves($0, zero: question.zero) },
            measurements: examination.measurements, inputs: inputs(examination, cards, thresholds))
    }

    private static func curves(_ part: CohortExamination.Part, zero: ClockZero) -> [TakedownCurve] {
        guard part.notice.atRisk > 0 else { return [] }
        let watched = part.times.rows.map { Double(max($0.lower, $0.upper ?? 0)) }.max() ?? 0
        // One drawing for each meaning of what is gone without a word.
        return NoticeToAction.UnexplainedAs.allCases.compactMap { meaning in
            let curves = part.notice.curves.filter { $0.unexplained == meaning }
            guard let latest = curves.first(where: \.isLatest), let earliest = curves.first(where: { !$0.isLatest })
            else { return nil }
            let several = part.notice.curves.count > 2
            return TakedownCurve(
                title: "\(part.platform.name), \(part.scope.rawValue), from \(zero.title)"
                    + (several ? ", unexplained counted as \(meaning.rawValue)" : ""),
                atRisk: part.notice.atRisk, watched: watched / Double(Day.milliseconds), earliest: steps(earliest),
                latest: steps(latest))
        }
    }

    private static func steps(_ curve: NoticeToAction.Curve) -> [TakedownCurve.Step] {
        if let competing = curve.competing {
            return competing.curves[0].map {
                TakedownCurve.Step(
                    day: $0.time, share: $0.incidence, low: $0.low ?? $0.incidence, high: $0.high ?? $0.incidence)
            }
        }
        return curve.survival.steps.map {
            TakedownCurve.Step(day: $0.time, share: 1 - $0.survival, low: 1 - $0.high, high: 1 - $0.low)
        }
    }

    private static func inputs(
        _ examination: CohortExamination, _ cards: [AdequacyCard], _ thresholds: String?
    ) -> [(what: String, digest: String)] {
        let cohort = examination.cohort
        var inputs = [("cohort \(cohort.entry.name), version \(cohort.entry.version)", cohort.digest)]
        if let seal = examination.seal { inputs.append(("its seal of \(seal.entry.sealed)", seal.digest)) }
        inputs += examination.notices.map { ("notice \($0.entry.name), sent \($0.entry.sent)", $0.digest) }
        inputs += examination.responses.map { ("answer \($0.entry.name), received \($0.entry.received)", $0.digest) }
        inputs += examination.exposures.map { ("exposure \($0.entry.name), \($0.entry.at)", $0.digest) }
        inputs += examination.files.map { ("observations \($0.name)", $0.sha256) }
        if let thresholds { inputs.append(("thresholds", thresholds)) }
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
