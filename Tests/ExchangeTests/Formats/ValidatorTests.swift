import Foundation
import Oversight
import Records
import TestSupport
import Testing

@testable import Exchange

@Suite("Readers that are not ours", .enabled(if: Validators.have("ftm"), Comment(rawValue: Validators.missing)))
struct ValidatorTests {
    enum Scene: String, CaseIterable {
        case thousand, shares, hostile, empty

        var dossier: Dossier {
            switch self {
            case .thousand: DossierScene.full(posts: 1000)
            case .shares: shares
            case .hostile: DossierScene.hostile
            case .empty: Dossier(head: DossierScene.head(title: ""))
            }
        }

        /// One thing that three accounts shared, handed out by whom others report.
        private var shares: Dossier {
            var dossier = DossierScene.full(posts: 0)
            dossier.posts = DossierScene.shares
            dossier.head.producer = "TikTok"
            return dossier
        }
    }

    @Test("pymisp, strictly by the templates, and MISP's schema take the event", arguments: Scene.allCases)
    func misp(scene: Scene) throws {
        let folder = try Scratch()
        let path = try folder.file("event.json") { try OneFile.misp.write(scene.dossier, to: $0) }
        let complaints = try Validators.complaints("misp", [path])
        #expect(complaints == "")
    }

    @Test("FollowTheMoney takes every entity, and drops no value", arguments: Scene.allCases)
    func ftm(scene: Scene) throws {
        let folder = try Scratch()
        let path = try folder.file("entities.json") { try OneFile.ftm.write(scene.dossier, to: $0) }
        let complaints = try Validators.complaints("ftm", [path])
        #expect(complaints == "")
    }

    @Test(
        "the schema of GEXF, networkx and igraph give back every node, edge, weight and spell",
        arguments: Scene.allCases)
    func graphs(scene: Scene) throws {
        let folder = try Scratch()
        let (graph, _) = try GraphDocument.drawn(from: scene.dossier, creator: "Daylight")
        let paths = [
            try folder.file("graph.gexf") { try GEXFWriter.write(graph, to: $0) },
            try folder.file("graph.graphml") { try GraphMLWriter.write(graph, to: $0) },
            try folder.file("nodes.csv") { try GephiTables.write(graph, nodes: $0, edges: .memory()) },
            try folder.file("edges.csv") { try GephiTables.write(graph, nodes: .memory(), edges: $0) },
            folder.path("expected.json"),
        ]
        let labels = graph.nodes.map { Self.shown($0.label) }
        let expected: [String: Any] = [
            "nodes": labels,
            "edges": graph.edges.map { edge in
                [
                    labels[edge.source], labels[edge.target], edge.weight,
                    edge.values.prefix(2).map { $0?.text ?? "" }.joined(separator: " "),
                ] as [Any]
            },
            "spells": graph.edges.flatMap(\.spells).map { [$0.first.description, $0.last.description] },
            "tables": scene != .hostile,
        ]
        try JSONSerialization.data(withJSONObject: expected).write(to: URL(filePath: folder.path("expected.json")))
        if scene == .thousand {
            #expect(graph.edges.count == 3)
            #expect(graph.edges.contains { $0.spells.contains { $0.weight ?? 0 > 1 } })
        }
        let complaints = try Validators.complaints("graph", paths)
        #expect(complaints == "")
    }

    @Test(
        "notes are Markdown without a trace of markup of others, and every link leads to a note",
        arguments: Scene.allCases)
    func notes(scene: Scene) throws {
        let folder = try Scratch()
        let sink = try FolderSink(path: folder.path("notes"))
        _ = try MarkdownFolder.write(scene.dossier) { name throws(ExchangeError) in try sink.file(name) }
        try sink.finish()
        let complaints = try Validators.complaints("notes", [folder.path("notes")])
        #expect(complaints == "")
    }

    /// As XML can hold it.
    private static func shown(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: shown.append(scalar)
            case 0..<0x20: shown.append(Unicode.Scalar(0x2400 + scalar.value) ?? scalar)
            case 0x7F: shown.append("\u{2421}")
            case 0xFFFE, 0xFFFF: shown.append("\u{FFFD}")
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }
}
