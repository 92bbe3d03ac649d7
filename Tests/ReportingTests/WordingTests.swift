import Coordination
import Records
import Statistics
import Testing

@testable import Reporting

/// Sentences that a reader may quote: each must be true of its figures, and said once.
@Suite("What the report says in words")
struct WordingTests {
    private static func network(_ layers: [(Trace, Window, Int)], objects: Int) -> NetworkView {
        var network = SampleReport.view().networks[0]
        network.objects = objects
        network.layers = layers.map { trace, window, objects in
            NetworkLayerView(
                trace: trace, window: window, edges: 3, objects: objects, coActs: 9, strongest: nil,
                strongestAccounts: 2)
        }
        return network
    }

    private static let seconds = Window(milliseconds: 10_000)
    private static let minute = Window(milliseconds: 60_000)

    @Test("Several windows say each deed once, and the widest window once")
    func windows() {
        let network = Self.network(
            [(.sound, Self.seconds, 4), (.sound, Self.minute, 7), (.text, Self.minute, 2)], objects: 12)
        #expect(
            network.sentence.contains(
                "repeatedly used the same sound or posted the same text within 60\u{A0}s of one another: "
                    + "7 different sounds, 2 different texts and 3 other objects, on"))
    }

    @Test("Traces that tie at different windows keep their own")
    func differentWindows() {
        let sentence = Self.network([(.sound, Self.minute, 7), (.url, .unlimited, 2)], objects: 9).sentence
        #expect(sentence.contains("same sound within 60\u{A0}s of one another or posted the same link:"))
        #expect(!sentence.contains("other object"))
    }

    @Test("Times are printed as finely as they are stated")
    func resolution() {
        let moment = Instant(milliseconds: 1_730_419_261_250)
        #expect(TimeText.stated(moment, to: .millisecond) == "2024-11-01 00:01:01.250Z")
        #expect(TimeText.stated(moment, to: .second) == "2024-11-01 00:01:01Z")
        #expect(TimeText.stated(moment, to: .minute) == "2024-11-01 00:01Z")
        #expect(TimeText.stated(moment, to: .day) == "2024-11-01")
        #expect(TimeText.apart(milliseconds: 0, to: .minute) == "the same minute")
        #expect(TimeText.apart(milliseconds: 4000, to: .second) == "4\u{A0}s apart")
    }

    @Test("Totals that the filler states are those of the remark")
    func totals() {
        let nodes = (0..<3).map {
            GraphView.Node(label: "\($0)", platform: .x, strength: $0, community: 0)
        }
        let edges = [GraphView.Edge(a: 0, b: 1, weight: 2, trace: .url)]
        let graph = GraphView(nodes: nodes, edges: edges, edgesInAll: 4000)
        let selection = GraphSelection(graph, most: (nodes: 10, edges: 10))
        #expect(
            selection.remark == "Drawn: all 3 accounts and the 1 strongest of 4,000 lines, "
                + "a line for each pair and trace.")
    }

    @Test("The crowd is told at both ends and in the middle, with its caution until ties are tested")
    func crowd() {
        let rare = CrowdView.Example(
            object: TracedObject(trace: .url, value: "https://example.org/a"), members: 7, accounts: 7)
        let popular = CrowdView.Example(
            object: TracedObject(trace: .hashtag, value: "<b>fyp"), members: 5, accounts: 15_541)
        let view = CrowdView(objects: 12, median: 9, exclusive: 4, mostExclusive: rare, mostUsed: popular)
        let text = view.paragraph(weakest: nil, median: nil).string
        for part in [
            "Half of its 12 shared objects were used by at most 9 accounts",
            "4 of them were used by nobody but members",
            "15,541 accounts, 5 of them members", "was not asked", "&lt;b",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let tested = view.paragraph(weakest: Probability(0.0042), median: Probability(logarithm: -2000)).string
        #expect(tested.contains("weakest tie has q = 0.0042") && tested.contains("q = 2.6e-869 or less"))
        #expect(!tested.contains("not asked") && !tested.contains("setting"))
        let steady = view.paragraph(weakest: Probability(0.0042), median: Probability(0.001), leastLikeness: 0.61)
            .string
        #expect(steady.contains("61\u{A0}% or more of its members stay the same"))
    }

    @Test("Every explanation of a network is listed with its word and its counts, and the strong ones are named first")
    func rivals() {
        let text = PageChecker(InvestigationReport.html(SampleReport.tested())).text
        for part in [
            "Strong signs of “Share buttons and app-made captions” and “Quoted headlines and news wires”.",
            "Also some signs of “One person’s or publisher’s accounts” and “Time-zone habits and schedules”.",
            "nothing was taken away because of them",
            "11 of 12 co-acting posts link to sites that 10 or more accounts outside link to (wire.example; 44 accounts outside)",
            "none of 9 shared texts hold words that an app or a button writes; 7 of 9 shared texts and hashtag lines",
            "2 of 3 members have names like another’s, and rare in the input (stiri)",
            "which hold 13\u{A0}% of the whole input",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(RivalExplanation.allCases.allSatisfy { RivalView.standing.map(\.name).contains($0.title) })
        #expect(
            !PageChecker(InvestigationReport.html(SampleReport.view())).text.contains("What else could explain it?"))
    }

    @Test("Other settings are told in a table and in one sentence, with what was too much to search")
    func stability() {
        let page = InvestigationReport.html(SampleReport.tested())
        let text = PageChecker(page).text
        for part in [
            "In each of 1 more search, each with one setting changed by a fifth or by one step, 3 or more of the 4 main "
                + "networks kept at least 80\u{A0}% of their members together; fewest with --window 48s, where 99 of their 105",
            "not searched: too much", "3 of 4", "99 of 105", "Would other settings say the same?",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        var steady = SampleReport.stability
        steady.rows[0].keeping = 4
        #expect(
            steady.sentence.hasSuffix("each of the 4 main networks kept at least 80\u{A0}% of its members together."))
        steady.networks = 0
        #expect(steady.sentence.contains("No network has 3 members"))
        #expect(!PageChecker(InvestigationReport.html(SampleReport.view())).text.contains("Would other settings"))
    }

    @Test("Where no explanation can be counted, that is not called innocence or guilt")
    func noRivals() {
        var view = SampleReport.tested()
        for index in view.networks.indices {
            view.networks[index].rivals = RivalExplanation.allCases.map { RivalFinding($0, []) }
        }
        let text = PageChecker(InvestigationReport.html(view)).text
        #expect(
            text.contains("None of those that can be counted shows in these data; a person must still rule them out."))
        #expect(text.contains("cannot be told"))
    }

    @Test(
        "A rate is said in the way people count",
        arguments: [(0.01, "one in a hundred"), (0.05, "one in 20"), (0.001, "one in 1,000"), (0.03, "3\u{A0}%")])
    func rates(rate: Double, words: String) {
        #expect(ChanceSection.share(rate) == words)
    }

    @Test("No file is said to list the shared objects, and their choice is stated")
    func objects() {
        var view = SampleReport.view()
        view.networks[0].objects = 900
        let page = InvestigationReport.html(view)
        #expect(page.contains("of 900 shared objects, those of the most co-acting members"))
        #expect(!page.contains("shared objects; edges.csv"))
    }

    @Test("However many networks, their names cover neither one another nor another disc", arguments: [12, 60, 200])
    func names(count: Int) {
        let nodes = (0..<count * 6).map {
            GraphView.Node(label: "\($0)", platform: .tiktok, strength: $0 % 7, community: $0 / 6)
        }
        let layout = GraphLayout(GraphView(nodes: nodes, edges: []), style: .overview)
        let texts = Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, "N\($0 + 1) · 6") })
        let labels = DiscLabels.labels(
            layout.discs, texts: texts, canvas: Box(left: 0, top: 0, right: layout.width, bottom: layout.height))
        #expect(labels.count > count / 2)
        for (index, label) in labels.enumerated() {
            #expect(!labels[..<index].contains { $0.box.overlaps(label.box) })
        }
    }
}
