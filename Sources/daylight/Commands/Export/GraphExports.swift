import ArgumentParser
import Exchange

extension ExportCommand {
    struct GEXF: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "gexf", abstract: "Write accounts and their ties as GEXF 1.3, for Gephi and Gephi Lite.",
            discussion: """
                Nodes have the days from an account's first to its last post, edges the days on which two accounts acted \
                together, with their weight on each, so far as the posts in the document show them.
                """)

        @OptionGroup var options: ExportOptions

        func run() throws {
            try options.writeGraph { graph, sink throws(ExchangeError) in try GEXFWriter.write(graph, to: sink) }
        }
    }

    struct GraphML: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "graphml", abstract: "Write accounts and their ties as GraphML, for igraph, networkx and yEd.")

        @OptionGroup var options: ExportOptions

        func run() throws {
            try options.writeGraph { graph, sink throws(ExchangeError) in try GraphMLWriter.write(graph, to: sink) }
        }
    }

    struct Gephi: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "gephi",
            abstract: "Write nodes.csv and edges.csv into a folder, for Gephi's spreadsheet import.",
            discussion: "Gephi cannot read weights that change from tables: for a timeline write GEXF.")

        @OptionGroup var options: ExportOptions

        func run() throws {
            let (graph, withheld) = try options.graph()
            try options.writeFolder { folder throws(ExchangeError) in
                let (nodes, edges) = (try folder.file("nodes.csv"), try folder.file("edges.csv"))
                try GephiTables.write(graph, nodes: nodes, edges: edges)
                try nodes.finish()
                try edges.finish()
            }
            options.conclude(options.words(graph), withheld: withheld)
        }
    }
}

extension ExportOptions {
    /// The graph that is asked for, and what was left out of it.
    fileprivate func graph() throws -> (GraphDocument, Withheld) {
        let dossier = try dossier()
        let (graph, posts) = try GraphDocument.drawn(from: dossier, creator: "Daylight \(Daylight.version)")
        var withheld = dossier.withheld
        withheld.add(.post, posts)
        return (graph, withheld)
    }

    fileprivate func writeGraph(
        _ body: (GraphDocument, TextSink) throws(ExchangeError) -> Void
    ) throws {
        let (graph, withheld) = try graph()
        try write { try body(graph, $0) }
        conclude(words(graph), withheld: withheld)
    }

    fileprivate func words(_ graph: GraphDocument) -> String {
        "\(graph.nodes.count) accounts, \(graph.edges.count) ties"
    }
}
