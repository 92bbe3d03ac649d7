import Records
import Testing

@testable import Reporting

@Suite("Places of a drawing")
struct GraphPlacesTests {
    private static func account(_ network: Int, _ label: String = "a") -> AccountGraph.Account {
        AccountGraph.Account(label: label, address: "/a", platform: .x, network: network, firstSeen: nil)
    }

    @Test("The same graph gives the same places on any number of cores")
    func cores() {
        let graph = DrawnGraph(PlantedGraph.graph(sizes: [90, 60, 40, 40, 12, 5, 3, 2, 2, 1], ties: 2000))
        let one = GraphPlaces(graph, threads: 1)
        for threads in [2, 3, 8] { #expect(GraphPlaces(graph, threads: threads) == one) }
        #expect(DrawingPacket(graph, places: one) == DrawingPacket(graph, places: GraphPlaces(graph, threads: 4)))
    }

    @Test("Neither the order of accounts nor that of ties matters")
    func order() {
        let graph = PlantedGraph.graph(sizes: [30, 20, 9, 4], ties: 300)
        var turned = graph
        let count = UInt32(graph.accounts.count)
        turned.accounts.reverse()
        turned.networks.reverse()
        turned.ties = graph.ties.reversed().map {
            AccountGraph.Tie(a: count - 1 - $0.b, b: count - 1 - $0.a, weight: $0.weight)
        }
        #expect(DrawnGraph(turned) == DrawnGraph(graph))
    }

    @Test(
        "Discs do not overlap, and every account stands in its own",
        arguments: [
            [400, 300, 5, 5, 2], Array(repeating: 2, count: 700), [1, 1, 1], PlantedGraph.sizes(accounts: 3000),
        ])
    func discs(sizes: [Int]) {
        let graph = DrawnGraph(PlantedGraph.graph(sizes: sizes, ties: 4000, between: 10))
        let places = GraphPlaces(graph, threads: 2)
        for (index, disc) in places.discs.enumerated() {
            for other in places.discs[..<index] {
                #expect((disc.centre - other.centre).length >= disc.radius + other.radius)
            }
        }
        for (index, body) in graph.bodies.enumerated() {
            let disc = places.discs[body.group]
            let away = (places.place(of: index, in: body.group) - disc.centre).length
            #expect(away + places.radii[index] <= disc.radius)
        }
    }

    @Test("Networks that are tied stand nearer than those that are not")
    func tied() {
        var graph = PlantedGraph.graph(sizes: Array(repeating: 12, count: 40), ties: 900, between: 0)
        let last = graph.accounts.count - 1
        for member in 0..<8 {
            graph.ties.append(AccountGraph.Tie(a: UInt32(member), b: UInt32(last - member), weight: 9))
        }
        let drawn = DrawnGraph(graph)
        let places = GraphPlaces(drawn, threads: 1)
        let first = drawn.groups.firstIndex { $0.label == "Network 1" } ?? 0
        let other = drawn.groups.firstIndex { $0.label == "Network 40" } ?? 0
        let distances = places.discs.indices.filter { $0 != first }.map {
            (places.discs[first].centre - places.discs[$0].centre).length
        }
        let mean = distances.reduce(0, +) / Double(distances.count)
        #expect((places.discs[first].centre - places.discs[other].centre).length < 0.6 * mean)
    }

    @Test("A drawing takes no more room than a few times its discs", arguments: [10, 300, 2000])
    func extent(networks: Int) {
        let graph = DrawnGraph(PlantedGraph.graph(sizes: (0..<networks).map { 2 + $0 % 17 }, ties: 9 * networks))
        let places = GraphPlaces(graph, threads: 2)
        let area = places.discs.reduce(0) { $0 + Double.pi * $1.radius * $1.radius }
        #expect(places.width.isFinite && places.height.isFinite)
        #expect(places.width * places.height < 6 * area + 40_000)
    }

    @Test("No accounts, one account and accounts without ties can be drawn")
    func few() {
        let none = DrawnGraph(AccountGraph(accounts: [], ties: [], networks: []))
        #expect(GraphPlaces(none, threads: 2).places.isEmpty)
        #expect(DrawingPacket(none, places: GraphPlaces(none, threads: 2)).bytes.count == 128)
        let one = DrawnGraph(AccountGraph(accounts: [Self.account(4)], ties: [], networks: []))
        let places = GraphPlaces(one, threads: 2)
        #expect(places.discs.count == 1 && places.width > 0 && places.width < 200)
        #expect(one.groups[0].label == "Network 4")
        let lonely = DrawnGraph(
            AccountGraph(accounts: (0..<50).map { Self.account(0, "a\($0)") }, ties: [], networks: []))
        let spread = GraphPlaces(lonely, threads: 2)
        for a in 0..<50 {
            for b in 0..<a {
                #expect((spread.places[a] - spread.places[b]).length >= spread.radii[a] + spread.radii[b])
            }
        }
    }

    @Test("What is no tie is left out and counted; a pair given twice is one tie")
    func hostile() {
        let accounts = (0..<3).map { Self.account(0, "a\($0)") }
        let weights: [Double] = [.nan, .infinity, -.infinity, 0, -1, 1e300, .greatestFiniteMagnitude]
        var ties = weights.map { AccountGraph.Tie(a: 0, b: 1, weight: $0) }
        ties.append(AccountGraph.Tie(a: 1, b: 1, weight: 5))
        ties.append(AccountGraph.Tie(a: 0, b: 3, weight: 5))
        ties.append(AccountGraph.Tie(a: .max, b: 0, weight: 5))
        ties.append(AccountGraph.Tie(a: 2, b: 1, weight: 5))
        ties.append(AccountGraph.Tie(a: 1, b: 2, weight: 2))
        ties.append(AccountGraph.Tie(a: 0, b: 1, weight: .leastNonzeroMagnitude))
        let drawn = DrawnGraph(AccountGraph(accounts: accounts, ties: ties, networks: []))
        #expect(drawn.unsoundTies == 10)
        #expect(drawn.tiesInAll == 2)
        #expect(drawn.ties.map(\.weight) == [7, .leastNonzeroMagnitude])
        #expect(drawn.remark?.hasPrefix("10 ties could not be drawn") == true)
        let places = GraphPlaces(drawn, threads: 2)
        for index in accounts.indices {
            let place = places.place(of: index, in: 0)
            #expect(place.x.isFinite && place.y.isFinite && places.radii[index].isFinite)
        }
    }

    @Test("Too many accounts become networks, each with its count and its page")
    func networks() {
        let sizes = PlantedGraph.sizes(accounts: GraphLimits.accounts + 1)
        let drawn = DrawnGraph(PlantedGraph.graph(sizes: sizes, ties: 50_000))
        #expect(drawn.kind == .networks)
        #expect(drawn.bodies.count == sizes.count && drawn.groups.count == sizes.count)
        #expect(drawn.groups.map(\.members).reduce(0, +) == GraphLimits.accounts + 1)
        #expect(drawn.groups.allSatisfy { $0.address.hasPrefix("/networks/") })
        #expect(drawn.ties.allSatisfy { $0.a < $0.b && Int($0.b) < drawn.bodies.count })
        #expect(Set(drawn.ties.map { UInt64($0.a) << 32 | UInt64($0.b) }).count == drawn.ties.count)
        #expect(drawn.remark?.contains("are too many to tell apart") == true)
    }

    @Test("One network that is too large shows its strongest accounts, and more networks than fit the largest")
    func limits() {
        let one = DrawnGraph(PlantedGraph.graph(sizes: [GraphLimits.accounts + 500], ties: 60_000))
        #expect(one.kind == .accounts)
        #expect(one.bodies.count == GraphLimits.accounts)
        #expect(one.groups[0].members == GraphLimits.accounts + 500)
        #expect(one.groups[0].count == GraphLimits.accounts)
        let many = DrawnGraph(
            PlantedGraph.graph(sizes: (0..<GraphLimits.networks + 300).map { 3 + $0 % 5 }, ties: 30_000))
        #expect(many.kind == .networks)
        #expect(many.groups.count == GraphLimits.networks)
        #expect(many.networksInAll == GraphLimits.networks + 300)
        #expect(many.remark?.contains("4,000 largest of 4,300 networks") == true)
    }
}
