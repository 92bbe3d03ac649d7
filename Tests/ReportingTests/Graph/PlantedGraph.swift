import Records

@testable import Reporting

/// Graphs with networks of known sizes: rings with chords, and some ties between networks.
enum PlantedGraph {
    /// Numbers that look random and are the same everywhere.
    struct Numbers {
        var state: UInt64
        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(limit, 1)))
        }
    }

    /// - Parameters:
    ///   - sizes: of the networks.
    ///   - ties: in all, about; most of them inside networks, as many as their sizes allow.
    ///   - between: how many of a hundred ties join two networks.
    static func graph(sizes: [Int], ties: Int, between: Int = 3, seed: UInt64 = 7) -> AccountGraph {
        var numbers = Numbers(state: seed)
        let platforms: [Platform] = [.tiktok, .x, .telegram, .facebook, .youtube, .vk]
        let scripts = ["حساب", "账号", "конто", "account", "cuenta", "🦊 news"]
        var accounts: [AccountGraph.Account] = []
        var edges: [AccountGraph.Tie] = []
        let total = sizes.reduce(0, +)
        for (network, size) in sizes.enumerated() {
            let first = accounts.count
            for member in 0..<size {
                let platform = network % 4 == 0 ? platforms[numbers.below(3)] : platforms[network % platforms.count]
                let hour = numbers.below(24 * 300) + (network % 7) * 24 * 30
                accounts.append(
                    AccountGraph.Account(
                        label: "\(scripts[network % scripts.count]) \(network + 1)-\(member + 1)",
                        address: "/accounts/\(first + member)", platform: platform, network: network,
                        firstSeen: network % 9 == 5
                            ? nil : Instant(milliseconds: 1_700_000_000_000 + Int64(hour) * 3_600_000)))
            }
            guard size > 1 else { continue }
            // Circles of friends inside the network: who stands near in the ring is tied more often.
            for _ in 0..<max(size, ties * (100 - between) / 100 * size / max(total, 1)) {
                let a = numbers.below(size)
                let reach = 1 + numbers.below(max(2, min(size - 1, numbers.below(4) == 0 ? size - 1 : size / 6 + 2)))
                let b = (a + reach) % size
                let weight = 2 + numbers.below(4) * numbers.below(4) * numbers.below(8)
                edges.append(
                    AccountGraph.Tie(a: UInt32(first + a), b: UInt32(first + b), weight: Double(weight)))
            }
        }
        for _ in 0..<(sizes.count > 1 ? ties * between / 100 : 0) {
            // Some networks know each other better than others.
            let a = numbers.below(total)
            let b = numbers.below(3) == 0 ? numbers.below(total) : min(total - 1, a + numbers.below(total / 8 + 1))
            edges.append(AccountGraph.Tie(a: UInt32(a), b: UInt32(b), weight: Double(2 + numbers.below(5))))
        }
        let networks = sizes.indices.map {
            AccountGraph.Network(number: $0, label: "Network \($0 + 1)", address: "/networks/\($0 + 1)")
        }
        return AccountGraph(accounts: accounts, ties: edges, networks: networks)
    }

    /// Sizes from a few large networks to many small ones, `accounts` in all.
    static func sizes(accounts: Int) -> [Int] {
        var sizes: [Int] = []
        var left = accounts
        var size = accounts / 9
        while left > 0 {
            let next = min(left, max(2, size))
            sizes.append(next)
            left -= next
            size = size * 88 / 100
        }
        return sizes
    }
}
