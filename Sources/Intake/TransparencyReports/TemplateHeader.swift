import Records

/// The header of a table that may be a part of a harmonised report.
struct TemplateHeader {
    /// Where the columns stand that parts share.
    let applicability: Int?
    let service: Int?
    let period: Int?
    let section: Int?
    let indicator: Int?
    let scope: Int?
    let value: Int?
    let context: Int?
    let category: Int?
    let otherDescription: Int?
    /// In parts 3 to 6 each indicator has a column, and another for what is said of it.
    let indicators: [(name: String, column: Int, context: Int?)]
    /// The part; nil where the header is that of parts 7 to 10, which only the rows' sections tell apart.
    let part: ReportPart?
    let count: Int

    private static let contextPrefix = "contextual information on "

    /// - Throws: where the header is that of no part; the fault names the nearest part and what it lacks.
    init(_ columns: [String]) throws(RecordFault) {
        let folded = columns.map { ReportCell.folded($0) }
        func index(_ names: String...) -> Int? {
            folded.firstIndex { name in names.contains(name) }
        }
        applicability = index("applicability")
        service = index("service")
        period = index("reporting period")
        section = index("section")
        indicator = index("indicator")
        scope = index("scope")
        value = index("value")
        context = index("contextual information")
        let ofIllegal = index("category of illegal content")
        let ofTerms = index("category of incompatibility with the provider's terms and conditions")
        let ofBoth = index("category of illegal content / incompatible with the terms and conditions")
        category = ofIllegal ?? ofTerms ?? ofBoth
        otherDescription = index("description of the sub-category \"other\"")
        count = columns.count
        let shared: Set = [
            applicability, service, period, section, indicator, scope, value, context, category, otherDescription,
        ]
        indicators = columns.indices.compactMap { column in
            let name = folded[column]
            if name.isEmpty || shared.contains(column) || name.hasPrefix(Self.contextPrefix) { return nil }
            return (ReportCell.tidy(columns[column]), column, folded.firstIndex(of: Self.contextPrefix + name))
        }

        if index("category label") != nil, index("category description") != nil, category != nil {
            part = .categoryNames
        } else if period != nil, ofIllegal != nil, scope != nil,
            index("number of orders to act against illegal content received") != nil
        {
            part = .orders
        } else if period != nil, ofIllegal != nil, index("number of notices received") != nil {
            part = .notices
        } else if period != nil, index("number of measures taken at the provider's own initiative") != nil,
            ofIllegal != nil || ofTerms != nil
        {
            part = ofIllegal != nil ? .ownInitiativeIllegal : .ownInitiativeTerms
        } else if period != nil, section != nil, indicator != nil, scope != nil, value != nil {
            part = nil
        } else if period != nil, section == nil, scope == nil, indicator != nil, value != nil {
            part = .qualitative
        } else if period == nil, section == nil, scope == nil, indicator != nil, value != nil {
            part = .summary
        } else {
            throw Self.fault(columns, folded)
        }
    }

    /// What the header of each part cannot do without.
    private static let essentials: [(name: String, columns: [String])] = [
        ("part 1 (summary)", ["indicator", "value"]),
        (
            "part 2 (names of categories)",
            [
                "category label", "category description",
                "category of illegal content / incompatible with the terms and conditions",
            ]
        ),
        (
            "part 3 (orders of Member States)",
            [
                "reporting period", "category of illegal content", "scope",
                "number of orders to act against illegal content received",
            ]
        ),
        ("part 4 (notices)", ["reporting period", "category of illegal content", "number of notices received"]),
        (
            "part 5 (own initiative, illegal content)",
            [
                "reporting period", "category of illegal content",
                "number of measures taken at the provider's own initiative",
            ]
        ),
        (
            "part 6 (own initiative, terms and conditions)",
            [
                "reporting period", "category of incompatibility with the provider's terms and conditions",
                "number of measures taken at the provider's own initiative",
            ]
        ),
        ("parts 7 to 10", ["reporting period", "section", "indicator", "scope", "value"]),
        ("part 11 (qualitative information)", ["reporting period", "indicator", "value"]),
    ]

    private static func fault(_ columns: [String], _ folded: [String]) -> RecordFault {
        func has(_ part: (name: String, columns: [String])) -> Int { part.columns.filter(folded.contains).count }
        var nearest = essentials[0]
        for part in essentials where has(part) > has(nearest) { nearest = part }
        let shown = columns.prefix(10).map { $0.count > 40 ? "\($0.prefix(40))…" : $0 }.joined(separator: ", ")
        let found = "found: \(shown)\(columns.count > 10 ? " …" : "")"
        guard has(nearest) > 0 else {
            return RecordFault(
                "not-a-template",
                "it is none of the eleven parts of the harmonised templates: no column is of theirs; \(found)")
        }
        let lacking = nearest.columns.filter { !folded.contains($0) }
        return RecordFault(
            "not-a-template", field: lacking.first,
            "it is none of the eleven parts of the harmonised templates: the nearest is \(nearest.name), which also has"
                + " \(lacking.map { "\"\($0)\"" }.joined(separator: ", ")); \(found)")
    }

    /// The part of parts 7 to 10 that has such sections; nil where none has.
    static func part(ofSection section: String) -> ReportPart? {
        let folded = ReportCell.folded(section)
        if folded.hasPrefix("internal complaint") || folded.hasPrefix("out-of-court") || folded.hasPrefix("suspensions")
        {
            return .appeals
        }
        if folded.hasPrefix("use of automated means") { return .automatedMeans }
        if folded.hasPrefix("human resources") { return .humanResources }
        if folded == "amar" || folded.hasPrefix("average monthly active recipients") { return .recipients }
        return nil
    }
}
