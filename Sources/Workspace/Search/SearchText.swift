import Bytes
import Foundation

/// How text is cut into words, for the index and for what somebody looks for alike.
///
/// The index's own tokenizer (`unicode61` of SQLite's FTS5) ends words at blanks and signs, which many scripts do without.
/// There each character is made a word of its own, and a word of several is looked for as those characters in a row: it
/// is found wherever it stands and however short it is. (SQLite's `trigram` finds nothing shorter than three characters,
/// and most Chinese words have two.) Arabic and Hebrew have blanks, but may be written with signs for vowels or stretched:
/// these are taken away.
enum SearchText {
    /// The tokenizer's arguments: letters, numbers, marks that belong to letters, and pictures; accents fold away.
    static let tokenizer = "unicode61 remove_diacritics 2 categories 'L* N* Co M* So'"

    /// What becomes of a character.
    private enum Place {
        case word, alone, dropped
    }

    private static func place(_ scalar: Unicode.Scalar) -> Place {
        switch scalar.value {
        case 0..<0x0590: .word
        // Points and signs for vowels, and the stroke that stretches a word.
        case 0x0591...0x05BD, 0x05BF, 0x05C1...0x05C2, 0x05C4...0x05C5, 0x05C7, 0x0610...0x061A, 0x0640,
            0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E8, 0x06EA...0x06ED:
            .dropped
        // Joiners and the signs that choose between two pictures of one character.
        case 0x200B...0x200F, 0x2060, 0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE007F: .dropped
        // Thai and Lao; Tibetan; Burmese; Khmer.
        case 0x0E00...0x0EFF, 0x0F00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF: .alone
        // Radicals, kana, bopomofo, ideographs; Yi; those of the second plane. Korean writes blanks.
        case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3040...0x312F, 0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xA000...0xA4CF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
            .alone
        // Signs and pictures, flags' letters among them.
        case 0x2190...0x2BFF, 0x1F000...0x1FAFF: .alone
        default: .word
        }
    }

    /// Whether a text is for the tokenizer as it stands: nothing in it comes after Armenian, or all that does is plain.
    static func isPlain(_ text: ByteView) -> Bool {
        for index in 0..<text.count where text[index] >= 0xD6 { return false }
        return true
    }

    /// The text as the tokenizer gets it.
    static func spread(_ text: some StringProtocol) -> String {
        var spread = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch place(scalar) {
            case .word: spread.append(scalar)
            case .dropped: continue
            case .alone:
                spread.append(" ")
                spread.append(scalar)
                spread.append(" ")
            }
        }
        return String(spread)
    }

    /// A word of a text, folded, and where it stands there.
    struct Word: Equatable {
        var folded: String
        /// Offsets in the text's UTF-8.
        var range: Range<Int>
    }

    /// The words of a text, as near to the tokenizer's as a mark in a snippet needs.
    static func words(of text: some StringProtocol) -> [Word] {
        var words: [Word] = []
        var current = String.UnicodeScalarView()
        var start = 0
        var end = 0
        func finish() {
            let folded = fold(String(current))
            if !folded.isEmpty { words.append(Word(folded: folded, range: start..<end)) }
            current = String.UnicodeScalarView()
        }
        var offset = 0
        for scalar in text.unicodeScalars {
            let width = UTF8.width(scalar)
            defer { offset += width }
            let place = place(scalar)
            if place == .dropped { continue }
            let isWord = isWord(scalar)
            if place == .alone || !isWord { finish() }
            if !isWord { continue }
            if current.isEmpty { start = offset }
            current.append(scalar)
            end = offset + width
            if place == .alone { finish() }
        }
        finish()
        return words
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse, .nonspacingMark, .spacingMark, .enclosingMark, .otherSymbol:
            true
        default: false
        }
    }

    /// In lower case, without the accents of Latin, Greek and Cyrillic letters.
    private static func fold(_ word: String) -> String {
        if word.utf8.allSatisfy({ $0 < 0x80 }) { return word.lowercased() }
        let scalars = word.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars
        var folded = String.UnicodeScalarView()
        for scalar in scalars where !(0x300...0x36F).contains(scalar.value) { folded.append(scalar) }
        return String(folded).precomposedStringWithCanonicalMapping
    }
}
