import Attribution
package import Records

/// The pages of questions and assessments: who is behind it, how likely that is, and who signed it.
package enum AssessmentPage {
    package static func list(
        _ table: TwinTable, address: String, draft: FormDraft?, frame: SitePage.Frame
    ) -> SitePage {
        let form: Markup =
            draft.map { draft in
                SiteParts.entry(
                    "Ask a question", action: "/assessments", token: frame.formToken, draft: draft,
                    draft.line("name", "A short name", isRequired: true)
                        + draft.line("text", "What is asked", isRequired: true)
                        + draft.choice(
                            "layer", "Layer", AttributionLayer.allCases.map { ($0.rawValue, $0.title) })
                        + draft.text(
                            "hypotheses", "Hypotheses, a table with a header", rows: 6, isRequired: true,
                            hint: """
                                hypothesis, text, prior, role (rival, innocent or other), with commas between: \
                                H1,"the crew meant it",0.1..0.3,rival
                                """)
                        + SiteField.button("Ask"))
            } ?? ""
        return SitePage(
            "Assessments", section: .assessments, frame: frame,
            lede: """
                Explanations weighed against each other, in probabilities with their intervals. Nothing is published without a \
                second person's signature.
                """, main: table.markup(address: address) + form)
    }

    /// What a question's or an assessment's page has besides what it says.
    package struct Forms: Sendable {
        package var row: FormDraft?
        package var rating: FormDraft?
        package var sign: FormDraft?
        package var approve: FormDraft?
        /// Why the visitor cannot approve; empty where they can, or nothing is to be approved.
        package var why: String
        /// What statements about the question may rest on: signed assessments of the layer below.
        package var below: [String]

        package init(
            row: FormDraft?, rating: FormDraft?, sign: FormDraft?, approve: FormDraft?, why: String, below: [String]
        ) {
            self.row = row
            self.rating = rating
            self.sign = sign
            self.approve = approve
            self.why = why
            self.below = below
        }
    }

    /// - Parameter base: the address of the page without what narrows it, for its forms.
    package static func page(
        _ view: AttributionView, _ forms: Forms, links: [(title: String, address: String)], table: TwinTable,
        base: String, address: String, frame: SitePage.Frame
    ) -> SitePage {
        let others: Markup =
            links.isEmpty
            ? ""
            : "<p>\(links.map { "<a href=\"\($0.address)\">\(foreign($0.title))</a>" as Markup }.joined(" · "))</p>\n"
        return SitePage(
            view.signed?.statement.name ?? view.question.name, section: .assessments, frame: frame,
            trail: [("Assessments", "/assessments")],
            lede: "\(foreign(view.question.text)) <span class=\"soft\">From \(view.question.layer.title).</span>",
            main: others + AttributionReport.sections(view)
                + SiteParts.section("signatures", "Signatures", signatures(view) + approving(forms, base, frame))
                + SiteParts.section("table", "The numbers as a table", table.markup(address: address))
                + entering(view, forms, base, frame))
    }

    private static func signatures(_ view: AttributionView) -> Markup {
        guard let signed = view.signed else {
            return "<p class=\"none\">Nobody has signed an assessment of this question on this page.</p>\n"
        }
        var lines: [(name: Markup, value: Markup)] = [
            (
                "Author",
                "\(foreign(signed.statement.author)), with \(foreign(signed.signer)), \(foreign(signed.statement.time.description))"
            )
        ]
        for approval in signed.approvals { lines.append(("Second person", foreign(approval))) }
        if signed.approvals.isEmpty { lines.append(("Second person", "<strong>nobody: not for publication</strong>")) }
        lines.append(("SHA-256", SiteParts.digest(signed.digest)))
        return SiteParts.facts(lines)
    }

    private static func key(_ draft: FormDraft) -> Markup {
        draft.line("holder", "Whose key it is, as it was made", isRequired: true)
            + draft.text(
                "key", "Your secret key, PEM", rows: 4, isRequired: true,
                hint: "the file that 'daylight cohort key' made; it is used once, and kept nowhere")
            + draft.line("passphrase", "Its passphrase", kind: "password")
    }

    private static func approving(_ forms: Forms, _ base: String, _ frame: SitePage.Frame) -> Markup {
        guard let draft = forms.approve else {
            return forms.why.isEmpty ? "" : "<p class=\"told note\">\(forms.why)</p>\n"
        }
        return SiteParts.entry(
            "Stand behind it as the second person", action: base + "/approve", token: frame.formToken, draft: draft,
            draft.line("remark", "A remark, in one line") + key(draft) + SiteField.button("Approve and sign"))
    }

    private static func entering(
        _ view: AttributionView, _ forms: Forms, _ base: String, _ frame: SitePage.Frame
    ) -> Markup {
        var parts = Markup()
        if let draft = forms.row { parts += rowForm(draft, view, base, frame) }
        if let draft = forms.rating {
            parts += SiteParts.entry(
                "Enter what a rater holds to be likely", action: base + "/ratings", token: frame.formToken,
                draft: draft,
                draft.line("rater", "Who judges", isRequired: true)
                    + draft.choice(
                        "row", "Of",
                        [("", "the hypotheses themselves")] + view.rows.map { ($0.row.id, "row \($0.row.id)") })
                    + draft.text(
                        "judge", "Judgements, one a line", isRequired: true, hint: "H1=0.4; H1+H2=0.5; not H3=0.7")
                    + draft.line("note", "Note") + SiteField.button("Enter"))
        }
        if let draft = forms.sign { parts += signForm(draft, view, forms.below, base, frame) }
        return parts.isEmpty ? "" : SiteParts.section("entering", "Work on it", parts)
    }

    private static func rowForm(
        _ draft: FormDraft, _ view: AttributionView, _ base: String, _ frame: SitePage.Frame
    ) -> Markup {
        let names = view.question.hypotheses.map(\.id).joined(separator: ", ")
        return SiteParts.entry(
            "Enter a row of evidence", action: base + "/rows", token: frame.formToken, draft: draft,
            draft.line("row", "A short name", isRequired: true)
                + draft.text(
                    "observed", "What was observed", rows: 2, isRequired: true, hint: "what is inferred belongs below")
                + draft.text("records", "Records or exhibits it rests on, SHA-256, one a line", rows: 2)
                + draft.line("source", "Who says it", isRequired: true) + draft.line("address", "Where it can be read")
                + draft.line("date", "When it was observed or published")
                + draft.line(
                    "grade", "Grade of the source and of what it says", isRequired: true,
                    hint: "A to F and 1 to 6, as B2")
                + draft.choice("class", "Class", EvidenceClass.allCases.map { ($0.rawValue, $0.rawValue) })
                + draft.choice("access", "Access", EvidenceAccess.allCases.map { ($0.rawValue, $0.rawValue) })
                + draft.choice(
                    "origin", "It says only where somebody or something comes from", [("", "no"), ("yes", "yes")])
                + draft.text(
                    "lr", "How many times as likely it is under each hypothesis, one a line",
                    hint: "H1=2..5, rest=1; hypotheses are \(names); empty where raters are to judge")
                + draft.line("source_group", "Sources that are right or wrong together")
                + draft.line("dependency_group", "Rows that follow from one another") + draft.line("note", "Note")
                + SiteField.button("Enter"))
    }

    private static func signForm(
        _ draft: FormDraft, _ view: AttributionView, _ below: [String], _ base: String, _ frame: SitePage.Frame
    ) -> Markup {
        SiteParts.entry(
            "Sign a statement about one hypothesis", action: base + "/sign", token: frame.formToken, draft: draft,
            draft.line("name", "A name for the assessment", isRequired: true)
                + draft.choice(
                    "hypothesis", "Hypothesis", view.question.hypotheses.map { ($0.id, "\($0.id): \($0.text)") })
                + draft.text(
                    "sentence", "What is said, in one sentence", rows: 2, isRequired: true,
                    hint: "without words of likelihood or confidence: those are made of the numbers")
                + draft.choice(
                    "confidence", "Confidence", Confidence.allCases.map { ($0.rawValue, $0.rawValue) },
                    hint: "never more than the evidence allows")
                + draft.text("grounds", "Why confidence is what it is, in a sentence", rows: 2, isRequired: true)
                + draft.text("alternatives", "What else would explain it, one a line", rows: 3, isRequired: true)
                + draft.text("limits", "What was not seen, failed or is biased, one a line", rows: 3, isRequired: true)
                + draft.choice(
                    "responsibility", "From operator to sponsor: how far the state answers for it",
                    [("", "not of that layer")] + StateResponsibility.allCases.map { ($0.rawValue, $0.rawValue) })
                + draft.choice(
                    "rests_on", "It rests on", [("", "nothing below: the first layer")] + below.map { ($0, $0) })
                + key(draft) + SiteField.button("Sign"))
    }
}
