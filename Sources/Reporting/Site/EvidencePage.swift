package import Records

/// The pages of the evidence room: the log and what can be done there, records, exhibits, and what a check found.
package enum EvidencePage {
    /// What a visitor may do, each with its form; nil where they may not.
    package struct Forms: Sendable {
        package var verifies: Bool
        package var checkpoint: FormDraft?
        package var package: FormDraft?
        package var exhibit: FormDraft?

        package init(verifies: Bool, checkpoint: FormDraft?, package: FormDraft?, exhibit: FormDraft?) {
            self.verifies = verifies
            self.checkpoint = checkpoint
            self.package = package
            self.exhibit = exhibit
        }
    }

    /// The room.
    /// - Parameters:
    ///   - key: whose key signs; nil where the case has none.
    ///   - exhibits: labels, for the form that asks for a package.
    package static func page(
        figures: [(name: Markup, count: Int, link: String?)], checkpoint: [(name: Markup, value: Markup)],
        hasKey: Bool, exhibits: [String], forms: Forms, log: TwinTable, address: String, frame: SitePage.Frame
    ) -> SitePage {
        SitePage(
            "Evidence", section: .evidence, frame: frame,
            lede: """
                Originals byte for byte, records of how each was got, and a log that only grows of who did what with them: \
                what a court can check without us.
                """,
            main: SiteParts.figures(figures) + verify(forms, frame)
                + SiteParts.section(
                    "checkpoint", "Last checkpoint",
                    (checkpoint.isEmpty
                        ? "<p class=\"none\">Nothing was signed yet.</p>\n" : SiteParts.facts(checkpoint))
                        + sign(forms.checkpoint, hasKey, frame))
                + SiteParts.section("package", "Package", ask(forms.package, exhibits, frame))
                + SiteParts.section("log", "Custody log", log.markup(address: address)))
    }

    private static func verify(_ forms: Forms, _ frame: SitePage.Frame) -> Markup {
        guard forms.verifies else { return "" }
        return SiteForm(action: "/evidence/verify", token: frame.formToken).markup(
            """
            <p class="field"><button type="submit">Verify now</button> <span class="hint">Every entry of the log, every \
            checkpoint and time-stamp, every object by its hash, every record and exhibit.</span></p>
            """)
    }

    private static func sign(_ draft: FormDraft?, _ hasKey: Bool, _ frame: SitePage.Frame) -> Markup {
        guard let draft else { return "" }
        guard hasKey else {
            return """
                <p class="none">The case has no key to sign with: 'daylight evidence key' makes one, at the machine that \
                keeps the case.</p>

                """
        }
        return SiteParts.entry(
            "Sign a checkpoint", action: "/evidence/checkpoints", token: frame.formToken, draft: draft,
            draft.line(
                "passphrase", "Passphrase of the case's key", kind: "password", isRequired: true,
                hint: "it is used once, and kept nowhere") + SiteField.button("Sign"))
    }

    private static func ask(_ draft: FormDraft?, _ exhibits: [String], _ frame: SitePage.Frame) -> Markup {
        let words: Markup = """
            <p class="prose">A package leaves the house only when two people want it: one asks, another approves, and \
            whoever publishes makes it. <a href="/evidence/packages">What was asked for</a>.</p>

            """
        guard let draft else { return words }
        return words
            + SiteParts.entry(
                "Ask for a package", action: "/evidence/packages", token: frame.formToken, draft: draft,
                draft.choice(
                    "tlp", "To whom it may be shown", TrafficLight.allCases.map { ($0.rawValue, $0.label) },
                    chosen: "amber")
                    + draft.line(
                        "exhibits", "Only these exhibits",
                        hint:
                            "\(exhibits.isEmpty ? "the case has none" : exhibits.joined(separator: ", ")); all where this is left empty"
                    )
                    + draft.line("to", "For whom it is", isRequired: true)
                    + draft.line("reason", "Why", isRequired: true) + SiteField.button("Ask"))
    }

    // MARK: Check

    /// What a check found.
    package static func check(
        problems: TwinTable, notes: [String], stamps: [String],
        figures: [(name: Markup, count: Int, link: String?)], root: String, frame: SitePage.Frame
    ) -> SitePage {
        let verdict: Markup =
            problems.rows.isEmpty
            ? "<p class=\"told done\" role=\"status\">✓ Everything is as it was left.</p>\n"
            : """
            <p class="told refused" role="alert">✗ \(problems.rows.count) \(problems.rows.count == 1 ? "thing is" : "things are") \
            not as they were left. Do not change anything; what is wrong stands below.</p>

            """
        return SitePage(
            "Verified now", section: .evidence, frame: frame, trail: [("Evidence", "/evidence")],
            main: verdict + SiteParts.figures(figures)
                + SiteParts.facts([("Root of the log", SiteParts.digest(root))])
                + SiteParts.section("problems", "Problems", problems.markup(address: "/evidence"))
                + SiteParts.section(
                    "notes", "To be known",
                    notes.isEmpty && stamps.isEmpty
                        ? "<p class=\"none\">Nothing.</p>\n" : SiteParts.notes(notes + stamps)))
    }

    // MARK: Records

    package static func records(_ table: TwinTable, address: String, frame: SitePage.Frame) -> SitePage {
        SitePage(
            "Records", section: .evidence, frame: frame, trail: [("Evidence", "/evidence")],
            lede: "Each says how something was got, how well it is vouched for, and what it does not show.",
            main: table.markup(address: address))
    }

    /// One record.
    package static func record(
        _ identifier: String, facts: [(name: Markup, value: Markup)], limits: [String],
        observed: [(kind: String, value: String)], files: TwinTable, exhibits: [String], frame: SitePage.Frame
    ) -> SitePage {
        let seen: Markup =
            observed.isEmpty
            ? ""
            : SiteParts.section(
                "observed", "What was seen in it",
                SiteParts.facts(observed.map { ("\($0.kind)", foreign($0.value, upTo: 600)) }))
        let cited: Markup = exhibits.map { "<a href=\"/exhibits#\($0)\">\(foreign($0))</a>" }.joined(", ")
        return SitePage(
            "Record \(identifier.prefix(12))…", section: .evidence, frame: frame,
            trail: [("Evidence", "/evidence"), ("Records", "/evidence/records")],
            main: SiteParts.facts(
                facts + [
                    ("SHA-256", SiteParts.digest(identifier)),
                    ("Exhibits", exhibits.isEmpty ? "<span class=\"none\">none relies on it</span>" : cited),
                    (
                        "Who did what with it",
                        "<a href=\"/evidence?object=\(identifier)\">its entries of the custody log</a>"
                    ),
                ])
                + SiteParts.section("limits", "What it does not show", SiteParts.notes(limits)) + seen
                + SiteParts.section("files", "Files", files.markup(address: "/evidence/records/\(identifier)")))
    }

    // MARK: Exhibits

    package struct Exhibit: Sendable {
        package var label: String
        package var title: String
        package var statement: String
        package var preparedBy: String
        package var supporting: [String]
        package var contradicting: [String]
        package var sources: Int
        package var digest: String

        package init(
            label: String, title: String, statement: String, preparedBy: String, supporting: [String],
            contradicting: [String], sources: Int, digest: String
        ) {
            self.label = label
            self.title = title
            self.statement = statement
            self.preparedBy = preparedBy
            self.supporting = supporting
            self.contradicting = contradicting
            self.sources = sources
            self.digest = digest
        }
    }

    package static func exhibits(
        _ exhibits: [Exhibit], _ table: TwinTable, address: String, draft: FormDraft?, frame: SitePage.Frame
    ) -> SitePage {
        var parts = Markup()
        for exhibit in exhibits { parts += section(exhibit) }
        let form: Markup =
            draft.map { draft in
                SiteParts.entry(
                    "Enter an exhibit", action: "/exhibits", token: frame.formToken, draft: draft,
                    draft.line("label", "Label", isRequired: true, hint: "as EX-1; findings and letters cite it")
                        + draft.line("title", "What it is", isRequired: true)
                        + draft.text(
                            "statement", "What it is relied on for, in one sentence", rows: 2, isRequired: true)
                        + draft.text(
                            "records", "Records that support it, one a line", isRequired: true,
                            hint: "by their SHA-256 or its beginning")
                        + draft.text(
                            "against", "Records that speak against it, one a line",
                            hint: "say what does, if you looked for it and found it")
                        + SiteField.button("Enter"))
            } ?? ""
        return SitePage(
            "Exhibits", section: .evidence, frame: frame, trail: [("Evidence", "/evidence")],
            lede: "What records are relied on for, and what speaks against it.",
            main: table.markup(address: address) + parts + form)
    }

    private static func section(_ exhibit: Exhibit) -> Markup {
        func list(_ title: Markup, _ records: [String], _ empty: Markup) -> (Markup, Markup) {
            let items: Markup = records.map { record in
                "<a class=\"mono\" href=\"/evidence/records/\(record)\">\(String(record.prefix(12)))…</a>"
            }.joined(" ")
            return (title, records.isEmpty ? "<span class=\"none\">\(empty)</span>" : items)
        }
        return """
            <section id="\(exhibit.label)">
            <h2>\(foreign(exhibit.label)): \(foreign(exhibit.title))</h2>
            <p class="lede">\(foreign(exhibit.statement))</p>
            \(SiteParts.facts([
                list("Supported by", exhibit.supporting, "nothing"),
                list("Contradicted by", exhibit.contradicting, "nothing that was named"),
                ("Independent sources", "\(exhibit.sources)"), ("Prepared by", foreign(exhibit.preparedBy)),
                ("SHA-256", SiteParts.digest(exhibit.digest)),
            ]))</section>

            """
    }

    // MARK: Packages

    package static func packages(
        _ table: TwinTable, address: String, draft: FormDraft?, ready: [(number: Int64, words: String)],
        frame: SitePage.Frame
    ) -> SitePage {
        var forms = Markup()
        if let draft, !ready.isEmpty {
            forms = SiteParts.entry(
                "Make a package that was approved", action: "/evidence/packages/make", token: frame.formToken,
                draft: draft,
                draft.choice("number", "Which", ready.map { ("\($0.number)", $0.words) })
                    + draft.line(
                        "passphrase", "Passphrase of the case's key", kind: "password", isRequired: true,
                        hint: "it is used once, and kept nowhere") + SiteField.button("Make"))
        }
        return SitePage(
            "Packages", section: .evidence, frame: frame, trail: [("Evidence", "/evidence")],
            lede: "Asked for by one, approved by another, made by whoever publishes.",
            main: table.markup(address: address) + forms)
    }
}
