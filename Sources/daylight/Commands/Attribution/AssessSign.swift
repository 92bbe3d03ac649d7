import ArgumentParser
import Attribution
import Exchange
import Inquiry
import Records
import Seals
import Workspace

/// Whose key signs, and where the note goes.
struct SignerOptions: ParsableArguments {
    @Option(help: "The secret key that 'daylight cohort key' made.", completion: .file())
    var key: String
    @Option(help: "Whose key it is, as it was made.")
    var holder: String
    @OptionGroup var passphrase: PassphraseOptions
    @Option(help: "Also write the signed note.", completion: .file())
    var out: String?

    func signingKey() throws -> SigningKey {
        try KeyFile.read(key, holder: holder) { try passphrase.passphrase() }
    }

    /// Writes the note where it was asked for.
    func keep(_ note: String) throws {
        if let out { try FileText.write(note, to: out) }
    }
}

extension AssessCommand {
    struct Sign: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a signed statement about one hypothesis.",
            discussion: """
                The sentence of likelihood is made from the numbers; confidence has its own. Rows that speak for and against
                follow from their intervals, and those against cannot be left out. On the second and third layer it must rest
                on a signed assessment of the layer below. Every row for or against it rests on records or exhibits that the
                case has. Prints the statement's digest.
                """)

        @Argument(help: "A name for the assessment.")
        var name: String
        @Option(help: "The question.")
        var question: String
        @Option(help: "The hypothesis that the sentence is about.")
        var hypothesis: String
        @Option(help: "Who says so.")
        var author: String
        @Option(help: "What is said, in one sentence, without words of likelihood or confidence.")
        var sentence: String
        @Option(help: "low, moderate or high; never more than the evidence allows.")
        var confidence: Confidence
        @Option(help: "Why confidence is what it is.")
        var grounds: String
        @Option(help: "A row that speaks for it; all that do so by their intervals where none is named.")
        var supports: [String] = []
        @Option(help: "A row that speaks against it; all that do so by their intervals where none is named.")
        var contradicts: [String] = []
        @Option(help: "What else would explain it, and why it is held to be less or more likely; repeat it.")
        var alternative: [String] = []
        @Option(help: "What was not seen, failed or is biased; repeat it.")
        var limit: [String] = []
        @Option(
            help:
                "From operator to sponsor: how far the state answers for it, state_prohibited to state_integrated.")
        var responsibility: StateResponsibility?
        @Option(help: "The assessment of the layer below.")
        var restsOn: String?
        @OptionGroup var draws: DrawOptions
        @OptionGroup var signer: SignerOptions
        @OptionGroup var entry: EntryOptions

        func run() throws {
            let folder = try entry.target.open()
            let examination = try QuestionExamination.examine(folder, question: question, settings: draws.settings)
            let below = try restsOn.map { name in
                let check = try AssessmentCheck.verify(folder, name)
                return (try check.assessment.entry.statement.digest(), check.assessment.entry.statement)
            }
            let statement = try AssessmentStatement(
                AssessmentDraft(
                    name: name, author: author, hypothesis: hypothesis, sentence: sentence, confidence: confidence,
                    grounds: grounds, supporting: supports.isEmpty ? nil : supports,
                    contradicting: contradicts.isEmpty ? nil : contradicts, alternatives: alternative, limits: limit,
                    responsibility: responsibility), examination.grounds(below: below), at: entry.clock.instant)
            try CitedEvidence(folder).check(statement.supporting + statement.contradicting)
            let assessment = try Assessment(statement, with: try signer.signingKey())
            try folder.enter([assessment], at: entry.clock.instant)
            try signer.keep(assessment.note)
            let sink = TextSink.standardOutput()
            try sink.write(try statement.digest() + "\n")
            try sink.finish()
            entry.output.tell(statement.sentence)
            entry.output.tell(statement.likelihood)
            entry.output.tell(statement.confidenceSentence)
            entry.output.tell(
                "signed by \(statement.author); publishing it takes a second person ('daylight assess approve').")
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stand behind another person's assessment, so that it can be published.",
            discussion:
                "Everything that it rests on is checked first. The approver's name and key must be another person's.")

        @Argument(help: "The assessment.")
        var name: String
        @Option(help: "Who approves.")
        var approver: String
        @Option(help: "Anything that belongs to the approval, in one line.")
        var remark: String?
        @OptionGroup var signer: SignerOptions
        @OptionGroup var entry: EntryOptions

        func run() throws {
            let folder = try entry.target.open()
            let check = try AssessmentCheck.verify(folder, name)
            let approval = try Approval(
                check.assessment.entry, approver: approver, remark: remark, at: entry.clock.instant,
                with: try signer.signingKey())
            try folder.enter([approval], at: entry.clock.instant)
            try signer.keep(approval.note)
            let sink = TextSink.standardOutput()
            try sink.write(approval.digest + "\n")
            try sink.finish()
            entry.output.tell("approved by \(approver): '\(check.assessment.entry.name)' may be published.")
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check an assessment: signatures, rows, numbers, and what it rests on.",
            discussion: """
                With --case everything is checked, the numbers by drawing them again. With --note only that a note which was
                handed over is the signer's. Exit code 2 where anything does not hold.
                """)

        @Argument(help: "The assessment's name, or the beginning of its digest.")
        var name: String?
        @Option(name: .customLong("case"), help: "The case that keeps it.", completion: .directory)
        var caseFolder: String?
        @Option(help: "A signed note of an assessment or an approval.", completion: .file())
        var note: String?
        @Option(help: "The signer's public key in PEM.", completion: .file())
        var publicKey: String?
        @Option(help: "Whose key it is.")
        var holder: String?
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if (caseFolder == nil) == (note == nil) {
                throw ValidationError("Give --case with an assessment, or --note with --public-key and --holder.")
            }
            if caseFolder != nil, name == nil { throw ValidationError("Name the assessment.") }
            if (publicKey == nil) != (holder == nil) {
                throw ValidationError("--public-key and --holder go together.")
            }
            if note != nil, publicKey == nil { throw ValidationError("With --note, give --public-key and --holder.") }
        }

        func run() throws {
            let key: VerifyingKey? =
                if let publicKey, let holder {
                    try VerifyingKey(name: holder, pem: try FileText.read(publicKey))
                } else { nil }
            if let note, let key { return try verify(note, key) }
            guard let caseFolder, let name else { return }
            let check = try AssessmentCheck.verify(try CaseFolder.open(at: caseFolder), name, with: key)
            if key == nil {
                output.tell(
                    "note: the public key is the case's own; --public-key with the one that was published proves more.")
            }
            for (layer, one) in ([check] + check.below).enumerated() {
                let statement = one.assessment.entry.statement
                output.tell(
                    "\(layer == 0 ? "" : "it rests on ")'\(statement.name)' (\(statement.layer.title)), signed by"
                        + " \(statement.author) with \(one.signer) on \(statement.time): it is what was signed, and its"
                        + " numbers come out again")
                for (approval, key) in one.approvals {
                    output.tell("approved by \(approval.approver) with \(key) on \(approval.time)")
                }
                for outdated in one.outdated { output.tell("note: \(outdated) was entered anew since.") }
                for missing in one.missing { output.tell("note: \(missing).") }
            }
            if !check.isApproved { output.tell("note: no second person has approved it; it is not for publication.") }
        }

        private func verify(_ path: String, _ key: VerifyingKey) throws {
            do throws(SealError) {
                try SignedNote(reading: String(decoding: try bytes(path), as: UTF8.self)).verify(with: [key])
            } catch {
                throw AttributionError.unverified(what: path, reason: String(error.description.dropLast()))
            }
            output.tell("\(path) is what \(key.name) signed")
        }

        private func bytes(_ path: String) throws(SealError) -> [UInt8] {
            do {
                return try FileText.bytes(path)
            } catch {
                throw .badNote("\((error as? FieldFault)?.detail ?? "it cannot be read")")
            }
        }
    }
}
