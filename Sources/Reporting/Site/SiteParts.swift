/// Pieces that pages of the site have in common.
package enum SiteParts {
    /// What a page is about, a name and a value a line.
    package static func facts(_ facts: [(name: Markup, value: Markup)]) -> Markup {
        var lines = Markup()
        for fact in facts { lines += "<div><dt>\(fact.name)</dt><dd>\(fact.value)</dd></div>\n" }
        return "<dl class=\"facts\">\n\(lines)</dl>\n"
    }

    /// Numbers, each with a way to what it counts.
    package static func figures(_ figures: [(name: Markup, count: Int, link: String?)]) -> Markup {
        var cells = Markup()
        for figure in figures {
            cells += "<div><dt>\(figure.name)</dt><dd>\(link("\(figure.count)", figure.link))</dd></div>\n"
        }
        return "<dl class=\"figures\">\n\(cells)</dl>\n"
    }

    package static func link(_ text: Markup, _ address: String?) -> Markup {
        address.map { "<a href=\"\($0)\">\(text)</a>" } ?? text
    }

    /// A SHA-256, whole.
    package static func digest(_ digest: String) -> Markup { "<span class=\"mono hash\">\(digest)</span>" }

    /// Sentences that are to be known; nothing where there are none.
    package static func notes(_ notes: [String]) -> Markup {
        if notes.isEmpty { return "" }
        var items = Markup()
        for note in notes { items += "<li>\(foreign(note))</li>\n" }
        return "<ul class=\"notes\">\n\(items)</ul>\n"
    }

    /// What a list is narrowed by: fields that become the address.
    package static func filters(_ action: String, _ fields: Markup, button: Markup = "Show") -> Markup {
        "<div class=\"filters\">\n"
            + SiteForm(action: action, method: .get).markup(fields + SiteField.button(button)) + "</div>\n"
    }

    /// A form that opens on demand, and stands open where it was refused.
    package static func entry(
        _ title: Markup, action: String, token: String, draft: FormDraft, hasFiles: Bool = false, _ fields: Markup
    ) -> Markup {
        "<section class=\"entry\">\n"
            + disclosure(
                title, isOpen: draft.fault != nil,
                draft.told + SiteForm(action: action, token: token, hasFiles: hasFiles).markup(fields))
            + "</section>\n"
    }

    /// A heading with its section.
    package static func section(_ anchor: Markup, _ title: Markup, _ content: Markup) -> Markup {
        "<section aria-labelledby=\"\(anchor)\">\n<h2 id=\"\(anchor)\">\(title)</h2>\n\(content)</section>\n"
    }
}

/// A form of a page with what was typed into it, when it was refused: nobody types a letter twice.
///
/// The fields of several forms on one page are told apart by the form's name before theirs: `notice_sent`.
package struct FormDraft: Sendable {
    package struct Fault: Sendable {
        /// The field without the form's name; nil where the whole is at fault.
        package var field: String?
        package var detail: String

        package init(field: String?, detail: String) {
            self.field = field
            self.detail = detail
        }
    }

    /// The form's name, in front of its fields'.
    package let form: String
    /// By the fields' bare names.
    package var values: [String: String]
    package var fault: Fault?

    package init(_ form: String, values: [String: String] = [:], fault: Fault? = nil) {
        self.form = form
        self.values = values
        self.fault = fault
    }

    /// The draft where it is of the form of that name, and an empty one otherwise.
    package func of(_ form: String) -> FormDraft { self.form == form ? self : FormDraft(form) }

    private static let fields = Set(["passphrase", "key"])

    /// What was wrong, above the form: the field's own reason stands at the field, too.
    var told: Markup {
        guard let fault else { return "" }
        return "<p class=\"told refused\" role=\"alert\">Nothing was entered: \(fault.detail)</p>\n"
    }

    private func refusal(_ field: String) -> String? { fault?.field == field ? fault?.detail : nil }

    package func line(
        _ field: String, _ label: Markup, kind: String = "text", value: String = "", isRequired: Bool = false,
        hint: Markup = ""
    ) -> Markup {
        SiteField.line(
            "\(form)_\(field)", label, value: kind == "password" ? "" : values[field] ?? value, kind: kind,
            isRequired: isRequired, hint: hint, refusal: refusal(field))
    }

    package func text(
        _ field: String, _ label: Markup, rows: Int = 4, value: String = "", isRequired: Bool = false, hint: Markup = ""
    ) -> Markup {
        SiteField.text(
            "\(form)_\(field)", label, value: Self.fields.contains(field) ? "" : values[field] ?? value, rows: rows,
            isRequired: isRequired, hint: hint, refusal: refusal(field))
    }

    package func choice(
        _ field: String, _ label: Markup, _ options: [(value: String, title: String)], chosen: String = "",
        hint: Markup = ""
    ) -> Markup {
        SiteField.choice(
            "\(form)_\(field)", label, options, chosen: values[field] ?? chosen, hint: hint, refusal: refusal(field))
    }
}
