import Bytes
import Crypto

/// Random bits for a leaf, so that nobody can find out by guessing what a published root was made of.
///
/// They are the HMAC-SHA256 (RFC 2104) of the leaf without them under a secret of the list: one secret is kept instead
/// of one for each leaf, and a leaf that is shown tells nothing of the salts of others.
package enum LeafSalt {
    /// The first 16 bytes, as 32 hexadecimal digits.
    /// - Parameters:
    ///   - leaf: the canonical text without the salt.
    ///   - secret: at least 16 random bytes that are kept with the list and not published.
    package static func text(for leaf: String, secret: [UInt8]) -> String {
        precondition(secret.count >= 16, "a short secret can be guessed")
        let code = HMAC<SHA256>.authenticationCode(for: Array(leaf.utf8), using: SymmetricKey(data: secret))
        return Array(code).prefix(16).hexadecimal
    }
}
