package import Records

/// What was found by words.
package struct SearchResultsView: Sendable {
    package enum Field: String, Sendable, CaseIterable {
        case posts, accounts, links, hashtags, objects

        package var title: String {
            switch self {
            case .posts: "Posts"
            case .accounts: "Accounts"
            case .links: "Links and domains"
            case .hashtags: "Hashtags"
            case .objects: "Everything shared"
            }
        }
    }

    package struct Account: Sendable {
        package var name: EdgeList.Name
        package var key: AccountKey
        package var created: Instant?

        package init(name: EdgeList.Name, key: AccountKey, created: Instant?) {
            self.name = name
            self.key = key
            self.created = created
        }
    }

    package struct Object: Sendable {
        package var object: PostCard.Object
        package var platform: Platform?
        package var posts: Int
        package var isCounted: Bool

        package init(object: PostCard.Object, platform: Platform?, posts: Int, isCounted: Bool) {
            self.object = object
            self.platform = platform
            self.posts = posts
            self.isCounted = isCounted
        }
    }

    package enum Found: Sendable {
        case posts([PostCard])
        case accounts([Account])
        case objects([Object])
    }

    package var query: String
    package var field: Field
    /// How many there are of each field, counted up to a limit; nil where it was not counted.
    package var counts: [(field: Field, count: Int, isCounted: Bool)]
    package var found: Found
    /// Where the list goes on.
    package var next: String?
    /// What the reader must know: what is not indexed yet, what was not looked for.
    package var remarks: [String]

    package init(
        query: String, field: Field, counts: [(field: Field, count: Int, isCounted: Bool)], found: Found, next: String?,
        remarks: [String]
    ) {
        self.query = query
        self.field = field
        self.counts = counts
        self.found = found
        self.next = next
        self.remarks = remarks
    }
}

package enum SearchResultsPage {
    /// - Parameter address: of one field's results for the same words.
    package static func page(
        _ view: SearchResultsView, address: (SearchResultsView.Field) -> String, frame: SitePage.Frame
    ) -> SitePage {
        SitePage(
            "Search", section: .search, frame: frame,
            main: """
                \(form(view))\(view.remarks.map { "<p class=\"told note\">\($0)</p>\n" as Markup }.joined())\
                \(view.query.isEmpty ? help : tabs(view, address) + found(view) + Further.markup(view.next, "Further"))
                """)
    }

    private static func form(_ view: SearchResultsView) -> Markup {
        """
        <form class="find wide" role="search" action="/search" method="get">
        <label for="q" class="hidden">Words</label>
        <input id="q" name="q" type="search" value="\(view.query)" maxlength="400" autocomplete="off">
        \(SiteField.hidden("in", view.field.rawValue))<button type="submit">Search</button>
        </form>

        """
    }

    private static let help: Markup = """
        <p class="prose">All words are wanted, in any order. Words in quotation marks stand in a row: <code>"say it"</code>. A \
        star stands for any ending: <code>elect*</code>. Case and accents do not matter. Posts are found by what they say and \
        what is said in their videos, accounts by every name and description they had. Every search is in the audit.</p>

        """

    private static func tabs(_ view: SearchResultsView, _ address: (SearchResultsView.Field) -> String) -> Markup {
        var items = Markup()
        for entry in view.counts {
            let count: Markup = "\(entry.count)\(entry.isCounted ? "" : "+" as Markup)"
            items +=
                entry.field == view.field
                ? "<li><a aria-current=\"page\" href=\"\(address(entry.field))\">\(entry.field.title) \(count)</a></li>\n"
                : "<li><a href=\"\(address(entry.field))\">\(entry.field.title) \(count)</a></li>\n"
        }
        return "<nav class=\"tabs\" aria-label=\"What is found\"><ul>\n\(items)</ul></nav>\n"
    }

    private static func found(_ view: SearchResultsView) -> Markup {
        let none: Markup = "Nothing of this kind holds all of these words."
        switch view.found {
        case .posts(let cards): return PostCardList.markup(cards, empty: none)
        case .accounts(let accounts):
            if accounts.isEmpty { return "<p class=\"none\">\(none)</p>\n" }
            return Table(
                caption: "Accounts that were called so, or said so, at any time.", label: "Accounts",
                columns: [.text("Account"), .text("Platform"), .text("Key"), .text("Made")],
                rows: accounts.map { account in
                    [
                        account.name.markup, "\(account.key.platform.title)",
                        "<span class=\"mono\">\(foreign(account.key.value, upTo: 60))</span>",
                        account.created.map { TimeText.element($0) }
                            ?? "<span class=\"none\" title=\"not known\">–</span>",
                    ]
                }
            ).markup()
        case .objects(let objects):
            if objects.isEmpty { return "<p class=\"none\">\(none)</p>\n" }
            return Table(
                caption: "What posts share.", label: "Objects",
                columns: [.text("Object"), .text("Kind"), .number("Posts")],
                rows: objects.map { found in
                    [
                        "<a href=\"\(found.object.address)\">\(foreign(found.object.object.value, upTo: 120))</a>",
                        "\(found.object.object.trace.nouns.one)\(found.platform.map { " on \($0.title)" as Markup } ?? "")",
                        "<a href=\"\(found.object.address)\">\(found.posts)\(found.isCounted ? "" : "+" as Markup)</a>",
                    ]
                }
            ).markup()
        }
    }
}
