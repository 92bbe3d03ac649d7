package import Records

/// M19: one number of a platform's harmonised report against the statements of reasons that it filed.
package struct ReconciledCell: Sendable, Hashable {
    package var cell: ReportCell
    /// What the report says.
    package var reported: Double
    /// Statements counted; nil where the two are not comparable.
    package var counted: Int?
    /// (reported − counted) / max(reported, counted): positive where the report says more, 0 where both say nothing.
    package var discrepancy: Double?
    /// Why the two are not comparable; nil where they are.
    package var incomparable: String?
}

/// A report's part against the database.
package struct ReportReconciliation: Sendable {
    package var platform: String
    package var part: ReportPart
    package var period: ReportPeriod
    /// In the order of the report.
    package var cells: [ReconciledCell]
    /// Days of the period for which the tally holds no statement of the platform.
    package var daysWithout: Int
    /// Defects that made cells incomparable.
    package var masks: [DefectMask]
}

extension StatementTally {
    /// Sets the numbers of a harmonised report against the statements counted, by part and period.
    /// - Parameters:
    ///   - platform: as the database names it, case aside. Cells of services of other names are left out.
    ///   - cells: as they were read; those that are no numbers are left out.
    package func reconcile(
        _ cells: [ReportCell], of platform: String, definitions: [ReportDefinition] = ReportDefinition.all,
        masks: [DefectMask] = DefectMask.announced
    ) -> [ReportReconciliation] {
        var groups: [Group: [(cell: ReportCell, reported: Double)]] = [:]
        for cell in cells {
            guard let period = cell.period, case .number(let reported) = cell.value,
                cell.service.isEmpty || cell.service.lowercased() == platform.lowercased()
            else { continue }
            groups[Group(part: cell.part, period: period), default: []].append((cell, reported))
        }
        return groups.sorted { $0.key < $1.key }.map { group, cells in
            reconcile(cells, group, platform, definitions, masks)
        }
    }

    private struct Group: Hashable, Comparable {
        var part: ReportPart
        var period: ReportPeriod

        static func < (left: Group, right: Group) -> Bool {
            (left.part.rawValue, left.period.first, left.period.last)
                < (right.part.rawValue, right.period.first, right.period.last)
        }
    }

    private func reconcile(
        _ cells: [(cell: ReportCell, reported: Double)], _ group: Group, _ platform: String,
        _ definitions: [ReportDefinition], _ masks: [DefectMask]
    ) -> ReportReconciliation {
        let period = group.period
        var counts: [StatementProfile: Int] = [:]
        var days: Set<Day> = []
        for cell in self.cells(of: platform, in: period.first...period.last) {
            counts[cell.profile, default: 0] += cell.count
            days.insert(cell.day)
        }
        let applying = masks.filter { mask in
            mask.platform.lowercased() == platform.lowercased() && (mask.from.map { $0 <= period.last } ?? true)
                && (mask.to.map { $0 >= period.first } ?? true)
        }
        let profiles = counts.map { (profile: $0.key, category: category($0.key.category), count: $0.value) }
        let sets = keywords
        var used: Set<DefectMask> = []
        let reconciled = cells.map { cell, reported in
            var result = ReconciledCell(cell: cell, reported: reported)
            guard let definition = ReportDefinition.of(cell, in: definitions), let selection = definition.selection
            else {
                result.incomparable =
                    ReportDefinition.of(cell, in: definitions)?.remark
                    ?? "no definition says which statements it should be compared with"
                return result
            }
            if definition.isOfTotalOnly, let category = cell.category, category != "TOTAL" {
                result.incomparable = definition.remark
                return result
            }
            if let mask = applying.first(where: { selection.fields.contains($0.field) }) {
                used.insert(mask)
                result.incomparable = "\(mask.field.rawValue) is masked in the period: \(mask.defect)"
                return result
            }
            var counted = 0
            var unworded = 0
            for entry in profiles where selection.selects(entry.profile) {
                if let category = cell.category, category != "TOTAL", category != entry.category { continue }
                if let keyword = cell.keyword {
                    let set = sets[Int(entry.profile.keywords)]
                    if set.isEmpty { unworded += entry.count }
                    if !set.contains(keyword) { continue }
                }
                counted += entry.count
            }
            if unworded > 0 {
                result.incomparable =
                    "\(unworded) of the category's statements have no keyword, which the report's rows must have"
                return result
            }
            let larger = max(reported, Double(counted))
            result.counted = counted
            result.discrepancy = larger == 0 ? 0 : (reported - Double(counted)) / larger
            return result
        }
        return ReportReconciliation(
            platform: platform, part: group.part, period: period, cells: reconciled,
            daysWithout: max(0, period.last - period.first + 1 - days.count),
            masks: applying.filter(used.contains))
    }

