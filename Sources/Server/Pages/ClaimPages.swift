import Exchange
import Inquiry
import Oversight
import Records
import Reporting
import Workspace

/// Claims: numbers and statements with their speakers. They stand under the case's marking.
struct ClaimPages {
    let desk: Desk
    private let kept = Recent<CaseVersion, Compared>(most: 1)

    init(desk: Desk) { self.desk = desk }

    /// All claims of a case, and every pair that can be compared.
    private struct Compared: Sendable {
        var claims: [StatedClaim]
        var digests: [StatedClaim: String]
        var pairs: [ClaimPair]
        /// By claim: the places of its pairs.
        var places: [StatedClaim: [Int]]
    }

    private static let fields = [
        "name", "speaker", "audience", "platform", "event", "quantity", "wording", "number", "number_high", "period",
        "territory", "coverage", "date", "source", "text_sha256", "verification", "note",
    ]

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/claims", name: "listClaims", "What was said about platforms' conduct, by whom.", .read,
            parameters: [
                .query("platform", .text, "Only about this platform."), .query("event", .text, "Only of this event."),
            ], { try list($0) }, show: { visit, table in try listPage(visit, table, FormDraft("claim")) })
            + Endpoint.table(
                "/claims/{claim}", name: "getClaim", "One claim, held against others about the same.", .read,
                parameters: [.path("claim", .text, "Its name, or the beginning of its digest.")], { try pairs($0) },
                show: { visit, table in try page(visit, table) })
            + [
                Endpoint.form(
                    "/claims", name: "addClaim", "Enters something that was said.", .analyse, outputs: .entered
                ) { visit in
                    try desk.entering(visit, "claim", Self.fields) { row in
                        let claim = try StatedClaim(row, by: visit.now)
                        try desk.folder.enter([claim], at: visit.now)
                        return .seeOther("/claims/\(PathText.encoded(claim.name))?done=saved")
                    } again: {
                        try listPage(visit, try list(visit), $0)
                    }
                }
            ]
    }

    private func compared() throws -> Compared {
        try kept.value(desk.readers.version()) {
            let all = try CaseClaims(desk.folder, platform: nil, leavesPublished: false)
            let pairs = StatementConsistency().pairs(all.all)
            var places: [StatedClaim: [Int]] = [:]
            for (place, pair) in pairs.enumerated() {
                places[pair.earlier, default: []].append(place)
                places[pair.later, default: []].append(place)
            }
            let claims = all.all.sorted {
                ($0.date.earliest, $0.date.latest, $0.name) < ($1.date.earliest, $1.date.latest, $1.name)
            }
            return Compared(claims: claims, digests: all.digests, pairs: pairs, places: places)
        }
    }

    private func address(_ claim: StatedClaim) -> String { "/claims/" + PathText.encoded(claim.name) }

    private func worst(_ claim: StatedClaim, _ compared: Compared) -> ClaimPair? {
        (compared.places[claim] ?? []).map { compared.pairs[$0] }.min { $0.relation.rank < $1.relation.rank }
    }

    private func list(_ visit: Visit) throws -> TwinTable {
        let compared = try compared()
        let isSeen = try desk.sight(visit).seesCase
        let wanted = compared.claims.filter { claim in
            (visit.query["platform"].map { $0 == claim.scope.platform?.name } ?? true)
                && (visit.query["event"].map { $0 == claim.scope.event } ?? true)
        }
        let (shown, part) = try visit.part(isSeen ? wanted : [])
        func text(_ value: String?) -> TwinTable.Cell { value.map { .text($0) } ?? .missing }
        return TwinTable(
            "claims", caption: "In order of time, with the gravest of what each is compared with.",
            columns: [
                .init("claim", "Claim"), .init("date", "Date"), .init("speaker", "Speaker"), .init("states", "States"),
                .init("quantity", "Of"), .init("event", "Event"), .init("compared", "Compared", isNumber: true),
                .init("gravest", "Gravest"), .init("audience", "To"), .init("platform", "Platform"),
                .init("verification", "Grade"), .init("source", "Source"), .init("digest", "SHA-256"),
            ],
            rows: shown.map { claim in
                let pairs = compared.places[claim] ?? []
                return [
                    .text(claim.name, link: address(claim)), .text(claim.date.description), .text(claim.speaker),
                    .text(claim.statement, link: address(claim)), .text(claim.quantity),
                    .text(claim.scope.event, link: "/claims?event=" + PathText.encoded(claim.scope.event)),
                    .count(pairs.count, link: address(claim) + "#pairs"),
                    worst(claim, compared).map { .text(ClaimPage.words($0), link: address(claim) + "#pairs") }
                        ?? .missing,
                    text(claim.audience), text(claim.scope.platform?.name), .text(claim.verification),
                    .address(claim.source), compared.digests[claim].map { .digest($0) } ?? .missing,
                ]
            }, empty: "No claim was entered that is like that.", leftOut: isSeen ? 0 : wanted.count, part: part)
    }

    private func listPage(_ visit: Visit, _ table: TwinTable, _ draft: FormDraft) throws -> SitePage {
        ClaimPage.list(
            table, asked: (visit.query["platform"] ?? "", visit.query["event"] ?? ""),
            platforms: Platform.allCases.filter { $0 != .unstated },
            events: try desk.sight(visit).seesCase ? Set(compared().claims.map(\.scope.event)).sorted() : [],
            address: visit.narrowed, draft: visit.visitor.may(.analyse) ? draft : nil, frame: desk.frame(visit))
    }

    // MARK: One

    private func claim(_ visit: Visit) throws -> (claim: StatedClaim, compared: Compared) {
        try desk.requireCase(visit)
        let name = try visit.parameter("claim")
        let compared = try compared()
        if let claim = compared.claims.last(where: { $0.name == name }) { return (claim, compared) }
        if name.count >= 8, let claim = compared.digests.first(where: { $0.value.hasPrefix(name) })?.key {
            return (claim, compared)
        }
        throw Refusal.notFound("There is no claim '\(name.prefix(120))' in this case.")
    }

    private func pairs(_ visit: Visit) throws -> TwinTable {
        let (claim, compared) = try claim(visit)
        let pairs = (compared.places[claim] ?? []).map { compared.pairs[$0] }.sorted {
            ($0.relation.rank, $0.earlier.date.earliest) < ($1.relation.rank, $1.earlier.date.earliest)
        }
        return TwinTable(
            "claim-\(claim.name)", caption: "The gravest first (M13).",
            columns: [
                .init("relation", "Stands to it"), .init("other", "Other claim"), .init("speaker", "Speaker"),
                .init("date", "Date"), .init("states", "States"), .init("ratio", "Later over earlier", isNumber: true),
                .init("discrepancy", "Discrepancy", isNumber: true), .init("days", "Days between"),
                .init("scope_differs", "Scope differs"), .init("source", "Source"),
            ],
            rows: pairs.map { pair in
                let other = pair.earlier == claim ? pair.later : pair.earlier
                return [
                    .text(ClaimPage.words(pair)), .text(other.name, link: address(other)), .text(other.speaker),
                    .text(other.date.description), .text(other.statement),
                    pair.ratio.map { .number($0) } ?? .missing,
                    pair.relativeDiscrepancy.map { .number($0, places: 3) } ?? .missing,
                    .text(
                        pair.days.lowerBound == pair.days.upperBound
                            ? "\(pair.days.lowerBound)" : "\(pair.days.lowerBound) to \(pair.days.upperBound)"),
                    .text(pair.scopeDifferences.joined(separator: ", ")), .address(other.source),
                ]
            }, empty: "Nothing to compare it with: event and quantity must be the same.")
    }

    private func page(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        let (claim, compared) = try claim(visit)
        func value(_ text: String?) -> Markup { text.map { foreign($0) } ?? "<span class=\"none\">not stated</span>" }
        let audience = claim.audience.map { " to \($0)" } ?? ""
        return ClaimPage.page(
            name: claim.name,
            statement: "\(claim.date): \(claim.speaker)\(audience): \(claim.statement) (\(claim.quantity)).",
            facts: [
                ("Event", foreign(claim.scope.event)), ("Quantity", foreign(claim.quantity)),
                ("Platform", value(claim.scope.platform?.name)), ("Period", value(claim.scope.period)),
                ("Territory", value(claim.scope.territory)), ("Coverage", value(claim.scope.coverage)),
                ("Source", Reporting.address(claim.source)), ("Grade", foreign(claim.verification)),
                ("Note", value(claim.note)),
                (
                    "SHA-256",
                    compared.digests[claim].map(SiteParts.digest)
                        ?? "<span class=\"none\">a number of a publisher's file</span>"
                ),
            ], pairs: table, address: visit.narrowed, frame: desk.frame(visit))
    }
}
