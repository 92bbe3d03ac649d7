import ArgumentParser
import Evidence
import Foundation
import Glibc
import Records
import Seals
import Workspace

/// Who acts, for the custody log.
struct CustodianOptions: ParsableArguments {
    @Option(help: "Who acts, for the custody log; by default DAYLIGHT_ACTOR, or the name you are logged in by.")
    var actor: String?
    @Option(help: "What you are to the case: analyst (the default), custodian, reviewer …")
    var role: String?

    /// Whether somebody was named on the command line.
    var isStated: Bool { actor != nil }

    var custodian: Custodian {
        get throws {
            let environment = ProcessInfo.processInfo.environment
            return try Custodian(
                name: actor ?? environment["DAYLIGHT_ACTOR"] ?? NSUserName(),
                role: role ?? environment["DAYLIGHT_ROLE"] ?? "analyst")
        }
    }
}

/// Where a key's passphrase comes from.
struct PassphraseOptions: ParsableArguments {
    @Option(
        help:
            "A file whose first line is the key's passphrase; otherwise DAYLIGHT_PASSPHRASE, or you are asked on a terminal.",
        completion: .file())
    var passphraseFile: String?

    /// The passphrase that was given without asking.
    var stated: String? {
        get throws {
            if let passphraseFile {
                let text = try FileText.read(passphraseFile)
                guard let line = text.split(whereSeparator: \.isNewline).first, !line.isEmpty else {
                    throw FieldFault("empty-passphrase", "\(passphraseFile) holds no passphrase in its first line")
                }
                return String(line)
            }
            return ProcessInfo.processInfo.environment["DAYLIGHT_PASSPHRASE"].flatMap { $0.isEmpty ? nil : $0 }
        }
    }

    /// Whether there is somebody who can be asked.
    var canAsk: Bool { isatty(STDIN_FILENO) == 1 && Terminal.showsMessages }

    /// The passphrase of a key that is there.
    func passphrase() throws -> String {
        if let stated = try stated { return stated }
        guard canAsk, let typed = Terminal.ask("Passphrase of the signing key: "), !typed.isEmpty else {
            throw Self.none
        }
        return typed
    }

    /// A passphrase for a new key, typed twice; nil where nobody gave one.
    func newPassphrase() throws -> String? {
        if let stated = try stated { return stated }
        guard canAsk else { return nil }
        guard let first = Terminal.ask("A passphrase for the new signing key (empty for no key): "), !first.isEmpty
        else {
            return nil
        }
        guard Terminal.ask("The same again: ") == first else {
            throw FieldFault("other-passphrase", "the two passphrases are not the same; nothing was made")
        }
        return first
    }

    static let none = FieldFault(
        "no-passphrase",
        "a passphrase is needed: set DAYLIGHT_PASSPHRASE, or give --passphrase-file with a file that holds it")
}

/// What is recorded of a capture beside its files.
struct EvidenceRecordOptions: ParsableArguments {
    @Option(help: "What was not seen, what failed, how it was chosen; required, repeat it for more.")
    var limits: [String] = []
    @Option(help: "The source's reliability A-F and its word's credibility 1-6, as B2; F6 where neither can be judged.")
    var sourceGrade = "F6"
    @Option(help: "Who says it: the platform's export, a witness, your own capture.")
    var source: String?
    @Option(help: "Sources that hang on one another bear one name here, and count once.")
    var independenceGroup: String?
    @Option(help: "To whom it may be shown (TLP 2.0): clear, green, amber, amber+strict, red.")
    var tlp = "amber"
    @Option(help: "Under which law it is kept: EU, or a country as AU; repeat it for more.")
    var jurisdiction: [String] = []
    @Option(help: "Why it may be kept, as 'GDPR Art. 6(1)(f)'.")
    var basis: String?
    @Option(help: "Personal data in it: none, ordinary, special (GDPR Art. 9), unknown.")
    var personalData = LegalBasis.PersonalData.unknown
    @Option(help: "What was left out because it was not needed.")
    var minimisation: String?
    @Option(help: "The day when it has to go, YYYY-MM-DD.")
    var retainUntil: String?
    @Option(help: "A tag of the RADAR framework, as dmm_01; repeat it for more.")
    var tag: [String] = []

    func validate() throws {
        if limits.isEmpty {
            throw ValidationError(
                "Say with --limits what was not seen, what failed or how it was chosen: evidence that names no limits does not stand up."
            )
        }
        if TrafficLight(tlp) == nil {
            throw ValidationError("--tlp takes clear, green, amber, amber+strict or red, not '\(tlp)'.")
        }
    }

    var provenance: Provenance {
        get throws { try Provenance(grade: sourceGrade, source: source, independenceGroup: independenceGroup) }
    }

    var legal: LegalBasis {
        get throws {
            LegalBasis(
                jurisdictions: jurisdiction, basis: basis, personalData: personalData, minimisation: minimisation,
                retainUntil: try retainUntil.map { try OptionValue.day("--retain-until", $0) },
                disclosure: TrafficLight(tlp) ?? .unmarked, tags: tag)
        }
    }
}

extension LegalBasis.PersonalData: ExpressibleByArgument {}
extension Capture.LoginState: ExpressibleByArgument {}
extension CustodyAction: ExpressibleByArgument {}

extension Terminal {
    /// Asks for something that is not shown while it is typed; nil at the end of the input.
    static func ask(_ question: String) -> String? {
        var before = termios()
        let hasEcho = tcgetattr(STDIN_FILENO, &before) == 0
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        if hasEcho { tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) }
        defer {
            if hasEcho { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
            write("\n")
        }
        write(question)
        return readLine()
    }
}
