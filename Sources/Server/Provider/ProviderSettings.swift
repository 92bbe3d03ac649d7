package import Collection
import Foundation
package import Workspace

/// The identity provider that people sign in with, and what the server is to it (OpenID Connect Core 1.0).
package struct ProviderSettings: Sendable {
    /// Exactly as the provider spells itself in its discovery document and its tokens.
    package let issuer: RemoteAddress
    /// As what the provider knows this server.
    package let client: String
    /// Nil for a public client, which has none.
    package let secret: ClientSecret?
    /// What people call the provider: "Sign in with …".
    package let name: String
    /// The claim of the ID token that lists a person's groups.
    package let groupsClaim: String
    /// What each group gives.
    package let roles: [String: Set<Role>]
    /// What is asked for beside `openid` and `profile`.
    package let scopes: [String]
    /// Whom somebody asks that is not let in.
    package let contact: String
    /// Where browsers reach this server: an origin, without a path.
    package let publicAddress: RemoteAddress

    /// - Throws: `Refusal` with what to change.
    package init(
        issuer: String, client: String, secret: ClientSecret? = nil, name: String, groupsClaim: String = "groups",
        roles: [String: Set<Role>], scopes: [String] = [], contact: String = "whoever keeps this server",
        publicAddress: String
    ) throws(Refusal) {
        self.issuer = try Self.address(issuer, "The provider's address")
        guard self.issuer.query == nil else {
            throw .bad("The provider's address has a query (?): an issuer has none (OpenID Connect Discovery 1.0).")
        }
        self.publicAddress = try Self.address(publicAddress, "This server's public address")
        guard ["", "/"].contains(self.publicAddress.path), self.publicAddress.query == nil else {
            throw .bad("This server's public address has a path; give scheme, host and port alone.")
        }
        // A client's name may hold blanks, a scope may not (RFC 6749, appendix A).
        guard client == client.trimmed, Self.isPlain(client.replacing(" ", with: "_")) else {
            throw .bad("The client's name is empty, or holds controls or blanks at its ends.")
        }
        guard !name.trimmed.isEmpty else { throw .bad("The provider needs a name that people know it by.") }
        guard !groupsClaim.isEmpty else { throw .bad("The claim that lists the groups has no name.") }
        guard !roles.isEmpty else {
            throw .bad("No group has a role: nobody could come in.", help: "Say which: --provider-role GROUP=ROLE")
        }
        guard scopes.allSatisfy(Self.isPlain) else { throw .bad("A scope is empty, or holds blanks or controls.") }
        self.client = client
        self.secret = secret
        self.name = name
        self.groupsClaim = groupsClaim
        self.roles = roles
        self.scopes = scopes
        self.contact = contact
    }

    /// Where the provider sends browsers back to.
    static let returnPath = "/login/provider/return"

    /// The same as an address; it must stand in the provider's list for this client.
    package var redirect: String { publicAddress.origin + Self.returnPath }

    /// What is asked for, with blanks between.
    var scope: String {
        (["openid", "profile"] + scopes.filter { !["openid", "profile"].contains($0) }).joined(separator: " ")
    }

    /// What these groups give together.
    package func roles(of groups: [String]) -> Set<Role> {
        groups.reduce(into: []) { held, group in held.formUnion(roles[group] ?? []) }
    }

    private static func address(_ text: String, _ what: String) throws(Refusal) -> RemoteAddress {
        do { return try RemoteAddress(text) } catch { throw .bad("\(what): \(error.description)") }
    }

    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 500 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}

/// The secret that this server and the provider share. It never prints itself: not in a log, not in an error.
package struct ClientSecret: Sendable, CustomStringConvertible, CustomReflectable {
    let text: String

    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 1_000, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            return nil
        }
        self.text = text
    }

    package var description: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
