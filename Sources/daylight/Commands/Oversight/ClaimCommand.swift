import ArgumentParser
import Exchange
import Inquiry
import Oversight
import Records
import Workspace

/// `daylight claim`: what was said about a platform's conduct, by whom, and whether it agrees.
struct ClaimCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Keep numbers and statements with their speakers, and compare them.",
        discussion: """
            Numbers that disagree stay side by side, each with its speaker: nothing is ever resolved, averaged or dropped.
            """,
        subcommands: [Add.self, Import.self, List.self, Check.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Enter something that was said.")

        @Argument(help: "A short name for the claim, its own.")
        var name: String
        @Option(help: "Who said it.")
        var speaker: String
        @Option(help: "To whom, where not to everybody.")
        var audience: String?
        @Option(help: "The platform that it is about.")
        var platform: Platform?
        @Option(help: "What it is about: an election, a network, a campaign. Claims of one event are compared.")
        var event: String
        @Option(help: "What is counted: 'accounts removed'. Claims of one quantity are compared.")
        var quantity: String
        @Option(
            help:
                "How the number is put: exact, about, more_than, less_than, at_least, at_most, range, none, no_evidence."
        )
        var wording: ClaimWording = .exact
        @Option(help: "The number; a range's lower end.")
        var number: String?
        @Option(help: "A range's upper end.")
        var numberHigh: String?
        @Option(help: "The time that the number covers, in words.")
        var period: String?
        @Option(help: "The places that it covers.")
        var territory: String?
        @Option(help: "What is counted in and out: 'one network', 'all networks removed'.")
        var coverage: String?
        @Option(help: "When it was said: a day, a month, a year, or a moment with its zone.")
        var date: String
        @Option(help: "Where it can be read: an address or a reference.")
        var source: String
        @Option(help: "SHA-256 of the captured text.")
        var textSha256: String?
        @Option(help: "How well it is vouched for: P, R, S, C or U, and a remark after a colon.")
        var verification: String?
        @Option(help: "Anything else.")
        var note: String?
        @OptionGroup var entry: EntryOptions

        func run() throws {
            let claim = try OptionRow.read([
                "name": name, "speaker": speaker, "audience": audience, "platform": platform?.name, "event": event,
                "quantity": quantity, "wording": wording.rawValue, "number": number, "number_high": numberHigh,
                "period": period, "territory": territory, "coverage": coverage, "date": date, "source": source,
                "text_sha256": textSha256, "verification": verification, "note": note,
            ]) { row throws(FieldFault) in try StatedClaim(row, by: entry.clock.instant) }
            try EnteredRows([claim], in: try entry.target.open(), at: entry.clock.instant, skipsKnown: false)
                .printDigests(entry.output)
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a table of claims.",
            discussion: """
                CSV or NDJSON with name, speaker, event, quantity, date and source; wording and number (range: number_high);
                where they are known audience, platform, period, territory, coverage, text_sha256, verification, note.
                """)

        private static let columns = [
            "name", "id", "speaker", "audience", "platform", "event", "quantity", "wording", "number", "number_high",
            "period", "territory", "coverage", "date", "source", "text_sha256", "verification", "note",
        ]

        @Argument(help: "The table; - for the standard input.", completion: .file())
        var file: String
        @OptionGroup var entry: EntryOptions

        func run() throws {
            let folder = try entry.target.open()
            var read = try RegisterFile(file)
            try read.check(columns: Self.columns, entry.output)
            let claims = read.entries { row throws(FieldFault) in try StatedClaim(row, by: entry.clock.instant) }
            try EnteredRows(claims, in: folder, at: entry.clock.instant, skipsKnown: true).print(entry.output)
            try read.conclude()
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the claims in order of time.")

        @OptionGroup var choice: ClaimChoice
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let all = try choice.claims(of: try target.open())
            let digests = all.digests
            let claims = all.all.sorted {
                ($0.date.earliest, $0.date.latest, $0.name) < ($1.date.earliest, $1.date.latest, $1.name)
            }
            try output.print(header: [
                "claim", "date", "speaker", "states", "quantity", "audience", "platform", "event", "period",
                "territory", "coverage", "verification", "source", "note", "digest",
            ]) { rows in
                for entry in claims {
                    let scope = entry.scope
                    try rows.write([
                        .text(entry.name), .text(entry.date.description), .text(entry.speaker), .text(entry.statement),
                        .text(entry.quantity), .text(entry.audience), .text(scope.platform?.name), .text(scope.event),
                        .text(scope.period), .text(scope.territory), .text(scope.coverage), .text(entry.verification),
                        .text(entry.source), .text(entry.note), .text(digests[entry]),
                    ])
                }
            }
            all.tell(output)
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare every two claims about the same quantity of the same event (M13).",
            discussion: """
                Contradictory are two claims only where their scopes are the same and no number satisfies both wordings. \
                Contradictions come first; a contradiction is an observation about two statements, and says of neither that \
                it is the wrong one. Numbers in publishers' files that 'daylight import' read are compared, too: the event is \
                then the report's period and network, as 'daylight claim list' shows it.
                """)

        @OptionGroup var choice: ClaimChoice
        @Option(help: "Half the width of 'about', as a share of the number.")
        var about = StatementConsistency().aboutShare
        @Option(help: "The relative difference that counting alone explains.")
        var tolerance = StatementConsistency().tolerance
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if !(0...1).contains(about) || !(0...1).contains(tolerance) {
                throw ValidationError("--about and --tolerance take shares between 0 and 1.")
            }
        }

        func run() throws {
            let claims = try choice.claims(of: try target.open())
            try ClaimComparison(claims, StatementConsistency(aboutShare: about, tolerance: tolerance)).print(output)
            claims.tell(output)
        }
    }
}

/// Which claims are listed or compared.
struct ClaimChoice: ParsableArguments {
    @Option(help: "One platform; all by default.")
    var platform: Platform?
    @Flag(help: "Only what was entered: no numbers from publishers' files that 'daylight import' read.")
    var entered = false

    func claims(of folder: CaseFolder) throws -> CaseClaims {
        try CaseClaims(folder, platform: platform, leavesPublished: entered)
    }
}

extension ClaimWording: ExpressibleByArgument {}
