import Exchange
import Inquiry
import Oversight
import Records

/// A cohort's assets one by one.
struct ExaminedAssets {
    private let parts: [CohortExamination.Part]
    private let now: Instant

    /// Those that are confirmed or probable.
    init(_ examination: CohortExamination) {
        parts = examination.parts.filter { $0.scope == .confirmedAndProbable }
        now = examination.question.now
    }

    /// M01: each asset's interval from the clock to its removal.
    func printIntervals(_ output: OutputOptions) throws {
        try output.print(header: ["asset", "grade", "clock", "lower_h", "upper_h", "cause", "timing"]) { rows in
            for row in parts.flatMap(\.times.rows) {
                try rows.write([
                    .text(row.asset.description), .text(row.grade.rawValue), .text(row.zero.description),
                    .number(Double(row.lower) / 3_600_000),
                    row.upper.map { .number(Double($0) / 3_600_000) } ?? .missing,
                    .text(row.cause.map { String(describing: $0) }), .text(row.timing.rawValue),
                ])
            }
        }
    }

    /// M17: each asset in each country from which it was looked at, and in the EU and Australia whether it was or not.
    func printTerritories(_ output: OutputOptions) throws {
        let header = ["asset", "grade", "territory", "there", "tested", "gone_only_here", "vantages"]
        try output.print(header: header) { rows in
            for row in parts.flatMap(\.territory.rows) {
                for territory in Self.territories(of: row) {
                    let count = row.count(in: territory)
                    let readings = row.readings.filter { territory.countries?.contains($0.vantage.country) ?? true }
                    try rows.write([
                        .text(row.asset.key.description), .text(row.asset.grade.rawValue), .text(territory.name),
                        .integer(Int64(count.up)), .integer(Int64(count.tested)),
                        .text(count.tested == 0 ? "not tested" : row.isGoneOnly(in: territory) ? "yes" : "no"),
                        .text(
                            readings.map { "\($0.vantage.text): \($0.state.name) at \($0.time)" }
                                .joined(separator: "; ")),
                    ])
                }
            }
        }
        if parts.allSatisfy(\.territory.rows.isEmpty) {
            output.tell(
                "note: no asset was looked at in the seven days before \(Day(of: now)); --now asks about another time.")
        }
    }

    /// The EU and Australia first, then the other countries.
    private static func territories(of row: TerritorialEffect.Row) -> [Jurisdiction] {
        let australia = Jurisdiction(name: "AU", countries: ["AU"])
        return [.europeanUnion, australia]
            + row.countries.keys.filter { $0 != "AU" }.sorted().map { Jurisdiction(name: $0, countries: [$0]) }
    }
}
