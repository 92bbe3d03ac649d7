import Bytes
import Exchange
import HTTPTypes
import Inquiry
import Records
import Reporting
import Workspace

/// One network: its page, its drawing, and the posts of its members by time, object and account.
struct NetworkPages {
    let desk: Desk
    let findings: Findings
    /// What stands in the middle of a page: the same for all of one clearance until the case changes.
    private let kept = Recent<Key, Middle>(most: 128)

    private struct Key: Hashable {
        var run: Int64
        var network: Int
        var members: Range<Int>
        var ties: Int
        var clearance: TrafficLight
        var version: CaseVersion
    }

    private struct Middle: Sendable {
        var lede: Markup
        var main: Markup
        var leftOut: Int
    }

    init(_ findings: Findings) {
        self.findings = findings
        desk = findings.desk
    }

    static let run = Endpoint.Parameter.path("run", .number, "The run's number.")
    private static let network = Endpoint.Parameter.path("network", .text, "The network's name: N1.")

    var endpoints: [Endpoint] {
        let page = Endpoint.page(
            "/runs/{run}/networks/{network}", name: "getNetwork",
            "One network: who, what, when, why it is believed, and what else explains it.", .read,
            parameters: [
                Self.run, Self.network, .query("from", .number, "The place of the first member, from 0."),
                .query("count", .number, "How many members at most."),
                .query("ties", .number, "The place of the first tie, from 0."),
            ]
        ) { try self.page($0) }
        let twins = Endpoint.table(
            "/runs/{run}/networks/{network}", name: "getNetwork", "The members of one network.", .read,
            parameters: [Self.run, Self.network], { try members($0) }, page: { try self.page($0) })
        return [page] + twins.filter { $0.kind == .interface } + posts + [
            drawing(
                "drawing", "getNetworkDrawing", "The drawing of one network, as the page's script reads it.", \.packet),
            drawing("labels", "getNetworkLabels", "The names of the drawing of one network.", \.labels),
        ]
    }

    /// The network of a visit, where the visitor may see it.
    private func network(_ visit: Visit) throws -> (run: OpenRun, network: Int, sight: FindingSight) {
        let sight = try findings.sight(visit)
        let run = try findings.run(visit)
        return (run, try findings.network(visit.parameter("network"), in: run, sight), sight)
    }

    // MARK: The page

    private func page(_ visit: Visit) throws -> SitePage {
        let (run, network, sight) = try network(visit)
        let name = run.index.networks[network].row.network
        let key = Key(
            run: run.number, network: network, members: try visit.part(usual: NetworkFilling.rows),
            ties: try visit.query.number("ties") ?? 0, clearance: sight.clearance, version: try desk.readers.version())
        let (activity, remarks) = activity(run, network, sight)
        let drawing = try findings.drawing(run, network: network, sight)
        let filling = NetworkFilling(
            run: run, network: network, sight: sight, readers: desk.readers, activity: activity)
        func make() throws -> Middle {
            let view = try filling.view(
                members: key.members, ties: key.ties, remarks: remarks, drawing: drawing, findings.index())
            return Middle(
                lede: NetworkPage.lede(view), main: NetworkPage.main(view),
                leftOut: view.members.leftOut + view.objects.leftOut)
        }
        // What is not whole yet is made anew the next time.
        let middle = activity == nil || drawing == nil ? try make() : try kept.value(key, make)
        var page = NetworkPage.page(
            run: run.number, name: name, lede: middle.lede,
            doing: NetworkPage.doing(
                run: run.number, name: name, neighbours: filling.neighbours,
                token: visit.visitor.may(.analyse) ? visit.visitor.formToken : nil), main: middle.main,
            frame: desk.frame(visit, leftOut: middle.leftOut))
        page.twins = twins(visit)
        return page
    }

    private func twins(_ visit: Visit) -> [(title: String, address: String)] {
        [("CSV", visit.path + ".csv"), ("JSON", visit.path + ".json")]
    }

    /// What the members did together, or why that is not shown.
    private func activity(_ run: OpenRun, _ network: Int, _ sight: FindingSight) -> (NetworkActivity?, [String]) {
        do {
            if let activity = try findings.activity(run, network: network, sight) { return (activity, []) }
            return (nil, ["The posts of its members are being read; look again in a moment for when and on what."])
        } catch InquiryError.altered {
            return (
                nil,
                [
                    "The case’s imports are not those of this run any more, so that posts are not shown with it: search again."
                ]
            )
        } catch InquiryError.noRun(_, let reason) {
            return (nil, ["The posts of its members are not shown: \(reason)."])
        } catch {
            return (nil, ["The posts of its members cannot be shown. \(Refusal(error).message)"])
        }
    }

    private func members(_ visit: Visit) throws -> TwinTable {
        let (run, network, sight) = try network(visit)
        let part = try visit.part(usual: 10_000)
        return try NetworkFilling(run: run, network: network, sight: sight, readers: desk.readers, activity: nil)
            .memberTable(from: part.lowerBound, count: part.count)
    }

