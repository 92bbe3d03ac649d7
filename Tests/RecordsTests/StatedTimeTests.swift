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

    @Test(
        "a time is before another where all that it can mean is",
        arguments: [
            ("2024-11-23", "2024-11-24", true), ("2024-11-24", "2024-11-24", false), ("2024-10", "2024-11", true),
            ("2024-11", "2024-11-24", false), ("2024-11-23T23:59:59Z", "2024-11-24", true),
            ("2024-11-24T00:00:00Z", "2024-11-24", false), ("2024-11-23", "2024-11-24T00:00:00Z", true),
            ("2024-11-24T10:00:00Z", "2024-11-24T10:00:00Z", false),
        ])
    func order(one: String, other: String, isBefore: Bool) throws {
        #expect(try StatedTime(reading: one).isBefore(StatedTime(reading: other)) == isBefore)
    }

    @Test("an offset that no zone has is named; a year before platforms is known as a slip")
    func impossibleOffsets() throws {
        for (text, offset) in [
            ("2024-11-24T18:00:00+25:00", "+25:00"), ("2024-11-24T18:00+02:75", "+02:75"),
            ("2024-11-24T18:00:00.5-99:00", "-99:00"),
        ] {
            let fault = #expect(throws: FieldFault.self) { try StatedTime(reading: text) }
            #expect(fault?.reason == "bad-zone")
            #expect(fault?.detail.contains("has the offset \(offset), which no time zone has") == true)
        }
        #expect(try StatedTime(reading: "1989-12-31").isBeforePlatforms)
        #expect(try !StatedTime(reading: "1990").isBeforePlatforms)
    }

    @Test("what a fault quotes may be megabytes: as much stays as a person reads, from both ends")
    func longDetails() {
        let fault = FieldFault("bad-time", "'\(String(repeating: "x", count: 3_000_000))' is no time; write 2024")
        #expect(fault.detail.utf8.count < 900)
        #expect(fault.detail.hasPrefix("'xxx") && fault.detail.hasSuffix("xxx' is no time; write 2024"))
        let short = String(repeating: "é", count: 1000)
        #expect(FieldFault("a", short).detail == short)
    }
}
