import Foundation

/// An address that may be asked: `https` anywhere, `http` on this machine alone, where nobody listens in between.
package struct RemoteAddress: Sendable, Hashable, CustomStringConvertible {
    /// As it was written.
    package let text: String
    /// Lowercase; an IPv6 address without its brackets.
    package let host: String
    /// `https://id.example:8443`: the scheme, the host, and the port where one was written.
    package let origin: String
    /// As it was written, percent-encoded: empty, or from its first slash on.
    package let path: String
    /// Behind the question mark; nil where there is none.
    package let query: String?
    package let isSecure: Bool

    package static let longest = 2_000

    /// - Throws: `CollectionError.badAddress` for what is no address by RFC 3986, for another scheme, for `http` to another
    ///   machine, and for an address with a name, a password or a fragment in it.
    package init(_ text: String) throws(CollectionError) {
        func bad(_ reason: String) -> CollectionError { .badAddress(text, reason: reason) }
        guard text.utf8.count <= Self.longest else { throw bad("it has more than \(Self.longest) bytes") }
        // What the parser would encode by itself is not an address yet.
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let parts = URLComponents(string: text),
            let scheme = parts.scheme?.lowercased(), let host = parts.host?.lowercased(), !host.isEmpty
        else { throw bad("it is no address of the web, such as https://id.example/path") }
        if parts.user != nil || parts.password != nil { throw bad("there is a name or a password in it") }
        if parts.fragment != nil { throw bad("there is a fragment (#) in it") }
        if let port = parts.port, !(1...65_535).contains(port) { throw bad("its port is not of 1 to 65535") }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        switch scheme {
        case "https": isSecure = true
        case "http":
            guard Self.isLoopback(bare) else { throw bad("only https is asked, or http on this machine") }
            isSecure = false
        default: throw bad("its scheme is '\(scheme.prefix(20))', not https")
        }
        self.text = text
        self.host = bare
        let authority = (bare.contains(":") ? "[\(bare)]" : bare) + (parts.port.map { ":\($0)" } ?? "")
        origin = "\(scheme)://\(authority)"
        path = parts.percentEncodedPath
        query = parts.percentEncodedQuery
    }

    /// The host, and the port where one was written: as the field `Host` names them.
    package var authority: String { String(origin.drop { $0 != "/" }.dropFirst(2)) }

    /// Whether it lies on this machine, as far as the name tells.
    package var isLoopback: Bool { Self.isLoopback(host) }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    package var description: String { text }
}
