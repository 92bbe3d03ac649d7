package import Records

/// The pages of what waits for a second person.
package enum ApprovalPage {
    /// A state by its sign and word.
    package static func words(_ state: String) -> String {
        switch state {
        case "waiting": "○ waiting"
        case "granted": "✓ allowed"
        case "refused": "✗ refused"
        default: "– void: what it was about has changed"
        }
    }

    package static func list(
        _ table: TwinTable, unsigned: [(name: String, author: String, link: String)], address: String,
        frame: SitePage.Frame
    ) -> SitePage {
        var items = Markup()
        for one in unsigned {
            items += """
                <li><a href="\(one.link)">\(foreign(one.name))</a>, signed by \(foreign(one.author))</li>

                """
        }
        let assessments: Markup =
            unsigned.isEmpty
            ? "<p class=\"none\">Every assessment has its second signature.</p>\n" : "<ul>\n\(items)</ul>\n"
        return SitePage(
            "Approvals", section: .approvals, frame: frame,
            lede: "What leaves the house, and who is held to be behind something, takes a second person.",
            main: SiteParts.section("requests", "Requests", table.markup(address: address))
                + SiteParts.section("assessments", "Assessments without a second signature", assessments))
    }

    /// One request.
    /// - Parameters:
    ///   - digest: of what it is about as it is now, which the decision names.
    ///   - draft: nil where the visitor cannot decide.
    ///   - why: why they cannot; empty where they can.
    package static func page(
        number: Int64, title: String, facts: [(name: Markup, value: Markup)], digest: String, draft: FormDraft?,
        why: String, table: TwinTable, frame: SitePage.Frame
    ) -> SitePage {
        let form: Markup
        if let draft {
            form = SiteParts.section(
                "decide", "Decide",
                draft.told
                    + SiteForm(action: "/approvals/\(number)", token: frame.formToken).markup(
                        SiteField.hidden("decision_digest", digest)
                            + draft.line("note", "A remark", hint: "it stays with the decision")
                                + """
                                <p class="field"><button type="submit" name="decision_choice" value="allow">Allow</button> \
                                <button type="submit" class="grave" name="decision_choice" value="refuse">Refuse</button></p>

                                """))
        } else {
            form = why.isEmpty ? "" : "<p class=\"told note\">\(why)</p>\n"
        }
        return SitePage(
            title, section: .approvals, frame: frame, trail: [("Approvals", "/approvals")],
            main: SiteParts.facts(facts) + form
                + SiteParts.section(
                    "before", "Everything that was asked under this name", table.markup(address: "/approvals/\(number)")
                ))
    }
}
