package import Oversight
import Records
import Workspace

/// What a case and the shipped ledger hold of a platform's own word: how soon and how completely it discloses, what it leaves
/// out, what comes back, whether its statements agree, whether it kept its duties.
package struct PlatformRecord: Sendable {
    /// What is asked beside the cohort.
    package struct Question: Sendable {
        /// Networks that were disrupted, and what came after.
        package var disrupted: [Recurrence.Network]
        /// SHA-256 of the tables that these were read from.
        package var disruptedInputs: [String]
        /// Whether rows that state no release are known to have released nothing.
        package var countsOnly: Bool
        /// Only reports and networks of these days; nil for all.
        package var days: ReportingPeriod?
        /// The country for which the platform's networks are screened (M11); nil where none is asked.
        package var origin: String?
        package var calendars: [HolidayCalendar]
        /// SHA-256 of the file that a calendar was read from, by its id.
        package var calendarFiles: [String: String]

        package init(
            disrupted: [Recurrence.Network] = [], disruptedInputs: [String] = [], countsOnly: Bool = false,
            days: ReportingPeriod? = nil, origin: String? = nil, calendars: [HolidayCalendar] = HolidayCalendar.builtIn,
            calendarFiles: [String: String] = [:]
        ) {
            self.disrupted = disrupted
            self.disruptedInputs = disruptedInputs
            self.countsOnly = countsOnly
            self.days = days
            self.origin = origin
            self.calendars = calendars
            self.calendarFiles = calendarFiles
        }
    }

    private let folder: CaseFolder
    private let selection: LedgerSelection
    private let asked: CohortExamination.Question
    private let question: Question

    init(
        _ folder: CaseFolder, _ selection: LedgerSelection, _ asked: CohortExamination.Question, _ question: Question
    ) {
        self.folder = folder
        self.selection = selection
        self.asked = asked
        self.question = question
    }

    func measurements(of platform: Platform) throws(CaseError) -> [Measurement] {
        let name = PlatformName.normalised(platform.name)
        let inputs = selection.inputs(of: name)
        let rows = selection.ledger.rows.filter { row in
            row.platform == name && (question.days.map { days in row.days.map(days.contains) ?? false } ?? true)
        }
        // What others say of it, and how they disagree among themselves, is no want of candour of the platform's.
        let claims = try folder.current(StatedClaim.self).filter {
            $0.entry.scope.platform == platform && PlatformName.normalised($0.entry.speaker) == name
        }
        return recurrence(platform, name, Ledger(rows)) + [
            lag(name, inputs),
            DisclosureCompleteness.measure(rows, of: name, countsOnly: question.countsOnly, inputs: inputs),
            asked.registry.omission(on: platform, in: selection, now: asked.now), screen(name, inputs),
            Self.consistency(of: claims, platform: name), try duties(of: platform),
        ]
    }

    /// The disrupted networks of a platform, with the confirmed ties alone and, where that differs, with the probable ones: a
    /// threshold takes the widest of both.
    func recurrences(on platform: Platform) -> [(title: String, of: Recurrence)] {
        let networks = question.disrupted.filter { $0.platform == nil || $0.platform == platform }
        if networks.isEmpty { return [] }
        let isAlike = networks.allSatisfy { $0.returns.allSatisfy { $0.grade != .probable } }
        let grades: [MembershipGrade] = isAlike ? [.confirmed] : [.confirmed, .probable]
        return grades.map { grade in
            let ties = grade == .confirmed ? "confirmed" : "confirmed or probable"
            return (
                "\(PlatformName.normalised(platform.name)), new assets with \(ties) ties",
                Recurrence(networks, grade: grade)
            )
        }
    }

    private func recurrence(_ platform: Platform, _ name: String, _ ledger: Ledger) -> [Measurement] {
        let stated = Recurrence.Stated.reports(of: ledger, platform: name)
        let inputs = stated.isEmpty ? [] : selection.inputs(of: name)
        let measured = recurrences(on: platform).enumerated().map { place, recurrence in
            recurrence.of.measurement(
                of: recurrence.title, stated: place == 0 ? stated : [], inputs: question.disruptedInputs + inputs)
        }
        if !measured.isEmpty { return measured }
        let missing =
            "no table of disrupted networks is given: new assets and times to a return are not"
            + " measured"
        var measurement = Recurrence([], grade: .confirmed).measurement(of: name, stated: stated, inputs: inputs)
        if measurement.refusal == nil { measurement.notes.append(missing) } else { measurement.refusal = missing }
        return [measurement]
    }

    /// Of each series by itself: periods of different series do not follow each other.
    private func lag(_ name: String, _ inputs: [String]) -> Measurement {
        let series = asked.registry.series.map { [$0] } ?? selection.ledger.series(of: name).map(\.name)
        let measured = series.map {
            DisclosureLag.measure(selection.ledger, platform: name, series: $0, days: question.days, inputs: inputs)
        }
        let told = measured.filter { $0.refusal == nil }
        var whole = Measurement(.disclosureLag, of: name, inputs: inputs)
        guard !told.isEmpty else {
            whole.refusal = "no report of \(name) states both its period and its publication"
            return whole
        }
        let undated = series.flatMap {
            DisclosureLag.undated(selection.ledger, platform: name, series: $0, days: question.days)
        }
        whole.figures = [DisclosureLag.longest(told, undated: undated)].compactMap { $0 } + told.flatMap(\.figures)
        whole.notes = measured.flatMap(\.notes)
        return whole
    }

    /// M11, held against the shipped sets: whether so few networks from a country surprise.
    private func screen(_ name: String, _ inputs: [String]) -> Measurement {
        func refused(_ reason: String) -> Measurement {
            Measurement(.originScreen, of: name, refusal: reason, inputs: inputs)
        }
        guard let origin = question.origin else { return refused("no country is named to be screened for") }
        if name == PlatformName.meta { return refused("the sets to hold a platform against are Meta's own") }
        let all = selection.ledger.networks(of: name, counted: true).compactMap(\.days)
        guard let first = all.map(\.first).min(), let last = all.map(\.last).max(),
            let days = question.days ?? ReportingPeriod(first, last)
        else { return refused("the ledger holds no network of \(name)") }
        return OriginScreen.measure(
            origin: origin,
            sample: OriginSet("\(name) \(days)", of: selection.ledger, platform: name, in: days, origin: origin),
            references: ShippedLedger.referenceSets(origin: CountryName.normalised(origin)),
            inputs: Set(inputs + [ShippedLedger.digest]).sorted())
    }

    private static func consistency(of claims: [Registered<StatedClaim>], platform: String) -> Measurement {
        let digests = claims.map(\.digest)
        guard claims.count > 1 else {
            return Measurement(
                .statementConsistency, of: platform,
                refusal: "fewer than two claims of \(platform)'s own stand in the register", inputs: digests)
        }
        let pairs = StatementConsistency().pairs(claims.map(\.entry))
        guard pairs.contains(where: { $0.ratio != nil }) else {
            return Measurement(
                .statementConsistency, of: platform,
                refusal: "no two claims of \(platform)'s own are about the same number", inputs: digests)
        }
        let contradictory = pairs.count { $0.relation == .contradictory }
        return Measurement(
            .statementConsistency, of: platform,
            figures: [
                Figure(
                    "contradictory", Double(contradictory), unit: "pairs", count: contradictory, of: pairs.count)
            ], notes: pairs.filter { $0.relation == .contradictory }.map(\.description), inputs: digests)
    }

    private func duties(of platform: Platform) throws(CaseError) -> Measurement {
        var (kept, broken, open, unknown) = (0, 0, 0, 0)
        var (notes, unread): ([String], [String]) = ([], [])
        var inputs: [String] = []
        for clock in try folder.current(ObligationClock.self) where clock.entry.platform == platform {
            inputs.append(clock.digest)
            let reading: ObligationReading
            do throws(FieldFault) {
                reading = try ObligationReading(clock.entry, at: asked.now, calendars: question.calendars)
            } catch {
                unread.append("\(clock.entry.name): \(error.detail)")
                continue
            }
            if let file = question.calendarFiles[clock.entry.calendar], !inputs.contains(file) { inputs.append(file) }
            switch reading.state {
            case .met: kept += 1
            case .late, .missed:
                broken += 1
                notes.append("\(clock.entry.name): \(reading.state.word)")
            case .open, .extended: open += 1
            case .unknown: unknown += 1
            }
        }
        unknown += unread.count
        guard kept + broken > 0 else {
            return Measurement(
                .obligationClock, of: platform.name,
                refusal: (["no duty with a date has been due: \(open) open, \(unknown) without an answer"] + unread)
                    .joined(separator: "; "), notes: notes, inputs: inputs)
        }
        notes += unread
        return Measurement(
            .obligationClock, of: platform.name,
            figures: [
                Figure(
                    "missed or late", unknown == 0 ? Double(broken) : nil, unit: "duties", low: Double(broken),
                    high: Double(broken + unknown), count: broken, of: kept + broken + unknown,
                    remark: "\(open) open, \(unknown) without an answer")
            ], notes: notes, inputs: inputs)
    }
}
