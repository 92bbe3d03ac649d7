import Records

/// M16: how much an asset was still seen, paid or engaged with after a clock zero.
package enum ExposureAfter {
    /// A counter of an asset, such as views or money spent, over time.
    package struct Series: Sendable, Hashable {
        package var asset: AssetKey
        /// Ascending in time.
        package private(set) var readings: [Reading]

        package init(asset: AssetKey, readings: [Reading]) {
            self.asset = asset
            self.readings = readings.sorted { ($0.time, $0.value) < ($1.time, $1.value) }
        }
    }

    package struct Reading: Sendable, Hashable {
        package var time: Int64
        package var value: Double

        package init(time: Int64, value: Double) {
            self.time = time
            self.value = value
        }
    }

    /// What one counter grew by after its clock zero.
    struct Growth: Equatable {
        /// From the first reading at or after the clock zero to the last: certain.
        var certain: Double
        /// From the last reading at or before it: the most that it can be; nil where there is none.
        var most: Double?
        /// Whether the counter fell somewhere, which a sum of views cannot.
        var fell: Bool
    }

    static func growth(_ series: Series, zero: StatedTime, until end: Int64?) -> Growth? {
        let readings = series.readings.filter { end == nil || $0.time <= end ?? .max }
        // What it grew by between its last reading and its end is known only from a reading after the end.
        let final = end.map { end in series.readings.first { $0.time >= end }?.value } ?? readings.last?.value
        let (earliest, latest) = (zero.earliest.milliseconds, zero.latest.milliseconds)
        guard let last = readings.last, last.time >= latest else { return nil }
        let fell = zip(readings, readings.dropFirst()).contains { $0.value > $1.value }
        let first = readings.first { $0.time >= latest }?.value ?? last.value
        let before = readings.last { $0.time <= earliest }?.value
        return Growth(
            certain: max(0, last.value - first),
            most: fell ? nil : before.flatMap { before in final.map { max(0, $0 - before) } }, fell: fell)
    }

    /// - Parameters:
    ///   - counter: what is counted: `views`, `engagements`, `USD`.
    ///   - series: one an asset at most.
    ///   - histories: counters end where an asset was found gone.
    package static func measurement(
        of subject: String, counter: String, _ series: [Series], _ histories: Histories, _ clocks: Clocks,
        inputs: [String]
    ) -> Measurement {
        let byAsset = Dictionary(series.map { ($0.asset, $0) }) { first, _ in first }
        var (sum, most, covered, fell, open) = (0.0, 0.0, 0, 0, 0)
        var wanted = 0
        for (index, asset) in histories.assets.enumerated() {
            guard let zero = clocks.ofAsset[index] else { continue }
            wanted += 1
            guard let one = byAsset[asset.key],
                let growth = growth(one, zero: zero, until: histories.ofAsset[index].firstDown)
            else { continue }
            covered += 1
            sum += growth.certain
            if growth.fell { fell += 1 }
            if let upper = growth.most { most += upper } else { open += 1 }
        }
        guard covered > 0 else {
            return Measurement(
                .exposureAfter, of: subject,
                refusal: "no asset has \(counter) counted at two times around its clock zero", inputs: inputs)
        }
        let isBounded = open == 0 && covered == wanted
        var notes: [String] = []
        if covered < wanted {
            notes.append("\(wanted - covered) of \(wanted) assets have no such counter: the sum is a lower bound")
        }
        if open > 0 {
            notes.append(
                "\(open) assets were not counted before the clock zero, or not after their end, or fell: no upper bound"
            )
        }
        if fell > 0 {
            notes.append(
                "\(fell) counters fall, which a total cannot: what fell is not added, and the platform should explain it"
            )
        }
        return Measurement(
            .exposureAfter, of: "\(subject), from \(clocks.zero.title)",
            figures: [
                Figure(
                    "\(counter) after the clock zero", sum, unit: counter, low: sum, high: isBounded ? most : nil,
                    count: covered, of: wanted, remark: isBounded ? nil : "lower bound")
            ], notes: notes, inputs: inputs)
    }

    /// The same from published totals: so much after a date, by so many advertisements.
    package static func stated(
        of subject: String, totals: [(label: String, value: Double, unit: String, isAtLeast: Bool)],
        inputs: [String] = []
    ) -> Measurement {
        Measurement(
            .exposureAfter, of: subject,
            figures: totals.map {
                Figure(
                    $0.label, $0.value, unit: $0.unit, low: $0.isAtLeast ? $0.value : nil,
                    remark: $0.isAtLeast ? "lower bound, as stated" : "as stated")
            }, notes: ["stated totals: nothing was measured here"], inputs: inputs)
    }
}
