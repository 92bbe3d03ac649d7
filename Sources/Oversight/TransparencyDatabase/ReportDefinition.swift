package import Records

/// Which statements of reasons are counted against a cell of a harmonised report.
package struct StatementSelection: Sendable, Hashable {
    /// Empty for all.
    package var sources: [StatementSource] = []
    package var ground: DecisionGround?
    /// A statement must have one of them; empty for all statements.
    package var decisions: ModerationDecisions = []
    package var automation: DecisionAutomation?

    /// The fields of a statement that decide whether it is selected.
    package var fields: [StatementField] {
        var fields: [StatementField] = [.category]
        if !sources.isEmpty { fields.append(.sourceType) }
        if ground != nil { fields.append(.decisionGround) }
        if !decisions.isEmpty { fields.append(.decisions) }
        if automation != nil { fields.append(.automatedDecision) }
        return fields
    }

    func selects(_ profile: StatementProfile) -> Bool {
        (sources.isEmpty || sources.contains(profile.source)) && (ground == nil || ground == profile.ground)
            && (decisions.isEmpty || !decisions.isDisjoint(with: profile.decisions))
            && (automation == nil || automation == profile.automation)
    }
}

/// What a cell of a harmonised report counts, and which statements of reasons are the same thing, if any are.
package struct ReportDefinition: Sendable, Hashable {
    package var part: ReportPart
    /// In the template's words.
    package var indicator: String
    /// Nil for every scope.
    package var scope: String?
    /// Nil where no selection of statements counts the same thing.
    package var selection: StatementSelection?
    /// Whether only the row TOTAL can be compared.
    package var isOfTotalOnly = false
    /// What both sides count, or why they differ.
    package var remark: String

    /// The list. What is not in it is not comparable: no definition says what it should be compared with.
    ///
    /// The indicators are in the words of the Commission's templates (Implementing Regulation (EU) 2024/2835, Annex I), which
    /// a test compares. Which statements count the same thing no text of the Commission says: the selections are our
    /// reading of the templates beside the database's schema, and each remark says what is set against what.
    package static let all: [ReportDefinition] = ownInitiative + notices + automation + incomparable

    private static let measures: [(indicator: String, decisions: ModerationDecisions)] = [
        ("Number of measures taken at the provider's own initiative", []),
        ("Visibility restriction Removal", .removed),
        ("Visibility restriction Disable", .disabled),
        ("Visibility restriction Demoted", .demoted),
        ("Visibility restriction Age restricted", .ageRestricted),
        ("Visibility restriction Interaction restricted", .interactionRestricted),
        ("Visibility restriction Labelled", .labelled),
        ("Visibility restriction Other", .otherVisibility),
        ("Monetary restriction Suspension", .paymentSuspended),
        ("Monetary restriction Termination", .paymentTerminated),
        ("Monetary restriction Other", .otherPayment),
        (
            "Provision of the service Suspension",
            [.servicePartlySuspended, .serviceSuspended]
        ),
        (
            "Provision of the service Termination",
            [.servicePartlyTerminated, .serviceTerminated]
        ),
        ("Account restriction Suspension", .accountSuspended),
        ("Account restriction Termination", .accountTerminated),
    ]

    private static let ownInitiative = [
        (ReportPart.ownInitiativeIllegal, DecisionGround.illegalContent),
        (ReportPart.ownInitiativeTerms, .incompatibleContent),
    ].flatMap { part, ground in
        measures.map { measure in
            ReportDefinition(
                part: part, indicator: measure.indicator,
                selection: StatementSelection(
                    sources: [.voluntary], ground: ground, decisions: measure.decisions),
                remark:
                    "the report counts measures of the provider's own initiative; the database statements with source"
                    + " SOURCE_VOLUNTARY on this ground, by their first category and the day of application")
        } + [
            ReportDefinition(
                part: part, indicator: "Number of measures taken after detection with solely automated means",
                remark: "the report counts detection with solely automated means; automated_detection says Yes where"
                    + " automated means had any part in it")
        ]
    }

    private static let notices = [
        (
            "Number of actions taken on the basis of the law", [.notice, .trustedFlagger],
            .illegalContent
        ),
        (
            "Number of actions taken on the basis of the law (Trusted Flagger notices)", [.trustedFlagger],
            .illegalContent
        ),
        (
            "Number of actions taken on the basis of the terms and conditions of the service",
            [.notice, .trustedFlagger], .incompatibleContent
        ),
        (
            "Number of actions taken on the basis of the terms and conditions of the service (Trusted Flagger notices)",
            [.trustedFlagger], .incompatibleContent
        ),
    ].map { (indicator: String, sources: [StatementSource], ground: DecisionGround) in
        ReportDefinition(
            part: .notices, indicator: indicator,
            selection: StatementSelection(sources: sources, ground: ground), isOfTotalOnly: true,
            remark: "the report sorts actions by what the notice alleged, the database by what was decided: only the"
                + " totals count the same")
    }

    private static let automation = [
        ReportDefinition(
            part: .automatedMeans, indicator: "Number of measures solely taken by automated means",
            scope: "Own-initiative",
            selection: StatementSelection(sources: [.voluntary], automation: .full),
            remark: "the report counts measures taken by automated means alone; the database statements with source"
                + " SOURCE_VOLUNTARY and automated_decision AUTOMATED_DECISION_FULLY")
    ]

    private static let incomparable = [
        (
            .orders, nil,
            "orders of authorities need no statement of reasons (Article 17(5)): the database does not hold them"
        ),
        (
            .notices, "Number of notices received",
            "the database holds decisions, not notices: a notice without a measure leaves no trace in it"
        ),
        (
            .notices, "Number of notices received from Trusted flaggers",
            "the database holds decisions, not notices: a notice without a measure leaves no trace in it"
        ),
        (.notices, "Median time to take action", StatementTrace.noNoticeDate),
        (.notices, "Median time to take action (Trusted Flagger notices)", StatementTrace.noNoticeDate),
        (
            .automatedMeans, nil,
            "the report's number includes measures that need no statement, or is a rate that the database does not hold"
        ),
        (.appeals, nil, "the database does not hold complaints, disputes or suspensions of notifiers"),
        (.humanResources, nil, "the database does not hold who decides"),
        (.recipients, nil, "the database does not hold numbers of recipients"),
        (.qualitative, nil, "a text is not compared with a number"),
        (.summary, nil, "a text or a date is not compared with a number"),
        (.categoryNames, nil, "a text is not compared with a number"),
    ].map { (part: ReportPart, indicator: String?, remark: String) in
        ReportDefinition(part: part, indicator: indicator ?? "", remark: remark)
    }

    /// The definition of a cell; nil where the list has none.
    package static func of(_ cell: ReportCell, in list: [ReportDefinition] = all) -> ReportDefinition? {
        let indicator = ReportCell.folded(cell.indicator)
        let scope = cell.scope.map { ReportCell.folded($0) }
        let ofPart = list.filter { $0.part == cell.part }
        return ofPart.first { definition in
            ReportCell.folded(definition.indicator) == indicator
                && (definition.scope == nil || definition.scope.map { ReportCell.folded($0) } == scope)
        } ?? ofPart.first { $0.indicator.isEmpty }
    }
}
