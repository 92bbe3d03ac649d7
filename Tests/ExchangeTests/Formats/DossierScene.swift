import Oversight
import Records

@testable import Exchange

/// An invented dossier for every exporter: two networks on several platforms, with everything that a dossier can hold.
enum DossierScene {
    static let begun = Instant(milliseconds: 1_732_406_400_000)

    static func head(_ marking: TrafficLight = .amber, title: String = "Operation Invented") -> Dossier.Head {
        Dossier.Head(
            title: title, summary: "Two networks of run 3 over a case of 2 imported files.", producer: "Example Desk",
            marking: marking, begun: begun, now: Instant(milliseconds: begun.milliseconds + 30 * 86_400_000))
    }

    static func key(_ platform: Platform, _ id: String) -> AssetKey { AssetKey(platform: platform, id: id) }

    /// One of each kind that a format treats in its own way.
    static let assets: [Dossier.Asset] = [
        asset(.tiktok, "7100000000000000001", "ana.ro", name: "Ana", grade: .confirmed, posts: 500),
        asset(.tiktok, "7100000000000000002", "bogdan.ro", grade: .probable, posts: 500),
        asset(.tiktok, "@carmen", nil, grade: .possible),
        asset(.x, "1800000000000000001", "Dan_X", name: "Dan", reach: 1200),
        asset(.x, "1800000000000000002", nil),
        asset(.facebook, "100000001", "elena.fb", name: "Elena"),
        asset(.facebook, "100000002", nil, kind: .page, name: "Foaia"),
        asset(.facebook, "100000003", nil, kind: .group, name: "Grupul"),
        asset(.telegram, "1001", "horia_tg", kind: .channel, name: "Horia"),
        asset(.telegram, "1002", "ion_tg"),
        asset(.youtube, "UCabcdefghijklmnopqrstuv", "jean", kind: .channel, name: "Jean"),
        asset(.instagram, "17840000000000001", "lia.ig"), asset(.reddit, "t2_abc", "mihai_r"),
        asset(.bluesky, "did:plc:abcdefgh", "nora.bsky.social"), asset(.mastodon, "@otto@social.example", nil),
        asset(.vk, "42", "pavel_vk"), asset(.threads, "@radu", nil), asset(.unstated, "stranger 7", nil),
        asset(.unstated, "foaia-noua.example", nil, kind: .domain),
    ].sorted { $0.key < $1.key }

    private static func asset(
        _ platform: Platform, _ id: String, _ handle: String?, kind: Asset.Kind = .account, name: String? = nil,
        grade: MembershipGrade? = nil, reach: Int64? = nil, posts: Int = 0
    ) -> Dossier.Asset {
        Dossier.Asset(
            key: key(platform, id), kind: kind,
            handles: handle.map { [Dossier.HandlePeriod(handle: $0, first: begun, last: begun)] } ?? [], name: name,
            created: try? StatedTime(reading: "2024-06-01"), grade: grade, reach: reach, posts: posts,
            marking: .amber)
    }

    /// Two pairs that act together, one of them in two traces, and an account on another platform.
    static var networks: [Dossier.Network] {
        let (ana, bogdan, carmen) = (
            key(.tiktok, "7100000000000000001"), key(.tiktok, "7100000000000000002"), key(.tiktok, "@carmen")
        )
        let dan = key(.x, "1800000000000000001")
        return [
            Dossier.Network(
                identifier: "run 3 N1", source: "run 3, network N1", sourceDigest: String(repeating: "ab", count: 32),
                members: [ana, bogdan, carmen].sorted(),
                edges: [
                    edge(ana, bogdan, "hashtag", "60", 5), edge(ana, bogdan, "url", "60", 3),
                    edge(bogdan, carmen, "sound", "none", 2),
                ], first: begun, last: Instant(milliseconds: begun.milliseconds + 5 * 86_400_000),
                rivals: ["share button"], marking: .amber),
            Dossier.Network(
                identifier: "wave version 1", source: "the cohort 'wave'",
                sourceDigest: String(repeating: "cd", count: 32),
                members: [ana, dan, key(.unstated, "foaia-noua.example")].sorted(), marking: .amber),
        ]
    }

    private static func edge(
        _ a: AssetKey, _ b: AssetKey, _ trace: String, _ window: String, _ weight: UInt32
    ) -> Dossier.Edge {
        Dossier.Edge(
            a: a, b: b, trace: trace, window: window, weight: weight, pairs: UInt64(weight), postsA: weight,
            postsB: weight, first: begun, last: Instant(milliseconds: begun.milliseconds + 5 * 86_400_000),
            medianGap: 12.5, pValue: "1e-400", qValue: "0.01")
    }

