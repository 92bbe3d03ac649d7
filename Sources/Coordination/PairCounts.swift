import Bytes
import Corpus

/// Pairs of accounts with their weights, as columns: entry `i` of each belongs to pair `i`.
package struct PairCounts: Sendable {
    /// Account indexes; `a` precedes `b` in the order of accounts.
    package private(set) var a: [UInt32] = []
    package private(set) var b: [UInt32] = []
    /// Distinct objects on which the two acted within the window.
    package private(set) var weights: [UInt32] = []
    /// Pairs of posts within the window.
    package private(set) var pairs: [UInt64] = []

    package var count: Int { a.count }

    /// All of them together.
    package var total: SearchAccount.Found {
        SearchAccount.Found(
            edges: count, weight: weights.reduce(0) { $0 + UInt64($1) }, pairs: pairs.reduce(0, +))
    }

    mutating func append(a: UInt32, b: UInt32, weight: UInt32, pairs: UInt64) {
        self.a.append(a)
        self.b.append(b)
        weights.append(weight)
        self.pairs.append(pairs)
    }

    /// All parts together, one behind the other.
    static func joined(_ found: consuming [PairCounts]) -> PairCounts {
        var parts = found
        var joined = PairCounts()
        let count = parts.reduce(0) { $0 + $1.count }
        joined.a.reserveCapacity(count)
        joined.b.reserveCapacity(count)
        joined.weights.reserveCapacity(count)
        joined.pairs.reserveCapacity(count)
        for index in parts.indices {
            joined.a += parts[index].a
            joined.b += parts[index].b
            joined.weights += parts[index].weights
            joined.pairs += parts[index].pairs
            parts[index] = PairCounts()
        }
        return joined
    }

    /// All parts together, the heaviest pair first, then by the order of accounts.
    static func ordered(_ found: consuming [PairCounts], accounts: AccountTable) -> PairCounts {
        var parts = found
        let ranks = accounts.ranks { isEndpoint in
            for part in parts {
                for index in part.a.indices {
                    isEndpoint[Int(part.a[index])] = true
                    isEndpoint[Int(part.b[index])] = true
                }
            }
        }
        let count = parts.reduce(0) { $0 + $1.count }
        var keys: [UInt64] = []
        var weights: [UInt32] = []
        var pairs: [UInt64] = []
        keys.reserveCapacity(count)
        weights.reserveCapacity(count)
        pairs.reserveCapacity(count)
        for index in parts.indices {
            let part = parts[index]
            parts[index] = PairCounts()
            for entry in part.a.indices {
                let (one, other) = (ranks.ofAccount[Int(part.a[entry])], ranks.ofAccount[Int(part.b[entry])])
                keys.append(UInt64(min(one, other)) << 32 | UInt64(max(one, other)))
            }
            weights.append(contentsOf: part.weights)
            pairs.append(contentsOf: part.pairs)
        }
        let order = RadixSort.order(of: keys, thenDescending: weights)
        var joined = PairCounts()
        joined.a = order.map { ranks.accounts[Int(keys[Int($0)] >> 32)] }
        joined.b = order.map { ranks.accounts[Int(keys[Int($0)] & 0xFFFF_FFFF)] }
        keys = []
        joined.weights = order.map { weights[Int($0)] }
        weights = []
        joined.pairs = order.map { pairs[Int($0)] }
        return joined
    }
}

extension AccountTable {
    /// The lasting order of some accounts.
    struct Ranks {
        /// The rank of each account that was marked, by account index.
        var ofAccount: [UInt32]
        /// The accounts by rank.
        var accounts: [UInt32]
    }

    /// Ranks the accounts that `mark` sets, by `precedes`.
    func ranks(_ mark: (inout [Bool]) -> Void) -> Ranks {
        var isMarked = [Bool](repeating: false, count: count)
        mark(&isMarked)
        let accounts = (0..<UInt32(count)).filter { isMarked[Int($0)] }.sorted(by: precedes)
        var ofAccount = [UInt32](repeating: 0, count: count)
        for (rank, account) in accounts.enumerated() { ofAccount[Int(account)] = UInt32(rank) }
        return Ranks(ofAccount: ofAccount, accounts: accounts)
    }
}
