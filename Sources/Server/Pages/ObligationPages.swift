import Exchange
import Oversight
import Records
import Reporting
import Workspace

/// Obligations with their clocks, each under its own marking.
struct ObligationPages {
    let desk: Desk

    private static let name = Endpoint.Parameter.path("obligation", .text, "Its name, or the beginning of its digest.")
    private static let fields = [
        "name", "rule", "provision", "platform", "debtor", "start", "allowed", "calendar", "source", "note",
    ]
    private static let eventFields = ["kind", "time", "note", "source", "evidence"]

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/obligations", name: "listObligations", "What is owed by when, and how it stands.", .read,
            parameters: [
                .query("platform", .text, "Only of this platform."),
                .query(
                    "state", .choice(["open", "extended", "met", "late", "missed", "unknown"]), "Only what stands so."),
            ], { try list($0) }, show: { visit, table in try listPage(visit, table, FormDraft("clock")) })
            + Endpoint.table(
                "/obligations/{obligation}", name: "getObligation", "One duty with what happened.", .read,
                parameters: [Self.name], { try events($0) },
                show: { visit, table in try page(visit, table, FormDraft("event")) })
            + [
                Endpoint.form("/obligations", name: "addObligation", "Starts a clock.", .analyse, outputs: .entered) {
                    visit in
                    try desk.entering(visit, "clock", Self.fields) { row in
                        let clock = try ObligationClock(row, by: visit.now)
                        try desk.folder.enter([clock], at: visit.now)
                        return .seeOther(address(clock.name) + "?done=saved")
                    } again: {
                        try listPage(visit, try list(visit), $0)
                    }
                },
                Endpoint.form(
                    "/obligations/{obligation}/events", name: "addObligationEvent", "Enters what happened to a duty.",
                    .analyse, parameters: [Self.name], outputs: .entered
                ) { visit in
                    try desk.entering(visit, "event", Self.eventFields) {
                        try enter($0, visit)
                    } again: {
                        try page(visit, try events(visit), $0)
                    }
                },
            ]
    }

    private func address(_ name: String) -> String { "/obligations/" + PathText.encoded(name) }

    // MARK: All

    private struct Read {
        var digest: String
        var reading: ObligationReading
        var clock: ObligationClock { reading.clock }
    }

    private func read(_ visit: Visit) throws -> (read: [Read], faults: [String], leftOut: Int) {
        let all = try desk.folder.current(ObligationClock.self)
        let seen = try desk.sight(visit).shown(all, .obligation)
        var (read, faults): ([Read], [String]) = ([], [])
        for clock in seen {
            if let platform = visit.query["platform"], clock.entry.platform?.name != platform { continue }
            do throws(FieldFault) {
                let reading = try ObligationReading(clock.entry, at: visit.now)
                if let state = visit.query["state"], reading.state.word != state { continue }
                read.append(Read(digest: clock.digest, reading: reading))
            } catch {
                faults.append("\(clock.entry.name): \(error.detail)")
            }
        }
        return (read, faults, all.count - seen.count)
    }

    private static func left(_ reading: ObligationReading) -> String {
        guard let left = reading.daysLeft else { return "" }
        let length = TimeText.duration(milliseconds: left.magnitude * Double(Day.milliseconds))
        return left < 0 ? "\(length) over" : "\(length) left"
    }

    private func list(_ visit: Visit) throws -> TwinTable {
        let (all, _, leftOut) = try read(visit)
        let (shown, part) = try visit.part(all)
        func text(_ value: String?) -> TwinTable.Cell { value.map { .text($0) } ?? .missing }
        return TwinTable(
            "obligations", caption: "By name.",
            columns: [
                .init("obligation", "Obligation"), .init("who", "Who"), .init("state", "State"), .init("due", "Due"),
                .init("days_left", "Days left", isNumber: true), .init("owed", "What is owed"),
                .init("rule", "Provision"), .init("start", "Started"), .init("allowed", "Allowed"),
                .init("calendar", "Calendar"), .init("events", "Events", isNumber: true), .init("source", "Source"),
                .init("digest", "SHA-256"),
            ],
            rows: shown.map { read in
                let (clock, reading) = (read.clock, read.reading)
                return [
                    .text(clock.name, link: address(clock.name)), text(clock.who),
                    .words(ObligationPage.words(reading.state), link: address(clock.name)),
                    text(reading.due?.description),
                    reading.daysLeft.map { .number($0, places: reading.due?.lastDays == nil ? 2 : 0) } ?? .missing,
                    text(clock.owed), text(clock.rule), .text(clock.start.description),
                    .words(clock.allowed.description), .words(clock.calendar),
                    .count(clock.events.count, link: address(clock.name) + "#events"), .address(clock.source),
                    .digest(read.digest),
                ]
            }, empty: "No duty was entered that is like that.", leftOut: leftOut, part: part)
    }

    private func listPage(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) throws -> SitePage {
        let (all, faults, _) = try read(visit)
        let duties = all.compactMap { read in
            read.reading.due.map { due in
                ObligationPage.Duty(
                    name: read.clock.name, link: address(read.clock.name), who: read.clock.who ?? "",
                    owed: read.clock.owed ?? "", state: read.reading.state, due: due.latest, dueWords: due.description,
                    left: Self.left(read.reading))
            }
        }
        return ObligationPage.list(
            table, duties: duties, endless: all.filter { $0.reading.due == nil }.map(\.clock.name), faults: faults,
            asked: (visit.query["platform"] ?? "", visit.query["state"] ?? ""),
            platforms: Platform.allCases.filter { $0 != .unstated }, address: visit.narrowed,
            draft: visit.visitor.may(.analyse) ? draft : nil, frame: desk.frame(visit))
    }

    // MARK: One

    private func clock(_ visit: Visit) throws -> Registered<ObligationClock> {
        try desk.entry(ObligationClock.self, called: visit.parameter("obligation"), .obligation, visit)
    }

    private func events(_ visit: Visit) throws -> TwinTable {
        let clock = try clock(visit).entry
        return TwinTable(
            "obligation-\(clock.name)", caption: "In the order in which it was entered.",
            columns: [
                .init("event", "What"), .init("time", "When"), .init("note", "In words"), .init("source", "Source"),
                .init("evidence", "Evidence"),
            ],
            rows: clock.events.map { event in
                [
                    .words(event.kind.rawValue), .text(event.time.description),
                    event.note.map { .text($0) } ?? .missing, event.source.map { .address($0) } ?? .missing,
                    event.evidence.map { .digest($0, link: "/evidence?object=\($0)") } ?? .missing,
                ]
            }, empty: "Nothing was entered since it began.")
    }

    private func page(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) throws -> SitePage {
        let clock = try clock(visit)
        let entry = clock.entry
        let reading = try ObligationReading(entry, at: visit.now)
        let measurement = reading.measurement(input: clock.digest)
        func value(_ text: String?) -> Markup { text.map { foreign($0) } ?? "<span class=\"none\">not stated</span>" }
        var facts: [(name: Markup, value: Markup)] = [
            ("What is owed", value(entry.owed)), ("Who owes it", value(entry.who)), ("Provision", value(entry.rule)),
            ("Started", foreign(entry.start.description)), ("Allowed", "\(entry.allowed.description)"),
            ("Calendar", "\(entry.calendar)"), ("Due", value(reading.due?.description ?? "never: no number is set")),
        ]
        if let original = reading.originalDue, original != reading.due {
            facts.append(("Due before it was extended", foreign(original.description)))
        }
        if case .late(let days) = reading.state {
            facts.append(
                (
                    "Days late",
                    days.lowerBound == days.upperBound
                        ? "\(FigureWords.number(days.lowerBound))"
                        : "\(FigureWords.number(days.lowerBound)) to \(FigureWords.number(days.upperBound))"
                ))
        }
        facts += [
            ("Verdict", "\(reading.verdict.rawValue)"), ("Source", Reporting.address(entry.source)),
            ("Note", value(entry.note)), ("SHA-256", SiteParts.digest(clock.digest)),
        ]
        return ObligationPage.page(
            name: entry.name, state: reading.state, left: Self.left(reading), facts: facts, notes: measurement.notes,
            events: table, address: address(entry.name), draft: visit.visitor.may(.analyse) ? draft : nil,
            frame: desk.frame(visit))
    }

    private func enter(_ row: NamedRow, _ visit: Visit) throws -> Answer {
        let before = try clock(visit).entry
        guard let kind = try row.word("kind", as: ObligationEvent.Kind.self), let time = try row.time("time") else {
            throw FieldFault("missing-time", field: "time", "say what happened, and when")
        }
        if kind == .step, row.text("note") == nil {
            throw FieldFault("missing-note", field: "note", "say which step it was")
        }
        let event = ObligationEvent(
            kind, time, note: row.text("note"), evidence: try row.digest("evidence"), source: row.text("source"))
        if before.events.contains(event) {
            throw FieldFault("known-event", "the clock '\(before.name)' has this event already")
        }
        if let reason = event.implausibility(by: visit.now) { throw FieldFault("bad-time", field: "time", reason) }
        try desk.folder.enter([before.adding(event)], at: visit.now)
        return .seeOther(address(before.name) + "?done=saved")
    }
}
