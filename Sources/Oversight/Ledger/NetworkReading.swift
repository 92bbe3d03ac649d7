package import Records

/// Reading networks that others have documented. The columns are
///
/// | column | what it holds |
/// |---|---|
/// | `name`, `aliases` | what the network is called; a list of other names |
/// | `platform` | whose report should name it |
/// | `origin_country`, `target_countries` | lists, separated by semicolons |
/// | `assets` | ids of its assets on the platform, a list |
/// | `period`, or `first_seen` and `last_seen` | the days in which it was seen there |
/// | `sources` | a list of `NAME address`, each with `group=WORD` behind where sources share evidence or authors |
extension NetworkRecord {
    package static let columns = [
        "name", "aliases", "platform", "origin_country", "target_countries", "assets", "period", "first_seen",
        "last_seen", "sources",
    ]

    /// - Throws: the field at fault, and what to do.
    package init(reading row: NamedRow) throws(FieldFault) {
        let name = try row.required("name")
        let platform = try row.required("platform")
        let days = try Self.days(row)
        var sources: [Source] = []
        for text in row.list("sources") { sources.append(try Source(reading: text)) }
        if sources.isEmpty {
            throw FieldFault(
                "missing-sources", field: "sources",
                "the row has no source; write who documents the network and where, such as 'An institute https://…'")
        }
        self.init(
            name: name, aliases: row.list("aliases"), platform: platform,
            origins: CountryName.list(row.text("origin_country", "origin") ?? ""),
            targets: CountryName.list(row.text("target_countries", "targets") ?? ""), assets: Set(row.list("assets")),
            days: days, sources: sources)
    }

    private static func days(_ row: NamedRow) throws(FieldFault) -> ReportingPeriod {
        if let text = row.values["period"] {
            guard let period = ReportingPeriod(text) else {
                throw FieldFault(
                    "bad-period", field: "period", "'\(text)' is no period; write 2023-Q3, 2023-H1, 2023-07 or 2023")
            }
            return period
        }
        guard let first = try row.time("first_seen"), let last = try row.time("last_seen") else {
            throw FieldFault(
                "missing-period", field: "period",
                "the row does not say when the network was seen: a period, or first_seen and last_seen")
        }
        guard let days = ReportingPeriod(first.firstDay, last.lastDay) else {
            throw FieldFault(
                "period-ends-before-it-begins", field: "last_seen",
                "last seen \(last), before it was first seen \(first); exchange or mend them")
        }
        return days
    }
}

extension NetworkRecord.Source {
    /// Reads `An institute https://… group=institute`.
    fileprivate init(reading text: String) throws(FieldFault) {
        var words = text.split(separator: " ").map(String.init)
        var group: String?
        if let last = words.last, last.lowercased().hasPrefix("group=") {
            group = String(last.dropFirst("group=".count))
            words.removeLast()
        }
        guard words.count > 1, let address = words.last, address.contains("://"), group?.isEmpty != true else {
            throw FieldFault(
                "bad-source", field: "sources",
                "'\(text)' is no name with an address; write such as 'An institute https://…', with group=WORD behind it"
                    + " where sources lean on each other")
        }
        self.init(words.dropLast().joined(separator: " "), address: address, independenceGroup: group)
    }
}

/// Reading when somebody named a network in public: the columns `network`, `by`, `at` and `source_url`.
extension DatedExposure {
    package static let columns = ["network", "by", "at", "source_url"]

    /// - Throws: the field at fault, and what to do.
    package init(reading row: NamedRow) throws(FieldFault) {
        let network = try row.required("network")
        let by = try row.required("by")
        guard let at = try row.time("at") else {
            throw FieldFault("missing-at", field: "at", "the row does not say when the network was named")
        }
        guard let source = row.text("source_url", "source") else {
            throw FieldFault(
                "missing-source_url", field: "source_url",
                "the row has no source; an exposure counts only with the address where it stands")
        }
        self.init(of: network, by: by, at: at, source: source)
    }
}
