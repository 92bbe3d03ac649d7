import ArgumentParser
import Evidence
import Exchange
import Records
import Seals
import Workspace

/// `daylight evidence`: what a court, a regulator and another lab can check without us.
struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Keep evidence with its custody, sign and time-stamp it, and check all of it.",
        discussion: """
            Originals are kept byte for byte under their SHA-256; a record says how each was got and what it does not show; a
            log that only grows says who did what with it. 'checkpoint' signs the log, 'timestamp' has somebody else vouch
            for the time, 'verify' checks everything. See docs/evidence.md.
            """,
        subcommands: [
            EvidenceAdd.self, EvidenceList.self, EvidenceShow.self, EvidenceExhibit.self, EvidenceCustody.self,
            EvidenceCheckpoint.self, EvidenceTimeStamp.self, EvidenceProve.self, EvidencePackage.self,
            EvidenceVerify.self, EvidenceKey.self,
        ])
}

extension EvidenceWriter {
    /// Says what had to be cleared up.
    func tellNotes(_ output: OutputOptions) {
        for note in notes { output.tell("note: \(note).") }
    }
}

/// Makes the case's signing key.
struct EvidenceKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make the case's signing key, where 'daylight init' made none.")

    @Option(help: "Whose key it is, without spaces: best an address, newsroom.example/evidence.")
    var holder: String
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var target: CaseOption

    func run() throws {
        let folder = try target.open()
        guard let phrase = try passphrase.newPassphrase() else { throw PassphraseOptions.none }
        let key = try SigningKey.generated(name: holder)
        try folder.evidence.makeKey(key, passphrase: phrase)
        Self.tell(key, folder)
    }

    static func tell(_ key: SigningKey, _ folder: CaseFolder) {
        Terminal.tell(
            "the case's key is \(key.name): publish \(folder.evidence.file("key.pub.pem")); without the passphrase nobody can sign."
        )
    }
}

/// Lists records.
struct EvidenceList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the records of a case.")

    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func run() throws {
        let evidence = try target.open().evidence
        try output.print(header: [
            "entry", "record", "recorded", "asset", "files", "row", "grade", "tlp", "original", "limits",
        ]) { rows in
            try evidence.eachRecord { entry, identifier, record in
                let asset = record.asset.map { asset in
                    "\(asset.platform.name):\(asset.identifier ?? asset.handle.map { "@" + $0 } ?? "")"
                }
                try rows.write([
                    .integer(Int64(entry)), .text(identifier), .text(record.recorded.description), .text(asset),
                    .text(record.files.map(\.name).joined(separator: " ")),
                    .text(record.row.map { "\($0.file):\($0.number)" }), .text(record.provenance.grade),
                    .text(record.legal.disclosure.label), .text(record.original),
                    .text(record.limits.joined(separator: "; ")),
                ])
            }
        }
    }
}

/// Shows a record.
struct EvidenceShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print a record as it is kept, canonical JSON; with --out, an object's bytes.",
        discussion: "With --actor, the custody log says that it was viewed, or copied.")

    @Argument(help: "The record or object: its SHA-256, or the beginning of it, or an exhibit's label.")
    var name: String
    @Option(help: "Write the object's bytes to a file.", completion: .file())
    var out: String?
    @OptionGroup var custodian: CustodianOptions
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func run() throws {
        let folder = try target.open()
        let sink = TextSink.standardOutput()
        let identifiers: [String]
        if let exhibit = try? folder.entry(Exhibit.self, called: name) {
            try sink.write(try CanonicalJSON.encode(exhibit.entry) + "\n")
            identifiers = []
        } else {
            let found = try folder.evidence.identifier(beginning: name)
            if let out {
                try FileText.write(bytes: try folder.evidence.contents(of: found), to: out)
            } else {
                let bytes = try folder.evidence.contents(of: found)
                _ = try EvidenceRecord(body: bytes)
                try sink.write(bytes)
                try sink.write("\n")
            }
            identifiers = [found]
        }
        try sink.finish()
        guard custodian.isStated, !identifiers.isEmpty else { return }
        let drafts = try identifiers.map {
            try CustodyDraft(out == nil ? .viewed : .copied, object: $0, by: custodian.custodian)
        }
        let writer = try folder.evidence.writer()
        writer.tellNotes(output)
        try writer.append(drafts, at: clock.instant)
    }
}

