import Coordination
import Exchange
import Foundation
import Intake
import Records
import Statistics
import Testing

@testable import Inquiry

@Suite("A stored run in memory")
struct RunIndexTests {
    /// Goes with the suite, and its files with it.
    private let scene: RunScene

    init() throws { scene = try RunScene([("a.csv", RunScene.shares(Self.groups))]) }

    private static let groups = [["ana", "bob", "cyd", "dot"], ["eve", "fay", "gus"]]

    private func rows(_ run: StoredRun, _ table: String) throws -> [[String]] {
        let text = String(decoding: try run.contents(of: table), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test("it has every network, member and edge of the tables, each once")
    func whole() throws {
        let run = try scene.run()
        let index = try RunIndex(run)
        #expect(index.networks.map(\.row.network) == ["N1", "N2"])
        #expect(index.networks.map { $0.row.accounts } == [4, 3])
        #expect(
            index.members.map { "\($0.row.network),\($0.row.account.value)" }
                == (try rows(run, "accounts.csv").map { "\($0[0]),\($0[3])" }))
        let listed = try rows(run, "edges.csv").map { row in
            [row[0], row[1], row[3], row[5], row[6], row[7], row[8], row[9], row[10], row[11], row[13], row[14]]
        }
        let found = (0..<index.edgeCount).map { position -> [String] in
            let edge = index.edge(position)
            #expect(edge.position == position)
            return [
                edge.trace.name, edge.window.secondsText, index.key(edge.a).value, index.key(edge.b).value,
                "\(edge.weight)", "\(edge.pairs)", "\(edge.postsA)", "\(edge.postsB)", edge.first.description,
                edge.last.description, edge.pValue?.description ?? "", edge.qValue?.description ?? "",
            ]
        }
        #expect(Set(found) == Set(listed))
        #expect(found.count == listed.count)
        #expect(index.accountCount == 7)
    }

    @Test("edges come by network, the heaviest first, and by account, whichever end it is")
    func order() throws {
        let run = try scene.run(windows: [10_000, 60_000])
        let index = try RunIndex(run)
        var pages: [RunEdge] = []
        for (place, network) in index.networks.enumerated() {
            let edges = index.edges(ofNetwork: place, limit: .max)
            #expect(edges.map(\.position) == Array(network.edges))
            #expect(zip(edges, edges.dropFirst()).allSatisfy { $0.weight >= $1.weight })
            #expect(edges.allSatisfy { index.network(of: $0.a) == place && index.network(of: $0.b) == place })
            #expect(index.edges(ofNetwork: place, from: 2, limit: 2) == Array(edges.dropFirst(2).prefix(2)))
            pages += edges
        }
        #expect(index.edges(ofNetwork: 0, from: 10_000, limit: 5).isEmpty)
        for account in 0..<UInt32(index.accountCount) {
            let own = pages.filter { $0.a == account || $0.b == account }
            #expect(index.degree(of: account) == own.count)
            #expect(index.edges(of: account, limit: .max).map(\.position) == own.map(\.position))
            #expect(Set(index.neighbours(of: account)) == Set(own.map { $0.a == account ? $0.b : $0.a }))
        }
        let bob = try #require(index.account(AccountKey(platform: .unstated, kind: .id, value: "bob")))
        let ana = try #require(index.account(AccountKey(platform: .unstated, kind: .id, value: "ana")))
        let eve = try #require(index.account(AccountKey(platform: .unstated, kind: .id, value: "eve")))
        #expect(
            index.edges(between: bob, and: ana).map(\.window) == [
                Window(milliseconds: 10_000), Window(milliseconds: 60_000),
            ])
        #expect(index.edges(between: bob, and: eve).isEmpty)
        #expect(index.label(bob) == "bob")
        #expect(index.network(named: "N2") == index.network(of: eve))
        #expect(index.network(named: "N9") == nil)
        #expect(index.account(AccountKey(platform: .x, kind: .id, value: "bob")) == nil)
    }

    @Test(
        "a table that was changed, cut or taken away is refused",
        arguments: ["networks.csv", "accounts.csv", "edges.csv"])
    func damage(_ table: String) throws {
        let run = try scene.run()
        let path = run.folder + "/" + table
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try (bytes + Data("N9,x\n".utf8)).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: InquiryError.self) { try RunIndex(run) }
        guard case .altered = error else { return #expect(Bool(false), "\(String(describing: error))") }
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: InquiryError.self) { try RunIndex(run) }
    }

    @Test(
        "a probability is read as it is written, far below what a number holds",
        arguments: ["1", "0.04213", "0.001", "3.21e-12", "1.05e-812", "9.999e-400", "0"])
    func probabilities(_ text: String) throws {
        let logarithm = try #require(ByteViewText.logarithm(text))
        #expect(Probability(logarithm: logarithm).description == text)
    }

    @Test("what is no probability is refused", arguments: ["x", "1e", "e-3", "-0.5", "11", "1e-x"])
    func noProbabilities(_ text: String) {
        #expect(ByteViewText.logarithm(text) == nil)
    }

    @Test("between two runs networks stay, grow, vanish and are born, each under its own run's name")
    func comparison() throws {
        let first = try RunIndex(try scene.run(windows: [60_000]))
        let same = RunComparison(from: first, to: first)
        #expect(same.changes.map(\.event) == [.same, .same])
        #expect(same.settings.isEmpty)
        try scene.take("b.csv", RunScene.shares([[], [], [], ["hal", "ida", "jon", "kim", "lou", "mia"]]))
        let second = try RunIndex(try scene.run(windows: [90_000]))
        let change = RunComparison(from: first, to: second)
        #expect(change.changes.map(\.now) == ["N1", "N2", "N3"])
        #expect(change.changes.map(\.before) == [nil, "N1", "N2"])
        #expect(change.changes.map(\.event) == [.born, .same, .same])
        #expect(
            change.settings == [RunComparison.Setting(name: "windows", before: "1min", now: "90s")]
                || change.settings.first?.name == "windows")
        let back = RunComparison(from: second, to: first)
        #expect(back.changes.map(\.event) == [.same, .same, .vanished])
        #expect(back.changes.last?.before == "N1" && back.changes.last?.now == nil)
    }
}
