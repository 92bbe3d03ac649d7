import ArgumentParser
import Oversight
import Records
import Workspace

/// Clocks read at one moment, and those that cannot be read.
struct ClockReadings {
    struct Read {
        var entry: ObligationClock
        var digest: String
        var reading: ObligationReading
    }

    private let calendars: Calendars
    private let now: Instant
    private(set) var all: [Read] = []
    private var faults: [(name: String, fault: FieldFault)] = []

    init(_ entries: [Registered<ObligationClock>], _ calendars: Calendars, at now: Instant) {
        self.calendars = calendars
        self.now = now
        for entry in entries { read(entry.entry, entry.digest) }
    }

    /// Clocks as they are entered.
    init(_ entries: [ObligationClock], _ calendars: Calendars, at now: Instant) {
        self.calendars = calendars
        self.now = now
        for entry in entries { read(entry, "") }
    }

    private mutating func read(_ entry: ObligationClock, _ digest: String) {
        do throws(FieldFault) {
            all.append(
                Read(
                    entry: entry, digest: digest,
                    reading: try ObligationReading(entry, at: now, calendars: calendars.all)))
        } catch {
            faults.append((entry.name, error))
        }
    }

    /// Each clock as M20, made of its entry and of the calendar's file where there is one.
    var measurements: [Measurement] {
        all.map { read in
            var measurement = read.reading.measurement(input: read.digest)
            if let file = calendars.files[read.entry.calendar] { measurement.inputs.append(file) }
            return measurement
        }
    }

    func print(_ reads: [Read], _ output: OutputOptions) throws {
        try output.print(header: [
            "obligation", "who", "state", "due", "days_left", "days_late", "rule", "owed", "start", "allowed",
            "calendar", "verdict", "source", "note", "digest",
        ]) { rows in
            for read in reads {
                let (entry, reading) = (read.entry, read.reading)
                try rows.write([
                    .text(entry.name), .text(entry.who), .text(reading.state.word),
                    .text(reading.due?.description), daysLeft(reading), daysLate(reading), .text(entry.rule),
                    .text(entry.owed),
                    .text(entry.start.description), .text(entry.allowed.description), .text(entry.calendar),
                    .text(reading.verdict.rawValue), .text(entry.source), .text(entry.note), .text(read.digest),
                ])
            }
        }
    }

    /// What wants attention, in fewer columns.
    func printDue(_ reads: [Read], _ output: OutputOptions) throws {
        try output.print(header: ["obligation", "who", "state", "due", "days_left", "rule", "owed", "digest"]) { rows in
            for read in reads {
                try rows.write([
                    .text(read.entry.name), .text(read.entry.who),
                    .text(read.reading.state.word), .text(read.reading.due?.description), daysLeft(read.reading),
                    .text(read.entry.rule), .text(read.entry.owed), .text(read.digest),
                ])
            }
        }
    }

    private func daysLeft(_ reading: ObligationReading) -> Cell {
        guard let left = reading.daysLeft else { return .missing }
        return reading.due?.lastDays == nil ? .number(left) : .integer(Int64(left))
    }

    private func daysLate(_ reading: ObligationReading) -> Cell {
        guard case .late(let days) = reading.state else { return .missing }
        let bounds = [days.lowerBound, days.upperBound].map { Cell.number(($0 * 100).rounded() / 100).plain }
        return .text(bounds[0] == bounds[1] ? bounds[0] : "\(bounds[0]) to \(bounds[1])")
    }

    /// Says how clocks stand that were just entered.
    func tell(_ output: OutputOptions) {
        for read in all {
            let never =
                read.entry.allowed == .unstated
                ? "never due: no number is set" : "due beyond the last year that has a date"
            let due = read.reading.due.map { "due \($0)" } ?? never
            output.tell("\(read.entry.name) is \(read.reading.state.word), \(due) (calendar \(read.entry.calendar))")
        }
        tellFaults()
    }

    private func tellFaults() {
        for (name, fault) in faults { Terminal.tell("\(name): \(fault.detail)") }
    }

    /// Tells of clocks and rows of calendars that could not be read.
    /// - Throws: exit code 3 where there are any.
    func conclude() throws {
        tellFaults()
        try calendars.conclude()
        if !faults.isEmpty { throw Failure.partial }
    }
}
