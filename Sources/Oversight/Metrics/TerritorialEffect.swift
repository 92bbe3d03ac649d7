package import Records

/// M17: in which countries an asset is there, and in which it is not.
package struct TerritorialEffect: Sendable {
    /// One asset as seen from each country, at the last reading of each vantage before a moment.
    package struct Row: Sendable, Hashable {
        package var asset: Asset
        /// By vantage, in order.
        package var readings: [Reading]
        /// By country: vantages that find it there, of those that say something.
        package var countries: [String: Count]
        /// The countries in which every vantage finds it gone, while another country still sees it.
        package var goneOnlyIn: [String]

        /// The vantages of some countries together.
        package func count(in territory: Jurisdiction) -> Count {
            countries.filter { territory.contains($0.key) }.values.reduce(Count(up: 0, tested: 0)) {
                Count(up: $0.up + $1.up, tested: $0.tested + $1.tested)
            }
        }

        /// Whether it is gone from all tested vantages of a territory, while another country still sees it.
        package func isGoneOnly(in territory: Jurisdiction) -> Bool {
            let own = count(in: territory)
            return own.tested > 0 && own.up == 0 && countries.contains { $0.value.up > 0 }
        }
    }

    package struct Reading: Sendable, Hashable {
        package var vantage: Vantage
        package var state: AvailabilityState
        package var time: Instant
    }

    package struct Count: Sendable, Hashable {
        package var up: Int
        package var tested: Int

        package init(up: Int, tested: Int) {
            self.up = up
            self.tested = tested
        }
    }

    package let rows: [Row]
    private let maximumAge: Int64

    /// - Parameter maximumAge: readings older than this before `moment` say nothing, milliseconds.
    package init(
        _ assets: [Asset], observed table: ObservationTable, at moment: Instant,
        maximumAge: Int64 = 7 * Day.milliseconds
    ) {
        var rows: [Row] = []
        let states = (0...UInt8.max).map { AvailabilityState(rawValue: $0) }
        var latest = [Int](repeating: -1, count: table.vantages.count)
        for asset in assets {
            // From the last reading backwards: what is too old ends it.
            for position in table.positions(of: asset.key).reversed() {
                let time = table.times[position]
                if time > moment.milliseconds { continue }
                if time < moment.milliseconds - maximumAge { break }
                let vantage = Int(table.vantageNumbers[position])
                if latest[vantage] < 0, states[Int(table.states[position])]?.isAvailable != nil {
                    latest[vantage] = position
                }
            }
            var readings: [Reading] = []
            for vantage in latest.indices where latest[vantage] >= 0 {
                if let state = states[Int(table.states[latest[vantage]])] {
                    readings.append(
                        Reading(
                            vantage: table.vantages[vantage], state: state,
                            time: Instant(milliseconds: table.times[latest[vantage]])))
                }
                latest[vantage] = -1
            }
            if !readings.isEmpty { rows.append(Row(asset: asset, readings: readings)) }
        }
        self.rows = rows
        self.maximumAge = maximumAge
    }

    /// The countries from which any asset was looked at, in order.
    package var countries: [String] { Set(rows.flatMap(\.countries.keys)).sorted() }

    package func measurement(of subject: String, at moment: Instant, inputs: [String]) -> Measurement {
        let countries = countries
        guard countries.count >= 3 else {
            return Measurement(
                .territorialEffect, of: subject,
                refusal:
                    "in the \(maximumAge / Day.milliseconds) days before \(Day(of: moment)) the assets were looked at from"
                    + " \(countries.count) countries; three or more are needed",
                inputs: inputs)
        }
        var figures = countries.map { country in
            let seen = rows.compactMap { $0.countries[country] }
            return Figure.share("there in \(country)", seen.count { $0.up > 0 }, of: seen.count)
        }
        // Those whom the program serves first must not overlook that nobody looked from there.
        if !countries.contains("AU") {
            figures.append(Figure("there in AU", nil, unit: "share", count: 0, of: 0, remark: "not tested"))
        }
        let inUnion = rows.map { $0.count(in: .europeanUnion) }.filter { $0.tested > 0 }
        if inUnion.isEmpty {
            figures.append(
                Figure("there anywhere in the EU", nil, unit: "share", count: 0, of: 0, remark: "not tested"))
        } else {
            figures.append(.share("there anywhere in the EU", inUnion.count { $0.up > 0 }, of: inUnion.count))
        }
        let partial = rows.filter { !$0.goneOnlyIn.isEmpty }
        figures.append(.share("gone in some countries only", partial.count, of: rows.count))
        let named = Set(partial.map(\.goneOnlyIn)).sorted { $0.lexicographicallyPrecedes($1) }
        let notes = named.prefix(10).map { countries in
            "gone only in \(countries.joined(separator: ", ")): \(partial.count { $0.goneOnlyIn == countries }) assets"
        }
        return Measurement(
            .territorialEffect, of: "\(subject), on \(Day(of: moment))", figures: figures, notes: notes, inputs: inputs)
    }
}

extension TerritorialEffect.Row {
    fileprivate init(asset: Asset, readings: [TerritorialEffect.Reading]) {
        var countries: [String: TerritorialEffect.Count] = [:]
        for reading in readings {
            countries[reading.vantage.country, default: TerritorialEffect.Count(up: 0, tested: 0)].tested += 1
            if reading.state.isAvailable == true { countries[reading.vantage.country]?.up += 1 }
        }
        let isUpSomewhere = countries.values.contains { $0.up > 0 }
        self.init(
            asset: asset, readings: readings, countries: countries,
            goneOnlyIn: isUpSomewhere ? countries.filter { $0.value.up == 0 }.keys.sorted() : [])
    }
}
