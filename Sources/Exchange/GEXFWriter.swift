import Records

/// Graphs as GEXF 1.3, for Gephi and Gephi Lite.
///
/// It satisfies the format's RELAX NG schema, not its XSD: the two contradict each other about `viz:` and
/// `xsi:schemaLocation`. Times are days, since networkx cannot read `timeformat="dateTime"`; the full times stand in the
/// edges' attributes `first` and `last`.
package enum GEXFWriter {
    package static func write(_ document: GraphDocument, to sink: TextSink) throws(ExchangeError) {
        var output = XMLOutput(sink)
        output.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        output.markup("<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n")
        output.markup("  <meta>\n    <creator>")
        output.text(document.creator)
        output.markup("</creator>\n    <description>")
        output.text(document.description)
        output.markup("</description>\n  </meta>\n")
        output.markup("  <graph defaultedgetype=\"undirected\" mode=\"dynamic\" timeformat=\"date\">")
        try output.endLine()
        try declare(document.nodeAttributes, of: "node", to: &output)
        try declare(document.edgeAttributes, of: "edge", to: &output)
        output.markup("    <nodes>")
        try output.endLine()
        for (place, node) in document.nodes.enumerated() { try write(node, place, to: &output) }
        output.markup("    </nodes>\n    <edges>")
        try output.endLine()
        for (place, edge) in document.edges.enumerated() { try write(edge, place, to: &output) }
        output.markup("    </edges>\n  </graph>\n</gexf>")
        try output.endLine()
    }

    private static func declare(
        _ attributes: [GraphAttribute], of kind: String, to output: inout XMLOutput
    ) throws(ExchangeError) {
        output.markup("    <attributes class=\"\(kind)\">\n")
        for (place, attribute) in attributes.enumerated() {
            output.markup("      <attribute id=\"\(place)\"")
            output.attribute("title", attribute.name)
            output.markup(" type=\"\(typeName(attribute.kind))\"/>\n")
        }
        output.markup("    </attributes>")
        try output.endLine()
    }

    private static func write(_ node: GraphNode, _ place: Int, to output: inout XMLOutput) throws(ExchangeError) {
        output.markup("      <node id=\"n\(place)\"")
        output.attribute("label", node.label)
        output.markup(">")
        write(node.values, to: &output)
        if let drawn = node.appearance {
            output.markup("<viz:color r=\"\(drawn.red)\" g=\"\(drawn.green)\" b=\"\(drawn.blue)\"/>")
            output.markup("<viz:position x=\"\(drawn.x)\" y=\"\(drawn.y)\"/><viz:size value=\"\(drawn.size)\"/>")
        }
        output.markup("</node>")
        try output.endLine()
    }

    private static func write(_ edge: GraphEdge, _ place: Int, to output: inout XMLOutput) throws(ExchangeError) {
        output.markup("      <edge id=\"e\(place)\" source=\"n\(edge.source)\" target=\"n\(edge.target)\"")
        output.attribute("kind", edge.kind)
        output.markup(" weight=\"\(edge.weight)\"")
        output.attribute("start", String(edge.first.description.prefix(10)))
        output.attribute("end", String(edge.last.description.prefix(10)))
        output.markup(">")
        write(edge.values, to: &output)
        output.markup("</edge>")
        try output.endLine()
    }

    private static func write(_ values: [GraphValue?], to output: inout XMLOutput) {
        output.markup("<attvalues>")
        for (place, value) in values.enumerated() {
            guard let value else { continue }
            output.markup("<attvalue for=\"\(place)\"")
            output.attribute("value", value.text)
            output.markup("/>")
        }
        output.markup("</attvalues>")
    }

    private static func typeName(_ kind: GraphAttribute.Kind) -> String {
        switch kind {
        case .text: "string"
        case .integer: "long"
        case .number: "double"
        }
    }
}
