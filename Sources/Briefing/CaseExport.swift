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

    /// Of the file's name.
    package var ending: String {
        switch self {
        case .stix, .misp, .navigator: "json"
        case .ftm: "ftm.ndjson"
        case .gexf: "gexf"
        case .graphml: "graphml"
        case .indicators, .fourcat: "csv"
        }
    }

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
    /// - Returns: what was left out because of its marking.
    package func write(_ dossier: Dossier, to sink: TextSink, creator: String) throws(ExchangeError) -> Withheld {
        switch self {
        case .stix:
            return try STIXWriter.write(dossier, to: sink).withheld
        case .misp: return try MISPWriter.write(dossier, to: sink).withheld
        case .ftm: return try FollowTheMoneyWriter.write(dossier, to: sink).withheld
        case .indicators: return try IndicatorTable.write(dossier, to: sink).withheld
        case .fourcat: return try FourCATTable.write(dossier, to: sink).withheld
        case .navigator: return try NavigatorLayer.write(dossier, to: sink).withheld
        case .gexf, .graphml:
            let (graph, posts) = try GraphDocument.drawn(from: dossier, creator: creator)
            if self == .gexf { try GEXFWriter.write(graph, to: sink) } else { try GraphMLWriter.write(graph, to: sink) }
            var withheld = dossier.withheld
            withheld.add(.post, posts)
            return withheld
        }
    }
}
