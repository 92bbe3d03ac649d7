import Foundation
import GRDB
import Intake
import Records
import Testing

@testable import Workspace

@Suite("What a case gives to exporters")
struct ExchangeReadingTests {
    private static func bundle(_ objects: String...) -> String {
        #"{"type":"bundle","id":"bundle--1","objects":["# + objects.joined(separator: ",") + "]}"
    }

    private static let channel =
        #"{"type":"note","id":"note--1","modified":"2024-01-01T00:00:00Z","name":"amber","n":12345678901234567890}"#
    private static let later = #"{"type":"note","id":"note--1","modified":"2025-01-01T00:00:00Z","name":"amber"}"#

    private static func objects(_ folder: CaseFolder) throws -> [PublishedObject] {
        var objects: [PublishedObject] = []
        try folder.eachPublishedObject {
            objects.append($0)
            return true
        }
        return objects
    }

    @Test("objects of bundles come back as they stood, each version once, in the order of their import")
    func objects() throws {
        let fixture = try CaseFixture()
        try fixture.take(fixture.file("a.json", Self.bundle(Self.channel, Self.later)))
        let again = try fixture.take(
            fixture.file(
                "b.json", Self.bundle(Self.later.replacing(",", with: " , "), Self.channel, "{\"id\":\"x--1\"}")))
        #expect(again.summary.repeated == 2 && again.summary.rejected == 1)
        let objects = try Self.objects(fixture.folder)
        #expect(objects.map(\.text) == [Self.channel, Self.later])
        #expect(objects.map(\.version) == ["2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"])
        #expect(try fixture.folder.publishedObjectCount() == 2)
        #expect(try fixture.folder.holdsPublishedObject("note--1"))
        #expect(try !fixture.folder.holdsPublishedObject("note--2"))
        var met = 0
        try fixture.folder.eachPublishedObject { _ in
            met += 1
            return false
        }
        #expect(met == 1)
    }

    @Test("an object that was changed behind the program's back shows")
    func tampered() throws {
        let fixture = try CaseFixture()
        try fixture.take(fixture.file("a.json", Self.bundle(Self.channel)))
        _ = try fixture.digest()
        try fixture.tamper("UPDATE published_objects SET body = replace(body, '567890}', '567891}')")
        #expect(
            try fixture.folder.check(progress: .silent).problems == ["1 objects of documents are not what was imported"]
        )
    }

    /// Two accounts, the second of whom wrote the first post by id.
    private static let videos = CaseFixture.videos([
        ("7440000000000000002", "amber", 2, 5, "#forest https://birch.example/a"),
        ("7440000000000000001", "cedar", 1, 5, "#forest #forest"), ("7440000000000000003", "amber", 3, 5, "x"),
    ])

    private static func posts(
        _ folder: CaseFolder, of accounts: Set<AccountKey>? = nil
    ) throws -> [KeptPost] {
        var posts: [KeptPost] = []
        try folder.eachPost(of: accounts, traces: .all) {
            posts.append($0)
            return true
        }
        return posts
    }

    @Test("posts come by their ids whatever the order of rows, with the file and record that they were read from")
    func posts() throws {
        let fixture = try CaseFixture()
        let outcome = try fixture.take(fixture.file("v.csv", Self.videos))
        let posts = try Self.posts(fixture.folder)
        #expect(posts.map { $0.post.identifier.suffix(1) } == ["1", "2", "3"])
        #expect(posts.map(\.post.citation.row) == [2, 1, 3])
        #expect(Set(posts.map(\.fileSHA256)) == [try #require(outcome.summary.sha256)])
        #expect(posts[1].post.text == "#forest https://birch.example/a")
        #expect(posts[1].post.objects.contains(TracedObject(trace: .hashtag, value: "forest")))
        let amber = AccountKey(platform: .tiktok, kind: .handle, value: "amber")
        let stranger = AccountKey(platform: .x, kind: .handle, value: "amber")
        #expect(
            try Self.posts(fixture.folder, of: [amber, stranger]).map { $0.post.identifier.suffix(1) } == ["2", "3"])
        #expect(try Self.posts(fixture.folder, of: []).isEmpty)
        #expect(try fixture.folder.postCount() == 3)
    }

    @Test("share events come behind posts, by their records")
    func events() throws {
        let fixture = try CaseFixture()
        try fixture.take(
            fixture.file(
                "s.csv",
                "object_id,account_id,content_id,timestamp_share\nl2,ana,a1,1700000003\nl1,bob,b1,1700000001\n"))
        try fixture.take(fixture.file("v.csv", Self.videos))
        let posts = try Self.posts(fixture.folder)
        #expect(posts.map(\.post.account.value) == ["cedar", "amber", "amber", "ana", "bob"])
        #expect(posts[3].post.objects == [TracedObject(trace: .shared, value: "l2")])
        #expect(try fixture.folder.postCount() == 5)
        #expect(try fixture.folder.accounts().map(\.posts).sorted() == [1, 1, 1, 2])
    }

    @Test("objects are counted with their first and last post, for the accounts that are asked about")
    func uses() throws {
        let fixture = try CaseFixture()
        try fixture.take(fixture.file("v.csv", Self.videos))
        let uses = try fixture.folder.objectUses(of: nil, traces: TraceSet(.hashtag))
        #expect(uses.map(\.object.value) == ["forest"])
        #expect(uses[0].posts == 2)
        #expect(uses[0].first.description == "2024-11-22T00:00:01.000Z")
        #expect(uses[0].last.description == "2024-11-22T00:00:02.000Z")
        let cedar = AccountKey(platform: .tiktok, kind: .handle, value: "cedar")
        #expect(
            try fixture.folder.objectUses(of: [cedar], traces: TraceSet([.url, .hashtag].map { TraceSet($0) })).map(
                \.posts) == [1])
    }

    @Test("a post is named by platform and id, or by its file and record")
    func names() throws {
        let fixture = try CaseFixture()
        let outcome = try fixture.take(fixture.file("v.csv", Self.videos))
        let digest = try #require(outcome.summary.sha256)
        #expect(try fixture.folder.holdsPost(called: "tiktok:7440000000000000001"))
        #expect(try fixture.folder.holdsPost(called: "tiktok:\(digest):3"))
        for name in ["x:7440000000000000001", "tiktok:\(digest):4", "tiktok", ""] {
            #expect(try !fixture.folder.holdsPost(called: name), "\(name)")
        }
    }

    @Test("a case lives from its first to its last import or entry; an empty one has not begun")
    func lifetime() throws {
        let fixture = try CaseFixture()
        #expect(try fixture.folder.lifetime() == nil)
        try fixture.take(fixture.file("v.csv", Self.videos))
        try fixture.take(fixture.file("w.json", Self.bundle(Self.channel))) { settings in
            settings.now = Instant(milliseconds: CaseFixture.now.milliseconds + 5)
        }
        let lifetime = try #require(try fixture.folder.lifetime())
        #expect(lifetime.begun == CaseFixture.now)
        #expect(lifetime.changed.milliseconds == CaseFixture.now.milliseconds + 5)
    }
}
