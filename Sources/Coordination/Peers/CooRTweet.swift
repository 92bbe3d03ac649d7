import Bytes
package import Corpus

/// CooRTweet 2.1.3 to the row: `detect_groups` and `generate_coordinated_network`, with its own counting rules.
///
/// Two of them differ from Daylight's: the weight counts pairs of shares and not objects, and participation is a number
/// of rows. Source: R package CooRTweet, version 2.1.3 (CRAN).
package enum CooRTweet {
    /// A row of `detect_groups`: the older share first.
    package struct SharePair: Sendable, Equatable {
        package var object: UInt32
        package var account: UInt32
        package var accountY: UInt32
        package var content: UInt32
        package var contentY: UInt32
        /// Seconds.
        package var timeDelta: Double
    }

    /// A row of `generate_coordinated_network`.
    package struct NetworkEdge: Sendable, Equatable {
        package var from: UInt32
        package var to: UInt32
        package var weight: Int
        package var averageTimeDelta: Double
        /// Distinct older and newer contents of the pair, whoever shared them.
        package var olderContents: Int
        package var newerContents: Int
        package var symmetry: Double
        /// For each quantile asked for, whether the weight lies above it.
        package var passes: [Bool]
    }

    /// Pairs of shares of one object within `window` seconds, the border included.
    /// - Parameter maximumPairs: the most to hold, at some hundred bytes each.
    /// - Throws: where there are more. The original holds all pairs on an object before it looks at the window.
    package static func detectGroups(
        _ table: ShareTable, window: Double, minimumParticipation: Int, maximumPairs: Int = 50_000_000
    ) throws(CoordinationError) -> [SharePair] {
        let rows = activeRows(table, minimum: minimumParticipation)
        let pairs = try sharePairs(table, rows: rows, window: window, limit: maximumPairs)
        return participating(pairs, table: table, rows: rows, minimum: minimumParticipation)
    }

    /// Rows of accounts with at least `minimum` rows, accounts in order of first appearance, then input order.
    private static func activeRows(_ table: ShareTable, minimum: Int) -> [UInt32] {
        var counts = [Int](repeating: 0, count: table.accountCount)
        for account in table.accounts where account != ShareTable.missing { counts[Int(account)] += 1 }
        // Accounts are numbered as they appear, so that grouping by number is the order asked for.
        let present = (0..<UInt32(table.count)).filter {
            let account = table.accounts[Int($0)]
            return account != ShareTable.missing && counts[Int(account)] >= minimum
        }
        return RadixSort.order(of: present.map { UInt64(table.accounts[Int($0)]) }).map { present[Int($0)] }
    }

    private static func sharePairs(
        _ table: ShareTable, rows: [UInt32], window: Double, limit: Int
    ) throws(CoordinationError) -> [SharePair] {
        // Position in `rows` decides ties: "older" is the earlier row where the times are equal.
        let usable = rows.indices.filter {
            let row = Int(rows[$0])
            return table.objects[row] != ShareTable.missing && table.contents[row] != ShareTable.missing
                && !table.times[row].isNaN
        }
        let byTime = usable.sorted {
            let (one, other) = (table.times[Int(rows[$0])], table.times[Int(rows[$1])])
            return one == other ? $0 < $1 : one < other
        }
        let order = RadixSort.order(of: byTime.map { UInt64(table.objects[Int(rows[$0])]) }).map {
            rows[byTime[Int($0)]]
        }
        var pairs: [SharePair] = []
        for (index, older) in order.enumerated() {
            let object = table.objects[Int(older)]
            let loop = table.contentIndex(ofObject: object)
            let content = table.contents[Int(older)]
            if content == loop { continue }
            for newer in order[(index + 1)...] {
                guard table.objects[Int(newer)] == object else { break }
                let delta = table.times[Int(newer)] - table.times[Int(older)]
                if delta > window { break }
                let contentY = table.contents[Int(newer)]
                let (account, accountY) = (table.accounts[Int(older)], table.accounts[Int(newer)])
                if contentY == loop || content == contentY || account == accountY { continue }
                if pairs.count == limit {
                    throw .tooManySharePairs(pairs: UInt64(limit), limit: UInt64(limit))
                }
                pairs.append(
                    SharePair(
                        object: object, account: account, accountY: accountY, content: content, contentY: contentY,
                        timeDelta: delta))
            }
        }
        return pairs
    }

    /// Keeps a pair if either content belongs to an account with enough rows whose contents are in any pair.
    private static func participating(
        _ pairs: [SharePair], table: ShareTable, rows: [UInt32], minimum: Int
    ) -> [SharePair] {
        if minimum < 1 { return pairs }
        var isPaired = [Bool](repeating: false, count: table.contentCount)
        for pair in pairs {
            isPaired[Int(pair.content)] = true
            isPaired[Int(pair.contentY)] = true
        }
        let paired = rows.filter {
            let content = table.contents[Int($0)]
            return content != ShareTable.missing && isPaired[Int(content)]
        }
        var counts = [Int](repeating: 0, count: table.accountCount)
        for row in paired { counts[Int(table.accounts[Int(row)])] += 1 }
        var isFrequent = [Bool](repeating: false, count: table.contentCount)
        for row in paired where counts[Int(table.accounts[Int(row)])] >= minimum {
            isFrequent[Int(table.contents[Int(row)])] = true
        }
        return pairs.filter { isFrequent[Int($0.content)] || isFrequent[Int($0.contentY)] }
    }

    /// The pairs gathered by accounts, each edge marked where its weight lies above the quantiles `edgeWeights`.
    package static func network(_ pairs: [SharePair], table: ShareTable, edgeWeights: [Double]) -> [NetworkEdge] {
        struct Gathered {
            var weight = 0
            var delta = 0.0
            var older: Set<UInt32> = []
            var newer: Set<UInt32> = []
        }
        var gathered: [UInt64: Gathered] = [:]
        var ranks = [UInt32](repeating: 0, count: table.accountCount)
        let names = (0..<UInt32(table.accountCount)).map { (index: $0, name: Array(table.account($0).utf8)) }
        for (rank, entry) in names.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }).enumerated() {
            ranks[Int(entry.index)] = UInt32(rank)
        }
        for pair in pairs {
            let isOrdered = ranks[Int(pair.account)] < ranks[Int(pair.accountY)]
            let (from, to) = isOrdered ? (pair.account, pair.accountY) : (pair.accountY, pair.account)
            var edge = gathered[UInt64(from) << 32 | UInt64(to)] ?? Gathered()
            edge.weight += 1
            edge.delta += pair.timeDelta
            edge.older.insert(pair.content)
            edge.newer.insert(pair.contentY)
            gathered[UInt64(from) << 32 | UInt64(to)] = edge
        }
        let weights = gathered.values.map { Double($0.weight) }.sorted()
        let thresholds = edgeWeights.map { quantile(weights, $0) }
        let edges = gathered.map { key, edge in
            let (older, newer) = (edge.older.count, edge.newer.count)
            return NetworkEdge(
                from: UInt32(truncatingIfNeeded: key >> 32), to: UInt32(truncatingIfNeeded: key), weight: edge.weight,
                averageTimeDelta: edge.delta / Double(edge.weight), olderContents: older, newerContents: newer,
                symmetry: Double(min(older, newer)) / Double(max(older, newer)),
                passes: thresholds.map { Double(edge.weight) > $0 })
        }
        return edges.sorted {
            (ranks[Int($0.from)], ranks[Int($0.to)]) < (ranks[Int($1.from)], ranks[Int($1.to)])
        }
    }

    /// R's quantile of type 7; `sorted` ascending, `p` in 0...1.
    static func quantile(_ sorted: [Double], _ p: Double) -> Double {
        guard let last = sorted.last else { return .nan }
        let position = Double(sorted.count - 1) * p
        let index = Int(position)
        if index + 1 >= sorted.count { return last }
        return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
    }
}