    /// M19 for a report, a measurement for each part and period; refused where the tally has no statement of the platform
    /// in the period, and once where the report holds no number of it.
    package func measureReconciliation(
        _ cells: [ReportCell], of platform: String, reports: [String] = [],
        definitions: [ReportDefinition] = ReportDefinition.all, masks: [DefectMask] = DefectMask.announced
    ) -> [Measurement] {
        let results = reconcile(cells, of: platform, definitions: definitions, masks: masks)
        if results.isEmpty {
            return [
                Measurement(
                    .reportReconciliation, of: platform, refusal: Self.emptiness(of: cells, platform), notes: caveats,
                    inputs: inputs + reports)
            ]
        }
        let absence = absence(of: platform)
        return results.map { result in
            var measurement = result.measurement(definitions)
            if !counts(platform) {
                measurement.refusal = "the tally was made without \(platform)"
            } else if let absence {
                measurement.refusal = absence
            }
            measurement.notes += caveats
            measurement.inputs = inputs + reports
            return measurement
        }
    }
}

extension StatementTally {
    /// Why a report's cells give nothing to compare.
    private static func emptiness(of cells: [ReportCell], _ platform: String) -> String {
        let numbers = cells.filter { if case .number = $0.value { true } else { false } }
        if numbers.isEmpty { return "the reports hold no numbers" }
        let services = Set(numbers.map(\.service)).filter { !$0.isEmpty && $0.lowercased() != platform.lowercased() }
        if services.isEmpty { return "the reports state no period for their numbers" }
        return "the reports hold no numbers of a service named '\(platform)'; they are of "
            + services.sorted().prefix(200).joined(separator: ", ")
    }
}

extension ReportReconciliation {
    fileprivate func measurement(_ definitions: [ReportDefinition]) -> Measurement {
        let subject = "\(platform), \(period), part \(part.rawValue) (\(part.title))"
        let length = period.last - period.first + 1
        if daysWithout == length {
            return Measurement(
                .reportReconciliation, of: subject,
                refusal: "the dumps hold no statement of \(platform) for decisions applied in the period")
        }
        var notes: [String] = []
        if daysWithout > 0 {
            notes.append(
                "for \(daysWithout) of \(length) days the dumps hold no statement of the platform: what was counted may be"
                    + " too little")
        }
        for mask in masks {
            notes.append("masked: \(mask.field.rawValue) of \(mask.platform): \(mask.defect) (\(mask.source))")
        }
        var reasons: [String: Int] = [:]
        var remarks: Set<String> = []
        var figures: [Figure] = []
        for result in cells {
            if let reason = result.incomparable {
                reasons["\(result.cell.indicator): \(reason)", default: 0] += 1
                continue
            }
            if let definition = ReportDefinition.of(result.cell, in: definitions) { remarks.insert(definition.remark) }
            figures.append(
                Figure(
                    result.cell.place, result.discrepancy, unit: "ratio",
                    remark: "report \(result.reported.formattedPlainly), database \(result.counted ?? 0)"))
        }
        notes += remarks.sorted()
        notes += reasons.sorted { $0.key < $1.key }.map { "not comparable (\($0.value)): \($0.key)" }
        return Measurement(.reportReconciliation, of: subject, figures: figures, notes: notes)
    }
}

extension ReportCell {
    /// Where the cell stands, for people.
    fileprivate var place: String {
        ([indicator] + [category, keyword, scope].compactMap { $0 }).joined(separator: ", ")
    }
}

extension Double {
    /// Whole numbers without a fraction.
    fileprivate var formattedPlainly: String {
        self == rounded() && abs(self) < 9e15 ? String(Int64(self)) : String(self)
    }
}
