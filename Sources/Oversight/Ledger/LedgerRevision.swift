/// M14: how much of a report a platform changed after it had appeared.
package enum LedgerRevision {
    /// Compares two versions of one report.
    package static func measure(
        from before: LedgerReport, to after: LedgerReport, inputs: [String] = []
    ) -> Measurement {
        var result = Measurement(
            .ledgerRevision, of: "\(before.name), \(before.captured) to \(after.captured)", inputs: inputs)
        guard before.platform == after.platform else {
            result.refusal = "the two captures are of different platforms: \(before.name) and \(after.name)"
            return result
        }
        let diff = LedgerDiff(from: before, to: after)
        result.figures = [
            Shares.figure("fields changed", diff.changes.count, of: diff.fields),
            Figure("rows in both", Double(diff.matched), unit: "rows"),
            Figure("rows added", Double(diff.added.count), unit: "rows"),
            Figure("rows removed", Double(diff.removed.count), unit: "rows"),
            Figure(
                "silent change", diff.isSilent ? 1 : 0, unit: "flag",
                remark: diff.isSilent
                    ? "the publisher states no changelog" : diff.excuse ?? "the versions do not differ"),
        ]
        result.notes = diff.changes.map { change in
            "\(change.row), \(change.field): \(change.before ?? "not stated") became \(change.after ?? "not stated")"
        }
        result.notes += diff.added.map { "added: \($0.label)" } + diff.removed.map { "removed: \($0.label)" }
        if !diff.notCompared.isEmpty {
            result.notes.append(
                "not captured of both, and so not compared: \(diff.notCompared.joined(separator: ", "))")
        }
        return result
    }
}
