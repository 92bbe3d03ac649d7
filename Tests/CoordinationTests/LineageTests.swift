import Bytes
import Corpus
import Records
import Testing

@testable import Coordination

@Suite("Lineage of networks")
struct LineageTests {
    /// Networks of accounts named by numbers.
    private func lineage(
        _ before: [(String, Range<Int>)], _ now: [[Int]]
    ) -> Lineage {
        var scene = Scene()
        for account in 0..<60 { scene.share("o", "a\(account)", at: Double(account)) }
        let accounts = scene.corpus.accounts
        func key(_ number: Int) -> AccountKey { AccountKey(platform: .unstated, kind: .id, value: "a\(number)") }
        let places = Dictionary(
            uniqueKeysWithValues: (0..<UInt32(accounts.count)).map { (accounts.value($0), $0) })
        return Lineage(
            from: before.map { Lineage.Ancestor(identifier: $0.0, members: $0.1.map(key)) },
            to: now.map { members in
                Network(identifier: "", members: members.compactMap { places["a\($0)"] }, links: [])
            }, accounts: accounts)
    }

    @Test("a network keeps its name whatever its rank, and a new one gets a number that was never given")
    func names() {
        let lineage = lineage([("N1", 0..<10), ("N7", 20..<25)], [Array(30..<45), Array(20..<26), Array(0..<9)])
        #expect(lineage.identifiers == ["N8", "N7", "N1"])
        #expect(lineage.changes.map(\.event) == [.born, .grew, .shrank])
        #expect(lineage.changes.map(\.stayed) == [0, 5, 9])
    }

    @Test("of a network that is split the part most alike keeps the name, and both say so")
    func split() {
        let lineage = lineage([("N1", 0..<12)], [Array(0..<7), Array(7..<12)])
        #expect(lineage.identifiers == ["N1", "N2"])
        #expect(lineage.changes.map(\.event) == [.split, .split])
        #expect(lineage.changes.map(\.ancestors) == [["N1"], ["N1"]])
    }

    @Test("networks that become one are merged under the name of the one most alike, and the other vanished")
    func merged() {
        let lineage = lineage([("N1", 0..<10), ("N2", 10..<14)], [Array(0..<15)])
        #expect(lineage.identifiers == ["N1"])
        #expect(lineage.changes.map(\.event) == [.merged, .vanished])
        #expect(lineage.changes[0].ancestors == ["N1", "N2"])
    }

    @Test("a few members of an earlier network do not make its heir")
    func strangers() {
        let lineage = lineage([("N1", 0..<20)], [[0, 1, 30, 31, 32]])
        #expect(lineage.identifiers == ["N2"])
        #expect(lineage.changes.map(\.event) == [.born, .vanished])
    }

    @Test("the same networks are the same")
    func same() {
        let lineage = lineage([("N3", 0..<4), ("N1", 5..<9)], [Array(5..<9), Array(0..<4)])
        #expect(lineage.identifiers == ["N1", "N3"])
        #expect(lineage.changes.allSatisfy { $0.event == .same })
    }
}
