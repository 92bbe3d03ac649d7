import Corpus
import Exchange
import Inquiry
import Records
import Reporting
import Workspace

/// Fills the page of one network from the run in memory and from what its members did together.
struct NetworkFilling {
    let run: OpenRun
    let network: Int
    let sight: FindingSight
    let readers: CaseReaders
    /// Nil where the posts are still being read, or cannot be.
    let activity: NetworkActivity?

    /// Rows of a part of each table.
    static let rows = 50
    static let objects = 30
    private static let out = 30
    private static let drawnMembers = 40

    private var index: RunIndex { run.index }
    private var found: RunNetwork { index.networks[network] }
    var name: String { found.row.network }
    var address: String { NetworkPage.address(run: run.number, name) }

    /// The members that may be seen, the strongest first, and how many may not.
    func members() -> (seen: [RunMember], leftOut: Int) {
        let all = index.members[found.members]
        let seen = all.filter { sight.account($0.row.account) }
            .sorted { ($1.row.strength, $0.account) < ($0.row.strength, $1.account) }
        return (seen, all.count - seen.count)
    }

    /// The page of an account: by its number in the case where it has one.
    func account(_ key: AccountKey) throws -> String {
        let other = AccountKey(platform: key.platform, kind: key.kind == .id ? .handle : .id, value: key.value)
        let number = try readers.accountNumber(key) ?? readers.accountNumber(other)
        return number.map { FindingAddress.account($0) } ?? FindingAddress.account(key)
    }

    func pair(_ edge: RunEdge) -> String { FindingAddress.pair(run.number, index.key(edge.a), index.key(edge.b)) }

    // MARK: Tables

    /// Who is in it.
    func memberTable(from first: Int, count: Int) throws -> TwinTable {
        let (seen, leftOut) = members()
        return TwinTable(
            "\(name)-members", caption: "The strongest first.",
            columns: [
                .init("account", "Account"), .init("platform", "Platform"), .init("key", "Key"),
                .init("posts", "Posts in the run", isNumber: true),
                .init("co_acting_posts", "Co-acting posts", isNumber: true),
                .init("tied_to", "Tied to", isNumber: true), .init("strength", "Strength", isNumber: true),
                .init("first", "First post"), .init("last", "Last post"),
            ],
            rows: try seen.dropFirst(first).prefix(count).map { member in
                let row = member.row
                let page = try account(row.account)
                let posts =
                    "\(address)/posts?account=" + PathText.encoded("\(row.account.platform.name):\(row.account.value)")
                return [
                    .text(row.handle ?? row.account.value, link: page), .words(row.account.platform.title),
                    .text(row.account.value), .count(Int(row.postsInInput), link: page + "#posts"),
                    .count(row.coActingPosts, link: posts), .count(row.partners, link: "#ties"),
                    .count(Int(clamping: row.strength), link: "#ties"), .time(row.first), .time(row.last),
                ]
            }, leftOut: leftOut, part: .init(first: first, total: seen.count, size: count))
    }

    /// Who is tied to whom, at the widest window.
    func ties(from first: Int) throws -> EdgeList {
        var positions = Array(run.ties[run.tiesOfNetworks[network]])
        if !sight.seesAll {
            positions.removeAll { position in
                let edge = index.edge(Int(position))
                return !sight.account(index.key(edge.a)) || !sight.account(index.key(edge.b))
            }
        }
        return try Self.edgeList(
            run, positions[...], from: first, rows: Self.rows, address: { "\(address)?ties=\($0)#ties" },
            account: account)
    }

    static func edgeList(
        _ run: OpenRun, _ positions: ArraySlice<UInt32>, from first: Int, rows: Int, address: (Int) -> String,
        account: (AccountKey) throws -> String
    ) rethrows -> EdgeList {
        let shown = positions.dropFirst(first).prefix(rows)
        return EdgeList(
            rows: try shown.map { position in
                let edge = run.index.edge(Int(position))
                let (a, b) = (run.index.key(edge.a), run.index.key(edge.b))
                return EdgeList.Row(
                    from: .init(text: run.index.label(edge.a), address: try account(a)),
                    to: .init(text: run.index.label(edge.b), address: try account(b)), weight: Double(edge.weight),
                    address: FindingAddress.pair(run.number, a, b))
            }, offset: first, inAll: positions.count, previous: first > 0 ? address(max(0, first - rows)) : nil,
            next: first + shown.count < positions.count ? address(first + rows) : nil)
    }

