package import Coordination
package import Records

/// What appears or wakes: the alarms of a case, and the days of the topics that they are about.
package struct EmergenceView: Sendable {
    /// An alarm with what shows it.
    package struct Alarm: Sendable {
        package var alarm: EmergenceAlarm
        package var label: String
        /// The page of the topic's object; nil for the whole input.
        package var address: String?
        package var days: [DaySeriesDrawing.Bar]

        package init(alarm: EmergenceAlarm, label: String, address: String?, days: [DaySeriesDrawing.Bar]) {
            self.alarm = alarm
            self.label = label
            self.address = address
            self.days = days
        }
    }

    package var alarms: [Alarm]
    package var table: TwinTable
    package var notes: [String]
    package var notComputable: [NotComputable]
    package var judgedDays: Int
    package var topics: Int
    package var tests: Int
    package var topic: String

    package init(
        alarms: [Alarm], table: TwinTable, notes: [String], notComputable: [NotComputable], judgedDays: Int,
        topics: Int, tests: Int, topic: String
    ) {
        self.alarms = alarms
        self.table = table
        self.notes = notes
        self.notComputable = notComputable
        self.judgedDays = judgedDays
        self.topics = topics
        self.tests = tests
        self.topic = topic
    }
}

package enum EmergencePage {
    private static let lede: Markup = """
        The case is replayed day by day, and each day is judged with what was known at its end. An alarm is a reason to look, \
        not a finding: concerts, news and new features of the platform bring newcomers too.
        """
    /// Series that are drawn; the table has all alarms.
    package static let drawn = 12

    package static func page(_ view: EmergenceView, address: String, frame: SitePage.Frame) -> SitePage {
        SitePage(
            "Emergence", section: .emergence, frame: frame, lede: lede,
            main: """
                <dl class="figures">
                <div><dt>alarms</dt><dd><a href="#alarms">\(view.table.part?.total ?? view.alarms.count)</a></dd></div>
                <div><dt>days judged</dt><dd><a href="#notes">\(view.judgedDays)</a></dd></div>
                <div><dt>topics</dt><dd><a href="#notes">\(view.topics)</a></dd></div>
                <div><dt>tests</dt><dd><a href="#notes">\(view.tests)</a></dd></div>
                </dl>
                \(filter(view))<section aria-labelledby="alarms"><h2 id="alarms">Alarms</h2>
                \(view.table.markup(address: address))</section>
                \(series(view))<section aria-labelledby="notes"><h2 id="notes">What is to be known</h2>
                \(notes(view))</section>

                """)
    }

    /// Of a case that nothing was imported into.
    package static func empty(frame: SitePage.Frame) -> SitePage {
        SitePage(
            "Emergence", section: .emergence, frame: frame, lede: lede,
            main: """
                <p class="none">Nothing was imported yet. <a href="/imports">Bring material into the case</a> first.</p>

                """)
    }

    /// While it is being worked out.
    package static func underway(address: String, frame: SitePage.Frame) -> SitePage {
        SitePage(
            "Emergence", section: .emergence, frame: frame, lede: lede,
            main: """
                <p class="told note" role="status">The case is being replayed. It is read whole, once after each import. \
                <a href="\(address)">Look again</a>.</p>

                """)
    }

    private static func filter(_ view: EmergenceView) -> Markup {
        "<div class=\"filters\">\n"
            + SiteForm(action: "/emergence", method: .get).markup(
                SiteField.line(
                    "topic", "Topic", value: view.topic, kind: "search", hint: "#tag, or a sound, domain, address")
                    + SiteField.button("Show")) + "</div>\n"
    }

    private static func series(_ view: EmergenceView) -> Markup {
        var figures = Markup()
        var seen: Set<Topic> = []
        for alarm in view.alarms where !alarm.days.isEmpty && seen.insert(alarm.alarm.topic).inserted {
            let days = view.alarms.filter { $0.alarm.topic == alarm.alarm.topic }.map {
                (day: $0.alarm.raised, word: "\($0.alarm.measure.words) could be told")
            }
            let name =
                alarm.address.map { "<a href=\"\($0)\">\(foreign(alarm.label, upTo: 80))</a>" as Markup }
                ?? foreign(alarm.label)
            figures += DaySeriesDrawing(
                bars: alarm.days, marked: days, subject: "posts on \(alarm.label)",
                identifier: "series-\(seen.count)"
            ).figure("Posts a day on \(name). Shaded: the first day on which an alarm could be raised.")
            if seen.count == drawn { break }
        }
        return figures.isEmpty
            ? "" : "<section aria-labelledby=\"series\"><h2 id=\"series\">Day by day</h2>\n\(figures)</section>\n"
    }

    private static func notes(_ view: EmergenceView) -> Markup {
        let items =
            view.notes
            + view.notComputable.map {
                "\($0.platform.title): \($0.measure.words) cannot be told, since \($0.reason)."
            }
        return "<ul class=\"notes\">\n\(items.map { "<li>\(Words.sentence($0))</li>\n" as Markup }.joined())</ul>\n"
    }
}

extension Measure {
    /// What is counted, for people.
    package var words: String {
        switch self {
        case .firstSeen: "accounts seen for the first time"
        case .newlyCreated: "newly made accounts"
        case .dormant: "accounts that slept"
        case .generatedName: "accounts with names as machines make them"
        case .youngPosts: "posts of young accounts"
        case .createdTogether: "accounts made on the same days"
        }
    }
}
