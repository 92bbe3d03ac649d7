import Exchange
import HTTPTypes
import Inquiry
import Intake
import Oversight
import Records
import Reporting
import Workspace

/// Observations of cohorts, and the upload of readings.
struct ObservationPages {
    let desk: Desk

    /// 64 MiB, and room for what frames a file in a form.
    static let mostBytes = (64 << 20) + (64 << 10)
    /// Rejected rows that the page of an upload lists.
    private static let mostRejects = 1_000

    private static let cohort = Endpoint.Parameter.path("cohort", .text, "The cohort: its name or digest.")
    private static let jurisdiction = Endpoint.Parameter.query(
        "jurisdiction", .text, "Whose view counts: EU, anywhere, or countries as AU,NZ.")

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/observations", name: "listObservations", "The cohorts, and how well each is observed.", .read,
            { try list($0) },
            show: { visit, table in listPage(visit, table, FormDraft("readings")) })
            + Endpoint.table(
                "/observations/{cohort}", name: "getObservations", "In what state a cohort's assets were seen.", .read,
                parameters: [Self.cohort, Self.jurisdiction], { try status($0) },
                show: { visit, table in try cohortPage(visit, table) })
            + Endpoint.table(
                "/observations/{cohort}/{asset}", name: "getReadings", "Every reading of one asset.", .read,
                parameters: [Self.cohort, .path("asset", .text, "The asset: tiktok:7123456.")], { try readings($0) },
                show: { visit, table in
                    let key = try asset(visit)
                    return ObservationPage.asset(
                        name: key.description, cohort: try cohort(visit).entry.name, table: table, address: visit.path,
                        contradictions: try desk.folder.contradictionCounts()[key] ?? 0, frame: desk.frame(visit))
                })
            + [
                Endpoint.form(
                    "/observations", name: "uploadObservations", "Takes a file of readings into the case.", .bring,
                    input: Endpoint.Input(["multipart/form-data"], limit: Self.mostBytes), outputs: [.page, .again]
                ) { try upload($0) }
            ]
    }

    private func address(_ cohort: String) -> String { "/observations/" + PathText.encoded(cohort) }

    // MARK: All

    private func list(_ visit: Visit) throws -> TwinTable {
        let all = try desk.folder.current(Cohort.self)
        let sight = try desk.sight(visit)
        let (shown, part) = try visit.part(sight.seesCase ? all : [])
        var rows: [[TwinTable.Cell]] = []
        for cohort in shown {
            let assets = cohort.entry.assets.filter { sight.sees(.account, $0.key.description) }
            let histories = Histories(
                assets, observed: try desk.folder.observations(of: Set(assets.map(\.key)), until: visit.now),
                in: .anywhere
            ).ofAsset
            let address = address(cohort.entry.name)
            rows.append([
                .text(cohort.entry.name, link: address), .count(assets.count, link: address),
                .count(histories.count { $0.readings > 0 }, link: address),
                .count(histories.reduce(0) { $0 + $1.readings }, link: address),
                .count(histories.count { $0.firstDown != nil }, link: address),
                .time(histories.compactMap(\.last).max().map { Instant(milliseconds: $0) }),
            ])
        }
        return TwinTable(
            "observations", caption: "Seen from anywhere.",
            columns: [
                .init("cohort", "Cohort"), .init("assets", "Assets", isNumber: true),
                .init("observed", "Observed", isNumber: true), .init("readings", "Readings", isNumber: true),
                .init("gone", "Found gone", isNumber: true), .init("last_reading", "Last reading"),
            ], rows: rows, empty: "No cohort was frozen yet.", leftOut: sight.seesCase ? 0 : all.count, part: part)
    }

    private func listPage(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) -> SitePage {
        ObservationPage.list(
            table, address: visit.narrowed, platforms: Platform.allCases.filter { $0 != .unstated },
            draft: visit.visitor.may(.bring) ? draft : nil, frame: desk.frame(visit))
    }

    // MARK: One cohort

    private func cohort(_ visit: Visit) throws -> Registered<Cohort> {
        try desk.requireCase(visit)
        return try desk.folder.entry(Cohort.self, called: visit.parameter("cohort"))
    }

    private struct Seen {
        var cohort: Registered<Cohort>
        var histories: Histories
        var looks: PlannedLooks
        var leftOut: Int
    }

    private func seen(_ visit: Visit) throws -> Seen {
        let cohort = try cohort(visit)
        let sight = try desk.sight(visit)
        let assets = cohort.entry.assets.filter { sight.sees(.account, $0.key.description) }
        let view = try visit.query["jurisdiction"].map { text throws(FieldFault) in
            try Jurisdiction(reading: text)
        }
        let table = try desk.folder.observations(of: Set(assets.map(\.key)), until: visit.now)
        return Seen(
            cohort: cohort, histories: Histories(assets, observed: table, in: view ?? .anywhere),
            looks: try PlannedLooks(of: cohort.entry, seen: table, in: desk.folder, at: visit.now),
            leftOut: cohort.entry.assets.count - assets.count)
    }

    private func status(_ visit: Visit) throws -> TwinTable {
        let seen = try seen(visit)
        let pairs = Array(zip(seen.histories.assets, seen.histories.ofAsset))
        let (shown, part) = try visit.part(pairs)
        let address = address(seen.cohort.entry.name)
        func time(_ milliseconds: Int64?) -> TwinTable.Cell { .time(milliseconds.map { Instant(milliseconds: $0) }) }
        return TwinTable(
            "observations-\(seen.cohort.entry.name)", caption: "Seen from \(seen.histories.jurisdiction.name).",
            columns: [
                .init("asset", "Asset"), .init("grade", "Grade"), .init("state", "State"),
                .init("readings", "Readings", isNumber: true), .init("last_up", "Last seen up"),
                .init("first_down", "First found gone"), .init("cause", "By"), .init("restored", "Back again"),
                .init("gone_unconfirmed_since", "Gone, unconfirmed since"),
                .init("looks_due", "Looks due", isNumber: true), .init("looks_missed", "Missed", isNumber: true),
            ],
            rows: shown.map { asset, history in
                let link = address + "/" + PathText.encoded(asset.key.description)
                let looks = seen.looks.adherence[asset.key]
                return [
                    .text(asset.key.description, link: link), .words(asset.grade.rawValue),
                    .words(Self.state(history)), .count(history.readings, link: link), time(history.lastUp),
                    time(history.firstDown), history.cause.map { .words(Self.words($0)) } ?? .missing,
                    time(history.restored), time(history.unconfirmedSince), looks.map { .count($0.due) } ?? .missing,
                    looks.map { .count($0.missed) } ?? .missing,
                ]
            }, empty: "No asset is to be shown.", leftOut: seen.leftOut, part: part)
    }

    private static func state(_ history: AssetHistory) -> String {
        if history.readings == 0 { return "○ never looked at" }
        if history.firstDown != nil { return history.restored == nil ? "✗ gone" : "↺ back again" }
        if history.unconfirmedSince != nil { return "? gone, unconfirmed" }
        return "✓ up"
    }

    private static func words(_ cause: Cause) -> String {
        switch cause {
        case .platform: "the platform"
        case .owner: "its owner"
        case .unexplained: "nobody says"
        }
    }

    private func cohortPage(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        let seen = try seen(visit)
        let histories = seen.histories.ofAsset
        let name = seen.cohort.entry.name
        return ObservationPage.cohort(
            name: name,
            figures: [
                ("assets", histories.count, "/cohorts/" + PathText.encoded(name)),
                ("never looked at", histories.count { $0.readings == 0 }, nil),
                ("up", histories.count { $0.readings > 0 && $0.firstDown == nil && $0.unconfirmedSince == nil }, nil),
                ("found gone", histories.count { $0.firstDown != nil }, nil),
                ("readings", histories.reduce(0) { $0 + $1.readings }, nil),
            ], notes: seen.histories.notes + seen.looks.notes, jurisdiction: visit.query["jurisdiction"] ?? "anywhere",
            table: table, address: visit.narrowed, own: address(name), frame: desk.frame(visit))
    }

    // MARK: One asset

    private func asset(_ visit: Visit) throws -> AssetKey {
        let cohort = try cohort(visit)
        let key = try AssetKey(reading: visit.parameter("asset"))
        guard cohort.entry.assets.contains(where: { $0.key == key }) else {
            throw Refusal.notFound("\(key) is no asset of the cohort '\(cohort.entry.name)'.")
        }
        try desk.require(visit, .account, key.description)
        return key
    }

    private func readings(_ visit: Visit) throws -> TwinTable {
        let key = try asset(visit)
        let (shown, part) = try visit.part(try desk.folder.sourcedReadings(of: [key]))
        return TwinTable(
            "readings", caption: "In order of time.",
            columns: [
                .init("time", "Time"), .init("until", "Until"), .init("state", "State"), .init("vantage", "Seen from"),
                .init("evidence_sha256", "Evidence"), .init("file", "File"), .init("row", "Row", isNumber: true),
            ],
            rows: shown.map { reading in
                [
                    .time(Instant(milliseconds: reading.time)),
                    .time(reading.until.map { Instant(milliseconds: $0) }), .words(reading.state.name),
                    .text(reading.vantage.text),
                    reading.evidence.map { .digest($0, link: "/evidence?object=\($0)") } ?? .missing,
                    .text(reading.source.file), reading.source.row.map { .count(Int($0)) } ?? .missing,
                ]
            }, empty: "Nobody has looked at it yet.", part: part)
    }

    // MARK: Upload

    private func upload(_ visit: Visit) throws -> Answer {
        let form = try MultipartForm(visit.body, type: visit.headers[.contentType] ?? "")
        guard let file = form.file("readings_file"), !file.bytes.isEmpty else {
            let draft = FormDraft("readings", fault: .init(field: nil, detail: "no file was chosen, or an empty one"))
            return .page(listPage(visit, try list(visit), draft), status: .unprocessableContent)
        }
        let name = UploadedFile.label(file.name)
        let platform = form.text("readings_platform").flatMap { $0.isEmpty ? nil : Platform(name: $0) }
        switch try take(SourceFile(path: name, contents: file.bytes), platform, visit) {
        case .success(let result): return .page(outcome(name, result, visit))
        case .failure(.refused(let reason)):
            let draft = FormDraft("readings", fault: .init(field: nil, detail: reason))
            return .page(listPage(visit, try list(visit), draft), status: .unprocessableContent)
        case .failure(let error): throw error
        }
    }

    private func take(
        _ file: SourceFile, _ platform: Platform?, _ visit: Visit
    ) throws -> Result<CaseFolder.ObservationImport, CaseError> {
        var created: [AssetKey: Instant] = [:]
        for cohort in try desk.folder.entries(Cohort.self) {
            for asset in cohort.entry.assets { created[asset.key] = asset.created?.earliest }
        }
        let known = created
        return Result { () throws(CaseError) in
            try desk.folder.importObservations(file, platform: platform, now: visit.now, created: known)
        }
    }

    private func outcome(_ name: String, _ result: CaseFolder.ObservationImport, _ visit: Visit) -> SitePage {
        let rejected = result.rejected.count + Int(clamping: result.moreRejected)
        var notes: [String] = []
        if result.contradicting > 0 {
            notes.append(
                "\(result.contradicting) rows say otherwise than readings that stood there first; those count, and both are kept."
            )
        }
        if rejected > Self.mostRejects { notes.append("The first \(Self.mostRejects) rejected rows are listed.") }
        return ObservationPage.outcome(
            name: name,
            figures: [
                ("rows", Int(clamping: result.rows), nil),
                ("taken", Int(clamping: result.accepted), "/observations"),
                ("known already", Int(clamping: result.repeated), "/observations"),
                ("rejected", rejected, "#rejects"),
            ], notes: notes,
            rejects: TwinTable(
                "rejects", caption: "Mend them and upload the file again: what was taken is not taken twice.",
                columns: [
                    .init("row", "Row", isNumber: true), .init("field", "Field"), .init("reason", "Reason"),
                    .init("detail", "What is wrong"),
                ],
                rows: result.rejected.prefix(Self.mostRejects).map { rejection in
                    [
                        .count(Int(clamping: rejection.row)), rejection.field.map { .text($0) } ?? .missing,
                        .words(rejection.reason), .text(rejection.detail),
                    ]
                }, empty: "Every row was taken."), frame: desk.frame(visit))
    }
}
