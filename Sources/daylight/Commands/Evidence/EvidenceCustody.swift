import ArgumentParser
import Evidence
import Exchange
import Foundation
import Oversight
import Records
import Seals
import Workspace

/// The custody log.
struct EvidenceCustody: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "custody", abstract: "List who did what with the evidence, or enter something that was done.")

    @Option(help: "Enter an event: viewed, copied, exported, redacted, transferred, destroyed, collected.")
    var add: CustodyAction?
    @Option(help: "The object: a record, a file or an exhibit's SHA-256, or the beginning of it.")
    var object: String?
    @Option(help: "Why.")
    var reason: String?
    @Option(help: "From whom it went.")
    var from: String?
    @Option(help: "To whom it went.")
    var to: String?
    @Option(help: "Anything else.")
    var note: String?
    @OptionGroup var custodian: CustodianOptions
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        switch add {
        case .recorded, .sealed, .stamped, .entered:
            throw ValidationError(
                "Only the commands that do it enter that something was recorded, sealed, stamped or entered.")
        case .some: if object == nil { throw ValidationError("Name the --object that it was done with.") }
        case nil: break
        }
    }

    func run() throws {
        let evidence = try target.open().evidence
        guard let add, let object else { return try list(evidence) }
        let identifier = try evidence.identifier(beginning: object)
        let draft = try CustodyDraft(
            add, object: identifier, by: custodian.custodian, reason: reason, from: from, to: to, note: note)
        if add.bringsObject, !FileManager.default.fileExists(atPath: evidence.object(identifier)) {
            throw CaseError.refused(
                "the store has no object \(identifier): that it was \(add.rawValue) would stand in the log as a gap for good;"
                    + " keep the file first, with 'daylight evidence add'")
        }
        let writer = try evidence.writer()
        writer.tellNotes(output)
        let entries = try writer.append([draft], at: clock.instant)
        let sink = TextSink.standardOutput()
        try sink.write("\(entries.lowerBound)\n")
        try sink.finish()
        if add == .destroyed {
            output.tell("the log says so now; take the file away yourself: \(evidence.object(identifier))")
        }
    }

    private func list(_ evidence: EvidenceFolder) throws {
        let wanted = try object.map { try evidence.identifier(beginning: $0) }
        try output.print(header: ["entry", "time", "actor", "role", "action", "object", "reason", "from", "to", "note"])
        { rows in
            try evidence.custody().eachEvent { event in
                let draft = event.draft
                if let wanted, draft.object != wanted { return }
                try rows.write([
                    .integer(Int64(event.number)), .text(event.time.description), .text(draft.custodian.name),
                    .text(draft.custodian.role), .text(draft.action.rawValue), .text(draft.object), .text(draft.reason),
                    .text(draft.from), .text(draft.to), .text(draft.note),
                ])
            }
        }
    }
}

/// A notice's or an answer's digest, by its name.
enum NoticeDigest {
    static func find(_ name: String, in folder: CaseFolder) throws -> String {
        if let answer = try folder.entries(Response.self, named: name).last { return answer.digest }
        return try folder.entry(Notice.self, called: name).digest
    }
}

/// Shows that an entry stands in the log.
struct EvidenceProve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Print the proof that an entry stands in the custody log (RFC 9162), as JSON.",
        discussion: "Whoever has the signed checkpoint and this proof needs no other entry of the log to check it.")

    @Argument(help: "The entry's number, from 1.")
    var entry: Int
    @Option(help: "The checkpoint's size; by default the first checkpoint that covers the entry, else the whole log.")
    var size: Int?
    @OptionGroup var target: CaseOption

    func run() throws {
        let evidence = try target.open().evidence
        let custody = try evidence.custody()
        let size = size ?? evidence.checkpointSizes().first { $0 >= entry && $0 <= custody.size } ?? custody.size
        guard (1...max(1, custody.size)).contains(size), entry <= size else {
            throw ValidationError(
                "The log has \(custody.size) entries; --size takes \(max(1, entry)) to \(custody.size).")
        }
        let proof = try custody.proof(of: entry, size: size)
        let sink = TextSink.standardOutput()
        try sink.write(try CanonicalJSON.encode(proof) + "\n")
        try sink.finish()
    }
}

/// Checks everything.
struct EvidenceVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a package, or a case's log, checkpoints, time-stamps, every object, record and exhibit.",
        discussion: """
            Exit code 2 where anything is not as it was left; everything that is wrong is listed, and for a package what could not
            be checked, too. With --public-key and --holder, signatures must be by the key that you have from elsewhere: the
            case's or package's own proves only that nothing was changed by somebody without it.
            """)

    @Argument(help: "A package, as 'daylight evidence package' made it: a ZIP file or a folder.", completion: .file())
    var package: String?
    @Option(name: .customLong("case"), help: "The case: a folder that 'daylight init' made.", completion: .directory)
    var caseFolder: String?
    @Option(help: "The signer's public key in PEM, as it was published.", completion: .file())
    var publicKey: String?
    @Option(help: "Whose key it is; for a package, by default whom it names.")
    var holder: String?
    @Option(help: "For a package: the time-stamp authorities' certificates that you trust, PEM.", completion: .file())
    var ca: String?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if (package == nil) == (caseFolder == nil) { throw ValidationError("Give a PACKAGE, or --case.") }
        if holder != nil, publicKey == nil { throw ValidationError("--holder belongs to --public-key.") }
        if package == nil {
            if publicKey != nil, holder == nil { throw ValidationError("Give --public-key and --holder together.") }
            if ca != nil {
                throw ValidationError("--ca is for packages: a case keeps the certificates that you trusted.")
            }
        }
    }

    func run() throws {
        if let package {
            return try PackageVerification.run(
                package, publicKey: publicKey, holder: holder, authority: ca, output: output)
        }
        let folder = try CaseFolder.open(at: caseFolder ?? "")
        var trusted: VerifyingKey?
        if let publicKey, let holder { trusted = try VerifyingKey(name: holder, pem: try FileText.read(publicKey)) }
        let line = ProgressLine(quiet: output.quiet)
        let check = try folder.evidence.verify(trusting: trusted, progress: line.progress)
        line.clear()
        try output.print(header: Rows.evidenceHeader) { rows in
            for problem in check.problems { try rows.write(problem) }
            for note in check.notes { try rows.write([.text("note"), .missing, .missing, .text(note)]) }
            for stamp in check.timeStamps {
                try rows.write([
                    .text("time-stamp"), .text(stamp.file), .missing,
                    .text("the checkpoint was there at \(stamp.response.time) (serial \(stamp.response.serial))"),
                ])
            }
            try rows.write([
                .text("root"), .text("custody.ndjson"), .integer(Int64(check.entries)), .text(check.root.hexadecimal),
            ])
        }
        guard check.problems.isEmpty else {
            output.tell("\(check.problems.count) things are not as they were left")
            throw Failure.unverified
        }
        output.tell(
            "\(check.entries) entries, \(check.objects) objects, \(check.records) records, \(check.checkpoints.count) checkpoints,"
                + " \(check.timeStamps.count) time-stamps: all as they were left")
    }
}

extension Rows {
    /// What a look at evidence finds, a row each.
    static let evidenceHeader = ["kind", "file", "entry", "what"]

    mutating func write(_ problem: EvidenceProblem) throws(ExchangeError) {
        try write([
            .text("problem"), .text(problem.file), problem.entry.map { .integer(Int64($0)) } ?? .missing,
            .text(problem.what),
        ])
    }
}
