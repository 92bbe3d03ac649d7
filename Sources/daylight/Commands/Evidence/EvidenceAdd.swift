import ArgumentParser
import Evidence
import Exchange
import Foundation
import Oversight
import Records
import Seals
import Workspace

/// Takes files, or the posts behind a network, into the evidence.
struct EvidenceAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Keep files as evidence, or the posts behind a network's edges.",
        discussion: """
            Each FILE becomes an original under its SHA-256 and a record of its own; with --screenshot, --dom, --warc, --wacz
            or --media there is one FILE, and they belong to its record. Records are printed when they are safe on the disk.

            With --network or --cohort, each post behind an edge becomes a record, as it was first imported, with the SHA-256
            and the row of its file; the files themselves are kept where they are still what was imported: in this folder, or
            anywhere in a folder that --originals names, under whatever name. A table says how much was kept; --verbose and
            other formats than table list every record.
            """)

    @Argument(help: "The files to keep.", completion: .file())
    var files: [String] = []

    @Option(help: "A network of a run, for example N1.")
    var network: String?
    @Option(help: "A cohort of the case: the posts behind the edges among its assets.")
    var cohort: String?
    @Option(
        name: .customLong("run"), help: "The folder of the run, or its number in the case; the case's last by default.")
    var stored: String?
    @Option(help: "Co-acts of each pair of accounts that are kept in each trace; more are counted in the limits.")
    var perPair = 20
    @Flag(help: "Do not keep the imported files themselves; the limits say so.")
    var withoutFiles = false
    @Option(
        help: "A folder that holds imported files, which are known by their SHA-256; repeat it for more.",
        completion: .directory)
    var originals: [String] = []
    @Flag(help: "List every record of a network in a table, too.")
    var verbose = false

    @Option(help: "A screenshot that belongs to FILE.", completion: .file())
    var screenshot: [String] = []
    @Option(help: "The page as it stood in the browser.", completion: .file())
    var dom: [String] = []
    @Option(help: "A WARC of the capture.", completion: .file())
    var warc: [String] = []
    @Option(help: "A WACZ of the capture.", completion: .file())
    var wacz: [String] = []
    @Option(help: "A picture, video or sound that belongs to FILE.", completion: .file())
    var media: [String] = []

    @Option(help: "The account or page, as tiktok:7123456 or x:@name.")
    var asset: String?
    @Option(help: "Its handle, where --asset has the id.")
    var handle: String?
    @Option(help: "The post, by the platform's id.")
    var post: String?
    @Option(help: "The address that was asked for.")
    var url: String?
    @Option(help: "The address where redirections led.")
    var urlFinal: String?
    @Option(help: "When it was captured: a day, or a moment with its zone.")
    var capturedAt: String?
    @Option(help: "When the capture ended.")
    var capturedUntil: String?
    @Option(help: "Whose clock that is.")
    var clockSource: String?
    @Option(help: "The country it was looked from, as RO.")
    var vantage: String?
    @Option(help: "Whether the tool was logged in: logged_out, logged_in, unknown.")
    var loginState = Capture.LoginState.unknown
    @Option(help: "The tool that captured it.")
    var tool: String?
    @Option(help: "The tool's version.")
    var toolVersion: String?
    @Option(help: "A file with the tool's configuration: its SHA-256 is recorded.", completion: .file())
    var toolConfiguration: String?
    @Option(help: "The status of HTTP.")
    var status: Int?
    @Option(help: "A header of the answer, as 'Content-Type: text/html'; repeat it for more.")
    var header: [String] = []
    @Option(help: "A fact to be seen in it, as 'text=Vote!'; repeat it for more.")
    var observed: [String] = []
    @Option(help: "The record of which this is a working copy: a crop, a transcript, a redaction.")
    var copyOf: String?
    @Option(help: "Why it was collected, for the custody log.")
    var reason: String?
    @Option(name: .customLong("from"), help: "From whom it came, for the custody log.")
    var origin: String?

    @OptionGroup var record: EvidenceRecordOptions
    @OptionGroup var custodian: CustodianOptions
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    private var attached: [(part: CapturedFile.Part, path: String)] {
        screenshot.map { (.screenshot, $0) } + dom.map { (.dom, $0) } + warc.map { (.warc, $0) }
            + wacz.map { (.wacz, $0) } + media.map { (.media, $0) }
    }

    func validate() throws {
        if [!files.isEmpty, network != nil, cohort != nil].count(where: { $0 }) != 1 {
            throw ValidationError("Give FILES, or --network, or --cohort.")
        }
        if !attached.isEmpty, files.count != 1 {
            throw ValidationError("--screenshot, --dom, --warc, --wacz and --media belong to one FILE.")
        }
        if network == nil, cohort == nil, !originals.isEmpty || verbose {
            throw ValidationError("--originals and --verbose belong to --network or --cohort.")
        }
        if withoutFiles, !originals.isEmpty { throw ValidationError("--without-files looks for no --originals.") }
        if !(1...100_000).contains(perPair) { throw ValidationError("--per-pair takes 1 to 100000.") }
    }

    func run() throws {
        let folder = try target.open()
        if network != nil || cohort != nil { return try addNetwork(folder) }
        // What is wrong with the options is said before anything is kept.
        let blank = try recordOf(
            [CapturedFile(part: .original, name: "x", sha256: CustodyEvent.nothing, bytes: 0)], folder)
        _ = try custodian.custodian
        for path in files + attached.map(\.path) { try FileText.check(path) }
        if let original = blank.original { _ = try folder.evidence.record(original) }
        let writer = try folder.evidence.writer()
        writer.tellNotes(output)
        let sink = TextSink.standardOutput()
        var rows = try Rows(sink, format: output.rowFormat, header: ["record", "sha256", "name", "entry"])
        for path in files {
            let parts = [(part: CapturedFile.Part.original, path: path)] + attached
            let kept = try parts.map { part in (part, try writer.keep(file: part.path)) }
            let record = try recordOf(
                kept.map { part, object in
                    CapturedFile(
                        part: part.part, name: FileText.name(part.path), sha256: object.sha256, bytes: object.bytes)
                }, folder)
            let identifier = try writer.keep(record).sha256
            var drafts: [CustodyDraft] = []
            for (part, object) in kept {
                drafts.append(
                    try CustodyDraft(
                        blank.original == nil ? .collected : .redacted, object: object.sha256, by: custodian.custodian,
                        reason: reason, from: origin, note: FileText.name(part.path)))
            }
            drafts.append(try CustodyDraft(.recorded, object: identifier, by: custodian.custodian))
            let entries = try writer.append(drafts, at: clock.instant)
            try rows.write([
                .text(identifier), .text(kept[0].1.sha256), .text(FileText.name(path)),
                .integer(Int64(entries.upperBound - 1)),
            ])
            // Told when it is safe, and not before.
            if output.rowFormat == .ndjson { try sink.flush() }
        }
        try rows.finish()
        try sink.finish()
    }

    private var headers: [Capture.Header] {
        get throws {
            if !header.isEmpty, status == nil {
                throw ValidationError("--header belongs to an answer, which has a --status.")
            }
            return try header.map { text in
                let parts = text.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
                guard parts.count == 2, !parts[0].isEmpty else {
                    throw ValidationError(
                        "--header takes a name and a value, as 'Content-Type: text/html', not '\(text)'.")
                }
                return Capture.Header(name: parts[0], value: parts[1])
            }
        }
    }

    private func recordOf(_ files: [CapturedFile], _ folder: CaseFolder) throws -> EvidenceRecord {
        let asset = try asset.map { text in
            let key = try OptionValue.asset("--asset", text)
            let handle = handle ?? (key.isProvisional ? String(key.id.dropFirst()) : nil)
            return RecordedAsset(
                platform: key.platform, identifier: key.isProvisional ? nil : key.id, handle: handle,
                handleSeen: try handle.flatMap { _ in try capturedAt.map { try OptionValue.time("--captured-at", $0) }
                },
                post: post)
        }
        let tool = try tool.map { name in
            Capture.Tool(
                name: name, version: toolVersion,
                configuration: try toolConfiguration.map { ContentHash(of: try FileText.bytes($0)).hexadecimal })
        }
        let started = try capturedAt.map { try OptionValue.time("--captured-at", $0) }
        if let started, started.earliest > clock.instant {
            throw ValidationError("--captured-at lies in the future; is the year right?")
        }
        return try EvidenceRecord(
            origin: folder.evidence.origin, recorded: StatedTime(clock.instant), asset: asset,
            capture: Capture(
                method: url == nil ? .file : .fetched, urlRequested: url, urlFinal: urlFinal, started: started,
                ended: try capturedUntil.map { try OptionValue.time("--captured-until", $0) }, clock: clockSource,
                vantage: vantage, login: loginState, tool: tool, status: status, headers: try headers),
            files: files,
            observed: try observed.map { text in
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else {
                    throw ValidationError("--observed takes a kind and a value, as text=Vote!")
                }
                return Observation(parts[0], parts[1])
            }, provenance: record.provenance, legal: record.legal,
            original: try copyOf.map { try folder.evidence.identifier(beginning: $0) }, limits: record.limits)
    }
}
