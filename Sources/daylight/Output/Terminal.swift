import Foundation
import Glibc

/// The three streams of the program.
enum Terminal {
    /// Whether results go to a person's screen.
    static var showsResults: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether messages go to a person's screen.
    static var showsMessages: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes a line to standard error: everything that is not data. Control characters in it are made visible, since
    /// names and file contents may be quoted, and so are line ends: what a file is called cannot pass for a message.
    static func tell(_ line: String) {
        write(visible(line).replacing("\n", with: "[U+A]") + "\n")
    }

    /// Writes a message of several lines.
    static func tell(lines: String) {
        write(visible(lines) + "\n")
    }

    /// Writes to standard error as it is.
    static func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// The text with every control, format and line-breaking character but the newline written as its code: what is
    /// printed cannot move the cursor or turn the line around.
    static func visible(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }) { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar != "\n", .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate:
                if scalar == "\u{200D}" || scalar == "\u{200C}" { fallthrough }
                shown += "[U+" + String(scalar.value, radix: 16, uppercase: true) + "]"
            default:
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