    /// Posts of two accounts a minute apart, the second sharing what the first pointed to; others of each platform.
    static func posts(_ count: Int) -> PostPass {
        let authors = assets.map(\.key)
        return PostPass(
            (0..<count).map { number in
                let pair = number / 2
                let author =
                    number < count * 9 / 10
                    ? key(.tiktok, number % 2 == 0 ? "7100000000000000001" : "7100000000000000002")
                    : authors[number % authors.count]
                return Dossier.Post(
                    author: author, identifier: number % 50 == 49 ? "" : "\(900_000 + number)",
                    time: Instant(
                        milliseconds: begun.milliseconds + Int64(pair % 5) * 86_400_000 + Int64(pair) * 60_000
                            + Int64(number % 2) * 30_000),
                    text: number % 20 == 19 ? "" : "Votați! 🗳️ #alegeri\nrând \(number)",
                    address: number % 3 == 0 ? "https://example.org/post/\(number)" : nil, language: "ro",
                    objects: [
                        TracedObject(trace: .hashtag, value: "alegeri"),
                        TracedObject(trace: .url, value: "https://foaia-noua.example/\(pair % 7)"),
                        TracedObject(trace: .domain, value: "foaia-noua.example"),
                        TracedObject(trace: .mention, value: "ion"),
                    ], fileSHA256: String(repeating: number % 2 == 0 ? "12" : "34", count: 32),
                    row: UInt32(number + 1), marking: .amber)
            })
    }

    /// Three accounts that shared one thing, as a table of shares has them.
    static var shares: PostPass {
        PostPass(
            assets.prefix(3).enumerated().map { number, asset in
                Dossier.Post(
                    author: asset.key, identifier: "p1",
                    time: Instant(milliseconds: begun.milliseconds + Int64(number) * 1000), text: "",
                    fileSHA256: String(repeating: "56", count: 32), row: UInt32(number + 1), isShare: true,
                    marking: .amber)
            })
    }

    static func full(posts count: Int = 40, marking: TrafficLight = .amber) -> Dossier {
        var dossier = Dossier(head: head(marking))
        dossier.assets = assets
        dossier.networks = networks
        dossier.observables = [
            Dossier.Observable(
                kind: .domain, value: "foaia-noua.example", posts: count, first: begun, last: begun, marking: .amber),
            Dossier.Observable(
                kind: .hashtag, value: "alegeri", posts: count, first: begun, last: begun, marking: .amber),
            Dossier.Observable(
                kind: .url, value: "https://foaia-noua.example/(a).b[c]", posts: 3, first: begun, last: begun,
                marking: .green),
        ]
        dossier.posts = posts(count)
        dossier.operations = [
            Dossier.Operation(
                name: "Invented", aliases: ["Made-up"], description: "A campaign of fiction.", first: begun,
                last: begun,
                networks: ["run 3 N1"], marking: .amber),
            Dossier.Operation(name: "Unknown set", kind: .intrusionSet, networks: ["wave version 1"], marking: .amber),
        ]
        dossier.techniques = [
            technique(.disarm, "T0049", "Flood Information Space", "1.6", "run 3 N1"),
            technique(.disarm, "T0090.001", "Create \"Anonymous\" Accounts", "1.6", "Invented"),
            technique(.metaKillChain, "3.5.1", "Automating social media posts", "2024", "run 3 N1"),
        ]
        dossier.assessments = [
            assessment("who", .operatorToSponsor, "Invented", actor: "Bureau of Fiction", signers: ["A. Editor"]),
            assessment("draft", .networkToOperator, "Invented", actor: "Nobody Proven", signers: []),
            assessment("together", .assetToNetwork, "run 3 N1", actor: nil, signers: ["A. Editor"]),
        ].sorted { $0.name < $1.name }
        fillRegisters(&dossier)
        return dossier
    }

    private static func technique(
        _ framework: Dossier.Technique.Framework, _ id: String, _ name: String, _ version: String, _ subject: String
    ) -> Dossier.Technique {
        Dossier.Technique(
            framework: framework, id: id, name: name, version: version, phase: "phase", subject: subject,
            marking: .amber)
    }

    private static func assessment(
        _ name: String, _ layer: Dossier.Assessment.Layer, _ subject: String, actor: String?, signers: [String]
    ) -> Dossier.Assessment {
        Dossier.Assessment(
            name: name, digest: String(repeating: "ef", count: 32), layer: layer, text: "It is so, we think.\nTwice.",
            likelihood: "likely", confidence: .moderate, limits: "Private groups were not seen.", subject: subject,
            actor: actor, author: "B. Analyst", written: begun, signers: signers, marking: .amber)
    }

