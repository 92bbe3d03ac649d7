import Records

/// What differs between two versions of a report, field by field.
///
/// Only what the platform states is compared: not where or how well we read it. Rows carry no ids, so they are paired in
/// steps, each among the rows that the steps before left: by operation's name, origins, targets and source; by name and
/// origins; by origins, targets and source; by origins and targets; by origins; always within the same unit. Where several
/// rows are alike the pair that states the most equal fields goes first.
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
    /// Why a difference is not silent: what the publisher says, or why it may be none of his.
    package var excuse: String?

    package var differs: Bool { !changes.isEmpty || !added.isEmpty || !removed.isEmpty }

    package init(from before: LedgerReport, to after: LedgerReport) {
        self.init(from: before.rows, to: after.rows, changelog: after.changelog)
        if before.hasDocument(of: after) {
            excuse(by: "both captures have the same bytes: what differs was read differently")
        } else if before.rejectedRows != nil || after.rejectedRows != nil {
            excuse(by: "rows of a capture's table were rejected: what differs may be theirs")
        }
    }

    private mutating func excuse(by reason: String) {
        guard isSilent else { return }
        isSilent = false
        excuse = reason
    }

    /// - Parameter changelog: what the publisher says that it changed.
    package init(from before: [Disclosure], to after: [Disclosure], changelog: String?) {
        var old = Ledger(before).rows
        var new = Ledger(after).rows
        for key in Key.allCases {
            for (first, second) in Self.pairs(old, new, key) {
                matched += 1
                compare(old[first], new[second], key)
            }
            let (left, right) = Self.left(old, new, key)
            (old, new) = (left, right)
        }
        (removed, added) = (old, new)
        changes.sort { ($0.row, $0.field, $0.before ?? "") < ($1.row, $1.field, $1.before ?? "") }
        isSilent = differs && changelog == nil
        excuse = differs ? changelog : nil
    }

    private mutating func compare(_ before: Disclosure, _ after: Disclosure, _ key: Key) {
        let (old, new) = (before.statedFields, after.statedFields)
        for field in Set(old.keys).union(new.keys).sorted() {
            fields += 1
            if old[field] != new[field] {
                changes.append(
                    Change(row: before.label, field: field, before: old[field], after: new[field], matchedBy: key))
            }
        }
    }

    private static func left(
        _ old: [Disclosure], _ new: [Disclosure], _ key: Key
    ) -> (old: [Disclosure], new: [Disclosure]) {
        let pairs = pairs(old, new, key)
        let (taken, met) = (Set(pairs.map(\.0)), Set(pairs.map(\.1)))
        return (
            old.indices.filter { !taken.contains($0) }.map { old[$0] },
            new.indices.filter { !met.contains($0) }.map { new[$0] }
        )
    }

    private static func pairs(_ old: [Disclosure], _ new: [Disclosure], _ key: Key) -> [(Int, Int)] {
        var groups: [[String]: (old: [Int], new: [Int])] = [:]
        for (index, row) in old.enumerated() {
            if let text = row.key(key) { groups[text, default: ([], [])].old.append(index) }
        }
        for (index, row) in new.enumerated() {
            if let text = row.key(key) { groups[text, default: ([], [])].new.append(index) }
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

extension Disclosure {
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

    fileprivate func key(_ key: LedgerDiff.Key) -> [String]? {
        let (origin, target) = (origins.sorted().joined(separator: ";"), targets.sorted().joined(separator: ";"))
        let name = operation?.lowercased()
        switch key {
        case .nameOriginTargetsSource: return name.map { [unit.rawValue, $0, origin, target, source] }
        case .nameOrigin: return name.map { [unit.rawValue, $0, origin] }
        case .originTargetsSource: return [unit.rawValue, origin, target, source]
        case .originTargets: return [unit.rawValue, origin, target]
        case .origin: return [unit.rawValue, origin]
        }
    }
}
