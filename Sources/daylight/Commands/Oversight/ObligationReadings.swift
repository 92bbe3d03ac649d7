import ArgumentParser
import Exchange
import Oversight
import Records
import Workspace

/// `daylight obligation list`: how every duty stands.
struct ObligationList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List duties with their state and when they are due.")

    @OptionGroup var clock: ClockOption
    @OptionGroup var calendars: CalendarOptions
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func run() throws {
        let readings = ClockReadings(
            try target.open().current(ObligationClock.self), try calendars.read(), at: clock.instant)
        try readings.print(readings.all, output)
        try readings.conclude()
    }
}

/// `daylight obligation due`: what wants attention.
struct ObligationDue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "List what is due soon or overdue, and what nobody knows the outcome of.")

    @Option(help: "Days ahead.")
    var within = 30
    @OptionGroup var clock: ClockOption
    @OptionGroup var calendars: CalendarOptions
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if !(0...36_500).contains(within) { throw ValidationError("--within takes a number of days, 0 or more.") }
    }

    func run() throws {
        let readings = ClockReadings(
            try target.open().current(ObligationClock.self), try calendars.read(), at: clock.instant)
        let end = clock.instant.milliseconds + Int64(within) * Day.milliseconds
        let wanted = readings.all.filter { read in
            switch read.reading.state {
            case .met, .late: false
            case .open, .extended, .missed, .unknown:
                read.reading.due.map { $0.earliest.milliseconds <= end } ?? false
            }
        }
        try readings.printDue(
            wanted.sorted {
                ($0.reading.due?.earliest ?? clock.instant, $0.entry.name)
                    < ($1.reading.due?.earliest ?? clock.instant, $1.entry.name)
            }, output)
        let endless = readings.all.filter { $0.reading.due == nil && $0.reading.state == .open }.map(\.entry.name)
        if !endless.isEmpty {
            output.tell("never due, since no number is set for them: \(endless.joined(separator: ", "))")
        }
        try readings.conclude()
    }
}

/// `daylight obligation show`: clocks in full.
struct ObligationShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show clocks with their periods, steps, state and calendar (M20).")

    @Argument(help: "The clocks' names; all by default.")
    var names: [String] = []
    @OptionGroup var clock: ClockOption
    @OptionGroup var calendars: CalendarOptions
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func run() throws {
        let folder = try target.open()
        let entries =
            names.isEmpty
            ? try folder.current(ObligationClock.self)
            : try names.map { try folder.entry(ObligationClock.self, called: $0) }
        let readings = ClockReadings(entries, try calendars.read(), at: clock.instant)
        if !readings.all.isEmpty { try MeasurementRows.print(readings.measurements, output) }
        try readings.conclude()
    }
}
