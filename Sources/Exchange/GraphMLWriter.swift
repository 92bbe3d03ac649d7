/// Graphs as GraphML, for igraph, networkx, yEd and others that do not read GEXF.
package enum GraphMLWriter {
    package static func write(_ document: GraphDocument, to sink: TextSink) throws(ExchangeError) {
        var output = XMLOutput(sink)
        output.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        output.markup("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n  <desc>")
        output.text("\(document.creator): \(document.description)")
        output.markup("</desc>\n")
        output.markup("  <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n")
        declare(document.nodeAttributes, of: "node", to: &output)
        output.markup("  <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n")
        declare(document.edgeAttributes, of: "edge", to: &output)
        output.markup("  <graph id=\"G\" edgedefault=\"undirected\">")
        try output.endLine()
        for (place, node) in document.nodes.enumerated() {
            output.markup("    <node id=\"n\(place)\"><data key=\"label\">")
            output.text(node.label)
            output.markup("</data>")
            write(node.values, of: "node", to: &output)
            output.markup("</node>")
            try output.endLine()
        }
        for (place, edge) in document.edges.enumerated() {
            output.markup("    <edge id=\"e\(place)\" source=\"n\(edge.source)\" target=\"n\(edge.target)\">")
            output.markup("<data key=\"weight\">\(edge.weight)</data>")
            write(edge.values, of: "edge", to: &output)
            output.markup("</edge>")
            try output.endLine()
        }
        output.markup("  </graph>\n</graphml>")
        try output.endLine()
    }

    private static func declare(_ attributes: [GraphAttribute], of kind: String, to output: inout XMLOutput) {
        for (place, attribute) in attributes.enumerated() {
            output.markup("  <key id=\"\(kind)\(place)\" for=\"\(kind)\"")
            output.attribute("attr.name", attribute.name)
            output.markup(" attr.type=\"\(typeName(attribute.kind))\"/>\n")
        }
    }

    private static func write(_ values: [GraphValue?], of kind: String, to output: inout XMLOutput) {
        for (place, value) in values.enumerated() {
            guard let value else { continue }
            output.markup("<data key=\"\(kind)\(place)\">")
            output.text(value.text)
            output.markup("</data>")
        }
    }

    private static func typeName(_ kind: GraphAttribute.Kind) -> String {
        switch kind {
        case .text: "string"
        case .integer: "long"
        case .number: "double"
        }
    }
}
