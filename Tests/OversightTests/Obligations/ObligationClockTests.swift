import Foundation
import Oversight
import Records
import Testing

@Suite("Obligation clocks (M20)")
struct ObligationClockTests {
    private func time(_ text: String) throws(FieldFault) -> StatedTime { try StatedTime(reading: text) }

    private func read(
        _ clock: ObligationClock, at now: String, _ events: ObligationEvent...
    ) throws(FieldFault) -> ObligationReading {
        var clock = clock
        for event in events { clock = try clock.adding(event) }
        return try ObligationReading(clock, at: time(now).latest)
    }

    private func clock(
        _ allowed: String, from start: String, calendar: String = "eu"
    ) throws(FieldFault) -> ObligationClock {
        ObligationClock(
            name: "c", rule: "dsa-67", platform: .x, start: try time(start), allowed: try AllowedTime(reading: allowed),
            calendar: calendar, source: "https://example.org")
    }

    @Test("X's clock is open to 24:00 in Brussels on 11 March 2026, and missed after")
    func remedies() throws {
        let clock = try clock("60 working days", from: "2025-12-05")
        let reading = try read(clock, at: "2026-03-11T22:59:00Z")
        #expect(reading.due?.description == "2026-03-11")
        #expect(reading.due?.earliest.description == "2026-03-11T23:00:00.000Z")
        #expect(reading.due?.isExact == true)
        #expect(reading.state == .open)
        #expect(reading.verdict == .undetermined)
        #expect(try read(clock, at: "2026-03-11T23:00:01Z").state == .missed)
        let figures = try read(clock, at: "2026-03-21T12:00:00Z").measurement().figures
        #expect(figures.first == Figure("due after", 96, unit: "days", remark: "due 2026-03-11, 24:00 Brussels time"))
        #expect(figures.last == Figure("days over", 10, unit: "days"))
        #expect(try read(clock, at: "2026-03-13", ObligationEvent(.met, time("2026-03-11"))).state == .met)
        #expect(
            try read(clock, at: "2026-03-14", ObligationEvent(.met, time("2026-03-13"))).state == .late(days: 2...2))
        #expect(
            try read(clock, at: "2026-03-13", ObligationEvent(.met, time("2026-03-11T23:30:00Z"))).state
                == .late(days: 1...1))
    }

    @Test("the 24-hour request of 6 December 2024, known only to the day, gives bounds")
    func request() throws {
        let clock = try clock("24 h", from: "2024-12-06")
        let due = try #require(try read(clock, at: "2024-12-06").due)
        #expect(due.earliest.description == "2024-12-07T00:00:00.000Z")
        #expect(due.latest.description == "2024-12-07T23:00:00.000Z")
        let figures = try read(clock, at: "2024-12-06").measurement().figures
        #expect(figures.first?.value == nil)
        #expect(figures.first?.low == 1)
        #expect(figures.first?.high == 25.0 / 24)
        #expect(try read(clock, at: "2024-12-06T23:00:00Z").state == .open)
        #expect(try read(clock, at: "2024-12-07T12:00:00Z").state == .unknown)
        #expect(try read(clock, at: "2024-12-07T23:30:00Z").state == .missed)
        #expect(try read(clock, at: "2024-12-31", ObligationEvent(.met, time("2024-12-07"))).state == .unknown)
        #expect(try read(clock, at: "2024-12-31", ObligationEvent(.met, time("2024-12-06"))).state == .met)
        guard case .late(let days) = try read(clock, at: "2024-12-31", ObligationEvent(.met, time("2024-12-09"))).state
        else {
            Issue.record("not late")
            return
        }
        #expect(abs(days.lowerBound - 1) < 1e-9 && abs(days.upperBound - (2 + 23.0 / 24)) < 1e-9)
    }

    @Test("silence in public is no default: where the outcome is not known the state is unknown, and nobody fails")
    func undisclosed() throws {
        let clock = try clock("24 h", from: "2024-12-06")
        let looked = ObligationEvent(.undisclosed, try time("2025-06-30"))
        let missed = try read(clock, at: "2025-06-28", looked)
        #expect(missed.state == .missed)
        #expect(
            missed.measurement().notes.contains(
                "missed as far as the register goes: nothing in it shows that it was done"))
        let unknown = try read(clock, at: "2025-07-01", looked)
        #expect(unknown.state == .unknown)
        #expect(unknown.verdict == .undetermined)
        #expect(
            unknown.measurement().notes.contains("whether it was done is not known, looked up on 2025-06-30"))
        #expect(try read(clock, at: "2024-12-06", ObligationEvent(.undisclosed, time("2024-12-06"))).state == .open)
        #expect(try read(clock, at: "2025-07-01", looked, ObligationEvent(.met, time("2024-12-06"))).state == .met)
        let late = try read(clock, at: "2025-07-01", looked, ObligationEvent(.met, time("2024-12-09")))
        #expect(late.state.word == "late")
    }

    @Test("DIGI's decision on X took 53 days, a referral after one, and no number of days was set")
    func digi() throws {
        let clock = ObligationClock(
            name: "digi-x", rule: "au-complaint", debtor: "DIGI", start: try time("2023-10-05"), allowed: .unstated,
            calendar: "au", source: "https://digi.org.au")
        let reading = try read(
            clock, at: "2023-12-01", ObligationEvent(.step, time("2023-10-06"), note: "referral"),
            ObligationEvent(.met, time("2023-11-27"), note: "breach of Outcome 1C published"))
        #expect(reading.state == .met)
        #expect(reading.verdict == .undetermined)
        let measurement = reading.measurement(input: "digest")
        #expect(measurement.metric == .obligationClock)
        #expect(measurement.figures.first { $0.label == "days to compliance" }?.value == 53)
        #expect(measurement.figures.first { $0.label == "days to referral" }?.value == 1)
        #expect(measurement.figures.first?.remark == "the provision sets no number")
        #expect(measurement.inputs == ["digest"])
        #expect(try read(clock, at: "2023-10-20").state == .open)
    }

    @Test("an extension moves the end, and the last one counts")
    func extensions() throws {
        let clock = try clock("10 days", from: "2024-12-02")
        let longer = ObligationEvent(.extended, try time("2024-12-20"))
        let reading = try read(clock, at: "2024-12-15", longer)
        #expect(reading.state == .extended)
        #expect(reading.originalDue?.description == "2024-12-12")
        #expect(reading.measurement().notes.contains("extended from 2024-12-12"))
        #expect(try read(clock, at: "2024-12-22", longer).state == .missed)
        #expect(try read(clock, at: "2024-12-22", longer, ObligationEvent(.met, time("2024-12-19"))).state == .met)
        let longest = ObligationEvent(.extended, try time("2024-12-30"))
        #expect(try read(clock, at: "2024-12-22", longer, longest).state == .extended)
    }

    @Test("what happened after the reading is not read, and nothing is met before it began")
    func order() throws {
        let clock = try clock("10 days", from: "2024-12-02")
        #expect(try read(clock, at: "2024-12-05", ObligationEvent(.met, time("2024-12-11"))).state == .open)
        #expect(throws: FieldFault.self) { try clock.adding(ObligationEvent(.met, time("2024-11-30"))) }
    }

    @Test("a start known only to a month gives two ends")
    func coarseStart() throws {
        let reading = try read(clock("10 days", from: "2024-11"), at: "2024-12-05")
        #expect(reading.due?.description == "2024-11-11 to 2024-12-10")
        #expect(reading.state == .unknown)
        #expect(try read(clock("10 days", from: "2024-11"), at: "2024-11-05").state == .open)
        #expect(try read(clock("10 days", from: "2024-11"), at: "2024-12-20").state == .missed)
        let measurement = reading.measurement()
        #expect(
            measurement.notes.contains("the event is known only to a month: the end lies between two bounds"))
    }

    @Test("a period that touches a year whose holidays the calendar does not know is refused, with what to give")
    func uncovered() throws {
        for start in ["2027-12-05", "2022-12-29"] {
            do throws(FieldFault) {
                _ = try ObligationReading(clock("60 working days", from: start), at: time("2027-12-06").earliest)
                Issue.record("\(start): counted without holidays")
            } catch {
                #expect(error.reason == "unknown-holidays" && error.detail.contains("2023 to 2027"))
                #expect(error.detail.contains("--holidays eu=FILE"), "\(error.detail)")
            }
        }
        // The event's own day is not counted, nor is a holiday asked for where an extension names the end or in hours.
        #expect(try read(clock("10 days", from: "2022-12-31"), at: "2023-01-02").state == .open)
        #expect(try read(clock("24 h", from: "2030-01-01"), at: "2030-01-01").state == .open)
        // Of a period in years only its end may fall on a holiday.
        #expect(try read(clock("10 years", from: "2016-03-03"), at: "2026-01-01").due?.description == "2026-03-03")
        let extended = try read(
            clock("60 working days", from: "2027-12-05"), at: "2027-12-06",
            ObligationEvent(.extended, time("2028-06-01")))
        #expect(extended.due?.description == "2028-06-01" && extended.originalDue == nil)
    }

    @Test("years whose own list was not compared are named")
    func patterned() throws {
        let notes = try read(clock("60 working days", from: "2025-12-05"), at: "2025-12-06").measurement().notes
        #expect(notes.contains { $0.hasPrefix("the holidays of 2026 follow the pattern of other years") })
        let own = try read(clock("10 working days", from: "2025-02-05"), at: "2025-02-06").measurement().notes
        #expect(!own.contains { $0.contains("pattern") })
    }

    @Test("an unknown calendar is named with those that are known")
    func unknownCalendar() throws {
        do throws(FieldFault) {
            _ = try read(clock("1 day", from: "2024-12-02", calendar: "ro"), at: "2024-12-05")
            Issue.record("read")
        } catch {
            #expect(error.reason == "unknown-calendar")
            #expect(error.detail.contains("eu, au, plain"))
        }
    }

    @Test("rows are read, with the rule's own period and calendar where none is given")
    func rows() throws {
        let digest = String(repeating: "a", count: 64)
        let clock = try ObligationClock(
            row: NamedRow(
                number: 1,
                values: [
                    "name": "h1", "rule": "ir-2835", "platform": "tiktok", "start": "2025-12-31", "met": "2026-02-27",
                    "evidence": digest, "source": "https://example.org",
                ]))
        #expect(clock.allowed == .months(2))
        #expect(clock.calendar == "eu")
        #expect(clock.events == [ObligationEvent(.met, try time("2026-02-27"), evidence: digest)])
        #expect(try ObligationReading(clock, at: time("2026-06-01").latest).state == .met)
    }

    @Test(
        "bad rows are named by their field",
        arguments: [
            (["rule": "dsa-999"], "unknown-rule", "rule"), (["rule": nil], "missing-rule", "rule"),
            (["allowed": nil], "missing-allowed", "allowed"), (["allowed": "soon"], "bad-allowed", "allowed"),
            (["start": nil], "missing-start", "start"), (["start": "2024-12-06T10:00:00"], "unknown-zone", "start"),
            (["met": "2024-12-01"], "event-before-start", "time"), (["evidence": "x"], "bad-digest", "evidence"),
            (["source": nil], "missing-source", "source"), (["name": nil], "missing-name", "name"),
        ] as [([String: String?], String, String)])
    func badRows(_ sample: (changes: [String: String?], reason: String, field: String)) throws {
        var values = [
            "name": "rfi", "rule": "dsa-67", "allowed": "24 h", "start": "2024-12-06", "source": "https://example.org",
        ]
        for (name, value) in sample.changes { values[name] = value }
        do throws(FieldFault) {
            _ = try ObligationClock(row: NamedRow(number: 1, values: values))
            Issue.record("read")
        } catch {
            #expect(error.reason == sample.reason)
            #expect(error.field == sample.field)
        }
    }

    @Test("a clock comes back from JSON as it was")
    func coding() throws {
        var clock = try clock("60 working days", from: "2025-12-05")
        clock = try clock.adding(ObligationEvent(.met, time("2026-03-11T10:00:00+01:00"), note: "plan"))
        #expect(try JSONDecoder().decode(ObligationClock.self, from: JSONEncoder().encode(clock)) == clock)
    }
}
