import Oversight
import Records

/// A small invented network and what was seen of it.
struct Scenario {
    var assets: [Asset] = []
    private var builder = ObservationTable.Builder()
    /// Day 0, hour 0.
    static let start = Day("2024-11-01")?.start ?? Instant(milliseconds: 0)

    static func time(days: Double) -> Int64 {
        start.milliseconds + Int64((days * Double(Day.milliseconds)).rounded())
    }

    static func key(_ number: Int) -> AssetKey { AssetKey(platform: .tiktok, id: String(1000 + number)) }

    /// Adds an asset, in the order of keys.
    mutating func asset(_ number: Int, grade: MembershipGrade = .confirmed, created: String? = nil) {
        assets.append(
            Asset(
                Self.key(number), grade: grade,
                created: created.flatMap { try? StatedTime(reading: $0) }))
    }

    mutating func see(_ number: Int, _ state: AvailabilityState, day: Double, _ country: String = "RO") {
        let asset = builder.number(of: Self.key(number))
        guard let vantage = builder.number(of: Vantage(country: country)) else { return }
        builder.add(asset: asset, time: Self.time(days: day), vantage: vantage, state: state)
    }

    /// Two readings from two vantages, six hours apart, that together find it gone at `day`.
    mutating func gone(_ number: Int, _ state: AvailabilityState = .removedPlatform, day: Double) {
        see(number, state, day: day)
        see(number, state, day: day + 0.25, "DE")
    }

    var table: ObservationTable { builder.finish() }

    func histories(_ jurisdiction: Jurisdiction = .anywhere) -> Histories {
        Histories(assets, observed: table, in: jurisdiction)
    }

    /// All assets were notified on day 0.
    func clocks(_ zero: ClockZero = .notice, at day: Double = 0) -> Clocks {
        let notice = Notice(
            name: "n1", platform: .tiktok, channel: .article16,
            sent: StatedTime(Instant(milliseconds: Self.time(days: day))), sender: "a newsroom", cohort: "c")
        return Clocks(zero, of: assets, notices: [("digest", notice)], exposures: [])
    }

    /// The cohort of the published test vectors: 17 assets, times in days, 1 removed, 2 deleted by the owner.
    static var vectors: Scenario {
        let rows: [(last: Double, first: Double?, status: Int)] = [
            (0, 1, 1), (0, 1, 1), (1, 3, 1), (1, 3, 1), (1, 3, 1), (3, 7, 1), (3, 7, 2), (7, 14, 1), (7, 14, 1),
            (14, nil, 0), (14, nil, 0), (30, nil, 0), (30, nil, 0), (30, nil, 0), (30, nil, 0), (30, nil, 0),
            (20, 30, 2),
        ]
        var scenario = Scenario()
        for (number, row) in rows.enumerated() {
            scenario.asset(number)
            scenario.see(number, .up, day: row.last)
            if let first = row.first {
                scenario.gone(number, row.status == 1 ? .removedPlatform : .ownerDeleted, day: first)
            }
        }
        return scenario
    }
}
