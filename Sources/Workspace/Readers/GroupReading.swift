package import Corpus
import GRDB
package import Records

/// What a few accounts did with the objects that at least two of them met, as columns.
package struct GroupReading: Sendable {
    /// The posts on these objects, in the order in which the whole case has them.
    package var corpus: Corpus
    /// Accounts that were read whole, as a search of the whole case names them, in the order asked.
    package var accounts: [AccountKey]
    /// Accounts that were not read, because those before them have posts enough, or because the case has none of that key.
    package var omitted: Int
    /// SHA-256 of each import's file, in their order.
    package var files: [String]
}

extension CaseReaders {
    /// Reads what some accounts did, and nothing of anybody else: a pair's reading for more than two.
    /// - Parameters:
    ///   - keys: the most wanted first.
    ///   - traces: whose objects are read.
    ///   - rows: how many records of each import count; nil for all.
    ///   - index: names the share events of an account; it must have all of them.
    ///   - limit: the most posts and events that are read; an account that would go beyond is left out with all after it.
    package func group(
        _ keys: [AccountKey], traces: TraceSet, rows: [UInt64]? = nil, index: SearchIndex, limit: Int
    ) throws(CaseError) -> GroupReading {
        let indexed = try index.status(of: self)
        if traces.contains(.shared), indexed.events < indexed.totals.events {
            throw .refused("share events are being indexed; ask again when the page of imports says that it is done.")
        }
        let hasEvents = traces.contains(.shared) && indexed.totals.events > 0
        let sides = try read { database in
            let names = try known(database).names
            return try keys.map { try Side($0, names, database) }
        }
        var events: [[Int64]] = []
        for side in sides {
            var numbers: [Int64] = []
            if hasEvents {
                for account in side?.accounts ?? [] { numbers += try index.events(ofAccount: account.number) }
            }
            events.append(numbers)
        }
        return try read { database in
            let known = try known(database)
            let imports = Array(known.imports.prefix(rows?.count ?? .max))
            let reader = PairReader(
                database: database, names: known.names, traces: traces, rows: rows, imports: imports)
            var (taken, posts, shares): ([Side], [[PairReader.Act]], [[PairReader.Act]]) = ([], [], [])
            var left = limit
            for (side, numbers) in zip(sides, events) {
                guard let side else { continue }
                let own = try side.accounts.flatMap { try reader.acts(ofAccount: $0.number) }
                left -= own.count + numbers.count
                if left < 0 { break }
                taken.append(side)
                posts.append(own)
                shares.append(try numbers.compactMap { try reader.event($0) })
            }
            return GroupReading(
                corpus: try reader.corpus(taken, posts: posts, shares: shares), accounts: taken.map(\.key),
                omitted: keys.count - taken.count, files: imports.map(\.sha256))
        }
    }
}
