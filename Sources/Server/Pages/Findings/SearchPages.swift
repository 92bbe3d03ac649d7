import Records
import Reporting
import Workspace

/// The search: posts, accounts and what is shared, by words. That something was looked for is in the audit, as every
/// address is.
struct SearchPages {
    let desk: Desk
    let findings: Findings

    private static let page = 25
    private static let counted = 1_000

    init(_ findings: Findings) {
        self.findings = findings
        desk = findings.desk
    }

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/search", name: "search", "Finds posts, accounts and objects by words.", .read,
            parameters: [
                .query("q", .text, "Words; \"in a row\"; begin*."),
                .query("in", .choice(SearchResultsView.Field.allCases.map(\.rawValue)), "What is looked for."),
                .query("before", .number, "Where the page before ended."),
            ], { try table($0) }, page: { try show($0) })
    }

    private struct Result {
        var view: SearchResultsView
        var leftOut: Int
    }

    private func field(_ visit: Visit) throws(Refusal) -> SearchResultsView.Field {
        guard let text = visit.query["in"] else { return .posts }
        guard let field = SearchResultsView.Field(rawValue: text) else {
            throw .bad("Nothing is called '\(text.prefix(40))' that could be looked for.")
        }
        return field
    }

    private func result(_ visit: Visit) throws -> Result {
        let typed = visit.query["q"] ?? ""
        let field = try field(visit)
        let query = SearchQuery(typed)
        let (words, status) = try findings.indexed(patience: 1.5)
        var remarks = Findings.remark(status).map { [$0] } ?? []
        if status.omitted > 0 {
            remarks.append(
                "\(NumberText.grouped(Int(clamping: status.omitted))) posts and accounts changed so often that what they said last is not indexed."
            )
        }
        if query.omitted > 0 { remarks.append("Only the first \(SearchQuery.mostTerms) words are looked for.") }
        if !typed.isEmpty, query.isEmpty { remarks.append("There is no word in this that could be looked for.") }
        let before = try visit.query.number("before").map { Int64($0) }
        let limit = min(1_000, max(1, try visit.query.number("count") ?? Self.page))
        let sight = try findings.sight(visit)
        let (found, next, leftOut) = try found(field, query, words, sight, before: before, limit: limit)
        let counts = try SearchResultsView.Field.allCases.map { field in
            let place = SearchField(field)
            let count = try words.count(query, in: place, upTo: Self.counted)
            return (field: field, count: count, isCounted: count < Self.counted)
        }
        return Result(
            view: SearchResultsView(
                query: typed, field: field,
                counts: counts.filter { [.posts, .accounts, .objects].contains($0.field) || $0.field == field },
                found: found, next: next.map { Self.address(field, typed) + "&before=\($0)" }, remarks: remarks),
            leftOut: leftOut)
    }

    private static func address(_ field: SearchResultsView.Field, _ typed: String) -> String {
        "/search?q=\(PathText.encoded(typed))&in=\(field.rawValue)"
    }

    private func found(
        _ field: SearchResultsView.Field, _ query: SearchQuery, _ words: SearchIndex, _ sight: FindingSight,
        before: Int64?,
        limit: Int
    ) throws -> (SearchResultsView.Found, next: Int64?, leftOut: Int) {
        let page = try words.find(query, in: SearchField(field), before: before, limit: limit)
        switch field {
        case .posts:
            let (cards, leftOut) = try PostCards(readers: desk.readers, sight: sight)
                .cards(page.numbers.map { CaseItem(number: $0, isEvent: false) }, query: query)
            return (.posts(cards), page.next, leftOut)
        case .accounts:
            let lines = try desk.readers.accountLines(page.numbers)
            let seen = lines.filter { sight.account($0.key) }
            return (
                .accounts(
                    seen.map {
                        SearchResultsView.Account(
                            name: .init(text: $0.handle ?? $0.key.value, address: FindingAddress.account($0.number)),
                            key: $0.key, created: $0.created)
                    }), page.next, lines.count - seen.count
            )
        case .links, .hashtags, .objects:
            let lines = try desk.readers.objects(page.numbers).filter { line in
                switch field {
                case .links: line.object.trace == .url || line.object.trace == .domain
                case .hashtags: line.object.trace == .hashtag
                default: true
                }
            }
            let seen = lines.filter { sight.object($0.object) }
            return (
                .objects(
                    try seen.map { line in
                        let count = try words.itemCount(onObject: line.number, upTo: Self.counted)
                        return SearchResultsView.Object(
                            object: .init(line.object, address: FindingAddress.object(line.number)),
                            platform: line.platform, posts: count, isCounted: count < Self.counted)
                    }), page.next, lines.count - seen.count
            )
        }
    }

    private func show(_ visit: Visit) throws -> SitePage {
        let result = try result(visit)
        return SearchResultsPage.page(
            result.view, address: { Self.address($0, result.view.query) },
            frame: desk.frame(visit, leftOut: result.leftOut))
    }

    private func table(_ visit: Visit) throws -> TwinTable {
        let result = try result(visit)
        func table(_ columns: [TwinTable.Column], _ rows: [[TwinTable.Cell]]) -> TwinTable {
            TwinTable(
                "search", caption: "What was found.", columns: columns, rows: rows, leftOut: result.leftOut,
                next: result.view.next)
        }
        switch result.view.found {
        case .posts(let cards):
            return table(
                [
                    .init("post", "Post"), .init("time", "Time"), .init("account", "Account"),
                    .init("platform", "Platform"),
                    .init("text", "Text"),
                ],
                cards.map {
                    [
                        .text($0.address), .time($0.time), .text($0.author.text), .words($0.platform.name),
                        .text($0.text),
                    ]
                })
        case .accounts(let accounts):
            return table(
                [
                    .init("account", "Account"), .init("platform", "Platform"), .init("key", "Key"),
                    .init("page", "Page"),
                ],
                accounts.map {
                    [.text($0.name.text), .words($0.key.platform.name), .text($0.key.value), .text($0.name.address)]
                })
        case .objects(let objects):
            return table(
                [
                    .init("object", "Object"), .init("trace", "Trace"), .init("posts", "Posts", isNumber: true),
                    .init("page", "Page"),
                ],
                objects.map {
                    [
                        .text($0.object.object.value), .words($0.object.object.trace.name), .count($0.posts),
                        .text($0.object.address),
                    ]
                })
        }
    }
}

extension SearchField {
    init(_ field: SearchResultsView.Field) {
        switch field {
        case .posts: self = .posts
        case .accounts: self = .accounts
        case .links, .hashtags, .objects: self = .objects
        }
    }
}
