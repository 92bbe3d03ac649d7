import Oversight
import Records
import Seals
import Testing

@testable import Exchange

@Suite("What a marking allows in a document")
struct ClearanceTests {
    private static func dossier(_ light: TrafficLight) -> Dossier {
        var dossier = Dossier(
            head: Dossier.Head(
                title: "t", summary: "s", producer: "p", marking: light, begun: Instant(milliseconds: 0),
                now: Instant(milliseconds: 0)))
        let (a, b, c) = (key("1"), key("2"), key("3"))
        dossier.assets = [
            Dossier.Asset(key: a, marking: .green), Dossier.Asset(key: b, marking: .red),
            Dossier.Asset(key: c, marking: .green),
        ]
        dossier.networks = [
            Dossier.Network(
                identifier: "run 1 N1", source: "run 1", sourceDigest: "00", members: [a, b, c],
                edges: [edge(a, b), edge(a, c)], marking: .green)
        ]
        dossier.observables = [
            Dossier.Observable(kind: .domain, value: "a.example", marking: .green),
            Dossier.Observable(kind: .domain, value: "b.example", marking: .amber),
        ]
        dossier.notices = [
            Entered(
                digest: "00", entered: Instant(milliseconds: 0),
                value: Notice(
                    name: "n", platform: .tiktok, channel: .article16, sent: StatedTime(Day(19000)), sender: "s",
                    cohort: "c", assets: [a, b]), marking: .green)
        ]
        dossier.posts = PostPass([
            post(a, "10", .green), post(b, "11", .green), post(c, "12", .amber), post(c, "13", .clear),
        ])
        dossier.imported = ImportedPass([
            PublishedObject(standard: "stix", id: "x--1", type: "x", text: "{}", digest: "", marking: .green),
            PublishedObject(standard: "stix", id: "x--2", type: "x", text: "{}", digest: ""),
        ])
        return dossier
    }

    private static func key(_ id: String) -> AssetKey { AssetKey(platform: .tiktok, id: id) }

    private static func edge(_ a: AssetKey, _ b: AssetKey) -> Dossier.Edge {
        Dossier.Edge(
            a: a, b: b, trace: "url", window: "60s", weight: 2, pairs: 2, postsA: 2, postsB: 2,
            first: Instant(milliseconds: 0), last: Instant(milliseconds: 1), medianGap: 1)
    }

    private static func post(
        _ author: AssetKey, _ id: String, _ light: TrafficLight?, at time: Int64 = 0,
        domains: [String] = ["a.example", "b.example"]
    ) -> Dossier.Post {
        Dossier.Post(
            author: author, identifier: id, time: Instant(milliseconds: time), text: "",
            objects: domains.map { TracedObject(trace: .domain, value: $0) }, fileSHA256: "00", row: 1, marking: light)
    }

    private static func posts(_ dossier: Dossier) throws -> (given: [Dossier.Post], withheld: Int) {
        var given: [Dossier.Post] = []
        let withheld = try dossier.posts.each { given.append($0) }
        return (given, withheld)
    }

