import Briefing
import Evidence
import Exchange
import HTTPTypes
import Inquiry
import Oversight
import Records
import Reporting
import Seals
import Workspace

/// The evidence room: the log, records, exhibits, the check and the checkpoint.
struct EvidencePages {
    let desk: Desk
    private let shelf: RecordShelf

    init(desk: Desk, shelf: RecordShelf) {
        self.desk = desk
        self.shelf = shelf
    }

    /// Entries that are gone through for one page where only those of one object are asked.
    private static let most = 20_000
    private static let record = Endpoint.Parameter.path("record", .text, "The record's SHA-256.")
    private static let exhibitFields = ["label", "title", "statement", "records", "against"]

    private var evidence: EvidenceFolder { desk.folder.evidence }

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/evidence", name: "listCustody", "The custody log of the evidence, the newest first.", .read,
            parameters: [.query("object", .text, "Only entries about the object of this SHA-256.")],
            { try log($0) }, show: { visit, table in try page(visit, table, FormDraft("")) })
            + Endpoint.table(
                "/evidence/records", name: "listRecords", "The records of the evidence.", .read,
                parameters: [.query("asset", .text, "Only of this asset.")],
                { try records($0) },
                show: { visit, table in
                    EvidencePage.records(table, address: visit.narrowed, frame: desk.frame(visit))
                })
            + Endpoint.table(
                "/evidence/records/{record}", name: "getRecord", "One record with its files.", .read,
                parameters: [Self.record], { try files($0) }, page: { try recordPage($0) })
            + Endpoint.table(
                "/exhibits", name: "listExhibits", "What records are relied on for.", .read, { try exhibits($0).table },
                show: { visit, table in try exhibitsPage(visit, table, FormDraft("exhibit")) })
            + [file, verify, checkpoint, exhibit]
    }

    // MARK: The log

    func log(_ visit: Visit) throws -> TwinTable {
        try desk.requireCase(visit)
        let part = try visit.part()
        let isWhole = try desk.seesAll(visit)
        var rows: [[TwinTable.Cell]] = []
        var total = 0
        if evidence.isThere {
            let custody = try evidence.custody()
            total = custody.size
            if let object = visit.query["object"] {
                total = 0
                if custody.size > 0 {
                    try custody.eachEvent(newestFirstIn: max(1, custody.size - Self.most + 1)...custody.size) { event in
                        guard event.draft.object == object else { return true }
                        if part.contains(total) { rows.append(row(event, isWhole: isWhole)) }
                        total += 1
                        return true
                    }
                }
            } else {
                let last = custody.size - part.lowerBound
                if last > 0, !part.isEmpty {
                    rows = try custody.events(max(1, last - part.count + 1)...last).reversed().map {
                        row($0, isWhole: isWhole)
                    }
                }
            }
        }
        return TwinTable(
            "custody", caption: "The newest first. Reads, searches and exports stand here, too.",
            columns: [
                .init("entry", "Entry", isNumber: true), .init("time", "When"), .init("actor", "Who"),
                .init("role", "As"), .init("action", "Did"), .init("object", "With"), .init("note", "What"),
                .init("reason", "Why"), .init("to", "To"),
            ], rows: rows, empty: "Nothing was done with the evidence yet.",
            part: .init(first: part.lowerBound, total: total, size: part.count))
    }

    private func row(_ event: CustodyEvent, isWhole: Bool) -> [TwinTable.Cell] {
        let draft = event.draft
        func text(_ value: String?) -> TwinTable.Cell {
            value.map { isWhole ? .text($0) : Desk.withheld } ?? .missing
        }
        let link =
            draft.action == .recorded ? "/evidence/records/\(draft.object)" : "/evidence?object=\(draft.object)"
        return [
            .count(event.number), .time(event.time), .text(draft.custodian.name), .words(draft.custodian.role),
            .words(draft.action.rawValue), .digest(draft.object, link: link), text(draft.note), text(draft.reason),
            text(draft.to),
        ]
    }

    func page(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) throws -> SitePage {
        try desk.requireCase(visit)
        let sight = try desk.sight(visit)
        let lines = try shelf.lines(evidence)
        let seen = lines.filter { sight.visitor.sees($0.light) }
        let exhibits = try desk.folder.current(Exhibit.self).map(\.entry.label)
        let key = try evidence.verifyingKey()
        let size = evidence.checkpointSizes().last
        var facts: [(name: Markup, value: Markup)] = []
        if let size, let key, let last = try evidence.checkpoint(size, with: [key]) {
            facts = [
                ("Covers", "\(size) entries"), ("Root", SiteParts.digest(last.checkpoint.root.hexadecimal)),
                ("Signed with", foreign(key.name.description)), ("File", foreign("evidence/" + last.file)),
            ]
        }
        let entries = evidence.isThere ? try evidence.custody().size : 0
        let may = visit.visitor.may
        var frame = desk.frame(visit)
        frame.leftOut = lines.count - seen.count
        return EvidencePage.page(
            figures: [
                ("entries of the log", entries, "#log"), ("records", seen.count, "/evidence/records"),
                ("exhibits", exhibits.count, "/exhibits"),
                ("checkpoints", evidence.checkpointSizes().count, "#checkpoint"),
                ("entries under none", entries - (size ?? 0), "#log"),
            ], checkpoint: facts, hasKey: evidence.hasKey, exhibits: exhibits,
            forms: .init(
                verifies: may(.audit), checkpoint: may(.keep) ? draft.of("checkpoint") : nil,
                package: may(.export) ? draft.of("package") : nil, exhibit: nil),
            log: table, address: visit.narrowed, frame: frame)
    }

    // MARK: Records

    private func records(_ visit: Visit) throws -> TwinTable {
        let all = try shelf.lines(evidence).filter { line in
            visit.query["asset"].map { line.asset == $0 } ?? true
        }
        let seen = all.filter { visit.visitor.sees($0.light) }
        let (shown, part) = try visit.part(seen)
        return TwinTable(
            "records", caption: "In the order of the log.",
            columns: [
                .init("record", "Record"), .init("entry", "Entry", isNumber: true), .init("recorded", "Recorded"),
                .init("asset", "Asset"), .init("files", "Files"), .init("row", "Row"), .init("grade", "Grade"),
                .init("tlp", "Marking"), .init("limits", "Limits", isNumber: true),
            ],
            rows: shown.map { line in
                let link = "/evidence/records/" + line.identifier
                return [
                    .digest(line.identifier, link: link),
                    .count(line.entry, link: "/evidence?object=" + line.identifier),
                    .text(line.recorded),
                    line.asset.map { .text($0, link: "/evidence/records?asset=" + PathText.encoded($0)) } ?? .missing,
                    .text(line.files.joined(separator: ", ")),
                    line.row.map { .text("\($0.file):\($0.number)") } ?? .missing, .words(line.grade),
                    .marking(line.light), .count(line.limits, link: link + "#limits"),
                ]
            }, empty: "Nothing was recorded yet.", leftOut: all.count - seen.count, part: part)
    }

    private func record(_ visit: Visit) throws -> (line: RecordShelf.Line, record: EvidenceRecord) {
        let name = try visit.parameter("record")
        let lines = try shelf.lines(evidence)
        guard name.count >= 8, let line = lines.first(where: { $0.identifier.hasPrefix(name.lowercased()) }) else {
            throw Refusal.notFound("The evidence has no record '\(name.prefix(80))'.")
        }
        guard visit.visitor.sees(line.light) else {
            throw Refusal.forbidden(
                "The record is marked \(line.light.label); your clearance is \(visit.visitor.clearance.label).")
        }
        return (line, try evidence.record(line.identifier))
    }

    private func files(_ visit: Visit) throws -> TwinTable {
        let (line, record) = try record(visit)
        return TwinTable(
            "record-\(line.identifier.prefix(12))", caption: "Each under its own hash.",
            columns: [
                .init("name", "File"), .init("part", "What it is"), .init("media_type", "Type"),
                .init("bytes", "Bytes", isNumber: true), .init("sha256", "SHA-256"), .init("kept", "Kept"),
            ],
            rows: record.files.map { file in
                [
                    .text(
                        file.name,
                        link: file.isKept && visit.visitor.may(.export)
                            ? "/evidence/records/\(line.identifier)/files/\(file.sha256)" : nil),
                    .words(file.part.rawValue), file.mediaType.map { .text($0) } ?? .missing, .count(Int(file.bytes)),
                    .digest(file.sha256, link: "/evidence?object=" + file.sha256), .yes(file.isKept),
                ]
            }, empty: "It is a row of an imported file, and no file of its own.")
    }

    private func recordPage(_ visit: Visit) throws -> SitePage {
        let (line, record) = try record(visit)
        let capture = record.capture
        func text(_ value: String?) -> Markup { value.map { foreign($0) } ?? "<span class=\"none\">not known</span>" }
        var facts: [(name: Markup, value: Markup)] = [
            ("Recorded", foreign(record.recorded.description)), ("Asset", text(line.asset)),
            ("How", "\(capture.method.rawValue.replacing("_", with: " "))"),
            ("Address", capture.urlRequested.map { address($0) } ?? text(nil)),
            ("Captured", text(capture.started?.description)), ("Seen from", text(capture.vantage)),
            ("Logged in", "\(capture.login.rawValue)"),
            ("Grade", "\(record.provenance.grade)"), ("Source", text(record.provenance.source)),
            ("Marking", "\(record.legal.disclosure.label)"), ("May be kept because", text(record.legal.basis)),
            ("Personal data", "\(record.legal.personalData.rawValue)"),
            ("Must go on", text(record.legal.retainUntil?.description)),
        ]
        if let row = record.row {
            facts.append(("Row", "\(foreign(row.file)), row \(Int(row.number)), \(SiteParts.digest(row.sha256))"))
        }
        if let original = record.original {
            facts.append(
                ("Working copy of", "<a href=\"/evidence/records/\(original)\">\(SiteParts.digest(original))</a>"))
        }
        facts.append(
            ("Entry of the log", "<a href=\"/evidence?object=\(line.identifier)\">\(line.entry)</a>"))
        return EvidencePage.record(
            line.identifier, facts: facts, limits: record.limits,
            observed: record.observed.map { ($0.kind, $0.value) }, files: try files(visit),
            exhibits: try desk.folder.current(Exhibit.self).filter {
                $0.entry.assessed.records.contains(line.identifier)
            }.map(\.entry.label), frame: desk.frame(visit))
    }

    /// A file of a record, as it was kept.
    private var file: Endpoint {
        Endpoint(
            .get, "/evidence/records/{record}/files/{sha256}", kind: .interface, name: "getEvidenceFile",
            "A file of a record, byte for byte.", .export,
            parameters: [Self.record, .path("sha256", .text, "The file's SHA-256.")],
            outputs: [Endpoint.Output("application/octet-stream", "The file, compared with its hash.")],
            work: .plain { visit in
                let record = try record(visit).record
                let digest = try visit.parameter("sha256")
                guard let file = record.files.first(where: { $0.sha256 == digest && $0.isKept }) else {
                    throw Refusal.notFound("The record keeps no such file.")
                }
                return .bytes(
                    try evidence.contents(of: file.sha256), type: "application/octet-stream", download: file.name)
            })
    }

    // MARK: Exhibits

    private func exhibits(
        _ visit: Visit
    ) throws -> (shown: [EvidencePage.Exhibit], table: TwinTable) {
        let sight = try desk.sight(visit)
        let all = try desk.folder.current(Exhibit.self)
        var shown: [EvidencePage.Exhibit] = []
        for exhibit in sight.seesCase ? all : [] {
            let assessed = exhibit.entry.assessed
            let lines = try assessed.records.map { try shelf.line($0, evidence) }
            guard lines.allSatisfy({ sight.visitor.sees($0?.light) }) else { continue }
            let provenances = try assessed.supporting.map { try evidence.record($0).provenance }
            shown.append(
                EvidencePage.Exhibit(
                    label: exhibit.entry.label, title: exhibit.entry.title, statement: assessed.statement,
                    preparedBy: exhibit.entry.preparedBy, supporting: assessed.supporting,
                    contradicting: assessed.contradicting, sources: Provenance.independentSources(provenances),
                    digest: exhibit.digest))
        }
        let table = TwinTable(
            "exhibits", caption: "By label.",
            columns: [
                .init("exhibit", "Exhibit"), .init("title", "Title"), .init("for", "Relied on for"),
                .init("supporting", "For", isNumber: true), .init("contradicting", "Against", isNumber: true),
                .init("sources", "Independent sources", isNumber: true), .init("prepared_by", "Prepared by"),
                .init("digest", "SHA-256"),
            ],
            rows: shown.map { exhibit in
                let link = "#" + exhibit.label
                return [
                    .text(exhibit.label, link: link), .text(exhibit.title), .text(exhibit.statement),
                    .count(exhibit.supporting.count, link: link), .count(exhibit.contradicting.count, link: link),
                    .count(exhibit.sources, link: link), .text(exhibit.preparedBy), .digest(exhibit.digest),
                ]
            }, empty: "No exhibit was entered yet.", leftOut: all.count - shown.count)
        return (shown, table)
    }

    private func exhibitsPage(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) throws -> SitePage {
        EvidencePage.exhibits(
            try exhibits(visit).shown, table, address: visit.narrowed,
            draft: visit.visitor.may(.analyse) ? draft : nil, frame: desk.frame(visit))
    }

    private var exhibit: Endpoint {
        Endpoint.form(
            "/exhibits", name: "addExhibit", "Says what records are relied on for.", .analyse, outputs: .entered
        ) { visit in
            try desk.entering(visit, "exhibit", Self.exhibitFields) { row in
                func identifiers(_ field: String) throws -> [String] {
                    try (row.text(field) ?? "").split(whereSeparator: \.isWhitespace).map {
                        let identifier = try evidence.identifier(beginning: String($0))
                        _ = try evidence.record(identifier)
                        return identifier
                    }
                }
                let assessed = try Assessed(
                    statement: row.required("statement"), supporting: identifiers("records"),
                    contradicting: identifiers("against"))
                let entry = try Exhibit(
                    label: row.required("label"), title: row.required("title"), assessed: assessed,
                    preparedBy: visit.visitor.displayName)
                try desk.folder.enter([entry], at: visit.now)
                return .seeOther("/exhibits?done=saved")
            } again: { draft in
                try exhibitsPage(visit, try exhibits(visit).table, draft)
            }
        }
    }

    // MARK: Check and checkpoint

    private var verify: Endpoint {
        Endpoint.form(
            "/evidence/verify", name: "verifyEvidence", "Checks all of the evidence, and says what is wrong.", .audit,
            outputs: [.page]
        ) { visit in
            try desk.requireCase(visit)
            try desk.audit.flush()
            let check = try evidence.verify()
            let problems = TwinTable(
                "problems", caption: "Each thing that is not as it was left.",
                columns: [
                    .init("file", "File"), .init("entry", "Entry", isNumber: true), .init("what", "What is wrong"),
                ],
                rows: check.problems.map { problem in
                    [.text(problem.file), problem.entry.map { .count($0) } ?? .missing, .text(problem.what)]
                }, empty: "None.")
            return .page(
                EvidencePage.check(
                    problems: problems, notes: check.notes,
                    stamps: check.timeStamps.map {
                        "\($0.file): an authority saw the checkpoint at \($0.response.time) (serial \($0.response.serial))"
                    },
                    figures: [
                        ("entries", check.entries, "/evidence#log"), ("objects", check.objects, nil),
                        ("records", check.records, "/evidence/records"),
                        ("checkpoints", check.checkpoints.count, "/evidence#checkpoint"),
                        ("time-stamps", check.timeStamps.count, nil),
                    ], root: check.root.hexadecimal, frame: desk.frame(visit)))
        }
    }

    private var checkpoint: Endpoint {
        Endpoint.form(
            "/evidence/checkpoints", name: "signCheckpoint", "Signs the custody log as it is.", .keep, outputs: .entered
        ) { visit in
            try desk.entering(visit, "checkpoint", []) { _ in
                try desk.requireCase(visit)
                let key = try desk.signingKey(visit, "checkpoint")
                try desk.audit.flush()
                let writer = try evidence.writer()
                _ = try writer.checkpoint(with: key, by: desk.custodian(visit), at: desk.clock())
                return .seeOther("/evidence?done=signed#checkpoint")
            } again: { draft in
                try page(visit, try log(visit), draft)
            }
        }
    }
}
