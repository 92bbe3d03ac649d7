import Records

extension VisibleText {
    /// As markup: codes in a small frame with the character's name.
    static func markup(_ text: String) -> Markup {
        if isPlain(text) { return .text(text) }
        var markup = Markup()
        for piece in pieces(text) {
            switch piece {
            case .shown(let scalar):
                markup.append(visible: scalar)
            case .coded(let scalar):
                let name = scalar.properties.name ?? scalar.properties.nameAlias ?? "unnamed character"
                markup += "<bdi class=\"code\" dir=\"ltr\" title=\"\(name)\">\(code(scalar))</bdi>"
            case .marks(let count):
                markup += "<bdi class=\"code\" dir=\"ltr\" title=\"combining marks left out\">+\(count) marks</bdi>"
            }
        }
        return markup
    }
}

/// A name or value from the input, kept apart from the text around it so that its direction cannot leak.
package func foreign(_ text: String) -> Markup {
    text.isEmpty ? "<span class=\"none\">(empty)</span>" : "<bdi>\(VisibleText.markup(text))</bdi>"
}

/// A name or value from the input, cut after `limit` characters; the whole stands in the tooltip.
package func foreign(_ text: String, upTo limit: Int) -> Markup {
    let clip = VisibleText.clipped(text, to: limit)
    guard clip.isClipped else { return foreign(text) }
    let whole = VisibleText.clipped(text, to: 1000).text
    return "<bdi title=\"\(whole)\">\(VisibleText.markup(clip.text))…</bdi>"
}
