import Foundation
import Oversight
import Records
import Testing

@testable import Exchange

/// Every way in which a dossier is written as one file.
enum OneFile: String, CaseIterable, CustomTestStringConvertible {
    case misp, ftm, gexf, graphml, nodes, edges, indicators, fourcat, navigator

    var testDescription: String { rawValue }

    @discardableResult
    func write(_ dossier: Dossier, to sink: TextSink) throws -> Withheld {
        switch self {
        case .misp: return try MISPWriter.write(dossier, to: sink).withheld
        case .ftm: return try FollowTheMoneyWriter.write(dossier, to: sink).withheld
        case .indicators: return try IndicatorTable.write(dossier, to: sink).withheld
        case .fourcat: return try FourCATTable.write(dossier, to: sink).withheld
        case .navigator: return try NavigatorLayer.write(dossier, to: sink).withheld
        case .gexf, .graphml, .nodes, .edges:
            let (graph, posts) = try GraphDocument.drawn(from: dossier, creator: "Daylight")
            switch self {
            case .gexf: try GEXFWriter.write(graph, to: sink)
            case .graphml: try GraphMLWriter.write(graph, to: sink)
            case .nodes: try GephiTables.write(graph, nodes: sink, edges: .memory())
            default: try GephiTables.write(graph, nodes: .memory(), edges: sink)
            }
            var withheld = dossier.withheld
            withheld.add(.post, posts)
            return withheld
        }
    }

    func text(_ dossier: Dossier) throws -> String {
        let sink = TextSink.memory()
        try write(dossier, to: sink)
        return sink.text
    }
}

@Suite("A dossier in every format")
struct FormatTests {
    @Test("the same dossier gives the same bytes", arguments: OneFile.allCases)
    func determinism(format: OneFile) throws {
        let first = try format.text(DossierScene.full())
        #expect(try format.text(DossierScene.full()) == first)
        #expect(first.utf8.count > 100)
        #expect(try format.text(DossierScene.hostile) == format.text(DossierScene.hostile))
    }

    @Test("a dossier of nothing makes a document of nothing", arguments: OneFile.allCases)
    func empty(format: OneFile) throws {
        let dossier = Dossier(head: DossierScene.head(title: ""))
        let text = try format.text(dossier)
        #expect(try format.text(dossier) == text)
        #expect(format == .ftm ? text.isEmpty : !text.isEmpty)
    }

    @Test(
        "what a marking forbids stands in no format, and is refused unless it is to be left out",
        arguments: OneFile.allCases)
    func markings(format: OneFile) throws {
        var dossier = DossierScene.full(marking: .amber)
        let secret = DossierScene.key(.tiktok, "7100000000000000002")
        let place = try #require(dossier.assets.firstIndex { $0.key == secret })
        dossier.assets[place].marking = .red
        #expect(throws: ExchangeError.self) { try dossier.cleared(leavingOut: false) }
        let text = try format.text(try dossier.cleared(leavingOut: true))
        #expect(!text.contains("7100000000000000002"))
        #expect(!text.contains("bogdan"))
        #expect(format == .navigator || text.contains("Ana") || format == .edges || format == .fourcat)
    }

    @Test(
        "a post that may not be shown ends the document, or is counted",
        arguments: [OneFile.misp, .ftm, .gexf, .fourcat])
    func postMarkings(format: OneFile) throws {
        var dossier = DossierScene.full(posts: 0)
        let red = Dossier.Post(
            author: DossierScene.key(.tiktok, "7100000000000000001"), identifier: "1", time: DossierScene.begun,
            text: "the secret", fileSHA256: "00", row: 1, marking: .red)
        dossier.posts = PostPass([red])
        let refusing = try dossier.cleared(leavingOut: false)
        #expect(throws: ExchangeError.marked(document: .amber, objects: ["post tiktok:1"], count: 1)) {
            try format.write(refusing, to: .memory())
        }
        let sink = TextSink.memory()
        #expect(try format.write(try dossier.cleared(leavingOut: true), to: sink).counts[.post] == 1)
        #expect(!sink.text.contains("the secret"))
    }

    @Test("three accounts that shared one thing are three messages of three senders")
    func shares() throws {
        var dossier = DossierScene.full(posts: 0)
        dossier.posts = DossierScene.shares
        let objects = try MISPWriterTests.event(dossier)["Object"] as? [[String: Any]] ?? []
        let shared = objects.filter { ($0["comment"] as? String)?.contains("id p1; record") == true }
        #expect(Set(shared.compactMap { $0["uuid"] as? String }).count == 3)
        let messages = try OneFile.ftm.text(dossier).split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }.filter { $0["schema"] as? String == "Message" }
        #expect(messages.count == 3 && Set(messages.compactMap { $0["id"] as? String }).count == 3)
        let rows = try OneFile.fourcat.text(dossier).split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).prefix(2)
        }
        #expect(Set(rows.map { $0[0] }).count == 3 && rows.allSatisfy { $0[1] == "p1" })
    }

    @Test("JSON is JSON whatever people are called", arguments: [OneFile.misp, .ftm, .navigator])
    func hostileJSON(format: OneFile) throws {
        for line in try format.text(DossierScene.hostile).split(separator: "\n") where format == .ftm {
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        }
        if format != .ftm {
            let text = try format.text(DossierScene.hostile)
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
        }
    }

    @Test("nobody is named behind anything unless somebody signed it", arguments: [OneFile.misp, .ftm])
    func actors(format: OneFile) throws {
        let text = try format.text(DossierScene.full())
        #expect(text.contains("Bureau of Fiction"))
        #expect(!text.contains("Nobody Proven"))
    }

    @Test(
        "a cell that a spreadsheet would take for a formula is written as it is", arguments: [OneFile.nodes, .fourcat])
    func formulas(format: OneFile) throws {
        #expect(try format.text(DossierScene.hostile).contains(#""=HYPERLINK(""http://x"")""#))
    }
}

