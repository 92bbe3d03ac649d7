package import Records

/// What the page of a package of evidence shows.
package struct PackageView: Sendable {
    /// An exhibit.
    package struct Exhibit: Sendable {
        package var label: String
        package var title: String
        /// What it is relied on for.
        package var statement: String
        package var preparedBy: String
        package var supporting: [String]
        package var contradicting: [String]
        /// Techniques by somebody's list, and the category of the Breakout Scale.
        package var remarks: [String]

        package init(
            label: String, title: String, statement: String, preparedBy: String, supporting: [String],
            contradicting: [String], remarks: [String]
        ) {
            self.label = label
            self.title = title
            self.statement = statement
            self.preparedBy = preparedBy
            self.supporting = supporting
            self.contradicting = contradicting
            self.remarks = remarks
        }
    }

    /// A record.
    package struct Record: Sendable {
        package var identifier: String
        /// Its entry in the custody log.
        package var entry: Int
        package var subject: String
        /// The names of its files with their SHA-256 and where they stand in the package.
        package var files: [(name: String, sha256: String, path: String?)]
        /// Where it stands in the package.
        package var path: String

        package init(
            identifier: String, entry: Int, subject: String,
            files: [(name: String, sha256: String, path: String?)], path: String
        ) {
            self.identifier = identifier
            self.entry = entry
            self.subject = subject
            self.files = files
            self.path = path
        }
    }

    package var version: String
    package var origin: String
    package var marking: TrafficLight
    package var exhibits: [Exhibit]
    package var records: [Record]
    /// Records that are not among them.
    package var further: Int
    package var limits: [(text: String, records: Int)]
    package var omissions: [(what: String, reason: String)]
    /// Facts about the checkpoint and the key: what, and its value.
    package var seals: [(what: String, value: String)]

    package init(
        version: String, origin: String, marking: TrafficLight, exhibits: [Exhibit], records: [Record], further: Int,
        limits: [(text: String, records: Int)], omissions: [(what: String, reason: String)],
        seals: [(what: String, value: String)]
    ) {
        self.version = version
        self.origin = origin
        self.marking = marking
        self.exhibits = exhibits
        self.records = records
        self.further = further
        self.limits = limits
        self.omissions = omissions
        self.seals = seals
    }
}

