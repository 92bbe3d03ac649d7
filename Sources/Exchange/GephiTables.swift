/// A graph as the pair of tables that Gephi's spreadsheet import takes: nodes (`Id`, `Label` and what is known of each),
/// and edges (`Source`, `Target`, `Type`, `Id`, `Label`, `Weight` and what is known of each).
///
/// Times are plain columns here: Gephi's tables cannot carry weights that change. GEXF does.
package enum GephiTables {
    package static func write(
        _ document: GraphDocument, nodes: TextSink, edges: TextSink
    ) throws(ExchangeError) {
        var table = try CSVWriter(nodes, header: ["Id", "Label"] + document.nodeAttributes.map(\.name))
        for (place, node) in document.nodes.enumerated() {
            table.field("n\(place)")
            table.field(node.label)
            for value in node.values { table.field(value?.text ?? "") }
            try table.endRow()
        }
        table = try CSVWriter(
            edges, header: ["Source", "Target", "Type", "Id", "Label", "Weight"] + document.edgeAttributes.map(\.name))
        for (place, edge) in document.edges.enumerated() {
            table.field("n\(edge.source)")
            table.field("n\(edge.target)")
            table.field("Undirected")
            table.field("e\(place)")
            table.field(edge.kind)
            table.field("\(edge.weight)")
            for value in edge.values { table.field(value?.text ?? "") }
            try table.endRow()
        }
    }
}
