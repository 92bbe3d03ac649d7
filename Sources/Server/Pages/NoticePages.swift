import Exchange
import Inquiry
import Oversight
import Records
import Reporting
import Workspace

/// Notices, answers and exposures, each under its own marking.
struct NoticePages {
    let desk: Desk

    private static let notice = Endpoint.Parameter.path("notice", .text, "The notice's name.")
    private static let fields = [
        "name", "cohort", "platform", "channel", "sent", "sender", "reference", "assets", "text_sha256", "note",
    ]
    private static let exposureFields = ["name", "cohort", "source", "at", "by", "address", "assets"]
    private static let answerFields = ["name", "content", "received", "text_sha256", "note"]

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/notices", name: "listNotices", "Notices, answers and exposures in order of time.", .read,
            parameters: [
                .query("platform", .text, "Only to this platform."),
                .query("kind", .choice(["notice", "answer", "exposure"]), "Only these."),
                .query("cohort", .text, "Only about this cohort."),
            ], { try list($0) }, show: { visit, table in try listPage(visit, table, FormDraft("notice")) })
            + Endpoint.table(
                "/notices/{notice}", name: "getNotice", "One notice, its clock and its answers.", .read,
                parameters: [Self.notice], { try answers($0) },
                show: { visit, table in try page(visit, table, FormDraft("answer")) })
            + [
                Endpoint.form(
                    "/notices", name: "addNotice", "Enters a notice that was sent.", .analyse, outputs: .entered
                ) { visit in
                    try desk.entering(visit, "notice", Self.fields) {
                        try add($0, visit)
                    } again: {
                        try listPage(visit, try list(visit), $0)
                    }
                },
                Endpoint.form(
                    "/exposures", name: "addExposure", "Enters that somebody else made assets known.", .analyse,
                    outputs: .entered
                ) { visit in
                    try desk.entering(visit, "exposure", Self.exposureFields) {
                        try expose($0, visit)
                    } again: {
                        try listPage(visit, try list(visit), $0)
                    }
                },
                Endpoint.form(
                    "/notices/{notice}/answers", name: "addAnswer", "Enters what a platform answered.", .analyse,
                    parameters: [Self.notice], outputs: .entered
                ) { visit in
                    try desk.entering(visit, "answer", Self.answerFields) {
                        try answer($0, visit)
                    } again: {
                        try page(visit, try answers(visit), $0)
                    }
                },
            ]
    }

    private func address(_ name: String) -> String { "/notices/" + PathText.encoded(name) }

    // MARK: All

    private struct Line {
        var kind: String
        var name: String
        var platform: Platform?
        var cohort: String?
        var time: StatedTime
        var cells: [TwinTable.Cell]
    }

    private func lines(_ visit: Visit) throws -> (lines: [Line], leftOut: Int) {
        let folder = desk.folder
        let sight = try desk.sight(visit)
        let notices = try folder.current(Notice.self)
        let responses = try folder.current(Response.self)
        let exposures = try folder.current(Exposure.self)
        let cohorts = Dictionary(try folder.entries(Cohort.self).map { ($0.digest, $0.entry.name) }) { first, _ in first
        }
        let platforms = Dictionary(notices.map { ($0.entry.name, $0.entry) }) { _, last in last }
        let seen = (
            sight.shown(notices, .notice),
            sight.shown(responses, .response).filter { sight.sees(.notice, $0.entry.notice) },
            sight.shown(exposures, .exposure)
        )
        let answered = Dictionary(grouping: seen.1, by: \.entry.notice)
        var lines = seen.0.map { notice in
            let entry = notice.entry
            let answers = answered[entry.name] ?? []
            return Line(
                kind: "notice", name: entry.name, platform: entry.platform, cohort: cohorts[entry.cohort],
                time: entry.sent,
                cells: [
                    .words("notice"), .text(entry.name, link: address(entry.name)), .words(entry.platform.name),
                    .words(entry.channel.title), .text(entry.sent.description), .text(entry.sender),
                    .words(NoticeClock(entry, answers.map(\.entry), at: visit.now).words),
                    .count(answers.count, link: address(entry.name) + "#answers"),
                    entry.note.map { .text($0) } ?? .missing, .digest(notice.digest),
                ])
        }
        lines += seen.1.map { response in
            let entry = response.entry
            return Line(
                kind: "answer", name: entry.name, platform: platforms[entry.notice]?.platform,
                cohort: platforms[entry.notice].flatMap { cohorts[$0.cohort] }, time: entry.received,
                cells: [
                    .words("answer"), .text(entry.name, link: address(entry.notice) + "#answers"),
                    platforms[entry.notice].map { .words($0.platform.name) } ?? .missing,
                    .words(entry.content.rawValue), .text(entry.received.description),
                    .text("to \(entry.notice)", link: address(entry.notice)), .missing, .missing,
                    entry.note.map { .text($0) } ?? .missing, .digest(response.digest),
                ])
        }
        lines += seen.2.map { exposure in
            let entry = exposure.entry
            return Line(
                kind: "exposure", name: entry.name, platform: nil, cohort: cohorts[entry.cohort], time: entry.at,
                cells: [
                    .words("exposure"), .text(entry.name), .missing,
                    .words(entry.source.rawValue.replacing("_", with: " ")), .text(entry.at.description),
                    .text(entry.by), .words("starts the clock of exposure"), .missing,
                    entry.address.map { .address($0) } ?? .missing, .digest(exposure.digest),
                ])
        }
        return (
            lines, notices.count + responses.count + exposures.count - lines.count
        )
    }

    private func list(_ visit: Visit) throws -> TwinTable {
        let (all, leftOut) = try lines(visit)
        let wanted = all.filter { line in
            (visit.query["kind"].map { $0 == line.kind } ?? true)
                && (visit.query["platform"].map { $0 == line.platform?.name } ?? true)
                && (visit.query["cohort"].map { $0 == line.cohort } ?? true)
        }.sorted { ($0.time.earliest, $0.kind, $0.name) < ($1.time.earliest, $1.kind, $1.name) }
        let (shown, part) = try visit.part(wanted)
        return TwinTable(
            "notices", caption: "In order of time.",
            columns: [
                .init("entry", "What"), .init("name", "Name"), .init("platform", "Platform"), .init("kind", "How"),
                .init("time", "When"), .init("who", "Who"), .init("clock", "Clock"),
                .init("answers", "Answers", isNumber: true), .init("note", "Note"), .init("digest", "SHA-256"),
            ], rows: shown.map(\.cells), empty: "Nothing was entered that is like that.", leftOut: leftOut, part: part)
    }

    private func choices() throws -> NoticePage.Choices {
        NoticePage.Choices(
            cohorts: try desk.folder.current(Cohort.self).map(\.entry.name),
            platforms: Platform.allCases.filter { $0 != .unstated })
    }

    private func listPage(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) throws -> SitePage {
        NoticePage.list(
            table, (visit.query["platform"] ?? "", visit.query["kind"] ?? "", visit.query["cohort"] ?? ""),
            try choices(), address: visit.narrowed, draft: visit.visitor.may(.analyse) ? draft : nil,
            frame: desk.frame(visit))
    }

    // MARK: One

    private func notice(_ visit: Visit) throws -> Registered<Notice> {
        try desk.entry(Notice.self, called: visit.parameter("notice"), .notice, visit)
    }

    private func responses(_ notice: Registered<Notice>) throws -> [Registered<Response>] {
        try desk.folder.current(Response.self).filter { $0.entry.notice == notice.entry.name }.sorted {
            ($0.entry.received.earliest, $0.entry.name) < ($1.entry.received.earliest, $1.entry.name)
        }
    }

    private func answers(_ visit: Visit) throws -> TwinTable {
        let notice = try notice(visit)
        let all = try responses(notice)
        let shown = try desk.sight(visit).shown(all, .response)
        return TwinTable(
            "notice-\(notice.entry.name)", caption: "In order of time.",
            columns: [
                .init("answer", "Answer"), .init("content", "What it is"), .init("received", "Received"),
                .init("after", "After the notice"), .init("note", "What it says"), .init("text_sha256", "Full text"),
                .init("digest", "SHA-256"),
            ],
            rows: shown.map { response in
                [
                    .text(response.entry.name), .words(response.entry.content.rawValue),
                    .text(response.entry.received.description),
                    .words(NoticeClock.span(from: notice.entry.sent, to: response.entry.received)),
                    response.entry.note.map { .text($0) } ?? .missing,
                    response.entry.textSHA256.map { .digest($0) } ?? .missing, .digest(response.digest),
                ]
            }, empty: "No answer was entered.", leftOut: all.count - shown.count)
    }

    private func page(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) throws -> SitePage {
        let notice = try notice(visit)
        let entry = notice.entry
        let sight = try desk.sight(visit)
        let cohort = try desk.folder.entries(Cohort.self).last { $0.digest == entry.cohort }
        let responses = sight.shown(try responses(notice), .response)
        let assets = cohort.map { entry.assets(of: $0.entry).count } ?? entry.assets?.count ?? 0
        let remarks = try cohort.map { try NoticeRemarks([entry], CohortReference($0), desk.folder).lines } ?? []
        let about: Markup =
            cohort.map {
                SiteParts.link(
                    foreign("\($0.entry.name) v\($0.entry.version)"), "/cohorts/\($0.digest.prefix(16))")
            } ?? SiteParts.digest(entry.cohort)
        var facts: [(name: Markup, value: Markup)] = [
            ("To", SiteParts.link("\(entry.platform.name)", "/cards/\(entry.platform.name)")),
            ("How", "\(entry.channel.title)"), ("Sent", foreign(entry.sent.description)),
            ("By", foreign(entry.sender)), ("About", about),
            ("Clock", "\(NoticeClock(entry, responses.map(\.entry), at: visit.now).words)"),
        ]
        if let reference = entry.reference { facts.append(("Reference", foreign(reference))) }
        if let note = entry.note { facts.append(("Note", foreign(note))) }
        if let text = entry.textSHA256 { facts.append(("Full text", SiteParts.digest(text))) }
        facts.append(("SHA-256", SiteParts.digest(notice.digest)))
        let cohortAddress = cohort.map { "/cohorts/\($0.digest.prefix(16))?platform=\(entry.platform.name)" }
        return NoticePage.page(
            name: entry.name, facts: facts,
            figures: [
                ("assets that it names", assets, cohortAddress), ("answers", responses.count, "#answers"),
            ], remarks: remarks.map { String($0.prefix(1).uppercased() + $0.dropFirst()) }, answers: table,
            address: address(entry.name), draft: visit.visitor.may(.analyse) ? draft : nil, frame: desk.frame(visit))
    }

    // MARK: Entering

    private func about(_ row: NamedRow) throws -> CohortReference {
        CohortReference(try desk.folder.entry(Cohort.self, called: row.required("cohort")))
    }

    private func add(_ row: NamedRow, _ visit: Visit) throws -> Answer {
        let about = try about(row)
        var values = row.values
        values["assets"] = nil
        var notice = try Notice(row: NamedRow(number: 1, values: values), about: about, by: visit.now)
        notice.assets = try PastedAssets.keys(row.text("assets"), of: about, on: notice.platform)
        try desk.folder.enter([notice], at: visit.now)
        return .seeOther(address(notice.name) + "?done=saved")
    }

    private func expose(_ row: NamedRow, _ visit: Visit) throws -> Answer {
        let about = try about(row)
        var values = row.values
        values["assets"] = nil
        var exposure = try Exposure(row: NamedRow(number: 1, values: values), about: about, by: visit.now)
        exposure.assets = try PastedAssets.keys(row.text("assets"), of: about, on: nil)
        try desk.folder.enter([exposure], at: visit.now)
        return .seeOther("/notices?done=saved")
    }

    private func answer(_ row: NamedRow, _ visit: Visit) throws -> Answer {
        let notice = try notice(visit).entry
        var values = row.values
        if values["name"] == nil {
            values["name"] = Response.freeName(
                to: notice, among: try desk.folder.current(Response.self).map(\.entry.name))
        }
        let response = try Response(row: NamedRow(number: 1, values: values), to: notice, by: visit.now)
        try desk.folder.enter([response], at: visit.now)
        return .seeOther(address(notice.name) + "?done=saved#answers")
    }
}

/// How the clock of a notice stands, in words.
struct NoticeClock {
    let words: String

    /// - Parameter answers: to it, in any order.
    init(_ notice: Notice, _ answers: [Response], at now: Instant) {
        guard notice.channel.asksToAct else {
            words = "starts none"
            return
        }
        if let first = answers.min(by: { $0.received.earliest < $1.received.earliest }) {
            words = "first answer after " + Self.span(from: notice.sent, to: first.received)
        } else {
            words = "runs for " + Self.span(from: notice.sent, to: StatedTime(now)) + ", no answer"
        }
    }

    /// `3 d 4 h`; `12 d to 42 d` where days or months are all that is known.
    static func span(from start: StatedTime, to end: StatedTime) -> String {
        let least = max(0, end.earliest.milliseconds - start.latest.milliseconds)
        let most = max(0, end.latest.milliseconds - start.earliest.milliseconds)
        if start.fineness == .moment, end.fineness == .moment { return TimeText.duration(milliseconds: Double(most)) }
        let (low, high) = (least / Day.milliseconds, (most + Day.milliseconds - 1) / Day.milliseconds)
        return low == high ? "\(low) d" : "\(low) to \(high) d"
    }
}
