package import Records

/// A post in a list of a page: who, when, what it says, what it acts on, and where it stands in which file.
package struct PostCard: Sendable {
    /// An object of the post.
    package struct Object: Sendable {
        package var object: TracedObject
        /// Its page.
        package var address: String

        package init(_ object: TracedObject, address: String) {
            self.object = object
            self.address = address
        }
    }

    /// The post's page.
    package var address: String
    package var author: EdgeList.Name
    package var platform: Platform
    package var time: Instant
    package var text: String
    /// What was looked for in the text: offsets in its UTF-8.
    package var marks: [Range<Int>]
    /// Whether the text goes on before and after.
    package var isCut: (before: Bool, after: Bool)
    /// Where the post can be opened on its platform, as far as is known.
    package var web: String?
    package var identifier: String
    package var isRepost: Bool
    package var objects: [Object]
    /// The file and the record that it was first read from.
    package var file: String
    package var row: Int

    package init(
        address: String, author: EdgeList.Name, platform: Platform, time: Instant, text: String,
        marks: [Range<Int>] = [], isCut: (before: Bool, after: Bool) = (false, false), web: String?, identifier: String,
        isRepost: Bool, objects: [Object], file: String, row: Int
    ) {
        self.address = address
        self.author = author
        self.platform = platform
        self.time = time
        self.text = text
        self.marks = marks
        self.isCut = isCut
        self.web = web
        self.identifier = identifier
        self.isRepost = isRepost
        self.objects = objects
        self.file = file
        self.row = row
    }

    /// Characters of a text in a list; the post's page has it whole.
    private static let excerpt = 420
    private static let mostObjects = 12

    /// - Parameter order: a word before the author: which of two came first.
    func markup(order: Markup = "") -> Markup {
        let place: Markup = order.isEmpty ? "" : "<span class=\"order\">\(order)</span> "
        let repost: Markup = isRepost ? " <span class=\"tag\">repost</span>" : ""
        return """
            <article>
            <p class="by">\(place)<b>\(author.markup)</b> <span class="soft">\(platform.title)</span>\(repost)</p>
            <p class="at"><a href="\(address)">\(TimeText.element(time))</a></p>
            \(words)\(acts)<p class="cite">\(source)</p>
            </article>

            """
    }

    private var words: Markup {
        if text.isEmpty { return "<p class=\"none\">The source has no text for this post.</p>\n" }
        if !marks.isEmpty {
            return """
                <blockquote dir="auto">\(isCut.before ? "… " as Markup : "")\(MarkedText.markup(text, marks))\
                \(isCut.after ? " …" as Markup : "")</blockquote>

                """
        }
        let clip = VisibleText.clipped(text, to: Self.excerpt)
        let rest: Markup = clip.isClipped || isCut.after ? "… <a href=\"\(address)\">the whole post</a>" : ""
        return "<blockquote dir=\"auto\">\(VisibleText.markup(clip.text))\(rest)</blockquote>\n"
    }

    private var acts: Markup {
        if objects.isEmpty { return "" }
        var items = Markup()
        for object in objects.prefix(Self.mostObjects) {
            // A text is what stands above already.
            let name: Markup =
                object.object.trace == .text ? "this text" : foreign(object.object.value, upTo: 48)
            items += """
                <li><span class="soft">\(object.object.trace.nouns.one)</span> <a href="\(object.address)">\(name)</a></li>

                """
        }
        let more: Markup =
            objects.count > Self.mostObjects
            ? "<li><a href=\"\(address)\">\(objects.count - Self.mostObjects) more</a></li>\n" : ""
        return "<ul class=\"acts\">\n\(items)\(more)</ul>\n"
    }

    private var source: Markup {
        let web: Markup = self.web.map { "\(Reporting.address($0)) · " } ?? ""
        let name: Markup =
            identifier.isEmpty ? "" : "post <span class=\"mono\">\(foreign(identifier, upTo: 60))</span> · "
        return "\(web)\(name)\(foreign(file, upTo: 60)), record \(row)"
    }
}

/// A text with what was looked for set off.
enum MarkedText {
    /// - Parameter marks: offsets in the text's UTF-8, ascending, none touching another.
    static func markup(_ text: String, _ marks: [Range<Int>]) -> Markup {
        let bytes = Array(text.utf8)
        var markup = Markup()
        var place = 0
        func piece(_ range: Range<Int>) -> Markup {
            VisibleText.markup(String(decoding: bytes[range], as: UTF8.self))
        }
        for mark in marks where mark.lowerBound >= place && mark.upperBound <= bytes.count {
            markup += piece(place..<mark.lowerBound)
            markup += "<mark>\(piece(mark))</mark>"
            place = mark.upperBound
        }
        return markup + piece(place..<bytes.count)
    }
}

/// Posts one below another, or a sentence where there are none.
enum PostCardList {
    static func markup(_ cards: [PostCard], empty: Markup) -> Markup {
        if cards.isEmpty { return "<p class=\"none\">\(empty)</p>\n" }
        return "<div class=\"posts\">\n\(cards.map { $0.markup() }.joined())</div>\n"
    }
}
