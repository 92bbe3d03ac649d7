import Crypto
import CryptoExtras
import Foundation
import Seals

/// Passwords. What is kept is a code (HMAC with SHA-256) under the key that scrypt (RFC 7914) makes of the password and a
/// random salt: `$scrypt-hmac$ln=16,r=8,p=2$salt$code`, with Base64.
package enum Password {
    /// Costs of one guess. 2¹⁶ rounds of 8 blocks take 64 MiB and some tenths of a second.
    package struct Cost: Sendable, Hashable {
        package var logRounds: Int
        package var blockSize: Int
        package var parallelism: Int

        package init(logRounds: Int, blockSize: Int, parallelism: Int) {
            self.logRounds = logRounds
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        package static let standard = Cost(logRounds: 16, blockSize: 8, parallelism: 2)
    }

    /// Shorter ones are guessed (NIST SP 800-63B asks for eight with a second factor and fifteen without).
    package static let shortest = 15
    package static let longest = 1024

    /// Why a password cannot be one; nil where it can.
    package static func refusal(of password: String, name: String) -> String? {
        let length = password.unicodeScalars.count
        if length < shortest {
            return "A password has at least \(shortest) characters; some words in a row are easier to keep in mind."
        }
        if password.utf8.count > longest { return "A password has at most \(longest) bytes." }
        if Set(password.unicodeScalars).count < 5 { return "A password needs more than four different characters." }
        if !name.isEmpty, password.lowercased().contains(name.lowercased()), length < shortest + name.count {
            return "A password that is mostly the name is guessed first."
        }
        return nil
    }

    /// What is kept of a password.
    package static func hash(_ password: String, cost: Cost = .standard) throws -> String {
        let salt = Array(Secrets.random().prefix(16))
        let code = HMAC<SHA256>.authenticationCode(for: purpose, using: try key(password, salt: salt, cost: cost))
        return "$scrypt-hmac$ln=\(cost.logRounds),r=\(cost.blockSize),p=\(cost.parallelism)$\(Base64.text(salt))"
            + "$\(Base64.text(Array(code)))"
    }

    /// Whether it is the password that was kept.
    package static func isRight(_ password: String, kept: String) -> Bool {
        guard password.utf8.count <= longest,
            let match = kept.wholeMatch(of: /\$scrypt-hmac\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([^$]+)\$([^$]+)/),
            let rounds = Int(match.1), (1...20).contains(rounds), let size = Int(match.2), let lanes = Int(match.3),
            (1...32).contains(size), (1...16).contains(lanes), let salt = Base64.bytes(match.4),
            let code = Base64.bytes(match.5),
            let key = try? key(
                password, salt: salt, cost: Cost(logRounds: rounds, blockSize: size, parallelism: lanes))
        else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: purpose, using: key)
    }

    /// Takes as long as `isRight`, for names that nobody has: how long an answer takes tells nothing.
    package static func waste(_ password: String, cost: Cost = .standard) {
        _ = try? key(String(password.prefix(longest)), salt: [UInt8](repeating: 0, count: 16), cost: cost)
    }

    private static let purpose = Array("daylight password".utf8)

    private static func key(_ password: String, salt: [UInt8], cost: Cost) throws -> SymmetricKey {
        // The same characters may be typed in more than one way.
        let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
        return try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: 32, rounds: 1 << cost.logRounds, blockSize: cost.blockSize,
            parallelism: cost.parallelism)
    }
}