    /// What they acted on together.
    func objectTable(_ index: SearchIndex) throws -> TwinTable {
        let seen = (activity?.objects ?? []).enumerated().filter { sight.object($0.element.object) }
        return TwinTable(
            "\(name)-objects",
            caption:
                "Particular ones before common property, then those of the most members. The more others used one, the less it proves.",
            columns: [
                .init("object", "Object"), .init("trace", "Trace"),
                .init("members", "Members", isNumber: true),
                .init("co_acting_posts", "Co-acting posts", isNumber: true),
                .init("posts_in_case", "Posts in the case", isNumber: true), .init("first", "First"),
                .init("last", "Last"),
            ],
            rows: try seen.prefix(Self.objects).map { place, use in
                let number = try number(of: use.object)
                let page = number.map { FindingAddress.object($0) }
                let posts = "\(address)/posts?object=\(place)"
                let inCase = try number.map { try index.itemCount(onObject: $0, upTo: Findings.mostCounted) }
                return [
                    .text(use.object.value, link: page), .words(use.object.trace.nouns.one),
                    .count(use.members, link: posts), .count(use.posts, link: posts),
                    inCase.map { .count($0, link: page) } ?? .missing, .time(use.first), .time(use.last),
                ]
            }, empty: "The posts of its members are not at hand here.",
            leftOut: (activity?.objects.count ?? 0) - seen.count)
    }

    /// The number of an object: where its name means something on one platform only, on one of the network's.
    func number(of object: TracedObject) throws -> Int64? {
        if !object.trace.isScopedToPlatform { return try readers.objectNumber(object) }
        for platform in found.row.platforms {
            if let number = try readers.objectNumber(object, platform: platform) { return number }
        }
        return nil
    }

    /// Edges from its members to others.
    func outTable() -> TwinTable {
        struct Sum {
            var ties = 0
            var weight = 0
            var strongest: RunEdge?
        }
        var sums: [Int: Sum] = [:]
        for member in members().seen {
            for edge in index.edges(of: member.account, limit: .max) where edge.window == run.widest {
                let other = edge.a == member.account ? edge.b : edge.a
                let owner = index.network(of: other)
                if owner == network || !sight.account(index.key(other)) { continue }
                if let owner, !sight.network(run.number, index.networks[owner].row.network) { continue }
                sums[owner ?? -1, default: Sum()].ties += 1
                sums[owner ?? -1, default: Sum()].weight += Int(edge.weight)
                if edge.weight > sums[owner ?? -1]?.strongest?.weight ?? 0 { sums[owner ?? -1]?.strongest = edge }
            }
        }
        let order = sums.sorted { ($1.value.weight, $0.key) < ($0.value.weight, $1.key) }
        return TwinTable(
            "\(name)-out", caption: "To whom else its members are tied, the most first.",
            columns: [
                .init("network", "To"), .init("ties", "Ties", isNumber: true),
                .init("weight", "Objects, tie by tie", isNumber: true), .init("strongest", "Strongest pair"),
            ],
            rows: order.prefix(Self.out).map { owner, sum -> [TwinTable.Cell] in
                let strongest = sum.strongest.map { self.pair($0) }
                var (other, link) = (TwinTable.Cell.words("accounts in no network"), strongest)
                if owner >= 0 {
                    let name = index.networks[owner].row.network
                    other = .text(name, link: NetworkPage.address(run: run.number, name))
                    link = "/networks/compare?run=\(run.number)&a=\(self.name)&b=\(name)#between"
                }
                let names = sum.strongest.map { "\(index.label($0.a)), \(index.label($0.b))" }
                return [
                    other, .count(sum.ties, link: link), .count(sum.weight, link: link),
                    names.map { .text($0, link: strongest) } ?? .missing,
                ]
            }, empty: "No member is tied to anybody outside of it.")
    }

    // MARK: The page

