/// What is wrong with something that is to be kept as evidence, or with what was kept.
package enum EvidenceError: Error, Hashable, Sendable {
    /// A member of an event, a record or an exhibit cannot be taken: which, and why.
    case refused(field: String, reason: String)
    /// A line of the custody log is not one that was written: why.
    case badLine(String)
    /// Bytes are no record that was kept.
    case badRecord(String)
    /// Bytes are no time-stamp request or response.
    case badTimeStamp(String)
    /// A time-stamp authority answered something else than was asked.
    case timeStampFails(String)
    /// A file of a package is not one that this program writes.
    case badPackage(String)
}

extension EvidenceError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let field, let reason): "\(field): \(reason)."
        case .badLine(let reason): "this is no line of a custody log: \(reason)."
        case .badRecord(let reason): "this is no record of evidence: \(reason)."
        case .badTimeStamp(let reason): "this is no time-stamp: \(reason)."
        case .timeStampFails(let reason): "the time-stamp fails: \(reason)."
        case .badPackage(let reason): "\(reason)."
        }
    }
}

/// Texts that people write into evidence.
enum StatedText {
    /// - Parameter most: characters; evidence is read by people, and a log's lines have an end.
    static func check(_ text: String, _ field: String, most: Int = 2000) throws(EvidenceError) {
        if text.allSatisfy(\.isWhitespace) { throw .refused(field: field, reason: "it is empty") }
        if text.count > most || text.utf8.count > 8 * most {
            throw .refused(field: field, reason: "it is \(text.count) characters long; \(most) are the most")
        }
    }

    /// A name: one line, without characters that cannot be seen.
    static func checkName(_ text: String, _ field: String) throws(EvidenceError) {
        try check(text, field, most: 200)
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                let code = String(scalar.value, radix: 16, uppercase: true)
                throw .refused(
                    field: field, reason: "it holds the invisible character U+\(code); write it without")
            default: continue
            }
        }
    }

    /// A SHA-256, 64 digits in small letters.
    static func checkDigest(_ text: String, _ field: String) throws(EvidenceError) {
        let digits = text.utf8
        guard digits.count == 64, digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw .refused(field: field, reason: "'\(text)' is no SHA-256 in 64 hexadecimal digits") }
    }
}
