import Bytes
package import Coordination
import Corpus
package import Records

/// A co-act that is shown.
package struct ChosenCoact {
    package var object: TracedObject
    package var window: Window
    /// Post indexes; the earlier first.
    package var earlier: UInt32
    package var later: UInt32
    /// Accounts of the whole input that acted on the object; nil where that was not counted.
    package var crowd: Int?
}

/// Chooses, among the co-acts of a network's strongest links, a dozen that show its breadth: particular objects before
/// common ones, rare ones before popular ones, each new object, pair of accounts and post before one already shown,
/// and close in time before far apart.
package struct EvidenceChoice {
    /// How much is looked at and chosen.
    package struct Scope: Sendable {
        /// The strongest links of a network, among whose co-acts is chosen.
        package var links: Int
        /// Co-acts of a network that are looked at.
        package var coacts: UInt64
        /// Co-acts that are chosen.
        package var chosen: Int

        package init(links: Int, coacts: UInt64, chosen: Int) {
            self.links = links
            self.coacts = coacts
            self.chosen = chosen
        }
    }

    private struct ObjectKey: Hashable {
        var trace: Trace
        var object: UInt32
    }

    private struct Candidate {
        /// Place in the network's links.
        var link: Int
        var key: ObjectKey
        var coact: Coact
        /// Accounts of the whole input that acted on the object.
        var crowd = 0
    }

    private let answer: Answer
    private let scope: Scope
    private let layers: [EdgeLayer]
    /// A finder a corpus layer, over the members of the links that are looked at.
    private let finders: [(layer: Layer, finder: CoactFinder)]

    /// - Parameter networks: those for which evidence will be asked.
    package init(_ answer: Answer, layers: [EdgeLayer], networks: ArraySlice<Network>, scope: Scope) {
        self.answer = answer
        self.scope = scope
        self.layers = layers
        var accounts: Set<UInt32> = []
        for network in networks {
            for link in network.links.prefix(scope.links) {
                accounts.insert(link.a)
                accounts.insert(link.b)
            }
        }
        let traces = Set(layers.map(\.trace))
        finders = answer.corpus.layers.filter { traces.contains($0.trace) }.map {
            ($0, CoactFinder($0, accounts: accounts))
        }
    }

    /// The co-acts to show for one network, the most telling first.
    package func choose(_ network: Network, _ anatomy: NetworkAnatomy) -> [ChosenCoact] {
        let candidates = ranked(sized(candidates(network), anatomy))
        return pick(candidates).map { candidate in
            let coact = candidate.coact
            let isInOrder = coact.timeA <= coact.timeB
            let widest = answer.question.search.windows.last ?? .unlimited
            return ChosenCoact(
                object: TracedObject(
                    trace: candidate.key.trace,
                    value: answer.corpus.layer(candidate.key.trace)?.objects.string(candidate.key.object) ?? ""),
                window: answer.question.search.windows.first { $0.milliseconds >= coact.gap } ?? widest,
                earlier: isInOrder ? coact.postA : coact.postB, later: isInOrder ? coact.postB : coact.postA,
                crowd: candidate.crowd > 0 ? candidate.crowd : nil)
        }
    }

    /// The co-acts of the strongest links, as many as may be looked at. The edges say beforehand how many there are, so
    /// that a pair of accounts with millions of them costs nothing.
    private func candidates(_ network: Network) -> [Candidate] {
        var candidates: [Candidate] = []
        var room = scope.coacts
        for (number, link) in network.links.prefix(scope.links).enumerated() {
            for (layer, finder) in finders {
                let edges = link.edges.filter { layers[$0.layer].trace == layer.trace }
                // The widest window has the most objects; a narrower one may have to do.
                let place = edges.sorted { layers[$0.layer].window > layers[$1.layer].window }
                    .first { layers[$0.layer].edges[$0.edge].pairs <= room }
                guard let place else { continue }
                room -= layers[place.layer].edges[place.edge].pairs
                candidates += finder.coacts(link.a, link.b, window: layers[place.layer].window).map {
                    Candidate(link: number, key: ObjectKey(trace: layer.trace, object: $0.object), coact: $0)
                }
            }
        }
        return candidates
    }

    private func sized(_ candidates: [Candidate], _ anatomy: NetworkAnatomy) -> [Candidate] {
        let wanted = Set(candidates.map(\.key))
        var crowds: [ObjectKey: Int] = [:]
        for use in anatomy.objects {
            let key = ObjectKey(trace: use.trace, object: use.object)
            if wanted.contains(key) { crowds[key] = use.accountsInInput }
        }
        return candidates.map { candidate in
            var candidate = candidate
            candidate.crowd = crowds[candidate.key] ?? 0
            return candidate
        }
    }

    /// One co-act for each pair of posts, on the most particular thing they share; the closest first; and of one pair of
    /// accounts on one object the closest three.
    private func ranked(_ candidates: [Candidate]) -> [Candidate] {
        let particular = candidates.sorted {
            let (one, other) = ($0.key, $1.key)
            return (one.trace.isCommonProperty ? 1 : 0, $0.crowd, one.trace.wordiness, one.object, $0.link)
                < (other.trace.isCommonProperty ? 1 : 0, $1.crowd, other.trace.wordiness, other.object, $1.link)
        }
        var posts: Set<UInt64> = []
        let single = particular.filter {
            let (low, high) = (min($0.coact.postA, $0.coact.postB), max($0.coact.postA, $0.coact.postB))
            return posts.insert(UInt64(low) << 32 | UInt64(high)).inserted
        }
        let close = single.sorted {
            ($0.coact.gap, $0.link, $0.coact.timeA, $0.coact.postA, $0.coact.postB)
                < ($1.coact.gap, $1.link, $1.coact.timeA, $1.coact.postA, $1.coact.postB)
        }
        var counts: [ObjectKey: [Int: Int]] = [:]
        return close.filter { candidate in
            let count = counts[candidate.key, default: [:]][candidate.link, default: 0]
            counts[candidate.key, default: [:]][candidate.link] = count + 1
            return count < 3
        }
    }

    /// Takes the cheapest again and again; among equals the closest in time. What was shown makes its like dearer.
    private func pick(_ candidates: [Candidate]) -> [Candidate] {
        var left = candidates
        var chosen: [Candidate] = []
        var objects: [ObjectKey: Int] = [:]
        var pairs: [Int: Int] = [:]
        var posts: [UInt32: Int] = [:]
        var traces: [Trace: Int] = [:]
        func price(_ candidate: Candidate) -> Int {
            let crowd =
                candidate.crowd > 10 * SignThresholds.popular ? 2 : candidate.crowd > SignThresholds.popular ? 1 : 0
            let shown = (posts[candidate.coact.postA] ?? 0) + (posts[candidate.coact.postB] ?? 0)
            return (candidate.key.trace.isCommonProperty ? 4 : 0) + crowd + 3 * (objects[candidate.key] ?? 0)
                + 2 * (pairs[candidate.link] ?? 0) + 3 * shown + min(2, traces[candidate.key.trace] ?? 0)
        }
        while chosen.count < scope.chosen, !left.isEmpty {
            var best = (index: 0, price: Int.max)
            for (index, candidate) in left.enumerated() {
                let price = price(candidate)
                if price < best.price { best = (index, price) }
            }
            let candidate = left.remove(at: best.index)
            objects[candidate.key, default: 0] += 1
            pairs[candidate.link, default: 0] += 1
            posts[candidate.coact.postA, default: 0] += 1
            posts[candidate.coact.postB, default: 0] += 1
            traces[candidate.key.trace, default: 0] += 1
            chosen.append(candidate)
        }
        return chosen
    }
}

extension Trace {
    /// Which of two traces with equal crowds is shown: words tell a reader more than a number does, and the whole text
    /// more than the hashtags in it.
    fileprivate var wordiness: Int {
        switch self {
        case .text: -2
        case .caption: -1
        case .hashtagSequence: Trace.allCases.count
        default: Int(rawValue)
        }
    }
}
