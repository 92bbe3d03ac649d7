import Bytes
import Corpus
import Records
import Testing

@testable import Coordination

/// An invented input of posts with texts, sites and hashtags.
private struct PostScene {
    private var builder = CorpusBuilder()
    private var rows: UInt32 = 0
    /// 2024-11-01T00:00:00Z.
    static let start: Int64 = 1_730_419_200_000

    mutating func post(
        _ account: String, at seconds: Int, text: String? = nil, site: String? = nil, hashtag: String? = nil
    ) {
        rows += 1
        let time = Instant(milliseconds: Self.start + Int64(seconds) * 1000)
        let author = ByteView.with(account) { builder.account(platform: .x, kind: .handle, value: $0) }
        let post = builder.post(account: author, time: time, citation: Citation(source: 0, row: rows))
        for (trace, value) in [(Trace.text, text), (.domain, site), (.hashtag, hashtag)] {
            guard let value else { continue }
            ByteView.with(value) { builder.action(trace: trace, object: $0, account: author, time: time, post: post) }
        }
    }

    /// What is found for the network of `members`, all of whom are linked, at ten minutes.
    func findings(
        of members: [String], tiedBy trace: Trace = .text, resolution: TimeResolution? = .second
    ) throws -> [RivalExplanation: RivalFinding] {
        let corpus = builder.finish()
        let indexes = try members.map { name in
            try #require((0..<UInt32(corpus.accounts.count)).first { corpus.accounts.value($0) == name })
        }.sorted()
        let network = Network(
            identifier: "N1", members: indexes,
            links: [Link(a: indexes[0], b: indexes[1], edges: [EdgePlace(layer: 0, edge: 0)], occasions: 3)])
        let layers = [EdgeLayer(trace: trace, window: Window(milliseconds: 600_000), edges: [])]
        let anatomies = NetworkAnatomy.anatomies([network], corpus: corpus, window: Window(milliseconds: 600_000))
        let findings = RivalSearch.findings(
            [network], anatomies, layers: layers, corpus: corpus, resolution: resolution)
        #expect(findings[0].map(\.explanation) == RivalExplanation.allCases)
        return Dictionary(uniqueKeysWithValues: findings[0].map { ($0.explanation, $0) })
    }
}

@Suite("Other explanations of a network")
struct RivalTests {
    private static let group = ["ana", "bob", "cyd", "dan", "eve", "fay", "gus"]

    /// Seven accounts that post the same texts within minutes on several days, and a crowd that posts texts of its own.
    private func scene(
        members: [String] = group, text: String = "a line of its own, number ",
        site: String? = nil, hashtag: String? = nil, crowd: Int = 30, body: (inout PostScene) -> Void = { _ in }
    ) -> PostScene {
        var scene = PostScene()
        for number in 0..<8 {
            for (place, name) in members.enumerated() {
                scene.post(
                    name, at: number * 50_000 + place * 37 + 5, text: text + "\(number)", site: site, hashtag: hashtag)
            }
        }
        for other in 0..<crowd {
            scene.post("other\(other)", at: other * 7001 + 3, text: "something else, by number \(other)")
        }
        body(&scene)
        return scene
    }

    @Test("without any, nothing is found, and what the input does not hold is not said to be absent")
    func nothing() throws {
        let findings = try scene().findings(of: Self.group)
        #expect(findings[.popular]?.strength == SignStrength.none)
        #expect(findings[.appMade]?.strength == SignStrength.none)
        #expect(findings[.oneOwner]?.strength == SignStrength.none)
        #expect(findings[.fans]?.strength == .untold)
        #expect(findings[.headlines]?.signs.first?.strength == .untold)
        #expect(findings[.headlines]?.strength == SignStrength.none)
        #expect(findings.values.allSatisfy { $0.strength < .some })
    }

    @Test("texts that an app or a button writes are app-made, and so are texts that many others post too")
    func appMade() throws {
        let written = try scene(text: "reply to this video, all of it: ").findings(of: Self.group)
        #expect(written[.appMade]?.strength == .strong)
        #expect(written[.appMade]?.signs.first == RivalSign(.appWords, 8, of: 8, strength: .strong))
        let spread = try scene { scene in
            for number in 0..<8 {
                for other in 0..<10 {
                    scene.post("o\(other)", at: 900_000 + other, text: "a line of its own, number \(number)")
                }
            }
        }.findings(of: Self.group)
        #expect(spread[.appMade]?.strength == .strong)
        #expect(spread[.appMade]?.signs.last?.others == 10)
    }

