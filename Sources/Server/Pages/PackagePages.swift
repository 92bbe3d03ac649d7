import Briefing
import Evidence
import Exchange
import Foundation
import HTTPTypes
import Inquiry
import Records
import Reporting
import Workspace

/// Packages: asked for by one, allowed by another, made and handed out by whoever publishes.
struct PackagePages {
    let desk: Desk
    let room: EvidencePages

    private static let fields = ["tlp", "exhibits", "to", "reason"]

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/evidence/packages", name: "listPackages", "Packages that were asked for.", .read, { try list($0) },
            show: { visit, table in try page(visit, table, FormDraft("make")) })
            + [ask, make, file]
    }

    private func requests() throws -> [ApprovalRequest] {
        try desk.store.approvals(last: 500).filter { $0.subject.kind == PackageRequest.kind }
    }

    private func state(_ request: ApprovalRequest) -> ApprovalRequest.State {
        request.state(now: ApprovalSubject.digest(request.subject, desk.folder))
    }

    private func isMade(_ request: ApprovalRequest) -> Bool {
        FileManager.default.fileExists(atPath: desk.store.packagePath(request.id))
    }

    private func list(_ visit: Visit) throws -> TwinTable {
        try desk.requireCase(visit)
        let (shown, part) = try visit.part(try requests())
        return TwinTable(
            "packages", caption: "The newest first.",
            columns: [
                .init("request", "Request", isNumber: true), .init("package", "Package"), .init("asked_by", "Asked by"),
                .init("asked", "When"), .init("reason", "Why"), .init("state", "State"),
                .init("decided_by", "Decided by"),
                .init("file", "File"),
            ],
            rows: shown.map { request in
                [
                    .count(Int(request.id), link: "/approvals/\(request.id)"), .text(request.subject.name),
                    .text(request.askedBy), .time(request.asked), .text(request.reason),
                    .words(ApprovalPage.words(state(request).rawValue)),
                    request.decision.map { .text($0.by) } ?? .missing,
                    isMade(request)
                        ? .words(
                            "package-\(request.id).zip",
                            link: visit.visitor.may(.publish) ? "/evidence/packages/\(request.id).zip" : nil)
                        : .missing,
                ]
            }, empty: "Nobody has asked for a package yet; the page of the evidence has the form.", part: part)
    }

    private func page(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) throws -> SitePage {
        EvidencePage.packages(
            table, address: visit.narrowed, draft: visit.visitor.may(.publish) ? draft : nil,
            ready: try requests().filter { state($0) == .granted && !isMade($0) }.map {
                ($0.id, "\($0.id): \($0.subject.name), asked by \($0.askedBy)")
            }, frame: desk.frame(visit))
    }

    private var ask: Endpoint {
        Endpoint.form(
            "/evidence/packages", name: "askForPackage", "Asks that a package may be made.", .export, outputs: .entered
        ) {
            visit in
            try desk.entering(visit, "package", Self.fields) { row in
                try desk.requireCase(visit)
                guard let light = TrafficLight(try row.required("tlp")) else {
                    throw FieldFault("unknown-marking", field: "tlp", "this is no marking of TLP 2.0")
                }
                let labels = row.text("exhibits")?.split(separator: ",").map { String($0).trimmed }
                let request = try PackageRequest(marking: light, exhibits: labels, of: desk.folder)
                let asked = try desk.store.ask(
                    for: .init(
                        kind: PackageRequest.kind, name: request.name, digest: request.digest(desk.folder)),
                    by: visit.visitor.name, reason: "for \(row.required("to")): \(row.required("reason"))",
                    at: visit.now)
                return .seeOther("/approvals/\(asked.id)?done=asked")
            } again: { draft in
                let table = try room.log(visit)
                return try room.page(visit, table, draft)
            }
        }
    }

    private var make: Endpoint {
        Endpoint.form(
            "/evidence/packages/make", name: "makePackage", "Makes a package that was allowed.", .publish,
            outputs: .entered
        ) { visit in
            try desk.entering(visit, "make", ["number"]) { row in
                try desk.requireCase(visit)
                guard let number = try row.integer("number") else {
                    throw FieldFault("missing-number", field: "number", "say which package")
                }
                let request = try desk.store.approval(number)
                guard state(request) == .granted, let wanted = PackageRequest(name: request.subject.name) else {
                    throw FieldFault(
                        "not-granted", field: "number",
                        "request \(number) was not allowed, or what it was about has changed since; ask again")
                }
                guard !isMade(request) else { return .seeOther("/evidence/packages") }
                try desk.store.makePackageFolder()
                let custodian = try desk.custodian(visit)
                _ = try CasePackage(desk.folder).write(
                    wanted.order(desk.folder, software: desk.version), of: desk.folder,
                    to: desk.store.packagePath(number), signedBy: desk.signingKey(visit, "make"), at: desk.clock
                ) { digest, note in
                    try CustodyDraft(
                        .exported, object: digest, by: custodian,
                        reason: "request \(number), allowed by \(request.decision?.by ?? "")", to: request.reason,
                        note: note)
                }
                return .seeOther("/evidence/packages?done=added")
            } again: {
                try page(visit, try list(visit), $0)
            }
        }
    }

    /// The package itself. Its marking is its own: whoever may not see that much does not get it.
    private var file: Endpoint {
        Endpoint(
            .get, "/evidence/packages/{request}.zip", kind: .interface, name: "getPackage", "A package that was made.",
            .publish, parameters: [.path("request", .number, "The request's number.")],
            outputs: [Endpoint.Output("application/zip", "The package.")],
            work: .plain { visit in
                try desk.requireCase(visit)
                let number = try visit.number("request")
                let path = desk.store.packagePath(number)
                guard let request = try requests().first(where: { $0.id == number }),
                    let wanted = PackageRequest(name: request.subject.name),
                    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
                else { throw Refusal.notFound("No package was made for request \(number).") }
                guard visit.visitor.sees(wanted.marking) else {
                    throw Refusal.forbidden(
                        "The package is marked \(wanted.marking.label); your clearance is \(visit.visitor.clearance.label)."
                    )
                }
                var answer = Answer.file(
                    path, bytes: size, type: "application/zip", download: "package-\(number).zip")
                answer.exported = ("package-\(number).zip", request.subject.digest)
                return answer
            })
    }
}
