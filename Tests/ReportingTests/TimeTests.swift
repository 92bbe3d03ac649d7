import Records
import Statistics
import Testing

@testable import Reporting

@Suite("Times, numbers, and the axis they stand on")
struct TimeTests {
    private static let start: Int64 = 1_730_419_200_000  // 2024-11-01T00:00:00Z, a Friday

    private func axis(_ length: Int64, from start: Int64 = Self.start, most: Int = 8) -> TimeAxis {
        TimeAxis(
            from: Instant(milliseconds: start), to: Instant(milliseconds: start + length), most: most)
    }

    @Test(
        "Ticks lie inside the axis, evenly, and there are neither too few nor too many",
        arguments: [7, 950, 41_000, 600_000, 7_200_000, 86_400_000, 2_000_000_000, 90_000_000_000, 900_000_000_000])
    func ticks(length: Int64) {
        for offset: Int64 in [0, 123_456_789, -1_700_000_000_000] {
            let axis = axis(length, from: Self.start + offset)
            #expect((1...9).contains(axis.ticks.count))
            #expect(axis.ticks.allSatisfy { axis.first <= $0.time && $0.time <= axis.last })
            #expect(axis.ticks.map(\.time) == axis.ticks.map(\.time).sorted())
        }
    }

    @Test("Ticks are round moments with the day or the year named once")
    func labels() {
        #expect(axis(40_000).ticks.map(\.label) == ["00:00:00", "00:00:10", "00:00:20", "00:00:30", "00:00:40"])
        #expect(axis(40_000).ticks.map(\.context) == ["1 Nov 2024", "", "", "", ""])
        #expect(axis(3 * 86_400_000).ticks.map(\.label).first == "00:00")
        #expect(axis(6 * 86_400_000).ticks.map(\.label).prefix(2) == ["1 Nov", "2 Nov"])
        let year = axis(365 * 86_400_000)
        #expect(year.ticks.map(\.label) == ["Nov", "Jan", "Mar", "May", "Jul", "Sep", "Nov"])
        #expect(year.ticks.map(\.context) == ["2024", "2025", "", "", "", "", ""])
        // Weeks begin on Monday: 4 November 2024 was one.
        #expect(axis(40 * 86_400_000).ticks.first?.label == "4 Nov")
    }

    @Test("A single moment still has an axis")
    func moment() {
        let axis = axis(0)
        #expect(axis.position(axis.first) == 0)
        #expect(axis.ticks.count == 1 || axis.ticks.count == 2)
    }

    @Test(
        "Lengths of time are said in their two largest units",
        arguments: [
            (0.0, "0 s"), (850, "850 ms"), (3250, "3.25 s"), (24_500, "24.5 s"), (41_000, "41 s"), (34_001, "34 s"),
            (59_999, "1 min"),
            (80_000, "1 min 20 s"), (7_500_000, "2 h 5 min"), (273_600_000, "3 d 4 h"), (0.5, "0.5 ms"),
        ])
    func durations(milliseconds: Double, text: String) {
        #expect(TimeText.duration(milliseconds: milliseconds).replacing("\u{A0}", with: " ") == text)
    }

    @Test("Spans of days say no more than they must")
    func spans() {
        func day(_ number: Int64) -> Instant { Instant(milliseconds: Self.start + number * 86_400_000) }
        #expect(TimeText.span(day(0), day(0)) == "on 1 Nov 2024")
        #expect(TimeText.span(day(2), day(20)) == "from 3 to 21 Nov 2024")
        #expect(TimeText.span(day(0), day(40)) == "from 1 Nov to 11 Dec 2024")
        #expect(TimeText.span(day(0), day(62)) == "from 1 Nov 2024 to 2 Jan 2025")
    }

    @Test("Numbers are always written the same way")
    func numbers() {
        #expect(NumberText.grouped(-1_234_567) == "−1,234,567" && NumberText.grouped(999) == "999")
        #expect(NumberText.fixed(2.345, places: 1) == "2.3" && NumberText.fixed(.nan, places: 1) == "—")
        #expect(NumberText.coordinate(-0.04) == "0" && NumberText.coordinate(-1.25) == "-1.3")
        #expect(NumberText.percent(0.384) == "38\u{A0}%" && NumberText.percent(0.0001) == "< 0.1\u{A0}%")
        #expect(
            NumberText.probability(Probability(2.13e-7)) == "2.1e-7"
                && NumberText.probability(Probability(0.034)) == "0.034")
        #expect(NumberText.probability(Probability(9.97e-6)) == "1e-5")
        #expect(NumberText.bytes(812_400_112) == "812.4\u{A0}MB" && NumberText.bytes(1) == "1 byte")
    }

    @Test("The closest episode is the most accounts on one object within a window")
    func episode() throws {
        func row(_ name: String, _ marks: [(Int64, Int)]) -> ActivityView.Row {
            ActivityView.Row(
                account: AccountView(label: name, key: AccountKey(platform: .x, kind: .id, value: name)),
                marks: marks.map { ActivityView.Mark(time: Instant(milliseconds: $0.0), object: $0.1) })
        }
        let objects = [TracedObject(trace: .sound, value: "a"), TracedObject(trace: .text, value: "b")]
        let activity = ActivityView(
            objects: objects,
            rows: [
                row("p", [(0, 0), (50_000, 1), (50_100, 1)]), row("q", [(1000, 0), (52_000, 1)]),
                row("r", [(70_000, 0), (51_000, 1)]), row("s", [(50_500, 0), (99_000, 7)]),
            ], window: Window(milliseconds: 10_000))
        let episode = try #require(Episode(activity))
        #expect(episode.object == 1)
        #expect(episode.participants.map(\.row) == [0, 2, 1])
        #expect(episode.first.milliseconds == 50_000 && episode.last.milliseconds == 52_000)
        let alone = ActivityView(objects: objects, rows: [row("p", [(0, 0), (5, 0)])], window: .unlimited)
        #expect(Episode(alone) == nil)
    }
}