    @Test("what explains texts is no strong sign where something else ties the network")
    func otherTies() throws {
        let scene = scene(text: "reply to this video, all of it: ", site: "wire.example") { scene in
            for other in 0..<12 { scene.post("reader\(other)", at: other * 9000, site: "wire.example") }
        }
        let bySound = try scene.findings(of: Self.group, tiedBy: .sound)
        #expect(bySound[.appMade]?.strength == .some && bySound[.headlines]?.strength == .some)
        let byText = try scene.findings(of: Self.group)
        #expect(byText[.appMade]?.strength == .strong && byText[.headlines]?.strength == .strong)
    }

    @Test("links to a site to which many others link are headlines; links that only the network has are not")
    func headlines() throws {
        let known = try scene(site: "wire.example") { scene in
            for other in 0..<12 { scene.post("reader\(other)", at: other * 9000, site: "wire.example") }
        }.findings(of: Self.group)
        #expect(known[.headlines]?.strength == .strong)
        let sign = known[.headlines]?.signs.first
        #expect(sign?.part == 56 && sign?.whole == 56 && sign?.example == "wire.example" && sign?.others == 12)
        #expect(try scene(site: "own.example").findings(of: Self.group)[.headlines]?.strength == SignStrength.none)
        // Everything posted there has such a link.
        #expect(try scene(site: "t.co").findings(of: Self.group)[.headlines]?.strength == SignStrength.none)
        #expect(try scene(site: "trib.al").findings(of: Self.group)[.headlines]?.strength == .strong)
    }

    @Test("a site of their own makes few accounts one publisher's, and of many only some signs")
    func ownSite() throws {
        let few = Array(Self.group.prefix(3))
        let own = try scene(members: few, site: "own.example").findings(of: few)
        #expect(own[.oneOwner]?.strength == .strong)
        #expect(own[.oneOwner]?.signs.last?.example == "own.example")
        #expect(try scene(site: "own.example").findings(of: Self.group)[.oneOwner]?.strength == .some)
    }

    @Test("names that are alike point to one person, unless half of the input is called so")
    func alikeNames() throws {
        let twins = ["davidevans82728", "davidevans2028"]
        let alike = try scene(members: twins).findings(of: twins)[.oneOwner]
        #expect(alike?.strength == .strong && alike?.signs.first?.example == "davidevans")
        let common = try scene(members: twins) { scene in
            for other in 0..<40 { scene.post("davidevans_\(other)", at: other * 3000, text: "hello from \(other)") }
        }.findings(of: twins)[.oneOwner]
        #expect(common?.strength == SignStrength.none)
        let mixed = ["stiri_zilnice", "stiri_zilnice2", "radu"]
        #expect(try scene(members: mixed).findings(of: mixed)[.oneOwner]?.strength == .some)
    }

    @Test("one hashtag that many others use on several days is a campaign; one that the sample was made by is not")
    func fans() throws {
        let fans = try scene(hashtag: "idol") { scene in
            for other in 0..<25 { scene.post("fan\(other)", at: other * 9000, hashtag: "idol") }
            for other in 0..<60 { scene.post("else\(other)", at: other * 9000, hashtag: "tag\(other)") }
        }.findings(of: Self.group)
        #expect(fans[.fans]?.strength == .strong && fans[.fans]?.signs.first?.others == 25)
        let sample = try scene(hashtag: "idol") { scene in
            for other in 0..<80 { scene.post("fan\(other)", at: other * 9000, hashtag: "idol") }
        }.findings(of: Self.group)
        #expect(sample[.fans]?.strength == SignStrength.none)
    }

    @Test("a clock is told by its even intervals round the clock, and not by one day's burst")
    func automatic() throws {
        let clock = scene { scene in
            for hour in 0..<72 {
                for name in Self.group { scene.post(name, at: 600_000 + hour * 3600, hashtag: "time") }
            }
        }
        let finding = try clock.findings(of: Self.group)[.automatic]
        #expect(finding?.strength == .strong && finding?.signs.last?.part == 7)
        let burst = scene { scene in
            for number in 0..<72 {
                for name in Self.group { scene.post(name, at: 600_000 + number * 60, hashtag: "time") }
            }
        }
        #expect(try burst.findings(of: Self.group)[.automatic]?.strength == SignStrength.none)
        let named = ["newsbot", "radu", "ilie"]
        #expect(try scene(members: named).findings(of: named)[.automatic]?.strength == .some)
    }

    @Test("posts on the full minute point to a scheduler, unless the input knows no seconds")
    func fullMinutes() throws {
        var scene = PostScene()
        for number in 0..<8 {
            for name in Self.group { scene.post(name, at: number * 48_000, text: "number \(number) of a series") }
        }
        let timed = try scene.findings(of: Self.group)[.schedule]
        #expect(timed?.strength == .strong && timed?.signs.first?.part == 56)
        let coarse = try scene.findings(of: Self.group, resolution: .minute)[.schedule]
        #expect(coarse?.signs.contains { $0.kind == .fullMinutes } == false)
    }

