import Bytes

/// What the traces need to know of a Unicode scalar, in a table for the planes that people write in.
///
/// Built once, on the first text that is not ASCII, from the Unicode data of the standard library.
struct CharacterTable: Sendable {
    /// A letter, mark or number of any script, or a connector such as `_`: what a hashtag may hold.
    private static let word: UInt8 = 1
    /// Nothing to see: format characters (zero-width, bidirectional controls), variation selectors, controls.
    private static let ignorable: UInt8 = 2
    private static let blank: UInt8 = 4
    private static let digit: UInt8 = 8

    private static let size: UInt32 = 0x20000
    static let shared = CharacterTable()

    private let classes: [UInt8]
    /// The simple lower case of each scalar: itself where that would be more than one scalar.
    private let lower: [UInt32]

    private init() {
        var classes = [UInt8](repeating: 0, count: Int(Self.size))
        var lower = [UInt32](repeating: 0, count: Int(Self.size))
        for value in 0..<Self.size {
            lower[Int(value)] = value
            guard let scalar = Unicode.Scalar(value) else { continue }
            classes[Int(value)] = Self.classify(scalar)
            let mapping = scalar.properties.lowercaseMapping.unicodeScalars
            if mapping.count == 1, let only = mapping.first { lower[Int(value)] = only.value }
        }
        self.classes = classes
        self.lower = lower
    }

    private static func classify(_ scalar: Unicode.Scalar) -> UInt8 {
        let properties = scalar.properties
        if properties.isWhitespace { return blank }
        if properties.isVariationSelector { return ignorable }
        switch properties.generalCategory {
        case .format, .control: return ignorable
        case .decimalNumber: return word | digit
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .letterNumber, .connectorPunctuation:
            return word
        default: return 0
        }
    }

    private func classes(of value: UInt32) -> UInt8 {
        if value < Self.size { return classes[Int(value)] }
        // Beyond lie ideographs (planes 2 and 3) and, in plane 14, tags and variation selectors.
        if value < 0x40000 { return Self.word }
        return value >= 0xE0000 && value < 0xE1000 ? Self.ignorable : 0
    }

    func isWord(_ value: UInt32) -> Bool { classes(of: value) & Self.word != 0 }
    func isDigit(_ value: UInt32) -> Bool { classes(of: value) & Self.digit != 0 }
    func isIgnorable(_ value: UInt32) -> Bool { classes(of: value) & Self.ignorable != 0 }
    func isBlank(_ value: UInt32) -> Bool { classes(of: value) & Self.blank != 0 }

    /// The simple lower case; capitals outside the table stay.
    func lowercased(_ value: UInt32) -> UInt32 {
        value < Self.size ? lower[Int(value)] : value
    }
}

extension UInt8 {
    /// `a`-`z`, `A`-`Z`, `0`-`9`, `_`.
    var isASCIIWord: Bool {
        let folded = self | 0x20
        return (folded >= 0x61 && folded <= 0x7A) || (self >= 0x30 && self <= 0x39) || self == 0x5F
    }

    /// The lower case of an ASCII capital; any other byte as it is.
    var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension ByteView {
    /// Whether a word could begin at `position`: no word character stands right before it.
    func isWordStart(_ position: Int) -> Bool {
        guard position > 0 else { return true }
        let before = self[position - 1]
        if before < 0x80 { return !before.isASCIIWord }
        var start = position - 1
        while start > 0, self[start] & 0xC0 == 0x80, position - start < 4 { start -= 1 }
        return !CharacterTable.shared.isWord(scalar(at: start).value)
    }

    /// Whether `word`, in lower case, stands at `position` in any case.
    func holds(_ word: StaticString, at position: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard position + length <= count else { return false }
        return word.withUTF8Buffer { letters in
            for offset in 0..<length where self[position + offset].asciiLowercased != letters[offset] { return false }
            return true
        }
    }
}
