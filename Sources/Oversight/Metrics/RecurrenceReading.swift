package import Records

/// Reading networks that were disrupted. The columns are
///
/// | column | what it holds |
/// |---|---|
/// | `network` | what it is called; each once |
/// | `platform` | where it was disrupted; one platform's card takes its own alone |
/// | `disrupted` | how many of its assets were disrupted |
/// | `at` | when |
/// | `watched_until` | until when somebody looked for new assets; the present where it is empty |
extension Recurrence.Network {
    package static let columns = ["network", "platform", "disrupted", "at", "watched_until"]

    /// - Parameter present: until when a network was watched whose row does not say.
    /// - Throws: the field at fault, and what to do.
    package init(reading row: NamedRow, present: StatedTime) throws(FieldFault) {
        let name = try row.required("network")
        guard let disrupted = try row.integer("disrupted"), (1...Shares.mostAssets).contains(disrupted) else {
            throw FieldFault(
                "missing-disrupted", field: "disrupted",
                "the row does not say how many assets of '\(name)' were disrupted: from 1 to \(Shares.mostAssets)")
        }
        guard let at = try row.time("at") else {
            throw FieldFault("missing-at", field: "at", "the row does not say when '\(name)' was disrupted")
        }
        let watched = try row.time("watched_until") ?? present
        if watched.latest < at.earliest {
            throw FieldFault(
                "watched-before-disruption", field: "watched_until",
                "'\(name)' was disrupted on \(at) and watched until \(watched): nobody looked afterwards; mend one of them"
            )
        }
        self.init(
            name: name, platform: try row.platform("platform"), disrupted: Int(disrupted), at: at,
            watchedUntil: watched)
    }
}

/// Reading assets that came after a disruption: the columns of an asset (`platform`, `id`, `grade`), `first_seen`, and
/// `network`, which may be left out where only one was disrupted.
extension Recurrence.Return {
    /// - Parameter grade: of rows that state none.
    /// - Throws: the field at fault, and what to do.
    package init(reading row: NamedRow, grade: MembershipGrade) throws(FieldFault) {
        guard let seen = try row.time("first_seen") else {
            throw FieldFault(
                "missing-first_seen", field: "first_seen", "the row does not say when the asset was first seen")
        }
        let asset = try Asset(row, grade: grade)
        self.init(asset: asset.key, firstSeen: seen, grade: asset.grade)
    }
}

extension Recurrence.Stated {
    /// What the ledger's rows of a platform say: for each report that counts accounts of earlier networks that came back,
    /// these of all that it counts. The rows are all that somebody gathered, and perhaps not all of the report's.
    package static func reports(of ledger: Ledger, platform: String) -> [Recurrence.Stated] {
        let name = PlatformName.normalised(platform)
        let rows = ledger.rows.filter {
            $0.platform == name && $0.sameAs == nil && ($0.unit.isNetwork || $0.unit == .recurrence)
        }
        let reports = Dictionary(grouping: rows) { ReportTitle.canonical($0.report, platform: name) }.filter {
            $0.value.contains { $0.unit == .recurrence }
        }
        return reports.keys.sorted().compactMap { report in
            let counted = (reports[report] ?? []).compactMap { row in
                (row.counts[.accounts] ?? row.counts[.channels]).flatMap { count in
                    count.number <= Shares.mostAssets ? (row.unit, Int(count.number)) : nil
                }
            }
            let recurring = counted.filter { $0.0 == .recurrence }.reduce(0) { $0 + $1.1 }
            let removed = counted.reduce(0) { $0 + $1.1 }
            return removed == 0 ? nil : Recurrence.Stated(period: report, recurring: recurring, removed: removed)
        }
    }
}