@Suite("A MISP event")
struct MISPWriterTests {
    static func event(_ dossier: Dossier) throws -> [String: Any] {
        let sink = TextSink.memory()
        _ = try MISPWriter.write(dossier, to: sink)
        let whole = try #require(try JSONSerialization.jsonObject(with: Data(sink.bytes)) as? [String: Any])
        return try #require(whole["Event"] as? [String: Any])
    }

    private func objects(_ event: [String: Any], _ name: String) -> [[String: Any]] {
        ((event["Object"] as? [[String: Any]]) ?? []).filter { $0["name"] as? String == name }
    }

    private func tags(_ thing: [String: Any]) -> [String] {
        ((thing["Tag"] as? [[String: Any]]) ?? []).compactMap { $0["name"] as? String }
    }

    @Test("carries its marking and its techniques as tags, and is not published")
    func head() throws {
        let event = try Self.event(DossierScene.full())
        #expect(
            tags(event) == [
                "tlp:amber", "misp-galaxy:disarm-techniques=\"Flood Information Space\"",
                "misp-galaxy:disarm-techniques=\"Create 'Anonymous' Accounts\"",
                "meta-kill-chain:procedure=\"3.5.1 Automating social media posts\"",
            ])
        #expect(event["published"] as? Bool == false)
        #expect(event["distribution"] as? String == "0")
        #expect(event["date"] as? String == "2024-11-24")
    }

    @Test("gives each platform's accounts its template, and ties members to their network")
    func accounts() throws {
        let event = try Self.event(DossierScene.full())
        let counts = Dictionary(
            grouping: try #require(event["Object"] as? [[String: Any]]), by: { $0["name"] as? String ?? "" }
        ).mapValues(\.count)
        #expect(
            counts == [
                "user-account": 8, "twitter-account": 2, "facebook-account": 1, "facebook-page": 1, "facebook-group": 1,
                "telegram-account": 1, "youtube-channel": 1, "instagram-account": 1, "reddit-account": 1,
                "domain-ip": 1, "social-media-group": 3, "microblog": 38, "twitter-post": 1, "facebook-post": 1,
                "annotation": 3, "event": 3, "report": 1,
                "forensic-evidence": 2,
            ])
        let network = try #require(
            objects(event, "social-media-group").first { ($0["comment"] as? String)?.contains("abab") ?? false })
        let members = (event["Object"] as? [[String: Any]] ?? []).filter { object in
            ((object["ObjectReference"] as? [[String: Any]]) ?? []).contains {
                $0["relationship_type"] as? String == "member-of"
                    && $0["referenced_uuid"] as? String == network["uuid"] as? String
            }
        }
        #expect(members.count == 3)
    }

    @Test("an attribute whose marking is not the event's carries its own")
    func tlp() throws {
        let event = try Self.event(DossierScene.full())
        let green = (event["Attribute"] as? [[String: Any]] ?? []).filter { tags($0).contains("tlp:green") }
        #expect(green.map { $0["value"] as? String } == ["https://foaia-noua.example/(a).b[c]"])
    }
}

