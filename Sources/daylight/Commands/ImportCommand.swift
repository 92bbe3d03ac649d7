import ArgumentParser
import Foundation
import Inquiry
import Intake
import Records
import Workspace

/// `daylight import`: files into a case.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read exports into a case.",
        discussion: """
            The same file is imported once. An import that was interrupted goes on where it stopped when the file is \
            imported again. A post that is met again adds its counters and, where it was edited, its new text.
            """)

    @Argument(help: "Files to import; gzip and zstd are unpacked as they are read.", completion: .file())
    var files: [String] = []

    @OptionGroup var target: CaseOption
    @OptionGroup var reading: ReadingOptions

    @Option(help: "When the files were collected, for records that do not say it themselves.")
    var collected: Instant?

    @Option(help: "The present; the clock's by default.")
    var now: Instant?

    @Option(help: "Import whatever falls into this folder, until interrupted.", completion: .directory)
    var watch: String?

    @Option(help: "How often to look into the watched folder, in seconds.")
    var every = 5.0

    @Flag(help: "Do everything and undo it: say what an import would bring.")
    var dryRun = false

    @Flag(help: "Wait while another program writes to the case.")
    var wait = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if files.isEmpty == (watch == nil) { throw ValidationError("Name files to import, or a folder with --watch.") }
        if watch != nil && dryRun { throw ValidationError("--dry-run goes with files, not with --watch.") }
        if !(0.1...86_400).contains(every) { throw ValidationError("--every takes 0.1 to 86400 seconds.") }
    }

    func run() throws {
        try RegularFiles.refuseOthers(files)
        let folder = try target.open()
        if let watch {
            var watcher = Watch(folder: folder, command: self)
            return try watcher.run(watch)
        }
        var outcomes: [ImportOutcome] = []
        var failed = 0
        for file in files {
            do {
                outcomes.append(try take(file, into: folder))
            } catch let error as CaseError {
                switch error {
                // One file that cannot be read does not keep the others out.
                case .intake, .changed:
                    if files.count == 1 { throw error }
                    Terminal.tell("daylight: \(error)")
                    failed += 1
                default:
                    if !outcomes.isEmpty { try list(outcomes) }
                    throw error
                }
            }
        }
        try conclude(outcomes, failed: failed)
    }

    /// Imports one file, and tells what came of it.
    func take(_ path: String, into folder: CaseFolder) throws -> ImportOutcome {
        let line = ProgressLine(quiet: output.quiet)
        var settings = ImportSettings(
            reading: try reading.options(.all), collected: collected, now: now ?? Self.clock)
        settings.isRehearsal = dryRun
        settings.waits = wait || watch != nil
        defer { line.clear() }
        return try folder.importFile(
            SourceFile(path: path, format: reading.format), settings, reject: { _ in }, progress: line.progress)
    }

    private static var clock: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    private func conclude(_ outcomes: [ImportOutcome], failed: Int) throws {
        try list(outcomes)
        for outcome in outcomes {
            for note in outcome.summary.notes {
                output.tell("note: \(outcome.summary.path): \(note.count) \(note.meaning)")
            }
        }
        for outcome in outcomes { tellIgnored(outcome) }
        if dryRun { output.tell("nothing was imported: this was a dry run.") }
        let hasRejects = outcomes.contains { !$0.summary.rejectedByReason.isEmpty }
        if hasRejects, !dryRun {
            output.tell("what was rejected is kept in the case: 'daylight case rejects --case \(target.path)'")
        }
        if failed == files.count { throw ExitCode.failure }
        if hasRejects || failed > 0 { throw Failure.partial }
    }

    /// Says where `--collected` was said too late: what was said first was used for the records that are in the case.
    fileprivate func tellIgnored(_ outcome: ImportOutcome) {
        guard let collected, outcome.state != .imported, outcome.collected != collected else { return }
        let before = outcome.collected.map { "with --collected \($0)" } ?? "without --collected"
        output.tell(
            "note: \(outcome.summary.path) was imported before \(before), and stays so: --collected \(collected) changes nothing."
        )
    }

    private func list(_ outcomes: [ImportOutcome]) throws {
        try output.print(header: Self.header) { rows in
            for outcome in outcomes { try rows.write(Self.cells(outcome)) }
        }
    }

    static let header = ["import", "file", "format", "rows", "accepted", "repeated", "rejected", "state", "reasons"]

    static func cells(_ outcome: ImportOutcome) -> [Cell] {
        let summary = outcome.summary
        let state =
            switch outcome.state {
            case .imported: "imported"
            case .known: "known"
            case .resumed: "resumed"
            }
        return [
            .integer(outcome.number), .text(summary.path), .text(summary.format ?? ""),
            .integer(Int64(clamping: summary.rows)), .integer(Int64(clamping: summary.accepted)),
            .integer(Int64(clamping: summary.repeated)), .integer(Int64(clamping: summary.rejected)), .text(state),
            .text(summary.rejectedByReason.map { "\($0.name) \($0.count)" }.joined(separator: ", ")),
        ]
    }
}

/// Looks into a folder again and again, and imports what has come to rest there.
private struct Watch {
    /// What a file looked like: it is at rest when it looks the same twice.
    private struct Look: Equatable {
        var size: Int
        var changed: Date
    }

    let folder: CaseFolder
    let command: ImportCommand
    private var seen: [String: Look] = [:]
    private var done: [String: Look] = [:]

    init(folder: CaseFolder, command: ImportCommand) {
        self.folder = folder
        self.command = command
    }

    mutating func run(_ path: String) throws {
        guard (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil else {
            throw ValidationError("\(path) is no folder that can be read.")
        }
        command.output.tell("watching \(path); interrupt with Ctrl-C")
        while true {
            for file in look(path) { importFile(file) }
            Thread.sleep(forTimeInterval: command.every)
        }
    }

    /// The files that came to rest since they were last imported, by name.
    private mutating func look(_ path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        var ready: [String] = []
        for name in names.sorted() where !Self.isUnfinished(name) {
            let file = path + "/" + name
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: file),
                attributes[.type] as? FileAttributeType == .typeRegular,
                let size = attributes[.size] as? Int, size > 0, let changed = attributes[.modificationDate] as? Date
            else { continue }
            let look = Look(size: size, changed: changed)
            if seen[file] == look, done[file] != look { ready.append(file) }
            seen[file] = look
        }
        return ready
    }

    /// Hidden files, and the names that browsers and downloaders give to what is still coming.
    private static func isUnfinished(_ name: String) -> Bool {
        name.hasPrefix(".") || [".part", ".crdownload", ".tmp", ".download"].contains { name.hasSuffix($0) }
    }

    private mutating func importFile(_ file: String) {
        do {
            let outcome = try command.take(file, into: folder)
            done[file] = seen[file]
            let summary = outcome.summary
            Terminal.tell(
                "import \(outcome.number): \(summary.path), \(summary.format ?? ""), \(summary.accepted) accepted, "
                    + "\(summary.repeated) repeated, \(summary.rejected) rejected"
                    + (outcome.state == .known ? " (known)" : ""))
            command.tellIgnored(outcome)
        } catch {
            // What cannot be read will not become readable by itself; anything else may, and is tried again.
            if let error = error as? CaseError, case .intake = error { done[file] = seen[file] }
            Terminal.tell("daylight: \(file): \(error)")
        }
    }
}
