/// Text from the input, made safe to read: what cannot be seen, or turns the order of what can, is shown as a code.
///
/// A right-to-left override makes `gpj.exe` of a name; a zero-width space makes two different names look the same; a
/// tower of combining marks covers the lines above. In a report or a note each of these is a fact about the account, so it is
/// shown and not removed. (Unicode TR 36, "Unicode Security Considerations", and TR 9 for the directional controls.)
package enum VisibleText {
    /// What to do with a scalar where it stands.
    package enum Piece {
        case shown(Unicode.Scalar)
        case coded(Unicode.Scalar)
        /// More combining marks on one letter than any writing system needs.
        case marks(Int)
    }

    /// Combining marks that may follow one letter before the rest are counted instead of drawn.
    private static let marksShown = 3

    /// As plain text: codes in square brackets. For attributes, drawings and titles.
    package static func plain(_ text: String) -> String {
        if isPlain(text) { return text }
        var plain = String.UnicodeScalarView()
        for piece in pieces(text) {
            switch piece {
            case .shown(let scalar): plain.append(scalar)
            case .coded(let scalar): plain.append(contentsOf: "[\(code(scalar))]".unicodeScalars)
            case .marks(let count): plain.append(contentsOf: "[+\(count) marks]".unicodeScalars)
            }
        }
        return String(plain)
    }

    /// Whether it is nothing but printable ASCII, as most of what a page shows: then every byte is a character that is
    /// shown as it is.
    package static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    /// As plain text on one line: line ends are codes, too. For names of files.
    package static func line(_ text: String) -> String {
        plain(text).replacing("\n", with: "[\(code("\n"))]")
    }

    /// The first `limit` characters, and whether more follow.
    package static func clipped(_ text: String, to limit: Int) -> (text: String, isClipped: Bool) {
        if isPlain(text) { return (String(text.utf8.prefix(limit)) ?? "", text.utf8.count > limit) }
        // A character can be as long as its marks: bytes bound it too.
        let prefix = text.unicodeScalars.prefix(limit * 4)
        let characters = String(prefix).prefix(limit)
        let isClipped = characters.unicodeScalars.count < text.unicodeScalars.count
        return (String(characters), isClipped)
    }

    /// `U+202E`
    package static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// What to do with each scalar, in order.
    package static func pieces(_ text: String) -> [Piece] {
        let scalars = Array(text.unicodeScalars)
        var pieces: [Piece] = []
        pieces.reserveCapacity(scalars.count)
        var marks = 0
        for (index, scalar) in scalars.enumerated() {
            if Self.isMark(scalar) {
                marks += 1
                if marks > marksShown {
                    if case .marks(let count)? = pieces.last {
                        pieces[pieces.count - 1] = .marks(count + 1)
                    } else {
                        pieces.append(.marks(1))
                    }
                    continue
                }
            } else {
                marks = 0
            }
            let before = index > 0 ? scalars[index - 1] : nil
            let after = index + 1 < scalars.count ? scalars[index + 1] : nil
            pieces.append(isVisible(scalar, after: before, before: after) ? .shown(scalar) : .coded(scalar))
        }
        return pieces
    }

    /// Spacing marks are letters of their own to the eye; it is the others that pile up.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x300 { return false }
        let category = scalar.properties.generalCategory
        return category == .nonspacingMark || category == .enclosingMark
    }

    private static func isVisible(
        _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, before next: Unicode.Scalar?
    ) -> Bool {
        switch scalar.value {
        case 0x0A, 0x20...0x7E: return true
        // Zero-width joiners are spelling in Persian and Indic words and glue in emoji; elsewhere they hide.
        case 0x200C, 0x200D: return joins(previous) && joins(next)
        // The signs that enclose Arabic numbers are format characters by category, but they are drawn.
        case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2: return true
        // Letters and blanks without a shape: fillers of Hangul, the empty Braille cell, invisible Khmer vowels.
        case 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x034F, 0x180B...0x180F: return false
        // Variation selectors choose between drawings of a character; the supplement is also used to hide data.
        case 0xE0100...0xE01EF: return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
        default: return true
        }
    }

    private static func joins(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        if scalar.value == 0xFE0F || scalar.properties.isEmojiPresentation || scalar.properties.isEmojiModifier {
            return true
        }
        switch scalar.value {
        case 0x2600...0x27BF, 0x2B00...0x2BFF, 0x1F000...0x1FAFF: return true
        // Arabic, Syriac, and the Indic and South-East Asian scripts that spell with joiners.
        case 0x0600...0x08FF, 0x0900...0x0DFF, 0x1000...0x109F, 0x1780...0x17FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC:
            return true
        default: return false
        }
    }
}
