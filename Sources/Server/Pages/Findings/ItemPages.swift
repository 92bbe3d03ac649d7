import Exchange
import HTTPTypes
import Inquiry
import Records
import Reporting
import Workspace

/// Accounts, posts and objects of the case, each at an address of its own.
struct ItemPages {
    let desk: Desk
    let findings: Findings

    private static let posts = 25
    private static let others = 6

    init(_ findings: Findings) {
        self.findings = findings
        desk = findings.desk
    }

    private static let before = Endpoint.Parameter.query("before", .text, "Where the page before ended.")
    private static let account = Endpoint.Parameter.path("account", .number, "The account's number in the case.")
    private static let object = Endpoint.Parameter.path("object", .number, "The object's number in the case.")

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/accounts", kind: .page, name: "findAccount",
                "Leads to the page of an account by its key or name.",
                .read, parameters: [.query("key", .text, "platform:id, or a handle.")], outputs: [.seeOther],
                work: .plain { try find($0) }),
            Endpoint.page(
                "/posts/{post}", name: "getPost", "One post: what it says, acts on, and where it stands.", .read,
                parameters: [
                    .path("post", .text, "The post's number in the case; with an e before it, a share event's.")
                ]
            ) { try post($0) },
        ]
            + Endpoint.table(
                "/accounts/{account}", name: "getAccount", "One account: profiles, names, posts.", .read,
                parameters: [Self.account, Self.before], { try accountTable($0) },
                page: { try accountPage($0) })
            + Endpoint.table(
                "/objects/{object}", name: "getObject", "One object and the posts that act on it.", .read,
                parameters: [Self.object, Self.before], { try objectTable($0) },
                page: { try objectPage($0) })
    }

    // MARK: Accounts

    private func find(_ visit: Visit) throws -> Answer {
        guard let text = visit.query["key"] else { throw Refusal.bad("'key' is missing: platform:id, or a handle.") }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count == 2, let platform = Platform(name: parts[0]) {
            for kind in [AccountKind.id, .handle] {
                let key = AccountKey(platform: platform, kind: kind, value: parts[1])
                if let number = try desk.readers.accountNumber(key) { return .seeOther(FindingAddress.account(number)) }
            }
        }
        let numbers = try desk.readers.accountNumbers(called: text, limit: 2)
        if numbers.count == 1 { return .seeOther(FindingAddress.account(numbers[0])) }
        return .seeOther("/search?in=accounts&q=" + PathText.encoded(text))
    }

    private func detail(_ visit: Visit) throws -> (detail: AccountDetail, sight: FindingSight) {
        let number = try visit.number("account")
        guard let detail = try desk.readers.account(number) else {
            throw Refusal.notFound(
                "There is no account \(number) in this case.", help: "The search finds accounts by their names.")
        }
        let sight = try findings.sight(visit)
        guard sight.account(detail.key) else { throw Refusal.forbidden("This account is marked above your clearance.") }
        return (detail, sight)
    }

    /// A part of a list of posts in order of time.
    private struct Listed {
        var cards: [PostCard]
        var leftOut: Int
        var next: String?
    }

    private func listed(
        _ visit: Visit, _ sight: FindingSight, _ page: (ItemMark?, Int) throws -> ItemPage
    ) throws -> Listed {
        let mark = try visit.query["before"].map { text throws(Refusal) in
            guard let mark = ItemMark(text) else { throw .bad("'before' is what a page's link to older posts says.") }
            return mark
        }
        let count = try visit.count(usual: Self.posts)
        let found = try page(mark, count)
        let (cards, leftOut) = try PostCards(readers: desk.readers, sight: sight).cards(found.items.map(\.item))
        return Listed(cards: cards, leftOut: leftOut, next: found.next.map { visit.path + "?before=" + $0.text })
    }

    private func table(_ name: String, _ listed: Listed) -> TwinTable {
        TwinTable(
            name, caption: "The newest first.",
            columns: [
                .init("post", "Post"), .init("time", "Time"), .init("account", "Account"),
                .init("platform", "Platform"),
                .init("id", "Id"), .init("text", "Text"), .init("address", "Address"), .init("file", "File"),
                .init("record", "Record", isNumber: true),
            ],
            rows: listed.cards.map { card in
                [
                    .text(card.address), .time(card.time), .text(card.author.text), .words(card.platform.name),
                    .text(card.identifier), .text(card.text), card.web.map { .address($0) } ?? .missing,
                    .text(card.file),
                    .count(card.row),
                ]
            }, leftOut: listed.leftOut, next: listed.next)
    }

    private func accountTable(_ visit: Visit) throws -> TwinTable {
        let (detail, sight) = try detail(visit)
        let words = try findings.indexed().index
        return table(
            "account-\(detail.number)",
            try listed(visit, sight) { try words.items(ofAccount: detail.number, before: $0, limit: $1) })
    }

    private func accountPage(_ visit: Visit) throws -> SitePage {
        let (detail, sight) = try detail(visit)
        let (words, status) = try findings.indexed(patience: 1.5)
        let listed = try listed(visit, sight) { try words.items(ofAccount: detail.number, before: $0, limit: $1) }
        let count = try words.itemCount(ofAccount: detail.number, upTo: Findings.mostCounted)
        let newest = try words.items(ofAccount: detail.number, limit: Findings.mostCounted)
        let imports = try desk.readers.imports()
        var links = detail.links
        links += try desk.readers.links(of: detail.number, withEarlier: words.kin(of: detail.number))
        let shownLinks = links.filter { sight.account($0.key) }
        let view = CaseAccountView(
            address: visit.path, label: detail.handle.map { "@" + $0.drop { $0 == "@" } } ?? detail.key.value,
            key: detail.key, created: detail.created,
            handles: detail.handles.map { ($0.handle, $0.first, $0.last) },
            profiles: detail.profiles.map { profile in
                CaseAccountView.Profile(
                    observed: profile.observed, isStated: profile.isStated,
                    source: source(profile.importNumber, profile.row, imports), name: profile.name,
                    description: profile.description, location: profile.location, addresses: profile.addresses,
                    counters: profile.counters, isVerified: profile.isVerified)
            },
            links: shownLinks.map {
                (
                    EdgeList.Name(text: $0.handle ?? $0.key.value, address: FindingAddress.account($0.account)),
                    $0.reason,
                    $0.detail
                )
            }, networks: try networks(detail.key, sight), posts: count, isCounted: count < Findings.mostCounted,
            cards: listed.cards, days: DaySeriesDrawing.bars(newest.items.lazy.map { Instant(milliseconds: $0.time) }),
            next: listed.next)
        return CaseAccountPage.page(
            view,
            frame: desk.frame(
                visit, messages: messages(status), leftOut: listed.leftOut + links.count - shownLinks.count))
    }

    private func messages(_ status: SearchStatus) -> [SitePage.Message] {
        Findings.remark(status).map { [.init(.note, $0)] } ?? []
    }

    /// `posts.csv, record 12`.
    private func source(_ number: Int64, _ row: Int64, _ imports: [ImportLine]) -> String {
        "\(imports.first { $0.number == number }?.name ?? "import \(number)"), record \(row)"
    }

    /// The account's network in the last run.
    private func networks(_ key: AccountKey, _ sight: FindingSight) throws -> [(
        name: String, address: String, ties: Int
    )] {
        guard let run = try findings.run(nil), let account = run.index.account(key),
            let network = run.index.network(of: account)
        else { return [] }
        let name = run.index.networks[network].row.network
        guard sight.network(run.number, name) else { return [] }
        return [(name, NetworkPage.address(run: run.number, name), run.index.degree(of: account))]
    }

    // MARK: Posts

    private func post(_ visit: Visit) throws -> SitePage {
        let name = try visit.parameter("post")
        guard let item = FindingAddress.item(name), let detail = try desk.readers.post(item) else {
            throw Refusal.notFound(
                "There is no post '\(name.prefix(40))' in this case.", help: "The search finds posts by what they say.")
        }
        let sight = try findings.sight(visit)
        guard sight.post(detail.line.post) else { throw Refusal.forbidden("This post is marked above your clearance.") }
        let (words, status) = try findings.indexed(patience: 1.5)
        let imports = try desk.readers.imports()
        let cards = PostCards(readers: desk.readers, sight: sight)
        let seen = detail.objects.filter { sight.object($0.object) }
        let objects = try seen.map { number, object in
            let count = try words.itemCount(onObject: number, upTo: Findings.mostCounted)
            return (
                object: PostCard.Object(object, address: FindingAddress.object(number)), posts: count,
                isCounted: count < Findings.mostCounted
            )
        }
        // The most telling: not common property, shared by some and by as few as possible.
        let telling = zip(seen, objects).filter { $0.1.posts > 1 }.min { one, other in
            (one.0.object.trace.isCommonProperty ? 1 : 0, one.1.posts)
                < (other.0.object.trace.isCommonProperty ? 1 : 0, other.1.posts)
        }
        var others: (cards: [PostCard], leftOut: Int) = ([], 0)
        if let telling {
            let found = try words.items(onObject: telling.0.number, limit: Self.others + 1)
            others = try cards.cards(found.items.map(\.item).filter { $0 != item }.prefix(Self.others).map { $0 })
        }
        let facts = [("Language", detail.language), ("Region", detail.region), ("Posted with", detail.client)]
        return PostPage.page(
            PostPageView(
                card: try cards.cards(of: [detail.line])[0], caption: detail.caption,
                facts: facts.compactMap { name, value in value.map { (name, $0) } }, fileSHA256: detail.fileSHA256,
                objects: objects, others: others.cards, otherObject: telling?.1.object,
                revisions: detail.revisions.map {
                    PostPageView.Revision(
                        observed: $0.observed, source: source($0.importNumber, $0.row, imports), text: $0.text,
                        caption: $0.caption)
                },
                counters: detail.counters.map {
                    PostPageView.Counted(
                        observed: $0.observed, isStated: $0.isStated, counters: $0.counters,
                        source: source($0.importNumber, $0.row, imports))
                }, flags: detail.flags),
            frame: desk.frame(
                visit, messages: messages(status), leftOut: others.leftOut + detail.objects.count - seen.count))
    }

    // MARK: Objects

    private func line(_ visit: Visit) throws -> (line: ObjectLine, sight: FindingSight) {
        let number = try visit.number("object")
        guard let line = try desk.readers.objects([number]).first else {
            throw Refusal.notFound(
                "There is no object \(number) in this case.", help: "The search finds links and hashtags.")
        }
        let sight = try findings.sight(visit)
        guard sight.object(line.object) else { throw Refusal.forbidden("This is marked above your clearance.") }
        return (line, sight)
    }

    private func objectTable(_ visit: Visit) throws -> TwinTable {
        let (line, sight) = try line(visit)
        let words = try findings.indexed().index
        return table(
            "object-\(line.number)",
            try listed(visit, sight) { try words.items(onObject: line.number, before: $0, limit: $1) })
    }

    private func objectPage(_ visit: Visit) throws -> SitePage {
        let (line, sight) = try line(visit)
        let (words, status) = try findings.indexed(patience: 1.5)
        let listed = try listed(visit, sight) { try words.items(onObject: line.number, before: $0, limit: $1) }
        let newest = try words.items(onObject: line.number, limit: Findings.mostCounted)
        let accounts = Set(try desk.readers.lines(newest.items.prefix(500).map(\.item), traces: []).map(\.account))
        return ObjectPage.page(
            ObjectPageView(
                object: line.object, platform: line.platform, posts: newest.items.count, isCounted: newest.next == nil,
                accounts: accounts.count, cards: listed.cards,
                days: DaySeriesDrawing.bars(newest.items.lazy.map { Instant(milliseconds: $0.time) }), next: listed.next
            ),
            frame: desk.frame(visit, messages: messages(status), leftOut: listed.leftOut))
    }
}
