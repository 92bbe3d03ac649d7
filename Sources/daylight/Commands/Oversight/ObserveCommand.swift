import ArgumentParser
import Exchange
import Inquiry
import Intake
import Oversight
import Records
import Workspace

/// `daylight observe`: in what state assets were seen, and when they are looked at next.
struct ObserveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe", abstract: "Keep in what state assets were seen, from where and when.",
        subcommands: [
            Import.self, Status.self, ObservedReadings.self, ObservedContradictions.self, ObservationPlan.self,
        ])

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import readings of assets' states.",
            discussion: """
                CSV or NDJSON with platform and id (or asset, as tiktok:7123456), time with its zone, country (of the
                vantage, ISO 3166-1) and state: up, removed_platform, suspended, geo_blocked, age_or_login_gated,
                demoted_or_labelled, owner_deleted, renamed, private, not_found_unexplained, unreachable, unknown. Where
                known: until, network, logged_in, client, evidence_sha256, and counters (views, followers, spend_usd …).
                """)

        @Argument(
            help: "Files to read, - for the standard input; gzip and zstd are unpacked as they are read.",
            completion: .file())
        var files: [String]
        @Option(help: "The platform of rows that name none.")
        var platform: Platform?
        @OptionGroup var rejects: RejectsOption
        @OptionGroup var entry: EntryOptions

        func validate() throws { try SourceFile.refuseRepeatedInput(files) }

        func run() throws {
            let folder = try entry.target.open()
            try InputOptions.refuseOverwriting([rejects.path], of: files)
            let list = RejectsFile(path: rejects.path)
            var created: [AssetKey: Instant] = [:]
            for cohort in try folder.entries(Cohort.self) {
                for asset in cohort.entry.assets { created[asset.key] = asset.created?.earliest }
            }
            var lines = RejectionLines()
            var empty: [String] = []
            for path in files {
                let line = ProgressLine(quiet: entry.output.quiet)
                let file = SourceFile(named: path)
                let result = try folder.importObservations(
                    file, platform: platform, now: entry.clock.instant, created: created, progress: line.progress)
                line.clear()
                for rejection in result.rejected {
                    lines.tell(rejection)
                    list.reject(rejection)
                }
                lines.add(result.moreRejected)
                ContradictionNote.tell(result, entry.output)
                let rejected = UInt64(result.rejected.count) + result.moreRejected
                if result.rows == 0, rejected == 0 {
                    empty.append(file.path)
                    continue
                }
                entry.output.tell(
                    "\(file.path): \(result.rows) rows, \(result.accepted) taken, \(result.repeated) known already, \(rejected) rejected"
                )
                if result.accepted == 0, result.contradicting == 0 {
                    Terminal.tell("\(file.path): no row could be taken, and the file is not entered")
                }
            }
            try list.finish()
            if lines.count > 0 { entry.output.tell("\(list.count) rejects are listed in \(rejects.path)") }
            for path in empty { Terminal.tell("\(path) holds no rows: there is nothing to enter") }
            try lines.conclude()
            if empty.count == files.count { throw ExitCode.failure }
            if !empty.isEmpty { throw Failure.partial }
        }
    }

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a cohort's assets with when each was last seen up and first found gone.",
            discussion: """
                Where a plan was fixed for the cohort ('daylight observe plan'), also how many looks were due by it until the
                present, and how many of them were on time, late, from too few vantages (short), or missed.
                """)

        @Argument(help: "The cohort; or with --cohort.")
        var name: String?
        @Option(help: "The cohort.")
        var cohort: String?
        @Option(help: "Whose view counts: EU, anywhere, or countries as AU,NZ.")
        var jurisdiction = "anywhere"
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if (name == nil) == (cohort == nil) { throw ValidationError("Name one cohort, with --cohort or without.") }
        }

        func run() throws {
            let folder = try target.open()
            let about = try folder.entry(Cohort.self, called: name ?? cohort ?? "")
            let table = try folder.observations(of: Set(about.entry.assets.map(\.key)), until: clock.instant)
            let histories = Histories(
                about.entry.assets, observed: table, in: try OptionValue.jurisdiction("--jurisdiction", jurisdiction))
            let looks = try PlannedLooks(of: about.entry, seen: table, in: folder, at: clock.instant)
            try output.print(
                header: [
                    "asset", "grade", "readings", "last_up", "first_down", "cause", "restored",
                    "gone_unconfirmed_since",
                ] + PlannedLooks.header
            ) { rows in
                func cell(_ time: Int64?) -> Cell { .text(time.map { Instant(milliseconds: $0).description }) }
                for (asset, history) in zip(histories.assets, histories.ofAsset) {
                    try rows.write(
                        [
                            .text(asset.key.description), .text(asset.grade.rawValue),
                            .integer(Int64(history.readings)),
                            cell(history.lastUp), cell(history.firstDown),
                            .text(history.cause.map { String(describing: $0) }),
                            cell(history.restored), cell(history.unconfirmedSince),
                        ] + looks.cells(of: asset.key))
                }
            }
            for note in histories.notes + looks.notes { output.tell("note: \(note)") }
        }
    }
}
