import Bytes
package import Coordination
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
    private var hasRejects = false
    private let claim: FolderClaim
    /// Whether an earlier run was killed here: what it had half done is replaced.
    package let replacesUnfinished: Bool

    /// The names that a run's files can have.
    package static let names = [
        "run.json", "report.html", "networks.csv", "edges.csv", "accounts.csv", "history.csv", "stability.csv",
        "graph.gexf", "graph.graphml", "rejects.ndjson",
    ]

    /// Where the rejects of a run go that came to nothing: an older run's files stay as they are.
    package static let failedRejects = "rejects-of-failed-run.ndjson"

    /// Everything is written here first, and moved into place when it is complete.
    private var staging: String { path + "/.unfinished" }

    /// Makes the folder where it is missing, and opens the list of rejects. What an older run left stays until this one
    /// is complete, so that neither a failure nor an interruption mixes two runs or destroys one; a folder that another
    /// run writes into is refused.
    package init(path: String) throws(ExchangeError) {
        self.path = path
        try Folder.make(at: path)
        claim = try FolderClaim(path)
        // A run that was killed could not tidy up after itself.
        replacesUnfinished = FileManager.default.fileExists(atPath: path + "/.unfinished")
        try? FileManager.default.removeItem(atPath: path + "/.unfinished")
        try Folder.make(at: path + "/.unfinished")
        rejectsSink = try TextSink.file(at: path + "/.unfinished/rejects.ndjson")
        rejects = RejectsWriter(rejectsSink)
    }

    /// Writes a rejection down. What goes wrong here shows when the list is finished.
    package func reject(_ rejection: Rejection) {
        hasRejects = true
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
        try writeEdges(answer.layers, of: answer)
        try file("accounts.csv") { sink throws(ExchangeError) in
            var table = try AccountsTable(sink)
            for row in answer.accountRows { try table.write(row) }
        }
        if let lineage = answer.lineage {
            try file("history.csv") { sink throws(ExchangeError) in
                var table = try HistoryTable(sink)
                for change in lineage.changes { try table.write(change) }
            }
        }
        if let stability = answer.stability {
            try file("stability.csv") { sink throws(ExchangeError) in
                var table = try StabilityTable(sink)
                for row in stability.tableRows { try table.write(row) }
            }
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

    /// Writes edges alone.
    package func writeEdges(_ layers: [EdgeLayer], of answer: Answer) throws(ExchangeError) {
        try file("edges.csv") { sink throws(ExchangeError) in
            var table = try EdgeTable(sink, accounts: answer.corpus.accounts)
            try table.write(layers)
        }
    }

    /// Closes the list of rejects.
    package func finishRejects() throws(ExchangeError) {
        try rejectsSink.finish()
        try add("rejects.ndjson")
    }

    /// Writes one file whole.
    package func file(_ name: String, _ body: (TextSink) throws(ExchangeError) -> Void) throws(ExchangeError) {
        let sink = try TextSink.file(at: staging + "/" + name)
        try body(sink)
        try sink.finish()
        try add(name)
    }

    /// Writes the manifest, which does not list itself, and puts the run in the place of an older one: the old manifest
    /// goes first and the new one comes last, since a folder that has one is complete.
    package func finish(_ manifest: RunManifest) throws(ExchangeError) {
        let sink = try TextSink.file(at: staging + "/run.json")
        try sink.write(manifest.json)
        try sink.finish()
        for name in Self.names + [Self.failedRejects] {
            let location = path + "/" + name
            if unlink(location) != 0, errno != ENOENT { throw ExchangeError(code: errno, path: location) }
        }
        for name in outputs.map(\.name) + ["run.json"] { try move(name, to: name) }
        rmdir(staging)
        claim.release()
    }

    /// Ends a run that came to nothing: keeps its rejects where there are any, and leaves everything else as it was but for
    /// the rejects of an earlier run that failed, which would be taken for this one's.
    package func abandon() throws(ExchangeError) {
        try rejectsSink.finish()
        if hasRejects {
            try move("rejects.ndjson", to: Self.failedRejects)
        } else {
            unlink(staging + "/rejects.ndjson")
            unlink(path + "/" + Self.failedRejects)
        }
        rmdir(staging)
        claim.release()
    }

    private func move(_ name: String, to target: String) throws(ExchangeError) {
        let location = path + "/" + target
        if rename(staging + "/" + name, location) != 0 { throw ExchangeError(code: errno, path: location) }
    }

    private func add(_ name: String) throws(ExchangeError) {
        outputs.append(try Self.output(name, in: staging))
    }

    /// The size and the hash of a file as they are now.
    static func output(_ name: String, in folder: String) throws(ExchangeError) -> RunManifest.Output {
        let location = folder + "/" + name
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
        return RunManifest.Output(name: name, sha256: hash.finalize().hexadecimal, bytes: size)
    }
}
