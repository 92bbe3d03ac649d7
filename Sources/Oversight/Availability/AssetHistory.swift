import Records

/// What the readings of one asset say of when it was last there and when it was found gone.
///
/// A single reading that finds it gone is no event: it takes two from different vantages, six hours apart or more, none
/// between that finds it there, and no country that found it there within a week before and was not asked since: what is
/// blocked in one country only is not gone. The time of the event then lies after `lastUp` and not after `firstDown`.
package struct AssetHistory: Sendable, Hashable {
    /// L: when it was last seen there before it went, or ever, milliseconds since 1970; nil where it never was.
    package var lastUp: Int64?
    /// R: the first of the readings that together show it gone; nil where it is not known to be.
    package var firstDown: Int64?
    package var cause: Cause?
    /// Whether readings name both the platform and the owner as the cause; the first named counts.
    package var isCauseDisputed = false
    /// When it was seen there again after it had been gone.
    package var restored: Int64?
    /// When it was last seen there at all.
    package var lastUpEver: Int64?
    /// The first of readings that find it gone at the end, and do not suffice yet.
    package var unconfirmedSince: Int64?
    /// Who removed it, as far as those readings tell.
    package var unconfirmedCause: Cause?
    /// Readings that say something, and the first and last of them.
    package var readings = 0
    package var first: Int64?
    package var last: Int64?
    /// Readings dated before the asset was created: left out.
    package var beforeCreation = 0

    /// How far apart two readings must lie, milliseconds: six hours.
    package static let confirmation: Int64 = 6 * 3_600_000

    /// For how long a country's finding it there stands against others' finding it gone, milliseconds.
    package static let standing: Int64 = 7 * Day.milliseconds

    /// Whether the asset is there at a moment; nil where nothing tells.
    package func isUp(at moment: Int64) -> Bool? {
        if let firstDown, firstDown <= moment {
            guard let restored, restored <= moment else { return false }
            return lastUpEver.map { $0 >= moment } == true ? true : nil
        }
        if let lastUp, lastUp >= moment { return true }
        return nil
    }

    /// Reads one asset's history off its readings.
    /// - Parameters:
    ///   - positions: of the asset, ascending in time.
    ///   - counts: which vantages lie in the jurisdiction, by number.
    ///   - blocksCount: whether a block in the vantage's country is an action: where a jurisdiction is examined.
    ///   - created: readings before it are left out.
    init(
        _ table: ObservationTable, _ positions: Range<Int>, counts: [Bool], countries: [Int], blocksCount: Bool,
        created: Int64?
    ) {
        var run = DownRun()
        // By country: when it was last found there, and nothing else since.
        var stillUp = [Int64?](repeating: nil, count: (countries.max() ?? -1) + 1)
        let times = table.times.span
        let states = table.states.span
        let vantages = table.vantageNumbers.span
        for position in positions {
            let vantage = vantages[position]
            guard counts[Int(vantage)], let state = AvailabilityState(rawValue: states[position]),
                let isAvailable = state.isAvailable, blocksCount || state != .geoBlocked
            else { continue }
            let time = times[position]
            if let created, time < created {
                beforeCreation += 1
                continue
            }
            readings += 1
            if first == nil { first = time }
            last = time
            stillUp[countries[Int(vantage)]] = isAvailable ? time : nil
            if isAvailable {
                close(&run)
                lastUpEver = time
                if firstDown == nil {
                    lastUp = time
                } else if restored == nil {
                    restored = time
                }
            } else if firstDown == nil {
                run.take(time, vantage, state.cause)
                if run.isSeenTwice, let start = run.start {
                    run.isConfirmed =
                        run.isConfirmed || stillUp.allSatisfy { $0.map { $0 < start - Self.standing } ?? true }
                }
            }
        }
        if run.start != nil, !run.isConfirmed {
            unconfirmedSince = run.start
            unconfirmedCause = run.cause
        }
        close(&run)
    }

    private mutating func close(_ run: inout DownRun) {
        if run.isConfirmed, firstDown == nil {
            firstDown = run.start
            cause = run.cause
            isCauseDisputed = run.isDisputed
        }
        run = DownRun()
    }

    /// Readings in a row that find an asset gone.
    private struct DownRun {
        var start: Int64?
        var vantage: UInt16 = 0
        /// The first from another vantage than the first of all.
        var otherStart: Int64?
        /// From two vantages, far enough apart.
        var isSeenTwice = false
        var isConfirmed = false
        /// The first that is explained, or unexplained.
        var cause: Cause = .unexplained
        var isDisputed = false

        mutating func take(_ time: Int64, _ vantage: UInt16, _ cause: Cause?) {
            if let start {
                if vantage != self.vantage {
                    if otherStart == nil { otherStart = time }
                    if time - start >= AssetHistory.confirmation { isSeenTwice = true }
                } else if let otherStart, time - otherStart >= AssetHistory.confirmation {
                    isSeenTwice = true
                }
            } else {
                start = time
                self.vantage = vantage
            }
            guard let cause, cause != .unexplained else { return }
            if self.cause == .unexplained { self.cause = cause } else if self.cause != cause { isDisputed = true }
        }
    }
}

/// The histories of a list of assets, as one jurisdiction sees them.
package struct Histories: Sendable {
    package let jurisdiction: Jurisdiction
    package let assets: [Asset]
    /// By asset, in the order of `assets`.
    package let ofAsset: [AssetHistory]

    package init(_ assets: [Asset], observed table: ObservationTable, in jurisdiction: Jurisdiction) {
        self.jurisdiction = jurisdiction
        self.assets = assets
        let counts = table.vantages.map { jurisdiction.contains($0.country) }
        let names = Set(table.vantages.map(\.country)).sorted()
        let countries = table.vantages.map { names.firstIndex(of: $0.country) ?? 0 }
        ofAsset = assets.map { asset in
            AssetHistory(
                table, table.positions(of: asset.key), counts: counts, countries: countries,
                blocksCount: jurisdiction.countries != nil,
                // A day is not over before it ends: only what lies before its beginning contradicts it.
                created: asset.created?.earliest.milliseconds)
        }
    }

    /// What a reader of any figure made of these histories must know.
    package var notes: [String] {
        var notes: [String] = []
        func note(_ count: Int, _ one: String, _ many: String) {
            if count > 0 { notes.append(count == 1 ? "1 asset \(one)" : "\(count) assets \(many)") }
        }
        note(ofAsset.count { $0.readings == 0 }, "was never looked at", "were never looked at")
        note(
            ofAsset.count { $0.unconfirmedSince != nil },
            "was found gone, but not yet confirmed (two vantages, six hours apart, no country that still sees it): both ways are counted",
            "were found gone, but not yet confirmed (two vantages, six hours apart, no country that still sees them): both ways are counted"
        )
        note(
            ofAsset.count { $0.restored != nil }, "came back after it was gone: its first going counts",
            "came back after they were gone: their first going counts")
        note(
            ofAsset.count(where: \.isCauseDisputed),
            "is said to be removed by the platform and by its owner: the first reading that names a cause counts",
            "are said to be removed by the platform and by their owners: the first reading that names a cause counts")
        let early = ofAsset.reduce(0) { $0 + $1.beforeCreation }
        if early > 0 { notes.append("\(early) readings are dated before their asset was created and are left out") }
        return notes
    }
}
