package import Records

extension EvidenceRow {
    /// The columns that are read.
    package static let columns = [
        "row", "name", "id", "observed", "records", "source", "address", "date", "grade", "source_group",
        "dependency_group", "class", "access", "origin", "lr", "note",
    ]

    /// Reads a row of a table of evidence.
    ///
    /// Columns: `row` (or `id`, `name`), `observed`, `records` (separated by semicolons), `source`, `grade` (B2),
    /// `class`, `access`; `lr` (`H1=2..5; H2=1; rest=0.5..1`), left out where raters are to judge; `address`, `date`,
    /// `source_group`, `dependency_group`, `origin` (yes or no), `note`.
    /// - Parameter identifiers: finds what one of `records` names, as SHA-256 in hexadecimal.
    /// - Throws: the first field that cannot be taken.
    package init(
        row: NamedRow, question: AttributionQuestion, identifiers: (String) throws(FieldFault) -> [String]
    ) throws(FieldFault) {
        guard let id = row.text("row", "id", "name") else {
            throw FieldFault(
                "missing-row", field: "row", "the row has no short name of its own; give it one under 'row'")
        }
        if id.contains("/") {
            throw FieldFault("bad-name", field: "row", "'\(id)' has a slash in it; leave it out")
        }
        var records: Set<String> = []
        for name in row.list("records") { records.formUnion(try identifiers(name)) }
        if records.isEmpty {
            throw FieldFault(
                "missing-records", field: "records",
                "the row rests on no record; name a record or an exhibit of the case")
        }
        for record in records.sorted() where !Self.isDigest(record) {
            throw FieldFault(
                "bad-digest", field: "records", "'\(record)' is no SHA-256; 64 hexadecimal digits are wanted")
        }
        guard let evidenceClass = try row.word("class", as: EvidenceClass.self) else {
            throw FieldFault("missing-class", field: "class", "say whether it is technical, behavioural or contextual")
        }
        guard let access = try row.word("access", as: EvidenceAccess.self) else {
            throw FieldFault("missing-access", field: "access", "say whether it is open, proprietary or classified")
        }
        self.init(
            question: question.name, id: id, observed: try row.required("observed"),
            records: records.sorted(),
            source: try row.required("source"), address: row.text("address"), date: try row.time("date"),
            grade: try SourceGrade(reading: try row.required("grade")), sourceGroup: row.text("source_group"),
            dependencyGroup: row.text("dependency_group"), evidenceClass: evidenceClass, access: access,
            isOrigin: try Self.isYes(row, "origin"),
            likelihoods: row.text("lr") == nil ? nil : try Self.likelihoods(row.list("lr"), question),
            note: row.text("note"))
    }

    private static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private static func isYes(_ row: NamedRow, _ column: String) throws(FieldFault) -> Bool {
        switch row.text(column)?.lowercased() {
        case nil, "no", "false", "0": return false
        case "yes", "true", "1": return true
        default:
            throw FieldFault(
                "bad-\(column)", field: column, "'\(row.text(column) ?? "")' is neither yes nor no")
        }
    }

    /// Reads `H1=2..5`, `H2=1`, `rest=0.5..1`: every hypothesis must have its interval.
    package static func likelihoods(_ parts: [String], _ question: AttributionQuestion) throws(FieldFault)
        -> [Likelihood]
    {
        var intervals = [RatioInterval?](repeating: nil, count: question.hypotheses.count)
        var rest: RatioInterval?
        for part in parts {
            let (id, text) = try pair(part, "lr")
            let interval: RatioInterval
            do throws(FieldFault) {
                interval = try RatioInterval(reading: text, within: ratioRange)
            } catch {
                throw FieldFault(error.reason, field: "lr", error.detail)
            }
            let isKnown: Bool
            if id == "rest" {
                isKnown = rest != nil
                rest = interval
            } else {
                guard let index = question.index(of: id) else {
                    throw FieldFault(
                        "unknown-hypothesis", field: "lr",
                        "'\(id)' is no hypothesis of '\(question.name)'; it has"
                            + " \(question.hypotheses.map(\.id).joined(separator: ", "))")
                }
                isKnown = intervals[index] != nil
                intervals[index] = interval
            }
            if isKnown { throw FieldFault("repeated-hypothesis", field: "lr", "'\(id)' stands twice; leave one") }
        }
        var likelihoods: [Likelihood] = []
        for (hypothesis, interval) in zip(question.hypotheses, intervals) {
            guard let interval = interval ?? rest else {
                throw FieldFault(
                    "missing-lr", field: "lr",
                    "the row says nothing of \(hypothesis.id); give it an interval, or all the others one with rest=…")
            }
            likelihoods.append(Likelihood(hypothesis: hypothesis.id, interval: interval))
        }
        return likelihoods
    }

    /// `H1=2..5` as its two sides.
    static func pair(_ text: String, _ field: String) throws(FieldFault) -> (name: String, value: String) {
        let sides = text.split(separator: "=", omittingEmptySubsequences: false)
        guard sides.count == 2 else {
            throw FieldFault("bad-\(field)", field: field, "'\(text)' should have a name, an equals sign and a value")
        }
        func bare(_ side: Substring) -> String {
            String(side.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        return (bare(sides[0]), bare(sides[1]))
    }
}