@Suite("Meta's table of indicators")
struct IndicatorTableTests {
    @Test("breaks the dots of hosts and the scheme, and nothing that a reader would take for that")
    func defanging() {
        #expect(
            IndicatorTable.defanged("https://a.b.example/x.y(z)[.]?q=1.2")
                == "hxxps://a[.]b[.]example/x.y%28z%29%5B.%5D?q=1.2")
        #expect(IndicatorTable.defanged("a.example") == "a[.]example")
        #expect(IndicatorTable.defanged("") == nil)
    }

    @Test("says of an account how it is reached, and what is known of it")
    func rows() throws {
        let rows = try OneFile.indicators.text(DossierScene.full()).split(separator: "\n").map(String.init)
        #expect(rows[0] == "Tactic,Technique,Procedure,Indicator,Notes")
        #expect(
            rows.contains(
                "0. Acquiring assets,0.9 Acquiring social media accounts,0.9.6 Acquiring TikTok accounts,"
                    + "hxxps://www[.]tiktok[.]com/@ana.ro,id 7100000000000000001; shown name: Ana; membership confirmed; "
                    + "created 2024-06-01; run 3 N1; wave version 1"))
        #expect(
            rows.contains { $0.hasPrefix(",,,#alegeri,in 40 posts; ") })
        #expect(rows.count == 1 + 19 + 3 + 1)
    }
}

@Suite("Days on which a pair acted together")
struct ActivityDaysTests {
    private func post(_ author: Int, _ minute: Int64, _ url: String) -> Dossier.Post {
        Dossier.Post(
            author: DossierScene.key(.tiktok, "\(author)"), identifier: "\(author) \(minute)",
            time: Instant(milliseconds: DossierScene.begun.milliseconds + minute * 60_000), text: "",
            objects: [TracedObject(trace: .url, value: url), TracedObject(trace: .hashtag, value: url)],
            fileSHA256: "00", row: 1, marking: .clear)
    }

    private func days(_ posts: [Dossier.Post], window: String) throws -> [[Int]] {
        var dossier = Dossier(head: DossierScene.head())
        let (a, b) = (DossierScene.key(.tiktok, "1"), DossierScene.key(.tiktok, "2"))
        let edge = Dossier.Edge(
            a: a, b: b, trace: "url", window: window, weight: 1, pairs: 1, postsA: 1, postsB: 1,
            first: DossierScene.begun, last: DossierScene.begun, medianGap: 0)
        dossier.networks = [
            Dossier.Network(identifier: "n", source: "s", sourceDigest: "", members: [a, b], edges: [edge])
        ]
        dossier.posts = PostPass(posts)
        let first = Day(of: DossierScene.begun)
        return try ActivityDays(dossier).days(of: edge).map { [$0.day - first, $0.weight] }
    }

    @Test("counts an object on the day of the later act, within the window only")
    func window() throws {
        let posts = [
            post(1, 0, "x"), post(2, 1, "x"), post(1, 2, "y"), post(2, 4, "y"), post(1, 1439, "z"), post(2, 1440, "z"),
            post(1, 3000, "x"), post(2, 3000, "x"), post(2, 9000, "w"),
        ]
        #expect(try days(posts, window: "60") == [[0, 1], [1, 1], [2, 1]])
        #expect(try days(posts, window: "120") == [[0, 2], [1, 1], [2, 1]])
        #expect(try days(posts, window: "none") == [[0, 2], [1, 1], [2, 1]])
        #expect(try days(posts, window: "?") == [])
    }

    @Test("agrees with every pair of acts compared, at any distance")
    func bruteForce() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            let posts = (0..<60).map { _ in
                post(
                    Int.random(in: 1...2, using: &generator), .random(in: 0...4000, using: &generator),
                    "\(Int.random(in: 0...3, using: &generator))")
            }
            var expected: [Int: Set<String>] = [:]
            for left in posts where left.author.id == "1" {
                for right in posts where right.author.id == "2" && right.objects == left.objects {
                    let gap = abs(left.time.milliseconds - right.time.milliseconds)
                    guard gap <= 600_000 else { continue }
                    let day = Day(of: max(left.time, right.time)) - Day(of: DossierScene.begun)
                    expected[day, default: []].insert(left.objects[0].value)
                }
            }
            #expect(
                try days(posts, window: "600") == expected.sorted { $0.key < $1.key }.map { [$0.key, $0.value.count] })
        }
    }

    @Test("times at the ends of what a number holds overflow nothing")
    func extremes() throws {
        var (first, last) = (post(1, 0, "x"), post(2, 0, "x"))
        first.time = Instant(milliseconds: .min)
        last.time = Instant(milliseconds: .max)
        #expect(try days([first, last], window: "60").isEmpty)
        #expect(try days([first, last], window: "none").count == 1)
    }
}
