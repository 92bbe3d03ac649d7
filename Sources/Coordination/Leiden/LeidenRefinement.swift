import Glibc
import Statistics

extension LeidenGraph {
    /// Parts each community anew into pieces that are connected, and known by the number of one of their nodes (the
    /// paper's refinement).
    ///
    /// Every node begins as a piece of its own. One after the other, those that are still alone join a piece of their
    /// community, at random, but rather one that gains more. Nodes and pieces take part only if they are well connected
    /// to the rest of the community.
    /// - Parameters:
    ///   - communities: of each node, below the number of nodes.
    ///   - price: what a pair of nodes in one community costs, for each unit of both masses.
    ///   - theta: gains this far below the best are taken less often by a factor of e.
    func refined(
        _ communities: [UInt32], price: Double, theta: Double, using generator: inout SeededGenerator
    ) -> [UInt32] {
        let count = nodeCount
        var communityMasses = [Double](repeating: 0, count: count)
        for node in 0..<count { communityMasses[Int(communities[node])] += masses[node] }
        var pieces = Array(0..<UInt32(count))
        var pieceMasses = masses
        var isAlone = [Bool](repeating: true, count: count)
        // The weight of the links from each piece to the rest of its community.
        var outward = [Double](repeating: 0, count: count)
        for node in 0..<count {
            let community = communities[node]
            var sum = 0.0
            for entry in entries(of: node) {
                sum += communities[Int(neighbours[entry])] == community ? weights[entry] : 0
            }
            outward[node] = sum
        }

        var order = Array(0..<UInt32(count))
        generator.shuffle(&order)
        var links = NeighbourSums(groups: count)
        var gains = [Double](repeating: 0, count: count)
        for item in order {
            let node = Int(item)
            // A node that others have joined stays; one that has joined others is in their piece.
            if !isAlone[node] { continue }
            let community = communities[node]
            let communityMass = communityMasses[Int(community)]
            let mass = masses[node]
            if outward[node] == 0 || outward[node] < price * mass * (communityMass - mass) { continue }

            links.add(
                entries(of: node), neighbours, weights, groups: pieces, within: community, of: communities)
            // To stay alone gains nothing, and is a choice too.
            var best = 0.0
            for index in 0..<links.count {
                let piece = Int(links.touched[index])
                let pieceMass = pieceMasses[piece]
                let isConnected = outward[piece] >= price * pieceMass * (communityMass - pieceMass)
                gains[index] = isConnected ? links.sums[piece] - price * mass * pieceMass : -1
                best = max(best, gains[index])
            }
            var sum = exp(-best / theta)
            for index in 0..<links.count {
                // A chance is turned into what all before it have together with it.
                if gains[index] >= 0, gains[index] > best - 40 * theta { sum += exp((gains[index] - best) / theta) }
                gains[index] = sum
            }
            let draw = generator.unit() * sum
            var chosen = node
            if draw >= exp(-best / theta), let index = (0..<links.count).first(where: { gains[$0] > draw }) {
                chosen = Int(links.touched[index])
            }
            if chosen != node {
                outward[chosen] += outward[node] - 2 * links.sums[chosen]
                pieceMasses[chosen] += mass
                pieces[node] = UInt32(chosen)
                isAlone[node] = false
                isAlone[chosen] = false
            }
            links.clear()
        }
        return pieces
    }
}
