import ArgumentParser
import Briefing
import Exchange
import Inquiry
import Oversight
import Records
import Workspace

/// `daylight ledger`: what platforms disclosed of covert networks, and what can be measured on that alone.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Ask what platforms disclosed of covert networks, when, and what they changed.",
        discussion: """
            Rows say what a platform says, with the address and a grade; none of them is a finding. Without --case the
            ledger that daylight brings along is asked.
            """,
        subcommands: [
            Import.self, List.self, Show.self, Diff.self, First.self, Screen.self, Lag.self, Completeness.self,
            Omission.self, Audit.self, Revision.self, Conflicts.self,
        ])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List rows of the ledger, each with its grade and source.",
            discussion: "As CSV and NDJSON in the ledger's own columns, which 'ledger import' reads.")

        @Option(help: "One platform: TikTok, Meta, Google/YouTube, X …")
        var platform: String?
        @Option(help: "Rows that name this country as the origin.")
        var origin: String?
        @Flag(help: "Only rows that each stand for one network, what is stated in two forms of a report once.")
        var networks = false
        @OptionGroup var period: PeriodOptions
        @OptionGroup var source: LedgerOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let selection = try source.selection()
            let name = try platform.map(selection.platform)
            let country = try origin.map { try selection.origin($0) }
            let days = try period.days
            let rows = selection.ledger.rows.filter { row in
                (name == nil || row.platform == name) && (country.map(row.origins.contains) ?? true)
                    && (!networks || row.unit.isNetwork && row.sameAs == nil)
                    && (days.map { row.days.map($0.contains) ?? false } ?? true)
            }
            try LedgerRows.print(rows, output)
            source.tell(selection, output)
            let origins = Ledger.countsByOrigin(rows).prefix(6).map { "\($0.origin) \($0.networks)" }
            output.tell(
                "\(FigureText.count(rows.count, networks ? "network" : "row", networks ? "networks" : "rows")) listed"
                    + (rows.isEmpty ? "" : "; by origin: \(origins.joined(separator: ", "))"))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one report: its rows, or with --versions how often the case captured it.")

        @Argument(
            help: "The report's name or words of it, as \"TikTok Q3 2022\"; or the beginning of a version's digest.")
        var report: String
        @Flag(help: "List the case's captures, each with its version, instead of the rows.")
        var versions = false
        @OptionGroup var source: LedgerOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let selection = try source.selection()
            if let capture = LedgerVersions.capture(report, in: selection) {
                return try versions
                    ? LedgerVersions.list([capture], output) : LedgerRows.print(capture.entry.entry.rows, output)
            }
            let name = try selection.reportName(report)
            let captured = selection.reports.first { $0.name == name }
            if versions {
                guard let captured else { throw ValidationError("The case has not captured '\(name)'.") }
                return try LedgerVersions.list(captured.captures, output)
            }
            try LedgerRows.print(selection.ledger.rows.filter { $0.reportName == name }, output)
            guard let captured, let current = captured.current else {
                return output.tell("\(name), from the shipped ledger")
            }
            let count = captured.versions.count
            output.tell("\(name), as captured \(current.entry.captured); version \(count) of \(count)")
            if captured.isOrderUnknown {
                output.tell(
                    "the version before is of \(current.entry.captured), too, and which came first is not known: this is the"
                        + " one that was entered last")
            }
        }
    }

    struct First: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List when a platform disclosed networks from a country, the first time first.",
            discussion: """
                In the order of the days that rows cover. Which came first is said by two bases: the first periodic report by
                the days that it covers, and the first of all rows by its publication.
                """)

        @Option(help: "The country.")
        var origin: String
        @Option(help: "The platform.")
        var platform: String
        @OptionGroup var source: LedgerOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let selection = try source.selection()
            let name = try selection.platform(platform)
            let country = try selection.origin(origin)
            let rows = selection.ledger.appearances(of: country, on: name)
            try LedgerRows.print(rows, output)
            let networks = selection.ledger.networks(of: name)
            let published = selection.ledger.firstPublished(of: rows)
            if rows.first?.days == nil, published == nil {
                output.tell("\(networks.count) networks of \(name) are in the ledger, none from \(country) with a date")
                return
            }
            if let first = rows.first(where: { $0.period != nil }), let days = first.period {
                let time = selection.ledger.firstPublished(of: [first]).map { ", \($0)" } ?? ""
                let earlier = networks.filter { row in row.days.map { $0.last < days.first } ?? false }
                output.tell(
                    "first in a report on a period, by the days that it covers: \(first.label), \(first.report),"
                        + " \(days)\(time); \(earlier.count) networks of \(name) are disclosed for the time before it")
            } else {
                output.tell("no report on a period names a network from \(country)")
            }
            output.tell(
                published.map { "first at all, by publication: \($0.row.label), \($0.row.report), \($0)" }
                    ?? "of no row from \(country) the publication is known")
        }
    }
}
