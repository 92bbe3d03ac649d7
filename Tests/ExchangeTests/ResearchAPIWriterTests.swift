import Coordination
import Foundation
import Testing

@testable import Exchange

@Suite("Research API pages")
struct ResearchAPIWriterTests {
    private let world = SimulatedWorld(SimulationPlan(posts: 1030, groups: 2))

    @Test("Pages hold at most a hundred videos, newest first, and the last says that there are no more")
    func pages() throws {
        let sink = TextSink.memory()
        try ResearchAPIWriter.writePages(world, to: sink)
        let pages = try #require(try JSONSerialization.jsonObject(with: Data(sink.bytes)) as? [[String: Any]])
        #expect(pages.count == 11)
        var videos: [[String: Any]] = []
        for (place, page) in pages.enumerated() {
            let data = try #require(page["data"] as? [String: Any])
            #expect((page["error"] as? [String: Any])?["code"] as? String == "ok")
            #expect(data["has_more"] as? Bool == (place < 10))
            videos += try #require(data["videos"] as? [[String: Any]])
            #expect(data["cursor"] as? Int == videos.count)
        }
        #expect(videos.count == 1030)
        let identifiers = videos.compactMap { $0["id"] as? Int64 }
        #expect(identifiers == identifiers.sorted(by: >))
        for (video, post) in zip(videos, world.posts.reversed()) {
            #expect(video["id"] as? Int64 == post.identifier)
            #expect(video["create_time"] as? Int64 == post.identifier >> 32)
            #expect(video["video_description"] as? String == world.text(of: post))
            #expect(video["username"] as? String == world.accounts[Int(post.account)].handle)
            #expect(video["hashtag_names"] as? [String] == world.hashtags(of: post))
            #expect(video["voice_to_text"] as? String == world.speech(of: post))
        }
    }

    @Test("Lines hold the same videos as pages")
    func lines() throws {
        let pages = TextSink.memory()
        try ResearchAPIWriter.writePages(world, to: pages)
        let lines = TextSink.memory()
        try ResearchAPIWriter.writeLines(world, to: lines)
        let fromPages = pages.text.split(separator: "\n").filter { $0.hasPrefix("{\"id\":") }
            .map { $0.hasSuffix(",") ? $0.dropLast() : $0 }
        #expect(lines.text.split(separator: "\n") == fromPages)
    }

    @Test("The truth names every member once, in the group's mode")
    func truth() throws {
        let sink = TextSink.memory()
        try ResearchAPIWriter.writeTruth(world, to: sink)
        let rows = sink.text.split(separator: "\n")
        #expect(rows[0] == "account,group,mode,trace")
        #expect(rows.count - 1 == world.groups.reduce(0) { $0 + $1.members.count })
        #expect(rows[1].hasSuffix(",G1,fast,sound"))
        #expect(rows.last?.hasSuffix(",G2,mid,text") == true)
    }

    @Test("The bytes are the recorded ones, so that every machine and every build makes the same world")
    func recordedBytes() throws {
        let sink = TextSink.memory()
        try ResearchAPIWriter.writePages(SimulatedWorld(SimulationPlan(posts: 6000)), to: sink)
        // FNV-1a, 64 bits. A changed simulation changes it: then say so in the changelog, since demos change with it.
        let hash = sink.bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        #expect(sink.bytes.count == 2_273_134)
        #expect(hash == 14_616_288_092_399_728_122)
    }
}
