package import Records

/// What happened, on one axis: networks, what platforms disclosed, what they were told and answered, what was gone when,
/// what was claimed and what was owed.
package struct TimelineView: Sendable {
    package struct Event: Sendable {
        package var lane: Lane
        package var first: Instant
        package var last: Instant
        package var title: String
        package var link: String?
        /// Whether it is a duty that was missed or done late.
        package var isLate: Bool

        package init(
            _ lane: Lane, _ first: Instant, _ last: Instant, title: String, link: String?, isLate: Bool = false
        ) {
            self.lane = lane
            self.first = first
            self.last = last
            self.title = title
            self.link = link
            self.isLate = isLate
        }
    }

    package enum Lane: String, Sendable, CaseIterable {
        case network, exposure, notice, answer, takedown, disclosure, claim, obligation

        package var title: String {
            switch self {
            case .network: "Networks act"
            case .exposure: "Made known"
            case .notice: "Notices"
            case .answer: "Answers"
            case .takedown: "First found gone"
            case .disclosure: "Disclosures"
            case .claim: "Claims"
            case .obligation: "Duties due"
            }
        }
    }

    /// In order of time.
    package var events: [Event]

    package init(events: [Event]) { self.events = events }
}

package enum TimelinePage {
    package static func page(
        _ view: TimelineView, lanes: Set<TimelineView.Lane>, span: (since: String, until: String), table: TwinTable,
        address: String, frame: SitePage.Frame
    ) -> SitePage {
        let ticks = SiteField.ticks(
            "lane", "What", TimelineView.Lane.allCases.map { ($0.rawValue, $0.title) },
            chosen: Set(lanes.map(\.rawValue)))
        let drawing: Markup =
            view.events.isEmpty
            ? "<p class=\"none\">Nothing lies in this time.</p>\n" : TimelineDrawing(view: view).figure()
        return SitePage(
            "Timeline", section: .timeline, frame: frame,
            lede: "What happened, what was said and what was owed, on one axis in UTC.",
            main: SiteParts.filters(
                "/timeline",
                SiteField.line("since", "Since", value: span.since, hint: "a day, 2024-11-01")
                    + SiteField.line("until", "Until", value: span.until, hint: "a day, 2025-03-31")
                    + disclosure("Which lanes", ticks))
                + drawing + SiteParts.section("events", "As a table", table.markup(address: address)))
    }
}

/// The timeline as lanes: a stroke for a moment, a bar for a stretch.
struct TimelineDrawing {
    let view: TimelineView

    private static let width = 1100.0
    private static let left = 150.0
    private static let right = 1080.0
    private static let lane = 44.0

    private var lanes: [TimelineView.Lane] {
        let present = Set(view.events.map(\.lane))
        return TimelineView.Lane.allCases.filter(present.contains)
    }

    func figure() -> Markup {
        let first = view.events.map(\.first).min() ?? Instant(milliseconds: 0)
        let last = view.events.map(\.last).max() ?? first
        let margin = max(86_400_000, (last.milliseconds - first.milliseconds) / 40)
        let axis = TimeAxis(
            from: Instant(milliseconds: first.milliseconds - margin),
            to: Instant(milliseconds: last.milliseconds + margin), most: 9)
        let height = Self.lane * Double(lanes.count) + 50
        var rows = Markup()
        for (number, lane) in lanes.enumerated() { rows += row(lane, at: Self.lane * Double(number) + 10, axis) }
        let count = Words.count(view.events.count, "event", "events")
        return """
            <figure class="timeline">
            <div class="scroll" tabindex="0" role="region" aria-label="Timeline">
            <svg viewBox="0 0 1100 \(at: height)" role="group" aria-label="\(count) from \(TimeText.date(first)) to \
            \(TimeText.date(last)); the table below lists them.">
            \(grid(axis, bottom: height - 36))\(rows)</svg>
            </div>
            <figcaption>A stroke is a moment, a bar a stretch, or all that is known of when. Everything stands in the table \
            below, too.</figcaption>
            </figure>

            """
    }

    private func x(_ time: Instant, _ axis: TimeAxis) -> Double {
        Self.left + (Self.right - Self.left) * axis.position(time)
    }

    private func grid(_ axis: TimeAxis, bottom: Double) -> Markup {
        var markup = Markup()
        for tick in axis.ticks {
            let x = x(tick.time, axis)
            markup += """
                <line class="grid" x1="\(at: x)" x2="\(at: x)" y1="6" y2="\(at: bottom)"/>
                <text class="tick" x="\(at: x)" y="\(at: bottom + 14)" text-anchor="middle">\(tick.label)</text>
                <text class="soft tick" x="\(at: x)" y="\(at: bottom + 28)" text-anchor="middle">\(tick.context)</text>

                """
        }
        return markup
    }

    private func row(_ lane: TimelineView.Lane, at top: Double, _ axis: TimeAxis) -> Markup {
        let middle = top + Self.lane / 2 - 4
        var marks = Markup()
        let events = view.events.filter { $0.lane == lane }
        for (number, event) in events.enumerated() {
            // What lies close together is set off against each other, so that each can be told and pointed at.
            let y = middle + Double(number % 3 - 1) * 9
            let (from, to) = (x(event.first, axis), x(event.last, axis))
            let late: Markup = event.isLate ? " late" : ""
            let shape: Markup =
                to - from > 3
                ? "<path class=\"stretch\(late)\" d=\"M\(at: from) \(at: y)H\(at: to)\"/>"
                : "<path class=\"event\(late)\" d=\"M\(at: from) \(at: y - 7)V\(at: y + 7)\"/><circle class=\"event\(late)\" cx=\"\(at: from)\" cy=\"\(at: y)\" r=\"3\"/>"
            let titled: Markup = "<title>\(TimeText.date(event.first)): \(event.title)</title>\(shape)"
            marks += event.link.map { "<a href=\"\($0)\">\(titled)</a>\n" } ?? "<g>\(titled)</g>\n"
        }
        return """
            <line class="lane" x1="\(at: Self.left)" x2="\(at: Self.right)" y1="\(at: middle)" y2="\(at: middle)"/>
            <text class="row-name" x="\(at: Self.left - 12)" y="\(at: middle + 4)" text-anchor="end">\(lane.title)</text>
            \(marks)
            """
    }
}
