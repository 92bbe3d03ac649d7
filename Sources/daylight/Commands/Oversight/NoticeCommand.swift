import ArgumentParser
import Exchange
import Inquiry
import Intake
import Oversight
import Records
import Seals
import Workspace

/// `daylight notice`: what was sent to the platform, and what it answered.
struct NoticeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice", abstract: "Keep notices to platforms, their answers, and who else made a network known.",
        subcommands: [
            Add.self, Answer.self, Exposed.self, Import.self, List.self, HoldOutDeal.self, HoldOutResult.self,
            HoldOutVerification.self,
        ])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a notice that was sent.",
            discussion: """
                Requests to act start the clock of notice: platform_form, dsa_art16, trusted_flagger, order, authority_request (an
                authority asks for measures; its form in law may be unknown). information_request (DSA Art. 10 or 67, Online Safety
                Act s 49 or 56), retention_order (to keep data), press_question, complaint_digi and complaint_dsc start none. A
                platform that was asked anything is no longer blind to the network.
                """)

        @Argument(help: "A name for the notice.")
        var name: String
        @Option(help: "The cohort that it is about: its name, or the beginning of a digest.")
        var cohort: String
        @Option(help: "The platform that it was sent to.")
        var platform: Platform
        @Option(help: "How: \(Notice.Channel.allCases.map(\.rawValue).joined(separator: ", ")).")
        var channel: Notice.Channel
        @Option(help: "When: a day, or a moment with its zone.")
        var sent: String
        @Option(help: "Who sent it.")
        var sender: String
        @Option(help: "The platform's reference.")
        var reference: String?
        @Option(
            help:
                "A table of the assets that it names, - for the standard input; all of the cohort's on that platform by default.",
            completion: .file())
        var assets: String?
        @Option(help: "SHA-256 of the full text as it was sent.")
        var textSha256: String?
        @Option(help: "Anything else.")
        var note: String?
        @OptionGroup var entry: EntryOptions

        func run() throws {
            let folder = try entry.target.open()
            let about = CohortReference(try folder.entry(Cohort.self, called: cohort))
            var notice = try OptionRow.read([
                "name": name, "platform": platform.name, "channel": channel.rawValue, "sent": sent, "sender": sender,
                "reference": reference, "text_sha256": textSha256, "note": note,
            ]) { row throws(FieldFault) in try Notice(row: row, about: about, by: entry.clock.instant) }
            notice.assets = try AssetList.read(assets, of: about, on: platform)
            try EnteredRows([notice], in: folder, at: entry.clock.instant, skipsKnown: false).printDigests(entry.output)
            try NoticeRemarks([notice], about, folder).tell(entry.output)
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
        @OptionGroup var entry: EntryOptions

        func run() throws {
            let folder = try entry.target.open()
            let about = try folder.entry(Notice.self, called: notice).entry
            let response = try OptionRow.read([
                "name": try name
                    ?? Response.freeName(to: about, among: folder.current(Response.self).map(\.entry.name)),
                "content": content.rawValue, "received": received,
                "text_sha256": textSha256, "note": note,
            ]) { row throws(FieldFault) in try Response(row: row, to: about, by: entry.clock.instant) }
            try EnteredRows([response], in: folder, at: entry.clock.instant, skipsKnown: false).printDigests(
                entry.output)
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
        @Option(
            help: "A table of the assets concerned, - for the standard input; all of the cohort's by default.",
            completion: .file())
        var assets: String?
        @OptionGroup var entry: EntryOptions

        func run() throws {
            let folder = try entry.target.open()
            let about = CohortReference(try folder.entry(Cohort.self, called: cohort))
            var exposure = try OptionRow.read([
                "name": name, "source": source.rawValue, "at": at, "by": by, "address": address,
            ]) { row throws(FieldFault) in try Exposure(row: row, about: about, by: entry.clock.instant) }
            exposure.assets = try AssetList.read(assets, of: about, on: nil)
            try EnteredRows([exposure], in: folder, at: entry.clock.instant, skipsKnown: false).printDigests(
                entry.output)
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
            try output.print(header: ["entry", "name", "platform", "kind", "time", "who", "note", "digest"]) { rows in
                for (_, line) in lines.enumerated().sorted(by: {
                    ($0.element.time.earliest, $0.offset) < ($1.element.time.earliest, $1.offset)
                }) { try rows.write(line.cells) }
            }
        }
    }
}

/// Assets of a cohort as a table names them.
private enum AssetList {
    /// Each once, in their order; nil without a table.
    static func read(_ path: String?, of about: CohortReference, on platform: Platform?) throws -> [AssetKey]? {
        guard let path else { return nil }
        var file = try RegisterFile(path)
        try file.refuseOtherTable(knowing: Asset.columns)
        let keys = file.table.decode(file.path) { row throws(FieldFault) in
            let key = try Asset(row, grade: .possible).key
            try about.check(key, on: platform)
            return key
        }
        // What names other assets than were meant starts wrong clocks.
        try file.refuseRejected("nothing was entered")
        if keys.isEmpty {
            throw FieldFault(
                "no-assets", "\(file.path) names no asset; without --assets it is about all of the cohort's")
        }
        return Set(keys.map(\.value)).sorted()
    }
}
