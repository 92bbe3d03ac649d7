package import Coordination
package import Records

/// Two runs beside each other: settings, counts, and which networks are the same.
package struct RunComparison: Sendable {
    /// A network of one run and the network of the other with which it shares most.
    package struct Pairing: Sendable, Hashable {
        /// Nil where no network of the first run shares a member with `b`.
        package var a: String?
        package var b: String?
        package var membersA: Int
        package var membersB: Int
        package var shared: Int

        /// Members in both over members in either, 0 to 1.
        package var share: Double {
            let either = membersA + membersB - shared
            return either == 0 ? 0 : Double(shared) / Double(either)
        }
    }

    package let settings: [(name: String, a: String, b: String)]
    package let counts: [(name: String, a: Int, b: Int)]
    /// The largest share first; then those without a counterpart.
    package let pairings: [Pairing]

    package init(
        _ a: RunManifest, _ b: RunManifest, networksA: [Lineage.Ancestor], networksB: [Lineage.Ancestor]
    ) {
        let (left, right) = (Self.settings(a), Self.settings(b))
        settings = zip(left, right).map { ($0.0, $0.1, $1.1) }
        counts = [
            ("posts", a.counts.posts, b.counts.posts), ("accounts", a.counts.accounts, b.counts.accounts),
            ("actions", a.counts.actions, b.counts.actions), ("ties", a.counts.edges, b.counts.edges),
            ("networks", a.counts.networks, b.counts.networks),
        ]
        pairings = Self.pairings(networksA, networksB)
    }

    /// What was asked, in words: each with its name, in the order of the command line's options.
    package static func settings(_ manifest: RunManifest) -> [(name: String, value: String)] {
        let parameters = manifest.parameters
        func number(_ value: (some CustomStringConvertible)?) -> String { value.map { "\($0)" } ?? "none" }
        return [
            ("version", manifest.version), ("traces", parameters.traces.joined(separator: ", ")),
            ("windows", parameters.windows.joined(separator: ", ")),
            ("least participation", "\(parameters.minimumParticipation)"),
            ("least weight", "\(parameters.minimumWeight)"),
            ("least occasions", "\(parameters.minimumOccasions)"),
            ("least occasions on common property", "\(parameters.minimumCommonOccasions)"),
            ("false discovery rate", number(parameters.falseDiscoveryRate)),
            ("bin of chance", parameters.chanceBin ?? "none"), ("correction", parameters.correction ?? "all"),
            ("permutations", number(parameters.permutations)), ("seed", number(parameters.seed)),
            ("stability", parameters.stability == true ? "examined" : "not examined"),
            ("followed run", parameters.followed ?? "none"),
            ("largest object", number(parameters.maximumObjectAccounts)),
            ("coarse times", parameters.acceptsCoarseTime ? "taken" : "refused"),
            ("platform", parameters.platform ?? "as stated"),
            ("columns", parameters.mapping?.joined(separator: ", ") ?? "the format's own"),
            ("inputs", "\(manifest.inputs.count)"),
        ]
    }

    private static func pairings(_ a: [Lineage.Ancestor], _ b: [Lineage.Ancestor]) -> [Pairing] {
        var places: [AccountKey: [Int]] = [:]
        for (place, network) in b.enumerated() {
            for member in network.members { places[member, default: []].append(place) }
        }
        var pairings: [Pairing] = []
        var met: Set<Int> = []
        for network in a {
            var shared: [Int: Int] = [:]
            for member in network.members {
                for place in places[member] ?? [] { shared[place, default: 0] += 1 }
            }
            if shared.isEmpty {
                pairings.append(
                    Pairing(a: network.identifier, b: nil, membersA: network.members.count, membersB: 0, shared: 0))
            }
            for (place, count) in shared {
                met.insert(place)
                pairings.append(
                    Pairing(
                        a: network.identifier, b: b[place].identifier, membersA: network.members.count,
                        membersB: b[place].members.count, shared: count))
            }
        }
        for (place, network) in b.enumerated() where !met.contains(place) {
            pairings.append(
                Pairing(a: nil, b: network.identifier, membersA: 0, membersB: network.members.count, shared: 0))
        }
        return pairings.sorted { one, other in
            if one.share != other.share { return one.share > other.share }
            let (sizeOne, sizeOther) = (one.membersA + one.membersB, other.membersA + other.membersB)
            if sizeOne != sizeOther { return sizeOne > sizeOther }
            return (one.a ?? "~", one.b ?? "~") < (other.a ?? "~", other.b ?? "~")
        }
    }
}
