package import Records

extension ComplaintDraft {
    /// The columns of a complaint's head.
    package static let headColumns = [
        "complainant", "contact", "capacity", "country", "coordinator", "platform", "provider", "provisions",
        "commitment", "breach", "harm", "remedy", "single_item", "declared",
    ]

    /// Reads a complaint's head, with no facts, findings, letters or exhibits yet.
    ///
    /// Columns: `complainant` and `platform` must be there; `contact`, `capacity` (`other` where it is left out), `country`,
    /// `coordinator`, `provider`, `provisions` (ids, separated by semicolons), `commitment`, `breach`, `harm`, `remedy`, and
    /// `single_item` and `declared` (yes or no).
    /// - Parameter rules: the provisions that ids may name.
    /// - Throws: the first field that cannot be taken.
    package init(
        row: NamedRow, procedure: ComplaintProcedure, rules: [ObligationRule] = ShippedObligations.rules
    ) throws(FieldFault) {
        var provisions: [ObligationRule] = []
        for id in row.list("provisions") {
            guard let rule = rules.first(where: { $0.id == id }) else {
                throw FieldFault(
                    "unknown-rule", field: "provisions", "no provision has the id '\(id)'; list them to see the ids")
            }
            provisions.append(rule)
        }
        guard let platform = try row.platform("platform") else {
            throw FieldFault("missing-platform", field: "platform", "the draft does not say which platform it is about")
        }
        self.init(
            procedure: procedure,
            complainant: Complainant(
                name: try row.required("complainant"), contact: row.text("contact"),
                capacity: try row.word("capacity", as: Complainant.Capacity.self) ?? .other,
                country: row.text("country"), coordinator: row.text("coordinator")),
            platform: platform, provider: row.text("provider"), provisions: provisions,
            commitment: row.text("commitment"), breach: row.text("breach"), harm: row.text("harm"),
            remedy: row.text("remedy"), concernsSingleItem: try row.flag("single_item"),
            isDeclaredTrue: try row.flag("declared"))
    }
}

extension Finding {
    /// Reads a row of a table of findings: `metric`, `verdict`, `statement` (the result in a sentence with its numbers) must
    /// be there; `subject`, `day`, `inputs` (separated by semicolons), `platform`.
    /// - Parameters:
    ///   - platform: of rows that name none.
    ///   - jurisdiction: where it is looked at.
    /// - Throws: the first field that cannot be taken.
    package init(
        row: NamedRow, platform: Platform, jurisdiction: ObligationRule.Jurisdiction
    ) throws(FieldFault) {
        let name = try row.required("metric")
        guard let metric = MetricID(rawValue: name.uppercased()) else {
            throw FieldFault("unknown-metric", field: "metric", "'\(name)' is none of M01 to M21")
        }
        guard let verdict = try row.word("verdict", as: Verdict.self) else {
            throw FieldFault(
                "missing-verdict", field: "verdict", "the row has no 'verdict'; write pass, fail or undetermined")
        }
        self.init(
            metric, platform: try row.platform("platform") ?? platform, jurisdiction: jurisdiction, verdict: verdict,
            subject: row.text("subject") ?? "", statement: try row.required("statement"), day: try row.day("day"),
            inputs: row.list("inputs"))
    }
}

extension Correspondence {
    /// A notice as it was sent.
    package init(_ notice: Notice) {
        let reference = notice.reference.map { " (reference \($0))" } ?? ""
        let note = notice.note.map { ": \($0)" } ?? ""
        self.init(
            date: notice.sent, direction: .sent,
            summary: "\(notice.name): \(notice.channel.title) by \(notice.sender)\(reference)\(note)",
            sha256: notice.textSHA256)
    }

    /// An answer as it came.
    package init(_ response: Response) {
        let note = response.note.map { ": \($0)" } ?? ""
        self.init(
            date: response.received, direction: .received,
            summary: "\(response.name): \(response.content.rawValue) to \(response.notice)\(note)",
            sha256: response.textSHA256)
    }

    /// Reads a row of a table of letters: `date`, `direction` (`sent`, `received`), `summary`, `sha256`.
    /// - Throws: the first field that cannot be taken.
    package init(row: NamedRow) throws(FieldFault) {
        guard let date = try row.time("date") else {
            throw FieldFault("missing-date", field: "date", "the row does not say when it was sent or received")
        }
        guard let direction = try row.word("direction", as: Direction.self) else {
            throw FieldFault(
                "missing-direction", field: "direction", "the row has no 'direction'; write sent or received")
        }
        self.init(
            date: date, direction: direction, summary: try row.required("summary"), sha256: try row.digest("sha256"))
    }
}

extension Exhibit {
    /// Reads a row of a table of exhibits: `name`, `title`, `sha256`.
    /// - Throws: the first field that cannot be taken.
    package init(row: NamedRow) throws(FieldFault) {
        let name = try row.required("name")
        self.init(name: name, title: row.text("title") ?? name, sha256: try row.digest("sha256"))
    }
}

extension Allegation {
    /// Reads a row of a table of facts: `date`, `fact`, `exhibits` (names, separated by semicolons).
    /// - Throws: the first field that cannot be taken.
    package init(row: NamedRow) throws(FieldFault) {
        self.init(date: try row.time("date"), fact: try row.required("fact"), exhibits: row.list("exhibits"))
    }
}

extension NamedRow {
    /// Yes or no; no where nothing stands.
    fileprivate func flag(_ name: String) throws(FieldFault) -> Bool {
        switch text(name)?.lowercased() {
        case "yes", "true", "1": return true
        case nil, "no", "false", "0": return false
        case let text?: throw FieldFault("bad-flag", field: name, "'\(text)' is neither yes nor no")
        }
    }
}
