import Foundation
import Records
import Reporting
import Workspace

/// Jobs: the list, one, the form that asks for a search, and the buttons that begin and stop them.
struct JobPages {
    let desk: Desk

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/jobs", name: "listJobs", "Imports, searches and verifications: what waits, runs and was done.", .read,
            { try list($0) }, show: { visit, table in try listPage(visit, table) })
            + [
                Endpoint.page(
                    "/jobs/{job}", name: "showJob", "One job: how far it is, or what came of it.", .read,
                    parameters: [JobInterface.job]
                ) { try page($0) },
                Endpoint.page(
                    "/jobs/new", name: "showDetectForm", "The form that asks for a search of the case.", .analyse,
                    parameters: [.query("run", .number, "An earlier run whose settings are taken.")]
                ) { try form($0) },
                Endpoint.form(
                    "/jobs/detect", name: "startDetect",
                    "Searches the case for accounts that act together, and leaves a run.", .analyse
                ) { visit in
                    try desk.requireCase(visit)
                    let job = try JobRules.detect(DetectOrder(form: visit.form()), desk: desk, visit)
                    return .seeOther("/jobs/\(job.id)")
                },
                begin(.index), begin(.verify),
                Endpoint.form(
                    "/jobs/{job}/cancel", name: "cancelJob", "Asks a job to stop.", .bring,
                    parameters: [JobInterface.job]
                ) { visit in
                    let job = try desk.jobs.job(visit.number("job"))
                    try JobRules.checkCancel(job, by: visit.visitor)
                    _ = try desk.jobs.cancel(job.id, at: visit.now)
                    return .seeOther("/jobs/\(job.id)?done=stopped")
                },
            ]
    }

    private func begin(_ kind: JobKind) -> Endpoint {
        Endpoint.form(
            PathTemplate("/jobs/\(kind.rawValue)"),
            name: "start\(kind.rawValue.prefix(1).uppercased())\(kind.rawValue.dropFirst())",
            kind.summary, .bring
        ) { visit in
            let job = try desk.jobs.begin(kind, NoOrder(), by: visit.visitor.name, at: visit.now)
            return .seeOther("/jobs/\(job.id)")
        }
    }

    /// `import of videos.json`.
    static func title(_ job: Job) -> String {
        guard let kind = JobKind(rawValue: job.kind) else { return job.kind }
        guard let files = job.order?.files, let first = files.first else { return kind.title }
        return "\(kind.title) of " + (files.count == 1 ? first.name : "\(files.count) files")
    }

    // MARK: The list

    private func list(_ visit: Visit) throws -> TwinTable {
        let isSeen = visit.visitor.sees(try desk.marking(at: visit.now))
        let part = try visit.part(usual: 50)
        let total = Int(clamping: try desk.store.jobs(limit: 1).first?.id ?? 0)
        // Numbers are given once and in order, so that the last is how many there are.
        let shown =
            isSeen ? try desk.store.jobs(before: Int64(total - part.lowerBound + 1), limit: part.count) : []
        return TwinTable(
            "jobs", caption: "The newest first.",
            columns: [
                .init("job", "Job", isNumber: true), .init("what", "What"), .init("state", "State"),
                .init("progress", "How far"), .init("asked_by", "Asked for by"), .init("created", "Asked for"),
                .init("ended", "Ended"),
            ],
            rows: shown.map { job in
                [
                    .count(Int(job.id), link: "/jobs/\(job.id)"), .text(Self.title(job), link: "/jobs/\(job.id)"),
                    .words(job.state.rawValue), Self.progress(job), .text(job.askedBy), .time(job.created),
                    .time(job.ended),
                ]
            }, empty: "Nothing was asked for yet.", leftOut: isSeen ? 0 : total,
            part: .init(first: part.lowerBound, total: isSeen ? total : 0, size: part.count))
    }

    private static func progress(_ job: Job) -> TwinTable.Cell {
        guard job.state == .running, let advance = job.advance else { return .missing }
        return .text("\(advance.label), \(advance.percent) %")
    }

    private func listPage(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        JobPage.list(
            table, canBring: visit.visitor.may(.bring), canSearch: visit.visitor.may(.analyse),
            isBusy: try !desk.store.jobs(states: [.waiting, .running], limit: 1).isEmpty, frame: desk.frame(visit),
            address: visit.path)
    }

    // MARK: One

    private func page(_ visit: Visit) throws -> SitePage {
        try desk.requireCase(visit)
        let job = try desk.jobs.job(visit.number("job"))
        let mayStop = visit.visitor.may(.bring) && (try? JobRules.checkCancel(job, by: visit.visitor)) != nil
        let verified = decoded(JobWork.Verified.self, job, .verify)
        var results = figures(job)
        if let verified { results.append(("problems", .count(verified.problems.count))) }
        let view = JobPage.View(
            number: job.id, title: Self.title(job), state: job.state.rawValue, askedBy: job.askedBy,
            created: job.created,
            started: job.started, ended: job.ended, attempt: job.attempt, isStopping: job.isCancelled,
            isFinal: job.state.isFinal,
            step: job.advance.map { ($0.label, $0.done, $0.total, $0.unit) }, message: job.message,
            settings: settings(job), results: results, files: files(job), problems: verified?.problems ?? [],
            notes: verified?.notes ?? [], canStop: mayStop,
            again: job.kind == JobKind.detect.rawValue && visit.visitor.may(.analyse) ? again(job) : nil)
        return JobPage.one(view, frame: desk.frame(visit))
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, _ job: Job, _ kind: JobKind) -> Value? {
        guard job.kind == kind.rawValue, let result = job.result else { return nil }
        return try? JSONDecoder().decode(type, from: Data(result.utf8))
    }

    private func again(_ job: Job) -> String {
        decoded(JobWork.Found.self, job, .detect).map { "/jobs/new?run=\($0.run)" } ?? "/jobs/new"
    }

    private func figures(_ job: Job) -> [(name: String, value: TwinTable.Cell)] {
        if let found = decoded(JobWork.Found.self, job, .detect) {
            return [
                ("run", .count(Int(found.run), link: "/runs/\(found.run)")),
                ("networks", .count(found.networks, link: "/networks?run=\(found.run)")),
                ("accounts in networks", .count(found.accounts, link: "/networks?run=\(found.run)")),
                ("ties", .count(found.edges, link: "/runs/\(found.run)/files/edges.csv")),
            ]
        }
        if let indexed = decoded(JobWork.Indexed.self, job, .index) {
            return [
                ("posts", .count(Int(indexed.posts), link: "/search?in=posts")),
                ("accounts", .count(Int(indexed.accounts), link: "/search?in=accounts")),
                ("objects", .count(Int(indexed.objects), link: "/search?in=objects")),
            ]
        }
        return []
    }

    private func settings(_ job: Job) -> [(name: String, value: String)] {
        if let order = job.order {
            return [
                ("Format", order.format), ("Platform", order.platform), ("Columns", order.map),
                ("Collected", order.collected), ("From Zeeschuimer", order.zeeschuimer),
            ].compactMap { name, value in value.map { (name, $0) } }
        }
        guard job.kind == JobKind.detect.rawValue,
            let order = try? JSONDecoder().decode(DetectOrder.self, from: Data(job.parameters.utf8))
        else { return [] }
        return [
            ("Traces", order.traces?.joined(separator: ", ") ?? "all"),
            ("Windows", order.windows.joined(separator: ", ")),
            ("Least weight", "\(order.leastWeight)"), ("Least participation", "\(order.minimumParticipation)"),
            ("False discovery rate", order.rate.map { "\($0)" } ?? "none: occasions alone decide"),
        ]
    }

    private func files(_ job: Job) -> TwinTable? {
        if let order = job.order, job.brought.isEmpty {
            return TwinTable(
                "files", caption: "What was sent.",
                columns: [.init("name", "File"), .init("bytes", "Bytes", isNumber: true), .init("sha256", "SHA-256")],
                rows: order.files.map { [.text($0.name), .count($0.bytes), .digest($0.sha256)] })
        }
        let brought = job.brought
        if brought.isEmpty { return nil }
        return TwinTable(
            "files", caption: "What became of each file.",
            columns: [
                .init("name", "File"), .init("state", "State"), .init("rows", "Records", isNumber: true),
                .init("accepted", "Taken", isNumber: true), .init("repeated", "Known before", isNumber: true),
                .init("rejected", "Rejected", isNumber: true), .init("message", "Why not"),
            ],
            rows: brought.map { file in
                let address = file.number.map { "/imports/\($0)" }
                func count(_ value: UInt64, _ part: String = "") -> TwinTable.Cell {
                    .count(Int(clamping: value), link: address.map { $0 + part })
                }
                return [
                    .text(file.name, link: address),
                    .words(file.state == "known" ? "known: imported before" : file.state),
                    count(file.rows), count(file.accepted), count(file.repeated), count(file.rejected, "#rejects"),
                    file.message.map { .text($0) } ?? .missing,
                ]
            })
    }

    // MARK: The form

    private func form(_ visit: Visit) throws -> SitePage {
        try desk.requireCase(visit)
        let runs = try desk.runs.list()
        let run = try visit.query.number("run").map { number in
            guard let run = runs.first(where: { $0.number == Int64(number) }) else {
                throw Refusal.notFound("There is no run \(number) in this case.")
            }
            return run
        }
        let order = run.map { DetectOrder($0.manifest.parameters) } ?? DetectOrder()
        return DetectPage.page(
            DetectPage.Settings(
                traces: Set(order.traces ?? []), windows: order.windows.joined(separator: ", "),
                minimumParticipation: order.minimumParticipation, minimumWeight: order.minimumWeight,
                maximumObjectAccounts: order.maximumObjectAccounts, rate: order.rate.map { "\($0)" } ?? "none",
                chanceBin: order.chanceBin ?? "", correction: order.correction ?? "", permutations: order.permutations,
                seed: "\(order.seed)", acceptsCoarseTime: order.acceptsCoarseTime,
                minimumOccasions: order.minimumOccasions, minimumCommonOccasions: order.minimumCommonOccasions,
                stability: order.stability, follow: order.follow.map { "\($0)" } ?? ""),
            traces: Trace.allCases.map(\.name), runs: runs.map(\.number), from: run?.number, frame: desk.frame(visit))
    }
}
