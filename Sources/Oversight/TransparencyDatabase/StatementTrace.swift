package import Records

/// M18: the restrictions of one day that somebody saw, against the statements of reasons that a platform filed for them.
///
/// Statements carry no address and no account, so that this is a test of numbers: it cannot say which statement is
/// missing.
package struct StatementTrace: Codable, Sendable, Hashable {
    package var platform: String
    /// The day on which the restrictions were observed.
    package var day: Day
    /// Decisions applied from the day before to the second day after are looked for.
    package var window: ReportPeriod
    /// One of these must stand in a statement.
    package var keywords: [String]
    /// Restrictions of accounts and content that were visible in the EU and observed on the day.
    package var expected: Int
    /// Statements in the window that restrict an account or visibility and have one of the keywords.
    package var found: Int
    /// Statements that restrict so and have no keyword at all: platforms need not give any.
    package var foundWithoutKeyword: Int
    /// max(0, expected − found).
    package var shortfall: Int
    /// What is left of it if all statements without a keyword, and all rows that could not be read, were of these
    /// restrictions.
    package var leastShortfall: Int
    /// Days from application to the statement's arrival, over what was found; nil where nothing was.
    package var timeliness: DaySpread?
    /// Days from the content's making to the decision, over what was found; nil where none says it.
    package var contentAge: DaySpread?
    /// Of what was found, statements whose content is of a later day than the decision.
    package var contentAfterApplication: Int
    /// Of what was found, statements with a restriction that ends before it begins.
    package var endBeforeApplication: Int
    /// Of what was found and is not masked: content found by automated means, and otherwise.
    package var automatic: Int
    package var manual: Int
    /// Of what was found and is not masked: upon a trusted flagger's notice, and otherwise.
    package var byTrustedFlagger: Int
    package var byOthers: Int
    /// Defects that cover a day of the window.
    package var masks: [DefectMask]

    /// The keywords under which statements about covert networks are filed.
    package static let covertKeywords = [
        "KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING", "KEYWORD_INAUTHENTIC_ACCOUNTS",
        "KEYWORD_MISINFORMATION_DISINFORMATION",
    ]

    /// Why the database cannot tell how long a platform took to answer a notice.
    package static let noNoticeDate =
        "notice-to-action (M02) cannot be computed from the Transparency Database: a statement holds no notice date,"
        + " no account and no address"
}

extension StatementTally {
    /// Traces the restrictions observed on some days.
    /// - Parameters:
    ///   - platform: as the database names it, case aside.
    ///   - expected: how many restrictions of accounts and content, visible in the EU, were observed on each day.
    ///   - keywords: a statement must have one of them.
    /// - Returns: a row for each day in order; none for a day whose window the tally has no statement of any platform
    ///   for, and none at all where it does not count this platform.
    package func traces(
        of platform: String, expected: [Day: Int], keywords: [String] = StatementTrace.covertKeywords,
        masks: [DefectMask] = DefectMask.announced
    ) -> [StatementTrace] {
        guard counts(platform), let first = expected.keys.min(), let last = expected.keys.max() else { return [] }
        let reach = (first + -1)...(last + 2)
        let days = WindowCounts(self, platform, reach, Set(keywords), masks)
        let covered = daysWithStatements(in: reach)
        return expected.keys.sorted().compactMap { day in
            let window = (0..<4).map { day + ($0 - 1) }
            guard window.contains(where: covered.contains),
                let period = ReportPeriod(first: day + -1, last: day + 2)
            else { return nil }
            return days.trace(platform, day, window, period, keywords.sorted(), max(0, expected[day] ?? 0), rejected)
        }
    }

