import Bytes
import Records
import Statistics

extension Link {
    /// The pairs that the rule links over all layers, each with every edge between the two, by account index.
    ///
    /// With a rate, the p-values of a pair's layers are joined by the Cauchy combination, which holds under dependence:
    /// one pair of posts can meet on its text, its link and its hashtags, and in several windows. A layer counts where
    /// both accounts could have been tied in it, with a p-value of 1 where they were not. The joint values are corrected
    /// for all pairs that could have been tied in any layer.
    static func links(in layers: [EdgeLayer], rule: NetworkRule) -> [Link] {
        guard let rate = rule.rate else {
            return EdgesOfPairs(layers).compactMap { places in
                let isLinked = places.contains { rule.links(layers[$0], trace: layers[$0.layer].trace) }
                return isLinked ? Link(places, layers) : nil
            }
        }
        let least = Probability(rate)
        return candidates(in: layers).filter { $0.qValue ?? .certain <= least }
    }

    /// Every pair that has an edge, with its joint probabilities, whether or not it is linked at any rate.
    package static func candidates(in layers: [EdgeLayer]) -> [Link] {
        var pairs = EdgesOfPairs(layers)
        let tested = layers.map(\.tested)
        var links: [Link] = []
        while let places = pairs.next() {
            var link = Link(places, layers)
            link.pValue = jointProbability(places, layers, tested)
            links.append(link)
        }
        let corrected = BenjaminiHochberg.logQValues(
            logPValues: links.map { $0.pValue?.logarithm ?? 0 },
            tests: PairTests.count(inAnyOf: tested.compactMap { $0 }))
        for (index, value) in corrected.enumerated() { links[index].qValue = Probability(logarithm: value) }
        return links
    }

    private init(_ places: [EdgePlace], _ layers: [EdgeLayer]) {
        let edges = places.map { layers[$0] }
        self.init(
            a: edges[0].a, b: edges[0].b, edges: places, occasions: edges.reduce(0) { max($0, $1.occasions) })
    }

    private static func jointProbability(
        _ places: [EdgePlace], _ layers: [EdgeLayer], _ tested: [PairTests?]
    ) -> Probability {
        let (a, b) = (Int(layers[places[0]].a), Int(layers[places[0]].b))
        var joint = CauchyCombination()
        var next = 0
        for (layer, tested) in tested.enumerated() {
            var probability = Probability.certain
            if next < places.count, places[next].layer == layer {
                let own = layers[places[next]].pValue ?? .certain
                if own <= tested?.limit ?? .certain { probability = own }
                next += 1
            }
            if let tested, tested.isTestable[a], tested.isTestable[b] { joint.add(logP: probability.logarithm) }
        }
        return Probability(logarithm: joint.logP)
    }
}

extension [EdgeLayer] {
    subscript(place: EdgePlace) -> Edge { self[place.layer].edges[place.edge] }
}

/// All edges of each pair of accounts, pair by pair: by the first account, then by the second; layers ascend.
private struct EdgesOfPairs: Sequence, IteratorProtocol {
    private var keys: [UInt64] = []
    private var places: [EdgePlace] = []
    private let order: [UInt32]
    private var position = 0

    init(_ layers: [EdgeLayer]) {
        for (layerIndex, layer) in layers.enumerated() {
            for (edgeIndex, edge) in layer.edges.enumerated() {
                keys.append(UInt64(edge.a) << 32 | UInt64(edge.b))
                places.append(EdgePlace(layer: layerIndex, edge: edgeIndex))
            }
        }
        order = RadixSort.order(of: keys)
    }

    mutating func next() -> [EdgePlace]? {
        guard position < order.count else { return nil }
        let start = position
        while position < order.count, keys[Int(order[position])] == keys[Int(order[start])] { position += 1 }
        return order[start..<position].map { places[Int($0)] }
    }
}
