import ArgumentParser
import Exchange

extension ExportCommand {
    struct STIX: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "stix", abstract: "Write a STIX 2.1 bundle, for OpenCTI and whatever else reads STIX.",
            discussion: """
                Accounts are channels with a user-account beside each, posts media content, networks groupings, with \
                notes of what was assessed of them. Notices, answers, availability, \
                disclosures and obligations are objects of our own types, each with a plain note. Objects of imported \
                bundles stand in the export of a whole case, unchanged.
                """)

        @OptionGroup var options: ExportOptions

        func run() throws {
            let dossier = try options.dossier()
            let outcome = try options.write { try STIXWriter.write(dossier, to: $0) }
            options.conclude("\(outcome.objects) objects", withheld: outcome.withheld)
            if outcome.superseded > 0, !options.quiet {
                Terminal.tell(
                    "note: \(outcome.superseded) objects stand in an imported bundle under the same id, and are as they stood there"
                )
            }
        }
    }
}