    /// M18 for some days, a measurement each; refused for days that the tally has no statement of, and for a
    /// platform of which none was met.
    package func measureTraces(
        of platform: String, expected: [Day: Int], keywords: [String] = StatementTrace.covertKeywords,
        masks: [DefectMask] = DefectMask.announced
    ) -> [Measurement] {
        let traces = traces(of: platform, expected: expected, keywords: keywords, masks: masks)
        let absence = counts(platform) ? absence(of: platform) : nil
        return expected.keys.sorted().map { day in
            guard let trace = traces.first(where: { $0.day == day }) else {
                return Measurement(
                    .statementOfReasons, of: "\(platform), \(day)",
                    refusal: counts(platform)
                        ? "the dumps hold no statement of any platform for decisions applied from \(day + -1) to"
                            + " \(day + 2); read the dumps of these days and of the days after them"
                        : "the tally was made without \(platform)",
                    notes: [StatementTrace.noNoticeDate], inputs: inputs)
            }
            if let absence {
                return Measurement(
                    .statementOfReasons, of: "\(platform), \(day)", refusal: absence,
                    notes: [StatementTrace.noNoticeDate] + caveats, inputs: inputs)
            }
            return measurement(trace)
        }
    }

    private func measurement(_ trace: StatementTrace) -> Measurement {
        var notes = [
            "found: decisions applied from \(trace.window.first) to \(trace.window.last) that restrict an account or"
                + " visibility, with a keyword of \(trace.keywords.joined(separator: ", "))",
            StatementTrace.noNoticeDate,
        ]
        for mask in trace.masks {
            notes.append(
                "masked: \(mask.field.rawValue) of \(mask.platform), \(mask.from?.description ?? "the beginning") to"
                    + " \(mask.to?.description ?? "now"): \(mask.defect) (\(mask.source))")
        }
        if let created, created.last < trace.window.last {
            notes.append(
                "the dumps end with statements of \(created.last): later ones about these decisions are not seen")
        }
        let covered = daysWithStatements(in: trace.window.first...trace.window.last)
        let uncovered = (0..<4).map { trace.window.first + $0 }.filter { !covered.contains($0) }
        if !uncovered.isEmpty {
            notes.append(
                "no platform has a statement for decisions applied on \(uncovered.map(\.description).joined(separator: ", "))"
            )
        }
        return Measurement(
            .statementOfReasons, of: "\(trace.platform), \(trace.day)", figures: trace.figures, notes: notes + caveats,
            inputs: inputs)
    }

    /// What the files' troubles mean for every result.
    var caveats: [String] {
        var notes = gaps
        if rejected > 0 { notes.append("\(rejected) rows of the dumps were rejected and are not counted") }
        if repeated > 0 { notes.append("\(repeated) statements stood in the dumps more than once and count once") }
        return notes
    }
}

extension StatementTrace {
    fileprivate var figures: [Figure] {
        var figures = [
            Figure("expected", Double(expected), unit: "restrictions"),
            Figure("found", Double(found), unit: "statements"),
            Figure("shortfall", Double(shortfall), unit: "statements"),
            Figure(
                "shortfall at least", Double(leastShortfall), unit: "statements",
                remark:
                    "if all \(foundWithoutKeyword) statements without a keyword, and all rejected rows, were of these"),
        ]
        func add(_ name: String, _ spread: DaySpread?) {
            guard let spread else {
                figures.append(Figure("\(name), median", nil, unit: "days", remark: "no statement says it"))
                return
            }
            for (part, days) in [
                ("median", spread.median), ("9 of 10 within", spread.ninetieth),
                ("99 of 100 within", spread.ninetyNinth),
                ("most", spread.most),
            ] {
                figures.append(Figure("\(name), \(part)", Double(days), unit: "days", of: spread.count))
            }
        }
        add("created after application", timeliness)
        add("age of content", contentAge)
        figures.append(.share("content of a later day than the decision", contentAfterApplication, of: found))
        figures.append(.share("restriction ends before it begins", endBeforeApplication, of: found))
        figures.append(
            masked(.share("found by automated means", automatic, of: automatic + manual), .automatedDetection))
        figures.append(
            masked(
                .share("upon a trusted flagger's notice", byTrustedFlagger, of: byTrustedFlagger + byOthers),
                .sourceType)
        )
        return figures
    }

    /// The figure with a word on what was left out of it.
    private func masked(_ figure: Figure, _ field: StatementField) -> Figure {
        guard masks.contains(where: { $0.field == field }) else { return figure }
        var figure = figure
        figure.remark =
            figure.total == 0
            ? "masked: \(field.rawValue) is not to be used in this window"
            : [figure.remark, "days on which \(field.rawValue) is masked are left out"].compactMap { $0 }
                .joined(separator: "; ")
        return figure
    }
}

