import Bytes
import Coordination
import Corpus
import Foundation
package import Records

/// The posts behind the edges among some accounts of a run, each as it was first imported.
package struct NetworkEvidence: Sendable {
    /// A file that was read, and where it lay then.
    package struct Source: Sendable {
        package var name: String
        /// SHA-256 of the file as it lay on disk, hexadecimal.
        package var sha256: String
        package var bytes: UInt64
        package var path: String
    }

    /// In the order of the run's inputs; citations point into it.
    package var sources: [Source]
    /// In the order of their citations, none twice.
    package var posts: [CitedPost]
    /// Pairs of the accounts that the run tied.
    package var pairs: Int
    /// Co-acts whose posts are here.
    package var coacts: Int
    /// Co-acts of the same pairs beyond the limit.
    package var omitted: Int
}

extension StoredRun {
    /// Gathers the posts behind each edge between two of the accounts. The inputs are read again, after their hashes were
    /// compared.
    /// - Parameters:
    ///   - members: accounts of the run.
    ///   - limit: co-acts of each pair in each trace, by object and time; more are counted.
    package func evidence(
        among members: Set<AccountKey>, limit: Int, version: String, threads: Int, progress: Records.Progress
    ) throws(InquiryError) -> NetworkEvidence {
        let pairs = try edges(among: members)
        let (question, reading) = try inputsAgain(version: version, threads: threads, progress: progress)
        let accounts = reading.corpus.accounts
        var index: [AccountKey: UInt32] = [:]
        for account in 0..<UInt32(accounts.count) {
            let key = accounts.key(account)
            if members.contains(key) { index[key] = account }
        }
        let window = question.search.windows.last ?? .unlimited
        var citations: Set<Citation> = []
        var (listed, omitted) = (0, 0)
        for layer in reading.corpus.layers where question.intake.traces.contains(layer.trace) {
            var layer = layer
            if let cap = question.search.objectCap {
                layer.drop(CoactionSearch.cappedObjects(in: layer, accounts: accounts, cap: cap))
            }
            let finder = CoactFinder(layer, accounts: Set(index.values))
            for pair in pairs {
                guard let a = index[pair.a], let b = index[pair.b] else { continue }
                var total = 0
                let coacts = finder.coacts(a, b, window: window, limit: limit, total: &total)
                listed += coacts.count
                omitted += total - coacts.count
                for coact in coacts {
                    citations.insert(reading.corpus.citations[coact.postA])
                    citations.insert(reading.corpus.citations[coact.postB])
                }
            }
        }
        let posts = try question.posts(
            citations.sorted(), expecting: manifest.inputs.map(\.sha256), progress: progress)
        let sources = zip(manifest.inputs, reading.summary.files).map { input, file in
            NetworkEvidence.Source(name: input.name, sha256: input.sha256, bytes: input.bytes, path: file.path)
        }
        return NetworkEvidence(
            sources: sources, posts: posts, pairs: pairs.count, coacts: listed, omitted: omitted)
    }

    private struct Pair: Hashable {
        var a: AccountKey
        var b: AccountKey
    }

    /// The pairs of `edges.csv` of which both are wanted.
    private func edges(among members: Set<AccountKey>) throws(InquiryError) -> Set<Pair> {
        // The table says no kinds: two accounts of one name are told apart by the platform alone.
        var keys: [String: AccountKey] = [:]
        for key in members { keys["\(key.platform.name):\(key.value)"] = key }
        let scanner: CSVScanner
        do {
            scanner = CSVScanner(try ByteSource(bytes: try contents(of: "edges.csv")), delimiter: UInt8(ascii: ","))
        } catch let error as InquiryError {
            throw error
        } catch {
            throw .noRun(folder: folder, reason: "edges.csv cannot be read (\(error))")
        }
        var pairs: Set<Pair> = []
        var columns: [Int] = []
        while true {
            switch scanner.next() {
            case .end: return pairs
            case .fault: throw .noRun(folder: folder, reason: "edges.csv is damaged")
            case .row(let row):
                if columns.isEmpty {
                    let names = (0..<row.count).map { row[$0].string }
                    columns = ["platform_a", "account_a", "platform_b", "account_b"].compactMap(names.firstIndex)
                    guard columns.count == 4 else { throw .noRun(folder: folder, reason: "edges.csv lacks a column") }
                    continue
                }
                guard row.count > columns.max() ?? 0 else {
                    throw .noRun(folder: folder, reason: "edges.csv is damaged")
                }
                let cells = columns.map { row[$0].string }
                if let a = keys["\(cells[0]):\(cells[1])"], let b = keys["\(cells[2]):\(cells[3])"] {
                    pairs.insert(Pair(a: a, b: b))
                }
            }
        }
    }
}
