import Coordination
import Corpus
import Crypto
package import Exchange
import Foundation
import Glibc
package import Records

/// The folder that `investigate` leaves: tables, a graph, rejects, the report, and the manifest last of all.
package final class ResultFolder {
    package let path: String
    /// What was written so far, in order.
    package private(set) var outputs: [RunManifest.Output] = []
    private var rejects: RejectsWriter
    private let rejectsSink: TextSink

    /// The names that a run's files can have.
    package static let names = [
        "run.json", "report.html", "networks.csv", "edges.csv", "accounts.csv", "graph.gexf", "graph.graphml",
        "rejects.ndjson",
    ]

    /// Makes the folder where it is missing, and opens the list of rejects. What an older run left goes first, its
    /// manifest before all else: a folder that has one is complete, and two runs never mix.
    package init(path: String) throws(ExchangeError) {
        self.path = path
        try Folder.make(at: path)
        for name in Self.names {
            let location = path + "/" + name
            if unlink(location) != 0, errno != ENOENT { throw ExchangeError(code: errno, path: location) }
        }
        rejectsSink = try TextSink.file(at: path + "/rejects.ndjson")
        rejects = RejectsWriter(rejectsSink)
    }

    /// Writes a rejection down. What goes wrong here shows when the list is finished.
    package func reject(_ rejection: Rejection) {
        try? rejects.write(rejection)
    }

    /// The ways in which a graph can be written.
    package enum GraphFormat: String, Sendable, CaseIterable {
        case gexf, graphml
    }

    /// Writes the tables and the graph of a run.
    package func write(_ answer: Answer, graphs: [GraphFormat] = [.gexf]) throws(ExchangeError) {
        try file("networks.csv") { sink throws(ExchangeError) in
            var table = try NetworkTable(sink)
            for row in answer.networkRows { try table.write(row) }
        }
        try writeEdges(answer)
        try file("accounts.csv") { sink throws(ExchangeError) in
            var table = try AccountsTable(sink)
            for row in answer.accountRows { try table.write(row) }
        }
        let graph = answer.graph
        for format in GraphFormat.allCases where graphs.contains(format) {
            try file("graph.\(format.rawValue)") { sink throws(ExchangeError) in
                switch format {
                case .gexf: try GEXFWriter.write(graph, to: sink)
                case .graphml: try GraphMLWriter.write(graph, to: sink)
                }
            }
        }
    }

    /// Writes the edges alone.
    package func writeEdges(_ answer: Answer) throws(ExchangeError) {
        try file("edges.csv") { sink throws(ExchangeError) in
            var table = try EdgeTable(sink, accounts: answer.corpus.accounts)
            try table.write(answer.layers)
        }
    }

    /// Closes the list of rejects.
    package func finishRejects() throws(ExchangeError) {
        try rejectsSink.finish()
        try add("rejects.ndjson")
    }

    /// Writes one file whole.
    package func file(_ name: String, _ body: (TextSink) throws(ExchangeError) -> Void) throws(ExchangeError) {
        let sink = try TextSink.file(at: path + "/" + name)
        try body(sink)
        try sink.finish()
        try add(name)
    }

    /// Writes the manifest, which does not list itself.
    package func finish(_ manifest: RunManifest) throws(ExchangeError) {
        let sink = try TextSink.file(at: path + "/run.json")
        try sink.write(manifest.json)
        try sink.finish()
    }

    private func add(_ name: String) throws(ExchangeError) {
        let location = path + "/" + name
        guard let file = FileHandle(forReadingAtPath: location) else {
            throw ExchangeError(code: errno, path: location)
        }
        defer { try? file.close() }
        var hash = SHA256()
        var size: UInt64 = 0
        while let part = try? file.read(upToCount: 1 << 20), !part.isEmpty {
            hash.update(data: part)
            size += UInt64(part.count)
        }
        outputs.append(RunManifest.Output(name: name, sha256: hash.finalize().hexadecimal, bytes: size))
    }
}

extension SHA256Digest {
    fileprivate var hexadecimal: String {
        map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
