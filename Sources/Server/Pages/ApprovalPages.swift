import Attribution
import Briefing
import Exchange
import Records
import Reporting
import Workspace

/// What an approval is about, as it is now.
enum ApprovalSubject {
    /// SHA-256 of what would be published now; nothing that any request has where it cannot be made any more.
    static func digest(_ subject: ApprovalRequest.Subject, _ folder: CaseFolder) -> String {
        guard subject.kind == PackageRequest.kind else { return subject.digest }
        return PackageRequest(name: subject.name).flatMap { try? $0.digest(folder) } ?? ""
    }
}

/// What waits for a second person, and their decision: whoever asks cannot decide, and what has changed since is void.
struct ApprovalPages {
    let desk: Desk

    private static let request = Endpoint.Parameter.path("request", .number, "The request's number.")

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/approvals", name: "listApprovals", "What was asked for, and what was decided.", .read,
            parameters: [
                .query("state", .choice(["waiting", "granted", "refused", "void"]), "Only what stands so.")
            ], { try list($0) },
            show: { visit, table in
                ApprovalPage.list(
                    table, unsigned: try unsigned(visit), address: visit.narrowed, frame: desk.frame(visit))
            })
            + Endpoint.table(
                "/approvals/{request}", name: "getApproval", "One request.", .read, parameters: [Self.request],
                { try before($0) }, show: { visit, table in try page(visit, table, FormDraft("decision")) })
            + [
                Endpoint.form(
                    "/approvals/{request}", name: "decide", "Allows or refuses what somebody else asked for.", .review,
                    parameters: [Self.request], outputs: .entered
                ) { visit in
                    try desk.entering(visit, "decision", ["digest", "note", "choice"]) {
                        try decide($0, visit)
                    } again: {
                        try page(visit, try before(visit), $0)
                    }
                }
            ]
    }

    private func state(_ request: ApprovalRequest) -> ApprovalRequest.State {
        request.state(now: ApprovalSubject.digest(request.subject, desk.folder))
    }

    private func table(_ requests: some Sequence<ApprovalRequest>, _ name: String, part: TwinTable.Part?) -> TwinTable {
        TwinTable(
            name, caption: "The newest first.",
            columns: [
                .init("request", "Request", isNumber: true), .init("kind", "What"), .init("subject", "Of"),
                .init("asked_by", "Asked by"), .init("asked", "When"), .init("reason", "Why"), .init("state", "State"),
                .init("decided_by", "Decided by"), .init("decided", "When decided"), .init("note", "Remark"),
                .init("digest", "SHA-256"),
            ],
            rows: requests.map { request in
                let decision = request.decision
                return [
                    .count(Int(request.id), link: "/approvals/\(request.id)"), .words(request.subject.kind),
                    .text(request.subject.name, link: "/approvals/\(request.id)"), .text(request.askedBy),
                    .time(request.asked), .text(request.reason),
                    .words(ApprovalPage.words(state(request).rawValue)), decision.map { .text($0.by) } ?? .missing,
                    .time(decision?.at), decision.map { $0.note.isEmpty ? .missing : .text($0.note) } ?? .missing,
                    .digest(request.subject.digest),
                ]
            }, empty: "Nothing was asked for.", part: part)
    }

    private func list(_ visit: Visit) throws -> TwinTable {
        try desk.requireCase(visit)
        let all = try desk.store.approvals(last: 1_000).filter { request in
            visit.query["state"].map { $0 == state(request).rawValue } ?? true
        }
        let (shown, part) = try visit.part(all)
        return table(shown, "approvals", part: part)
    }

    /// Assessments that nobody else stands behind yet.
    private func unsigned(_ visit: Visit) throws -> [(name: String, author: String, link: String)] {
        let approved = Set(try desk.folder.current(Attribution.Approval.self).map(\.entry.digest))
        return try desk.sight(visit).shown(desk.folder.current(Assessment.self), .assessment).filter {
            try !approved.contains($0.entry.statement.digest())
        }.map {
            (
                $0.entry.name, $0.entry.statement.author,
                "/assessments/" + PathText.encoded($0.entry.name) + "#signatures"
            )
        }
    }

    // MARK: One

    private func request(_ visit: Visit) throws -> ApprovalRequest {
        try desk.requireCase(visit)
        return try desk.store.approval(visit.number("request"))
    }

    private func before(_ visit: Visit) throws -> TwinTable {
        let request = try request(visit)
        return table(
            try desk.store.approvals(kind: request.subject.kind, name: request.subject.name), "approval-\(request.id)",
            part: nil)
    }

    private func page(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) throws -> SitePage {
        let request = try request(visit)
        let state = state(request)
        let isOwn = request.askedBy == visit.visitor.name
        let why =
            switch state {
            case .waiting where isOwn: "You asked for this: somebody else must decide."
            case .waiting where !visit.visitor.may(.review): "A reviewer decides on this."
            case .void: "What this was about has changed since it was asked: ask again."
            default: ""
            }
        var facts: [(name: Markup, value: Markup)] = [
            ("What", "\(request.subject.kind)"), ("Of", foreign(request.subject.name)),
            ("Asked by", foreign(request.askedBy)), ("When", TimeText.element(request.asked)),
            ("Why", foreign(request.reason)), ("State", "\(ApprovalPage.words(state.rawValue))"),
            ("SHA-256 of what was asked", SiteParts.digest(request.subject.digest)),
        ]
        if let decision = request.decision {
            facts.append(("Decided by", foreign(decision.by)))
            facts.append(("When", TimeText.element(decision.at)))
            if !decision.note.isEmpty { facts.append(("Remark", foreign(decision.note))) }
        }
        if request.subject.kind == PackageRequest.kind {
            facts.append(
                ("Rests on", "<a href=\"/evidence\">the last checkpoint</a> and <a href=\"/exhibits\">the exhibits</a>")
            )
        }
        return ApprovalPage.page(
            number: request.id, title: "Request \(request.id)", facts: facts,
            digest: ApprovalSubject.digest(request.subject, desk.folder),
            draft: state == .waiting && !isOwn && visit.visitor.may(.review) ? draft : nil, why: why, table: table,
            frame: desk.frame(visit))
    }

    private func decide(_ row: NamedRow, _ visit: Visit) throws -> Answer {
        let request = try request(visit)
        let now = ApprovalSubject.digest(request.subject, desk.folder)
        guard row.text("digest") == now else {
            throw FieldFault("changed", "what this is about has changed since the page was shown; look at it again")
        }
        guard let choice = row.text("choice"), ["allow", "refuse"].contains(choice) else {
            throw FieldFault("no-choice", "say whether it is allowed or refused")
        }
        _ = try desk.store.decide(
            request.id, isGranted: choice == "allow", by: visit.visitor.name, digest: now, note: row.text("note") ?? "",
            at: visit.now)
        return .seeOther("/approvals/\(request.id)?done=decided")
    }
}
