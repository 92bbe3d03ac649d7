import HTTPTypes
import Intake
import Records
import Reporting
import Workspace

/// What was imported, with what could not be taken, and the form that brings more in.
struct ImportPages {
    let desk: Desk

    private static let number = Endpoint.Parameter.path("import", .number, "The import's number.")

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/imports", name: "listImports", "What was imported into the case.", .read, { try list($0) },
            show: { visit, table in try listPage(visit, table) })
            + Endpoint.table(
                "/imports/{import}", name: "listRejects", "One import, and what it could not take.", .read,
                parameters: [Self.number], { try rejects($0) },
                show: { visit, table in try page(visit, table) })
            + [
                Endpoint(
                    .post, "/imports", kind: .form, name: "sendFiles",
                    "Takes files and begins the job that imports them.", .bring,
                    input: ImportInterface.input(desk.uploads), outputs: [.seeOther], sender: .pageWithFiles,
                    work: .taking { visit, incoming in
                        .seeOther("/jobs/\(try await Receiving(desk: desk).form(visit, incoming).id)")
                    })
            ]
    }

    /// The import of a visit.
    static func line(_ desk: Desk, _ visit: Visit) throws -> ImportLine {
        let number = try visit.number("import")
        guard let line = try desk.readers.imports().first(where: { $0.number == number }) else {
            throw Refusal.notFound(
                "There is no import \(number) in this case.", help: "The page of imports lists them.")
        }
        return line
    }

    private static func format(_ line: ImportLine) -> String {
        guard let id = line.summary?.format else { return "" }
        return Intake.formats.first { $0.id == id }?.title ?? id
    }

    // MARK: The list

    private func list(_ visit: Visit) throws -> TwinTable {
        let isSeen = visit.visitor.sees(try desk.marking(at: visit.now))
        let all = try desk.readers.imports()
        let part = try visit.part()
        let shown = isSeen ? Array(all.reversed().dropFirst(part.lowerBound).prefix(part.count)) : []
        return TwinTable(
            "imports", caption: "The newest first.",
            columns: [
                .init("import", "Import", isNumber: true), .init("name", "File"), .init("format", "Format"),
                .init("rows", "Records", isNumber: true), .init("accepted", "Taken", isNumber: true),
                .init("repeated", "Known before", isNumber: true), .init("rejected", "Rejected", isNumber: true),
                .init("first", "From"), .init("last", "To"), .init("started", "Imported"),
            ], rows: shown.map(row), empty: "Nothing was imported yet.", leftOut: isSeen ? 0 : all.count,
            part: .init(first: part.lowerBound, total: isSeen ? all.count : 0, size: part.count))
    }

    private func row(_ line: ImportLine) -> [TwinTable.Cell] {
        let address = "/imports/\(line.number)"
        let summary = line.summary
        func count(_ value: UInt64?) -> TwinTable.Cell {
            value.map { .count(Int(clamping: $0), link: address) } ?? .missing
        }
        return [
            .count(Int(line.number), link: address), .text(line.name, link: address),
            summary == nil ? .words("only in part") : .words(Self.format(line)),
            count(summary?.rows ?? UInt64(clamping: line.rows)), count(summary?.accepted), count(summary?.repeated),
            .count(Int(clamping: summary?.rejected ?? UInt64(clamping: line.rejects)), link: address + "#rejects"),
            .time(summary?.first), .time(summary?.last), .time(line.started),
        ]
    }

    private func listPage(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        let isSeen = visit.visitor.sees(try desk.marking(at: visit.now))
        let mayBring = isSeen && visit.visitor.may(.bring)
        let open =
            mayBring
            ? try desk.store.jobs(states: [.waiting, .running], limit: 20).filter { $0.kind == JobKind.bring.rawValue }
            : []
        return ImportPage.list(
            table,
            mayBring
                ? .init(
                    formats: Intake.formats.map { ($0.id, "\($0.title)") }, platforms: Platform.allCases.map(\.name),
                    limit: desk.uploads.perFile,
                    site: "\(desk.gate.site.isSecure ? "https" : "http")://\(visit.host)") : nil,
            jobs: open.map { ("job \($0.id): \(JobPages.title($0))", "/jobs/\($0.id)") }, frame: desk.frame(visit),
            address: visit.path)
    }

    // MARK: One

    private func rejects(_ visit: Visit) throws -> TwinTable {
        try desk.requireCase(visit)
        let line = try Self.line(desk, visit)
        let part = try visit.part()
        // Rejects are numbered from 1 without a gap.
        let page = try desk.readers.rejects(
            ofImport: line.number, after: Int64(clamping: part.lowerBound), limit: part.count)
        return TwinTable(
            "import-\(line.number)-rejects", caption: "Records by their place in the file; 0 is the file as a whole.",
            columns: [
                .init("row", "Record", isNumber: true), .init("field", "Field"), .init("reason", "Reason"),
                .init("detail", "What was found, and what to do"),
            ],
            rows: page.rejects.map { _, rejection in
                [
                    .count(Int(clamping: rejection.row)), rejection.field.map { .text($0) } ?? .missing,
                    .words(rejection.reason), .text(rejection.detail),
                ]
            }, empty: "Nothing was rejected.",
            part: .init(first: part.lowerBound, total: Int(clamping: line.rejects), size: part.count))
    }

    private func page(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        let line = try Self.line(desk, visit)
        let summary = line.summary
        var facts: [(name: String, value: TwinTable.Cell)] = [
            ("Format", .words(Self.format(line))), ("Bytes", .count(Int(line.bytes))),
            ("SHA-256", .digest(line.sha256)),
            ("Imported", .time(line.started)), ("Collected", .time(line.collected)),
            ("Records", .count(Int(clamping: summary?.rows ?? UInt64(clamping: line.rows)))),
        ]
        if let summary {
            facts += [
                ("Taken", .count(Int(clamping: summary.accepted), link: "/search?in=posts")),
                ("Known before", .count(Int(clamping: summary.repeated))),
                ("Rejected", .count(Int(clamping: summary.rejected), link: "#rejects")),
                ("Posts from", .time(summary.first)), ("Posts to", .time(summary.last)),
                ("Platform", summary.platform.map { .words($0.name) } ?? .missing),
            ]
        }
        return ImportPage.one(
            number: Int(line.number), name: line.name, facts: facts,
            reasons: summary?.rejectedByReason.map { ($0.name, Int(clamping: $0.count), $0.meaning) } ?? [],
            notes: summary?.notes.map { (Int(clamping: $0.count), $0.meaning) } ?? [], isWhole: summary != nil,
            rejects: table, frame: desk.frame(visit), address: visit.path)
    }
}
