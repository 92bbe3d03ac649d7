import ArgumentParser
import Briefing
import Exchange

/// A form in which a dossier is handed out: what its command is called, what it carries, and how it is written.
protocol ExportForm {
    static var configuration: CommandConfiguration { get }
    /// The name of its file where --out is a folder that is there; nil for forms that are a folder themselves.
    static var fileName: String? { get }
    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport
}

/// One that is a single file.
protocol FileForm: ExportForm {
    static var format: ExportFormat { get }
}

extension FileForm {
    static var fileName: String? { format.fileName }

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        try options.write { try format.write(dossier, to: $0, creator: ExportOptions.creator) }
    }
}

enum STIXForm: FileForm {
    static let format = ExportFormat.stix
    static let configuration = CommandConfiguration(
        commandName: format.rawValue, abstract: "Write a STIX 2.1 bundle, for OpenCTI and whatever else reads STIX.",
        discussion: """
            Accounts are channels with a user-account beside each, posts media content, networks groupings, with \
            notes of what was assessed of them. Notices, answers, availability, disclosures \
            and obligations are objects of our own types, each with a plain note. Objects of imported \
            bundles stand in the export of a whole case, unchanged.
            """)

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        var report = try options.write { try format.write(dossier, to: $0, creator: ExportOptions.creator) }
        if !options.path.hasSuffix(".json") {
            report.notes.append(
                "the file's name does not end in .json; stix2_validator and others read no bundle from such a file")
        }
        return report
    }
}

enum MISPForm: FileForm {
    static let format = ExportFormat.misp
    static let configuration = CommandConfiguration(
        commandName: format.rawValue, abstract: "Write a MISP event, for MISP 2.5.",
        discussion: """
            Accounts, posts, networks, assessments and notices are objects of MISP's own templates, networks and their \
            members refer to each other, techniques are tags of the DISARM galaxy. The event is unpublished and goes to \
            the importing organisation alone, until somebody there decides otherwise.
            """)
}

enum FollowTheMoneyForm: FileForm {
    static let format = ExportFormat.ftm
    static let configuration = CommandConfiguration(
        commandName: format.rawValue,
        abstract: "Write FollowTheMoney entities, a JSON object a line, for OpenAleph.",
        discussion: """
            Accounts are UserAccount, posts Message, networks and what happened Event, ties UnknownLink, assessments \
            documents. Hashtags, domains and addresses have no entity there; messages say what they point to.
            """)
}

enum GEXFForm: FileForm {
    static let format = ExportFormat.gexf
    static let configuration = CommandConfiguration(
        commandName: format.rawValue,
        abstract: "Write accounts and their ties as GEXF 1.3, for Gephi and Gephi Lite.",
        discussion: """
            Nodes have the days from an account's first to its last post, edges the days on which two accounts acted \
            together, with their weight on each, so far as the posts in the document show them.
            """)
}

enum GraphMLForm: FileForm {
    static let format = ExportFormat.graphml
    static let configuration = CommandConfiguration(
        commandName: format.rawValue,
        abstract: "Write accounts and their ties as GraphML, for igraph, networkx and yEd.")
}

enum IndicatorForm: FileForm {
    static let format = ExportFormat.indicators
    static let configuration = CommandConfiguration(
        commandName: format.rawValue, abstract: "Write indicators as Meta publishes them, as CSV.",
        discussion: """
            Accounts, domains and what posts point to, with the step of the kill chain where one says no more than is \
            known; addresses are broken so that nobody follows one by mistake. Daylight reads the table again.
            """)
}

enum FourCATForm: FileForm {
    static let format = ExportFormat.fourcat
    static let configuration = CommandConfiguration(
        commandName: format.rawValue, abstract: "Write posts as CSV for 4CAT's custom upload.")
}

enum NavigatorForm: FileForm {
    static let format = ExportFormat.navigator
    static let configuration = CommandConfiguration(
        commandName: format.rawValue, abstract: "Write assessed techniques as a layer of the DISARM Navigator.")
}

enum GephiForm: ExportForm {
    static let configuration = CommandConfiguration(
        commandName: "gephi",
        abstract: "Write nodes.csv and edges.csv into a folder, for Gephi's spreadsheet import.",
        discussion: "Gephi cannot read weights that change from tables: for a timeline write GEXF.")
    static let fileName: String? = nil

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        let drawn = try DrawnDossier(dossier, creator: ExportOptions.creator)
        try options.folder { folder throws(ExchangeError) in
            let (nodes, edges) = (try folder.file("nodes.csv"), try folder.file("edges.csv"))
            try GephiTables.write(drawn.graph, nodes: nodes, edges: edges)
            try nodes.finish()
            try edges.finish()
        }
        return drawn.report
    }
}

enum MarkdownForm: ExportForm {
    static let configuration = CommandConfiguration(
        commandName: "markdown", abstract: "Write a folder of linked notes, for Obsidian.",
        discussion: """
            A note for the case and for each network, account, assessment, notice and answer, with properties \
            in YAML and a canvas of them all. Posts are not in it. --out names the folder, which must not exist yet.
            """)
    static let fileName: String? = nil

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        try options.folder { folder throws(ExchangeError) in
            ExportReport(
                try MarkdownFolder.write(dossier) { name throws(ExchangeError) in try folder.file(name) }, "files")
        }
    }
}