    /// Networks that stand beside it in the run's list.
    var neighbours: [String] {
        [network - 2, network - 1, network + 1, network + 2, network + 3]
            .filter { index.networks.indices.contains($0) }.map { index.networks[$0].row.network }
            .filter { sight.network(run.number, $0) }
    }

    /// - Parameters:
    ///   - members: the first row of the table of members that is shown, and how many are.
    ///   - ties: the first tie that is shown.
    func view(
        members: Range<Int>, ties: Int, remarks: [String], drawing: RunDrawing?, _ words: SearchIndex
    ) throws -> NetworkPageView {
        let parameters = index.run.manifest.parameters
        let strongest = run.ties[run.tiesOfNetworks[network]].first.map { index.edge(Int($0)) }
        var remarks = remarks
        if let activity, activity.omitted > 0 {
            remarks.append(
                "When and on what are shown for the \(activity.members.count) strongest members: the others have too many posts for a page."
            )
        }
        return NetworkPageView(
            run: run.number, row: found.row, network: networkView(), remarks: remarks,
            falseDiscoveryRate: parameters.falseDiscoveryRate,
            occasions: (parameters.minimumOccasions, parameters.minimumCommonOccasions),
            windows: parameters.windows.compactMap { Window($0) },
            members: try memberTable(from: members.lowerBound, count: members.count), ties: try self.ties(from: ties),
            objects: try objectTable(words), out: outTable(),
            strongest: strongest.flatMap { edge in
                sight.account(index.key(edge.a)) && sight.account(index.key(edge.b)) ? pair(edge) : nil
            },
            panel: drawing?.panel("Network \(name): who is tied to whom", address: address))
    }

    /// What the report says of a network, as far as the run's tables and the members' posts tell.
    private func networkView() -> NetworkView? {
        guard let activity, !activity.marks.isEmpty else { return nil }
        let row = found.row
        return NetworkView(
            identifier: name, accounts: row.accounts, edges: row.edges,
            objects: max(row.objects, activity.objects.count),
            coActs: 0, days: activity.days, first: row.first, last: row.last, layers: layers(activity),
            members: members().seen.prefix(1000).map { member in
                MemberView(
                    account: AccountView(label: index.label(member.account), key: member.row.account),
                    posts: Int(member.row.postsInInput), coActingPosts: member.row.coActingPosts,
                    degree: member.row.partners, strength: Int(clamping: member.row.strength), first: member.row.first,
                    last: member.row.last, leads: 0)
            }, pairs: [], sharedObjects: [], evidence: [], activity: strip(activity),
            drawing: GraphView(nodes: [], edges: []), weakestQ: row.weakestQ, medianQ: row.medianQ)
    }

    private func layers(_ activity: NetworkActivity) -> [NetworkLayerView] {
        var layers: [NetworkLayerView] = []
        for position in found.edges {
            let edge = index.edge(position)
            if let place = layers.firstIndex(where: { $0.trace == edge.trace && $0.window == edge.window }) {
                layers[place].edges += 1
                layers[place].coActs += Int(clamping: edge.pairs)
            } else {
                layers.append(
                    NetworkLayerView(
                        trace: edge.trace, window: edge.window,
                        edges: 1, objects: activity.objects.count { $0.object.trace == edge.trace },
                        coActs: Int(clamping: edge.pairs), strongest: nil, strongestAccounts: 0))
            }
        }
        return layers.sorted { ($1.edges, $0.trace, $0.window) < ($0.edges, $1.trace, $1.window) }
    }

    private func strip(_ activity: NetworkActivity) -> ActivityView {
        var rows: [Int: [ActivityView.Mark]] = [:]
        for mark in activity.marks {
            rows[mark.member, default: []].append(ActivityView.Mark(time: mark.time, object: mark.object))
        }
        return ActivityView(
            objects: activity.objects.map(\.object),
            rows: rows.sorted { $0.key < $1.key }.prefix(Self.drawnMembers).map { member, marks in
                let key = activity.members[member]
                let label = index.account(key).map { index.label($0) } ?? key.value
                return ActivityView.Row(account: AccountView(label: label, key: key), marks: marks)
            }, window: activity.window)
    }
}