/// Enters an exhibit.
struct EvidenceExhibit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exhibit", abstract: "Say what records are relied on for; without arguments, list the exhibits.")

    @Argument(help: "The exhibit's label, as EX-1; findings and letters cite it.")
    var label: String?
    @Option(help: "What it is, in a few words.")
    var title: String?
    @Option(name: .customLong("for"), help: "What it is relied on for: one sentence.")
    var statement: String?
    @Option(help: "A record that supports it, by its id or the beginning of it; repeat it for more.")
    var record: [String] = []
    @Option(help: "A record that speaks against it; repeat it for more.")
    var against: [String] = []
    @Flag(help: "Take all records of the case that no exhibit names yet as supporting.")
    var all = false
    @Option(help: "A technique, as disarm@49df5f6:T0049; repeat it for more.")
    var technique: [String] = []
    @Option(help: "The category of the Breakout Scale, 1 to 6; needs --reach.")
    var breakout: Int?
    @Option(help: "A record that shows how far it reached; repeat it for more.")
    var reach: [String] = []
    @Option(help: "A notice or answer that it is about, by its name; repeat it for more.")
    var notice: [String] = []
    @OptionGroup var custodian: CustodianOptions
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard label != nil else { return }
        if title == nil || statement == nil {
            throw ValidationError("An exhibit has a --title and says with --for what for.")
        }
        if record.isEmpty, !all { throw ValidationError("Name the records with --record, or take --all.") }
        if breakout == nil, !reach.isEmpty { throw ValidationError("--reach belongs to --breakout.") }
    }

    func run() throws {
        let folder = try target.open()
        guard let label, let title, let statement else { return try list(folder) }
        let evidence = folder.evidence
        var supporting = try record.map { try evidence.identifier(beginning: $0) }
        let contradicting = try against.map { try evidence.identifier(beginning: $0) }
        if all {
            let named = Set(
                try folder.current(Exhibit.self).flatMap(\.entry.assessed.records) + supporting + contradicting)
            try evidence.eachRecord { _, identifier, _ in
                if !named.contains(identifier) { supporting.append(identifier) }
            }
        }
        let dealings = try notice.map { try NoticeDigest.find($0, in: folder) }
        let scale = try breakout.map {
            try Assessed.Breakout(category: $0, reach: try reach.map { try evidence.identifier(beginning: $0) })
        }
        let assessed = try Assessed(
            statement: statement, supporting: supporting, contradicting: contradicting,
            techniques: try technique.map { try Assessed.Technique(reading: $0) }, breakout: scale, dealings: dealings)
        for identifier in Set(assessed.records).sorted() {
            _ = try EvidenceRecord(body: try evidence.contents(of: identifier))
        }
        let exhibit = try Exhibit(
            label: label, title: title, assessed: assessed, preparedBy: try custodian.custodian.name)
        try EnteredRows([exhibit], in: folder, at: clock.instant, skipsKnown: false).printDigests(output)
        if contradicting.isEmpty {
            output.tell(
                "note: nothing speaks against it; say with --against what does, if you looked for it and found it.")
        }
    }

    private func list(_ folder: CaseFolder) throws {
        try output.print(header: [
            "exhibit", "title", "for", "supporting", "contradicting", "sources", "prepared_by", "digest",
        ]) { rows in
            for exhibit in try folder.current(Exhibit.self) {
                let assessed = exhibit.entry.assessed
                let provenances = try assessed.supporting.map {
                    try EvidenceRecord(body: try folder.evidence.contents(of: $0)).provenance
                }
                try rows.write([
                    .text(exhibit.entry.label), .text(exhibit.entry.title), .text(assessed.statement),
                    .integer(Int64(assessed.supporting.count)), .integer(Int64(assessed.contradicting.count)),
                    .integer(Int64(Provenance.independentSources(provenances))), .text(exhibit.entry.preparedBy),
                    .text(exhibit.digest),
                ])
            }
        }
    }
}
