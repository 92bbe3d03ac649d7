package import Records

extension Correspondence {
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
    /// A SHA-256, in lower case.
    fileprivate func digest(_ name: String) throws(FieldFault) -> String? {
        guard let text = text(name)?.lowercased() else { return nil }
        guard text.isSHA256 else {
            throw FieldFault("bad-digest", field: name, "'\(text)' is no SHA-256; 64 hexadecimal digits are wanted")
        }
        return text
    }
}
