import Coordination
import Records

/// What the links of one network add up to.
struct NetworkTies {
    /// What one trace at one window contributes.
    struct LayerSum {
        /// Place in the answer's list of edge layers.
        var layer: Int
        var edges = 0
        var pairs: UInt64 = 0
    }

    /// The sum of the weights of each member's edges, by place in `Network.members`; as in accounts.csv.
    private(set) var strengths: [UInt64]
    /// In how many of its co-acts each member posted first, ties counting half, and of how many.
    private(set) var leads: [Double]
    private(set) var coActs: [UInt64]
    /// Members by place, the strongest first.
    private(set) var order: [Int]
    /// The layers that tie the network: the trace with most edges first, its windows ascending.
    private(set) var layers: [LayerSum]
    /// Pairs of posts in the edges at the widest window, over all traces.
    private(set) var pairs: UInt64

    /// - Parameters:
    ///   - layers: the answer's edge layers.
    ///   - places: each account's place among the members of its network.
    init(_ network: Network, layers: [EdgeLayer], widest: Window, places: [UInt32]) {
        var strengths = [UInt64](repeating: 0, count: network.members.count)
        var leads = [Double](repeating: 0, count: network.members.count)
        var coActs = [UInt64](repeating: 0, count: network.members.count)
        var degrees = [Int](repeating: 0, count: network.members.count)
        var sums = layers.indices.map { LayerSum(layer: $0) }
        for link in network.links {
            let (a, b) = (Int(places[Int(link.a)]), Int(places[Int(link.b)]))
            degrees[a] += 1
            degrees[b] += 1
            for place in link.edges {
                let edge = layers[place.layer].edges[place.edge]
                strengths[a] += UInt64(edge.weight)
                strengths[b] += UInt64(edge.weight)
                sums[place.layer].edges += 1
                sums[place.layer].pairs += edge.pairs
                // A narrower window's pairs are among those of the widest.
                guard layers[place.layer].window == widest else { continue }
                let draws = Double(edge.pairs - edge.leadsA - edge.leadsB) / 2
                leads[a] += Double(edge.leadsA) + draws
                leads[b] += Double(edge.leadsB) + draws
                coActs[a] += edge.pairs
                coActs[b] += edge.pairs
            }
        }
        self.strengths = strengths
        self.leads = leads
        self.coActs = coActs
        order = network.members.indices.sorted {
            (strengths[$1], degrees[$1], $0) < (strengths[$0], degrees[$0], $1)
        }
        pairs = sums.reduce(0) { $0 + (layers[$1.layer].window == widest ? $1.pairs : 0) }
        self.layers = Self.ordered(sums.filter { $0.edges > 0 }, layers)
    }

    private static func ordered(_ sums: [LayerSum], _ layers: [EdgeLayer]) -> [LayerSum] {
        var most: [Trace: Int] = [:]
        for sum in sums { most[layers[sum.layer].trace] = max(most[layers[sum.layer].trace] ?? 0, sum.edges) }
        return sums.sorted {
            let (one, other) = (layers[$0.layer], layers[$1.layer])
            return (most[other.trace] ?? 0, one.trace.rawValue, one.window)
                < (most[one.trace] ?? 0, other.trace.rawValue, other.window)
        }
    }

    /// The share of a member's co-acts in which it posted first, 0 to 1.
    func lead(_ place: Int) -> Double {
        coActs[place] == 0 ? 0.5 : leads[place] / Double(coActs[place])
    }
}
