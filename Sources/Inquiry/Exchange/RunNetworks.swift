import Bytes
import Coordination
import Exchange
import Oversight
import Records

extension StoredRun {
    /// Networks of the run with their ties, as a dossier has them.
    /// - Parameters:
    ///   - label: the run's name: `run 3`.
    ///   - names: `N1` …; nil for all.
    func dossierNetworks(_ label: String, named names: [String]?) throws(InquiryError) -> [Dossier.Network] {
        let all = try networks()
        let missing = Set(names ?? []).subtracting(all.map(\.identifier)).sorted()
        if !missing.isEmpty {
            throw .noRun(
                folder: folder,
                reason: "it has no network \(missing.joined(separator: ", ")); 'daylight networks list' names them")
        }
        let wanted = all.filter { names?.contains($0.identifier) ?? true }
        let digest = manifest.results.first { $0.name == "accounts.csv" }?.sha256 ?? ""
        var networks = wanted.map { network in
            Dossier.Network(
                identifier: "\(label) \(network.identifier)", source: "\(label), network \(network.identifier)",
                sourceDigest: digest, members: network.members.map { AssetKey($0) }.sorted())
        }
        try eachRow(of: "networks.csv") { row in
            guard let place = wanted.firstIndex(where: { $0.identifier == row["network"] }) else { return true }
            networks[place].first = row["first"].flatMap { TableCell.instant($0) }
            networks[place].last = row["last"].flatMap { TableCell.instant($0) }
            networks[place].rivals = (row["rivals"] ?? "").split(separator: " ").map(String.init)
            return true
        }
        // The table of ties names accounts by platform and value alone.
        var places: [Name: (network: Int, key: AssetKey)] = [:]
        for (place, network) in wanted.enumerated() {
            for member in network.members {
                places[Name(platform: member.platform.name, value: member.value)] = (place, AssetKey(member))
            }
        }
        try eachRow(of: "edges.csv") { row in
            guard let a = places[Name(row, "a")], let b = places[Name(row, "b")], a.network == b.network else {
                return true
            }
            guard let edge = Self.edge(row, a.key, b.key) else { return false }
            networks[a.network].edges.append(edge)
            return true
        }
        return networks
    }

    private struct Name: Hashable {
        var platform: String
        var value: String

        init(platform: String, value: String) {
            self.platform = platform
            self.value = value
        }

        init(_ row: TableRow, _ end: String) {
            self.init(platform: row["platform_" + end] ?? "", value: row["account_" + end] ?? "")
        }
    }

    private static func edge(_ row: TableRow, _ a: AssetKey, _ b: AssetKey) -> Dossier.Edge? {
        guard let trace = row["trace"], let window = row["window_s"],
            let weight = row["weight"].flatMap({ UInt32($0) }),
            let pairs = row["pairs"].flatMap({ UInt64($0) }), let postsA = row["posts_a"].flatMap({ UInt32($0) }),
            let postsB = row["posts_b"].flatMap({ UInt32($0) }),
            let first = row["first"].flatMap({ TableCell.instant($0) }),
            let last = row["last"].flatMap({ TableCell.instant($0) }),
            let gap = row["median_gap_s"].flatMap({ Double($0) })
        else { return nil }
        func stated(_ name: String) -> String? { row[name].flatMap { $0.isEmpty ? nil : $0 } }
        return Dossier.Edge(
            a: a, b: b, trace: trace, window: window, weight: weight, pairs: pairs, postsA: postsA, postsB: postsB,
            first: first, last: last, medianGap: gap, pValue: stated("p_value"), qValue: stated("q_value"))
    }
}
