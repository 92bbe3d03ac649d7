package import Records

/// A page of the server: what every page has around what it says itself.
///
/// A page works without JavaScript, loads nothing but the style sheet and scripts of the program itself, and can be
/// skipped through by keyboard. Nothing in it is styled or scripted in line: its Content-Security-Policy forbids both.
package struct SitePage: Sendable {
    /// What stands around every page for this visit.
    package var frame: Frame
    /// The page's name, for the heading and the window.
    package var title: String
    /// Which entry of the navigation is marked as the present one; nil for pages below none.
    package var section: SiteSection?
    /// Where the page lies below others: `[("Runs", "/runs")]`.
    package var trail: [(title: String, address: String)] = []
    /// A sentence below the heading; empty for none.
    package var lede: Markup = ""
    /// The same in other forms: `[("CSV", "/runs.csv")]`.
    package var twins: [(title: String, address: String)] = []
    package var main: Markup
    /// Names of scripts among the assets that this page needs, beside the one that every page has.
    package var scripts: [String] = []
    /// After how many seconds a browser without scripts asks again; nil for never.
    package var again: Int?

    package init(
        _ title: String, section: SiteSection?, frame: Frame, trail: [(title: String, address: String)] = [],
        lede: Markup = "", twins: [(title: String, address: String)] = [], scripts: [String] = [], main: Markup
    ) {
        self.title = title
        self.section = section
        self.frame = frame
        self.trail = trail
        self.lede = lede
        self.twins = twins
        self.scripts = scripts
        self.main = main
    }

    /// What stands around every page: the case, the person, what is to be told.
    package struct Frame: Sendable {
        /// The program and its version: `daylight 0.1.0`.
        package var version: String
        /// The case's name; empty before somebody has signed in.
        package var caseName: String
        /// The marking of the whole case, under which the page stands.
        package var marking: TrafficLight
        /// Who looks at it; nil before somebody has signed in.
        package var person: Person?
        /// When the page was made.
        package var made: Instant
        /// The address of the page, for its print and for coming back.
        package var address: String
        /// The token that forms of this session carry; empty where there is no session.
        package var formToken: String
        /// What has just happened, and what is to be known before reading.
        package var messages: [Message]
        /// How many things the page leaves out because they are marked above the person's clearance.
        package var leftOut: Int

        package init(
            version: String, caseName: String, marking: TrafficLight, person: Person?, made: Instant, address: String,
            formToken: String = "", messages: [Message] = [], leftOut: Int = 0
        ) {
            self.version = version
            self.caseName = caseName
            self.marking = marking
            self.person = person
            self.made = made
            self.address = address
            self.formToken = formToken
            self.messages = messages
            self.leftOut = leftOut
        }
    }

    package struct Person: Sendable {
        package var name: String
        /// As the navigation needs them: the sections that this person may open.
        package var sections: [SiteSection]
        package var clearance: TrafficLight
        /// Words for the roles: `analyst, reviewer`.
        package var roles: String
        /// Whether it is the one person of a server on their own machine, who needs no way out.
        package var isLocal: Bool

        package init(
            name: String, sections: [SiteSection], clearance: TrafficLight, roles: String, isLocal: Bool
        ) {
            self.name = name
            self.sections = sections
            self.clearance = clearance
            self.roles = roles
            self.isLocal = isLocal
        }
    }

    package struct Message: Sendable {
        package enum Kind: Sendable { case done, note, refused }

        package var kind: Kind
        package var text: String

        package init(_ kind: Kind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// The document in UTF-8.
    package var bytes: [UInt8] { document.bytes }

    private var document: Markup {
        """
        <!DOCTYPE html>
        <html lang="en" dir="ltr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="\(frame.version)">
        <title>\(title)\(frame.caseName.isEmpty ? "" : " · \(frame.caseName)" as Markup) · Daylight</title>
        <link rel="icon" href="/assets/sun.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/site.css">
        <script src="/assets/site.js" defer></script>
        \(refresh)\(scripts.map { name in "<script type=\"module\" src=\"/assets/\(name)\"></script>\n" as Markup }.joined())</head>
        <body class="site">
        <a class="skip" href="#main">Skip to the page</a>
        \(banner)\(masthead)\(navigation)<main id="main" tabindex="-1">
        \(heading)\(told)\(main)</main>
        \(footer)</body>
        </html>

        """
    }

    private var refresh: Markup {
        again.map { "<noscript><meta http-equiv=\"refresh\" content=\"\(raw: $0)\"></noscript>\n" } ?? ""
    }

    private var banner: Markup {
        guard frame.person != nil else { return "" }
        return """
            <p class="marking tlp-\(frame.marking.rawValue == "amber+strict" ? "strict" : frame.marking.rawValue)">\
            <abbr title="Traffic Light Protocol 2.0">\(frame.marking.label)</abbr> \
            <span>\(Self.circle(frame.marking))</span></p>

            """
    }

    /// To whom a marking lets something be shown, in a few words.
    package static func circle(_ light: TrafficLight) -> Markup {
        switch light {
        case .clear: "for everybody"
        case .green: "for the community, not for the public"
        case .amber: "for this organisation and its clients, where they need to know"
        case .amberStrict: "for this organisation alone"
        case .red: "for those it is shown to, nobody else"
        }
    }

    private var masthead: Markup {
        let person: Markup =
            frame.person.map { person in
                let way: Markup =
                    person.isLocal
                    ? "<span class=\"soft\">on this machine</span>"
                    : SiteForm(action: "/logout", token: frame.formToken).markup(
                        "<button class=\"plain\" type=\"submit\">Sign out</button>")
                return """
                    <div class="person"><a href="/account">\(foreign(person.name))</a> <span class="soft">\(person.roles)\
                    </span> \(way)</div>

                    """
            } ?? ""
        return """
            <header class="masthead">
            <p class="kicker"><span class="sun" aria-hidden="true"></span><a href="/">Daylight</a> \
            <span class="soft">\(frame.caseName.isEmpty ? "" : foreign(frame.caseName))</span></p>
            \(person)</header>

            """
    }

    private var navigation: Markup {
        guard let person = frame.person else { return "" }
        var groups = Markup()
        for group in SiteSection.Group.allCases {
            let entries = person.sections.filter { $0.group == group }
            if entries.isEmpty { continue }
            var items = Markup()
            for entry in entries {
                items +=
                    entry == section
                    ? "<li><a href=\"\(entry.address)\" aria-current=\"page\">\(entry.title)</a></li>\n"
                    : "<li><a href=\"\(entry.address)\">\(entry.title)</a></li>\n"
            }
            groups += """
                <li><span class="group" id="nav-\(group.rawValue)">\(group.title)</span>
                <ul aria-labelledby="nav-\(group.rawValue)">
                \(items)</ul></li>

                """
        }
        let search: Markup =
            person.sections.contains(.search)
            ? """
            <form class="find" role="search" action="/search" method="get">
            <label for="find" class="hidden">Search the case</label>
            <input id="find" name="q" type="search" placeholder="Name, word, link" autocomplete="off" \
            maxlength="400" data-key="/">
            <button type="submit">Search</button>
            </form>

            """ : ""
        return """
            <nav class="sections" aria-label="Pages">
            \(search)<ul>
            \(groups)</ul>
            </nav>

            """
    }

    private var heading: Markup {
        var path = Markup()
        if !trail.isEmpty {
            for step in trail { path += "<li><a href=\"\(step.address)\">\(step.title)</a></li>\n" }
            path = "<nav class=\"trail\" aria-label=\"Above this page\"><ol>\n\(path)</ol></nav>\n"
        }
        var forms = Markup()
        if !twins.isEmpty {
            for twin in twins { forms += " <a href=\"\(twin.address)\" download>\(twin.title)</a>" }
            forms = "<p class=\"twins\"><span class=\"soft\">The same as</span>\(forms)</p>\n"
        }
        return """
            \(path)<div class="head"><h1>\(foreign(title))</h1>
            \(forms)</div>
            \(lede.isEmpty ? "" : "<p class=\"lede\">\(lede)</p>\n" as Markup)
            """
    }

    private var told: Markup {
        var told = Markup()
        for message in frame.messages {
            switch message.kind {
            case .done: told += "<p class=\"told done\" role=\"status\">\(message.text)</p>\n"
            case .note: told += "<p class=\"told note\">\(message.text)</p>\n"
            case .refused: told += "<p class=\"told refused\" role=\"alert\">\(message.text)</p>\n"
            }
        }
        if frame.leftOut > 0, let person = frame.person {
            told += """
                <p class="told note">\(frame.leftOut) \(frame.leftOut == 1 ? "thing is" : "things are") left out here: marked \
                above your clearance, \(person.clearance.label).</p>

                """
        }
        return told
    }

    private var footer: Markup {
        let place: Markup =
            frame.person == nil
            ? "" : "<span class=\"address\">\(foreign(frame.address, upTo: 200))</span> · "
        return """
            <footer>
            <p>\(place)Made \(TimeText.element(frame.made)), all times in UTC (+00:00). \(frame.version) · \
            <a href="/help">Help and keys</a></p>
            </footer>

            """
    }
}