    @Test("hours say something only where the rest of the input keeps others")
    func hours() throws {
        func evening(crowdAt hour: (Int) -> Int) throws -> SignStrength? {
            var scene = PostScene()
            for day in 0..<5 {
                for (place, name) in Self.group.enumerated() {
                    scene.post(name, at: day * 86_400 + 72_000 + place * 61 + 7, text: "the line of day \(day), again")
                }
            }
            for other in 0..<480 {
                scene.post("o\(other)", at: hour(other) * 3600 + 11, text: "one more post, and its number is \(other)")
            }
            return try scene.findings(of: Self.group)[.schedule]?.strength
        }
        #expect(try evening { $0 % 120 } == .strong)
        #expect(try evening { $0 % 5 * 24 + 20 } == SignStrength.none)
    }

    @Test("what more than a hundred accounts used is popular")
    func popular() throws {
        let popular = try scene { scene in
            for number in 0..<4 {
                for other in 0..<101 {
                    scene.post("o\(other)", at: 900_000 + other, text: "a line of its own, number \(number)")
                }
            }
        }.findings(of: Self.group)[.popular]
        #expect(popular?.signs == [RivalSign(.popularObjects, 4, of: 8, strength: .strong)])
    }

    @Test(
        "words that an app writes are known, and like ones are not taken for them",
        arguments: [
            ("reply to #iran #news and what comes next", true), ("made with capcut in five minutes", true),
            ("check out my new song on soundcloud today", true), ("the senate voted late last night via", true),
            ("i just signed the letter to the ministry", true), ("i just saw the strangest thing in town", false),
            ("check out what he said about the cables", false), ("the via appia is closed this week again", false),
        ])
    func fixedWords(text: String, isWritten: Bool) {
        #expect(FixedWords.occur(in: Array(text.utf8)) == isWritten)
    }

    @Test(
        "a name says bot or outlet only with the word itself",
        arguments: [
            ("newsbot", true, true), ("Weather_Bot_24", true, false), ("robot", true, false), ("talbot", false, false),
            ("botanist", false, false), ("DailyMail", false, true), ("foxnews", false, true),
            ("Radio-Cluj", false, true),
            ("atvfan", false, false), ("pressure", false, false), ("новости_дня", false, true), ("", false, false),
        ])
    func names(name: String, isBot: Bool, isOutlet: Bool) {
        #expect(NameSigns.sayBot(name) == isBot && NameSigns.sayOutlet(name) == isOutlet)
    }

    @Test("names that differ by single letters are alike, short ones and common first names are not")
    func likeness() {
        var builder = CorpusBuilder()
        for name in ["annamaria1", "annamaria2"] {
            let account = ByteView.with(name) { builder.account(platform: .x, kind: .handle, value: $0) }
            _ = builder.post(account: account, time: Instant(milliseconds: 0), citation: Citation(source: 0, row: 1))
        }
        let accounts = builder.finish().accounts
        func alike(_ names: [String]) -> Int { NameLikeness([names]).alike(among: accounts)[0].members }
        #expect(alike(["vocea_tarii", "vocea_tarij"]) == 2)
        #expect(alike(["pamela_moore13", "pamelasanderson"]) == 0)
        #expect(alike(["ana1", "ana2"]) == 0)
        #expect(alike((0..<70).map { "x\($0 % 10)veryown\($0)" }) == 70)
    }

    @Test("counting users outside, and posts inside, agrees with counting by hand")
    func users() {
        var builder = CorpusBuilder()
        var post: UInt32 = 0
        for (row, (name, tags)) in [("in1", ["a", "a", "b"]), ("in2", ["a"]), ("out1", ["a"]), ("out2", ["a", "b"])]
            .enumerated()
        {
            let account = ByteView.with(name) { builder.account(platform: .x, kind: .handle, value: $0) }
            let time = Instant(milliseconds: Int64(row))
            post = builder.post(account: account, time: time, citation: Citation(source: 0, row: UInt32(row + 1)))
            for tag in tags {
                ByteView.with(tag) {
                    builder.action(trace: .hashtag, object: $0, account: account, time: time, post: post)
                }
            }
        }
        let corpus = builder.finish()
        guard let layer = corpus.layer(.hashtag) else { return }
        let none = UInt32.max
        let users = ObjectUsers(layer, networkOf: [0, 0, none, none], coacting: [0, 0, none, none], networks: 1)
        #expect(users.outside == [2, 1] && users.actions == [5, 2] && users.outsideActions == [2, 1])
        #expect(users.outsideTotal == 3 && users.postsOnAny == [2])
        #expect(users.posts[0].map(\.object) == [0, 1] && users.posts[0].map(\.posts) == [2, 1])
    }
}
