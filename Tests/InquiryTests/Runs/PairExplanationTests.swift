import Coordination
import Intake
import Records
import Testing
import Workspace

@testable import Inquiry

@Suite("The posts behind an edge, from the two accounts alone")
struct PairExplanationTests {
    private func readers(_ scene: RunScene) throws -> (CaseReaders, SearchIndex) {
        let readers = try CaseReaders(of: scene.folder)
        let index = try SearchIndex.open(of: scene.folder)
        try index.update(from: readers)
        return (readers, index)
    }

    private func expectSame(_ scene: RunScene, _ run: StoredRun, _ index: RunIndex) throws {
        let (readers, words) = try readers(scene)
        var pairs: Set<[UInt32]> = []
        for position in 0..<index.edgeCount { pairs.insert([index.edge(position).a, index.edge(position).b]) }
        #expect(!pairs.isEmpty)
        for pair in pairs {
            let (one, other) = (index.key(pair[0]), index.key(pair[1]))
            let whole = try run.explain(
                "\(one.platform.name):\(one.value)", "\(other.platform.name):\(other.value)", version: "1", threads: 1,
                progress: .silent)
            let alone = try run.explain(one, other, in: readers, index: words)
            #expect(alone.a == whole.a && alone.b == whole.b)
            #expect(alone.omitted == whole.omitted)
            #expect(!whole.items.isEmpty)
            #expect(alone.items.map(\.text) == whole.items.map(\.text))
        }
    }

    @Test("share events: equal to what the whole case gives, for every edge")
    func shares() throws {
        let scene = try RunScene([
            ("a.csv", RunScene.shares([["ana", "bob", "cyd"], ["eve", "fay"]])),
            ("b.csv", RunScene.shares([[], ["eve", "gus", "fay"]], links: 5)),
        ])
        let run = try scene.run()
        try expectSame(scene, run, try RunIndex(run))
    }

    @Test("posts: equal to what the whole case gives, for every edge, with what was imported since left out")
    func posts() throws {
        let scene = try RunScene([("a.csv", RunScene.videos(40))])
        let run = try scene.run()
        try scene.take("late.csv", RunScene.videos(80))
        try expectSame(scene, run, try RunIndex(run))
    }

    @Test("objects that the run left out are left out")
    func capped() throws {
        let scene = try RunScene([("a.csv", RunScene.shares([["ana", "bob", "cyd"], ["eve", "fay"]]))])
        let run = try scene.run(cap: 3)
        #expect(run.manifest.searches.contains { !$0.cappedObjects.isEmpty })
        try expectSame(scene, run, try RunIndex(run))
    }

    @Test("a run over files, an account that is not there, and events that are not indexed yet are refused")
    func refusals() throws {
        let scene = try RunScene([("a.csv", RunScene.shares([["ana", "bob", "cyd"]]))])
        let run = try scene.run()
        let (ana, bob) = (
            AccountKey(platform: .unstated, kind: .id, value: "ana"),
            AccountKey(platform: .unstated, kind: .id, value: "bob")
        )
        let readers = try CaseReaders(of: scene.folder)
        let index = try SearchIndex.open(of: scene.folder)
        #expect(throws: InquiryError.self) { try run.explain(ana, bob, in: readers, index: index) }
        try index.update(from: readers)
        #expect(try run.explain(ana, bob, in: readers, index: index, limit: 2).items.count == 2)
        #expect(try run.explain(ana, bob, in: readers, index: index, limit: 2).omitted == 1)
        #expect(throws: InquiryError.self) {
            try run.explain(ana, AccountKey(platform: .x, kind: .id, value: "bob"), in: readers, index: index)
        }
    }
}

extension Explanation.Item {
    /// Everything that it says.
    fileprivate var text: String { "\(trace) \(object) \(window) \(earlier) \(later)" }
}
