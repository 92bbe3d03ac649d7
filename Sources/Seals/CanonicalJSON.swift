/// JSON of which there is one spelling only: the JSON Canonicalization Scheme (JCS) of RFC 8785, on which hashes and
/// signatures of values rest.
///
/// Members stand in the order of their names' UTF-16 code units, numbers are written as ECMAScript does, only what must
/// be escaped is, and there are no blanks. Text is kept code point by code point: nothing is normalised.
///
/// RFC 8785 knows doubles only. Here integers of Swift are written with all their digits and are refused beyond ±2⁵³,
/// where a reader in another language would silently round them: identifiers belong into strings.
package enum CanonicalJSON {
    /// The largest integer that every reader of JSON keeps, 2⁵³.
    package static let largestInteger: Int64 = 1 << 53

    /// The canonical text of a value.
    ///
    /// Sets, and dictionaries whose keys are no strings or integers, are refused: they would be arrays whose order
    /// changes from run to run.
    /// - Throws: `SealError.noCanonicalForm` for integers beyond ±2⁵³, for numbers that are not finite, for two members
    ///   of one name, and for what the value itself refuses to encode.
    package static func encode(_ value: some Encodable) throws(SealError) -> String {
        let node = EncodingNode()
        do {
            try node.encode(value, path: [])
        } catch let error as SealError {
            throw error
        } catch {
            throw .noCanonicalForm(path: "", reason: "\(error)")
        }
        return try node.value(path: []).text
    }

    /// The canonical text of JSON bytes.
    ///
    /// An integer of more digits than a double keeps is refused, never rounded; fractions are rounded to the nearest
    /// double, as RFC 8785 wants it.
    /// - Parameter keepsDigits: whether such an integer is written as it stands instead: other people's documents hold
    ///   them, and two of them are told apart by their digits.
    /// - Throws: `SealError.badJSON` for what is no JSON by RFC 8259, for two members of one name, invalid UTF-8, half a
    ///   surrogate pair, numbers that no double holds, and more than 256 levels.
    package static func canonical(_ bytes: [UInt8], keepsDigits: Bool = false) throws(SealError) -> String {
        var reader = CanonicalReader(bytes, keepsDigits: keepsDigits)
        return try reader.document().text
    }

    /// Appends a text as canonical JSON writes it, in quotes.
    package static func append(_ text: String, to bytes: inout [UInt8]) {
        CanonicalValue.write(text, to: &bytes)
    }

    /// The SHA-256 of a text's UTF-8, as 64 hexadecimal digits: the name of a value by its canonical text.
    package static func digest(_ text: String) -> String {
        ContentHash(of: Array(text.utf8)).hexadecimal
    }
}
