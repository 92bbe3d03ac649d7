import Coordination
import Corpus
import Foundation
import FoundationXML
import Records
import Testing

@testable import Exchange

@Suite("Graph files")
struct GraphWriterTests {
    private static let hostile = "<script>&\"'\u{1}\u{202E}\u{FFFF}\n"
    /// What an XML 1.0 parser gives back for it.
    private static let shown = "<script>&\"'\u{2401}\u{202E}\u{FFFD}\n"

    private var document: GraphDocument {
        let accounts = SmallResult.accounts([(.x, "2"), (.tiktok, Self.hostile), (.tiktok, "1"), (.x, "alone")])
        return GraphDocument(
            creator: "Daylight <test>",
            layers: [
                EdgeLayer(trace: .url, window: .init(milliseconds: 60_000), edges: [SmallResult.edge(1, 0, weight: 2)]),
                EdgeLayer(
                    trace: .sound, window: .init(milliseconds: 60_000),
                    edges: [SmallResult.edge(1, 0, weight: 3), SmallResult.edge(2, 1, weight: 4)]),
            ],
            accounts: accounts, networks: [Network(identifier: "N1", members: [0, 1, 2], links: [])],
            appearances: [0: GraphAppearance(x: 1.5, y: -2, size: 3, red: 255, green: 0, blue: 9)])
    }

    @Test("Accounts with an edge become nodes, in the order of accounts, and parallel edges stay apart")
    func nodesAndEdges() {
        #expect(document.nodes.map(\.label) == ["1", Self.hostile, "2"])
        #expect(document.nodes[0].values[4] == .text("N1"))
        #expect(document.edges.map { [$0.source, $0.target] } == [[1, 2], [1, 2], [0, 1]])
        #expect(document.edges.map(\.kind) == ["url 60", "sound 60", "sound 60"])
    }

    @Test("An XML parser gets back every node, edge, weight and name, hostile ones made visible")
    func gexf() throws {
        let sink = TextSink.memory()
        try GEXFWriter.write(document, to: sink)
        let root = try parsed(sink)
        let graph = try #require(root.elements(forName: "graph").first)
        let nodes = try #require(graph.elements(forName: "nodes").first).elements(forName: "node")
        let edges = try #require(graph.elements(forName: "edges").first).elements(forName: "edge")
        #expect(nodes.map { value($0, "label") } == ["1", Self.shown, "2"])
        #expect(edges.map { value($0, "weight") } == ["2.0", "3.0", "4.0"])
        #expect(edges.map { value($0, "source") + value($0, "target") } == ["n1n2", "n1n2", "n0n1"])
        #expect(edges.allSatisfy { value($0, "start") == "2024-11-24" })
        #expect(sink.text.contains("<viz:position x=\"1.5\" y=\"-2.0\"/>"))
        #expect(!sink.text.contains("schemaLocation"))
    }

    @Test("GraphML declares each key that it uses")
    func graphML() throws {
        let sink = TextSink.memory()
        try GraphMLWriter.write(document, to: sink)
        let root = try parsed(sink)
        let keys = Set(root.elements(forName: "key").map { value($0, "id") })
        #expect(keys.contains("weight") && keys.count == 18)
        let graph = try #require(root.elements(forName: "graph").first)
        let parts = graph.elements(forName: "node") + graph.elements(forName: "edge")
        #expect(parts.count == 6)
        for part in parts {
            for datum in part.elements(forName: "data") { #expect(keys.contains(value(datum, "key"))) }
        }
        let labels = graph.elements(forName: "node").map { $0.elements(forName: "data").first?.stringValue }
        #expect(labels == ["1", Self.shown, "2"])
    }

    private func parsed(_ sink: TextSink) throws -> XMLElement {
        let document = try XMLDocument(data: Data(sink.bytes), options: [.nodePreserveWhitespace])
        return try #require(document.rootElement())
    }

    private func value(_ element: XMLElement, _ name: String) -> String {
        // `attribute(forName:)` finds nothing on Linux as soon as a namespace is declared.
        element.attributes?.first { $0.name == name }?.stringValue ?? "no attribute \(name)"
    }
}
