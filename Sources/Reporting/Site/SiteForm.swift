/// A form of a page. Whatever a form changes, it changes by POST, and it carries the session's token, so that no other site
/// can send it in somebody's name.
package struct SiteForm: Sendable {
    package enum Method: Sendable { case get, post }

    /// Where it goes: an address of this server.
    package var action: String
    package var method: Method
    /// The session's token; not sent with GET.
    package var token: String
    /// Whether it sends files.
    package var hasFiles: Bool

    package init(action: String, method: Method = .post, token: String = "", hasFiles: Bool = false) {
        self.action = action
        self.method = method
        self.token = token
        self.hasFiles = hasFiles
    }

    /// The form's name for the token.
    package static let tokenField = "form_token"

    /// The form around its fields.
    package func markup(_ fields: Markup) -> Markup {
        let encoding: Markup = hasFiles ? " enctype=\"multipart/form-data\"" : ""
        return switch method {
        case .get: "<form method=\"get\" action=\"\(action)\">\n\(fields)\n</form>\n"
        case .post:
            """
            <form method="post" action="\(action)"\(encoding)>
            <input type="hidden" name="\(Self.tokenField)" value="\(token)">
            \(fields)
            </form>

            """
        }
    }
}

/// Fields of forms, each with its label and, where there was one, the reason for which it was refused.
package enum SiteField {
    /// What is typed into one line.
    /// - Parameters:
    ///   - kind: `text`, `password`, `search`, `number`, `date` …
    ///   - autocomplete: what a browser may fill in: `username`, `current-password`, `off`.
    package static func line(
        _ name: String, _ label: Markup, value: String = "", kind: String = "text", autocomplete: String = "off",
        isRequired: Bool = false, hint: Markup = "", refusal: String? = nil
    ) -> Markup {
        let told = notes(name, hint, refusal)
        return """
            <p class="field"><label for="f-\(name)">\(label)</label>
            <input id="f-\(name)" name="\(name)" type="\(kind)" value="\(value)" autocomplete="\(autocomplete)"\
            \(isRequired ? " required" as Markup : "")\(told.attributes)>\(told.markup)</p>

            """
    }

    /// A whole number.
    package static func number(
        _ name: String, _ label: Markup, value: Int?, from least: Int = 0, isRequired: Bool = false, hint: Markup = ""
    ) -> Markup {
        let told = notes(name, hint, nil)
        let shown: Markup = value.map { "\(raw: $0)" } ?? ""
        return """
            <p class="field"><label for="f-\(name)">\(label)</label>
            <input id="f-\(name)" name="\(name)" type="number" min="\(raw: least)" step="1" inputmode="numeric" \
            value="\(shown)"\(isRequired ? " required" as Markup : "")\(told.attributes)>\(told.markup)</p>

            """
    }

    /// What is typed into several lines.
    package static func text(
        _ name: String, _ label: Markup, value: String = "", rows: Int = 4, isRequired: Bool = false, hint: Markup = "",
        refusal: String? = nil
    ) -> Markup {
        let told = notes(name, hint, refusal)
        return """
            <p class="field"><label for="f-\(name)">\(label)</label>
            <textarea id="f-\(name)" name="\(name)" rows="\(raw: rows)"\(isRequired ? " required" as Markup : "")\
            \(told.attributes)>\(lines: value)</textarea>\(told.markup)</p>

            """
    }

    /// One of several.
    package static func choice(
        _ name: String, _ label: Markup, _ options: [(value: String, title: String)], chosen: String = "",
        hint: Markup = "", refusal: String? = nil
    ) -> Markup {
        let told = notes(name, hint, refusal)
        var items = Markup()
        for option in options {
            items +=
                option.value == chosen
                ? "<option value=\"\(option.value)\" selected>\(option.title)</option>\n"
                : "<option value=\"\(option.value)\">\(option.title)</option>\n"
        }
        return """
            <p class="field"><label for="f-\(name)">\(label)</label>
            <select id="f-\(name)" name="\(name)"\(told.attributes)>
            \(items)</select>\(told.markup)</p>

            """
    }

    /// Any of several, or yes to one.
    package static func ticks(
        _ name: String, _ label: Markup, _ options: [(value: String, title: String)], chosen: Set<String> = []
    ) -> Markup {
        var items = Markup()
        for option in options {
            items += """
                <label class="tick"><input type="checkbox" name="\(name)" value="\(option.value)"\
                \(chosen.contains(option.value) ? " checked" as Markup : "")> \(option.title)</label>

                """
        }
        return "<fieldset class=\"field\"><legend>\(label)</legend>\n\(items)</fieldset>\n"
    }

    /// A file to be sent.
    package static func file(_ name: String, _ label: Markup, takesSeveral: Bool = false, hint: Markup = "") -> Markup {
        let told = notes(name, hint, nil)
        return """
            <p class="field"><label for="f-\(name)">\(label)</label>
            <input id="f-\(name)" name="\(name)" type="file"\(takesSeveral ? " multiple" as Markup : "") required\
            \(told.attributes)>\(told.markup)</p>

            """
    }

    package static func hidden(_ name: String, _ value: String) -> Markup {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">\n"
    }

    package static func button(_ title: Markup) -> Markup {
        "<p class=\"field\"><button type=\"submit\">\(title)</button></p>\n"
    }

    private static func notes(
        _ name: String, _ hint: Markup, _ refusal: String?
    ) -> (attributes: Markup, markup: Markup) {
        if let refusal {
            return (
                " aria-invalid=\"true\" aria-describedby=\"n-\(name)\"",
                "<span class=\"refusal\" id=\"n-\(name)\">\(refusal)</span>"
            )
        }
        if hint.isEmpty { return ("", "") }
        return (" aria-describedby=\"n-\(name)\"", "<span class=\"hint\" id=\"n-\(name)\">\(hint)</span>")
    }
}
