import Evidence
import HTTPTypes
import Records
import Reporting
import Workspace

/// The log of who did what: the custody log itself, entry by entry.
struct AuditPages {
    let desk: Desk

    /// Entries that are gone through for one page, from the newest on: a log is as long as a case is old.
    private static let most = 20_000

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/audit", name: "listAudit", "Who did what, from the custody log, the newest first.", .audit,
            parameters: [
                .query("person", .text, "Only of this person."),
                .query("action", .choice(CustodyAction.allCases.map(\.rawValue)), "Only what was done so."),
                .query("object", .text, "Only what was done with the object of this SHA-256."),
                .query("before", .number, "Only entries before the one of this number."),
            ], { try table($0) },
            show: { visit, table in
                AuditPage.page(
                    table.markup(address: visit.path), person: visit.query["person"] ?? "",
                    action: visit.query["action"] ?? "", actions: CustodyAction.allCases.map(\.rawValue),
                    further: table.rows.count >= (try visit.part().count) ? further(visit, table) : nil,
                    frame: desk.frame(visit))
            })
    }

    private func table(_ visit: Visit) throws -> TwinTable {
        // What happened until now is seen: also this reading's own predecessors.
        try desk.audit.flush()
        let wanted = try visit.part().count
        let action = try visit.query["action"].map { word throws(Refusal) in
            guard let action = CustodyAction(rawValue: word) else {
                throw .bad("'\(word.prefix(40))' is no action of the log.")
            }
            return action
        }
        let (person, object) = (visit.query["person"], visit.query["object"])
        let isWhole = try desk.seesAll(visit)
        var rows: [[TwinTable.Cell]] = []
        var total = 0
        if desk.folder.evidence.isThere {
            let log = try desk.folder.evidence.custody()
            total = log.size
            let last = min(log.size, (try visit.query.number("before")).map { $0 - 1 } ?? log.size)
            let first = max(1, last - Self.most + 1)
            if last > 0 {
                try log.eachEvent(newestFirstIn: first...last) { event in
                    if let person, event.draft.custodian.name != person { return true }
                    if let action, event.draft.action != action { return true }
                    if let object, event.draft.object != object { return true }
                    rows.append(row(event, isWhole: isWhole))
                    return rows.count < wanted
                }
            }
        }
        return TwinTable(
            "audit", caption: "The newest of \(total) entries first.",
            columns: [
                .init("entry", "Entry", isNumber: true), .init("time", "When"), .init("person", "Who"),
                .init("role", "As"), .init("action", "Did"), .init("object", "With"), .init("note", "What"),
                .init("reason", "Why"),
            ], rows: rows, empty: "No entry is like that.")
    }

    private func row(_ event: CustodyEvent, isWhole: Bool) -> [TwinTable.Cell] {
        let draft = event.draft
        return [
            .count(event.number), .time(event.time),
            .text(draft.custodian.name, link: "/audit?person=" + PathText.encoded(draft.custodian.name)),
            .words(draft.custodian.role), .words(draft.action.rawValue),
            .digest(draft.object, link: "/audit?object=" + draft.object),
        ]
            + [draft.note, draft.reason].map { words in
                words.map { isWhole ? .text($0) : Desk.withheld } ?? .missing
            }
    }

    private func further(_ visit: Visit, _ table: TwinTable) -> String? {
        guard case .count(let number)? = table.rows.last?.first?.value, number > 1 else { return nil }
        var address = "/audit?before=\(number)"
        for name in ["person", "action", "object"] {
            if let value = visit.query[name] { address += "&\(name)=" + PathText.encoded(value) }
        }
        return address
    }
}
