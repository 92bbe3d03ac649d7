import ArgumentParser
import Briefing
import Exchange
import Foundation
import Inquiry
import Intake
import Oversight
import Records
import Reporting
import Seals
import Workspace

/// `daylight card`: what an authority makes of the figures.
struct CardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Hold a platform against thresholds: timeliness, completeness, candour, cooperation. No total.",
        discussion: """
            The thresholds are a table that whoever judges sets and signs. Its columns: heading (timeliness, completeness,
            candour, cooperation), metric (M02), figure (how its label begins, such as 'acted on within 72 h'), threshold
            (shares as 0.5 or 50 %), good (above or below). Timeliness takes M02; completeness M03 and M07; candour M08, M09,
            M10 and M13; cooperation M20; other metrics stand where you put them. M11 is a screen: printed with --origin, and
            never a finding. Each finding is pass, fail or undetermined: it fails only where the whole interval lies on the
            bad side, and says what is missing where nothing could be measured.
            """)

    @OptionGroup var asked: CohortOptions
    @Option(help: "A table of thresholds; an example that nobody set by default.", completion: .file())
    var thresholds: String?
    @Option(help: "Who set the thresholds.")
    var setBy: String?
    @Option(help: "Sign the card with this secret key.", completion: .file())
    var key: String?
    @Option(help: "Whose key it is.")
    var holder: String?
    @OptionGroup var passphrase: PassphraseOptions
    @Option(help: "Write the card with its curves as a page.", completion: .file())
    var out: String?
    @OptionGroup var networks: NetworkOptions
    @OptionGroup var returns: ReturnOptions
    @OptionGroup var record: RecordOptions
    @OptionGroup var calendars: CalendarOptions
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if (key == nil) != (holder == nil) { throw ValidationError("--key and --holder go together.") }
        if thresholds != nil, setBy == nil { throw ValidationError("Say with --set-by who set the thresholds.") }
        try SourceFile.refuseRepeatedInput(
            [thresholds, networks.networks, networks.released, returns.disrupted, returns.returns].compactMap { $0 })
    }

    func run() throws {
        let folder = try target.open()
        let (registry, documented) = try networks.read(in: folder)
        let returned = try returns.read(grade: .confirmed, present: clock.instant)
        let known = try calendars.read()
        let examination = try CohortExamination.examine(folder, asked.question(clock, registry))
        var file: RegisterFile?
        var set = CardThresholds.example
        if let thresholds, let setBy {
            var read = try RegisterFile(thresholds)
            try read.refuseOtherTable(knowing: CardThresholds.columns, needing: CardThresholds.columns)
            set = CardThresholds(
                setBy: setBy,
                tests: read.table.decode(thresholds) { row throws(FieldFault) in try CardThresholds.test(row) }.map(
                    \.value))
            if set.tests.isEmpty {
                read.tellRejected()
                throw FieldFault(
                    "no-thresholds",
                    "\(thresholds) holds no threshold; its columns are heading, metric, figure, threshold, good (above or below)"
                )
            }
            file = read
        }
        let made = try PlatformCards(
            examination, folder,
            record.question(
                LedgerSelection(try CaseLedger(folder), withShipped: true), returned: returned, calendars: known),
            thresholds: set)
        let cards = made.cards
        if cards.isEmpty { throw ValidationError("The cohort has no asset on that platform.") }
        try CardRows.print(cards, output)
        if thresholds == nil {
            output.tell("note: these thresholds are an example that nobody set; give yours with --thresholds.")
        }
        if let out {
            var tables = file.map { [("thresholds", $0.table.sha256)] } ?? []
            tables += documented.files.map { ("networks that others confirmed: \($0.path)", $0.table.sha256) }
            tables += returned.files.map { ("networks that were disrupted: \($0.path)", $0.table.sha256) }
            tables += known.files.sorted { $0.key < $1.key }.map { ("calendar \($0.key)", $0.value) }
            let view = OversightFilling.view(
                examination, made, version: Daylight.version, clock.instant, tables: tables)
            try FileText.write(OversightReport.html(view), to: out)
        }
        if let key, let holder {
            let signer = try KeyFile.read(key, holder: holder) { try passphrase.passphrase() }
            let text = try CanonicalJSON.encode(cards) + "\n"
            let path = (out ?? "card") + ".note"
            try FileText.write(try SignedNote(signing: text, with: [signer]).description, to: path)
            output.tell("\(path) is the signed card")
        }
        try RegisterFile.conclude([file].compactMap { $0 } + documented.files + returned.files + known.read)
    }
}
