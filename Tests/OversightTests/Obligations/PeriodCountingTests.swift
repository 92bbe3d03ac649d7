import Oversight
import Records
import Testing

@Suite("Counting periods")
struct PeriodCountingTests {
    private func end(_ allowed: String, from start: String, _ calendar: HolidayCalendar) throws -> String? {
        let allowed = try AllowedTime(reading: allowed)
        let start = try #require(Day(start))
        return calendar.counting.lastDay(allowed, from: start, in: calendar)?.description
    }

    /// Working days counted by hand and with numpy.busday_offset.
    @Test("X's 60 and 90 working days from 5 December 2025", arguments: [("60", "2026-03-11"), ("90", "2026-04-27")])
    func blueCheckMark(_ sample: (count: String, end: String)) throws {
        #expect(try end("\(sample.count) working days", from: "2025-12-05", .euInstitutions) == sample.end)
    }

    @Test(
        "European periods: the event's day is not counted, and an end on a day off passes to the next working day",
        arguments: [
            ("10 days", "2024-12-02", "2024-12-12"), ("14 days", "2024-12-14", "2025-01-03"),
            ("1 day", "2024-12-13", "2024-12-16"),
            ("2 days", "2024-12-13", "2024-12-17"), ("1 week", "2024-12-06", "2024-12-13"),
            ("1 month", "2024-01-31", "2024-02-29"),
            ("2 months", "2025-12-31", "2026-03-02"), ("1 month", "2024-02-28", "2024-04-02"),
            ("1 year", "2024-02-29", "2025-02-28"),
            ("1 working day", "2024-12-23", "2025-01-03"),
        ])
    func european(_ sample: (allowed: String, start: String, end: String)) throws {
        #expect(try end(sample.allowed, from: sample.start, .euInstitutions) == sample.end)
    }

    @Test(
        "Australian periods: months end before the corresponding day of the first day counted",
        arguments: [
            ("28 days", "2023-08-02", "2023-08-30"), ("1 month", "2023-02-28", "2023-03-31"),
            ("1 month", "2024-01-30", "2024-02-29"),
            ("1 month", "2024-05-15", "2024-06-17"), ("2 days", "2023-12-22", "2023-12-27"),
            ("10 working days", "2023-12-20", "2024-01-08"),
            ("3 days", "2025-01-24", "2025-01-28"),
        ])
    func australian(_ sample: (allowed: String, start: String, end: String)) throws {
        #expect(try end(sample.allowed, from: sample.start, .australia) == sample.end)
    }

    @Test(
        "plain periods end where they end",
        arguments: [
            ("14 days", "2024-12-14", "2024-12-28"), ("1 month", "2024-01-31", "2024-02-29"),
            ("1 year", "2024-03-01", "2025-03-01"),
        ])
    func plain(_ sample: (allowed: String, start: String, end: String)) throws {
        #expect(try end(sample.allowed, from: sample.start, .plain) == sample.end)
    }

    @Test("hours: the European rule leaves out the hour of the event")
    func hours() throws {
        let start = try StatedTime(reading: "2024-12-06T14:20:00Z")
        let european = try #require(DueTime(.hours(24), from: start, in: .euInstitutions))
        #expect(european.description == "2024-12-07T15:00:00.000Z")
        let plain = try #require(DueTime(.hours(24), from: start, in: .plain))
        #expect(plain.description == "2024-12-07T14:20:00.000Z")
    }

    @Test("a list in which every day is a holiday ends the search")
    func noWorkingDays() throws {
        let first = try #require(Day("2024-01-01"))
        let days = Dictionary(uniqueKeysWithValues: (0..<4000).map { (first + $0, "off") })
        let calendar = HolidayCalendar(
            id: "off", title: "off", holidays: .listed(days), counting: .european, zone: .utc)
        #expect(try end("5 working days", from: "2024-01-01", calendar) == nil)
        #expect(try end("5 days", from: "2024-01-01", calendar) != nil)
    }

    @Test("ends beyond the calendar are refused, and not computed")
    func beyond() throws {
        #expect(try end("10 days", from: "9999-12-30", .plain) == nil)
        #expect(try end("100 years", from: "9950-12-30", .euInstitutions) == nil)
        #expect(try end("10000 working days", from: "9999-12-30", .euInstitutions) == nil)
    }

    @Test(
        "periods are read as people write them",
        arguments: [
            ("24 h", "24 h"), ("24 hours", "24 h"), ("60 Working Days", "60 working days"),
            ("5 business days", "5 working days"),
            ("1 month", "1 month"), ("unstated", "unstated"), ("2_months", "2 months"),
        ])
    func reading(_ sample: (text: String, read: String)) throws {
        #expect(try AllowedTime(reading: sample.text).description == sample.read)
    }

    @Test(
        "what is no period is refused",
        arguments: [
            "", "60", "days", "0 days", "-5 days", "5 moons", "5 working hours", "99999999999 days", "1 2 3 days",
        ])
    func badPeriods(_ text: String) {
        #expect(throws: FieldFault.self) { try AllowedTime(reading: text) }
    }
}
