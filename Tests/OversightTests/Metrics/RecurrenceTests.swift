import Records
import Statistics
import Testing

@testable import Oversight

@Suite("M07: recurrence")
struct RecurrenceTests {
    private static let start = Day("2024-11-01") ?? Day(0)

    /// A network disrupted on 1 November 2024 and watched for so many days; what came after, by the day.
    private static func network(
        _ name: String, watched: Int, returns: [Int] = [], disrupted: Int = 4, grade: MembershipGrade = .confirmed
    ) -> Recurrence.Network {
        Recurrence.Network(
            name: name, disrupted: disrupted, at: StatedTime(start), watchedUntil: StatedTime(start + watched),
            returns: returns.enumerated().map { number, day in
                Recurrence.Return(
                    asset: AssetKey(platform: .tiktok, id: "\(name)-\(number)"), firstSeen: StatedTime(start + day),
                    grade: grade)
            })
    }

    /// The times of the published vectors, as networks: days to the first return, or nil and until when somebody looked.
    private static var vectors: [Recurrence.Network] {
        let rows: [(Int?, Int)] = [
            (1, 30), (1, 30), (3, 30), (3, 30), (3, 30), (7, 30), (nil, 7), (14, 30), (14, 30), (nil, 14), (nil, 14),
            (nil, 30), (nil, 30), (nil, 30), (nil, 30), (nil, 30), (nil, 30),
        ]
        return rows.enumerated().map { number, row in
            network("n\(number)", watched: row.1, returns: row.0.map { [$0, $0 + 5] } ?? [])
        }
    }

    @Test("(b) the curve of first returns is Kaplan's and Meier's as lifelines has it, with one curve for exact days")
    func curve() throws {
        let recurrence = Recurrence(Self.vectors.reversed(), grade: .confirmed)
        #expect(recurrence.curves.count == 1 && recurrence.followed == 17 && recurrence.longestWatch == 30)
        let expected: [(Double, Int, Int, Double, Double)] = [
            (1, 17, 2, 0.8823529411764706, 0.07814248990059663), (3, 15, 3, 0.7058823529411765, 0.11051016901502637),
            (7, 12, 1, 0.6470588235294118, 0.11590404307573861), (14, 10, 2, 0.5176470588235295, 0.12367926320345693),
        ]
        let steps = try #require(recurrence.curves.first).returned.survival.steps
        #expect(steps.count == expected.count)
        for (step, value) in zip(steps, expected) {
            #expect(step.time == value.0 && step.atRisk == value.1 && step.events == value.2)
            #expect(abs(step.survival - value.3) < 1e-9)
            #expect(abs(step.standardError - value.4) < 1e-9)
        }
        let figures = recurrence.measurement(of: "v").figures
        let within = figures.first { $0.label == "came back within 30 d" }
        #expect(abs((within?.value ?? 0) - 0.4823529411764705) < 1e-9 && within?.total == 17)
        #expect(abs((within?.low ?? 0) - (1 - (steps.last?.high ?? 0))) < 1e-12)
        let later = figures.first { $0.label == "came back within 90 d" }
        #expect(later?.value == nil && later?.high == 1 && later?.remark == "nobody was followed that long")
        let median = figures.first { $0.label == "median time to the first return" }
        #expect(median?.value == nil && median?.remark == "not reached: less than half came back")
    }

