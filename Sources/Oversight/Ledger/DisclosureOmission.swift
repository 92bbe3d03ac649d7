import Records

/// M10: of the networks that others have confirmed on a platform, how many its reports leave out.
package enum DisclosureOmission {
    package enum Outcome: String, Codable, Sendable, CaseIterable {
        case disclosed
        /// Only the lowest rung of the ladder holds: counted neither way.
        case possiblyDisclosed
        case omitted
        /// The reports in which it may still appear have not come out, or the ledger lacks them.
        case notYetDue
        /// Fewer than two independent sources, or too few assets.
        case notConfirmed
    }

    /// What became of one network.
    package struct Finding: Codable, Sendable, Hashable {
        package var network: String
        package var outcome: Outcome
        package var rung: MatchRung
        /// The row that names it.
        package var row: String?
        package var detail: String
    }

    /// A platform has two reporting periods after the one in which a network was seen; a row that appears later does not
    /// undo the omission, and is told.
    package static let grace = 2

    /// - Parameters:
    ///   - networks: from whatever registry; those of other platforms are left alone.
    ///   - series: the series whose periods are the platform's reporting periods; nil for all of its reports.
    ///   - released: ids of assets that were published with a row, by the row's source.
    ///   - fewestAssets: a network of fewer assets on the platform is not expected in a report.
    package static func measure(
        _ networks: [NetworkRecord], in ledger: Ledger, platform: String, series: String? = nil,
        released: [String: Set<String>] = [:], fewestAssets: Int = 3, inputs: [String] = []
    ) -> Measurement {
        let name = PlatformName.normalised(platform)
        let findings = findings(
            networks, in: ledger, platform: name, series: series, released: released, fewestAssets: fewestAssets)
        var result = Measurement(.disclosureOmission, of: name + (series.map { ": " + $0 } ?? ""), inputs: inputs)
        result.notes = findings.map { finding in
            "\(finding.network): \(word(finding.outcome)), rung \(finding.rung.rawValue) (\(finding.rung.label))"
                + (finding.row.map { ", row \($0)" } ?? "") + (finding.detail.isEmpty ? "" : "; " + finding.detail)
        }
        func count(_ outcome: Outcome) -> Int { findings.count { $0.outcome == outcome } }
        let (omitted, disclosed, possible) = (count(.omitted), count(.disclosed), count(.possiblyDisclosed))
        guard omitted + disclosed + possible > 0 else {
            result.refusal =
                "no network is confirmed by two independent sources with \(fewestAssets) assets or more on \(name), in a"
                + " period after which two further reports are in the ledger"
            return result
        }
        let all = omitted + disclosed + possible
        result.figures = [
            Shares.figure("omitted of omitted and disclosed", omitted, of: omitted + disclosed),
            Figure(
                "omitted, whatever the possible ones are", nil, unit: "share", low: Double(omitted) / Double(all),
                high: Double(omitted + possible) / Double(all), count: omitted, of: all,
                remark: "bounds: all possibly disclosed networks disclosed, or none"),
            Figure("disclosed", Double(disclosed), unit: "networks"),
            Figure("possibly disclosed", Double(possible), unit: "networks"),
            Figure("omitted", Double(omitted), unit: "networks"),
            Figure("not yet due", Double(count(.notYetDue)), unit: "networks"),
            Figure("not confirmed enough", Double(count(.notConfirmed)), unit: "networks"),
        ]
        return result
    }

    /// What became of each network of the platform, by name.
    package static func findings(
        _ networks: [NetworkRecord], in ledger: Ledger, platform: String, series: String? = nil,
        released: [String: Set<String>] = [:], fewestAssets: Int = 3
    ) -> [Finding] {
        let name = PlatformName.normalised(platform)
        let rows = ledger.rows.filter { row in
            row.platform == name && row.unit != .report && row.unit != .aggregate
                && (series.map { ReportTitle.series(row.report) == $0 } ?? true)
        }
        let ends = Set(ledger.reports(of: name, series: series).compactMap(\.periodEnd)).sorted()
        return networks.filter { $0.platform == name }.sorted { ($0.name, $0.days) < ($1.name, $1.days) }
            .map { network in
                finding(network, rows, periodEnds: ends, released: released, fewestAssets: fewestAssets)
            }
    }

    private static func finding(
        _ network: NetworkRecord, _ rows: [Disclosure], periodEnds: [Day], released: [String: Set<String>],
        fewestAssets: Int
    ) -> Finding {
        func finding(_ outcome: Outcome, _ rung: MatchRung, _ row: Disclosure?, _ detail: String) -> Finding {
            Finding(
                network: network.name, outcome: outcome, rung: rung,
                row: row.map { "\($0.label) in \($0.report)" }, detail: detail)
        }
        if network.independentSources < 2 {
            return finding(
                .notConfirmed, .none, nil, "\(network.independentSources) independent source; two are wanted")
        }
        if network.assets.count < fewestAssets {
            return finding(
                .notConfirmed, .none, nil,
                "\(network.assets.count) assets on the platform; \(fewestAssets) are wanted")
        }
        let due = deadline(network.days.last, periodEnds)
        let candidates = rows.filter { row in row.days.map { $0.last >= network.days.first } ?? false }
            .map { row in (row: row, rung: MatchRung(network, row, released: released[row.source] ?? [])) }
            .filter { $0.rung != .none }
        // `min` takes the first of equals, and rows stand in the ledger's order.
        let timely = candidates.filter { candidate in due.map { (candidate.row.days?.first ?? .latest) <= $0 } ?? true }
        if let best = timely.min(by: { $0.rung < $1.rung }) {
            return finding(
                best.rung == .originTargetsPeriod ? .possiblyDisclosed : .disclosed, best.rung, best.row, "")
        }
        guard due != nil else {
            return finding(
                .notYetDue, .none, nil, "the ledger holds no two reports on periods after \(network.days.last)")
        }
        let late = candidates.filter { $0.rung < .originTargetsPeriod }.min { $0.rung < $1.rung }
        return finding(
            .omitted, .none, nil,
            late.map { "disclosed later, by rung \($0.rung.rawValue), in \($0.row.report)" } ?? "")
    }

    /// The last day of the second reporting period after the one that holds a day; nil where the ledger has none.
    private static func deadline(_ day: Day, _ periodEnds: [Day]) -> Day? {
        // The first end on or after the day closes the period that holds it.
        let later = periodEnds.drop { $0 < day }
        guard later.count > grace else { return nil }
        return later[later.startIndex + grace]
    }

    private static func word(_ outcome: Outcome) -> String {
        switch outcome {
        case .disclosed: "disclosed"
        case .possiblyDisclosed: "possibly disclosed"
        case .omitted: "omitted"
        case .notYetDue: "not yet due"
        case .notConfirmed: "not confirmed enough"
        }
    }
}
