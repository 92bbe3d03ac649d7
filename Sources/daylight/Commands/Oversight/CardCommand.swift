import ArgumentParser
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
            The thresholds' columns: heading (timeliness, completeness, candour, cooperation), metric (M02), figure (how its
            label begins, such as 'acted on within 72 h'), threshold (shares as 0.5 or 50 %), good (above or below).
            Each finding is pass, fail or undetermined: it fails only where the whole interval lies on the bad side. The
            thresholds are a table that whoever judges sets and signs: heading, metric, figure, threshold, good.
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
    @Option(help: "Write the card with its curves as a page.", completion: .file())
    var out: String?
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if (key == nil) != (holder == nil) { throw ValidationError("--key and --holder go together.") }
        if thresholds != nil, setBy == nil { throw ValidationError("Say with --set-by who set the thresholds.") }
    }

    func run() throws {
        let folder = try target.open()
        let examination = try CohortExamination.examine(folder, asked.question(clock))
        var file: RegisterFile?
        var set = CardThresholds.example
        if let thresholds, let setBy {
            var read = try RegisterFile(thresholds)
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
        let cards = try PlatformCards.make(examination, folder, thresholds: set)
        if cards.isEmpty { throw ValidationError("The cohort has no asset on that platform.") }
        let sink = TextSink.standardOutput()
        var rows = try Rows(
            sink, format: output.rowFormat,
            header: ["subject", "heading", "heading_verdict", "metric", "question", "verdict", "reason"])
        for card in cards {
            for finding in card.findings {
                try rows.write([
                    .text(card.subject), .text(finding.heading.rawValue),
                    .text(card.verdict(of: finding.heading).rawValue), .text(finding.metric.rawValue),
                    .text(finding.question), .text(finding.verdict.rawValue), .text(finding.reason),
                ])
            }
        }
        try rows.finish()
        try sink.finish()
        if thresholds == nil {
            output.tell("note: these thresholds are an example that nobody set; give yours with --thresholds.")
        }
        if let out { try FileText.write(try page(examination, cards, file), to: out) }
        if let key, let holder {
            let signer = try SigningKey(name: holder, pem: try FileText.read(key))
            let text = try CanonicalJSON.encode(cards) + "\n"
            let path = (out ?? "card") + ".note"
            try FileText.write(try SignedNote(signing: text, with: [signer]).description, to: path)
            output.tell("\(path) is the signed card")
        }
        try file?.conclude()
    }

    private func page(
        _ examination: CohortExamination, _ cards: [AdequacyCard], _ file: RegisterFile?
    ) throws -> String {
        OversightReport.html(OversightFilling.view(examination, cards, clock.instant, thresholds: file?.table.sha256))
    }
}
