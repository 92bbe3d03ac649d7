import Briefing
import Exchange
import Inquiry
import Oversight
import Records
import Reporting
import Workspace

/// Platform cards, as `daylight card` makes them.
struct CardPages {
    let desk: Desk
    private let kept = Recent<Key, CardFilling>(most: 64, age: 60_000)

    private struct Key: Hashable {
        var question: CardFilling.Question
        var version: CaseVersion
    }

    init(desk: Desk) { self.desk = desk }

    private static let parameters: [Endpoint.Parameter] = [
        .query("cohort", .text, "The cohort: its name, or the beginning of its digest."),
        .query("zero", .choice(ClockZero.allCases.map(\.rawValue)), "Where the clock starts."),
        .query("jurisdiction", .text, "Whose view counts: EU, anywhere, or countries as AU,NZ."),
    ]

    private static let thresholds: [Endpoint.Parameter] =
        [
            .query("origin", .text, "The country for which the platform's networks are screened."),
            .query("set_by", .text, "Who set the thresholds."),
        ]
        + CardThresholds.example.tests.enumerated().map { number, test in
            .query("t\(number + 1)", .text, "\(test.metric.rawValue), \(test.figure): the threshold.")
        }

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/cards", name: "listCards", "What each platform did about each cohort, in four findings.", .read,
            { try list($0) },
            show: { visit, table in
                CardPage.list(table, address: visit.narrowed, frame: desk.frame(visit))
            })
            + Endpoint.table(
                "/cards/{platform}", name: "getCard", "One platform's card on one cohort.", .read,
                parameters: [.path("platform", .text, "The platform: tiktok, x …")] + Self.parameters
                    + Self.thresholds,
                { try findings($0) }, show: { visit, table in try page(visit, table) })
    }

    private func filling(_ question: CardFilling.Question, _ visit: Visit) throws -> CardFilling {
        try kept.value(Key(question: question, version: desk.readers.version()), at: visit.now) {
            try CardFilling(
                desk.folder, question, version: String(desk.version.trimmingPrefix("daylight ")), at: visit.now)
        }
    }

    // MARK: All

    private func list(_ visit: Visit) throws -> TwinTable {
        let sight = try desk.sight(visit)
        let cohorts = try desk.folder.current(Cohort.self)
        var rows: [[TwinTable.Cell]] = []
        var leftOut = sight.seesCase ? 0 : cohorts.count
        for cohort in sight.seesCase ? cohorts : [] {
            let filling = try filling(.init(cohort: cohort.entry.name), visit)
            guard filling.references.allSatisfy({ sight.sees($0.kind, $0.id) }) else {
                leftOut += filling.made.cards.count
                continue
            }
            rows += filling.verdicts.map { row(filling, $0.platform, $0.card) }
        }
        let (shown, part) = try visit.part(rows)
        var columns: [TwinTable.Column] = [
            .init("platform", "Platform"), .init("cohort", "Cohort"), .init("assets", "Assets", isNumber: true),
        ]
        for heading in AdequacyCard.Heading.allCases {
            columns.append(TwinTable.Column(heading.rawValue, CardPage.title(heading)))
        }
        return TwinTable(
            "cards", caption: "Clocks start at notice to the platform; thresholds are the example's.",
            columns: columns,
            rows: Array(shown),
            empty: "No cohort was frozen yet: a card is measured on one. Cohorts are frozen on their own page.",
            leftOut: leftOut, part: part)
    }

    private func row(_ filling: CardFilling, _ platform: Platform, _ card: AdequacyCard) -> [TwinTable.Cell] {
        let cohort = filling.examination.cohort.entry
        let name = PathText.encoded(cohort.name)
        let address = "/cards/\(platform.name)?cohort=\(name)"
        var cells: [TwinTable.Cell] = [
            .text(platform.name, link: address),
            .text("\(cohort.name) v\(cohort.version)", link: "/cohorts/\(name)"),
            .count(filling.assets(on: platform), link: "/cohorts/\(name)?platform=\(platform.name)"),
        ]
        for heading in AdequacyCard.Heading.allCases {
            cells.append(.words(CardPage.word(card.verdict(of: heading)), link: address + "#cards"))
        }
        return cells
    }

    // MARK: One

    private func platform(_ visit: Visit) throws -> Platform {
        let name = try visit.parameter("platform")
        guard let platform = Platform(name: name) else {
            throw Refusal.notFound(
                "There is no platform '\(name.prefix(40))'.",
                help: "Known are \(Platform.allCases.map(\.name).joined(separator: ", ")).")
        }
        return platform
    }

    private func question(_ visit: Visit) throws -> CardFilling.Question {
        let platform = try platform(visit)
        let named = try visit.query["cohort"] ?? latest(on: platform)?.entry.name
        guard let named else {
            throw Refusal.notFound(
                "No cohort has an asset on \(platform.name).", help: "A card is measured on a cohort; freeze one.")
        }
        var question = CardFilling.Question(cohort: named, platform: platform)
        if let word = visit.query["zero"] {
            guard let zero = ClockZero(rawValue: word) else {
                throw Refusal.bad("'\(word.prefix(40))' is no clock zero.")
            }
            question.zero = zero
        }
        if let text = visit.query["jurisdiction"] { question.jurisdiction = try Jurisdiction(reading: text) }
        question.origin = visit.query["origin"].map(CountryName.normalised)
        question.thresholds = try thresholds(visit)
        return question
    }

    private func latest(on platform: Platform) throws -> Registered<Cohort>? {
        try desk.folder.current(Cohort.self).filter { cohort in
            cohort.entry.assets.contains { $0.key.platform == platform }
        }.max { ($0.entered, $0.entry.name) < ($1.entered, $1.entry.name) }
    }

    /// The example's, with those in place that the address states.
    private func thresholds(_ visit: Visit) throws -> CardThresholds {
        var thresholds = CardThresholds.example
        for number in thresholds.tests.indices {
            guard let text = visit.query["t\(number + 1)"] else { continue }
            let test = thresholds.tests[number]
            thresholds.tests[number] = try CardThresholds.test(
                NamedRow(
                    number: UInt64(number + 1),
                    values: [
                        "heading": test.heading.rawValue, "metric": test.metric.rawValue, "figure": test.figure,
                        "threshold": text, "good": test.good.rawValue,
                    ]))
        }
        if let setBy = visit.query["set_by"] {
            thresholds.setBy = setBy
        } else if thresholds.tests != CardThresholds.example.tests {
            throw Refusal.bad("These are no longer the example's thresholds: say who set them.")
        }
        return thresholds
    }

    /// The card that is asked for, where the visitor may see everything that it rests on: a figure says something of each
    /// thing that it counts.
    private func filling(_ visit: Visit) throws -> CardFilling {
        try desk.requireCase(visit)
        let filling = try filling(question(visit), visit)
        let sight = try desk.sight(visit)
        let above = filling.references.count { !sight.sees($0.kind, $0.id) }
        guard above == 0 else {
            throw Refusal.forbidden(
                "The card rests on \(above) things that are marked above your clearance, \(visit.visitor.clearance.label).",
                help: "Its figures would say something of them.")
        }
        guard !filling.made.cards.isEmpty else {
            throw Refusal.notFound("The cohort '\(filling.question.cohort)' has no asset on that platform.")
        }
        return filling
    }

    private func findings(_ visit: Visit) throws -> TwinTable {
        let filling = try filling(visit)
        let cohort = filling.examination.cohort
        return TwinTable(
            "card-\(try platform(visit).name)", caption: "One row for each threshold.",
            columns: [
                .init("heading", "Heading"), .init("metric", "Metric"), .init("question", "Question"),
                .init("finding", "Finding"), .init("reason", "Reason"), .init("set_by", "Set by"),
                .init("cohort", "Cohort"), .init("digest", "Digest"),
            ],
            rows: filling.made.cards.flatMap { card in
                card.findings.map { finding in
                    [
                        .words(finding.heading.rawValue),
                        .words(finding.metric.rawValue, link: "#\(finding.metric.rawValue)"),
                        .words(finding.question), .words(finding.verdict.rawValue), .text(finding.reason),
                        .text(card.thresholds.setBy),
                        .text(
                            "\(cohort.entry.name) v\(cohort.entry.version)",
                            link: "/cohorts/" + PathText.encoded(cohort.entry.name)), .digest(cohort.digest),
                    ]
                }
            })
    }

    private func page(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        let filling = try filling(visit)
        let platform = try platform(visit)
        let examination = filling.examination
        let name = PathText.encoded(examination.cohort.entry.name)
        let own = examination.notices.filter { $0.entry.platform == platform }
        let readings =
            examination.parts.first { $0.platform == platform && $0.scope == .confirmedAndProbable }?
            .histories.ofAsset.reduce(0) { $0 + $1.readings } ?? 0
        let duties = try desk.folder.current(ObligationClock.self).count { $0.entry.platform == platform }
        let figures: [(name: Markup, count: Int, link: String?)] = [
            ("assets", filling.assets(on: platform), "/cohorts/\(name)?platform=\(platform.name)"),
            ("readings of those confirmed or probable", readings, "/observations/\(name)"),
            ("notices", own.count, "/notices?cohort=\(name)&kind=notice"),
            ("answers", examination.responses.count, "/notices?cohort=\(name)&kind=answer"),
            ("exposures", examination.exposures.count, "/notices?cohort=\(name)&kind=exposure"),
            ("obligations", duties, "/obligations?platform=\(platform.name)"),
        ]
        let question = filling.question
        let isMeasured = examination.cohort.entry.assets.contains {
            $0.key.platform == platform && $0.grade != .possible
        }
        let told: [SitePage.Message] =
            isMeasured
            ? []
            : [
                .init(
                    .note,
                    "Only confirmed and probable assets are measured, and the cohort has none on \(platform.title). Freeze it again with the grades that were established."
                )
            ]
        return CardPage.page(
            filling.view,
            .init(
                platform: platform, cohort: examination.cohort.entry.name,
                cohorts: try desk.folder.current(Cohort.self).filter { cohort in
                    cohort.entry.assets.contains { $0.key.platform == platform }
                }.map(\.entry.name), zero: question.zero, jurisdiction: question.jurisdiction.name,
                origin: question.origin ?? "", origins: ShippedLedger.ledger.origins, thresholds: question.thresholds,
                setBy: visit.query["set_by"] ?? ""), figures: figures, table: table, address: visit.narrowed,
            frame: desk.frame(visit, messages: told))
    }
}
