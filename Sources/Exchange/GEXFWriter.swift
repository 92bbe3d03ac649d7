import Records

/// Graphs as GEXF 1.3, for Gephi and Gephi Lite.
///
/// It satisfies the format's RELAX NG schema, not its XSD: the two contradict each other about `viz:` and
/// `xsi:schemaLocation`. Times are days, since networkx cannot read `timeformat="dateTime"`; the full times stand in the
/// edges' attributes `first` and `last`. A spell holds its first and its last day, both included. What an edge weighs in a
/// spell is a value of the dynamic attribute `weight`, a name that the format reserves for that; the whole edge's weight
/// stands beside it for programs that know no time.
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
        if document.edges.contains(where: { $0.spells.contains { $0.weight != nil } }) {
            output.markup("    <attributes class=\"edge\" mode=\"dynamic\">\n")
            output.markup("      <attribute id=\"\(dynamicWeight)\" title=\"weight\" type=\"double\"/>\n")
            output.markup("    </attributes>")
            try output.endLine()
        }
        output.markup("    <nodes>")
        try output.endLine()
        for (place, node) in document.nodes.enumerated() { try write(node, place, to: &output) }
        output.markup("    </nodes>\n    <edges>")
        try output.endLine()
        for (place, edge) in document.edges.enumerated() { try write(edge, place, to: &output) }
        output.markup("    </edges>\n  </graph>\n</gexf>")
        try output.endLine()
    }

    /// The id of the attribute.
    private static let dynamicWeight = "weight-in-time"

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
        write(node.values, [], to: &output)
        write(node.spells, to: &output)
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
        // Beside spells, the whole span would count as one more.
        if edge.spells.isEmpty {
            output.attribute("start", Day(of: edge.first).description)
            output.attribute("end", Day(of: edge.last).description)
        }
        output.markup(">")
        write(edge.values, edge.spells, to: &output)
        write(edge.spells, to: &output)
        output.markup("</edge>")
        try output.endLine()
    }

    private static func write(_ spells: [GraphSpell], to output: inout XMLOutput) {
        if spells.isEmpty { return }
        output.markup("<spells>")
        for spell in spells { output.markup("<spell start=\"\(spell.first)\" end=\"\(spell.last)\"/>") }
        output.markup("</spells>")
    }

    private static func write(_ values: [GraphValue?], _ spells: [GraphSpell], to output: inout XMLOutput) {
        output.markup("<attvalues>")
        for (place, value) in values.enumerated() {
            guard let value else { continue }
            output.markup("<attvalue for=\"\(place)\"")
            output.attribute("value", value.text)
            output.markup("/>")
        }
        for spell in spells {
            guard let weight = spell.weight else { continue }
            output.markup("<attvalue for=\"\(dynamicWeight)\" value=\"\(weight)\"")
            output.markup(" start=\"\(spell.first)\" end=\"\(spell.last)\"/>")
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
