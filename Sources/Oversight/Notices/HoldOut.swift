import Bytes
import Crypto
package import Records
package import Seals
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
    /// For how many days assets are held out, fixed when they were dealt; nil in experiments of earlier versions.
    package private(set) var days: Int?
    /// The days of elections that were kept clear, ascending; nil in experiments of earlier versions.
    package private(set) var elections: [Day]?

    /// For how long assets are held out where nobody says otherwise.
    package static let usualDays = 30
    /// Days that a lawful election must not be experimented with before it.
    package static let electionMargin = 14

    /// Deals the assets of a cohort to the arms.
    ///
    /// Within each stratum (cluster, reach by powers of ten, year of creation) assets are ordered by HMAC-SHA256(seed,
    /// asset) and go to the arms in turn, the first by the HMAC of the stratum's own name: nobody can foresee the arm without
    /// the seed, and the arms of a stratum differ by one at most.
    /// - Parameters:
    ///   - benign: matched accounts that are not part of the network.
    ///   - days: how long assets are held out.
    ///   - elections: days of elections that the network may touch.
    /// - Throws: `election-near` within fourteen days before an election, `too-few` with fewer than ten assets to deal.
    package init(
        name: String, cohort: Cohort, cohortDigest: String, benign: [AssetKey] = [], seed: [UInt8], at: StatedTime,
        days: Int = usualDays, elections: [Day] = []
    ) throws(FieldFault) {
        let strangers = Set(cohort.assets.map(\.key)).intersection(benign)
        if let stranger = strangers.min() {
            throw FieldFault(
                "not-benign",
                "\(stranger) belongs to the cohort: it cannot be one of the accounts that are not part of it")
        }
        for election in elections
        where at.lastDay + days >= election + -Self.electionMargin && at.firstDay <= election {
            throw FieldFault(
                "election-near",
                "an election is held on \(election): nothing may be held out from \(Self.electionMargin) days before it, and"
                    + " this experiment would last until \(at.lastDay + days); notify all assets")
        }
        self.name = name
        self.cohort = cohortDigest
        assigned = at
        seedSHA256 = SHA256.hash(data: seed).hexadecimal
        let dealt = Self.deal(cohort, benign: benign, seed: seed)
        let count = dealt.assignments.count { $0.arm != .placebo }
        if count < 10 {
            throw FieldFault(
                "too-few", "\(count) assets can be held out; with fewer than ten the experiment says nothing")
        }
        assignments = dealt.assignments
        excluded = dealt.excluded
        self.days = days
        self.elections = Set(elections).sorted()
    }

    /// Deals by the seed.
    private static func deal(
        _ cohort: Cohort, benign: [AssetKey], seed: [UInt8]
    ) -> (assignments: [Assignment], excluded: [String: String]) {
        let key = SymmetricKey(data: seed)
        var strata: [String: [(rank: [UInt8], asset: AssetKey)]] = [:]
        var excluded: [String: String] = [:]
        for asset in cohort.assets {
            if let reason = asset.mustReport {
                excluded[asset.key.description] = reason
                continue
            }
            strata[stratum(asset), default: []].append((rank(asset.key.description, key), asset.key))
        }
        var assignments: [Assignment] = []
        for (stratum, members) in strata {
            let first = Int(rank("stratum:" + stratum, key)[0] & 1)
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
        return (assignments.sorted { $0.asset < $1.asset }, excluded)
    }

    // MARK: Verification

    /// Whether the arms are those that a revealed seed deals.
    package struct Verification: Sendable {
        /// An asset whose arm or stratum is not the one that the seed gives.
        package struct Difference: Sendable, Hashable {
            package var asset: String
            /// What was committed to; nil where the asset stands in no arm.
            package var committed: String?
            /// What the seed gives.
            package var dealt: String?
        }

        /// Whether the seed is the one whose hash was committed to.
        package var isSeedCommitted: Bool
        /// By asset.
        package var differences: [Difference]

        package var isSound: Bool { isSeedCommitted && differences.isEmpty }
    }

    /// Deals again by the seed that was revealed, and compares.
    /// - Parameter cohort: the version that was dealt.
    /// - Throws: `other-cohort` where that is not the one that the experiment names.
    package func verification(
        seed: [UInt8], cohort: Cohort, cohortDigest: String
    ) throws(FieldFault) -> Verification {
        if cohortDigest != self.cohort {
            throw FieldFault(
                "other-cohort", "the experiment was dealt from the cohort \(self.cohort), and this is \(cohortDigest)")
        }
        let benign = assignments.filter { $0.arm == .placebo }.map(\.asset)
        let dealt = Self.deal(cohort, benign: benign, seed: seed)
        let (committed, again) = (
            Self.places(assignments, excluded), Self.places(dealt.assignments, dealt.excluded)
        )
        let differences = Set(committed.keys).union(again.keys).sorted().compactMap { asset in
            committed[asset] == again[asset]
                ? nil : Verification.Difference(asset: asset, committed: committed[asset], dealt: again[asset])
        }
        return Verification(
            isSeedCommitted: SHA256.hash(data: seed).hexadecimal == seedSHA256, differences: differences)
    }

    /// Where each asset stands; one that stands twice shows as such.
    private static func places(_ assignments: [Assignment], _ excluded: [String: String]) -> [String: String] {
        var places: [String: String] = [:]
        for assignment in assignments {
            let place = "\(assignment.arm.rawValue) (\(assignment.stratum))"
            places[assignment.asset.description] =
                places[assignment.asset.description].map { "\($0) and \(place)" } ?? place
        }
        for (asset, reason) in excluded {
            let place = "excluded: \(reason)"
            places[asset] = places[asset].map { "\($0) and \(place)" } ?? place
        }
        return places
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
    /// - Parameters:
    ///   - histories: of all assets of the arms.
    ///   - days: another time than was committed to, up to 36,500: it is noted and not used, since whoever may choose the
    ///     time when the answers are there chooses the answer. Used where an earlier version committed to none.
    ///   - now: before the end there is no result.
    package func measurement(
        of subject: String, _ histories: Histories, days choice: Int? = nil, now: Instant, inputs: [String] = []
    ) -> Measurement {
        let days = self.days ?? choice ?? Self.usualDays
        var result = measurement(of: subject, histories, within: days, now: now, inputs: inputs)
        if self.days == nil {
            result.notes.append(
                "no time was committed to when the arms were dealt: \(days) days were chosen for this result")
        } else if let choice, choice != days {
            result.notes.append(
                "\(choice) days were asked for, and \(days) committed to when the arms were dealt: the result is of \(days)"
            )
        }
        return result
    }

    private func measurement(
        of subject: String, _ histories: Histories, within days: Int, now: Instant, inputs: [String]
    ) -> Measurement {
        let end = assigned.latest.milliseconds + Int64(days) * Day.milliseconds
        let arms = Dictionary(assignments.map { ($0.asset, $0.arm) }) { first, _ in first }
        if now.milliseconds < end {
            return Measurement(
                .noticeToAction, of: "\(subject), hold-out experiment",
                refusal: "the experiment lasts until \(Instant(milliseconds: end)): before, it says nothing",
                inputs: inputs)
        }
        var counts: [Arm: ArmCount] = [:]
        for (index, asset) in histories.assets.enumerated() {
            guard let arm = arms[asset.key] else { continue }
            let history = histories.ofAsset[index]
            if let gone = history.firstDown, gone <= assigned.earliest.milliseconds { continue }
            var count = counts[arm] ?? ArmCount(removed: 0, total: 0)
            count.total += 1
            if let gone = history.firstDown, gone <= end, history.cause != .unexplained {
                if history.cause == .platform { count.removed += 1 }
            } else if history.isUp(at: end) != true {
                count.unknown += 1
            }
            counts[arm] = count
        }
        let none = ArmCount(removed: 0, total: 0)
        return Self.measurement(
            of: subject, days: days, notified: counts[.notified] ?? none, heldOut: counts[.heldOut] ?? none,
            placebo: counts[.placebo] ?? none, inputs: inputs)
    }

    /// What became of an arm.
    package struct ArmCount: Sendable, Hashable {
        package var removed: Int
        /// Of which nothing is known at the end, or which are gone without a word.
        package var unknown: Int
        package var total: Int

        package init(removed: Int, unknown: Int = 0, total: Int) {
            self.removed = removed
            self.unknown = unknown
            self.total = total
        }
    }

    /// The same from counts. Where something is unknown there are only bounds: none of it removed, all of it removed.
    package static func measurement(
        of subject: String, days: Int = 30, notified: ArmCount, heldOut: ArmCount,
        placebo: ArmCount = ArmCount(removed: 0, total: 0), inputs: [String] = []
    ) -> Measurement {
        let subject = "\(subject), hold-out experiment"
        guard notified.total >= Shares.fewest, heldOut.total >= Shares.fewest else {
            return Measurement(
                .noticeToAction, of: subject,
                refusal: "an arm holds fewer than \(Shares.fewest) assets that were up at the assignment",
                inputs: inputs)
        }
        let isKnown = notified.unknown + heldOut.unknown == 0
        // The least and the most that the difference can be.
        let least = ProportionIntervals.newcombe(
            successes: notified.removed, trials: notified.total, minus: heldOut.removed + heldOut.unknown,
            of: heldOut.total)
        let most = ProportionIntervals.newcombe(
            successes: notified.removed + notified.unknown, trials: notified.total, minus: heldOut.removed,
            of: heldOut.total)
        let rates = [notified, heldOut].map { Double($0.removed) / Double($0.total) }
        let isDefined = isKnown && rates[0] > 0
        var figures = [
            figure("notified, removed within \(days) days", notified),
            figure("held out, removed within \(days) days", heldOut),
            Figure(
                "difference, notified less held out", isKnown ? rates[0] - rates[1] : nil, unit: "share",
                low: least.lowerBound, high: most.upperBound,
                remark: isKnown ? nil : "bounds: what is unknown counts both ways"),
            Figure(
                "generalisation G", isDefined ? rates[1] / rates[0] : nil, unit: "ratio",
                remark: isDefined
                    ? nil : isKnown ? "nothing that was notified was removed" : "not known for all assets"),
        ]
        if placebo.total > 0 { figures.append(figure("benign accounts removed", placebo)) }
        return Measurement(
            .noticeToAction, of: subject, figures: figures,
            notes: ["G near 0: only what was handed over was removed; near 1: the network was investigated"],
            inputs: inputs)
    }

    private static func figure(_ label: String, _ arm: ArmCount) -> Figure {
        if arm.unknown == 0 || arm.total < Shares.fewest { return .share(label, arm.removed, of: arm.total) }
        let low = ProportionIntervals.wilson(successes: arm.removed, trials: arm.total).lowerBound
        let high = ProportionIntervals.wilson(successes: arm.removed + arm.unknown, trials: arm.total).upperBound
        return Figure(
            label, nil, unit: "share", low: low, high: high, count: arm.removed, of: arm.total,
            remark: "bounds: \(arm.unknown) unknown count both ways")
    }
}
