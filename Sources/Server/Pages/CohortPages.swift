import Exchange
import Inquiry
import Oversight
import Records
import Reporting
import Seals
import Workspace

/// Cohorts: frozen lists of assets, their versions and seals. They stand under the case's marking, each asset under its own.
struct CohortPages {
    let desk: Desk

    private static let cohort = Endpoint.Parameter.path("cohort", .text, "Its name, or the beginning of its digest.")
    private static let fields = ["name", "network", "run", "assets", "grade", "note"]

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/cohorts", name: "listCohorts", "The cohorts with their versions and seals.", .read, { try list($0) },
            show: { visit, table in listPage(visit, table, FormDraft("cohort")) })
            + [
                Endpoint.form(
                    "/cohorts", name: "freezeCohort", "Freezes a list of assets.", .analyse, outputs: .entered
                ) { visit in
                    try desk.entering(visit, "cohort", Self.fields) {
                        try freeze($0, visit)
                    } again: { draft in
                        listPage(visit, try list(visit), draft)
                    }
                }
            ]
            + Endpoint.table(
                "/cohorts/{cohort}", name: "getCohort", "One cohort: its assets, its seal, its versions.", .read,
                parameters: [
                    Self.cohort, .query("platform", .text, "Only assets on this platform."),
                    .query("grade", .choice(MembershipGrade.allCases.map(\.rawValue)), "Only assets of this grade."),
                ],
                { try assets($0) }, show: { visit, table in try page(visit, table, FormDraft("seal")) })
            + [
                Endpoint.form(
                    "/cohorts/{cohort}/seal", name: "sealCohort", "Seals a cohort with the case's key.", .keep,
                    parameters: [Self.cohort], outputs: .entered
                ) { visit in
                    try desk.entering(visit, "seal", ["digest"]) {
                        try seal($0, visit)
                    } again: { draft in
                        try page(visit, try assets(visit), draft)
                    }
                }
            ]
    }

    private func address(_ name: String) -> String { "/cohorts/" + PathText.encoded(name) }

    // MARK: All

    private func list(_ visit: Visit) throws -> TwinTable {
        let seals = try desk.folder.entries(SealedCohort.self)
        let all = try desk.folder.current(Cohort.self)
        let isSeen = try desk.sight(visit).seesCase
        let (shown, part) = try visit.part(isSeen ? all : [])
        return TwinTable(
            "cohorts", caption: "The last version of each.",
            columns: [
                .init("cohort", "Cohort"), .init("version", "Version", isNumber: true),
                .init("assets", "Assets", isNumber: true), .init("confirmed", "Confirmed", isNumber: true),
                .init("probable", "Probable", isNumber: true), .init("frozen", "Frozen"), .init("sealed", "Sealed"),
                .init("digest", "SHA-256"), .init("source", "Came from"),
            ],
            rows: shown.map { cohort in
                let address = address(cohort.entry.name)
                func count(_ grade: MembershipGrade) -> TwinTable.Cell {
                    .count(
                        cohort.entry.assets.count { $0.grade == grade }, link: "\(address)?grade=\(grade.rawValue)")
                }
                return [
                    .text(cohort.entry.name, link: address),
                    .count(cohort.entry.version, link: address + "#versions"),
                    .count(cohort.entry.assets.count, link: address + "#assets"), count(.confirmed), count(.probable),
                    .text(cohort.entry.frozen.description),
                    seals.first { $0.entry.cohort == cohort.digest }.map {
                        .text($0.entry.sealed.description, link: address + "#seal")
                    } ?? .missing, .digest(cohort.digest), .text(cohort.entry.source),
                ]
            }, empty: "No cohort was frozen yet.", leftOut: isSeen ? 0 : all.count, part: part)
    }

    private func listPage(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) -> SitePage {
        CohortPage.list(
            table, address: visit.narrowed, draft: visit.visitor.may(.analyse) ? draft : nil,
            frame: desk.frame(visit))
    }

    private func freeze(_ row: NamedRow, _ visit: Visit) throws -> Answer {
        let name = try row.required("name")
        let grade = try row.word("grade", as: MembershipGrade.self)
        let draft: CohortDraft
        switch (row.text("network"), row.text("assets")) {
        case (let network?, nil):
            let run = try row.integer("run")
            draft = try CohortDraft(
                network: network, of: StoredRun(folder: desk.folder.folder(ofRun: run)), grade: grade ?? .possible)
        case (nil, let text?): draft = try PastedAssets.draft(text, grade: grade)
        default:
            throw FieldFault(
                "no-assets", field: "assets", "give the assets in one way: a network of a run, or lines to read")
        }
        let (cohort, _) = try desk.folder.cohort(name, of: draft, note: row.text("note"), at: visit.now)
        try desk.folder.enter([cohort], at: visit.now)
        return .seeOther(address(name) + "?done=saved")
    }

    // MARK: One

    private func cohort(_ visit: Visit) throws -> Registered<Cohort> {
        try desk.requireCase(visit)
        return try desk.folder.entry(Cohort.self, called: visit.parameter("cohort"))
    }

    private func assets(_ visit: Visit) throws -> TwinTable {
        let cohort = try cohort(visit)
        let sight = try desk.sight(visit)
        let asked = cohort.entry.assets.filter { asset in
            (visit.query["platform"].map { asset.key.platform.name == $0 } ?? true)
                && (visit.query["grade"].map { asset.grade.rawValue == $0 } ?? true)
        }
        let seen = asked.filter { sight.sees(.account, $0.key.description) }
        let (shown, part) = try visit.part(seen)
        let readings = "/observations/" + PathText.encoded(cohort.entry.name)
        return TwinTable(
            "cohort-\(cohort.entry.name)", caption: "By platform and id.",
            columns: [
                .init("asset", "Asset"), .init("kind", "Kind"), .init("grade", "Grade"), .init("handle", "Handle"),
                .init("created", "Created"), .init("first_post", "First post"), .init("cluster", "Cluster"),
                .init("reach", "Reach", isNumber: true),
            ],
            rows: shown.map { asset in
                func text(_ value: String?) -> TwinTable.Cell { value.map { .text($0) } ?? .missing }
                return [
                    .text(asset.key.description, link: readings + "/" + PathText.encoded(asset.key.description)),
                    .words(asset.kind.rawValue), .words(asset.grade.rawValue), text(asset.handle),
                    text(asset.created?.description), text(asset.firstPost?.description), text(asset.cluster),
                    asset.reach.map { .count(Int($0)) } ?? .missing,
                ]
            }, empty: "No asset is like that.", leftOut: asked.count - seen.count, part: part)
    }

    private func page(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) throws -> SitePage {
        let cohort = try cohort(visit)
        let name = cohort.entry.name
        let versions = try desk.folder.entries(Cohort.self, named: name)
        let seals = try desk.folder.entries(SealedCohort.self, named: name)
        let sight = try desk.sight(visit)
        let digests = Set(versions.map(\.digest))
        let notices = sight.shown(
            try desk.folder.current(Notice.self).filter { digests.contains($0.entry.cohort) }, .notice)
        let seal = seals.first { $0.entry.cohort == cohort.digest }
        let early = notices.filter { notice in
            seal.map { notice.entry.sent.earliest < $0.entry.sealed.earliest } ?? true
        }.map { "Notice '\($0.entry.name)' was sent before there was a seal: it does not show what was known blindly." }
        let encoded = PathText.encoded(name)
        return CohortPage.page(
            CohortPage.View(
                cohort: cohort.entry, digest: cohort.digest, address: address(name),
                isCurrent: versions.last?.digest == cohort.digest,
                versions: versions.reversed().map { version in
                    .init(
                        number: version.entry.version, digest: version.digest, assets: version.entry.assets.count,
                        frozen: version.entry.frozen.description,
                        sealed: seals.first { $0.entry.cohort == version.digest }?.entry.sealed.description,
                        link: "/cohorts/\(version.digest.prefix(16))")
                },
                seal: seal.map { ($0.entry.line.line, $0.entry.sealed.description, $0.entry.line.key.description) },
                figures: [
                    ("assets", cohort.entry.assets.count, "#assets"),
                    ("platforms", Set(cohort.entry.assets.map(\.key.platform)).count, "/cards"),
                    ("versions", versions.count, "#versions"), ("notices", notices.count, "/notices?cohort=\(encoded)"),
                ], notes: early, sealing: visit.visitor.may(.keep) ? draft : nil), table, address: visit.narrowed,
            frame: desk.frame(visit))
    }

    private func seal(_ row: NamedRow, _ visit: Visit) throws -> Answer {
        let cohort = try cohort(visit)
        guard row.text("digest") == cohort.digest else {
            throw FieldFault(
                "other-version",
                "the cohort was frozen anew since the page was shown; look at the list, and seal it then")
        }
        let sealing = try CohortSealing(cohort, in: desk.folder, with: desk.signingKey(visit, "seal"), at: visit.now)
        // The line tells nothing of what is sealed.
        try desk.enterSealed(sealing.sealed.line.line + "\n", visit, note: "seal of a cohort")
        return .seeOther(address(cohort.entry.name) + "?done=sealed#seal")
    }
}