    @Test("a green document refuses what is amber, red or unmarked, and names it with what to do")
    func refusal() throws {
        let error = #expect(throws: ExchangeError.self) { try Self.dossier(.green).cleared(leavingOut: false) }
        #expect(
            error == .marked(document: .green, objects: ["account tiktok:2", "observable domain:b.example"], count: 2))
        let text = "\(try #require(error))"
        #expect(text.contains("TLP:GREEN document may not hold account tiktok:2, observable domain:b.example"))
        #expect(text.contains("--leave-out-marked"))
    }

    @Test("what is left out is counted, and what hangs on it goes with it")
    func leavingOut() throws {
        let cleared = try Self.dossier(.green).cleared(leavingOut: true)
        #expect(cleared.assets.map(\.key.id) == ["1", "3"])
        #expect(cleared.networks[0].members.map(\.id) == ["1", "3"])
        #expect(cleared.networks[0].withheldMembers == 1)
        #expect(cleared.networks[0].edges.map(\.b.id) == ["3"])
        #expect(cleared.notices[0].value.assets?.map(\.id) == ["1"])
        #expect(cleared.withheld.words == "1 account, 1 observable")
        let (posts, withheld) = try Self.posts(cleared)
        #expect(posts.map(\.identifier) == ["10", "13"])
        #expect(withheld == 2)
        #expect(posts.allSatisfy { $0.objects.map(\.value) == ["a.example"] })
        #expect(try cleared.imported.each { _ in } == 1)
    }

    @Test("a post that may not be shown makes the pass throw at its end, with nothing given after it")
    func passRefuses() throws {
        var dossier = Self.dossier(.green)
        dossier.assets.remove(at: 1)
        dossier.observables.removeLast()
        let (a, c) = (Self.key("1"), Self.key("3"))
        dossier.posts = PostPass([
            Self.post(a, "10", .green), Self.post(a, "11", .green), Self.post(c, "12", .amber, domains: []),
            Self.post(c, "13", .clear),
        ])
        let cleared = try dossier.cleared(leavingOut: false)
        var given = 0
        #expect(throws: ExchangeError.marked(document: .green, objects: ["post tiktok:12"], count: 1)) {
            _ = try cleared.posts.each { _ in given += 1 }
        }
        #expect(given == 2)
        #expect(throws: ExchangeError.marked(document: .green, objects: ["imported object x--2"], count: 1)) {
            _ = try cleared.imported.each { _ in }
        }
    }

    /// Two domains, each named by a post of its own, and one that both name.
    private static func pointing(_ light: TrafficLight?, by author: AssetKey = key("1")) -> Dossier {
        var dossier = dossier(.green)
        dossier.observables = ["both", "open", "secret"].map { name in
            Dossier.Observable(
                kind: .domain, value: "\(name).example", posts: name == "both" ? 2 : 1, first: Instant(milliseconds: 5),
                last: Instant(milliseconds: 7), marking: .green)
        }
        dossier.posts = PostPass([
            post(key("3"), "1", .green, at: 5, domains: ["open.example", "both.example", "both.example"]),
            post(author, "2", light, at: 7, domains: ["secret.example", "both.example"]),
        ])
        return dossier
    }

    @Test("what only posts that are left out point to goes with them, and the rest is counted without them")
    func observables() throws {
        for dossier in [Self.pointing(.red), Self.pointing(nil), Self.pointing(.green, by: Self.key("2"))] {
            let cleared = try dossier.cleared(leavingOut: true)
            #expect(cleared.observables.map(\.value) == ["both.example", "open.example"])
            #expect(cleared.observables.map(\.posts) == [1, 1])
            #expect(cleared.observables.map(\.last) == [5, 5].map { Instant(milliseconds: $0) })
            #expect(cleared.withheld.counts[.observable] == 1)
        }
        var dossier = Self.pointing(.green)
        dossier.assets.remove(at: 1)
        #expect(try dossier.cleared(leavingOut: true).observables == dossier.observables)
    }

    @Test("a post that may not be shown refuses the document that would hold what it points to, posts or not")
    func pointingRefuses() throws {
        var dossier = Self.pointing(.red)
        dossier.assets.remove(at: 1)
        #expect(throws: ExchangeError.marked(document: .green, objects: ["post tiktok:2"], count: 1)) {
            try dossier.cleared(leavingOut: false)
        }
    }

    @Test("a domain that is marked as an asset is not shown as what posts point to")
    func domains() throws {
        var dossier = Self.pointing(.green)
        dossier.assets.append(
            Dossier.Asset(key: AssetKey(platform: .unstated, id: "secret.example"), kind: .domain, marking: .red))
        let cleared = try dossier.cleared(leavingOut: true)
        #expect(cleared.observables.map(\.value) == ["both.example", "open.example"])
        #expect(try Self.posts(cleared).given.flatMap(\.objects).allSatisfy { $0.value != "secret.example" })
    }

    @Test("a document cannot be about what its marking forbids, whatever is left out")
    func subject() throws {
        var dossier = Self.dossier(.green)
        dossier.head.subject = dossier.networks[0].reference
        #expect(throws: Never.self) { try dossier.cleared(leavingOut: true) }
        dossier.networks[0].marking = .red
        for leavingOut in [true, false] {
            let error = #expect(throws: ExchangeError.self) { try dossier.cleared(leavingOut: leavingOut) }
            #expect(error == .subjectMarked(document: .green, subject: "network run 1 N1"))
        }
    }

    @Test("an asset that only the list of a network tells of goes with that network")
    func listed() throws {
        var dossier = Self.dossier(.green)
        dossier.assets[2].isListedOnly = true
        #expect(try dossier.cleared(leavingOut: true).assets.map(\.key.id) == ["1", "3"])
        dossier.networks[0].marking = .red
        let cleared = try dossier.cleared(leavingOut: true)
        #expect(cleared.assets.map(\.key.id) == ["1"])
        #expect(cleared.withheld.counts[.account] == 2)
    }

    @Test("the answer to a notice that may not be shown goes with it")
    func responses() throws {
        var dossier = Self.dossier(.green)
        dossier.responses = ["n", "other"].map { notice in
            Entered(
                digest: "00", entered: Instant(milliseconds: 0),
                value: Response(
                    name: "\(notice) answer 1", notice: notice, content: .decision, received: StatedTime(Day(19000))),
                marking: .green)
        }
        #expect(try dossier.cleared(leavingOut: true).responses.count == 2)
        dossier.notices[0].marking = .red
        let cleared = try dossier.cleared(leavingOut: true)
        #expect(cleared.responses.map(\.value.name) == ["other answer 1"])
        #expect(cleared.withheld.counts[.notice] == 1 && cleared.withheld.counts[.response] == 1)
    }

    @Test("what is said of something that may not be shown goes with it, whether or not the document holds that")
    func judgements() throws {
        var dossier = Self.dossier(.green)
        func technique(_ id: String, _ light: TrafficLight?) -> Dossier.Technique {
            Dossier.Technique(
                framework: .disarm, id: id, name: id, version: "1.6", subject: "amber",
                named: [Dossier.Named(ObjectReference(.network, "amber version 1"), marking: light)], marking: .green)
        }
        dossier.techniques = [technique("T1", .green), technique("T2", .red)]
        dossier.assessments = [TrafficLight.green, .amber].map { light in
            Dossier.Assessment(
                name: light.rawValue, digest: "00", layer: .assetToNetwork, text: "", likelihood: "", confidence: .low,
                limits: "", subject: "amber version 2",
                named: [Dossier.Named(ObjectReference(.network, "amber version 2"), marking: light)], author: "",
                written: Instant(milliseconds: 0), signers: [], marking: .green)
        }
        let cleared = try dossier.cleared(leavingOut: true)
        #expect(cleared.techniques.map(\.id) == ["T1"] && cleared.assessments.map(\.name) == ["green"])
        #expect(cleared.withheld.counts[.technique] == 1 && cleared.withheld.counts[.assessment] == 1)
        dossier.assets.remove(at: 1)
        dossier.observables.removeLast()
        dossier.posts = .none
        #expect(
            throws: ExchangeError.marked(
                document: .green, objects: ["network amber version 2", "network amber version 1"], count: 2)
        ) { try dossier.cleared(leavingOut: false) }
    }

    @Test("unmarked counts as amber", arguments: [TrafficLight.amber, .amberStrict, .red])
    func unmarked(light: TrafficLight) throws {
        var dossier = Dossier(
            head: Dossier.Head(
                title: "", summary: "", producer: "", marking: light, begun: Instant(milliseconds: 0),
                now: Instant(milliseconds: 0)))
        dossier.assets = [Dossier.Asset(key: Self.key("1"))]
        #expect(try dossier.cleared(leavingOut: false).withheld.total == 0)
    }

    @Test("an object's own marking counts before its kind's, and that before the case's")
    func resolution() {
        let account = ObjectReference(.account, "tiktok:1")
        let every = ObjectReference(.account, ObjectReference.all)
        let whole = ObjectReference(.wholeCase, ObjectReference.all)
        func marking(_ object: ObjectReference, _ light: TrafficLight) -> Marking {
            Marking(object, light, by: "editor", reason: "published")
        }
        #expect(Markings().light(of: account) == nil)
        #expect(Markings([marking(whole, .green)]).light(of: account) == .green)
        #expect(Markings([marking(whole, .green), marking(every, .red)]).light(of: account) == .red)
        #expect(
            Markings([marking(every, .red), marking(account, .clear), marking(whole, .green)]).light(of: account)
                == .clear)
    }

    @Test("the narrowest that one of a kind may be is known without looking at any")
    func narrowest() {
        let every = ObjectReference(.post, ObjectReference.all)
        func marking(_ object: ObjectReference, _ light: TrafficLight) -> Marking {
            Marking(object, light, by: "editor", reason: "published")
        }
        #expect(Markings().narrowest(.post) == .amber)
        #expect(Markings([marking(every, .clear)]).narrowest(.post) == .clear)
        #expect(
            Markings([marking(every, .clear), marking(ObjectReference(.post, "x:1"), .red)]).narrowest(.post) == .red)
        #expect(
            Markings([marking(every, .clear), marking(ObjectReference(.account, "x:1"), .red)]).narrowest(.post)
                == .clear)
    }

    @Test("a marking's name can be typed, and is a digest where it could not be")
    func names() {
        #expect(
            Marking(ObjectReference(.network, "run 3 N1"), .red, by: "a", reason: "b").name == "network run 3 N1")
        let long = ObjectReference(.observable, "url:https://example.org/" + String(repeating: "a", count: 300))
        #expect(
            Marking(long, .red, by: "a", reason: "b").name == "observable sha256:" + CanonicalJSON.digest(long.id))
        #expect(
            Marking(ObjectReference(.observable, "hashtag:a\u{200D}b"), .red, by: "a", reason: "b").name
                .hasPrefix("observable sha256:"))
    }
}
