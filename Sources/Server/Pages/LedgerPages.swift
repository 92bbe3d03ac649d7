import Briefing
import Exchange
import Inquiry
import Oversight
import Records
import Reporting
import Workspace

/// The ledger of disclosures: the case's captures, each under its own marking, and the rows that the program brings along.
struct LedgerPages {
    let desk: Desk
    private let kept = Recent<CaseVersion, LedgerShelf>(most: 1)

    init(desk: Desk) { self.desk = desk }

    private static let filters: [Endpoint.Parameter] = [
        .query("platform", .text, "Only of this platform."),
        .query("period", .text, "Only of these days: 2023-Q2, 2022-Q3/2023-Q1, 2023-07 or 2023."),
        .query("origin", .text, "Only from this country."),
    ]
    private static let report = Endpoint.Parameter.path("report", .text, "The report's name.")

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/ledger", name: "listDisclosures", "What platforms reported, row by row.", .read, parameters: Self.filters,
            { try list($0) }, show: { visit, table in try page(visit, table) })
            + Endpoint.table(
                "/ledger/rows/{row}", name: "getDisclosure", "One row of the ledger.", .read,
                parameters: [.path("row", .text, "The row's id.")], { try others($0) },
                show: { visit, table in try rowPage(visit, table) })
            + Endpoint.table(
                "/ledger/reports/{report}", name: "getReport", "One report with its captures and versions.", .read,
                parameters: [Self.report], { try captures($0) },
                show: { visit, table in try reportPage(visit, table) })
            + Endpoint.table(
                "/ledger/reports/{report}/changes", name: "getReportChanges",
                "What differs between two versions of a report, field by field.", .read,
                parameters: [
                    Self.report, .query("before", .text, "The beginning of the earlier version's digest."),
                    .query("after", .text, "The beginning of the later one's."),
                ], { try changes($0).table }, show: { visit, table in try changesPage(visit, table) })
            + Endpoint.table(
                "/ledger/screen", name: "screenOrigin",
                "How surprising it is that so few of a platform's networks come from a country (M11).", .read,
                parameters: Self.filters, { try screen($0).table },
                show: { visit, table in
                    let shelf = try shelf()
                    return LedgerPage.screen(
                        try screen(visit).measurement, table: table, asked: Self.asked(visit),
                        platforms: shelf.selection.platforms, origins: ShippedLedger.ledger.origins,
                        address: visit.narrowed, frame: desk.frame(visit))
                })
    }

    private func shelf() throws -> LedgerShelf {
        try kept.value(desk.readers.version()) { try LedgerShelf(desk.folder) }
    }

    /// What the program brings along is public; what the case captured is marked.
    private func sees(_ line: LedgerShelf.Line, _ sight: Sight) -> Bool {
        line.isShipped || sight.sees(.disclosure, line.row.reportName)
    }

    private static func asked(_ visit: Visit) -> (platform: String, period: String, origin: String) {
        (visit.query["platform"] ?? "", visit.query["period"] ?? "", visit.query["origin"] ?? "")
    }

    private static func days(_ text: String) throws -> ReportingPeriod {
        let ends = text.split(separator: "/").map { part in
            ReportingPeriod(String(part)) ?? Day(String(part)).map { ReportingPeriod($0) }
        }
        guard (1...2).contains(ends.count), let first = ends.first??.first, let last = ends.last??.last,
            let days = ReportingPeriod(first, last)
        else {
            throw Refusal.bad("'\(text.prefix(60))' is no period; write 2023-Q2, 2022-Q3/2023-Q1, 2023-07 or 2023.")
        }
        return days
    }

    // MARK: Rows

    private static let columns: [TwinTable.Column] = [
        .init("platform", "Platform"), .init("report", "Report"), .init("period", "Period"),
        .init("published", "Published"), .init("origin", "Origin"), .init("targets", "Targets"), .init("unit", "Unit"),
        .init("name", "Name"), .init("counts", "Counts"), .init("detected_by", "Detected by"), .init("grade", "Grade"),
        .init("source", "Source"), .init("row", "Row"),
    ]

    private func cells(_ line: LedgerShelf.Line) -> [TwinTable.Cell] {
        let row = line.row
        let link = "/ledger/rows/" + line.identifier
        let published = row.published?.text ?? row.publishedNoLaterThan.map { "by \($0)" }
        func text(_ value: String?) -> TwinTable.Cell { value.map { $0.isEmpty ? .missing : .text($0) } ?? .missing }
        return [
            .text(row.platform, link: link),
            .text(row.report, link: line.isShipped ? nil : "/ledger/reports/" + PathText.encoded(row.reportName)),
            text(row.period?.description), text(published), text(row.origins.joined(separator: "; ")),
            text(row.targets.joined(separator: "; ")), .words(row.unit.rawValue), text(row.operation),
            .text(LedgerShelf.counts(row), link: link), text(row.detection.words),
            .words(row.verification.grade.rawValue), .address(row.source), .digest(line.identifier, link: link),
        ]
    }

    private func list(_ visit: Visit) throws -> TwinTable {
        let sight = try desk.sight(visit)
        let asked = Self.asked(visit)
        let days = try asked.period.isEmpty ? nil : Self.days(asked.period)
        let platform = PlatformName.normalised(asked.platform)
        let origin = CountryName.normalised(asked.origin)
        let wanted = try shelf().lines.filter { line in
            (asked.platform.isEmpty || line.row.platform == platform)
                && (asked.origin.isEmpty || line.row.origins.contains(origin))
                && (days.map { days in line.row.days.map(days.contains) ?? false } ?? true)
        }
        let seen = wanted.filter { sees($0, sight) }
        let (shown, part) = try visit.part(seen)
        return TwinTable(
            "ledger",
            caption:
                "By platform and time. P and R were read at the publisher's own page or file, S at somebody's who quotes it, C in a compilation.",
            columns: Self.columns, rows: shown.map(cells), empty: "No row is like that.",
            leftOut: wanted.count - seen.count, part: part)
    }

    private func page(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        let shelf = try shelf()
        let sight = try desk.sight(visit)
        let reports = shelf.selection.reports.filter { sight.sees(.disclosure, $0.name) }
        return LedgerPage.list(
            table, asked: Self.asked(visit), platforms: shelf.selection.platforms,
            origins: shelf.selection.ledger.origins,
            reports: TwinTable(
                "reports", caption: "By name.",
                columns: [
                    .init("report", "Report"), .init("captures", "Captures", isNumber: true),
                    .init("versions", "Versions", isNumber: true), .init("rows", "Rows", isNumber: true),
                ],
                rows: reports.map { report in
                    let link = "/ledger/reports/" + PathText.encoded(report.name)
                    return [
                        .text(report.name, link: link), .count(report.captures.count, link: link + "#captures"),
                        .count(report.versions.count, link: link + "#changes"),
                        .count(report.rows.count, link: link + "#rows"),
                    ]
                }, empty: "None: the rows above are those that the program brings along."), address: visit.narrowed,
            frame: desk.frame(visit))
    }

    // MARK: One row

    private func line(_ visit: Visit) throws -> LedgerShelf.Line {
        guard let line = try shelf().line(visit.parameter("row")) else {
            throw Refusal.notFound(
                "The ledger has no such row.", help: "Where a report was captured anew, rows change.")
        }
        guard sees(line, try desk.sight(visit)) else {
            throw Refusal.forbidden("The row is marked above your clearance, \(visit.visitor.clearance.label).")
        }
        return line
    }

    private func others(_ visit: Visit) throws -> TwinTable {
        let row = try line(visit).row
        return TwinTable(
            "disclosure", caption: "Sources that state the row, and what each states.",
            columns: [.init("source", "Source"), .init("grade", "Grade"), .init("counts", "States")],
            rows: [
                [.address(row.source), .words(row.verification.grade.rawValue), .text(LedgerShelf.counts(row))]
            ]
                + row.otherSources.map { other in
                    [
                        .address(other.address), .words(other.grade.rawValue),
                        other.counts.isEmpty
                            ? .words("the same")
                            : .text(
                                CountKind.allCases.compactMap { kind in
                                    other.counts[kind].map { "\($0) \(kind.column)" }
                                }.joined(separator: ", ")),
                    ]
                })
    }

    private func rowPage(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        let line = try line(visit)
        let cells = zip(Disclosure.columns, line.row.cells).compactMap { column, value in
            value.flatMap { $0.isEmpty ? nil : (column.replacing("_", with: " "), $0) }
        }.map { name, value -> (name: String, value: Markup) in
            (name, value.hasPrefix("http") && !value.contains(" ") ? address(value) : foreign(value))
        }
        return LedgerPage.row(
            title: line.row.operation ?? "\(line.row.platform): \(line.row.origins.joined(separator: ", "))",
            cells: cells,
            others: table,
            link: line.isShipped
                ? nil : (line.row.reportName, "/ledger/reports/" + PathText.encoded(line.row.reportName)),
            frame: desk.frame(visit))
    }

    // MARK: Reports

    private func report(_ visit: Visit) throws -> CaseLedger.Report {
        let name = try visit.parameter("report")
        guard let report = try shelf().selection.reports.first(where: { $0.name == name }) else {
            throw Refusal.notFound("The case has captured no report '\(name.prefix(120))'.")
        }
        try desk.require(visit, .disclosure, name)
        return report
    }

    private func captures(_ visit: Visit) throws -> TwinTable {
        let report = try report(visit)
        return TwinTable(
            "report", caption: "In the order of the captures; captures in a row of the same bytes show one version.",
            columns: [
                .init("captured", "Captured"), .init("version", "Version", isNumber: true), .init("entered", "Entered"),
                .init("rows", "Rows", isNumber: true), .init("changelog", "Changelog"),
                .init("document_sha256", "Document"), .init("digest", "SHA-256"),
            ],
            rows: report.captures.map { capture in
                let entry = capture.entry.entry
                return [
                    .text(entry.captured.text), .count(capture.version, link: "#changes"), .time(capture.entry.entered),
                    .count(entry.rows.count, link: "#rows"), entry.changelog.map { .text($0) } ?? .missing,
                    entry.documentSHA256.map { .digest($0, link: "/evidence?object=\($0)") } ?? .missing,
                    .digest(capture.entry.digest),
                ]
            })
    }

    private func reportPage(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        let report = try report(visit)
        let lines = try shelf().lines.filter { $0.row.reportName == report.name && !$0.isShipped }
        let base = "/ledger/reports/" + PathText.encoded(report.name)
        let pairs = zip(report.versions, report.versions.dropFirst()).map { before, after in
            (
                title: "\(before.entry.captured) to \(after.entry.captured)",
                words: LedgerShelf.summary(LedgerDiff(from: before.entry, to: after.entry)),
                address: base + "/changes?before=\(before.digest.prefix(16))&after=\(after.digest.prefix(16))"
            )
        }
        return LedgerPage.report(
            name: report.name, captures: table,
            rows: TwinTable(
                "rows", caption: "As the ledger has them.", columns: Self.columns, rows: lines.map(cells),
                empty: "It states no row."), changes: pairs,
            note: report.isOrderUnknown
                ? "The last two versions were captured on one day, and which came first is not known: that which was entered last is taken."
                : nil, address: visit.narrowed, frame: desk.frame(visit))
    }

    private func changes(
        _ visit: Visit
    ) throws -> (table: TwinTable, diff: LedgerDiff, before: LedgerReport, after: LedgerReport) {
        let report = try report(visit)
        func version(_ name: String, _ standard: Int) throws -> LedgerReport {
            if let digest = visit.query[name] {
                guard digest.count >= 8,
                    let capture = report.captures.first(where: { $0.entry.digest.hasPrefix(digest.lowercased()) })
                else { throw Refusal.notFound("The report has no capture '\(digest.prefix(64))'.") }
                return capture.entry.entry
            }
            guard report.versions.indices.contains(standard) else {
                throw Refusal.notFound("The case holds one version of the report: there is nothing to compare.")
            }
            return report.versions[standard].entry
        }
        let before = try version("before", report.versions.count - 2)
        let after = try version("after", report.versions.count - 1)
        let diff = LedgerDiff(from: before, to: after)
        func text(_ value: String?) -> TwinTable.Cell { value.map { .text($0) } ?? .missing }
        var rows: [[TwinTable.Cell]] = diff.changes.map { change in
            [
                .words("~ changed"), .text(change.row), .text(change.field), text(change.before), text(change.after),
                .words(change.matchedBy.rawValue),
            ]
        }
        rows += diff.added.map {
            [.words("+ added"), .text($0.label), .missing, .missing, .text(LedgerShelf.counts($0)), .missing]
        }
        rows += diff.removed.map {
            [.words("− removed"), .text($0.label), .missing, .text(LedgerShelf.counts($0)), .missing, .missing]
        }
        let table = TwinTable(
            "changes", caption: "Field by field.",
            columns: [
                .init("kind", "What"), .init("row", "Row"), .init("field", "Field"), .init("before", "Before"),
                .init("after", "After"), .init("matched_by", "Matched by"),
            ], rows: rows, empty: "Nothing changed.")
        return (table, diff, before, after)
    }

    private func changesPage(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        let (_, diff, before, after) = try changes(visit)
        let name = try visit.parameter("report")
        return LedgerPage.changes(
            name: name, report: "/ledger/reports/" + PathText.encoded(name), table: table,
            words: LedgerShelf.summary(diff), between: (before.captured.text, after.captured.text),
            address: visit.narrowed, frame: desk.frame(visit))
    }

    // MARK: Screen

    private func screen(_ visit: Visit) throws -> (measurement: Measurement?, table: TwinTable) {
        let asked = Self.asked(visit)
        let sight = try desk.sight(visit)
        let shelf = try shelf()
        var measurement: Measurement?
        if !asked.platform.isEmpty, !asked.origin.isEmpty {
            let name = PlatformName.normalised(asked.platform)
            let hidden = shelf.lines.count { $0.row.platform == name && !sees($0, sight) }
            guard hidden == 0 else {
                throw Refusal.forbidden("\(hidden) rows that it would count are marked above your clearance.")
            }
            guard !asked.period.isEmpty else { throw Refusal.bad("Say which days: 2022-Q3/2023-Q1, or 2023.") }
            let days = try Self.days(asked.period)
            let origin = CountryName.normalised(asked.origin)
            let sample = OriginSet(
                "\(name) \(days)", of: shelf.selection.ledger, platform: name, in: days, origin: origin)
            var inputs = shelf.selection.inputs(of: name)
            if !inputs.contains(ShippedLedger.digest) { inputs.append(ShippedLedger.digest) }
            measurement =
                name == PlatformName.meta
                ? Measurement(
                    .originScreen, of: name, refusal: "the sets to hold a platform against are Meta's own",
                    inputs: inputs)
                : OriginScreen.measure(
                    origin: origin, sample: sample, references: ShippedLedger.referenceSets(origin: origin),
                    inputs: inputs)
        }
        let rows = measurement?.figures.map { figure -> [TwinTable.Cell] in
            func number(_ value: Double?) -> TwinTable.Cell { value.map { .number($0, places: 4) } ?? .missing }
            return [
                .text(figure.label), number(figure.value), number(figure.low), number(figure.high), .words(figure.unit),
                figure.count.map {
                    .count(
                        $0,
                        link:
                            "/ledger?platform=\(PathText.encoded(asked.platform))&period=\(PathText.encoded(asked.period))&origin=\(PathText.encoded(asked.origin))"
                    )
                } ?? .missing,
                figure.total.map {
                    .count(
                        $0,
                        link:
                            "/ledger?platform=\(PathText.encoded(asked.platform))&period=\(PathText.encoded(asked.period))"
                    )
                } ?? .missing, figure.remark.map { .text($0) } ?? .missing,
            ]
        }
        let table = TwinTable(
            "screen", caption: "Every reference set stands here: the answers differ by set.",
            columns: [
                .init("figure", "Figure"), .init("value", "Value", isNumber: true),
                .init("low", "From", isNumber: true),
                .init("high", "To", isNumber: true), .init("unit", "Unit"), .init("count", "Count", isNumber: true),
                .init("total", "Of", isNumber: true), .init("remark", "Remark"),
            ], rows: rows ?? [], empty: "No figure.")
        return (measurement, table)
    }
}
