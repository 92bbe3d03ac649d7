import Bytes
import Corpus
import Records

@testable import Coordination

/// A small invented input, written as a reader would deliver it.
struct Scene: CustomStringConvertible {
    struct Act: Hashable {
        var object: String
        var account: String
        var milliseconds: Int64
        var post: String
    }

    var acts: [Act] = []

    /// Adds `account` sharing `object` at `seconds`, in a post of its own.
    mutating func share(_ object: String, _ account: String, at seconds: Double) {
        acts.append(
            Act(object: object, account: account, milliseconds: Int64(seconds * 1000), post: "p\(acts.count)"))
    }

    var corpus: Corpus {
        var builder = CorpusBuilder()
        for (row, act) in acts.enumerated() {
            let time = Instant(milliseconds: act.milliseconds)
            let account = ByteView.with(act.account) {
                builder.account(platform: .unstated, kind: .id, value: $0)
            }
            ByteView.with(act.object) { object in
                ByteView.with(act.post) { post in
                    builder.share(
                        object: object, content: post, account: account, time: time,
                        citation: Citation(source: 0, row: UInt32(row + 1)))
                }
            }
        }
        return builder.finish()
    }

    var description: String {
        acts.map { "\($0.object) \($0.account) \($0.milliseconds) \($0.post)" }.joined(separator: "; ")
    }

    func search(_ parameters: SearchParameters) throws -> SearchResult {
        let corpus = corpus
        let layer = corpus.layer(.shared) ?? Layer(trace: .shared, actions: ActionColumns(), objects: NameTable())
        return try CoactionSearch.search(layer, accounts: corpus.accounts, parameters: parameters)
    }

    /// Edges as readable lines, in the order in which the search gives them.
    func edgeLines(_ parameters: SearchParameters) throws -> [[String]] {
        let accounts = corpus.accounts
        return try search(parameters).layers.map { layer in layer.edges.map { $0.line(accounts) } }
    }
}

extension Edge {
    /// With the share of the pairs in which `a` posted first; a tie counts half.
    func line(_ accounts: AccountTable) -> String {
        let lead = (Double(leadsA) + Double(pairs - leadsA - leadsB) / 2) / Double(pairs)
        return
            "\(accounts.value(a)) \(accounts.value(b)) weight \(weight) pairs \(pairs) posts \(postsA)/\(postsB) "
            + "\(first)..\(last) median \(medianGap) lead \(lead) days \(days)"
    }
}

/// The definition, word for word, as a double loop over all actions.
enum NaiveSearch {
    static func edgeLines(_ scene: Scene, _ parameters: SearchParameters) -> [[String]] {
        var acts: [Scene.Act] = []
        for act in scene.acts where !acts.contains(act) { acts.append(act) }
        return parameters.windows.map { window in
            var coacts: [(Scene.Act, Scene.Act)] = []
            for (index, one) in acts.enumerated() {
                for other in acts[(index + 1)...]
                where one.object == other.object && one.account != other.account
                    && abs(one.milliseconds - other.milliseconds) <= window.milliseconds
                {
                    let ordered = Array(one.account.utf8).lexicographicallyPrecedes(Array(other.account.utf8))
                    coacts.append(ordered ? (one, other) : (other, one))
                }
            }
            var coactedObjects: [String: Set<String>] = [:]
            for (one, other) in coacts {
                coactedObjects[one.account, default: []].insert(one.object)
                coactedObjects[other.account, default: []].insert(other.object)
            }
            let takesPart = coactedObjects.filter { $0.value.count >= parameters.minimumParticipation }
            let pairs = Dictionary(grouping: coacts) { [$0.0.account, $0.1.account] }
            let kept = pairs.filter { accounts, coacts in
                takesPart[accounts[0]] != nil && takesPart[accounts[1]] != nil
                    && Set(coacts.map(\.0.object)).count >= parameters.minimumWeight
            }
            let described = kept.map { accounts, coacts in
                (accounts, Set(coacts.map(\.0.object)).count, describe(accounts, coacts))
            }
            return described.sorted { left, right in
                if left.1 != right.1 { return left.1 > right.1 }
                return left.0.lexicographicallyPrecedes(right.0) {
                    Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
                }
            }.map(\.2)
        }
    }

    private static func describe(_ accounts: [String], _ coacts: [(Scene.Act, Scene.Act)]) -> String {
        let gaps = coacts.map { abs($0.0.milliseconds - $0.1.milliseconds) }.sorted()
        let times = coacts.flatMap { [$0.0.milliseconds, $0.1.milliseconds] }
        let middle = gaps.count / 2
        let median =
            gaps.count % 2 == 1 ? Double(gaps[middle]) : (Double(gaps[middle - 1]) + Double(gaps[middle])) / 2
        let leads = coacts.reduce(0.0) { sum, pair in
            let (one, other) = (pair.0.milliseconds, pair.1.milliseconds)
            return sum + (one < other ? 1 : one == other ? 0.5 : 0)
        }
        let days = Set(
            coacts.map {
                (Double(min($0.0.milliseconds, $0.1.milliseconds)) / 86_400_000).rounded(.down)
            })
        return "\(accounts[0]) \(accounts[1]) weight \(Set(coacts.map(\.0.object)).count) pairs \(coacts.count) "
            + "posts \(Set(coacts.map(\.0.post)).count)/\(Set(coacts.map(\.1.post)).count) "
            + "\(times.min() ?? 0)..\(times.max() ?? 0) median \(median) "
            + "lead \(leads / Double(coacts.count)) days \(days.count)"
    }
}
