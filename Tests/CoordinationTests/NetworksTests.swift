import Corpus
import Records
import Testing

@testable import Coordination

@Suite("Networks")
struct NetworksTests {
    private func networks(_ scene: Scene, rule: NetworkRule = NetworkRule()) throws -> (Corpus, [Network]) {
        let corpus = scene.corpus
        let layer = try #require(corpus.layer(.shared))
        let found = try CoactionSearch.search(
            layer, accounts: corpus.accounts, parameters: SearchParameters(windows: [Window(milliseconds: 10_000)]))
        let networks = Network.networks(
            in: found.layers, accounts: corpus.accounts, rule: rule, detection: ConnectedComponents())
        return (corpus, networks)
    }

    /// Two groups that know nothing of each other, and a bystander.
    private var twoGroups: Scene {
        var scene = Scene()
        for object in 0..<3 {
            for account in ["zoe", "ana", "bob"] { scene.share("a\(object)", account, at: Double(object) * 100) }
            for account in ["kim", "lee"] { scene.share("b\(object)", account, at: Double(object) * 100) }
        }
        scene.share("a0", "bystander", at: 1)
        return scene
    }

    @Test("the largest comes first, members stand in the order of accounts, and a bystander in none")
    func order() throws {
        let (corpus, networks) = try networks(twoGroups)
        let members = networks.map { $0.members.map { corpus.accounts.value($0) } }
        #expect(members == [["ana", "bob", "zoe"], ["kim", "lee"]])
        #expect(networks.map(\.identifier) == ["N1", "N2"])
        #expect(networks[0].links.count == 3)
        #expect(networks[0].links.allSatisfy { $0.occasions == 3 })
    }

    @Test("many objects in one pair of posts are one occasion, and tie nobody")
    func occasions() throws {
        var scene = Scene()
        for object in 0..<10 {
            scene.acts.append(.init(object: "tag\(object)", account: "ana", milliseconds: 0, post: "p1"))
            scene.acts.append(.init(object: "tag\(object)", account: "bob", milliseconds: 5, post: "p2"))
        }
        #expect(try networks(scene).1.isEmpty)
    }

    @Test("common property needs more occasions than particular things do")
    func commonProperty() {
        let edge = Edge(
            a: 0, b: 1, weight: 3, pairs: 3, postsA: 3, postsB: 3, first: 0, last: 0, medianGap: 0, leadsA: 0,
            leadsB: 0, days: 1)
        #expect(NetworkRule().links(edge, trace: .sound))
        #expect(!NetworkRule().links(edge, trace: .hashtag))
    }

    @Test("an anatomy counts what members did together and how large the crowd was")
    func anatomy() throws {
        let (corpus, networks) = try networks(twoGroups)
        let anatomy = NetworkAnatomy.anatomies(networks, corpus: corpus, window: Window(milliseconds: 10_000))[0]
        #expect(anatomy.objects.count == 3)
        #expect(anatomy.objects.map(\.members) == [3, 3, 3])
        #expect(anatomy.objects.map(\.accountsInInput).sorted() == [3, 3, 4])
        #expect(anatomy.posts == 9)
        #expect(anatomy.members.map(\.partners) == [2, 2, 2])
        #expect((anatomy.first, anatomy.last) == (0, 200_000))
    }
}
