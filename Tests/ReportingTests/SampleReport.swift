import Coordination
import Records
import Statistics

@testable import Reporting

/// An invented investigation, large and awkward enough to show every part of the page: five networks on three
/// platforms, Romanian, Arabic, Chinese and Persian texts, and names that try to break out.
enum SampleReport {
    /// A small generator of our own, so that the sample is the same everywhere.
    private struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
    }

    /// What an invented network is made of.
    private struct Plan {
        var identifier: String
        var size: Int
        var platforms: [Platform]
        var traces: [Trace]
        var window: Window
        var objects: Int
        var names: [String]
        var texts: [String]
        var notes: [String]
    }

    static let start = Instant(milliseconds: 1_730_419_200_000)  // 2024-11-01T00:00:00Z
    private static let day: Int64 = 86_400_000

    private static let plans: [Plan] = [
        Plan(
            identifier: "N1", size: 60, platforms: [.tiktok], traces: [.sound, .text],
            window: Window(milliseconds: 60_000), objects: 34,
            names: ["echilibru.ro", "verticalitate_", "user83910274", "ro_inainte", "Mihaela Popescu 🇷🇴"],
            texts: [
                "Echilibru și verticalitate! Candidatul ideal pentru președinție are o viziune clară. #echilibrusiverticalitate",
                "Și totuși, cine este omul potrivit? Ascultați până la capăt 🙏 #unliderpotrivitpentrumine #alegeri2024",
            ],
            notes: [
                "One sound carries 38 % of the co-acts: 7429113307291748129, used by 4,102 accounts of the input."
            ]),
        Plan(
            identifier: "N2", size: 23, platforms: [.x, .tiktok], traces: [.url, .hashtagSequence],
            window: Window(milliseconds: 10_000), objects: 14,
            names: ["فريق النشر", "صوت الحقيقة", "akhbar_24", "‏محمد‏", "خبر عاجل"],
            texts: [
                "عاجل: بيان جديد حول الكابلات البحرية في بحر البلطيق، التفاصيل في الرابط أدناه https://example.org/عاجل",
                "این متن فارسی می‌گوید که خبر درست است #خبر #فوری",
            ], notes: []),
        Plan(
            identifier: "N3", size: 14, platforms: [.telegram, .x, .youtube], traces: [.text],
            window: Window(milliseconds: 600_000), objects: 9,
            names: ["真相观察", "海底电缆新闻", "台海前线", "world_cable_watch"],
            texts: [
                "海底电缆被切断，真相到底是什么？请大家转发让更多人知道。官方的说法前后矛盾，我们需要一个独立的调查。",
                "波罗的海电缆事件：三个没有人回答的问题。",
            ], notes: ["Its texts quote a headline of Xinhua in 6 of 9 cases: see “Quoted headlines and news wires”."]),
        Plan(
            identifier: "N4", size: 8, platforms: [.facebook], traces: [.url], window: Window(milliseconds: 60_000),
            objects: 5,
            names: [
                "<script>alert(1)</script>", "\u{202E}gpj.exe", "a\u{200B}dmin",
                "Z\u{351}\u{352}\u{353}\u{354}\u{355}\u{356}a",
            ],
            texts: [
                "<img src=x onerror=alert(1)> Read this & \"tell\" everyone: it’s \u{202E}desrever\u{202C} — "
                    + String(repeating: "a long story, told again and again, ", count: 40)
            ], notes: []),
        Plan(
            identifier: "N5", size: 4, platforms: [.tiktok], traces: [.caption], window: Window(milliseconds: 60_000),
            objects: 3, names: ["stiri_zilnice", "stiri_zilnice2"], texts: [""], notes: []),
    ]

    /// How the sample's pairs would have been tested.
    static let significance = SignificanceView(
        falseDiscoveryRate: 0.01, tests: 1_204_000, bin: Window(milliseconds: 21_600_000), null: "Chance is the crowd.",
        candidates: 2114,
        calibration: CalibrationView(
            runs: 20, alarms: 0, falsePairs: 0, bin: Window(milliseconds: 3_600_000),
            levels: [
                CalibrationView.Level(level: 0.05, share: 0.021), CalibrationView.Level(level: 0.01, share: 0.0031),
            ]))

    /// What would have become of the sample under other settings.
    static let stability = StabilityView(
        networks: 4, members: 105, keptShare: 0.8, leastMembers: 3,
        rows: [
            StabilityView.Row(
                setting: "--window", before: "60s", after: "48s", likenesses: [1, 0.92, 0.5, 0.97], keeping: 3,
                accounts: 99, networks: 6),
            StabilityView.Row(
                setting: "--min-weight", before: "2", after: "1", likenesses: [], keeping: 0, accounts: 0, networks: 0),
        ])

    /// The sample, with every tie tested.
    static func tested() -> ReportView {
        var view = view()
        view.significance = significance
        view.stability = stability
        for network in view.networks.indices {
            view.networks[network].weakestQ = Probability(0.0042)
            view.networks[network].medianQ = Probability(1.9e-9)
            view.networks[network].rivals = rivals
            view.networks[network].leastLikeness = 0.5
            for pair in view.networks[network].pairs.indices {
                view.networks[network].pairs[pair].pValue = Probability(2.13e-7)
                view.networks[network].pairs[pair].qValue = Probability(0.0042)
            }
        }
        return view
    }

    /// Signs of every kind, with an example where there can be one.
    static let rivals: [RivalFinding] = [
        RivalFinding(.popular, [RivalSign(.popularObjects, 1, of: 12, strength: .none)]),
        RivalFinding(
            .appMade,
            [
                RivalSign(.appWords, 0, of: 9, strength: .none),
                RivalSign(.spreadTexts, 7, of: 9, strength: .strong, example: "#a #b <i>", others: 31),
            ]),
        RivalFinding(
            .headlines,
            [
                RivalSign(.knownSites, 11, of: 12, strength: .strong, example: "wire.example", others: 44),
                RivalSign(.publishingTools, 3, of: 12, strength: .some, example: "trib.al"),
                RivalSign(.quotedObjects, 0, of: 9, strength: .none),
                RivalSign(.outletNames, 1, of: 3, strength: .some),
            ]),
        RivalFinding(
            .oneOwner,
            [
                RivalSign(.alikeNames, 2, of: 3, strength: .some, example: "stiri"),
                RivalSign(.ownSite, 4, of: 12, strength: .none, example: "wire.example", others: 44),
            ]),
        RivalFinding(.fans, [RivalSign(.commonTopic, 3, of: 12, strength: .none, example: "idol", others: 2)]),
        RivalFinding(
            .automatic,
            [
                RivalSign(.botNames, 0, of: 3, strength: .none),
                RivalSign(.evenIntervals, 0, of: 0, strength: .untold),
            ]),
        RivalFinding(
            .schedule,
            [
                RivalSign(.fullMinutes, 2, of: 12, strength: .some),
                RivalSign(.fewHours, 5, of: 12, strength: .none, others: 125),
            ]),
    ]

    static func view() -> ReportView {
        var networks: [NetworkView] = []
        var nodes: [GraphView.Node] = []
        var edges: [GraphView.Edge] = []
        for (place, plan) in plans.enumerated() {
            let network = network(plan, place: place)
            let base = nodes.count
            nodes += network.drawing.nodes
            edges += network.drawing.edges.map {
                GraphView.Edge(a: $0.a + base, b: $0.b + base, weight: $0.weight, trace: $0.trace)
            }
            networks.append(network)
        }
        return ReportView(
            title: "Romania, November 2024: before the first round",
            subject: "romania_videos.csv, x_baltic.ndjson and telegram_channels.json",
            generated: Instant(milliseconds: 1_733_140_800_000), version: "daylight 0.1.0",
            question: QuestionView(
                traces: [.sound, .text, .url, .hashtagSequence, .caption],
                windows: [Window(milliseconds: 10_000), Window(milliseconds: 60_000), Window(milliseconds: 600_000)],
                minimumWeight: 2, minimumParticipation: 2,
                settings: [SettingView(name: "--accept-coarse-time", value: "no")]),
            figures: ReportFigures(
                posts: 1_284_310, accounts: 48_210, actions: 3_911_204, coActingPairs: 218_442, edges: 2114,
                networks: networks.count, networkAccounts: networks.reduce(0) { $0 + $1.accounts }, first: start,
                last: Instant(milliseconds: start.milliseconds + 23 * day + 71_000)),
            inputs: inputs, networks: networks, overview: GraphView(nodes: nodes, edges: edges),
            notes: [
                "One object holds 41 % of the co-acts: the sound “original sound – manele 2024”. Its coincidences are expected.",
                "The times of telegram_channels.json are stated to the minute; windows below a minute were not searched there.",
            ],
            reproduction: ReproductionView(
                command: "daylight investigate romania_videos.csv x_baltic.ndjson telegram_channels.json "
                    + "--window 10s,60s,10min --min-weight 2 --min-participation 2",
                facts: [SettingView(name: "Version", value: "daylight 0.1.0 (6fb7874)")]),
            files: [
                FileView(
                    name: "networks.csv", content: "one row for each network",
                    sha256: String(repeating: "9f", count: 32)),
                FileView(
                    name: "edges.csv", content: "one row for each tie", sha256: String(repeating: "4c", count: 32)),
                FileView(
                    name: "accounts.csv", content: "one row for each account of a network",
                    sha256: String(repeating: "1b", count: 32)),
                FileView(
                    name: "graph.gexf", content: "the graph, for Gephi", sha256: String(repeating: "77", count: 32)),
                FileView(
                    name: "rejects.ndjson", content: "each rejected row with its reason",
                    sha256: String(repeating: "e0", count: 32)),
                FileView(name: "run.json", content: "the run’s manifest: inputs, settings, counts, results"),
            ])
    }

    /// The same question with nothing found.
    static func empty() -> ReportView {
        var view = view()
        view.networks = []
        view.overview = GraphView(nodes: [], edges: [])
        view.figures.networks = 0
        view.figures.networkAccounts = 0
        view.figures.edges = 0
        view.notes = []
        return view
    }

    private static let inputs = [
        InputView(
            name: "romania_videos.csv", format: "TikTok Research API, CSV", bytes: 812_400_112,
            sha256: "3f1c9be2a07d44c1c0a9b7f4bb13a1dd0c5f0e6a9f0e2d7788aa01b2c3d4e5f6", rows: 1_201_400,
            accepted: 1_190_022, repeated: 11_360, rejected: [RejectionCount(reason: "bad-time", count: 18)],
            first: start, last: Instant(milliseconds: start.milliseconds + 23 * day), resolution: .second),
        InputView(
            name: "x_baltic.ndjson", format: "X API v2, NDJSON", bytes: 96_120_004,
            sha256: "aa01b2c3d4e5f63f1c9be2a07d44c1c0a9b7f4bb13a1dd0c5f0e6a9f0e2d7788", rows: 84_120, accepted: 84_100,
            repeated: 0,
            rejected: [
                RejectionCount(reason: "no-account", count: 12), RejectionCount(reason: "not-json", count: 8),
            ], first: start, last: Instant(milliseconds: start.milliseconds + 20 * day), resolution: .millisecond),
        InputView(
            name: "telegram_channels.json", format: "Telegram Desktop export", bytes: 7_440,
            sha256: "0c5f0e6a9f0e2d7788aa01b2c3d4e5f63f1c9be2a07d44c1c0a9b7f4bb13a1dd", rows: 10_188, accepted: 10_188,
            repeated: 0, rejected: [], first: start, last: Instant(milliseconds: start.milliseconds + 22 * day),
            resolution: .minute),
    ]

    private static func network(_ plan: Plan, place: Int) -> NetworkView {
        var dice = Dice(state: UInt64(place + 7))
        let accounts = (0..<plan.size).map { index in
            let name = plan.names[index % plan.names.count]
            let platform = plan.platforms[index % plan.platforms.count]
            let isHandle = platform == .telegram
            return AccountView(
                label: index < plan.names.count ? name : "\(name)\(index)",
                key: AccountKey(
                    platform: platform, kind: isHandle ? .handle : .id,
                    value: isHandle ? name : String(7_100_000_000_000_000_000 + dice.roll(1 << 30))))
        }
        let objects = (0..<plan.objects).map { index -> TracedObject in
            let trace = plan.traces[index % plan.traces.count]
            let value =
                switch trace {
                case .sound: String(7_429_113_307_291_000_000 + dice.roll(1_000_000))
                case .url: "https://news-\(index).example.org/2024/11/cable-story?id=\(dice.roll(99_999))"
                case .text, .caption:
                    plan.texts[index % plan.texts.count].isEmpty ? "bună seara" : plan.texts[index % plan.texts.count]
                default: "#cable #truth #baltic\(index)"
                }
            return TracedObject(trace: trace, value: value)
        }
        var marks = [[ActivityView.Mark]](repeating: [], count: plan.size)
        var together: [[Int]: (weight: Int, trace: Trace)] = [:]
        for (object, traced) in objects.enumerated() {
            let moment = start.milliseconds + Int64(dice.roll(22)) * day + Int64(dice.roll(86_400)) * 1000
            let crew = (0..<plan.size).filter { _ in object == 0 || dice.roll(100) < (plan.size < 10 ? 75 : 34) }
            for account in crew {
                let delay = Int64(dice.roll(Int(plan.window.milliseconds) * 2 / 3)) / 250 * 250
                marks[account].append(
                    ActivityView.Mark(time: Instant(milliseconds: moment + delay), object: object))
            }
            for (position, a) in crew.enumerated() {
                for b in crew[(position + 1)...] {
                    together[[a, b, traced.trace == plan.traces[0] ? 0 : 1], default: (0, traced.trace)].weight += 1
                }
            }
        }
        let ties = together.filter { $0.value.weight >= (plan.size > 30 ? 5 : 2) }
            .sorted {
                (-$0.value.weight, $0.key[0], $0.key[1], $0.key[2]) < (
                    -$1.value.weight, $1.key[0], $1.key[1], $1.key[2]
                )
            }
        var strength = [Int](repeating: 0, count: plan.size)
        var degree = [Int](repeating: 0, count: plan.size)
        for tie in ties {
            for end in tie.key.prefix(2) {
                strength[end] += tie.value.weight
                degree[end] += 1
            }
        }
        // As in a real result, an account without a tie belongs to no network.
        let order = (0..<plan.size).filter { degree[$0] > 0 }.sorted { (-strength[$0], $0) < (-strength[$1], $1) }
        let placeInOrder = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
        let times = marks.flatMap { $0 }.map(\.time)
        let first = times.min() ?? start
        let last = times.max() ?? start
        return NetworkView(
            identifier: plan.identifier, accounts: order.count, edges: ties.count, objects: objects.count,
            coActs: ties.reduce(0) { $0 + $1.value.weight } + 11, days: 9 + place, first: first, last: last,
            layers: plan.traces.map { trace in
                NetworkLayerView(
                    trace: trace, window: plan.window, edges: ties.filter { $0.value.trace == trace }.count,
                    objects: objects.filter { $0.trace == trace }.count, coActs: 400 + place,
                    strongest: objects.first { $0.trace == trace }?.value, strongestAccounts: order.count)
            },
            members: order.map { index in
                MemberView(
                    account: accounts[index], posts: 40 + dice.roll(3000), coActingPosts: marks[index].count,
                    degree: degree[index], strength: strength[index], first: marks[index].map(\.time).min() ?? first,
                    last: marks[index].map(\.time).max() ?? last, leads: Double(dice.roll(1000)) / 1000)
            },
            pairs: ties.prefix(80).map { tie in
                PairView(
                    a: accounts[tie.key[0]], b: accounts[tie.key[1]], trace: tie.value.trace, window: plan.window,
                    weight: tie.value.weight, coActs: tie.value.weight + dice.roll(6), postsA: tie.value.weight,
                    postsB: tie.value.weight + 1, medianGap: Double(dice.roll(60_000)), first: first, last: last,
                    days: 1 + dice.roll(12))
            },
            sharedObjects: objects.enumerated().map { index, object in
                SharedObjectView(
                    object: object, accounts: 2 + dice.roll(plan.size - 1), posts: 4 + dice.roll(80),
                    accountsInInput: 5 + dice.roll(4000), first: first, last: last,
                    address: object.trace == .sound
                        ? "https://www.tiktok.com/music/original-sound-\(object.value)" : nil)
            },
            evidence: objects.prefix(14).enumerated().compactMap { index, object in
                evidence(plan, accounts: accounts, marks: marks, object: object, index: index)
            },
            activity: ActivityView(
                objects: objects,
                rows: order.map { ActivityView.Row(account: accounts[$0], marks: marks[$0]) }, window: plan.window),
            drawing: GraphView(
                nodes: order.map {
                    GraphView.Node(
                        label: accounts[$0].label, platform: accounts[$0].key.platform, strength: strength[$0],
                        community: place)
                },
                edges: ties.compactMap { tie in
                    guard let a = placeInOrder[tie.key[0]], let b = placeInOrder[tie.key[1]] else { return nil }
                    return GraphView.Edge(a: a, b: b, weight: tie.value.weight, trace: tie.value.trace)
                }),
            notes: plan.notes)
    }

    private static func evidence(
        _ plan: Plan, accounts: [AccountView], marks: [[ActivityView.Mark]], object: TracedObject, index: Int
    ) -> CoActView? {
        let acts = marks.enumerated()
            .flatMap { account, marks in marks.filter { $0.object == index }.map { (account, $0.time) } }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        guard acts.count > 1 else { return nil }
        let posts = acts.prefix(2).enumerated().map { position, act in
            let account = accounts[act.0]
            return CitedPost(
                citation: Citation(source: UInt32(index % 3), row: UInt32(1000 + index * 37 + position)),
                account: account.key, handle: account.label, identifier: String(7_440_000_000_000_000_000 + index),
                time: act.1, text: plan.texts[index % plan.texts.count],
                address: index % 4 == 3
                    ? "javascript:alert(1)"
                    : "https://www.tiktok.com/@\(plan.identifier.lowercased())/video/744\(index)",
                objects: [object])
        }
        return CoActView(object: object, window: plan.window, earlier: posts[0], later: posts[1])
    }
}
