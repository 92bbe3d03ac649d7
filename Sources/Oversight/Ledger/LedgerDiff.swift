import Records

/// What differs between two versions of a report, field by field.
///
/// Only what the platform states is compared: not where or how well we read it. Rows carry no ids, so they are paired in
/// steps, each among the rows that the steps before left: by operation's name, origins, targets and source; by name and
/// origins; by origins, targets and source; by origins and targets; by origins; always within the same unit. Where several
/// rows are alike the pair that states the most equal fields goes first. What one of the two tables has no column for is
/// not compared: it was not captured, and not withdrawn.
package struct LedgerDiff: Codable, Sendable, Hashable {
    package enum Key: String, Codable, Sendable, CaseIterable {
        case nameOriginTargetsSource
        case nameOrigin
        case originTargetsSource
        case originTargets
        case origin
    }

    package struct Change: Codable, Sendable, Hashable {
        /// The row as the first version has it: its name, or its origins and counts.
        package var row: String
        package var field: String
        package var before: String?
        package var after: String?
        package var matchedBy: Key
    }

    package var matched = 0
    /// Fields stated in at least one of two paired rows.
    package var fields = 0
    package var changes: [Change] = []
    package var added: [Disclosure] = []
    package var removed: [Disclosure] = []
    /// The later version differs and its publisher does not say that or what it changed.
    package var isSilent = false
    /// Fields that rows of one version state and the other's table has no column for.
    package var notCompared: [String] = []
    /// Why a difference is not silent: what the publisher says, or why it may be none of his.
    package var excuse: String?

    package var differs: Bool { !changes.isEmpty || !added.isEmpty || !removed.isEmpty }

    package init(from before: LedgerReport, to after: LedgerReport) {
        self.init(
            from: before.rows, to: after.rows, changelog: after.changelog, columns: before.capturedFields,
            and: after.capturedFields)
        if before.hasDocument(of: after) {
            excuse(by: "both captures have the same bytes: what differs was read differently")
        } else if !before.isOrderKnown(to: after) {
            excuse(by: "both were captured on \(after.captured), and which came first is not known")
        } else if before.rejectedRows != nil || after.rejectedRows != nil {
            excuse(by: "rows of a capture's table were rejected: what differs may be theirs")
        } else if before.holdsPart == true || after.holdsPart == true {
            excuse(by: "a capture holds a part of the report: what differs may be what it lacks")
        } else if !before.hasSource(of: after) {
            excuse(by: "the two captures come from different sources")
        }
    }

    private mutating func excuse(by reason: String) {
        guard isSilent else { return }
        isSilent = false
        excuse = reason
    }

    /// - Parameters:
    ///   - changelog: what the publisher says that it changed.
    ///   - columns: what the earlier table has columns for; nil for all. `others`: the same of the later one.
    package init(
        from before: [Disclosure], to after: [Disclosure], changelog: String?, columns: [String]? = nil,
        and others: [String]? = nil
    ) {
        let (known, alsoKnown) = (columns.map(Set.init), others.map(Set.init))
        let captured = Captured { field in
            (known?.contains(field) ?? true) && (alsoKnown?.contains(field) ?? true)
        }
        var old = Ledger(before).rows
        var new = Ledger(after).rows
        notCompared = Set((old + new).flatMap(\.statedFields.keys)).filter { !captured.has($0) }.sorted()
        for key in Key.allCases {
            let pairs = Self.pairs(old, new, key, captured)
            for (first, second) in pairs {
                matched += 1
                compare(old[first], new[second], key, captured)
            }
            let (taken, met) = (Set(pairs.map(\.0)), Set(pairs.map(\.1)))
            old = old.indices.filter { !taken.contains($0) }.map { old[$0] }
            new = new.indices.filter { !met.contains($0) }.map { new[$0] }
        }
        if !captured.has("unit") {
            // A table without the column holds networks alone: that it lacks sums and reports says nothing.
            old.removeAll { !$0.unit.isNetwork }
            new.removeAll { !$0.unit.isNetwork }
        }
        (removed, added) = (old, new)
        changes.sort { ($0.row, $0.field, $0.before ?? "") < ($1.row, $1.field, $1.before ?? "") }
        isSilent = differs && changelog == nil
        excuse = differs ? changelog : nil
    }

    private mutating func compare(_ before: Disclosure, _ after: Disclosure, _ key: Key, _ captured: Captured) {
        let (old, new) = (before.statedFields, after.statedFields)
        for field in Set(old.keys).union(new.keys).sorted() where captured.has(field) {
            fields += 1
            if old[field] != new[field] {
                changes.append(
                    Change(row: before.label, field: field, before: old[field], after: new[field], matchedBy: key))
            }
        }
    }

    private static func pairs(
        _ old: [Disclosure], _ new: [Disclosure], _ key: Key, _ captured: Captured
    ) -> [(Int, Int)] {
        var groups: [[String]: (old: [Int], new: [Int])] = [:]
        for (index, row) in old.enumerated() {
            if let text = row.key(key, captured) { groups[text, default: ([], [])].old.append(index) }
        }
        for (index, row) in new.enumerated() {
            if let text = row.key(key, captured) { groups[text, default: ([], [])].new.append(index) }
        }
        var pairs: [(Int, Int)] = []
        for group in groups.values {
            pairs += closest(group.old, group.new) { old[$0].equalFields(new[$1]) }
        }
        return pairs.sorted { $0 < $1 }
    }

    /// Pairs of two lists, those first that are most alike; rows of a report are few.
    private static func closest(
        _ first: [Int], _ second: [Int], likeness: (Int, Int) -> Int
    ) -> [(Int, Int)] {
        // Thousands of rows that nothing tells apart have no best pairing worth its price: they go in their order.
        if max(first.count, second.count) < 2
            || first.count.multipliedReportingOverflow(by: second.count).partialValue > 250_000
        {
            return Array(zip(first, second))
        }
        var candidates: [(likeness: Int, first: Int, second: Int)] = []
        for one in first {
            for other in second { candidates.append((likeness(one, other), one, other)) }
        }
        candidates.sort { ($1.likeness, $0.first, $0.second) < ($0.likeness, $1.first, $1.second) }
        var (taken, met): (Set<Int>, Set<Int>) = ([], [])
        var pairs: [(Int, Int)] = []
        for candidate in candidates where !taken.contains(candidate.first) && !met.contains(candidate.second) {
            taken.insert(candidate.first)
            met.insert(candidate.second)
            pairs.append((candidate.first, candidate.second))
        }
        return pairs
    }
}