    @Test("(a) new assets within 30, 90 and 365 days; survivors, weak ties and unclear days are told and not counted")
    func newAssets() throws {
        var network = Self.network("n", watched: 120, returns: [10, 60, 100, -5, 0], disrupted: 20)
        network.returns.append(network.returns[0])
        network.returns.append(
            Recurrence.Return(
                asset: AssetKey(platform: .tiktok, id: "weak"), firstSeen: StatedTime(Self.start + 2), grade: .possible)
        )
        let result = Recurrence([network], grade: .probable).measurement(of: "n")
        let new = result.figures.filter { $0.label.hasPrefix("new assets") }
        // Of the asset of the day itself it is not known whether it came before or after: it may count.
        #expect(new.map(\.count) == [1, 2, 3] && new.map(\.value) == [nil, nil, nil])
        #expect(new[0].remark == nil && new[0].span?.low == 0.05 && new[0].span?.high == 0.1)
        // Nobody looked for a year: more may have come.
        #expect(new[2].remark?.hasPrefix("lower bound") == true && new[2].span?.high == .infinity)
        #expect(result.notes.contains("1 assets are tied less surely and are left out"))
        #expect(
            result.notes.contains(
                "1 assets were first seen within 2024-11-01: before or after is not known, and bounds hold both"))
        #expect(
            result.notes.contains("1 assets were first seen before the disruption and are survivors, not returns"))
    }

    @Test(
        "an asset of which before or after is not known is no return at the latest, and one on the day at the earliest")
    func unknownOrder() throws {
        let networks = (0..<10).map { Self.network("n\($0)", watched: 400, returns: $0 == 0 ? [0] : []) }
        let recurrence = Recurrence(networks, grade: .confirmed)
        #expect(recurrence.curves.map(\.isLatest) == [true, false])
        #expect(recurrence.curves[0].returned.share(within: 90).value == 0)
        #expect(abs((recurrence.curves[1].returned.share(within: 0).value ?? 0) - 0.1) < 1e-12)
        let measurement = recurrence.measurement(of: "n")
        let within = try #require(measurement.condensed.first { $0.label == "came back within 90 d" })
        #expect(within.values?.lowerBound == 0 && abs((within.values?.upperBound ?? 0) - 0.1) < 1e-12)
        let share = try #require(measurement.figures.first { $0.label.hasPrefix("networks that came back") })
        // Wilson's limits for none and for one of ten (z = 1.959963984540054, worked out apart).
        #expect(share.value == nil && share.count == 0 && abs((share.high ?? 0) - 0.4041500268) < 1e-9)
        #expect(abs(share.low ?? 1) < 1e-12)
        let alone = Recurrence([networks[0]], grade: .confirmed).measurement(of: "n").figures
        let first = try #require(alone.first { $0.label == "days to the first return of n0" })
        #expect(first.value == nil && first.low == 0 && first.high == nil)
        // With a later return that is sure, the first lies between the two.
        let both = Recurrence([Self.network("m", watched: 400, returns: [0, 30])], grade: .confirmed)
        let bounded = try #require(
            both.measurement(of: "m").figures.first { $0.label == "days to the first return of m" })
        #expect(bounded.value == nil && bounded.low == 0 && bounded.high == 30)
    }

    @Test("fewer than five networks have no percentage: so many of so many, and each by itself")
    func few() {
        let networks = [
            Self.network("a", watched: 400, returns: [12]), Self.network("b", watched: 60),
            Self.network("c", watched: 100, returns: [80]),
        ]
        let figures = Recurrence(networks, grade: .confirmed).measurement(of: "n").figures
        #expect(figures.filter { $0.unit == "share" }.allSatisfy { $0.value == nil && $0.low == nil && $0.high == nil })
        #expect(figures.first { $0.label == "came back within 30 d" }?.remark == "1 of 3: too few for a percentage")
        #expect(figures.first { $0.label == "days to the first return of c" }?.value == 80)
        let none = figures.first { $0.label == "days to the first return of b" }
        #expect(none?.value == nil && none?.low == 60 && none?.remark == "none seen until 2024-12-31")
    }

    @Test("a day that is known to the month only gives an earliest and a latest curve")
    func coarse() throws {
        var networks = (0..<6).map { Self.network("n\($0)", watched: 200, returns: [70]) }
        networks[0].returns[0].firstSeen = try StatedTime(reading: "2024-12")
        let recurrence = Recurrence(networks, grade: .confirmed)
        #expect(recurrence.curves.map(\.isLatest) == [true, false])
        #expect(recurrence.curves.map { $0.returned.survival.steps[0].time } == [60, 30])
        let measurement = recurrence.measurement(of: "n")
        let condensed = measurement.condensed.first { $0.label == "came back within 30 d" }
        #expect(condensed?.ways == 2 && condensed?.values?.lowerBound == 0)
        #expect(abs((condensed?.values?.upperBound ?? 0) - 1.0 / 6) < 1e-12)
        #expect(measurement.ways == ["latest possible times", "earliest possible times"])
    }

    @Test("(c) the crude ratio of December 2024, from the shipped rows and from numbers; refused where they cannot be")
    func crude() throws {
        let stated = Recurrence.Stated.reports(of: ShippedLedger.ledger, platform: "tiktok")
        #expect(stated.map(\.removed) == [29_921] && stated.map(\.recurring) == [2313])
        let result = Recurrence([], grade: .confirmed).measurement(of: "TikTok", stated: stated)
        #expect(abs((result.figures.first?.value ?? 0) - 0.07730356605728418) < 1e-12)
        #expect(
            result.figures.first?.label
                == "recurring, of all removed in the period: Covert Influence Operations report Dec 2024")
        let wrong = Recurrence([], grade: .confirmed).measurement(
            of: "x", stated: [Recurrence.Stated(recurring: 5, removed: 3)])
        #expect(wrong.refusal == "of 3 removed, 5 cannot be recurring" && wrong.figures.isEmpty)
        #expect(Recurrence([], grade: .confirmed).measurement(of: "x").refusal != nil)
    }

    @Test("rows are read with the field at fault")
    func reading() throws {
        func row(_ values: [String: String]) -> NamedRow { NamedRow(number: 1, values: values) }
        let whole = ["network": "n", "disrupted": "20", "at": "2024-11-01", "platform": "tiktok"]
        let present = StatedTime(Self.start + 100)
        let network = try Recurrence.Network(reading: row(whole), present: present)
        #expect(network.platform == .tiktok && network.watchedUntil == present)
        for (name, value) in [
            ("network", nil), ("disrupted", nil), ("disrupted", "0"), ("disrupted", "9007199254740992"), ("at", nil),
            ("watched_until", "2024-01-01"),
            ("platform", "myspace"),
        ] as [(String, String?)] {
            var values = whole
            values[name] = value
            let fault = #expect(throws: FieldFault.self) {
                try Recurrence.Network(reading: row(values), present: present)
            }
            #expect(fault?.field == name)
        }
        let fault = #expect(throws: FieldFault.self) {
            try Recurrence.Return(reading: row(["asset": "tiktok:1"]), grade: .confirmed)
        }
        #expect(fault?.reason == "missing-first_seen")
    }

    @Test("the order of networks and of what came after changes nothing")
    func order() {
        let networks = Self.vectors
        var turned = Array(networks.reversed())
        for place in turned.indices { turned[place].returns.reverse() }
        #expect(
            Recurrence(networks, grade: .confirmed).measurement(of: "n")
                == Recurrence(turned, grade: .confirmed).measurement(of: "n"))
    }
}
