package import Records

/// M07: whether a network that was disrupted comes back.
package enum Recurrence {
    /// Assets that were tied to a network after it had been disrupted.
    package struct Return: Sendable, Hashable {
        package var asset: AssetKey
        package var firstSeen: Instant

        package init(asset: AssetKey, firstSeen: Instant) {
            self.asset = asset
            self.firstSeen = firstSeen
        }
    }

    /// New assets within 30, 90 and 365 days for each asset disrupted.
    /// - Parameters:
    ///   - disrupted: how many assets were disrupted.
    ///   - at: when.
    ///   - watchedUntil: how long somebody looked; a window that reaches beyond it is a lower bound.
    ///   - grade: how sure the tie of the new assets to the network is.
    package static func measurement(
        of subject: String, disrupted: Int, at: StatedTime, returns: [Return], grade: MembershipGrade,
        watchedUntil: Instant, inputs: [String] = []
    ) -> Measurement {
        guard disrupted > 0 else {
            return Measurement(
                .recurrence, of: subject, refusal: "no asset of the network is known to have been disrupted",
                inputs: inputs)
        }
        let start = at.latest
        // An asset that is named twice came back once.
        let distinct = Dictionary(returns.map { ($0.asset, $0.firstSeen) }) { min($0, $1) }
            .map { Return(asset: $0.key, firstSeen: $0.value) }
        let counted = distinct.filter { $0.firstSeen >= start }
        var figures = [30, 90, 365].map { days in
            let end = Instant(milliseconds: start.milliseconds + Int64(days) * Day.milliseconds)
            let within = counted.count { $0.firstSeen < end }
            return Figure(
                "new assets within \(days) days for each disrupted", Double(within) / Double(disrupted), unit: "ratio",
                count: within, of: disrupted,
                remark: end > watchedUntil ? "lower bound: nobody looked until the end" : nil)
        }
        let first = counted.map(\.firstSeen).min()
        figures.append(
            Figure(
                "until the first return",
                first.map { Double($0.milliseconds - start.milliseconds) / Double(Day.milliseconds) }, unit: "days",
                remark: first == nil ? "none seen until \(Day(of: watchedUntil))" : nil))
        var notes = ["new assets are tied to the network as \(grade.rawValue)"]
        let early = distinct.count { $0.firstSeen < at.earliest }
        let same = distinct.count - counted.count - early
        if same > 0 { notes.append("\(same) assets were first seen within \(at): before or after is not known") }
        if early > 0 {
            notes.append("\(early) assets were first seen before the disruption and are survivors, not returns")
        }
        return Measurement(.recurrence, of: subject, figures: figures, notes: notes, inputs: inputs)
    }

    /// The crude ratio of a platform's own rows: removed again, of all removed in a period.
    package static func crude(
        of subject: String, recurring: Int, removed: Int, inputs: [String] = []
    ) -> Measurement {
        guard removed > 0, (0...removed).contains(recurring) else {
            return Measurement(
                .recurrence, of: subject,
                refusal: "of \(removed) removed, \(recurring) cannot be recurring", inputs: inputs)
        }
        return Measurement(
            .recurrence, of: subject,
            figures: [.share("recurring, of all removed in the period", recurring, of: removed)],
            notes: ["a ratio of the platform's own rows, as far as they are published"], inputs: inputs)
    }
}
