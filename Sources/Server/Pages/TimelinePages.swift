import Briefing
import Exchange
import Records
import Reporting
import Workspace

/// The timeline: each event under its own marking, what has none under the case's.
struct TimelinePages {
    let desk: Desk
    private let kept = Recent<CaseVersion, TimelineFilling>(most: 1, age: 60_000)

    init(desk: Desk) { self.desk = desk }

    var endpoints: [Endpoint] {
        Endpoint.table(
            "/timeline", name: "getTimeline", "What happened, was said and was owed, on one axis.", .read,
            parameters: [
                .query("since", .text, "Only what lies on this day or later."),
                .query("until", .text, "Only what lies on this day or before."),
                .query("lane", .choice(TimelineView.Lane.allCases.map(\.rawValue)), "Only these; repeat it for more."),
            ], { try table($0) }, show: { visit, table in try page(visit, table) })
    }

    private func lanes(_ visit: Visit) -> Set<TimelineView.Lane> {
        let named = Set(visit.query.all("lane").compactMap(TimelineView.Lane.init))
        return named.isEmpty ? Set(TimelineView.Lane.allCases) : named
    }

    private func events(_ visit: Visit) throws -> (shown: [TimelineView.Event], leftOut: Int) {
        func day(_ name: String) throws -> Day? {
            guard let text = visit.query[name] else { return nil }
            guard let day = Day(text) else { throw Refusal.bad("'\(name)' is a day, as 2024-11-24.") }
            return day
        }
        let (since, until) = (try day("since"), try day("until"))
        let sight = try desk.sight(visit)
        let lanes = lanes(visit)
        let filling = try kept.value(desk.readers.version(), at: visit.now) {
            try TimelineFilling(desk.folder, at: visit.now, encoded: PathText.encoded)
        }
        let wanted = filling.dated.filter { dated in
            lanes.contains(dated.event.lane) && (since.map { Day(of: dated.event.last) >= $0 } ?? true)
                && (until.map { Day(of: dated.event.first) <= $0 } ?? true)
        }
        let seen = wanted.filter { dated in
            dated.reference.map { sight.sees($0.kind, $0.id) } ?? sight.seesCase
        }
        return (seen.map(\.event), wanted.count - seen.count)
    }

    private func table(_ visit: Visit) throws -> TwinTable {
        let (events, leftOut) = try events(visit)
        let (shown, part) = try visit.part(events)
        return TwinTable(
            "timeline", caption: "In order of time.",
            columns: [
                .init("kind", "What"), .init("first", "From"), .init("last", "To"), .init("title", "In words"),
                .init("late", "Late"),
            ],
            rows: shown.map { event in
                [
                    .words(event.lane.title), .time(event.first), .time(event.last == event.first ? nil : event.last),
                    .text(event.title, link: event.link), event.isLate ? .words("✗ late") : .missing,
                ]
            }, empty: "Nothing lies in this time.", leftOut: leftOut, part: part)
    }

    private func page(_ visit: Visit, _ table: TwinTable) throws -> SitePage {
        TimelinePage.page(
            TimelineView(events: try events(visit).shown), lanes: lanes(visit),
            span: (visit.query["since"] ?? "", visit.query["until"] ?? ""), table: table, address: visit.narrowed,
            frame: desk.frame(visit))
    }
}
