import Bytes
import Crypto
package import Records
import Statistics

/// The hold-out notice experiment (design S2): part of a network is notified and part is not, and what happens to the part
/// that was held out shows whether the platform investigates or only removes what it is handed.
package struct HoldOut: RegisterEntry {
    package static var kind: RegisterKind { .experiment }

    package enum Arm: String, Codable, Sendable, CaseIterable {
        case notified
        case heldOut = "held_out"
        /// Benign accounts like the network's, watched and never named: they measure false removal.
        case placebo
    }

    package struct Assignment: Codable, Sendable, Hashable {
        package var asset: AssetKey
        package var stratum: String
        package var arm: Arm
    }

    package var name: String
    package var cohort: String
    package var assigned: StatedTime
    /// SHA-256 of the seed, hexadecimal: the seed itself is shown at the end, with the list.
    package var seedSHA256: String
    /// By asset.
    package private(set) var assignments: [Assignment]
    /// Assets that must be reported and are in no arm but are notified, with the reason.
    package private(set) var excluded: [String: String]

    /// Days that a lawful election must not be experimented with before it.
    package static let electionMargin = 14

    /// Deals the assets of a cohort to the arms.
    ///
    /// Within each stratum (cluster, reach by powers of ten, year of creation) assets are ordered by HMAC-SHA256(seed,
    /// asset) and go to the arms in turn, the first by the HMAC of the stratum's own name: nobody can foresee the arm without
    /// the seed, and the arms of a stratum differ by one at most.
    /// - Parameters:
    ///   - benign: matched accounts that are not part of the network.
    ///   - elections: days of elections that the network may touch.
    /// - Throws: `election-near` within fourteen days before an election, `too-few` with fewer than ten assets to deal.
    package init(
        name: String, cohort: Cohort, cohortDigest: String, benign: [AssetKey] = [], seed: [UInt8], at: StatedTime,
        elections: [Day] = []
    ) throws(FieldFault) {
        for election in elections
        where at.lastDay >= election + -Self.electionMargin && at.firstDay <= election {
            throw FieldFault(
                "election-near",
                "an election is held on \(election): nothing may be held out from \(Self.electionMargin) days before it; notify"
                    + " all assets")
        }
        self.name = name
        self.cohort = cohortDigest
        assigned = at
        seedSHA256 = SHA256.hash(data: seed).hexadecimal
        let key = SymmetricKey(data: seed)
        var strata: [String: [(rank: [UInt8], asset: AssetKey)]] = [:]
        var excluded: [String: String] = [:]
        for asset in cohort.assets {
            if let reason = asset.mustReport {
                excluded[asset.key.description] = reason
                continue
            }
            strata[Self.stratum(asset), default: []].append((Self.rank(asset.key.description, key), asset.key))
        }
        let dealt = strata.values.reduce(0) { $0 + $1.count }
        if dealt < 10 {
            throw FieldFault(
                "too-few", "\(dealt) assets can be held out; with fewer than ten the experiment says nothing")
        }
        var assignments: [Assignment] = []
        for (stratum, members) in strata {
            let first = Int(Self.rank("stratum:" + stratum, key)[0] & 1)
            let ordered = members.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }
            for (place, member) in ordered.enumerated() {
                assignments.append(
                    Assignment(
                        asset: member.asset, stratum: stratum, arm: (place + first) % 2 == 0 ? .notified : .heldOut))
            }
        }
        for asset in Set(benign) {
            assignments.append(Assignment(asset: asset, stratum: "benign", arm: .placebo))
        }
        self.assignments = assignments.sorted { $0.asset < $1.asset }
        self.excluded = excluded
    }

    /// Where an asset belongs for dealing: its cluster, reach by powers of ten, year of creation.
    static func stratum(_ asset: Asset) -> String {
        let reach = asset.reach.map { "1e\(max(0, String(max(1, $0)).count - 1))" } ?? "unstated"
        let year = asset.created.map { String($0.firstDay.civil.year) } ?? "unstated"
        return "\(asset.cluster ?? "unstated")|\(reach)|\(year)"
    }

    private static func rank(_ text: String, _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    /// What happened to the arms by so many days after the assignment.
    ///
    /// G is the removal rate of the held-out over that of the notified: near 0 the platform removed what it was handed,
    /// near 1 it investigated the network. Newcombe's interval is that of the difference.
    /// - Parameter histories: of all assets of the arms.
    package func measurement(
        of subject: String, _ histories: Histories, days: Int = 30, inputs: [String] = []
    ) -> Measurement {
        let end = assigned.latest.milliseconds + Int64(days) * Day.milliseconds
        let arms = Dictionary(assignments.map { ($0.asset, $0.arm) }) { first, _ in first }
        var removed: [Arm: Int] = [:]
        var total: [Arm: Int] = [:]
        var unknown = 0
        for (index, asset) in histories.assets.enumerated() {
            guard let arm = arms[asset.key] else { continue }
            let history = histories.ofAsset[index]
            if let gone = history.firstDown, gone <= assigned.earliest.milliseconds { continue }
            if let gone = history.firstDown, gone <= end, history.cause == .platform {
                removed[arm, default: 0] += 1
            } else if (history.lastUpEver ?? .min) < end, history.firstDown == nil {
                unknown += 1
                continue
            }
            total[arm, default: 0] += 1
        }
        return Self.measurement(
            of: subject, days: days, notified: (removed[.notified] ?? 0, total[.notified] ?? 0),
            heldOut: (removed[.heldOut] ?? 0, total[.heldOut] ?? 0),
            placebo: (removed[.placebo] ?? 0, total[.placebo] ?? 0), unknown: unknown, inputs: inputs)
    }

    /// The same from counts: removed, of all in the arm.
    package static func measurement(
        of subject: String, days: Int = 30, notified: (removed: Int, total: Int), heldOut: (removed: Int, total: Int),
        placebo: (removed: Int, total: Int) = (0, 0), unknown: Int = 0, inputs: [String] = []
    ) -> Measurement {
        guard notified.total > 0, heldOut.total > 0 else {
            return Measurement(
                .noticeToAction, of: "\(subject), hold-out experiment",
                refusal: "an arm holds no asset that was up at the assignment and looked at after \(days) days",
                inputs: inputs)
        }
        let difference = ProportionIntervals.newcombe(
            successes: notified.removed, trials: notified.total, minus: heldOut.removed, of: heldOut.total)
        let rates = [notified, heldOut].map { Double($0.removed) / Double($0.total) }
        var figures = [
            Figure.share("notified, removed within \(days) days", notified.removed, of: notified.total),
            Figure.share("held out, removed within \(days) days", heldOut.removed, of: heldOut.total),
            Figure(
                "difference, notified less held out", rates[0] - rates[1], unit: "share", low: difference.lowerBound,
                high: difference.upperBound),
            Figure(
                "generalisation G", rates[0] > 0 ? rates[1] / rates[0] : nil, unit: "ratio",
                remark: rates[0] > 0 ? nil : "nothing that was notified was removed"),
        ]
        if placebo.total > 0 {
            figures.append(.share("benign accounts removed", placebo.removed, of: placebo.total))
        }
        var notes = [
            "G near 0: only what was handed over was removed; near 1: the network was investigated"
        ]
        if unknown > 0 { notes.append("\(unknown) assets were not looked at after \(days) days and are left out") }
        return Measurement(
            .noticeToAction, of: "\(subject), hold-out experiment", figures: figures, notes: notes, inputs: inputs)
    }
}