    private static func fillRegisters(_ dossier: inout Dossier) {
        let sent = StatedTime(Instant(milliseconds: begun.milliseconds + 86_400_000))
        let digest = String(repeating: "01", count: 32)
        dossier.notices = [
            Entered(
                digest: digest, entered: begun,
                value: Notice(
                    name: "first notice", platform: .tiktok, channel: .article16, sent: sent, sender: "Example Desk",
                    reference: "TT-1", cohort: digest,
                    assets: [key(.tiktok, "7100000000000000001"), key(.tiktok, "@carmen")]), marking: .amber)
        ]
        dossier.responses = [
            Entered(
                digest: digest, entered: begun,
                value: Response(
                    name: "first answer", notice: "first notice", content: .decision, received: StatedTime(Day(20060))),
                marking: .amber)
        ]
        dossier.exposures = [
            Entered(
                digest: digest, entered: begun,
                value: Exposure(
                    name: "in the news", source: .exposed, at: StatedTime(Day(20050)), by: "The Example",
                    address: "https://example.org/news", cohort: digest), marking: .amber)
        ]
        dossier.disclosures = [
            Entered(
                digest: digest, entered: begun,
                value: LedgerReport(
                    platform: "TikTok", report: "Q4 2024", captured: StatedTime(Day(20100)),
                    rows: [
                        Disclosure(
                            platform: "TikTok", report: "Q4 2024", counts: [.accounts: StatedCount(12)],
                            operation: "Invented", source: "https://example.org/report")
                    ]), marking: .amber)
        ]
        var seen = ObservationTable.Builder()
        if let vantage = seen.number(of: Vantage(country: "RO", network: "residential")) {
            let ana = seen.number(of: key(.tiktok, "7100000000000000001"))
            seen.add(asset: ana, time: begun.milliseconds, vantage: vantage, state: .up)
            seen.add(asset: ana, time: begun.milliseconds + 86_400_000, vantage: vantage, state: .removedPlatform)
        }
        dossier.availability = seen.finish()
    }

    /// What platforms let people call themselves, and what a document could choke on.
    static let hostileNames = [
        "\u{0}\u{1}\u{7F}\u{85}\u{9F}", "evil\u{202E}gpj.exe", "\"quoted\\ ' `", "]]> <script>alert(1)</script> <!--",
        "line\nline\r\nline\u{2028}line", "---\ntags: [x]\n---", "[[Case]] ![[x]] | # ^ %% == $$ {{x}}",
        "=HYPERLINK(\"http://x\")", "@SUM(A1)", "CON", "com1.txt", "..", "../../etc/passwd", "  . ", "\u{200B}",
        "e\u{301}", "\u{E9}", "\u{FFFD}\u{FFFE}\u{FFFF}", "a: b # c", "!!python/object", "💥👩‍👩‍👧", "مرحبا‌ها", "&amp;",
        String(repeating: "ы", count: 10_000), "",
    ]

    /// Everything that somebody else chose is one of these.
    static var hostile: Dossier {
        var dossier = full(posts: 4)
        dossier.head.title = hostileNames[3]
        dossier.head.summary = hostileNames[5]
        dossier.assets = hostileNames.enumerated().map { number, name in
            Dossier.Asset(
                key: key(Platform.allCases[number % Platform.allCases.count], name.isEmpty ? "none" : "@" + name),
                kind: Asset.Kind.allCases[number % Asset.Kind.allCases.count],
                handles: [Dossier.HandlePeriod(handle: name)], name: name)
        }
        dossier.assets = Dictionary(dossier.assets.map { ($0.key, $0) }) { first, _ in first }.values
            .sorted { $0.key < $1.key }
        let keys = dossier.assets.map(\.key)
        dossier.networks = hostileNames.filter { !$0.isEmpty }.map { name in
            Dossier.Network(
                identifier: name, source: name, sourceDigest: "00", members: keys,
                edges: [edge(keys[0], keys[1], "url", "60", 1)], first: begun, last: begun, rivals: [name])
        }
        dossier.operations = hostileNames.filter { !$0.isEmpty }.map { name in
            Dossier.Operation(name: name, aliases: [name], description: name, networks: [name])
        }
        dossier.assessments = hostileNames.filter { !$0.isEmpty }.map { name in
            Dossier.Assessment(
                name: name, digest: "00", layer: .operatorToSponsor, text: name, likelihood: name, confidence: .low,
                limits: name, subject: name, actor: name, author: name, written: begun, signers: [name])
        }
        dossier.techniques = hostileNames.enumerated().map { number, name in
            Dossier.Technique(framework: .disarm, id: "T\(number)", name: name, version: "1.6", subject: name)
        }.sorted()
        dossier.observables = hostileNames.flatMap { name in
            Dossier.Observable.Kind.allCases.map { Dossier.Observable(kind: $0, value: name) }
        }.sorted()
        dossier.posts = PostPass(
            hostileNames.enumerated().map { number, name in
                Dossier.Post(
                    author: keys[number % keys.count], identifier: name.isEmpty ? "" : "\(number) \(name)",
                    time: begun, text: name, address: name, language: name,
                    objects: Trace.allCases.map { TracedObject(trace: $0, value: name) }, fileSHA256: "00",
                    row: UInt32(number + 1))
            })
        return dossier
    }
}
