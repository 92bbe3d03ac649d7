import ArgumentParser
import Briefing
import Foundation
import Seals
import Workspace

/// `daylight init`: a new case.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a case: a folder that keeps what is imported into it.",
        discussion: """
            With a passphrase (DAYLIGHT_PASSPHRASE, --passphrase-file, or typed on a terminal) the case gets a key to sign its
            evidence with; 'daylight evidence key' makes one later.
            """)

    @Argument(help: "The folder to make.", completion: .directory)
    var folder: String
    @Option(
        help: "Whose key it is, without spaces: best an address, newsroom.example/evidence; your login name by default."
    )
    var holder: String?
    @Option(help: "The case's name in its evidence, as newsroom.example/case-7; that of the folder by default.")
    var origin: String?
    @Flag(help: "Make no key, and ask for none.")
    var noKey = false
    @OptionGroup var passphrase: PassphraseOptions

    func validate() throws {
        if noKey, holder != nil { throw ValidationError("--holder belongs to the key that --no-key leaves out.") }
    }

    func run() throws {
        // Before the case is there: a wrong name or passphrase must not leave half of what was asked for.
        let phrase = noKey ? nil : try passphrase.newPassphrase()
        if holder != nil, phrase == nil { throw PassphraseOptions.none }
        let key = phrase == nil ? nil : try SigningKey.generated(name: holder ?? NSUserName())
        let made = try CaseFolder.create(at: folder)
        if key != nil || origin != nil { _ = try made.evidence.writer(origin: origin) }
        if let key, let phrase {
            try made.evidence.makeKey(key, passphrase: phrase)
            EvidenceKey.tell(key, made)
        }
        Terminal.tell("\(folder) is a case now; 'daylight import FILE… --case \(ShellWord.quoted(folder))' fills it.")
    }
}
