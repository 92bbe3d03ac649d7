import Bytes
package import Corpus

/// coordination-network-toolkit to the row (git version daa0e11): directed weights that count messages.
///
/// w(u, v) is the number of distinct messages of u for which v has another message with the same key within the window.
/// Which key, and which messages count, is decided by who fills the table.
package enum CoordinationNetworkToolkit {
    /// A directed edge.
    package struct DirectedEdge: Sendable, Equatable {
        package var from: UInt32
        package var to: UInt32
        package var weight: Int
    }

    /// When two messages match.
    package enum Key: Sendable, Equatable {
        /// The object column is equal.
        case object
        /// Any two messages within the window match.
        case none
        /// The token sets of the object column are alike: Jaccard index of at least the threshold.
        case similarText(threshold: Double)
    }

    /// The edges of at least `minimumWeight`, by the names of `from`, then of `to`, as UTF-8 bytes.
    /// - Parameter includesSelf: whether a user's own messages tie the user to itself.
    package static func network(
        _ table: ShareTable, key: Key, window: Double, minimumWeight: Int, includesSelf: Bool
    ) -> [DirectedEdge] {
        let messages = Messages(table, key: key)
        var weights: [UInt64: Int] = [:]
        var partners: Set<UInt32> = []
        for message in messages.users.indices {
            partners.removeAll(keepingCapacity: true)
            for row in messages.rows(of: message) {
                messages.forEachNeighbour(of: row, window: window) { partners.insert($0) }
            }
            let user = messages.users[message]
            for partner in partners where includesSelf || partner != user {
                weights[UInt64(user) << 32 | UInt64(partner), default: 0] += 1
            }
        }
        var names: [UInt32: [UInt8]] = [:]
        let kept = weights.filter { $0.value >= minimumWeight }.map {
            DirectedEdge(
                from: UInt32(truncatingIfNeeded: $0.key >> 32), to: UInt32(truncatingIfNeeded: $0.key),
                weight: $0.value)
        }
        for edge in kept {
            for user in [edge.from, edge.to] where names[user] == nil { names[user] = Array(table.account(user).utf8) }
        }
        func precedes(_ one: UInt32, _ other: UInt32) -> Bool {
            (names[one] ?? []).lexicographicallyPrecedes(names[other] ?? [])
        }
        return kept.sorted { $0.from == $1.from ? precedes($0.to, $1.to) : precedes($0.from, $1.from) }
    }
}

/// The messages and their rows by (key, time).
private struct Messages {
    /// The user of each message.
    private(set) var users: [UInt32] = []

    private struct Row {
        var object: UInt32
        var message: UInt32
        var time: Double
    }

    private let rows: [Row]
    private var rowsOfMessage: [[Int]]
    private let tokens: [Set<[UInt8]>]
    private let key: CoordinationNetworkToolkit.Key

    init(_ table: ShareTable, key: CoordinationNetworkToolkit.Key) {
        self.key = key
        // The toolkit keeps the first of several records with one message id, with all the keys of that record.
        var first: [UInt32: (message: UInt32, record: UInt32)] = [:]
        var candidates: [Row] = []
        for row in 0..<table.count {
            let (content, account) = (table.contents[row], table.accounts[row])
            if content == ShareTable.missing || account == ShareTable.missing || table.times[row].isNaN { continue }
            if let known = first[content], known.record != table.records[row] { continue }
            let message = first[content]?.message ?? UInt32(users.count)
            if message == users.count {
                first[content] = (message, table.records[row])
                users.append(account)
            }
            let object = key == .none ? 0 : table.objects[row]
            if object == ShareTable.missing { continue }
            candidates.append(Row(object: object, message: message, time: table.times[row]))
        }
        let groupsByKey = if case .similarText = key { false } else { true }
        candidates.sort { one, other in
            if groupsByKey && one.object != other.object { return one.object < other.object }
            return one.time == other.time ? one.message < other.message : one.time < other.time
        }
        rows = candidates
        rowsOfMessage = Array(repeating: [], count: users.count)
        for (index, row) in candidates.enumerated() { rowsOfMessage[Int(row.message)].append(index) }
        if groupsByKey {
            tokens = []
        } else {
            tokens = (0..<UInt32(table.objectCount)).map { WordBreak.tokens(table.object($0)) }
        }
    }

    func rows(of message: Int) -> [Int] { rowsOfMessage[message] }

    /// The users of other messages that match row `index` within the window.
    func forEachNeighbour(of index: Int, window: Double, _ body: (UInt32) -> Void) {
        let row = rows[index]
        for step in [-1, 1] {
            var other = index + step
            while other >= 0 && other < rows.count && abs(rows[other].time - row.time) <= window {
                if tokens.isEmpty && rows[other].object != row.object { break }
                if rows[other].message != row.message && matches(row, rows[other]) {
                    body(users[Int(rows[other].message)])
                }
                other += step
            }
        }
    }

    private func matches(_ one: Row, _ other: Row) -> Bool {
        guard case .similarText(let threshold) = key else { return true }
        let (left, right) = (tokens[Int(one.object)], tokens[Int(other.object)])
        let union = left.union(right).count
        return union > 0 && Double(left.intersection(right).count) / Double(union) >= threshold
    }
}
