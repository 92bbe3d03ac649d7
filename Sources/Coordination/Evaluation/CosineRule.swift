import Bytes
package import Corpus
import Glibc

/// Similarity of what accounts acted on, whenever: TF-IDF vectors of objects and their cosine, of which the top half
/// per cent is reported (D. Pacheco et al., "Uncovering coordinated networks on social media", ICWSM 2021).
///
/// As published: term frequencies 1 + ln n, objects of at least three accounts, inverse document frequencies
/// ln((1 + N) / (1 + n)) + 1, vectors of unit length, the hundred most similar of each account. Accounts with fewer than
/// three such objects are left out, as L. Luceri et al. (2024) do with inactive ones: two accounts with one object each are
/// as similar as can be, and fill the top half per cent.
package enum CosineRule {
    private static let leastAccounts = 3
    private static let leastObjects = 3
    private static let kept = 100

    package static func verdicts(_ layer: Layer, accounts: AccountTable, share: Double = 0.995) -> Verdicts {
        let vectors = Vectors(layer, accountCount: accounts.count)
        var sums = [Float](repeating: 0, count: accounts.count)
        var touched: [UInt32] = []
        var found: [UInt64: Float] = [:]
        for account in 0..<UInt32(accounts.count) {
            for entry in vectors.entries(of: account) {
                for posting in vectors.postings(of: entry.object) where posting.account != account {
                    if sums[Int(posting.account)] == 0 { touched.append(posting.account) }
                    sums[Int(posting.account)] += entry.value * posting.value
                }
            }
            for other in highest(touched, sums) {
                found[UInt64(min(account, other)) << 32 | UInt64(max(account, other))] = sums[Int(other)]
            }
            for other in touched { sums[Int(other)] = 0 }
            touched.removeAll(keepingCapacity: true)
        }
        let pairs = found.keys.sorted().map { key in
            Verdicts.Pair(
                a: UInt32(truncatingIfNeeded: key >> 32), b: UInt32(truncatingIfNeeded: key),
                score: Double(found[key] ?? 0))
        }
        let threshold = pairs.isEmpty ? 0 : PeerRules.quantile(pairs.map(\.score).sorted(), share)
        return Verdicts(
            method: "TF-IDF cosine, top 0.5 %", pairs: pairs, threshold: threshold, accountCount: accounts.count)
    }

    /// The accounts with the highest sums, as many as are kept; the order of accounts decides between equals.
    private static func highest(_ accounts: [UInt32], _ sums: [Float]) -> ArraySlice<UInt32> {
        var best: [UInt32] = []
        var floor = -Float.infinity
        func trim() {
            best.sort { (sums[Int($1)], $0) < (sums[Int($0)], $1) }
            best.removeLast(max(0, best.count - kept))
            if best.count == kept { floor = sums[Int(best[kept - 1])] }
        }
        for account in accounts where sums[Int(account)] >= floor {
            best.append(account)
            if best.count == 4 * kept { trim() }
        }
        trim()
        return best[...]
    }

    /// The unit vectors by account, and the same by object.
    private struct Vectors {
        struct Entry {
            var object: UInt32
            var value: Float
        }
        struct Posting {
            var account: UInt32
            var value: Float
        }

        private var entries: [Entry] = []
        private var starts: [Int] = [0]
        private var postings: [Posting] = []
        private var objectStarts: [UInt32] = []
        /// The account of each entry.
        private var owners: [UInt32] = []

        init(_ layer: Layer, accountCount: Int) {
            let actions = layer.actions
            var keys = (0..<actions.count).map { UInt64(actions.accounts[$0]) << 32 | UInt64(actions.objects[$0]) }
            RadixSort.sort(&keys)
            var accountsOf = [UInt32](repeating: 0, count: layer.objects.count)
            forEachRun(keys) { key, _ in accountsOf[Int(UInt32(truncatingIfNeeded: key))] += 1 }
            var raw: [(account: UInt32, entry: Entry)] = []
            forEachRun(keys) { key, count in
                let object = UInt32(truncatingIfNeeded: key)
                let frequency = Int(accountsOf[Int(object)])
                if frequency < leastAccounts { return }
                let rarity = log(Double(1 + accountCount) / Double(1 + frequency)) + 1
                raw.append(
                    (UInt32(key >> 32), Entry(object: object, value: Float((1 + log(Double(count))) * rarity))))
            }
            var next = 0
            for account in 0..<UInt32(accountCount) {
                let start = entries.count
                let firstRaw = next
                var square: Float = 0
                while next < raw.count, raw[next].account == account {
                    entries.append(raw[next].entry)
                    square += raw[next].entry.value * raw[next].entry.value
                    next += 1
                }
                if next - firstRaw < leastObjects { entries.removeLast(entries.count - start) }
                for index in start..<entries.count {
                    entries[index].value /= square.squareRoot()
                    owners.append(account)
                }
                starts.append(entries.count)
            }
            let (order, objectStarts) = RadixSort.group(
                (0..<UInt32(entries.count)).map { $0 }, by: entries.map(\.object), bucketCount: layer.objects.count)
            self.objectStarts = objectStarts
            postings = order.map { Posting(account: owners[Int($0)], value: entries[Int($0)].value) }
        }

        func entries(of account: UInt32) -> ArraySlice<Entry> {
            entries[starts[Int(account)]..<starts[Int(account) + 1]]
        }

        func postings(of object: UInt32) -> ArraySlice<Posting> {
            postings[Int(objectStarts[Int(object)])..<Int(objectStarts[Int(object) + 1])]
        }

        private func forEachRun(_ keys: [UInt64], _ body: (_ key: UInt64, _ count: Int) -> Void) {
            var start = 0
            while start < keys.count {
                var end = start + 1
                while end < keys.count, keys[end] == keys[start] { end += 1 }
                body(keys[start], end - start)
                start = end
            }
        }
    }
}
