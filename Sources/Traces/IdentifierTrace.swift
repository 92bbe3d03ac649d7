package import Bytes

/// The traces whose object the source names by an id: sound, effect, reply target, repost target, quoted post.
package enum IdentifierTrace {
    /// The id without blanks around it; nil where it is empty, `0`, or a number that lost its digits (`1.8E+18`).
    package static func normalise(_ identifier: ByteView) -> ByteView? {
        let bytes = identifier.trimmed
        return bytes.isEmpty || bytes.equals("0") || bytes.isFloatNotation ? nil : bytes
    }
}
