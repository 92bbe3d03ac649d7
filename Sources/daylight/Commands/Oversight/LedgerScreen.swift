import ArgumentParser
import Inquiry
import Intake
import Oversight
import Records

extension LedgerCommand {
    /// `daylight ledger screen`
    struct Screen: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M11: how surprising it is that so few of a platform's networks come from a country.",
            discussion: """
                A screen, and never a finding by itself: the answer changes with the set that the platform is held against,
                and every set is printed. The shipped sets are Meta's; --reference puts others in their place.
                """)

        @Option(help: "The country.")
        var origin: String
        @Option(help: "The platform.")
        var platform: String
        @Option(
            help: ArgumentHelp(
                "A set to hold it against: PLATFORM:PERIOD, as Meta:2023 or Meta:2022-Q3/2023-Q1; repeat it, two at least.",
                valueName: "set"))
        var reference: [String] = []
        @OptionGroup var period: PeriodOptions
        @OptionGroup var source: LedgerOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let selection = try source.selection()
            let name = try selection.platform(platform)
            guard let days = try period.days else {
                throw ValidationError("Say which days with --from and --to, or with --period.")
            }
            // The sets that it is held against by default are the shipped ledger's.
            let others = reference.isEmpty ? ShippedLedger.ledger.origins : []
            let origin = try selection.origin(origin, besides: others)
            let sample = OriginSet("\(name) \(days)", of: selection.ledger, platform: name, in: days, origin: origin)
            let references =
                reference.isEmpty
                ? ShippedLedger.referenceSets(origin: origin)
                : try reference.map { try set($0, in: selection, origin: origin) }
            if reference.isEmpty, name == PlatformName.meta {
                throw ValidationError("The shipped sets are Meta's own; name sets of others with --reference.")
            }
            var inputs = selection.inputs(of: name)
            if reference.isEmpty, !inputs.contains(ShippedLedger.digest) { inputs.append(ShippedLedger.digest) }
            try MeasurementRows.print(
                [OriginScreen.measure(origin: origin, sample: sample, references: references, inputs: inputs)], output)
        }

        private func set(_ text: String, in selection: LedgerSelection, origin: String) throws -> OriginSet {
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--reference: '\(text)' is no set; write PLATFORM:PERIOD, as Meta:2023.")
            }
            let name = try selection.platform(parts[0])
            let ends = try parts[1].split(separator: "/").map { try PeriodOptions.days("--reference", String($0)) }
            guard let first = ends.first, let last = ends.last, ends.count <= 2,
                let days = ReportingPeriod(first.first, last.last)
            else {
                throw ValidationError("--reference: '\(parts[1])' is no period; write 2023, or 2022-Q3/2023-Q1.")
            }
            return OriginSet("\(name) \(parts[1])", of: selection.ledger, platform: name, in: days, origin: origin)
        }
    }

    /// `daylight ledger omission`
    struct Omission: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "M10: how many networks that others have confirmed a platform's reports leave out.",
            discussion: """
                The table: name, aliases, platform, origin_country, target_countries, assets (ids, with semicolons between),
                period (or first_seen, last_seen), sources (NAME https://…; NAME https://… group=WORD). A network counts with
                two sources that do not lean on each other and --fewest assets, and is due in the two reporting periods after
                its own, by the calendar of each series of reports. Where a report on these is not in the ledger, or not
                whole, the answer is unknown, and never omitted.
                """)

        @Option(help: "The table of networks.", completion: .file())
        var networks: String
        @Option(help: "One platform; all that the table names by default.")
        var platform: String?
        @Option(
            help: """
                One series of its reports, as "Community Guidelines Enforcement Report"; by default a network is disclosed \
                if any series names it in that series' time.
                """)
        var series: String?
        @Option(help: "The fewest assets on the platform that a report should mention.")
        var fewest = 3
        @Option(
            help: "A table of assets that were published with a row: source_url (the row's), asset.",
            completion: .file())
        var released: String?
        @OptionGroup var clock: ClockOption
        @OptionGroup var source: LedgerOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if fewest < 1 { throw ValidationError("--fewest takes a number of assets, 1 or more.") }
            try SourceFile.refuseRepeatedInput([networks, released].compactMap { $0 })
        }

        func run() throws {
            let selection = try source.selection()
            let tables = try NetworkTables(networks: networks, released: released)
            let only = try platform.map(selection.platform)
            let names = Set(tables.networks.map(\.platform)).filter { only == nil || $0 == only }.sorted()
            if names.isEmpty { output.tell("no network of the table is on \(only ?? "any platform")") }
            if let series { try selection.check(series: series, of: names) }
            let expectation = DisclosureOmission.Expectation(
                asOf: Day(of: clock.instant), series: series, released: tables.released,
                inPart: selection.reportsInPart,
                fewestAssets: fewest)
            try MeasurementRows.print(
                names.map { name in
                    DisclosureOmission.measure(
                        tables.networks, in: selection.ledger, platform: name, expecting: expectation,
                        inputs: selection.inputs(of: name) + tables.inputs)
                }, output)
            try RegisterFile.conclude(tables.files)
        }
    }
}
