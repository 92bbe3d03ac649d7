import Records

/// Why reading could not begin or go on. What can be said of one file or record alone is a `Rejection` instead.
package enum IntakeError: Error, Sendable, Equatable {
    /// No file was named.
    case noSources
    /// `--as` names a format that is not known.
    case unknownFormat(String, known: [String])
    /// Not one of the files could be read.
    case nothingReadable([UnreadableFile])
    /// The column mapping cannot be understood.
    case badMapping(String)
    /// A file is not the one that was read before.
    case changed(path: String, expected: String, found: String)
    /// A file does not hold a post where a citation says so.
    case citationNotFound(path: String, row: UInt32)
    /// A file holds more records than can be cited (4,294,967,294).
    case tooManyRecords(path: String)
}

/// A file that could not be read, and why.
package struct UnreadableFile: Error, Sendable, Equatable {
    package var path: String
    /// A short lasting word, as in `Rejection.reason`.
    package var reason: String
    /// The sentence for people.
    package var detail: String

    package init(path: String, reason: String, detail: String) {
        self.path = path
        self.reason = reason
        self.detail = detail
    }
}

extension IntakeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSources:
            "no input: name at least one file"
        case .unknownFormat(let name, let known):
            "there is no format \"\(name)\"; known formats: \(known.joined(separator: ", "))"
        case .nothingReadable(let files):
            files.map { "\(VisibleText.line($0.path)): \($0.detail)" }.joined(separator: "\n")
        case .badMapping(let detail):
            "the column mapping cannot be understood: \(detail)"
        case .changed(let path, let expected, let found):
            "\(path): the file has changed since it was read (SHA-256 was \(expected), is \(found));"
                + " its posts can only be shown from the file as it was"
        case .citationNotFound(let path, let row):
            "\(path): record \(row) holds no post that can be read; run the search again on this file"
        case .tooManyRecords(let path):
            "\(path): more than 4,294,967,294 records; split the file"
        }
    }
}
