import Statistics

extension LeidenGraph {
    /// Moves single nodes to the community that gains most until no move gains anything (the paper's fast local moving).
    ///
    /// Nodes wait in a queue, in random order at first. A node that has moved puts those of its neighbours back that are
    /// not in its new community, since only their best place may have changed.
    /// - Parameters:
    ///   - communities: of each node, below the number of nodes.
    ///   - price: what a pair of nodes in one community costs, for each unit of both masses.
    func moveNodes(_ communities: inout [UInt32], price: Double, using generator: inout SeededGenerator) {
        let count = nodeCount
        var communityMasses = [Double](repeating: 0, count: count)
        var sizes = [UInt32](repeating: 0, count: count)
        for node in 0..<count {
            communityMasses[Int(communities[node])] += masses[node]
            sizes[Int(communities[node])] += 1
        }
        var empty = (0..<UInt32(count)).filter { sizes[Int($0)] == 0 }

        // A ring: nobody waits in it twice, so that it cannot overflow.
        var queue = Array(0..<UInt32(count))
        generator.shuffle(&queue)
        var (head, waiting) = (0, count)
        var isWaiting = [Bool](repeating: true, count: count)

        var links = NeighbourSums(groups: count)
        while waiting > 0 {
            let node = Int(queue[head])
            head = head + 1 == count ? 0 : head + 1
            waiting -= 1
            isWaiting[node] = false

            let entries = entries(of: node)
            links.add(entries, neighbours, weights, groups: communities)
            let own = Int(communities[node])
            let nodePrice = price * masses[node]
            let linksToOwn = links.sums[own]
            let staying = linksToOwn - nodePrice * (communityMasses[own] - masses[node])
            var best = own
            var (bestGain, bestLinks) = (staying, linksToOwn)
            for index in 0..<links.count {
                let community = Int(links.touched[index])
                let gain = links.sums[community] - nodePrice * communityMasses[community]
                if gain > bestGain, community != own {
                    best = community
                    bestGain = gain
                    bestLinks = links.sums[community]
                }
            }
            links.clear()
            if bestGain < 0, sizes[own] > 1, let free = empty.last {
                best = Int(free)
                bestGain = 0
                bestLinks = 0
            }
            // What is not more than rounding is no gain: nodes could move in circles for it.
            if best == own || bestGain - staying <= 1e-10 * (bestLinks + linksToOwn) { continue }

            if sizes[best] == 0 { empty.removeLast() }
            sizes[own] -= 1
            sizes[best] += 1
            communityMasses[own] = sizes[own] == 0 ? 0 : communityMasses[own] - masses[node]
            communityMasses[best] += masses[node]
            communities[node] = UInt32(best)
            if sizes[own] == 0 { empty.append(UInt32(own)) }
            for entry in entries {
                let other = Int(neighbours[entry])
                if !isWaiting[other], Int(communities[other]) != best {
                    isWaiting[other] = true
                    let tail = head + waiting
                    queue[tail >= count ? tail - count : tail] = UInt32(other)
                    waiting += 1
                }
            }
        }
    }
}
