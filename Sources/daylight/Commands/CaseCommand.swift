import ArgumentParser
import Evidence
import Intake
import Records
import Workspace

/// `daylight case`: looking after a case.
struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case", abstract: "Show, check, mark and archive a case.",
        subcommands: [
            Show.self, Check.self, Rejects.self, Links.self, Mark.self, Marks.self, Archive.self, Restore.self,
        ])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what a case holds.")

        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let folder = try target.open()
            let contents = try folder.contents()
            try output.print(header: ["what", "count"]) { rows in
                try rows.write([.text("imports"), .integer(Int64(contents.imports.files.count))])
                for (name, count) in contents.counts { try rows.write([.text(name), .integer(Int64(count))]) }
                for (name, count) in contents.flags {
                    try rows.write([.text("posts flagged \(name)"), .integer(Int64(count))])
                }
                for (name, count) in contents.links {
                    try rows.write([.text("accounts linked by \(name)"), .integer(Int64(count))])
                }
            }
            for name in contents.unfinished {
                output.tell("note: \(name) was imported only in part; import it again, and it goes on from there.")
            }
            for run in try folder.runs() {
                output.tell(
                    "run \(run.number): \(run.manifest.command), \(run.manifest.counts.networks) networks, "
                        + "\(run.manifest.inputs.count) imports, in \(folder.folder(ofRun: run.number))")
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look at every part of a case: structure, references, imports, results of runs.",
            discussion: "Exit code 2 where something is not as it was left.")

        @Option(
            help:
                "The head of the registers as it was noted elsewhere, sixteen digits or more: what was entered up to it must still be there."
        )
        var expectHead: String?
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if let expectHead, !(16...64).contains(expectHead.utf8.count) || !expectHead.allSatisfy(\.isHexDigit) {
                throw ValidationError("--expect-head: '\(expectHead)' is no head; it has 16 to 64 hexadecimal digits.")
            }
        }

        func run() throws {
            let line = ProgressLine(quiet: output.quiet)
            let check = try target.open().check(expectedHead: expectHead, progress: line.progress)
            line.clear()
            try output.print(header: ["kind", "what"]) { rows in
                for problem in check.problems { try rows.write([.text("problem"), .text(problem)]) }
                for note in check.notes { try rows.write([.text("note"), .text(note)]) }
                if check.head.entries > 0 { try rows.write([.text("head"), .text(check.head.digest)]) }
                try rows.write([.text("digest"), .text(check.digest)])
            }
            output.tell(check.problems.isEmpty ? "the case is sound" : "the case is not as it was left")
            if !check.problems.isEmpty { throw Failure.unverified }
        }
    }

    struct Rejects: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what was rejected while importing, and why.")

        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.print(header: ["import", "file", "row", "field", "reason", "detail"]) { rows in
                for reject in try target.open().rejects() {
                    try rows.write([
                        .integer(reject.number), .text(reject.rejection.file),
                        .integer(Int64(clamping: reject.rejection.row)),
                        reject.rejection.field.map { .text($0) } ?? .missing, .text(reject.rejection.reason),
                        .text(reject.rejection.detail),
                    ])
                }
            }
        }
    }

    struct Links: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List accounts that may be one hand's, with the reason.",
            discussion: "A link is a reason to look, never a finding: nothing is merged because of it.")

        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.print(header: [
                "platform_a", "account_a", "handle_a", "platform_b", "account_b", "handle_b", "reason", "detail",
            ]) { rows in
                for link in try target.open().identityLinks() {
                    try rows.write(
                        [link.a, link.b].flatMap { account in
                            [
                                .text(account.key.platform.name), .text(account.key.value),
                                account.handle.map { .text($0) } ?? .missing,
                            ] as [Cell]
                        } + [.text(link.reason), .text(link.detail)])
                }
            }
        }
    }

    struct Archive: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a whole case with its runs into one file.",
            discussion: """
                The file is a tar of a BagIt bag: 'tar -xzf' unpacks it, 'sha256sum -c' checks it. Where the case keeps evidence,
                its custody log says that it was made; the copy in the archive ends before that entry.
                """)

        @Argument(help: "The file to write, for example case.tar.gz.", completion: .file())
        var archive: String
        @OptionGroup var handover: HandoverOptions
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption

        func run() throws {
            let folder = try target.open()
            try folder.archive(to: archive)
            try handover.enter(
                .exported, fileOrFolder: archive, in: folder, at: clock.instant, note: "archive of the whole case")
            Terminal.tell("\(archive) holds the case \(target.path)")
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a case of an archive, once every file was found to be what the archive's list says.")

        @Argument(help: "The archive.", completion: .file())
        var archive: String
        @OptionGroup var target: CaseOption

        func run() throws {
            _ = try CaseFolder.restore(archive, to: target.path)
            Terminal.tell("\(target.path) is the case that \(archive) held")
        }
    }
}
