import Coordination
import Exchange
import HTTPTypes
import Inquiry
import Records
import Reporting
import Statistics
import Workspace

/// The networks of a run: list, drawing, and two beside each other.
struct NetworkListPages {
    let desk: Desk
    let findings: Findings

    init(_ findings: Findings) {
        self.findings = findings
        desk = findings.desk
    }

    private static let parameters: [Endpoint.Parameter] = [
        .query("run", .number, "The run; the last by default."),
        .query("trace", .choice(Trace.allCases.map(\.name)), "Only networks that this trace ties."),
        .query("platform", .choice(Platform.allCases.map(\.name)), "Only networks with accounts on this platform."),
        .query("accounts", .number, "Only networks of at least so many accounts."),
        .query("q", .text, "Only networks all of whose ties keep this false discovery rate."),
        .query("member", .text, "Only networks with a member of whose name this is a part."),
        .query("order", .choice(NetworkListView.Order.allCases.map(\.rawValue)), "What comes first."),
        .query("ties", .number, "The place of the first tie in the table of ties, from 0."),
    ]

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/networks", name: "listNetworks", "The networks of a run.", .read, parameters: Self.parameters,
            { try table($0) }, show: { visit, table in try page(visit, table) })
            + [
                comparison,
                drawing("drawing", "getRunDrawing", "The drawing of a run, as the page's script reads it.", \.packet),
                drawing("labels", "getRunLabels", "The names of the drawing of a run.", \.labels),
            ]
    }

    // MARK: The list

    private func run(_ visit: Visit) throws -> OpenRun? {
        try findings.run(try visit.query.number("run").map { Int64($0) })
    }

    private func filter(_ visit: Visit) throws(Refusal) -> NetworkListView.Filter {
        func known<Value>(_ name: String, _ make: (String) -> Value?) throws(Refusal) -> Value? {
            guard let text = visit.query[name] else { return nil }
            guard let value = make(text) else { throw .bad("There is no \(name) '\(text.prefix(40))'.") }
            return value
        }
        let q = try known("q") { Double($0).flatMap { $0 >= 0 && $0 <= 1 ? $0 : nil } }
        return NetworkListView.Filter(
            trace: try known("trace") { Trace(name: $0) }, platform: try known("platform") { Platform(name: $0) },
            accounts: try visit.query.number("accounts"), q: q,
            order: try known("order") { NetworkListView.Order(rawValue: $0) } ?? .listed,
            member: visit.query["member"])
    }

    /// Places of the networks that are asked for, in the order asked for, and how many are marked above the clearance.
    private func places(
        _ run: OpenRun, _ filter: NetworkListView.Filter, _ sight: FindingSight
    ) -> (places: [Int], leftOut: Int) {
        let networks = run.index.networks
        let seen = networks.indices.filter { sight.network(run.number, networks[$0].row.network) }
        let logarithm = filter.q.map { $0 > 0 ? PlainMath.log($0) : -.infinity }
        let wanted = filter.member?.lowercased()
        var places = seen.filter { place in
            let row = networks[place].row
            if let trace = filter.trace, !row.traces.contains(trace) { return false }
            if let platform = filter.platform, !row.platforms.contains(platform) { return false }
            if let accounts = filter.accounts, row.accounts < accounts { return false }
            if let logarithm, (row.weakestQ?.logarithm ?? 0) > logarithm { return false }
            guard let wanted else { return true }
            return run.index.members[networks[place].members].contains { member in
                sight.account(member.row.account)
                    && (member.row.account.value.lowercased().contains(wanted)
                        || member.row.handle?.lowercased().contains(wanted) == true)
            }
        }
        func sort(_ key: (NetworkRow) -> Double) {
            let keys = networks.map { key($0.row) }
            places.sort { (keys[$0], $0) < (keys[$1], $1) }
        }
        switch filter.order {
        case .listed: break
        case .accounts: sort { -Double($0.accounts) }
        case .ties: sort { -Double($0.edges) }
        case .first: sort { Double($0.first.milliseconds) }
        case .last: sort { -Double($0.last.milliseconds) }
        case .q: sort { $0.weakestQ?.logarithm ?? 0 }
        }
        return (places, networks.count - seen.count)
    }

    private func table(_ visit: Visit) throws -> TwinTable {
        guard let run = try run(visit) else {
            return TwinTable("networks", caption: "", columns: [], rows: [])
        }
        let (places, leftOut) = places(run, try filter(visit), try findings.sight(visit))
        let part = try visit.part(usual: 50)
        return TwinTable(
            "networks", caption: "Every number leads to what it counts.",
            columns: [
                .init("network", "Network"), .init("accounts", "Accounts", isNumber: true),
                .init("ties", "Ties", isNumber: true), .init("objects", "Shared objects", isNumber: true),
                .init("posts", "Co-acting posts", isNumber: true), .init("traces", "Traces"),
                .init("platforms", "Platforms"), .init("first", "First"), .init("last", "Last"),
                .init("strongest", "Strongest tie", isNumber: true),
                .init("q_weakest", "q, weakest tie", isNumber: true),
                .init("q_median", "q, median", isNumber: true), .init("rivals", "What else explains it"),
            ],
            rows: places.dropFirst(part.lowerBound).prefix(part.count).map {
                Self.row(run, run.index.networks[$0].row)
            },
            empty: run.index.networks.isEmpty
                ? "The run found no network." : "No network of the run is so. <a href=\"/networks\">Show all</a>.",
            leftOut: leftOut, part: .init(first: part.lowerBound, total: places.count, size: part.count))
    }

    private static func row(_ run: OpenRun, _ row: NetworkRow) -> [TwinTable.Cell] {
        let address = NetworkPage.address(run: run.number, row.network)
        func q(_ value: Probability?) -> TwinTable.Cell {
            value.map { .text(NumberText.probability($0), link: address + "#believed") } ?? .missing
        }
        return [
            .text(row.network, link: address), .count(row.accounts, link: address + "#members"),
            .count(row.edges, link: address + "#ties"), .count(row.objects, link: address + "#objects"),
            .count(row.posts, link: address + "/posts"), .words(row.traces.map(\.nouns.one).joined(separator: ", ")),
            .words(row.platforms.map(\.title).joined(separator: ", ")), .time(row.first), .time(row.last),
            .count(Int(row.strongestWeight), link: address + "#ties"), q(row.weakestQ), q(row.medianQ),
            row.rivals.isEmpty
                ? .words("no strong signs")
                : .words(row.rivals.map(\.title).joined(separator: "; "), link: address + "#rivals"),
        ]
    }

    private func page(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        let frame = desk.frame(visit)
        guard let run = try run(visit) else { return NetworkListPage.none(frame: frame) }
        let sight = try findings.sight(visit)
        let traces = TraceSet(run.index.networks.flatMap { $0.row.traces.map { TraceSet($0) } }).traces
        let platforms = Set(run.index.networks.flatMap(\.row.platforms)).sorted()
        var ties = run.heaviest[...]
        if !sight.seesAll {
            ties =
                run.heaviest.filter { position in
                    let edge = run.index.edge(Int(position))
                    return [edge.a, edge.b].allSatisfy { account in
                        sight.account(run.index.key(account))
                            && run.index.network(of: account).map {
                                sight.network(run.number, run.index.networks[$0].row.network)
                            } ?? true
                    }
                }[...]
        }
        return NetworkListPage.page(
            NetworkListView(
                run: run.number, runs: try desk.runs.list().map(\.number).reversed(), filter: try filter(visit),
                traces: traces, platforms: platforms, inAll: run.index.networks.count - table.leftOut, table: table,
                panel: try findings.drawing(run, sight)?.panel(
                    "The networks of run \(run.number)", address: "/networks", query: "?run=\(run.number)"),
                ties: NetworkFilling.edgeList(
                    run, ties, from: try visit.query.number("ties") ?? 0, rows: 20,
                    address: { "/networks?run=\(run.number)&ties=\($0)#ties" }, account: { FindingAddress.account($0) }),
                address: visit.withoutPart), frame: frame)
    }

    // MARK: The drawing

    private func drawing(
        _ ending: String, _ name: String, _ summary: String, _ bytes: @escaping @Sendable (RunDrawing) -> [UInt8]
    ) -> Endpoint {
        Endpoint(
            .get, PathTemplate("/networks/\(ending)"), kind: .interface, name: name, summary, .read,
            parameters: [.query("run", .number, "The run; the last by default.")],
            outputs: [Endpoint.Output("application/octet-stream", "The packet.")], isUnrecorded: true,
            work: .plain { visit in
                guard let run = try run(visit) else { throw Refusal.notFound("There is no run in this case yet.") }
                return try Self.packet(findings.drawing(run, findings.sight(visit), patience: 60), bytes)
            })
    }

    /// The part of a drawing that is asked for.
    static func packet(_ drawing: RunDrawing?, _ bytes: (RunDrawing) -> [UInt8]) throws -> Answer {
        guard let drawing else {
            throw Refusal(
                .serviceUnavailable, "busy", "The drawing is being laid out.", help: "Ask again in a moment.",
                fields: [.retryAfter: "5"])
        }
        return .bytes(bytes(drawing), type: "application/octet-stream")
    }

    // MARK: Two

    private var comparison: Endpoint {
        Endpoint.page(
            "/networks/compare", name: "compareNetworks", "Two networks beside each other.", .read,
            parameters: [
                .query("a", .text, "The name of one network: N1."), .query("b", .text, "The name of the other."),
                .query("run", .number, "The run of both; the last by default."),
                .query("with", .number, "The run of the other, where it is another one."),
            ]
        ) { try compare($0) }
    }

    private func compare(_ visit: Visit) throws -> SitePage {
        guard let a = visit.query["a"], let b = visit.query["b"] else {
            throw Refusal.bad("Two networks are compared: '/networks/compare?a=N1&b=N2'.")
        }
        guard let run = try run(visit) else { throw Refusal.notFound("There is no run in this case yet.") }
        let with = try visit.query.number("with").flatMap { try findings.run(Int64($0)) } ?? run
        let sight = try findings.sight(visit)
        let one = try side(run, findings.network(a, in: run, sight), sight)
        let other = try side(with, findings.network(b, in: with, sight), sight)
        let common = one.members.filter { other.members.contains($0) }
        let words = try findings.index()
        let filling = NetworkFilling(
            run: run, network: one.network, sight: sight, readers: desk.readers, activity: one.activity)
        let members = TwinTable(
            "members", caption: "Accounts that are in both.",
            columns: [.init("account", "Account"), .init("key", "Key")],
            rows: try common.prefix(200).map {
                [
                    .text(run.index.account($0).map { run.index.label($0) } ?? $0.value, link: try filling.account($0)),
                    .text($0.value),
                ]
            }, empty: "No account is in both.")
        let objects = try self.objects(one, other, filling, words)
        return NetworkComparisonPage.page(
            NetworkComparisonView(
                a: one.view, b: other.view, members: members, membersInBoth: common.count, objects: objects,
                objectsInBoth: objects?.part?.total ?? 0,
                ties: run.number == with.number && one.network != other.network
                    ? ties(run, one.network, other.network, sight) : nil,
                remarks: one.activity == nil || other.activity == nil
                    ? [
                        "The posts of one of them cannot be read, or are still being read: days and objects are not shown."
                    ] : []),
            address: visit.whole, frame: desk.frame(visit, leftOut: one.leftOut + other.leftOut))
    }

    private struct Side {
        var network: Int
        var members: Set<AccountKey>
        var leftOut: Int
        var activity: NetworkActivity?
        var view: NetworkComparisonView.Side
    }

    private func side(_ run: OpenRun, _ network: Int, _ sight: FindingSight) throws -> Side {
        // What cannot be read is said on the page.
        let activity = try? findings.activity(run, network: network, sight)
        let filling = NetworkFilling(
            run: run, network: network, sight: sight, readers: desk.readers, activity: activity)
        let (seen, leftOut) = filling.members()
        return Side(
            network: network, members: Set(seen.map(\.row.account)), leftOut: leftOut, activity: activity,
            view: NetworkComparisonView.Side(
                run: run.number, row: run.index.networks[network].row,
                days: DaySeriesDrawing.bars((activity?.marks ?? []).lazy.map(\.time))))
    }

    private func objects(
        _ one: Side, _ other: Side, _ filling: NetworkFilling, _ words: SearchIndex
    ) throws -> TwinTable? {
        guard let left = one.activity, var right = other.activity else { return nil }
        let common = Set(left.objects.map(\.object)).intersection(right.objects.map(\.object))
        right.objects.removeAll { !common.contains($0.object) }
        var counts: [TracedObject: NetworkActivity.Object] = [:]
        for object in right.objects { counts[object.object] = object }
        let shown = left.objects.filter { common.contains($0.object) && filling.sight.object($0.object) }
        return TwinTable(
            "objects", caption: "Particular ones before common property, then those of the most members.",
            columns: [
                .init("object", "Object"), .init("trace", "Trace"),
                .init("members_a", "Members of \(one.view.row.network)", isNumber: true),
                .init("members_b", "Members of \(other.view.row.network)", isNumber: true),
                .init("first_a", "First of the one"),
                .init("first_b", "First of the other"),
            ],
            rows: try shown.prefix(100).map { object in
                let number = try filling.number(of: object.object)
                let page = number.map { FindingAddress.object($0) }
                return [
                    .text(object.object.value, link: page), .words(object.object.trace.nouns.one),
                    .count(object.members, link: page), .count(counts[object.object]?.members ?? 0, link: page),
                    .time(object.first), .time(counts[object.object]?.first),
                ]
            }, empty: "No object was shared in both.", part: .init(first: 0, total: shown.count, size: 100))
    }

    /// Edges between members of the one and members of the other.
    private func ties(_ run: OpenRun, _ one: Int, _ other: Int, _ sight: FindingSight) -> TwinTable {
        let index = run.index
        var edges: [RunEdge] = []
        for member in index.members[index.networks[one].members] where sight.account(member.row.account) {
            for edge in index.edges(of: member.account, limit: .max) where edge.window == run.widest {
                let far = edge.a == member.account ? edge.b : edge.a
                if index.network(of: far) == other, sight.account(index.key(far)) { edges.append(edge) }
            }
        }
        edges.sort { ($1.weight, $0.position) < ($0.weight, $1.position) }
        return TwinTable(
            "ties", caption: "The heaviest first.",
            columns: [
                .init("a", "Account"), .init("b", "Tied to"), .init("trace", "Trace"),
                .init("weight", "Objects", isNumber: true),
            ],
            rows: edges.prefix(100).map { edge in
                let (a, b) = (index.key(edge.a), index.key(edge.b))
                return [
                    .text(index.label(edge.a), link: FindingAddress.account(a)),
                    .text(index.label(edge.b), link: FindingAddress.account(b)), .words(edge.trace.nouns.one),
                    .count(Int(edge.weight), link: FindingAddress.pair(run.number, a, b)),
                ]
            }, empty: "No member of the one is tied to a member of the other.",
            part: .init(first: 0, total: edges.count, size: 100))
    }
}
