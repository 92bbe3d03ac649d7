package import Records

extension StatedClaim {
    /// Reads a row of a table of claims.
    ///
    /// Columns: `name` (or `id`), `speaker`, `event`, `quantity`, `date` and `source` must be there; `wording` is `exact`
    /// where it is left out and the number is given; `number` and, for ranges, `number_high`; `platform`, `audience`,
    /// `period`, `territory`, `coverage`, `text_sha256`, `note`, `verification`.
    /// - Throws: the first field that cannot be taken.
    package init(row: NamedRow) throws(FieldFault) {
        guard let name = row.text("name", "id") else {
            throw FieldFault(
                "missing-name", field: "name", "the row has no 'name'; give each claim a short one of its own")
        }
        let wording = try row.word("wording", as: ClaimWording.self) ?? .exact
        let number = try Self.amount(row, "number")
        let upper = try Self.amount(row, "number_high")
        try Self.check(wording, number, upper)
        guard let date = try row.time("date") else {
            throw FieldFault("missing-date", field: "date", "the row does not say when it was stated")
        }
        guard let source = row.text("source") else {
            throw FieldFault(
                "missing-source", field: "source",
                "a claim without a source is hearsay; give its address or a reference")
        }
        self.init(
            name: name,
            speaker: try row.required("speaker"),
            audience: row.text("audience"),
            scope: ClaimScope(
                platform: try row.platform("platform"), event: try row.required("event"), period: row.text("period"),
                territory: row.text("territory"), coverage: row.text("coverage")),
            quantity: try row.required("quantity"),
            wording: wording,
            number: number,
            upper: upper,
            date: date,
            source: source,
            textSHA256: try row.digest("text_sha256"),
            note: row.text("note"),
            verification: try Self.grade(row))
    }

    private static func check(_ wording: ClaimWording, _ number: Double?, _ upper: Double?) throws(FieldFault) {
        if wording.hasNumber, number == nil {
            throw FieldFault(
                "missing-number", field: "number",
                "the row has no 'number'; where none was stated write 'none' or 'no_evidence' under 'wording'")
        }
        if !wording.hasNumber, let number, number != 0 {
            throw FieldFault(
                "unwanted-number", field: "number", "'\(wording.rawValue)' goes with no number; leave 'number' empty")
        }
        if wording == .range {
            guard let upper else {
                throw FieldFault("missing-number_high", field: "number_high", "a range needs its upper end")
            }
            if let number, upper < number {
                throw FieldFault(
                    "bad-range", field: "number_high", "the range ends below where it begins; exchange the two numbers")
            }
        } else if upper != nil {
            throw FieldFault(
                "unwanted-number", field: "number_high", "only a range has an upper end; write 'range' under 'wording'")
        }
    }

    /// A count or an amount of zero or more; commas and blanks are taken for grouping where three digits follow.
    private static func amount(_ row: NamedRow, _ column: String) throws(FieldFault) -> Double? {
        guard let text = row.text(column) else { return nil }
        if text.hasSuffix("+") {
            throw FieldFault(
                "bad-number", field: column, "'\(text)': write the number alone, and 'at_least' under 'wording'")
        }
        let groups = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == " " || $0 == "_" }
        let isGrouped =
            groups.count == 1
            || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.prefix { $0 != "." }.count == 3 }
        let digits = groups.joined()
        guard isGrouped, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
            let number = Double(digits), number.isFinite, number <= 9_007_199_254_740_992
        else {
            throw FieldFault(
                "bad-number", field: column, "'\(text)' is no number of zero or more; write such as 27217 or 0.5")
        }
        return number
    }

    private static func grade(_ row: NamedRow) throws(FieldFault) -> String {
        guard let text = row.text("verification") else { return "U" }
        guard ["P", "R", "S", "C", "U"].contains(text.prefix { $0.isLetter }) else {
            throw FieldFault(
                "unknown-verification", field: "verification",
                "'\(text)' begins with no grade; one of P, R, S, C, U is wanted, alone or before a colon")
        }
        return text
    }
}