/// The page in a package of evidence: what is in it, what it does not show, and how to check it.
///
/// It points to nothing outside and opens nothing inside: an original may be a page that does harm when it is opened.
package enum PackageReport {
    /// The whole page. The same view gives the same text.
    package static func html(_ view: PackageView) -> String {
        Page(
            version: view.version, title: "Evidence of \(view.origin)",
            header: """
                <header>
                <p class="kicker"><span class="sun"></span>Daylight <span class="soft">a package of evidence</span></p>
                <h1>\(foreign(view.origin))</h1>
                <p class="subject"><strong>\(view.marking.label)</strong> \(reach(view.marking))</p>
                </header>
                """,
            contents: """
                <nav aria-label="Contents">
                <ol>
                <li><a href="#exhibits">Exhibits</a></li>
                <li><a href="#limits">What it does not show</a></li>
                <li><a href="#records">Records and files</a></li>
                <li><a href="#checking">How to check it</a></li>
                </ol>
                </nav>
                """,
            main: """
                \(exhibits(view))\(limits(view))\(records(view))\(checking(view))
                """,
            claim: """
                Originals are in the folders beside it, byte for byte as they were kept; one that is a web page may do harm when a \
                browser opens it.
                """
        ).html
    }

    private static func reach(_ marking: TrafficLight) -> Markup {
        switch marking {
        case .clear: "It may be shown to anybody."
        case .green: "It may be shown in the community that works on this, and not in public."
        case .amber: "It may be shown in the recipient's organisation and to its clients, to those who need it."
        case .amberStrict: "It may be shown in the recipient's organisation alone, to those who need it."
        case .red: "It is for the people it was given to, and nobody else."
        }
    }

    private static func exhibits(_ view: PackageView) -> Markup {
        var parts = Markup()
        for exhibit in view.exhibits {
            parts += """
                <h3>\(foreign(exhibit.label)): \(foreign(exhibit.title))</h3>
                <p>\(foreign(exhibit.statement))</p>
                <p class="soft">Relied on by \(foreign(exhibit.preparedBy)). \(exhibit.supporting.count) records support it, \
                \(exhibit.contradicting.count) speak against it.</p>

                """
            for remark in exhibit.remarks { parts += "<p class=\"soft\">\(foreign(remark))</p>\n" }
            parts += list("Support it", exhibit.supporting) + list("Speak against it", exhibit.contradicting)
        }
        if view.exhibits.isEmpty {
            parts +=
                "<p class=\"none\">No exhibit is in the package: it says what was observed, and concludes nothing.</p>\n"
        }
        return "<section id=\"exhibits\">\n<h2>Exhibits</h2>\n\(parts)</section>\n"
    }

    /// Ids that are shown of a list; the whole stands in the exhibit's file.
    private static let mostIdentifiers = 50

    private static func list(_ title: Markup, _ identifiers: [String]) -> Markup {
        if identifiers.isEmpty { return "" }
        var items = Markup()
        for identifier in identifiers.prefix(mostIdentifiers) {
            items += "<li><span class=\"mono hash\">\(identifier)</span></li>\n"
        }
        let rest = identifiers.count - mostIdentifiers
        if rest > 0 { items += "<li>and \(rest) more, in the exhibit's file</li>\n" }
        return disclosure(title, "<ul>\n\(items)</ul>\n")
    }

    private static func limits(_ view: PackageView) -> Markup {
        var items = Markup()
        for limit in view.limits {
            items += "<li>\(foreign(limit.text)) <span class=\"soft\">(\(limit.records) records)</span></li>\n"
        }
        var left = Markup()
        for omission in view.omissions {
            left += "<li>\(foreign(omission.what)): \(foreign(omission.reason))</li>\n"
        }
        let omitted: Markup =
            left.isEmpty ? "<p>Nothing was left out.</p>\n" : "<h3>Left out of the package</h3>\n<ul>\n\(left)</ul>\n"
        return """
            <section id="limits">
            <h2>What it does not show</h2>
            <p>Each record says what was not seen, what failed or how it was chosen:</p>
            <ul class="notes">
            \(items)</ul>
            \(omitted)</section>

            """
    }

    private static func records(_ view: PackageView) -> Markup {
        let table = Table(
            caption: "The entry is the line of data/custody.ndjson that recorded it.", label: "Records",
            columns: [.text("Record"), .number("Entry"), .text("What it is about"), .text("Files"), .text("Where")],
            rows: view.records.map { record in
                var files = Markup()
                for file in record.files {
                    files += """
                        <div>\(foreign(file.name, upTo: 80)) <span class="mono hash">\(file.sha256)</span> \
                        <span class="soft">\(file.path ?? "not in the package")</span></div>

                        """
                }
                return [
                    "<span class=\"mono hash\">\(record.identifier)</span>", "\(record.entry)",
                    foreign(record.subject, upTo: 200), files, "<span class=\"mono\">\(record.path)</span>",
                ]
            })
        let further: Markup =
            view.further == 0 ? "" : "<p>\(view.further) records more are in the package's files.</p>\n"
        return "<section id=\"records\">\n<h2>Records and files</h2>\n\(table.markup())\(further)</section>\n"
    }

    private static func checking(_ view: PackageView) -> Markup {
        let table = Table(
            caption: "Compare the key's SHA-256 with what its holder published, not with this page.", label: "Seals",
            columns: [.text("What"), .text("Value")],
            rows: view.seals.map { [foreign($0.what), "<span class=\"mono hash\">\($0.value)</span>"] })
        return """
            <section id="checking">
            <h2>How to check it</h2>
            \(table.markup())<p>With nothing but openssl and sha256sum: <code>sh VERIFY.txt</code> in the package's folder. With \
            Daylight: <code>daylight evidence verify PACKAGE --public-key KEY --holder NAME</code>. Both say what they could not \
            check.</p>
            </section>

            """
    }
}
