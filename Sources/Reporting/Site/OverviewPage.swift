package import Records

/// What a case holds, what changed, and what is due.
package struct OverviewView: Sendable {
    package struct Figure: Sendable {
        package var name: String
        package var count: Int
        /// Where that which is counted stands; nil where no page shows it.
        package var link: String?

        package init(_ name: String, _ count: Int, link: String?) {
            self.name = name
            self.count = count
            self.link = link
        }
    }

    /// Something that changed.
    package struct Event: Sendable {
        package var time: Instant
        package var what: String
        package var link: String?

        package init(time: Instant, what: String, link: String?) {
            self.time = time
            self.what = what
            self.link = link
        }
    }

    /// Something with a clock.
    package struct Duty: Sendable {
        package var name: String
        package var due: Instant
        /// `in 3 d 4 h`, `2 d late`.
        package var left: String
        package var isLate: Bool
        package var link: String?

        package init(name: String, due: Instant, left: String, isLate: Bool, link: String?) {
            self.name = name
            self.due = due
            self.left = left
            self.isLate = isLate
            self.link = link
        }
    }

    /// What came in.
    package var material: [Figure]
    /// What the last run found.
    package var findings: [Figure]
    /// The last run: its number and when it was made.
    package var lastRun: (number: Int64, made: Instant?)?
    /// What the platform side and the registers hold.
    package var registers: [Figure]
    /// The newest first.
    package var changes: [Event]
    /// What is due next first.
    package var duties: [Duty]
    /// What the reader must know: imports that stopped halfway.
    package var notes: [String]

    package init(
        material: [Figure], findings: [Figure], lastRun: (number: Int64, made: Instant?)?, registers: [Figure],
        changes: [Event], duties: [Duty], notes: [String]
    ) {
        self.material = material
        self.findings = findings
        self.lastRun = lastRun
        self.registers = registers
        self.changes = changes
        self.duties = duties
        self.notes = notes
    }
}

package enum OverviewPage {
    package static func page(_ view: OverviewView, frame: SitePage.Frame) -> SitePage {
        SitePage(
            "Overview", section: .overview, frame: frame,
            twins: [("CSV", "/overview.csv"), ("JSON", "/overview.json")],
            main: """
                \(notes(view))<section aria-labelledby="findings">
                <h2 id="findings">Findings</h2>
                \(findings(view))</section>
                <section aria-labelledby="material">
                <h2 id="material">What is in the case</h2>
                \(figures(view.material, "Nothing was imported yet."))</section>
                <section aria-labelledby="registers">
                <h2 id="registers">What was written down</h2>
                \(figures(view.registers, "No cohort, notice, claim or assessment was entered yet."))</section>
                <section aria-labelledby="due">
                <h2 id="due">What is due</h2>
                \(duties(view))</section>
                <section aria-labelledby="changed">
                <h2 id="changed">What changed</h2>
                \(changes(view))</section>

                """)
    }

    private static func notes(_ view: OverviewView) -> Markup {
        view.notes.map { note in "<p class=\"told note\">\(note)</p>\n" as Markup }.joined()
    }

    private static func findings(_ view: OverviewView) -> Markup {
        guard let run = view.lastRun else {
            return """
                <p class="none">Nothing was searched yet. <a href="/imports">Bring material into the case</a>, then \
                <a href="/jobs/new">search it</a>.</p>

                """
        }
        let made: Markup = run.made.map { ", made \(TimeText.element($0))" } ?? ""
        return """
            <p>Of <a href="/runs/\(raw: Int(run.number))">run \(raw: Int(run.number))</a>\(made).</p>
            \(figures(view.findings, "It found nothing."))
            """
    }

    private static func figures(_ figures: [OverviewView.Figure], _ empty: Markup) -> Markup {
        let present = figures.filter { $0.count > 0 }
        if present.isEmpty { return "<p class=\"none\">\(empty)</p>\n" }
        var cells = Markup()
        for figure in present {
            let count: Markup = figure.link.map { "<a href=\"\($0)\">\(figure.count)</a>" } ?? "\(figure.count)"
            cells += "<div><dt>\(figure.name)</dt><dd>\(count)</dd></div>\n"
        }
        return "<dl class=\"figures\">\n\(cells)</dl>\n"
    }

    private static func duties(_ view: OverviewView) -> Markup {
        if view.duties.isEmpty { return "<p class=\"none\">No obligation is open.</p>\n" }
        return Table(
            caption: "Open obligations, the next first.", label: "Due",
            columns: [.text("Obligation"), .text("Due"), .text("Left")],
            rows: view.duties.map { duty in
                [
                    link(foreign(duty.name, upTo: 80), duty.link), TimeText.element(duty.due),
                    duty.isLate ? "<strong>\(duty.left)</strong>" : "\(duty.left)",
                ]
            }
        ).markup()
    }

    private static func changes(_ view: OverviewView) -> Markup {
        if view.changes.isEmpty { return "<p class=\"none\">Nothing yet.</p>\n" }
        return Table(
            caption: "The newest first.", label: "Changes", columns: [.text("When"), .text("What")],
            rows: view.changes.map { [TimeText.element($0.time), link(foreign($0.what, upTo: 160), $0.link)] }
        ).markup()
    }

    private static func link(_ text: Markup, _ address: String?) -> Markup {
        address.map { "<a href=\"\($0)\">\(text)</a>" } ?? text
    }
}
