import Exchange
import Inquiry
import Records
import Reporting
import Statistics
import Workspace

/// One edge explained by the posts of its two accounts, and by nobody else's.
struct PairPages {
    let desk: Desk
    let findings: Findings

    /// Co-acts that are read in one trace.
    private static let most = 1_000

    init(_ findings: Findings) {
        self.findings = findings
        desk = findings.desk
    }

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/runs/{run}/pairs", name: "explainPair", "What two accounts did together, post beside post.", .read,
            parameters: [
                NetworkPages.run, .query("a", .text, "One account: tiktok:7123456."),
                .query("b", .text, "The other account."),
            ], { try edges($0, pair($0)) }, page: { try page($0) })
    }

    private struct Pair {
        var run: OpenRun
        var a: AccountKey
        var b: AccountKey
        var edges: [RunEdge]
    }

    private func pair(_ visit: Visit) throws -> Pair {
        let run = try findings.run(visit)
        let sight = try findings.sight(visit)
        func key(_ name: String) throws -> AccountKey {
            guard let text = visit.query[name] else {
                throw Refusal.bad("Two accounts are asked about: 'a' and 'b'; '\(name)' is missing.")
            }
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, let platform = Platform(name: parts[0]) else {
                throw Refusal.bad("'\(text.prefix(80))' is no account: platform:id, such as tiktok:7123456.")
            }
            let asked = AccountKey(platform: platform, kind: .id, value: parts[1])
            return run.index.account(asked).map { run.index.key($0) } ?? asked
        }
        let (a, b) = (try key("a"), try key("b"))
        guard sight.account(a), sight.account(b) else {
            throw Refusal.forbidden("One of these accounts is marked above your clearance.")
        }
        guard let one = run.index.account(a), let other = run.index.account(b), one != other else {
            throw Refusal.notFound(
                "Run \(run.number) ties no such two accounts.", help: "A network's table of ties leads to each pair.")
        }
        let edges = run.index.edges(between: one, and: other)
        if edges.isEmpty {
            throw Refusal.notFound(
                "Run \(run.number) has no edge between these two accounts.",
                help: "They may still have acted on the same things: see the accounts' own pages.")
        }
        return Pair(run: run, a: a, b: b, edges: edges)
    }

    private func edges(_ visit: Visit, _ pair: Pair) throws -> TwinTable {
        func q(_ value: Probability?) -> TwinTable.Cell { value.map { .words(NumberText.probability($0)) } ?? .missing }
        return TwinTable(
            "edge",
            caption: "As the run has it, a row for each trace and window. Narrow windows are within the wider ones.",
            columns: [
                .init("trace", "Trace"), .init("window", "Window"),
                .init("weight", "Different objects", isNumber: true),
                .init("pairs", "Co-acts", isNumber: true), .init("posts_a", "Posts of the one", isNumber: true),
                .init("posts_b", "Posts of the other", isNumber: true),
                .init("median_gap", "Median gap", isNumber: true),
                .init("first", "First"), .init("last", "Last"), .init("p", "p", isNumber: true),
                .init("q", "q", isNumber: true),
            ],
            rows: pair.edges.map { edge in
                [
                    .words(edge.trace.nouns.one), .words(TimeText.window(edge.window)),
                    .count(Int(edge.weight), link: "#coacts"), .count(Int(clamping: edge.pairs), link: "#coacts"),
                    .count(Int(edge.postsA), link: "#coacts"), .count(Int(edge.postsB), link: "#coacts"),
                    .words(TimeText.duration(milliseconds: edge.medianGap * 1000)), .time(edge.first), .time(edge.last),
                    q(edge.pValue), q(edge.qValue),
                ]
            })
    }

    private func page(_ visit: Visit) throws -> SitePage {
        let pair = try pair(visit)
        let index = pair.run.index
        let part = try visit.part(usual: 25)
        var (items, omitted, remarks, leftOut) = ([Explanation.Item](), 0, [String](), 0)
        let (words, status) = try findings.indexed(patience: 1.5)
        do {
            let explanation = try index.run.explain(pair.a, pair.b, in: desk.readers, index: words, limit: Self.most)
            let sight = try findings.sight(visit)
            items = explanation.items.filter {
                sight.post($0.earlier) && sight.post($0.later)
                    && sight.object(TracedObject(trace: $0.trace, value: $0.object))
            }
            (omitted, leftOut) = (explanation.omitted, explanation.items.count - items.count)
        } catch InquiryError.altered {
            remarks = [
                "The case’s imports are not those of this run any more, so that its posts are not shown: search again."
            ]
        } catch InquiryError.noRun(_, let reason) {
            remarks = ["The posts are not shown: \(reason)."]
        }
        if let remark = Findings.remark(status), items.isEmpty { remarks.append(remark) }
        let shown = Array(items.dropFirst(part.lowerBound).prefix(part.count))
        func name(_ key: AccountKey) throws -> EdgeList.Name {
            let label = index.account(key).map { index.label($0) } ?? key.value
            return EdgeList.Name(text: label, address: FindingAddress.account(key))
        }
        let network = index.account(pair.a).flatMap { index.network(of: $0) }
        let other = index.account(pair.b).flatMap { index.network(of: $0) }
        return PairPage.page(
            PairPageView(
                run: pair.run.number, a: try name(pair.a), b: try name(pair.b),
                network: network == other ? network.map { index.networks[$0].row.network } : nil,
                edges: try edges(visit, pair), coActs: try coActs(shown, visit),
                part: .init(first: part.lowerBound, total: items.count, size: part.count), omitted: omitted,
                remarks: remarks, address: visit.withoutPart), frame: desk.frame(visit, leftOut: leftOut))
    }

    private func coActs(_ items: [Explanation.Item], _ visit: Visit) throws -> [PairPageView.CoAct] {
        // A post stands in as many co-acts as it shares objects.
        var posts: [Citation: CitedPost] = [:]
        for item in items { (posts[item.earlier.citation], posts[item.later.citation]) = (item.earlier, item.later) }
        let citations = posts.keys.sorted()
        let found = try desk.readers.items(at: citations).compactMap { $0 }
        let cards = try PostCards(readers: desk.readers, sight: findings.sight(visit))
            .cards(of: desk.readers.lines(found))
        guard cards.count == citations.count else {
            throw Refusal.notFound("A post of this pair is not in the case any more.")
        }
        let shown = Dictionary(uniqueKeysWithValues: zip(citations, cards))
        let numbers = try desk.readers.objectNumbers(of: citations.compactMap { posts[$0] })
        return items.compactMap { item in
            guard let earlier = shown[item.earlier.citation], let later = shown[item.later.citation] else { return nil }
            let object = TracedObject(trace: item.trace, value: item.object)
            let number = numbers[PlacedObject(object, on: item.earlier.account.platform)]
            return PairPageView.CoAct(
                object: PostCard.Object(object, address: number.map { FindingAddress.object($0) } ?? "#coacts"),
                window: item.window, earlier: earlier, later: later)
        }
    }
}