    private func drawing(
        _ ending: String, _ name: String, _ summary: String, _ bytes: @escaping @Sendable (RunDrawing) -> [UInt8]
    ) -> Endpoint {
        Endpoint(
            .get, PathTemplate("/runs/{run}/networks/{network}/\(ending)"), kind: .interface, name: name, summary,
            .read,
            parameters: [Self.run, Self.network],
            outputs: [Endpoint.Output("application/octet-stream", "The packet.")], isUnrecorded: true,
            work: .plain { visit in
                let (run, network, sight) = try self.network(visit)
                return try NetworkListPages.packet(findings.drawing(run, network: network, sight, patience: 60), bytes)
            })
    }

    // MARK: Posts

    private var posts: [Endpoint] {
        Endpoint.table(
            "/runs/{run}/networks/{network}/posts", name: "listNetworkPosts",
            "The co-acting posts of a network, in order of time.", .read,
            parameters: [
                Self.run, Self.network, .query("since", .text, "No post before this moment, in UTC."),
                .query("until", .text, "No post after this moment, in UTC."),
                .query("object", .number, "Only on this object, by its place on the network's page."),
                .query("account", .text, "Only of this account: tiktok:7123456."),
            ], { try postTable($0).table }, page: { try postPage($0) })
    }

    private func marks(
        _ visit: Visit
    ) throws -> (
        run: OpenRun, network: Int, sight: FindingSight, activity: NetworkActivity, marks: [NetworkActivity.Mark]
    ) {
        let (run, network, sight) = try network(visit)
        guard let activity = try findings.activity(run, network: network, sight) else {
            throw Refusal(
                .serviceUnavailable, "busy", "The posts of the members are being read.", help: "Ask again in a moment.",
                fields: [.retryAfter: "2"])
        }
        let since = try moment("since", visit)
        let until = try moment("until", visit)
        let object = try visit.query.number("object")
        let account = visit.query["account"]
        let member = account.map { name in
            activity.members.firstIndex { "\($0.platform.name):\($0.value)" == name } ?? -1
        }
        let marks = activity.marks.filter { mark in
            if let since, mark.time.milliseconds < since.milliseconds { return false }
            if let until, mark.time.milliseconds > until.milliseconds { return false }
            if let object, mark.object != object { return false }
            return member.map { $0 == mark.member } ?? true
        }
        return (run, network, sight, activity, marks)
    }

    /// A moment of the address; one without a zone is UTC.
    private func moment(_ name: String, _ visit: Visit) throws(Refusal) -> Instant? {
        guard let text = visit.query[name] else { return nil }
        let isBare = text.contains("T") && !text.hasSuffix("Z") && !text.dropFirst(11).contains { "+-".contains($0) }
        let spelt = isBare ? text + (text.utf8.count == 16 ? ":00Z" : "Z") : text
        guard let parsed = ByteView.with(spelt, { TimeParser.parse($0) }) else {
            throw .bad("'\(name)' is a moment such as 2024-11-24T18:00:03Z, not '\(text.prefix(40))'.")
        }
        return Instant(milliseconds: parsed.milliseconds)
    }

    private func postTable(_ visit: Visit) throws -> (table: TwinTable, items: [CaseItem]) {
        let (run, network, _, activity, marks) = try marks(visit)
        let part = try visit.part(usual: 50)
        let shown = Array(marks.dropFirst(part.lowerBound).prefix(part.count))
        let items = try desk.readers.items(at: shown.map(\.citation))
        let rows = zip(shown, items).map { mark, item -> [TwinTable.Cell] in
            let key = activity.members[mark.member]
            let object = activity.objects[mark.object].object
            return [
                .time(mark.time, link: item.map { FindingAddress.post($0) }),
                .text(
                    run.index.account(key).map { run.index.label($0) } ?? key.value, link: FindingAddress.account(key)),
                .words(object.trace.nouns.one), .text(object.value),
            ]
        }
        let table = TwinTable(
            "\(run.index.networks[network].row.network)-posts", caption: "In order of time.",
            columns: [
                .init("time", "Time"), .init("account", "Account"), .init("trace", "Trace"), .init("object", "Object"),
            ], rows: rows, empty: "No co-acting post lies there.",
            part: .init(first: part.lowerBound, total: marks.count, size: part.count))
        return (table, items.compactMap { $0 })
    }

    private func postPage(_ visit: Visit) throws -> SitePage {
        let (run, network, sight, activity, marks) = try marks(visit)
        let (table, items) = try postTable(visit)
        let (cards, leftOut) = try PostCards(readers: desk.readers, sight: sight).cards(items)
        return NetworkPostsPage.page(
            NetworkPostsView(
                run: run.number, network: run.index.networks[network].row.network,
                first: activity.first, last: activity.last,
                since: try moment("since", visit), until: try moment("until", visit),
                object: try visit.query.number("object").flatMap { place in
                    activity.objects.indices.contains(place) && sight.object(activity.objects[place].object)
                        ? activity.objects[place].object : nil
                }, account: visit.query["account"], found: marks.count, inAll: activity.marks.count,
                days: DaySeriesDrawing.bars(marks.lazy.map(\.time)), cards: cards,
                part: table.part ?? .init(first: 0, total: marks.count, size: 50),
                address: visit.withoutPart),
            frame: desk.frame(visit, leftOut: leftOut))
    }
}

extension Visit {
    /// The address with its query, without the part of the list that is asked for.
    var withoutPart: String {
        let rest = query.text.split(separator: "&").filter { !$0.hasPrefix("from=") }
        return rest.isEmpty ? path : path + "?" + rest.joined(separator: "&")
    }
}
