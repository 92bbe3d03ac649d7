import Crypto
import Foundation
import Records

/// A sign-in that a browser began and that has not come back from the provider. It lies in a cookie of that browser, sealed
/// with a key that ends with the server: whoever shows it began it here, and nobody else can read or make one.
struct PendingSignIn: Codable, Equatable {
    /// Comes back with the browser (RFC 6749, section 10.12).
    var state: String
    /// Comes back in the ID token.
    var nonce: String
    /// Shows the provider that who redeems the code is who asked for it (RFC 7636).
    var verifier: String
    /// Where to go afterwards: an address of this server.
    var next: String
    /// Milliseconds since 1970.
    var begun: Int64
    /// The digest of the session that the browser had: it ends when another begins.
    var earlier: String?

    /// A sign-in may take so long, milliseconds: ten minutes.
    static let patience: Int64 = 600_000

    /// - Parameter next: longer ones than a cookie can hold lead to the first page.
    init(next: String, earlier: String?, at now: Instant) {
        state = Secrets.spelling(Secrets.random())
        nonce = Secrets.spelling(Secrets.random())
        verifier = Secrets.spelling(Secrets.random())
        self.next = next.utf8.count <= 1_000 ? OwnAddress.checked(next) : "/"
        begun = now.milliseconds
        self.earlier = earlier
    }

    /// What the provider is shown of the verifier: S256.
    var challenge: String { Secrets.spelling(Array(SHA256.hash(data: Array(verifier.utf8)))) }

    private static let purpose = Array("daylight sign-in".utf8)

    /// As it lies in the cookie.
    func sealed(_ key: SymmetricKey) throws -> String {
        let box = try ChaChaPoly.seal(try JSONEncoder().encode(self), using: key, authenticating: Self.purpose)
        return Secrets.spelling(Array(box.combined))
    }

    /// - Returns: nil for what this server did not seal, or so long ago that it is over.
    init?(sealed text: String, _ key: SymmetricKey, at now: Instant) {
        guard let bytes = Secrets.bytes(text, most: 4_096), let box = try? ChaChaPoly.SealedBox(combined: bytes),
            let opened = try? ChaChaPoly.open(box, using: key, authenticating: Self.purpose),
            let pending = try? JSONDecoder().decode(PendingSignIn.self, from: opened),
            (0...Self.patience).contains(now.milliseconds - pending.begun)
        else { return nil }
        self = pending
    }
}
