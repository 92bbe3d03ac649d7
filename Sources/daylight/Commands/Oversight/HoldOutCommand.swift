import ArgumentParser
import Exchange
import Intake
import Oversight
import Records
import Seals
import Workspace

extension NoticeCommand {
    struct HoldOutDeal: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold-out",
            abstract:
                "Deal a cohort's assets to those that are notified at once and those that are held out until later.",
            discussion: """
                Refused within fourteen days before an election. Assets with must_report are notified. Keep the seed: it is
                shown with the list at the end. The days and the elections are committed to with the arms. Prints the arms;
                'daylight notice add --assets' takes the notified ones.
                """)

        @Argument(help: "A name for the experiment.")
        var name: String
        @Option(help: "The cohort.")
        var cohort: String
        @Option(help: "A file with at least sixteen secret random bytes.", completion: .file())
        var seedFile: String
        @Option(
            help:
                "Benign accounts like the network's: a table of assets that are watched and never named; - for the standard input.",
            completion: .file())
        var benign: String?
        @Option(help: "The day of an election that the network may touch; repeat it for more.")
        var election: [String] = []
        @Option(help: "Days for which assets are held out.")
        var days = HoldOut.usualDays
        @OptionGroup var entry: EntryOptions

        func validate() throws {
            if !(1...36_500).contains(days) { throw ValidationError("--days takes 1 to 36500.") }
        }

        func run() throws {
            let folder = try entry.target.open()
            let about = try folder.entry(Cohort.self, called: cohort)
            let seed = try FileText.bytes(seedFile)
            if !(try folder.entries(HoldOut.self, named: name).isEmpty) {
                throw ValidationError("The experiment '\(name)' was dealt already; dealing it again would undo it.")
            }
            if seed.count < 16 {
                throw ValidationError("--seed-file holds \(seed.count) bytes; sixteen or more are needed.")
            }
            var others: [AssetKey] = []
            if let benign {
                var file = try RegisterFile(benign)
                try file.refuseOtherTable(knowing: Asset.columns)
                others = file.table.decode(file.path) { row throws(FieldFault) in try Asset(row, grade: .possible) }
                    .map(\.value.key)
                try file.refuseRejected("no experiment was dealt")
            }
            let experiment = try HoldOut(
                name: name, cohort: about.entry, cohortDigest: about.digest, benign: others, seed: seed,
                at: StatedTime(entry.clock.instant), days: days,
                elections: try election.map { try OptionValue.day("--election", $0) })
            for row in try EnteredRows([experiment], in: folder, at: entry.clock.instant, skipsKnown: false).rows {
                entry.output.tell(
                    "the experiment's digest is \(row.digest): 'daylight notice hold-out-verify' compares it in the end."
                )
            }
            try entry.output.print(header: ["asset", "stratum", "arm"]) { rows in
                for assignment in experiment.assignments {
                    try rows.write([
                        .text(assignment.asset.description), .text(assignment.stratum), .text(assignment.arm.rawValue),
                    ])
                }
                for (asset, reason) in experiment.excluded.sorted(by: { $0.key < $1.key }) {
                    try rows.write([.text(asset), .text("must be reported: \(reason)"), .text("notified")])
                }
            }
        }
    }

    struct HoldOutResult: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold-out-result", abstract: "Say what became of the arms of a hold-out experiment.")

        @Argument(help: "The experiment's name.")
        var name: String
        @Option(
            help: """
                Days after the assignment, for an experiment of an earlier version that committed to none. The result is always \
                of the days that were committed to; where others are given, it says so.
                """)
        var days: Int?
        @Option(help: "Whose view counts: EU, anywhere, or countries as AU,NZ.")
        var jurisdiction = "anywhere"
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if let days, !(1...36_500).contains(days) { throw ValidationError("--days takes 1 to 36500.") }
        }

        func run() throws {
            let folder = try target.open()
            let experiment = try folder.entry(HoldOut.self, called: name)
            let assets = experiment.entry.assignments.map { Asset($0.asset, grade: .possible) }
            let (table, files) = try folder.observationsWithFiles(of: Set(assets.map(\.key)))
            let histories = Histories(
                assets, observed: table, in: try OptionValue.jurisdiction("--jurisdiction", jurisdiction))
            try MeasurementRows.print(
                [
                    experiment.entry.measurement(
                        of: name, histories, days: days, now: clock.instant,
                        inputs: [experiment.digest] + files.map(\.sha256))
                ], output)
        }
    }
}
