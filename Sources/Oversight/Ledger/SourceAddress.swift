import Records

/// Where rows were read: addresses on the web, or citations.
enum SourceAddress {
    /// Takes an address of the web, or the name of a document.
    /// - Throws: where it is an address of another kind, which a reader's click might run or open.
    static func check(_ text: String, field: String) throws(FieldFault) {
        if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw FieldFault("bad-source", field: field, "the source holds control characters; remove them")
        }
        guard let colon = text.firstIndex(of: ":") else { return }
        let scheme = text[..<colon].lowercased()
        let rest = text[text.index(after: colon)...]
        guard isScheme(scheme) else { return }
        if scheme == "http" || scheme == "https" {
            if rest.hasPrefix("//"), rest.dropFirst(2).first.map({ !$0.isWhitespace && $0 != "/" }) ?? false { return }
        } else if rest.first.map(\.isWhitespace) ?? true, !dangerous.contains(scheme) {
            return
        }
        throw FieldFault(
            "bad-source", field: field,
            "'\(text.prefix(80))' is no address of the web and no citation; write https://…, or the name of the document with"
                + " a blank after each colon")
    }

    /// An address in the form in which two can be compared: without scheme, `www.`, the place within the page, a slash at
    /// its end, and the archive that kept it.
    static func plain(_ address: String) -> String {
        var rest = address[...]
        if let kept = archived(rest) { rest = kept }
        for head in ["https://", "http://"] where rest.lowercased().hasPrefix(head) {
            rest = rest.dropFirst(head.count)
        }
        if rest.lowercased().hasPrefix("www.") { rest = rest.dropFirst(4) }
        if let mark = rest.firstIndex(of: "#") { rest = rest[..<mark] }
        while rest.last == "/" { rest = rest.dropLast() }
        let host = rest.prefix { $0 != "/" }
        return host.lowercased() + rest.dropFirst(host.count)
    }

    /// What stands behind `web.archive.org/web/20230901000000/`.
    private static func archived(_ address: Substring) -> Substring? {
        guard address.contains("web.archive.org/web/") else { return nil }
        let parts = address.split(separator: "/", maxSplits: 4)
        guard parts.count == 5, parts[1] == "web.archive.org", parts[4].lowercased().hasPrefix("http") else {
            return nil
        }
        return parts[4]
    }

    private static func isScheme(_ word: String) -> Bool {
        guard let first = word.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return word.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E].contains(byte)
        }
    }

    private static let dangerous: Set<String> = ["javascript", "data", "vbscript", "file", "blob"]
}
