import ArgumentParser
import Exchange

enum STIXFormat: ExportFormat {
    static let configuration = CommandConfiguration(
        commandName: "stix", abstract: "Write a STIX 2.1 bundle, for OpenCTI and whatever else reads STIX.",
        discussion: """
            Accounts are channels with a user-account beside each, posts media content, networks groupings, with \
            notes of what was assessed of them. Notices, answers, availability, disclosures \
            and obligations are objects of our own types, each with a plain note. Objects of imported \
            bundles stand in the export of a whole case, unchanged.
            """)
    static let fileName: String? = "stix-bundle.json"

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        let outcome = try options.write { try STIXWriter.write(dossier, to: $0) }
        var report = ExportReport(what: "\(outcome.objects) objects", withheld: outcome.withheld)
        if outcome.superseded > 0 {
            report.notes.append(
                "\(outcome.superseded) objects stand in an imported bundle under the same id, and are as they stood there"
            )
        }
        if !options.path.hasSuffix(".json") {
            report.notes.append(
                "the file's name does not end in .json; stix2_validator and others read no bundle from such a file")
        }
        return report
    }
}
