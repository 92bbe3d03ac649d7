package import Records

extension StatedClaim {
    /// Reads a row of a table that was stated by now.
    /// - Throws: the first field that cannot be taken.
    package init(_ row: NamedRow, by now: Instant) throws(FieldFault) {
        self = try StatedClaim(row: row)
        if date.earliest > now {
            throw FieldFault(
                "future-date", field: "date", "\(date) lies in the future; a claim is entered when it was made")
        }
    }
}
