package import Bytes

/// Whether a handle looks made by a machine: by the platform's own default, or by a program that needed many.
///
/// Innocent people bear such names too: who joins in a hurry keeps what the platform proposes. A shape proves nothing
/// of one account; it is the share among many that speaks.
package enum NameShape: UInt8, Sendable {
    /// A name that somebody chose, as far as its shape tells.
    case chosen
    /// The platform's default: `user7421906358120`.
    case platformDefault
    /// Words and a tail of five or more digits: `MariaPopescu48210397`.
    case digitTail
    /// Letters and digits in turns, without words: `k3x9qd71vb`.
    case scrambled

    package var isGenerated: Bool { self != .chosen }

    /// - Parameter name: the handle, without `@`.
    package init(_ name: ByteView) {
        var digits = 0
        var letters = 0
        var turns = 0
        var tail = 0
        var previous = Kind.other
        for position in 0..<name.count {
            let kind = Kind(name[position])
            switch kind {
            case .digit:
                digits += 1
                tail += 1
            case .letter:
                letters += 1
                tail = 0
            case .other: tail = 0
            }
            if kind != previous, kind != .other, previous != .other { turns += 1 }
            previous = kind
        }
        if tail >= 5, Self.isDefault(name, tail: tail) {
            self = .platformDefault
        } else if tail >= 5, letters >= 2 {
            self = .digitTail
        } else if name.count >= 8, digits >= 3, turns >= 4 {
            self = .scrambled
        } else {
            self = .chosen
        }
    }

    /// `user`, perhaps a sign, and digits.
    private static func isDefault(_ name: ByteView, tail: Int) -> Bool {
        let word = "user".utf8
        guard name.count - tail >= word.count, name.count - tail <= word.count + 1 else { return false }
        for (position, letter) in word.enumerated() where name[position] | 0x20 != letter { return false }
        return true
    }

    private enum Kind {
        case letter
        case digit
        case other

        /// Bytes of letters beyond ASCII count as letters.
        init(_ byte: UInt8) {
            switch byte {
            case 0x30...0x39: self = .digit
            case 0x41...0x5A, 0x61...0x7A, 0x80...: self = .letter
            default: self = .other
            }
        }
    }
}
