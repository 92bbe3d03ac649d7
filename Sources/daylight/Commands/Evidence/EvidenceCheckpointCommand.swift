import ArgumentParser
import Briefing
import Evidence
import Exchange
import Records
import Seals
import Workspace

/// Signs the custody log.
struct EvidenceCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Sign the custody log as it is: its size and root, as a note.",
        discussion: """
            Prints the note. What it covers cannot be changed, moved, added to or cut off unseen by anybody without the key;
            give the note to others, and not even by you.
            """)

    @Flag(help: "Also write the request for a time-stamp, for 'openssl' or 'curl' to send.")
    var timestamp = false
    @OptionGroup var request: TimeStampOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var custodian: CustodianOptions
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func run() throws {
        let evidence = try target.open().evidence
        let key = try evidence.signingKey { try passphrase.passphrase() }
        let writer = try evidence.writer()
        writer.tellNotes(output)
        let (checkpoint, isNew) = try writer.checkpoint(with: key, by: custodian.custodian, at: clock.instant)
        let path = timestamp ? try request.write(for: checkpoint, writer) : nil
        let sink = TextSink.standardOutput()
        try sink.write(checkpoint.note)
        try sink.finish()
        output.tell(
            isNew
                ? "evidence/\(checkpoint.file) covers \(checkpoint.checkpoint.size) entries"
                : "nothing happened since evidence/\(checkpoint.file)")
        if let path { output.tell(TimeStampOptions.advice(path, evidence)) }
    }
}

/// Which authority is asked, and how.
struct TimeStampOptions: ParsableArguments {
    @Option(help: "A short name of the authority, where you ask several.")
    var authority: String?
    @Option(help: ArgumentHelp("The request's number.", visibility: .hidden))
    var nonce: UInt64?

    /// Writes the request.
    func write(for checkpoint: StoredCheckpoint, _ writer: EvidenceWriter) throws -> String {
        var generator = SystemRandomNumberGenerator()
        return try writer.timeStampRequest(
            for: checkpoint, authority: authority, nonce: nonce ?? UInt64.random(in: 1...UInt64.max, using: &generator))
    }

    static func advice(_ path: String, _ evidence: EvidenceFolder) -> String {
        """
        send \(path) to a time-stamp authority, for example
          curl -H 'Content-Type: application/timestamp-query' --data-binary @\(ShellWord.quoted(path)) ADDRESS > answer.tsr
        and keep the answer: daylight evidence timestamp --response answer.tsr --ca-file CA.pem --case \(ShellWord.quoted(evidence.folder.path))
        """
    }
}

/// Asks for time-stamps and keeps them.
struct EvidenceTimeStamp: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timestamp", abstract: "Ask for an RFC 3161 time-stamp of a checkpoint, or keep the answer.",
        discussion:
            "The answer is checked with openssl: who signed it, by your certificates, over what, to which request.")

    @Flag(help: "Write the request.")
    var request = false
    @Option(help: "The authority's answer.", completion: .file())
    var response: String?
    @Option(help: "The certificates that you trust, PEM.", completion: .file())
    var caFile: String?
    @Option(help: "Certificates between those and the authority's, PEM.", completion: .file())
    var chain: String?
    @Option(help: "The checkpoint, by its size; the last one by default.")
    var checkpoint: Int?
    @OptionGroup var options: TimeStampOptions
    @OptionGroup var custodian: CustodianOptions
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if request == (response != nil) { throw ValidationError("Give --request, or --response with the answer.") }
        if response != nil, caFile == nil {
            throw ValidationError(
                "Give with --ca-file the certificates that you trust; the answer's own prove nothing.")
        }
    }

    func run() throws {
        let evidence = try target.open().evidence
        guard let key = try evidence.verifyingKey(), let size = checkpoint ?? evidence.checkpointSizes().last,
            let stored = try evidence.checkpoint(size, with: [key])
        else { throw ValidationError("There is no such checkpoint; 'daylight evidence checkpoint' makes one.") }
        let writer = try evidence.writer()
        writer.tellNotes(output)
        let sink = TextSink.standardOutput()
        if let response, let caFile {
            let stamp = try writer.keepTimeStamp(
                try FileText.bytes(response), for: stored, authority: options.authority,
                roots: try FileText.bytes(caFile),
                chain: try chain.map { try FileText.bytes($0) }, by: custodian.custodian, at: clock.instant)
            try sink.write("\(stamp.response.time)\n")
            output.tell("evidence/\(stamp.file): the authority saw evidence/\(stored.file) at \(stamp.response.time)")
        } else {
            let path = try options.write(for: stored, writer)
            try sink.write(path + "\n")
            output.tell(TimeStampOptions.advice(path, evidence))
        }
        try sink.finish()
    }
}
