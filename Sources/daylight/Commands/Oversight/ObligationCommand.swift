import ArgumentParser
import Exchange
import Oversight
import Records
import Workspace

/// `daylight obligation`: what is owed by when, and what became of it.
struct ObligationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "obligation", abstract: "Keep duties with their clocks, in calendar and working days.",
        discussion: """
            A clock is never edited: what happened is entered as a clock that supersedes it, and the earlier one is kept.
            """,
        subcommands: [
            ObligationRules.self, Add.self, Import.self, Event.self, ObligationList.self, ObligationDue.self,
            ObligationShow.self,
        ])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Start a clock.")

        @Argument(help: "A short name for the clock, its own.")
        var name: String
        @Option(help: "The provision's id, as 'daylight obligation rules' lists it.")
        var rule: String?
        @Option(help: "What is owed, in words; needed without --rule.")
        var provision: String?
        @Option(help: "The platform that owes it.")
        var platform: Platform?
        @Option(help: "Who owes it, where it is no platform.")
        var debtor: String?
        @Option(help: "When the period's event occurred: a day, or a moment with its zone.")
        var start: String
        @Option(
            help:
                "How long: '24 h', '90 days', '60 working days', '2 months', 'unstated'; the provision's by default.")
        var allowed: String?
        @Option(
            help: "By whose days it runs: eu, au, plain, or one that --holidays brings; the provision's by default.")
        var calendar: String?
        @Option(help: "Where it can be read.")
        var source: String
        @Option(help: "Anything else.")
        var note: String?
        @OptionGroup var clock: ClockOption
        @OptionGroup var calendars: CalendarOptions
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let entry = try OptionRow.read([
                "name": name, "rule": rule, "provision": provision, "platform": platform?.name, "debtor": debtor,
                "start": start, "allowed": allowed, "calendar": calendar, "source": source, "note": note,
            ]) { row throws(FieldFault) in try ObligationClock(row, by: clock.instant) }
            let known = try calendars.read()
            try EnteredRows([entry], in: try target.open(), at: clock.instant, skipsKnown: false).printDigests(output)
            ClockReadings([entry], known, at: clock.instant).tell(output)
            try known.conclude()
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a table of clocks.",
            discussion: """
                CSV or NDJSON with name, start, allowed, source, and rule (a provision's id) or provision (words); where they
                are known platform, debtor, calendar, met, extended_to, undisclosed, evidence, note.
                """)

        private static let columns = [
            "name", "id", "rule", "provision", "platform", "debtor", "start", "allowed", "calendar", "met",
            "extended_to", "undisclosed", "evidence", "source", "note",
        ]

        @Argument(help: "The table; - for the standard input.", completion: .file())
        var file: String
        @OptionGroup var entry: EntryOptions

        func run() throws {
            let folder = try entry.target.open()
            var read = try RegisterFile(file)
            try read.check(columns: Self.columns, entry.output)
            let entries = read.entries { row throws(FieldFault) in try ObligationClock(row, by: entry.clock.instant) }
            try EnteredRows(entries, in: folder, at: entry.clock.instant, skipsKnown: true).print(entry.output)
            try read.conclude()
        }
    }

    struct Event: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter what happened to a duty: it was met, extended, a step was taken, or nobody can see.",
            discussion: """
                Without any of them a duty whose time is over counts as missed. Where authority and platform alone know what
                was answered, enter --undisclosed with the day on which you looked: the duty is then 'unknown'.
                """)

        @Argument(help: "The clock's name.")
        var name: String
        @Option(help: "When what was owed was done.")
        var met: String?
        @Option(help: "Until when it was extended.")
        var extended: String?
        @Option(help: "When a step on the way was taken; --note says which.")
        var step: String?
        @Option(help: "When you looked and could not learn whether it was done.")
        var undisclosed: String?
        @Option(help: "SHA-256 of the document that shows it.")
        var evidence: String?
        @Option(help: "Where it can be read.")
        var source: String?
        @Option(help: "What happened, in a few words.")
        var note: String?
        @OptionGroup var clock: ClockOption
        @OptionGroup var calendars: CalendarOptions
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        private var stated: [(kind: ObligationEvent.Kind, option: String, time: String)] {
            [
                (.met, "--met", met), (.extended, "--extended", extended), (.step, "--step", step),
                (.undisclosed, "--undisclosed", undisclosed),
            ].compactMap { kind, option, time in time.map { (kind, option, $0) } }
        }

        func validate() throws {
            if stated.count != 1 {
                throw ValidationError("Give one of --met, --extended, --step and --undisclosed, with its time.")
            }
            if step != nil, note == nil { throw ValidationError("Say with --note which step it was.") }
        }

        func run() throws {
            guard let (kind, option, text) = stated.first else { return }
            let folder = try target.open()
            let before = try folder.entry(ObligationClock.self, called: name)
            let time = try OptionValue.time(option, text)
            let event = ObligationEvent(
                kind, time, note: note, evidence: try OptionValue.digest("--evidence", evidence), source: source)
            if before.entry.events.contains(event) {
                throw ValidationError("The clock '\(before.entry.name)' has this event already.")
            }
            if let reason = event.implausibility(by: clock.instant) { throw ValidationError("\(option): \(reason)") }
            let entry = try before.entry.adding(event)
            let known = try calendars.read()
            try EnteredRows([entry], in: folder, at: clock.instant, skipsKnown: false).printDigests(output)
            ClockReadings([entry], known, at: clock.instant).tell(output)
            try known.conclude()
        }
    }
}

/// `daylight obligation rules`: the provisions that come with the program.
struct ObligationRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List provisions with their status in law, and how well their wording is vouched for.",
        discussion: """
            Grades: stored_page and repository were read at the source, partly in part; what is from memory must be read
            before anybody relies on it.
            """)

    @Option(help: "One law or code: dsa, eu_code, au_code, au_bill.")
    var framework: ObligationRule.Framework?
    @OptionGroup var output: OutputOptions

    func run() throws {
        try output.print(header: [
            "id", "framework", "provision", "status", "grade", "bound", "duty", "deadline", "allowed", "metrics",
            "sanction", "status_note", "measured_fact", "source",
        ]) { rows in
            for rule in ShippedObligations.rules where framework == nil || rule.framework == framework {
                try rows.write([
                    .text(rule.id), .text(rule.framework.rawValue), .text(rule.provision), .text(rule.status.mark),
                    .text(rule.grade.rawValue), .text(rule.bound.rawValue), .text(rule.duty), .text(rule.deadline),
                    .text(rule.allowed?.description), .text(rule.metrics.map(\.rawValue).joined(separator: " ")),
                    .text(rule.sanction), .text(rule.statusNote), .text(rule.measuredFact), .text(rule.source),
                ])
            }
        }
    }
}

extension ObligationRule.Framework: ExpressibleByArgument {}
