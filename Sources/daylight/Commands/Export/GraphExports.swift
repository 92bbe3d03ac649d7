import ArgumentParser
import Exchange

// Formats of the graph of a dossier's accounts.

enum GEXFFormat: ExportFormat {
    static let configuration = CommandConfiguration(
        commandName: "gexf", abstract: "Write accounts and their ties as GEXF 1.3, for Gephi and Gephi Lite.",
        discussion: """
            Nodes have the days from an account's first to its last post, edges the days on which two accounts acted \
            together, with their weight on each, so far as the posts in the document show them.
            """)
    static let fileName: String? = "accounts.gexf"

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        let drawing = try GraphDrawing(dossier)
        try options.write { try GEXFWriter.write(drawing.graph, to: $0) }
        return drawing.report
    }
}

enum GraphMLFormat: ExportFormat {
    static let configuration = CommandConfiguration(
        commandName: "graphml", abstract: "Write accounts and their ties as GraphML, for igraph, networkx and yEd.")
    static let fileName: String? = "accounts.graphml"

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        let drawing = try GraphDrawing(dossier)
        try options.write { try GraphMLWriter.write(drawing.graph, to: $0) }
        return drawing.report
    }
}

enum GephiFormat: ExportFormat {
    static let configuration = CommandConfiguration(
        commandName: "gephi",
        abstract: "Write nodes.csv and edges.csv into a folder, for Gephi's spreadsheet import.",
        discussion: "Gephi cannot read weights that change from tables: for a timeline write GEXF.")
    static let fileName: String? = nil

    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport {
        let drawing = try GraphDrawing(dossier)
        try options.folder { folder throws(ExchangeError) in
            let (nodes, edges) = (try folder.file("nodes.csv"), try folder.file("edges.csv"))
            try GephiTables.write(drawing.graph, nodes: nodes, edges: edges)
            try nodes.finish()
            try edges.finish()
        }
        return drawing.report
    }
}

/// A dossier's graph, and what was left out of it.
private struct GraphDrawing {
    let graph: GraphDocument
    let report: ExportReport

    init(_ dossier: Dossier) throws {
        let (graph, posts) = try GraphDocument.drawn(from: dossier, creator: "Daylight \(Daylight.version)")
        self.graph = graph
        var withheld = dossier.withheld
        withheld.add(.post, posts)
        report = ExportReport(
            what: "\(graph.nodes.count) accounts, \(graph.edges.count) ties", withheld: withheld)
    }
}
