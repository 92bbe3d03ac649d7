import Records
import Testing

@testable import Oversight

@Suite("Holiday calendars")
struct HolidayCalendarTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    /// Working days of a year that are holidays.
    private func holidays(_ calendar: HolidayCalendar, _ year: Int) throws -> [String] {
        let first = try day("\(year)-01-01")
        let last = try day("\(year)-12-31")
        return (0...(last - first)).map { first + $0 }
            .filter { !calendar.isWeekend($0) && calendar.holiday($0) != nil }
            .map { String($0.description.dropFirst(5)) }
    }

    @Test(
        "Easter agrees with dateutil",
        arguments: [
            "1900-04-15", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2038-04-25",
            "2049-04-18",
            "2076-04-19", "2100-03-28", "2285-03-22",
        ])
    func easter(_ text: String) throws {
        #expect(Easter.sunday(try #require(Int64(text.prefix(4)))) == Day(text))
    }

    /// 2023: decision of 25 May 2021 (OJ C I 201/2), total 18 days; 2024: decision of 17 November 2022 (OJ C 440/15); the
    /// others by the same pattern, computed apart in Python.
    @Test(
        "the institutions' holidays on working days",
        arguments: [
            (
                2023,
                "01-02 04-06 04-07 04-10 05-01 05-09 05-18 05-19 05-29 07-21 08-15 11-01 11-02 12-25 12-26 12-27 12-28 12-29"
            ),
            (
                2024,
                "01-01 01-02 03-28 03-29 04-01 05-01 05-09 05-10 05-20 08-15 11-01 12-24 12-25 12-26 12-27 12-30 12-31"
            ),
            (
                2025,
                "01-01 01-02 04-17 04-18 04-21 05-01 05-09 05-29 05-30 06-09 07-21 08-15 12-24 12-25 12-26 12-29 12-30 12-31"
            ),
            (
                2026,
                "01-01 01-02 04-02 04-03 04-06 05-01 05-14 05-15 05-25 07-21 11-02 12-24 12-25 12-28 12-29 12-30 12-31"
            ),
            (2027, "01-01 03-25 03-26 03-29 05-06 05-07 05-17 07-21 11-01 11-02 12-24 12-27 12-28 12-29 12-30 12-31"),
        ])
    func institutions(_ sample: (year: Int, days: String)) throws {
        #expect(try holidays(.euInstitutions, sample.year).joined(separator: " ") == sample.days)
    }

    @Test(
        "Australia's national holidays with their substitutes",
        arguments: [
            (2021, "01-01 01-26 04-02 04-05 12-27 12-28"), (2022, "01-03 01-26 04-15 04-18 04-25 12-26 12-27"),
            (2023, "01-02 01-26 04-07 04-10 04-25 12-25 12-26"), (2024, "01-01 01-26 03-29 04-01 04-25 12-25 12-26"),
            (2025, "01-01 01-27 04-18 04-21 04-25 12-25 12-26"), (2026, "01-01 01-26 04-03 04-06 12-25 12-28"),
            (2027, "01-01 01-26 03-26 03-29 12-27 12-28"), (2028, "01-03 01-26 04-14 04-17 04-25 12-25 12-26"),
        ])
    func australia(_ sample: (year: Int, days: String)) throws {
        #expect(try holidays(.australia, sample.year).joined(separator: " ") == sample.days)
    }

    @Test("a country's own list is read, with a fault for each bad row")
    func listed() throws {
        let rows = [
            ["date": "2024-12-01", "name": "National Day"], ["date": "2024-13-01"], ["name": "no date"],
            ["date": "2024-12-01"], ["date": "2025-12-25"],
        ].enumerated().map { NamedRow(number: UInt64($0.offset + 1), values: $0.element) }
        let read = HolidayCalendar.listed(
            id: "ro", title: "Romania", rows: rows, counting: .european, zone: .easternEurope)
        #expect(read.calendar.holiday(try day("2024-12-01")) == "National Day")
        #expect(read.calendar.holiday(try day("2025-12-25")) == "holiday")
        #expect(read.calendar.years == 2024...2025)
        #expect(read.faults.map(\.row) == [2, 3, 4])
        #expect(read.faults.map(\.fault.reason) == ["bad-day", "missing-date", "repeated-date"])
    }

    @Test(
        "days begin by the clock of the place",
        arguments: [
            (CivilZone.centralEurope, "2026-03-29", "2026-03-28T23:00:00.000Z"),
            (.centralEurope, "2026-03-30", "2026-03-29T22:00:00.000Z"),
            (.centralEurope, "2026-10-25", "2026-10-24T22:00:00.000Z"),
            (.centralEurope, "2026-10-26", "2026-10-25T23:00:00.000Z"),
            (.easternEurope, "2024-12-06", "2024-12-05T22:00:00.000Z"),
            (.westernEurope, "2026-07-01", "2026-06-30T23:00:00.000Z"),
            (.easternAustralia, "2023-10-01", "2023-09-30T14:00:00.000Z"),
            (.easternAustralia, "2023-10-02", "2023-10-01T13:00:00.000Z"),
            (.easternAustralia, "2024-04-07", "2024-04-06T13:00:00.000Z"),
            (.easternAustralia, "2024-04-08", "2024-04-07T14:00:00.000Z"),
            (.utc, "2024-04-08", "2024-04-08T00:00:00.000Z"),
        ])
    func zones(_ sample: (zone: CivilZone, day: String, start: String)) throws {
        let day = try day(sample.day)
        let start = sample.zone.start(of: day)
        #expect(start.description == sample.start)
        #expect(sample.zone.day(of: start) == day)
        #expect(sample.zone.day(of: Instant(milliseconds: start.milliseconds - 1)) == day + -1)
    }
}
