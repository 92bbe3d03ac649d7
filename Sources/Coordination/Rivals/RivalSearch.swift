package import Corpus
package import Records

/// Looks for other explanations of networks, in what the columns hold: counted, shown, never subtracted.
package enum RivalSearch {
    /// What the data say about each explanation, for each of `networks`, in the order of `RivalExplanation`.
    /// - Parameters:
    ///   - anatomies: of the networks, in their order.
    ///   - layers: the edge layers that the networks were drawn from.
    ///   - resolution: how finely the input states its times; nil where that is not known.
    package static func findings(
        _ networks: [Network], _ anatomies: [NetworkAnatomy], layers: [EdgeLayer], corpus: Corpus,
        resolution: TimeResolution?
    ) -> [[RivalFinding]] {
        if networks.isEmpty { return [] }
        var networkOf = [UInt32](repeating: .max, count: corpus.accounts.count)
        for (index, network) in networks.enumerated() {
            for member in network.members { networkOf[Int(member)] = UInt32(index) }
        }
        var coacting = [UInt32](repeating: .max, count: corpus.citations.count)
        for (index, anatomy) in anatomies.enumerated() {
            for mark in anatomy.members.lazy.flatMap(\.marks) { coacting[Int(mark.post)] = UInt32(index) }
        }
        var counts = zip(networks, anatomies).map { network, anatomy in
            NetworkCounts(anatomy, tying: Set(network.links.lazy.flatMap(\.edges).map { layers[$0.layer].trace }))
        }
        for layer in corpus.layers {
            let users = ObjectUsers(layer, networkOf: networkOf, coacting: coacting, networks: networks.count)
            for index in counts.indices { counts[index].add(layer, users, network: index, anatomy: anatomies[index]) }
        }
        let rhythm = PostRhythm(corpus, isMember: networkOf.map { $0 != .max })
        let names = networks.map { network in network.members.map { corpus.accounts.label($0) } }
        let alike = NameLikeness(names).alike(among: corpus.accounts)
        return networks.indices.map { index in
            let count = counts[index]
            let names = NameCounts(names[index], alike: alike[index].members, stem: alike[index].stem)
            return [
                RivalFinding(.popular, [count.popular]),
                RivalFinding(.appMade, [count.appWords, count.spread]),
                RivalFinding(
                    .headlines, [count.knownSites, count.publishingTools, count.quotedObjects, names.outlets]),
                RivalFinding(.oneOwner, [names.alikeSign, count.ownSite(members: names.members)]),
                RivalFinding(.fans, [count.topic]),
                RivalFinding(.automatic, [names.bots, evenness(networks[index], rhythm)]),
                RivalFinding(.schedule, schedule(anatomies[index], rhythm, resolution)),
            ]
        }
    }

    private static func evenness(_ network: Network, _ rhythm: PostRhythm) -> RivalSign {
        let told = network.members.filter { rhythm.isTold($0) }
        let even = told.count { rhythm.isEven($0) }
        return RivalSign(
            .evenIntervals, even, of: told.count,
            strength: SignThresholds.strength(even, of: told.count, some: 0.1, strong: 0.5))
    }

    /// Co-acting posts below which their hours say nothing.
    private static let leastPosts = 20

    private static func schedule(
        _ anatomy: NetworkAnatomy, _ rhythm: PostRhythm, _ resolution: TimeResolution?
    ) -> [RivalSign] {
        let times = anatomy.members.flatMap { $0.marks.map(\.time) }
        var signs: [RivalSign] = []
        // Times that are stated to the minute all lie on it.
        if let resolution, resolution <= .second {
            let full = times.count { $0 - $0.floorDivided(by: 60_000) * 60_000 < 1000 }
            var strength = SignThresholds.strength(full, of: times.count, some: 0.1, strong: 0.5)
            if times.count < leastPosts { strength = min(strength, .none) }
            signs.append(RivalSign(.fullMinutes, full, of: times.count, strength: strength))
        }
        let days = Set(times.map { $0.floorDivided(by: 86_400_000) }).count
        if times.count >= leastPosts, days >= 3 {
            let busiest = rhythm.busiest(times)
            // Where everybody posts in these hours, they say nothing about these accounts.
            let isOwn = busiest.posts * 1000 >= 2 * busiest.inputShare * times.count
            signs.append(
                RivalSign(
                    .fewHours, busiest.posts, of: times.count,
                    strength: isOwn
                        ? SignThresholds.strength(busiest.posts, of: times.count, some: 0.6, strong: 0.8) : .none,
                    others: busiest.inputShare))
        }
        return signs
    }
}

/// What names of members say.
private struct NameCounts {
    let members: Int
    let bots: RivalSign
    let outlets: RivalSign
    let alikeSign: RivalSign

    init(_ names: [String], alike: Int, stem: String?) {
        members = names.count
        let bots = names.count { NameSigns.sayBot($0) }
        let outlets = names.count { NameSigns.sayOutlet($0) }
        self.bots = RivalSign(
            .botNames, bots, of: members,
            strength: SignThresholds.strength(bots, of: members, some: 0, strong: 0.5))
        self.outlets = RivalSign(
            .outletNames, outlets, of: members,
            strength: SignThresholds.strength(outlets, of: members, some: 0.2, strong: 0.5))
        // One hand's accounts are few. Many names that are alike are a pattern, which is something else.
        let isFew = members <= SignThresholds.fewMembers
        let word: SignStrength =
            if alike == members, isFew { .strong } else { alike > 0 && (isFew || alike * 2 >= members) ? .some : .none }
        alikeSign = RivalSign(.alikeNames, alike, of: members, strength: word, example: alike > 0 ? stem : nil)
    }
}
