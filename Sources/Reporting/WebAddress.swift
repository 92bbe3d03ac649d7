import Records

/// An address that a page may link to: http or https, with a host, and nothing in it that could deceive. Anything else
/// from the input is shown as text.
struct WebAddress: Equatable {
    /// The whole address as the input has it.
    let text: String
    let scheme: String
    let host: String
    /// Path, query and fragment.
    let rest: String

    init?(_ text: String) {
        guard let separator = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let scheme = text[..<separator].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let afterScheme = text[separator...].dropFirst()
        guard afterScheme.hasPrefix("//"), text.utf8.count <= 2048 else { return nil }
        // Blanks, controls, quotes, and characters that cannot be seen have no place in an address.
        guard VisibleText.isPlain(text) || VisibleText.plain(text) == text,
            !text.utf8.contains(where: { $0 <= 0x20 || Self.forbidden.contains($0) }),
            VisibleText.isPlain(text) || !text.unicodeScalars.contains(where: \.properties.isWhitespace)
        else { return nil }
        let body = afterScheme.dropFirst(2)
        let host = body.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        // `https://tiktok.com@example.org/` opens example.org: an address with a user part is not linked.
        guard host.contains("."), !host.contains("@"), !host.hasPrefix("."), !host.hasPrefix(":") else { return nil }
        self.text = text
        self.scheme = scheme
        self.host = String(host)
        rest = String(body.dropFirst(host.count))
    }

    private static let forbidden = Array("\"<>\\^`{|}".utf8)

    /// A host in letters other than ASCII can look like another one.
    var hasForeignLetters: Bool { !host.utf8.allSatisfy { $0 < 0x80 } }

    /// The link: the host stands out, the path is cut after `limit` characters. Printed pages show a cut one whole.
    func link(upTo limit: Int = 70) -> Markup {
        let clip = VisibleText.clipped(rest, to: limit)
        let name: Markup = clip.isClipped ? "link cut" : "link"
        let warning: Markup = hasForeignLetters ? " <span class=\"tag\">host not in ASCII</span>" : ""
        return """
            <a class="\(name)" dir="ltr" href="\(text)" rel="noopener noreferrer nofollow" \
            referrerpolicy="no-referrer"><b>\(host)</b>\(clip.text)\(clip.isClipped ? "…" : "")</a>\(warning)
            """
    }
}

/// An address from the input: linked where it may be, text where not.
package func address(_ text: String, upTo limit: Int = 70) -> Markup {
    WebAddress(text)?.link(upTo: limit) ?? "<span class=\"address\">\(foreign(text, upTo: limit + 30))</span>"
}
