package import Records

/// M10: of the networks that others have confirmed on a platform, how many its reports leave out.
package enum DisclosureOmission {
    package enum Outcome: String, Codable, Sendable, CaseIterable {
        case disclosed
        /// Only the lowest rung of the ladder holds: counted neither way.
        case possiblyDisclosed
        case omitted
        /// A report in which it may stand is not in the ledger, or not whole: counted neither way.
        case unknown
        /// A period in whose report it may still appear has not ended.
        case notYetDue
        /// Fewer than two independent sources, or too few assets.
        case notConfirmed

        package var words: String {
            switch self {
            case .disclosed: "disclosed"
            case .possiblyDisclosed: "possibly disclosed"
            case .omitted: "omitted"
            case .unknown: "unknown"
            case .notYetDue: "not yet due"
            case .notConfirmed: "not confirmed enough"
            }
        }
    }

    /// What became of one network.
    package struct Finding: Codable, Sendable, Hashable {
        package var network: String
        package var outcome: Outcome
        package var rung: MatchRung
        /// The row that names it.
        package var row: String?
        /// Where it was looked for, or why nothing can be said.
        package var detail: String
    }

    /// What a platform is expected to have reported, and by when it is looked at.
    package struct Expectation: Sendable {
        /// The one series that is asked; nil for all of the platform's reports and statements.
        package var series: String?
        /// Ids of assets that were published with a row, by the row's source.
        package var released: [String: Set<String>]
        /// Reports (`Disclosure.reportName`) of which the ledger holds some rows and perhaps not all.
        package var inPart: Set<String>
        /// A network of fewer assets on the platform is not expected in a report.
        package var fewestAssets: Int
        /// The day on which it is asked: what ends later is not yet due.
        package var day: Day

        package init(
            asOf day: Day, series: String? = nil, released: [String: Set<String>] = [:], inPart: Set<String> = [],
            fewestAssets: Int = 3
        ) {
            self.day = day
            self.series = series
            self.released = released
            self.inPart = inPart
            self.fewestAssets = fewestAssets
        }
    }

    /// A platform has two reporting periods after the one in which a network was seen; a row that appears later does not
    /// undo the omission, and is told.
    package static let grace = 2

    /// - Parameter networks: from whatever registry; those of other platforms are left alone.
    package static func measure(
        _ networks: [NetworkRecord], in ledger: Ledger, platform: String, expecting expectation: Expectation,
        inputs: [String] = []
    ) -> Measurement {
        let name = PlatformName.normalised(platform)
        let findings = findings(networks, in: ledger, platform: name, expecting: expectation)
        let subject = name + (expectation.series.map { ": " + $0 } ?? "")
        var result = Measurement(.disclosureOmission, of: subject, inputs: inputs)
        result.notes = findings.map { finding in
            "\(finding.network): \(finding.outcome.words), rung \(finding.rung.rawValue) (\(finding.rung.label))"
                + (finding.row.map { ", row \($0)" } ?? "") + (finding.detail.isEmpty ? "" : "; " + finding.detail)
        }
        func count(_ outcome: Outcome) -> Int { findings.count { $0.outcome == outcome } }
        let (omitted, disclosed, possible) = (count(.omitted), count(.disclosed), count(.possiblyDisclosed))
        guard omitted + disclosed + possible > 0 else {
            result.refusal =
                "of \(findings.count) networks on \(name) none is confirmed enough, due, and within reports that the"
                + " ledger holds whole: \(count(.unknown)) unknown, \(count(.notYetDue)) not yet due,"
                + " \(count(.notConfirmed)) not confirmed by two independent sources with \(expectation.fewestAssets)"
                + " assets or more"
            return result
        }
        let all = omitted + disclosed + possible
        result.figures = [
            Shares.figure("omitted of omitted and disclosed", omitted, of: omitted + disclosed),
            bounds(omitted, possible, of: all),
            Figure("disclosed", Double(disclosed), unit: "networks"),
            Figure("possibly disclosed", Double(possible), unit: "networks"),
            Figure("omitted", Double(omitted), unit: "networks"),
            Figure(
                "unknown", Double(count(.unknown)), unit: "networks",
                remark: count(.unknown) == 0 ? nil : "a report is not in the ledger, or not whole: counted neither way"),
            Figure("not yet due", Double(count(.notYetDue)), unit: "networks"),
            Figure("not confirmed enough", Double(count(.notConfirmed)), unit: "networks"),
        ]
        return result
    }

    private static func bounds(_ omitted: Int, _ possible: Int, of all: Int) -> Figure {
        let label = "omitted, whatever the possible ones are"
        guard all >= Shares.fewest else {
            return Figure(
                label, nil, unit: "share", count: omitted, of: all,
                remark: "\(omitted) to \(omitted + possible) of \(all): too few for a percentage")
        }
        return Figure(
            label, nil, unit: "share", low: Double(omitted) / Double(all),
            high: Double(omitted + possible) / Double(all), count: omitted, of: all,
            remark: "bounds: all possibly disclosed networks disclosed, or none")
    }

    /// What became of each network of the platform, by name.
    package static func findings(
        _ networks: [NetworkRecord], in ledger: Ledger, platform: String, expecting expectation: Expectation
    ) -> [Finding] {
        let name = PlatformName.normalised(platform)
        let search = OmissionSearch(ledger, platform: name, expectation)
        return networks.filter { $0.platform == name }.sorted { ($0.name, $0.days) < ($1.name, $1.days) }
            .map { network in
                let (few, wanted) = (network.assets.count, expectation.fewestAssets)
                if network.independentSources < 2 {
                    return Finding(
                        network: network.name, outcome: .notConfirmed, rung: .none,
                        detail: "\(network.independentSources) independent source; two are wanted")
                }
                if few < wanted {
                    return Finding(
                        network: network.name, outcome: .notConfirmed, rung: .none,
                        detail: "\(few) assets on the platform; \(wanted) are wanted")
                }
                return search.finding(network)
            }
    }
}
