import Records

/// A piece of HTML or SVG. What stands in the source code as a literal is markup; what is interpolated is text and is
/// escaped. Since literals are `StaticString`s, no string that was read from anywhere can become markup.
///
///     let row: Markup = "<td>\(account.label)</td>"
package struct Markup: ExpressibleByStringInterpolation, Sendable, Equatable {
    /// The page so far, in UTF-8.
    package private(set) var bytes: [UInt8]

    package init() { bytes = [] }

    package init(stringLiteral literal: StaticString) {
        bytes = []
        Markup.append(literal, to: &bytes)
    }

    package init(stringInterpolation: StringInterpolation) {
        bytes = stringInterpolation.bytes
    }

    package var isEmpty: Bool { bytes.isEmpty }

    /// The markup as a string.
    package var string: String { String(decoding: bytes, as: UTF8.self) }

    package static func += (left: inout Markup, right: Markup) {
        left.bytes.append(contentsOf: right.bytes)
    }

    package static func + (left: Markup, right: Markup) -> Markup {
        var sum = left
        sum += right
        return sum
    }

    /// Text as itself: escaped, so that it is the same in an element and in a quoted attribute. Characters that cannot
    /// be seen are written out as `[U+202E]`.
    static func text(_ text: String) -> Markup {
        var markup = Markup()
        Markup.appendEscaped(VisibleText.plain(text), to: &markup.bytes)
        return markup
    }

    /// One scalar that `VisibleText` has found harmless.
    mutating func append(visible scalar: Unicode.Scalar) {
        Markup.appendEscaped(String(scalar), to: &bytes)
    }

    private static func append(_ literal: StaticString, to bytes: inout [UInt8]) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    fileprivate static func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { text in
            // What needs no entity goes over in stretches.
            var start = 0
            for (place, byte) in text.enumerated() {
                guard let entity = entity(byte) else { continue }
                bytes.append(contentsOf: text[start..<place])
                append(entity, to: &bytes)
                start = place + 1
            }
            bytes.append(contentsOf: text[start...])
        }
    }

    /// What stands for a character that would be markup; all of these are ASCII, and no byte of another character is.
    private static func entity(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }

    /// Literals go in as they are, values as text.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var bytes: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            Markup.append(literal, to: &bytes)
        }

        package mutating func appendInterpolation(_ markup: Markup) {
            bytes.append(contentsOf: markup.bytes)
        }

        package mutating func appendInterpolation(_ text: String) {
            Markup.appendEscaped(VisibleText.plain(text), to: &bytes)
        }

        /// What somebody typed into several lines, for the field that shows it again: line ends stay line ends.
        package mutating func appendInterpolation(lines text: String) {
            for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            {
                if index > 0 { bytes.append(UInt8(ascii: "\n")) }
                appendInterpolation(String(line))
            }
        }

        /// Counts are printed in groups of three digits; `raw` serves attributes and anchors.
        package mutating func appendInterpolation(_ count: Int) {
            bytes.append(contentsOf: NumberText.grouped(count).utf8)
        }

        package mutating func appendInterpolation(raw number: Int) {
            bytes.append(contentsOf: String(number).utf8)
        }

        /// A coordinate of a drawing, to a tenth of a unit.
        package mutating func appendInterpolation(at coordinate: Double) {
            bytes.append(contentsOf: NumberText.coordinate(coordinate).utf8)
        }
    }
}

extension Sequence where Element == Markup {
    /// The pieces one after the other.
    package func joined(_ separator: Markup = "") -> Markup {
        var whole = Markup()
        for (index, piece) in enumerated() {
            if index > 0 { whole += separator }
            whole += piece
        }
        return whole
    }
}
