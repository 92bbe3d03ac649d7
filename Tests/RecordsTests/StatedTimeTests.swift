import Records
import Testing

@Suite("Days and stated times")
struct StatedTimeTests {
    @Test("days of the calendar come back as they were written, and others are none")
    func days() throws {
        for text in ["1970-01-01", "2024-02-29", "2000-02-29", "1900-02-28", "2024-12-31", "0001-01-01", "9999-12-31"] {
            #expect(Day(text)?.description == text)
        }
        for text in ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01", "", "2024-04-31"] {
            #expect(Day(text) == nil, "\(text)")
        }
        let first = try #require(Day("2022-09-30"))
        let second = try #require(Day("2022-12-19"))
        #expect(second - first == 80)
        #expect(try #require(Day("2026-11-22")).weekday == 7)
        #expect(try #require(Day("1970-01-01")).weekday == 4)
        #expect(try #require(Day("1969-12-31")).weekday == 3)
    }

    @Test("a day is somewhere between its midnights, a month and a year likewise")
    func bounds() throws {
        let day = try StatedTime(reading: "2024-12-04")
        #expect(day.earliest.description == "2024-12-04T00:00:00.000Z")
        #expect(day.latest.description == "2024-12-05T00:00:00.000Z")
        #expect(day.fineness == .day && day.firstDay == day.lastDay)
        let month = try StatedTime(reading: "2024-02")
        #expect(month.firstDay.description == "2024-02-01" && month.lastDay.description == "2024-02-29")
        let year = try StatedTime(reading: "2025")
        #expect(year.firstDay.description == "2025-01-01" && year.lastDay.description == "2025-12-31")
        let moment = try StatedTime(reading: "2024-11-24T20:00:00+02:00")
        #expect(moment.earliest == moment.latest && moment.earliest.description == "2024-11-24T18:00:00.000Z")
        #expect(moment.text == "2024-11-24T20:00:00+02:00")
    }

    @Test(
        "a moment without its zone is refused, and so is what is no time",
        arguments: [
            ("2024-11-24T18:00:00", "unknown-zone"), ("2024-11-24 18:00", "unknown-zone"), ("1732471200", "bad-time"),
            ("yesterday", "bad-time"), ("2024-11-31", "bad-time"), ("24/11/2024 18:00", "bad-time"), ("", "bad-time"),
            ("2024-11-24T18:00:00 Europe/Bucharest", "unknown-zone"), ("2024-13", "bad-time"),
        ])
    func refused(text: String, reason: String) {
        #expect {
            try StatedTime(reading: text)
        } throws: {
            ($0 as? FieldFault)?.reason == reason
        }
    }
}
