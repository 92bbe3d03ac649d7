package import Coordination
import Corpus
package import Exchange
import Records
import Statistics

extension Answer {
    /// The rows of `networks.csv`.
    package var networkRows: [NetworkRow] {
        let layers = layers
        return networks.indices.map { index in
            let (network, anatomy) = (networks[index], anatomies[index])
            let places = network.links.flatMap(\.edges)
            let weights = places.map { layers[$0.layer].edges[$0.edge].weight }
            return NetworkRow(
                network: network.identifier, accounts: network.members.count, edges: network.links.count,
                traces: Set(places.map { layers[$0.layer].trace }).sorted(),
                windows: Set(places.map { layers[$0.layer].window }).sorted(),
                platforms: Set(network.members.map { corpus.accounts.platform($0) }).sorted { $0.name < $1.name },
                objects: anatomy.objects.count, posts: anatomy.posts, first: Instant(milliseconds: anatomy.first),
                last: Instant(milliseconds: anatomy.last), strongestWeight: weights.max() ?? 0,
                medianWeight: weights.median ?? 0, weakestQ: network.weakestQ, medianQ: network.medianQ,
                rivals: strongRivals(index))
        }
    }

    /// The explanations of which one network shows strong signs.
    package func strongRivals(_ network: Int) -> [RivalExplanation] {
        network < rivals.count ? rivals[network].filter { $0.strength == .strong }.map(\.explanation) : []
    }

    /// The rows of `accounts.csv`.
    package var accountRows: [AccountRow] {
        let layers = layers
        let accounts = corpus.accounts
        return zip(networks, anatomies).flatMap { network, anatomy in
            var strengths: [UInt32: UInt64] = [:]
            for link in network.links {
                let weight = link.edges.reduce(0) { $0 + UInt64(layers[$1.layer].edges[$1.edge].weight) }
                strengths[link.a, default: 0] += weight
                strengths[link.b, default: 0] += weight
            }
            return anatomy.members.map { member in
                AccountRow(
                    network: network.identifier, account: accounts.key(member.account),
                    handle: accounts.handle(member.account),
                    postsInInput: accounts.postCounts[Int(member.account)], coActingPosts: member.posts,
                    partners: member.partners, strength: strengths[member.account] ?? 0,
                    first: Instant(milliseconds: accounts.firstTimes[Int(member.account)]),
                    last: Instant(milliseconds: accounts.lastTimes[Int(member.account)]))
            }
        }
    }

    /// The graph of the networks: what is not in one is in `edges.csv` only.
    package var graph: GraphDocument {
        var networkOf: [UInt32: String] = [:]
        for network in networks {
            for member in network.members { networkOf[member] = network.identifier }
        }
        let layers = layers.map { layer in
            EdgeLayer(
                trace: layer.trace, window: layer.window,
                edges: layer.edges.filter { edge in
                    networkOf[edge.a] != nil && networkOf[edge.a] == networkOf[edge.b]
                })
        }
        return GraphDocument(creator: "daylight", layers: layers, accounts: corpus.accounts, networks: networks)
    }
}

extension Stability {
    /// The rows of `stability.csv`: what the report's table has.
    var tableRows: [StabilityRow] {
        rows.map { row in
            StabilityRow(
                setting: row.change.setting, before: row.change.before, after: row.change.after,
                likenesses: row.likenesses, mainNetworks: identifiers.count, keeping: row.keeping, members: members,
                accounts: row.accounts, networks: row.networks)
        }
    }
}
