import Exchange
import Inquiry
import Oversight
import Records
import Workspace

extension CaseClaims {
    func tell(_ output: OutputOptions) {
        if published.isEmpty { return }
        output.tell(
            "\(published.count) of them are numbers in publishers' files that 'daylight import' read; --entered leaves them out."
        )
    }
}

/// Claims of a case, pair by pair.
struct ClaimComparison {
    private let rule: StatementConsistency
    /// By relation, contradictions first; in order of time within each.
    private let pairs: [ClaimPair]
    /// Groups that are too large to compare, as the metric refuses them.
    private let refused: [Measurement]
    /// Names of claims that stand in no pair.
    private let alone: [String]
    private let digests: [StatedClaim: String]

    /// How many claims are compared.
    private let count: Int

    init(_ claims: CaseClaims, _ rule: StatementConsistency) {
        self.rule = rule
        let entries = claims.all
        count = entries.count
        let pairs = rule.pairs(entries)
        self.pairs = pairs.enumerated()
            .sorted { ($0.element.relation.rank, $0.offset) < ($1.element.relation.rank, $1.offset) }.map(\.element)
        refused = rule.measure(entries).filter { $0.refusal != nil }
        let paired = Set(pairs.flatMap { [$0.earlier.name, $0.later.name] })
        // Of publishers' files most numbers stand alone, and nobody can change that.
        alone = refused.isEmpty ? claims.entered.map(\.entry.name).filter { !paired.contains($0) } : []
        digests = claims.digests
    }

    func print(_ output: OutputOptions) throws {
        if output.rowFormat == .table {
            let measured = pairs.map { $0.measurement(rule: rule) { digests[$0] ?? $0.name } }
            if !(measured + refused).isEmpty { try MeasurementRows.print(measured + refused, output) }
        } else {
            try printRows(output)
        }
        for refusal in refused { Terminal.tell("note: \(refusal.subject): \(refusal.refusal ?? "")") }
        let counts = ClaimPair.Relation.allCases.sorted { $0.rank < $1.rank }.compactMap { relation in
            let count = pairs.count { $0.relation == relation }
            return count == 0 ? nil : "\(count) \(relation.rawValue.replacing("_", with: " "))"
        }
        output.tell(
            "\(count) claims, \(pairs.count) pairs\(counts.isEmpty ? "" : ": ")\(counts.joined(separator: ", "))"
        )
        if !alone.isEmpty {
            output.tell(
                "nothing to compare with: \(alone.joined(separator: ", ")) (events and quantities must be the same)")
        }
    }

    private func printRows(_ output: OutputOptions) throws {
        try output.print(header: [
            "metric", "relation", "platform", "event", "quantity", "earlier", "earlier_speaker", "earlier_date",
            "earlier_states", "later", "later_speaker", "later_date", "later_states", "ratio", "discrepancy",
            "days_low", "days_high", "scope_differs", "description", "inputs",
        ]) { rows in
            for pair in pairs { try rows.write(cells(pair)) }
        }
    }

    private func cells(_ pair: ClaimPair) -> [Cell] {
        let (earlier, later) = (pair.earlier, pair.later)
        var cells: [Cell] = [
            .text(MetricID.statementConsistency.rawValue), .text(pair.relation.rawValue),
            .text(earlier.scope.platform?.name), .text(earlier.scope.event), .text(earlier.quantity),
        ]
        for claim in [earlier, later] {
            cells += [
                .text(claim.name), .text(claim.speaker), .text(claim.date.description), .text(claim.statement),
            ]
        }
        cells += [
            pair.ratio.map { .number($0) } ?? .missing, pair.relativeDiscrepancy.map { .number($0) } ?? .missing,
            .integer(Int64(pair.days.lowerBound)), .integer(Int64(pair.days.upperBound)),
            .text(pair.scopeDifferences.joined(separator: " ")), .text(pair.description),
            .text([earlier, later].map { digests[$0] ?? $0.name }.joined(separator: " ")),
        ]
        return cells
    }
}
