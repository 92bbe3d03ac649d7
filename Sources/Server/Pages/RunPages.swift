import Briefing
import Coordination
import HTTPTypes
import Inquiry
import Records
import Reporting
import Workspace

/// Runs: the list, one with what it left, two beside each other. A run is about the whole case, and so stands under the
/// case's marking.
struct RunPages {
    let desk: Desk

    private static let run = Endpoint.Parameter.path("run", .number, "The run's number.")

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/runs", name: "listRuns", "The runs over the case.", .read, { try list($0) },
            show: { visit, table in
                SitePage(
                    "Runs", section: .runs, frame: desk.frame(visit),
                    lede: "Each search of the case, what it was asked, and what it found.",
                    main: table.markup(address: visit.path))
            })
            + Endpoint.table(
                "/runs/{run}", name: "getRun", "One run: what was asked, and what came out.", .read,
                parameters: [Self.run],
                { try settings($0) }, show: { visit, table in try page(visit, table) })
            + [comparison, report, reportPage, file]
    }

    private func run(_ number: Int64) throws -> CaseRun {
        guard let run = try desk.runs.list().first(where: { $0.number == number }) else {
            throw Refusal.notFound("There is no run \(number) in this case.", help: "The page of runs lists them.")
        }
        return run
    }

    /// The run of a visit, where the visitor may see the case.
    private func run(_ visit: Visit) throws -> CaseRun {
        try desk.requireCase(visit)
        return try run(visit.number("run"))
    }

    // MARK: The list

    private func list(_ visit: Visit) throws -> TwinTable {
        let isSeen = visit.visitor.sees(try desk.marking(at: visit.now))
        let all = try desk.runs.list()
        let part = try visit.part()
        let shown = isSeen ? Array(all.reversed().dropFirst(part.lowerBound).prefix(part.count)) : []
        return TwinTable(
            "runs", caption: "The newest first.",
            columns: [
                .init("run", "Run", isNumber: true), .init("started", "Made"), .init("traces", "Traces"),
                .init("windows", "Windows"), .init("imports", "Imports", isNumber: true),
                .init("posts", "Posts", isNumber: true), .init("accounts", "Accounts", isNumber: true),
                .init("edges", "Ties", isNumber: true), .init("networks", "Networks", isNumber: true),
                .init("version", "Version"),
            ], rows: shown.map(row), empty: "No run was made yet: 'daylight investigate --case FOLDER' makes one.",
            leftOut: isSeen ? 0 : all.count,
            part: .init(first: part.lowerBound, total: isSeen ? all.count : 0, size: part.count))
    }

    private func row(_ run: CaseRun) -> [TwinTable.Cell] {
        let (counts, address) = (run.manifest.counts, "/runs/\(run.number)")
        return [
            .count(Int(run.number), link: address), .time(run.made),
            .words(run.manifest.parameters.traces.joined(separator: ", ")),
            .words(run.manifest.parameters.windows.joined(separator: ", ")),
            .count(run.manifest.inputs.count, link: address + "#inputs"),
            .count(counts.posts, link: address + "#inputs"),
            .count(counts.accounts, link: address + "#inputs"),
            .count(counts.edges, link: address + "/files/edges.csv"),
            .count(counts.networks, link: "/networks?run=\(run.number)"), .words(run.manifest.version),
        ]
    }

    // MARK: One

    private func settings(_ visit: Visit) throws -> TwinTable {
        let run = try run(visit)
        return TwinTable(
            "run-\(run.number)", caption: "Settings that the results depend on.",
            columns: [.init("setting", "Setting"), .init("value", "Value")],
            rows: RunSettings.words(run.manifest).map { [.words($0.name), .text($0.value)] })
    }

    private func page(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        let run = try run(visit)
        let others = try desk.runs.list().map(\.number).filter { $0 != run.number }
        return RunPage.page(
            number: run.number, manifest: run.manifest, command: RunCommand.words(run.manifest), others: others,
            table: table,
            results: run.manifest.results.map { output in
                (
                    output,
                    ResultFolder.names.contains(output.name) ? "/runs/\(run.number)/files/\(output.name)" : nil
                )
            }, frame: desk.frame(visit))
    }

    /// What a run left. Names are those that runs give, and nothing else: no part of an address becomes a path.
    private var file: Endpoint {
        Endpoint(
            .get, "/runs/{run}/files/{name}", kind: .interface, name: "getRunFile", "A file that a run left.", .export,
            parameters: [Self.run, .path("name", .choice(ResultFolder.names), "The file's name.")],
            outputs: Set(ResultFolder.names.map(Self.type(of:))).sorted().map {
                Endpoint.Output($0, "The file, compared with its hash.")
            },
            work: .plain { visit in
                let run = try run(visit)
                let name = try visit.parameter("name")
                guard ResultFolder.names.contains(name), run.manifest.results.contains(where: { $0.name == name })
                else {
                    throw Refusal.notFound("Run \(run.number) left no such file.")
                }
                try requireWhole(visit)
                return .bytes(
                    try StoredRun(folder: desk.folder.folder(ofRun: run.number)).contents(of: name),
                    type: Self.type(of: name), download: "run-\(run.number)-\(name)")
            })
    }

    /// What a run left holds all that it found, and nothing can be left out of it: its hash is that of the whole.
    private func requireWhole(_ visit: Visit) throws {
        guard FindingSight(visit.visitor, try desk.markings(at: visit.now)).seesAll else {
            throw Refusal.forbidden(
                "The file holds all that the run found, and some of it is marked above your clearance, "
                    + "\(visit.visitor.clearance.label).",
                help: "The run's pages, and their CSV and JSON, hold the rest.")
        }
    }

    private static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "csv": "text/csv; charset=utf-8"
        case "json": "application/json"
        case "ndjson": "application/x-ndjson"
        default: "application/octet-stream"
        }
    }

    private var report: Endpoint {
        Endpoint.page(
            "/runs/{run}/report", name: "showRunReport", "The report of a run, inside of a page.", .read,
            parameters: [Self.run]
        ) { visit in
            RunPage.report(number: try run(visit).number, frame: desk.frame(visit))
        }
    }

    /// The report stands on its own: its style is in it, and nothing else may be, neither scripts nor anything of this
    /// server's. In a sandbox it is of no origin, and can read neither cookies nor pages.
    private var reportPage: Endpoint {
        Endpoint(
            .get, "/runs/{run}/report/page", kind: .page, name: "getRunReport",
            "The report of a run, as the run left it.",
            .read, parameters: [Self.run], outputs: [.page],
            policy:
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'self'; sandbox allow-popups",
            work: .plain { visit in
                let run = try run(visit)
                try requireWhole(visit)
                return .bytes(
                    try StoredRun(folder: desk.folder.folder(ofRun: run.number)).contents(of: "report.html"),
                    type: "text/html; charset=utf-8")
            })
    }

    // MARK: Two

    private var comparison: Endpoint {
        Endpoint.page(
            "/runs/compare", name: "compareRuns", "Two runs beside each other: settings, counts, networks.", .read,
            parameters: [
                .query("a", .number, "The number of one run."), .query("b", .number, "The number of the other."),
            ]
        ) { visit in
            try desk.requireCase(visit)
            guard let first = try visit.query.number("a"), let second = try visit.query.number("b") else {
                throw Refusal.bad("Two runs are compared: '/runs/compare?a=1&b=2'.")
            }
            let (a, b) = (try run(Int64(first)), try run(Int64(second)))
            let changes = RunComparison(from: try desk.runs.run(a.number), to: try desk.runs.run(b.number)).changes
            return RunPage.comparison(
                a: a.number, b: b.number,
                settings: zip(RunSettings.words(a.manifest), RunSettings.words(b.manifest)).map {
                    ($0.name, $0.value, $1.value)
                },
                counts: zip(RunSettings.counts(a.manifest), RunSettings.counts(b.manifest)).map {
                    ($0.name, $0.count, $1.count)
                },
                networks: networks(
                    changes, a.number, b.number, FindingSight(visit.visitor, try desk.markings(at: visit.now)),
                    try visit.part()),
                address: "/runs/compare?a=\(a.number)&b=\(b.number)", frame: desk.frame(visit))
        }
    }

    private func networks(
        _ changes: [RunComparison.Change], _ a: Int64, _ b: Int64, _ sight: FindingSight, _ part: Range<Int>
    ) -> TwinTable {
        func cell(_ name: String?, _ run: Int64) -> TwinTable.Cell {
            name.map { .text($0, link: NetworkPage.address(run: run, $0)) } ?? .missing
        }
        func members(_ count: Int, _ name: String?, _ run: Int64) -> TwinTable.Cell {
            name.map { .count(count, link: NetworkPage.address(run: run, $0) + "#members") } ?? .missing
        }
        let seen = changes.filter { change in
            (change.before.map { sight.network(a, $0) } ?? true) && (change.now.map { sight.network(b, $0) } ?? true)
        }
        return TwinTable(
            "networks", caption: "What became of the networks, by the members that they share.",
            columns: [
                .init("before", "In run \(raw: Int(a))"), .init("now", "In run \(raw: Int(b))"),
                .init("event", "What became of it"), .init("members_before", "Members before", isNumber: true),
                .init("members_now", "Members now", isNumber: true), .init("stayed", "In both", isNumber: true),
                .init("ancestors", "Has members from"),
            ],
            rows: seen.dropFirst(part.lowerBound).prefix(part.count).map { change -> [TwinTable.Cell] in
                let beside = change.before.flatMap { before in
                    change.now.map { "/networks/compare?run=\(a)&with=\(b)&a=\(before)&b=\($0)" }
                }
                return [
                    cell(change.before, a), cell(change.now, b), .words(change.event.words),
                    members(change.membersBefore, change.before, a), members(change.membersNow, change.now, b),
                    .count(change.stayed, link: beside), .text(change.ancestors.joined(separator: ", ")),
                ]
            }, empty: "Neither run found a network.", leftOut: changes.count - seen.count,
            part: .init(first: part.lowerBound, total: seen.count, size: part.count))
    }
}

extension Lineage.Event {
    /// For people.
    fileprivate var words: String {
        switch self {
        case .born: "new"
        case .same: "the same"
        case .changed: "others in the places of some"
        case .grew: "grew"
        case .shrank: "shrank"
        case .merged: "merged"
        case .split: "split"
        case .vanished: "gone"
        }
    }
}