/// What the statements of one platform say, by day.
private struct WindowCounts {
    private struct DayCounts {
        var found = 0
        var withoutKeyword = 0
        var laterContent = 0
        var earlierEnds = 0
        var automatic = 0
        var manual = 0
        var flagged = 0
        var unflagged = 0
        var delays: [Int: Int] = [:]
        var ages: [Int: Int] = [:]
    }

    private var days: [Day: DayCounts] = [:]
    private let masks: [DefectMask]

    init(
        _ tally: StatementTally, _ platform: String, _ reach: ClosedRange<Day>, _ keywords: Set<String>,
        _ masks: [DefectMask]
    ) {
        self.masks = masks
        let sets = tally.keywords
        let hasKeyword = sets.map { !$0.isDisjoint(with: keywords) }
        var dayOfCell: [Int: Day] = [:]
        for cell in tally.cells(of: platform, in: reach) {
            let profile = cell.profile
            if profile.decisions.isDisjoint(with: ModerationDecisions.account.union(.visibility)) { continue }
            var counts = days[cell.day] ?? DayCounts()
            defer { days[cell.day] = counts }
            guard hasKeyword[Int(profile.keywords)] else {
                if sets[Int(profile.keywords)].isEmpty { counts.withoutKeyword += cell.count }
                continue
            }
            dayOfCell[cell.index] = cell.day
            counts.found += cell.count
            counts.laterContent += cell.laterContent
            counts.earlierEnds += cell.earlierEnds
            if !masks.contains(where: { $0.covers(platform, .automatedDetection, cell.day) }) {
                if profile.isDetectedAutomatically == true { counts.automatic += cell.count }
                if profile.isDetectedAutomatically == false { counts.manual += cell.count }
            }
            if profile.source != .unstated, !masks.contains(where: { $0.covers(platform, .sourceType, cell.day) }) {
                if profile.source == .trustedFlagger {
                    counts.flagged += cell.count
                } else {
                    counts.unflagged += cell.count
                }
            }
        }
        if dayOfCell.isEmpty { return }
        var days = days
        tally.eachSpan { cell, isAge, span, count in
            guard let day = dayOfCell[cell] else { return }
            if isAge {
                days[day]?.ages[span, default: 0] += count
            } else {
                days[day]?.delays[span, default: 0] += count
            }
        }
        self.days = days
    }

    func trace(
        _ platform: String, _ day: Day, _ window: [Day], _ period: ReportPeriod, _ keywords: [String], _ expected: Int,
        _ rejected: UInt64
    ) -> StatementTrace {
        var sum = DayCounts()
        for counts in window.compactMap({ days[$0] }) {
            sum.found += counts.found
            sum.withoutKeyword += counts.withoutKeyword
            sum.laterContent += counts.laterContent
            sum.earlierEnds += counts.earlierEnds
            sum.automatic += counts.automatic
            sum.manual += counts.manual
            sum.flagged += counts.flagged
            sum.unflagged += counts.unflagged
            sum.delays.merge(counts.delays, uniquingKeysWith: +)
            sum.ages.merge(counts.ages, uniquingKeysWith: +)
        }
        let lost = sum.withoutKeyword + Int(clamping: rejected)
        return StatementTrace(
            platform: platform, day: day, window: period, keywords: keywords, expected: expected, found: sum.found,
            foundWithoutKeyword: sum.withoutKeyword, shortfall: max(0, expected - sum.found),
            leastShortfall: max(0, expected - sum.found - lost), timeliness: DaySpread(sum.delays),
            contentAge: DaySpread(sum.ages), contentAfterApplication: sum.laterContent,
            endBeforeApplication: sum.earlierEnds, automatic: sum.automatic, manual: sum.manual,
            byTrustedFlagger: sum.flagged, byOthers: sum.unflagged,
            masks: masks.filter { mask in window.contains { mask.covers(platform, mask.field, $0) } })
    }
}
