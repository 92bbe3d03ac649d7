package import Exchange

/// The formats of the field that are one file, each with how it is written: for `daylight export` and the server alike.
package enum ExportFormat: String, Sendable, CaseIterable {
    case stix, misp, ftm, gexf, graphml, indicators, fourcat = "4cat", navigator

    /// For people.
    package var title: String {
        switch self {
        case .stix: "STIX 2.1 bundle, for OpenCTI"
        case .misp: "MISP event"
        case .ftm: "FollowTheMoney entities, for OpenAleph"
        case .gexf: "GEXF 1.3, for Gephi"
        case .graphml: "GraphML, for igraph, networkx and yEd"
        case .indicators: "Indicators as Meta publishes them, CSV"
        case .fourcat: "Posts for 4CAT, CSV"
        case .navigator: "Layer of the DISARM Navigator"
        }
    }

    /// What its file is called in a folder of several.
    package var fileName: String {
        switch self {
        case .stix: "stix-bundle.json"
        case .misp: "misp-event.json"
        case .ftm: "entities.ftm.ndjson"
        case .gexf: "accounts.gexf"
        case .graphml: "accounts.graphml"
        case .indicators: "indicators.csv"
        case .fourcat: "4cat.csv"
        case .navigator: "navigator-layer.json"
        }
    }

    /// Of the file's name: all that stands behind its first full stop.
    package var ending: String { String(fileName.drop { $0 != "." }.dropFirst()) }

    package var mediaType: String {
        switch self {
        case .stix: "application/stix+json;version=2.1"
        case .misp, .navigator: "application/json"
        case .ftm: "application/x-ndjson"
        case .gexf, .graphml: "application/xml"
        case .indicators, .fourcat: "text/csv; charset=utf-8"
        }
    }

    /// Writes a dossier that nothing forbidden is in.
    /// - Parameter creator: the program and its version.
    package func write(_ dossier: Dossier, to sink: TextSink, creator: String) throws(ExchangeError) -> ExportReport {
        switch self {
        case .stix:
            let outcome = try STIXWriter.write(dossier, to: sink)
            var report = ExportReport(what: "\(outcome.objects) objects", withheld: outcome.withheld)
            if outcome.superseded > 0 {
                report.notes.append(
                    "\(outcome.superseded) objects stand in an imported bundle under the same id, and are as they stood there"
                )
            }
            return report
        case .misp: return ExportReport(try MISPWriter.write(dossier, to: sink), "attributes and objects")
        case .ftm: return ExportReport(try FollowTheMoneyWriter.write(dossier, to: sink), "entities")
        case .indicators: return ExportReport(try IndicatorTable.write(dossier, to: sink), "rows")
        case .fourcat: return ExportReport(try FourCATTable.write(dossier, to: sink), "posts")
        case .navigator: return ExportReport(try NavigatorLayer.write(dossier, to: sink), "techniques")
        case .gexf, .graphml:
            let drawn = try DrawnDossier(dossier, creator: creator)
            if self == .gexf {
                try GEXFWriter.write(drawn.graph, to: sink)
            } else {
                try GraphMLWriter.write(drawn.graph, to: sink)
            }
            return drawn.report
        }
    }
}

/// What an export tells when it is done.
package struct ExportReport: Sendable {
    /// How much was written, in words: `12 objects`.
    package var what: String
    /// What was left out because of its marking.
    package var withheld: Withheld
    /// Worth knowing and not wrong.
    package var notes: [String] = []

    package init(what: String, withheld: Withheld) {
        self.what = what
        self.withheld = withheld
    }

    /// - Parameter things: what was written, in words.
    package init(_ outcome: ExportOutcome, _ things: String) {
        self.init(what: "\(outcome.written) \(things)", withheld: outcome.withheld)
    }
}

/// The graph of a dossier's accounts, with what is told of it.
package struct DrawnDossier: Sendable {
    package let graph: GraphDocument
    package let report: ExportReport

    /// - Parameter creator: the program and its version.
    package init(_ dossier: Dossier, creator: String) throws(ExchangeError) {
        let (graph, posts) = try GraphDocument.drawn(from: dossier, creator: creator)
        self.graph = graph
        var withheld = dossier.withheld
        withheld.add(.post, posts)
        report = ExportReport(
            what: "\(graph.nodes.count) accounts, \(graph.edges.count) ties", withheld: withheld)
    }
}
