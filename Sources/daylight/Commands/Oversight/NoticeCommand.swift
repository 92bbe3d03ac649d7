import ArgumentParser
import Exchange
import Intake
import Oversight
import Records
import Seals
import Workspace

/// `daylight notice`: what was sent to the platform, and what it answered.
struct NoticeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice", abstract: "Keep notices to platforms, their answers, and who else made a network known.",
        subcommands: [Add.self, Answer.self, Exposed.self, List.self, HoldOutDeal.self, HoldOutResult.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Enter a notice that was sent.")

        @Argument(help: "A name for the notice.")
        var name: String
        @Option(help: "The cohort that it is about: its name, or the beginning of a digest.")
        var cohort: String
        @Option(help: "The platform that it was sent to.")
        var platform: Platform
        @Option(
            help:
                "How: platform_form, dsa_art16, trusted_flagger, order, press_question, complaint_digi, complaint_dsc.")
        var channel: Notice.Channel
        @Option(help: "When: a day, or a moment with its zone.")
        var sent: String
        @Option(help: "Who sent it.")
        var sender: String
        @Option(help: "The platform's reference.")
        var reference: String?
        @Option(
            help: "A table of the assets that it names; all of the cohort's on that platform by default.",
            completion: .file())
        var assets: String?
        @Option(help: "SHA-256 of the full text as it was sent.")
        var textSha256: String?
        @Option(help: "Anything else.")
        var note: String?
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let folder = try target.open()
            let about = try folder.entry(Cohort.self, called: cohort)
            let time = try OptionValue.time("--sent", sent)
            if time.earliest > clock.instant {
                throw ValidationError("--sent lies in the future; a notice is entered when it was sent.")
            }
            let named = try AssetList.read(assets, of: about.entry, on: platform)
            try Superseding.tell(of: Notice.self, name, in: folder, output)
            let notice = Notice(
                name: name, platform: platform, channel: channel, sent: time, sender: sender, reference: reference,
                cohort: about.digest, assets: named, textSHA256: try OptionValue.digest("--text-sha256", textSha256),
                note: note)
            let concerned = about.entry.assets.filter { notice.names($0.key) }
            if concerned.isEmpty {
                throw ValidationError("The cohort '\(about.entry.name)' has no asset on \(platform.name).")
            }
            let digest = try folder.enter([notice], at: clock.instant)[0].digest
            let sink = TextSink.standardOutput()
            try sink.write(digest + "\n")
            try sink.finish()
            try warn(about, concerned, time, folder)
        }

        /// Says what makes the notice worth less than it seems.
        private func warn(
            _ cohort: Registered<Cohort>, _ assets: [Asset], _ sent: StatedTime, _ folder: CaseFolder
        ) throws {
            let histories = Histories(
                assets, observed: try folder.observations(of: Set(assets.map(\.key))), in: .anywhere)
            let gone = zip(assets, histories.ofAsset).filter { ($0.1.firstDown ?? .max) <= sent.earliest.milliseconds }
            if !gone.isEmpty {
                output.tell(
                    "note: \(gone.count) of \(assets.count) assets were already gone when the notice was sent (\(gone[0].0.key)"
                        + "\(gone.count > 1 ? " …" : "")): they count as acted on unprompted, and in no time to action."
                )
            }
            if !(try folder.entries(SealedCohort.self).contains { $0.entry.cohort == cohort.digest }) {
                output.tell(
                    "note: the cohort is not sealed; nobody can see later that its list was made before this notice.")
            }
        }
    }

    struct Answer: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Enter what the platform answered.")

        @Argument(help: "The notice's name.")
        var notice: String
        @Option(help: "A name for the answer; the notice's with a number by default.")
        var name: String?
        @Option(help: "What it is: acknowledgement, question, decision, refusal, statement.")
        var content: Response.Content
        @Option(help: "When it came: a day, or a moment with its zone.")
        var received: String
        @Option(help: "SHA-256 of the full text.")
        var textSha256: String?
        @Option(help: "What it says, in short.")
        var note: String?
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption

        func run() throws {
            let folder = try target.open()
            let about = try folder.entry(Notice.self, called: notice)
            let time = try OptionValue.time("--received", received)
            if time.latest < about.entry.sent.earliest {
                throw ValidationError("The answer came on \(time), before the notice was sent on \(about.entry.sent).")
            }
            let number = try folder.current(Response.self).count { $0.entry.notice == about.entry.name } + 1
            let response = Response(
                name: name ?? "\(about.entry.name) answer \(number)", notice: about.entry.name, content: content,
                received: time, textSHA256: try OptionValue.digest("--text-sha256", textSha256), note: note)
            let digest = try folder.enter([response], at: clock.instant)[0].digest
            let sink = TextSink.standardOutput()
            try sink.write(digest + "\n")
            try sink.finish()
        }
    }

    struct Exposed: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "exposed", abstract: "Enter when somebody else made assets known: they start clocks, too.")

        @Argument(help: "A name for it.")
        var name: String
        @Option(help: "The cohort concerned.")
        var cohort: String
        @Option(
            help:
                "How: exposed (in public), peer_named (by another platform), press (a question), order (of an authority)."
        )
        var source: Exposure.Source
        @Option(help: "When: a day, or a moment with its zone.")
        var at: String
        @Option(help: "Who did it.")
        var by: String
        @Option(help: "Where it can be read.")
        var address: String?
        @Option(help: "A table of the assets concerned; all of the cohort's by default.", completion: .file())
        var assets: String?
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption

        func run() throws {
            let folder = try target.open()
            let about = try folder.entry(Cohort.self, called: cohort)
            let time = try OptionValue.time("--at", at)
            if time.earliest > clock.instant {
                throw ValidationError("--at lies in the future; enter it when it has happened.")
            }
            let exposure = Exposure(
                name: name, source: source, at: time, by: by, address: address,
                cohort: about.digest, assets: try AssetList.read(assets, of: about.entry, on: nil))
            let digest = try folder.enter([exposure], at: clock.instant)[0].digest
            let sink = TextSink.standardOutput()
            try sink.write(digest + "\n")
            try sink.finish()
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List notices, answers and exposures in order of time.")

        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let folder = try target.open()
            var lines: [(time: StatedTime, cells: [Cell])] = []
            for notice in try folder.current(Notice.self) {
                let entry = notice.entry
                lines.append(
                    (
                        entry.sent,
                        [
                            .text("notice"), .text(entry.name), .text(entry.platform.name),
                            .text(entry.channel.rawValue),
                            .text(entry.sent.description), .text(entry.sender), .text(entry.note), .text(notice.digest),
                        ]
                    ))
            }
            for response in try folder.current(Response.self) {
                let entry = response.entry
                lines.append(
                    (
                        entry.received,
                        [
                            .text("answer"), .text(entry.name), .missing, .text(entry.content.rawValue),
                            .text(entry.received.description), .text(entry.notice), .text(entry.note),
                            .text(response.digest),
                        ]
                    ))
            }
            for exposure in try folder.current(Exposure.self) {
                let entry = exposure.entry
                lines.append(
                    (
                        entry.at,
                        [
                            .text("exposure"), .text(entry.name), .missing, .text(entry.source.rawValue),
                            .text(entry.at.description), .text(entry.by), .text(entry.address), .text(exposure.digest),
                        ]
                    ))
            }
            let sink = TextSink.standardOutput()
            var rows = try Rows(
                sink, format: output.rowFormat,
                header: ["entry", "name", "platform", "kind", "time", "who", "note", "digest"])
            for (_, line) in lines.enumerated().sorted(by: {
                ($0.element.time.earliest, $0.offset) < ($1.element.time.earliest, $1.offset)
            }) { try rows.write(line.cells) }
            try rows.finish()
            try sink.finish()
        }
    }

    struct HoldOutDeal: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold-out",
            abstract: "Deal a cohort's assets to those that are notified and those that are held out for now.",
            discussion: """
                Refused within fourteen days before an election. Assets with must_report are notified. Keep the seed: it is
                shown with the list at the end. Prints the arms; 'daylight notice add --assets' takes the notified ones.
                """)

        @Argument(help: "A name for the experiment.")
        var name: String
        @Option(help: "The cohort.")
        var cohort: String
        @Option(help: "A file with at least sixteen secret random bytes.", completion: .file())
        var seedFile: String
        @Option(
            help: "Benign accounts like the network's: a table of assets that are watched and never named.",
            completion: .file())
        var benign: String?
        @Option(help: "The day of an election that the network may touch; repeat it for more.")
        var election: [String] = []
        @Option(help: "Days for which assets are held out.")
        var days = 30
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let folder = try target.open()
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
                others = file.table.decode(benign) { row throws(FieldFault) in try Asset(row, grade: .possible) }
                    .map(\.value.key)
                try file.conclude()
            }
            let experiment = try HoldOut(
                name: name, cohort: about.entry, cohortDigest: about.digest, benign: others, seed: seed,
                at: StatedTime(clock.instant), days: min(max(1, days), 36_500),
                elections: try election.map { try OptionValue.day("--election", $0) })
            try folder.enter([experiment], at: clock.instant)
            let sink = TextSink.standardOutput()
            var rows = try Rows(sink, format: output.rowFormat, header: ["asset", "stratum", "arm"])
            for assignment in experiment.assignments {
                try rows.write([
                    .text(assignment.asset.description), .text(assignment.stratum), .text(assignment.arm.rawValue),
                ])
            }
            for (asset, reason) in experiment.excluded.sorted(by: { $0.key < $1.key }) {
                try rows.write([.text(asset), .text("must be reported: \(reason)"), .text("notified")])
            }
            try rows.finish()
            try sink.finish()
        }
    }

    struct HoldOutResult: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold-out-result", abstract: "Say what became of the arms of a hold-out experiment.")

        @Argument(help: "The experiment's name.")
        var name: String
        @Option(help: "Days after the assignment.")
        var days = 30
        @Option(help: "Whose view counts: EU, anywhere, or countries as AU,NZ.")
        var jurisdiction = "anywhere"
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if !(1...36_500).contains(days) { throw ValidationError("--days takes 1 to 36500.") }
        }

        func run() throws {
            let folder = try target.open()
            let experiment = try folder.entry(HoldOut.self, called: name)
            let assets = experiment.entry.assignments.map { Asset($0.asset, grade: .possible) }
            let histories = Histories(
                assets, observed: try folder.observations(of: Set(assets.map(\.key))),
                in: try OptionValue.jurisdiction("--jurisdiction", jurisdiction))
            try MeasurementRows.print(
                [
                    experiment.entry.measurement(
                        of: name, histories, days: days, now: clock.instant,
                        inputs: [experiment.digest] + (try folder.observationFiles().map(\.sha256)))
                ], output)
        }
    }
}

/// Assets of a cohort as a table names them.
enum AssetList {
    /// Nil without a table.
    static func read(_ path: String?, of cohort: Cohort, on platform: Platform?) throws -> [AssetKey]? {
        guard let path else { return nil }
        var file = try RegisterFile(path)
        let known = Set(cohort.assets.map(\.key))
        let keys = file.table.decode(path) { row throws(FieldFault) in
            let key = try Asset(row, grade: .possible).key
            if !known.contains(key) {
                throw FieldFault("not-in-cohort", field: "asset", "\(key) is no asset of the cohort '\(cohort.name)'")
            }
            if let platform, key.platform != platform {
                throw FieldFault("other-platform", field: "asset", "\(key) is not on \(platform.name)")
            }
            return key
        }
        // A notice that names other assets than were meant starts wrong clocks.
        try file.conclude()
        return keys.map(\.value)
    }
}

/// What an entry of a name that is taken does.
enum Superseding {
    static func tell<Entry: RegisterEntry>(
        of type: Entry.Type, _ name: String, in folder: CaseFolder, _ output: OutputOptions
    ) throws {
        if try folder.entries(type, named: name).isEmpty { return }
        output.tell("note: '\(name)' stands in the register already; what is entered now supersedes it.")
    }
}