/// What the tables of both versions have columns for.
private struct Captured {
    let has: (String) -> Bool
}

extension Disclosure {
    /// What rows of a table with such columns may state, by the names of `statedFields`, in order; and `unit`.
    package static func fields(ofColumns columns: [String]) -> [String] {
        let names = Set(columns)
        var fields = Set(
            CountKind.allCases.map(\.column) + ["unit", "published", "acted", "operation_name", "aliases"]
        )
        .intersection(names)
        func add(_ stated: [String], where others: String...) {
            if !names.isDisjoint(with: others) { fields.formUnion(stated) }
        }
        add(["period_start"], where: "period_start", "period", "quarter")
        add(["period_end"], where: "period_end", "period", "quarter")
        add(["origin_country"], where: "origin_country", "origin", "origin_fr")
        add(["target_countries"], where: "target_countries", "targets", "targets_fr")
        add(["detected_by"], where: "detected_by", "detection")
        if names.contains("unit") {
            // A unit may hold a number of operations, and say what the column of accounts counts.
            fields.insert(CountKind.operations.column)
            if names.contains("accounts") {
                fields.formUnion([CountKind.channels.column, CountKind.accountsReleased.column])
            }
        }
        return fields.sorted()
    }

    /// What the platform states, by field.
    var statedFields: [String: String] {
        var fields: [String: String] = [:]
        fields["period_start"] = periodStart?.text
        fields["period_end"] = periodEnd?.text
        fields["published"] = published?.text
        fields["acted"] = acted?.text
        if !origins.isEmpty { fields["origin_country"] = origins.joined(separator: "; ") }
        if !targets.isEmpty { fields["target_countries"] = targets.joined(separator: "; ") }
        for (kind, count) in counts { fields[kind.column] = count.description }
        if detection.kind != .unstated { fields["detected_by"] = detection.words }
        fields["operation_name"] = operation
        if !aliases.isEmpty { fields["aliases"] = aliases.joined(separator: "; ") }
        return fields
    }

    /// What people know the row by.
    package var label: String {
        if let operation { return operation }
        let origin = origins.isEmpty ? unit.rawValue : origins.joined(separator: ", ")
        for kind in [CountKind.accounts, .channels, .pages, .operations, .accountsReleased] {
            if let count = counts[kind] { return "\(origin) (\(count) \(kind.column))" }
        }
        return origin
    }

    fileprivate func equalFields(_ other: Disclosure) -> Int {
        let (mine, others) = (statedFields, other.statedFields)
        return mine.count { others[$0.key] == $0.value }
    }

    /// What rows are paired by; what was not captured of both does not tell them apart.
    fileprivate func key(_ key: LedgerDiff.Key, _ captured: Captured) -> [String]? {
        func words(_ field: String, _ names: [String]) -> String {
            captured.has(field) ? names.sorted().joined(separator: ";") : ""
        }
        let (origin, target) = (words("origin_country", origins), words("target_countries", targets))
        let unit = words("unit", [unit.rawValue])
        let name = operation?.lowercased()
        switch key {
        case .nameOriginTargetsSource: return name.map { [unit, $0, origin, target, source] }
        case .nameOrigin: return name.map { [unit, $0, origin] }
        case .originTargetsSource: return [unit, origin, target, source]
        case .originTargets: return [unit, origin, target]
        case .origin: return [unit, origin]
        }
    }
}
