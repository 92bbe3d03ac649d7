package import Records

/// The pages of jobs: the list, and one.
package enum JobPage {
    /// A job as its page shows it.
    package struct View: Sendable {
        package var number: Int64
        /// `import of videos.json`.
        package var title: String
        package var state: String
        package var askedBy: String
        package var created: Instant
        package var started: Instant?
        package var ended: Instant?
        package var attempt: Int
        /// Whether it was told to stop.
        package var isStopping: Bool
        /// Whether nothing will change any more.
        package var isFinal: Bool
        package var step: (label: String, done: Int64, total: Int64?, unit: String)?
        package var message: String?
        /// What it was told, in words.
        package var settings: [(name: String, value: String)]
        /// What came of it.
        package var results: [(name: String, value: TwinTable.Cell)]
        /// What became of its files, where it had any.
        package var files: TwinTable?
        /// What was found to be wrong, and is worth knowing; for a verification.
        package var problems: [String]
        package var notes: [String]
        /// Whether the reader may stop it.
        package var canStop: Bool
        /// A form that begins the same again; nil for none.
        package var again: String?

        package init(
            number: Int64, title: String, state: String, askedBy: String, created: Instant, started: Instant?,
            ended: Instant?, attempt: Int, isStopping: Bool, isFinal: Bool,
            step: (label: String, done: Int64, total: Int64?, unit: String)?, message: String?,
            settings: [(name: String, value: String)], results: [(name: String, value: TwinTable.Cell)],
            files: TwinTable?, problems: [String], notes: [String], canStop: Bool, again: String?
        ) {
            self.number = number
            self.title = title
            self.state = state
            self.askedBy = askedBy
            self.created = created
            self.started = started
            self.ended = ended
            self.attempt = attempt
            self.isStopping = isStopping
            self.isFinal = isFinal
            self.step = step
            self.message = message
            self.settings = settings
            self.results = results
            self.files = files
            self.problems = problems
            self.notes = notes
            self.canStop = canStop
            self.again = again
        }
    }

    /// - Parameters:
    ///   - canBring: whether the reader may begin an index or a verification.
    ///   - canSearch: whether they may begin a search.
    package static func list(
        _ table: TwinTable, canBring: Bool, canSearch: Bool, isBusy: Bool, frame: SitePage.Frame, address: String
    ) -> SitePage {
        func begin(_ kind: String, _ title: Markup) -> Markup {
            SiteForm(action: "/jobs/\(kind)", token: frame.formToken).markup(SiteField.button(title))
        }
        var forms = Markup()
        if canSearch { forms += "<p class=\"field\"><a class=\"action\" href=\"/jobs/new\">Search the case…</a></p>\n" }
        if canBring { forms += begin("index", "Bring the index up to date") + begin("verify", "Verify everything") }
        var page = SitePage(
            "Jobs", section: .jobs, frame: frame,
            lede: "What takes longer than a page: imports, searches, verifications.",
            main: "\(forms.isEmpty ? "" : "<div class=\"actions\">\n\(forms)</div>\n" as Markup)"
                + table.markup(address: address))
        page.again = isBusy ? 15 : nil
        return page
    }

    /// One job.
    package static func one(_ view: View, frame: SitePage.Frame) -> SitePage {
        var page = SitePage(
            view.title.prefix(1).uppercased() + view.title.dropFirst(), section: .jobs, frame: frame,
            trail: [("Jobs", "/jobs")], lede: "Job \(raw: Int(view.number)) \(words(view))",
            scripts: view.isFinal ? [] : ["jobs.js"],
            main: progress(view) + message(view) + results(view) + wrong(view) + (view.files?.markup(address: "") ?? "")
                + facts(view) + again(view))
        page.twins = [("JSON", "/api/jobs/\(view.number)")]
        page.again = view.isFinal ? nil : 4
        page.stopForm(view)
        return page
    }

    private static func words(_ view: View) -> Markup {
        switch view.state {
        case "waiting": "waits for its turn."
        case "running": view.isStopping ? "stops as soon as it can." : "runs."
        case "done": "is done."
        case "failed": "failed."
        case "cancelled": "was stopped."
        default: "was interrupted."
        }
    }

    private static func progress(_ view: View) -> Markup {
        if view.isFinal { return "" }
        let step = view.step
        let bar: Markup =
            step.flatMap { step in
                step.total.map { total in
                    "<progress max=\"\(raw: Int(total))\" value=\"\(raw: Int(step.done))\" aria-labelledby=\"step\"></progress>"
                }
            } ?? "<progress aria-labelledby=\"step\"></progress>"
        let count: Markup =
            step.map { step in
                step.total.map { "\(amount(step.done, step.unit)) of \(amount($0, step.unit))" }
                    ?? amount(step.done, step.unit)
            } ?? ""
        let label = step?.label ?? (view.state == "waiting" ? "waiting for its turn" : "beginning")
        return """
            <div class="panel job" data-events="/api/jobs/\(raw: Int(view.number))/events" data-state="\(view.state)">
            <p id="step"><bdi data-label>\(label)</bdi></p>
            <p>\(bar) <span class="soft" data-count>\(count)</span></p>
            </div>

            """
    }

    private static func amount(_ count: Int64, _ unit: String) -> Markup {
        unit == "bytes" ? "\(NumberText.bytes(Int(clamping: count)))" : "\(Int(clamping: count)) \(unit)"
    }

    private static func message(_ view: View) -> Markup {
        view.message.map { "<p class=\"told refused\">\(foreign($0))</p>\n" } ?? ""
    }

    private static func results(_ view: View) -> Markup {
        if view.results.isEmpty { return "" }
        var cells = Markup()
        for result in view.results {
            cells += "<div><dt>\(result.name)</dt><dd>\(TwinTable.markup(result.value))</dd></div>\n"
        }
        return "<dl class=\"figures\">\n\(cells)</dl>\n"
    }

    private static func wrong(_ view: View) -> Markup {
        func items(_ texts: [String]) -> Markup { texts.map { "<li>\(foreign($0))</li>\n" as Markup }.joined() }
        var said = Markup()
        if !view.problems.isEmpty {
            said +=
                "<div class=\"told refused\"><p><strong>Not as it was left:</strong></p><ul>\n\(items(view.problems))</ul></div>\n"
        }
        if !view.notes.isEmpty {
            said += "<div class=\"notes\"><h2>To be known</h2>\n<ul>\n\(items(view.notes))</ul></div>\n"
        }
        return said
    }

    private static func facts(_ view: View) -> Markup {
        func row(_ name: Markup, _ value: Markup?) -> Markup {
            value.map { "<div><dt>\(name)</dt><dd>\($0)</dd></div>\n" } ?? ""
        }
        var rows = row("Asked for by", foreign(view.askedBy)) + row("Asked for", TimeText.element(view.created))
        rows += row("Begun", view.started.map(TimeText.element)) + row("Ended", view.ended.map(TimeText.element))
        if view.attempt > 1 {
            rows += row("Attempt", "\(view.attempt): the server ended while it ran, and it was begun again")
        }
        for setting in view.settings { rows += row("\(setting.name)", foreign(setting.value)) }
        return "<h2>What was asked</h2>\n<dl class=\"terms\">\n\(rows)</dl>\n"
    }

    private static func again(_ view: View) -> Markup {
        view.again.map { "<p><a href=\"\($0)\">Ask the same again, or with other settings</a></p>\n" } ?? ""
    }
}

extension SitePage {
    /// The button that stops a job.
    fileprivate mutating func stopForm(_ view: JobPage.View) {
        guard view.canStop, !view.isFinal, !view.isStopping else { return }
        main += SiteForm(action: "/jobs/\(view.number)/cancel", token: frame.formToken).markup(
            "<p class=\"field\"><button class=\"grave\" type=\"submit\">Stop it</button></p>")
    }
}
