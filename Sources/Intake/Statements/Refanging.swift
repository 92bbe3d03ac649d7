/// Making published indicators whole again: publishers break addresses on purpose ("defang" them), so that nobody
/// follows one by mistake.
enum Refanging {
    /// The text without what cannot be seen: format characters (zero-width ones, directions) are dropped, any blank is a
    /// space or a line end, and none stays around it.
    static func cleaned(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .format: continue
            case .spaceSeparator: kept.append(" ")
            case .control where scalar != "\n": kept.append(" ")
            default: kept.append(scalar)
            }
        }
        return trimmed(String(kept))
    }

    static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while let first = text.unicodeScalars.first, first.properties.isWhitespace { text.unicodeScalars.removeFirst() }
        while let last = text.unicodeScalars.last, last.properties.isWhitespace { text.unicodeScalars.removeLast() }
        return String(text)
    }

    /// The address as it was before it was broken. The order matters: `hxxps[:]//` becomes a scheme before the dots do.
    static func refanged(_ text: String) -> String {
        var text = text
        if hasScheme(text, "hxxp") || hasScheme(text, "h**p") {
            text = "http" + text.unicodeScalars.dropFirst(4).reduce(into: "") { $0.unicodeScalars.append($1) }
        }
        for (broken, whole) in replacements where text.contains(broken) {
            text = text.replacing(broken, with: whole)
        }
        return text
    }

    private static let replacements = [
        ("[://]", "://"), ("[:]", ":"), ("{:}", ":"), ("[.]", "."), ("[.)", "."), ("(.)", "."), ("(.]", "."),
        ("{.}", "."), ("[dot]", "."), ("(dot)", "."), ("[/]", "/"),
    ]

    private static func hasScheme(_ text: String, _ scheme: String) -> Bool {
        text.utf8.prefix(4).elementsEqual(scheme.utf8) || text.prefix(4).lowercased() == scheme
    }

    /// Percent-encoded UTF-8 as the characters that it stands for; the text itself where it stands for none.
    static func percentDecoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
                let high = digit(bytes[position + 1]), let low = digit(bytes[position + 2])
            {
                decoded.append(high << 4 | low)
                position += 3
            } else {
                decoded.append(bytes[position])
                position += 1
            }
        }
        return String(validating: decoded, as: UTF8.self) ?? text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
