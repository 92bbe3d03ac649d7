import ArgumentParser
import Exchange

// Formats that are one file, a value a format: what it carries, and who writes it.

enum MISPFormat: ExportFormat {
    static let configuration = CommandConfiguration(
        commandName: "misp", abstract: "Write a MISP event, for MISP 2.5.",
        discussion: """
            Accounts, posts, networks, assessments and notices are objects of MISP's own templates, networks and their \
            members refer to each other, techniques are tags of the DISARM galaxy. The event is unpublished and goes to \
            the importing organisation alone, until somebody there decides otherwise.
            """)
    static let fileName: String? = "misp-event.json"

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        try options.file("attributes and objects") { sink throws(ExchangeError) in
            try MISPWriter.write(dossier, to: sink)
        }
    }
}

enum FollowTheMoneyFormat: ExportFormat {
    static let configuration = CommandConfiguration(
        commandName: "ftm", abstract: "Write FollowTheMoney entities, a JSON object a line, for OpenAleph.",
        discussion: """
            Accounts are UserAccount, posts Message, networks and what happened Event, ties UnknownLink, assessments \
            documents. Hashtags, domains and addresses have no entity there; messages say what they point to.
            """)
    static let fileName: String? = "entities.ftm.ndjson"

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        try options.file("entities") { sink throws(ExchangeError) in try FollowTheMoneyWriter.write(dossier, to: sink) }
    }
}

enum IndicatorFormat: ExportFormat {
    static let configuration = CommandConfiguration(
        commandName: "indicators", abstract: "Write indicators as Meta publishes them, as CSV.",
        discussion: """
            Accounts, domains and what posts point to, with the step of the kill chain where one says no more than is \
            known; addresses are broken so that nobody follows one by mistake. Daylight reads the table again.
            """)
    static let fileName: String? = "indicators.csv"

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        try options.file("rows") { sink throws(ExchangeError) in try IndicatorTable.write(dossier, to: sink) }
    }
}

enum FourCATFormat: ExportFormat {
    static let configuration = CommandConfiguration(
        commandName: "4cat", abstract: "Write posts as CSV for 4CAT's custom upload.")
    static let fileName: String? = "4cat.csv"

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        try options.file("posts") { sink throws(ExchangeError) in try FourCATTable.write(dossier, to: sink) }
    }
}

enum NavigatorFormat: ExportFormat {
    static let configuration = CommandConfiguration(
        commandName: "navigator", abstract: "Write assessed techniques as a layer of the DISARM Navigator.")
    static let fileName: String? = "navigator-layer.json"

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        try options.file("techniques") { sink throws(ExchangeError) in try NavigatorLayer.write(dossier, to: sink) }
    }
}

enum MarkdownFormat: ExportFormat {
    static let configuration = CommandConfiguration(
        commandName: "markdown", abstract: "Write a folder of linked notes, for Obsidian.",
        discussion: """
            A note for the case and for each network, account, assessment, notice and answer, with properties \
            in YAML and a canvas of them all. Posts are not in it. --out names the folder, which must not exist yet.
            """)
    static let fileName: String? = nil

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        let outcome = try options.folder { folder throws(ExchangeError) in
            try MarkdownFolder.write(dossier) { name throws(ExchangeError) in try folder.file(name) }
        }
        return ExportReport(what: "\(outcome.written) files", withheld: outcome.withheld)
    }
}

extension ExportOptions {
    /// Writes one file, and says how much it was.
    fileprivate func file(
        _ things: String, _ body: (TextSink) throws(ExchangeError) -> ExportOutcome
    ) throws -> ExportReport {
        let outcome = try write { try body($0) }
        return ExportReport(what: "\(outcome.written) \(things)", withheld: outcome.withheld)
    }
}
