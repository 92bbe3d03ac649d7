package import HTTPTypes
package import Records
import Synchronization
package import Workspace

/// The secret in the address that is printed for whoever works alone on their own machine.
package struct LocalKey: Sendable {
    package let secret: [UInt8]

    package init(secret: [UInt8] = Secrets.random()) { self.secret = secret }

    /// As it stands in the address.
    package var spelling: String { Secrets.spelling(secret) }
}

/// Where the server is reached, and how.
package struct SiteAddress: Sendable {
    /// The hosts that requests may name, with ports where they are not the scheme's own: `127.0.0.1:8787`. A page of
    /// another site whose name was turned to this machine names its own host, and gets nothing (DNS rebinding).
    package var hosts: Set<String>
    /// Whether readers come by TLS, which somebody in front of the server ends.
    package var isSecure: Bool
    /// How many hops in front say where a request came from: 0 for none, 1 for a proxy.
    package var proxies: Int
    /// Cookies are shared by all ports of a host: each server has a name of its own for them.
    package var cookie: String

    package init(hosts: Set<String>, port: Int, isSecure: Bool = false, proxies: Int = 0) {
        self.hosts = Set(hosts.map { $0.lowercased() })
        self.isSecure = isSecure
        self.proxies = proxies
        cookie = isSecure ? "__Host-daylight" : "daylight-\(port)"
    }
}

/// Says who asks, and whether a request may be heard at all.
package final class Gate: Sendable {
    private let store: ServerStore
    private let local: LocalKey?
    private let reached: Mutex<SiteAddress>
    /// Makes the forms' tokens: none outlives the server.
    private let formKey = Secrets.random()
    /// Sessions of the local person, by the digest of their secret; they end with the server.
    private let localSessions = Mutex<[String: Instant]>([:])

    /// A session ends after so long, whatever happens: 12 hours.
    package static let longest: Int64 = 12 * 3_600_000
    /// A session ends when it lay unused so long: 2 hours.
    package static let idle: Int64 = 2 * 3_600_000

    init(store: ServerStore, local: LocalKey?, site: SiteAddress) {
        self.store = store
        self.local = local
        reached = Mutex(site)
    }

    /// Where the server is reached.
    package var site: SiteAddress { reached.withLock { $0 } }

    /// Says where the server is reached, once the system has chosen a port.
    func settle(_ site: SiteAddress) { reached.withLock { $0 = site } }

    /// Whether people sign in, or one person is alone.
    package var isLocal: Bool { local != nil }

    // MARK: Who

    /// Who shows these credentials; nobody where they show none, or what they show is worth nothing any more.
    package func visitor(_ headers: HTTPFields, at now: Instant) throws -> Visitor {
        if let bearer = bearer(headers) { return try holder(ofToken: bearer, at: now) }
        guard let secret = cookie(headers).flatMap({ Secrets.bytes($0) }), secret.count == 32 else { return .nobody }
        if isLocal { return localVisitor(secret, at: now) }
        guard let session = try store.session(secret: secret, at: now, idle: Self.idle) else { return .nobody }
        return Visitor(
            name: session.person.name, displayName: session.person.displayName, roles: session.person.roles,
            clearance: session.person.clearance,
            credential: .session(digest: session.digest, key: key(of: session.digest)), person: session.person.id)
    }

    private func bearer(_ headers: HTTPFields) -> String? {
        guard let stated = headers[.authorization] else { return nil }
        let parts = stated.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }

    /// What tokens begin with, so that a program that looks for lost secrets knows one.
    package static let tokenMark = "daylight_"

    private func holder(ofToken text: String, at now: Instant) throws -> Visitor {
        guard text.hasPrefix(Self.tokenMark), let secret = Secrets.bytes(String(text.dropFirst(Self.tokenMark.count))),
            secret.count == 32, let token = try store.token(secret: secret, at: now)
        else {
            throw Refusal(
                .unauthorized, "no-such-token", "The token is not valid: it is mistyped, expired or revoked.",
                help: "'daylight token new' makes one.", fields: [.wwwAuthenticate: "Bearer error=\"invalid_token\""])
        }
        return Visitor(
            name: token.person.name, displayName: token.person.displayName, roles: token.person.roles,
            clearance: token.person.clearance, credential: .token(token.id),
            scopes: Set(token.scopes.compactMap(Permission.init)), person: token.person.id)
    }

    private func localVisitor(_ secret: [UInt8], at now: Instant) -> Visitor {
        let digest = Secrets.digest(secret)
        guard let until = localSessions.withLock({ $0[digest] }), now < until else { return .nobody }
        return Visitor(
            name: Person.local, displayName: Person.local, roles: Set(Role.allCases), clearance: .red,
            credential: .session(digest: digest, key: key(of: digest)))
    }

    private func key(of digest: String) -> [UInt8] { Array(Secrets.code(over: digest, key: formKey).utf8) }

    // MARK: Coming and going

    /// Begins a session: always a new one, whatever the browser showed before.
    /// - Returns: the cookie to set.
    package func begin(person: Int64, at now: Instant) throws -> String {
        let secret = Secrets.random()
        _ = try store.beginSession(
            secret: secret, person: person, at: now, expires: Instant(milliseconds: now.milliseconds + Self.longest))
        return cookie(secret)
    }

    /// Lets the one person of this machine in who has the printed address.
    /// - Returns: the cookie to set; nil for another secret, or where people sign in.
    package func beginLocal(key stated: String, at now: Instant) -> String? {
        guard let local, let secret = Secrets.bytes(stated), Secrets.areEqual(secret, local.secret) else { return nil }
        let session = Secrets.random()
        localSessions.withLock { sessions in
            sessions = sessions.filter { now < $0.value }
            sessions[Secrets.digest(session)] = Instant(milliseconds: now.milliseconds + 7 * 86_400_000)
        }
        return cookie(session)
    }

    /// Ends the session of a visit.
    /// - Returns: the cookie that takes the browser's away.
    package func end(_ visitor: Visitor, at now: Instant) throws -> String {
        if case .session(let digest, _) = visitor.credential { try end(session: digest, at: now) }
        let site = site
        return "\(site.cookie)=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0\(site.isSecure ? "; Secure" : "")"
    }

    /// Ends the session of a digest.
    func end(session digest: String, at now: Instant) throws {
        if isLocal {
            localSessions.withLock { $0[digest] = nil }
        } else {
            try store.endSession(digest: digest, at: now)
        }
    }

    private func cookie(_ secret: [UInt8]) -> String {
        let site = site
        let age = (isLocal ? 7 * 86_400_000 : Self.longest) / 1000
        return "\(site.cookie)=\(Secrets.spelling(secret)); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(age)"
            + (site.isSecure ? "; Secure" : "")
    }

    /// The cookie that a browser keeps while it is at the identity provider. It is Lax and not Strict, since it has to come
    /// along when the provider sends the browser back, which is a link from elsewhere; it opens nothing by itself.
    /// - Parameter sealed: nil takes it away.
    func keeping(_ sealed: String?) -> String {
        let site = site
        let age = sealed == nil ? 0 : PendingSignIn.patience / 1000
        return "\(site.cookie)\(Self.pending)=\(sealed ?? ""); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(age)"
            + (site.isSecure ? "; Secure" : "")
    }

    /// What a browser kept while it was at the identity provider; nil for nothing.
    func kept(_ headers: HTTPFields) -> String? { cookie(headers, Self.pending) }

    private static let pending = "-sign-in"

    private func cookie(_ headers: HTTPFields, _ ending: String = "") -> String? {
        let name = site.cookie + ending + "="
        for field in headers[values: .cookie] {
            for part in field.split(separator: ";") {
                let pair = part.drop { $0 == " " }
                if pair.hasPrefix(name) { return String(pair.dropFirst(name.count)) }
            }
        }
        return nil
    }

    // MARK: From where

    /// Where a request comes from: the connection's other end, or what the proxy in front says. Only its own word counts,
    /// which is the last: what stands before it, anybody may have written.
    func address(of connection: String, _ headers: HTTPFields) -> String {
        guard site.proxies > 0, let stated = headers[values: .forwardedFor].last?.split(separator: ",").last else {
            return connection
        }
        let address = String(stated).trimmed
        let isPlain = address.utf8.allSatisfy {
            (0x30...0x3A).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0) || $0 == 0x2E
        }
        return isPlain && !address.isEmpty && address.utf8.count <= 45 ? address : connection
    }

    /// Refuses requests that name another host than this one.
    func checkHost(_ authority: String?) throws(Refusal) {
        guard let authority = authority?.lowercased(), site.hosts.contains(authority) else {
            throw Refusal(
                .misdirectedRequest, "other-host", "This server does not answer for that host.",
                help: "Use the address that it printed, or start it with --name HOST.")
        }
    }

    /// Refuses what another site had a browser send.
    /// - Parameter token: what the form carried; nil where nothing did.
    func checkOrigin(_ visitor: Visitor, _ headers: HTTPFields, token: String?) throws(Refusal) {
        // A program with a token shows it on purpose; a browser sends cookies whoever asked it to.
        if case .token = visitor.credential { return }
        let refusal = Refusal(
            .forbidden, "other-site", "This was not sent from a page of this server, or from one that is too old.",
            help: "Open the page again and send it from there.")
        if let from = headers[.secFetchSite], from != "same-origin" { throw refusal }
        if let origin = headers[.origin] {
            let host = origin.lowercased().split(separator: "/").last.map(String.init) ?? ""
            guard origin.contains("://"), site.hosts.contains(host) else { throw refusal }
        }
        switch visitor.credential {
        case .session:
            guard let token, Secrets.areEqual(Array(token.utf8), Array(visitor.formToken.utf8)) else { throw refusal }
        case .none:
            // Signing in: there is no session yet that a token could belong to.
            guard headers[.origin] != nil || headers[.secFetchSite] != nil else { throw refusal }
        case .token: break
        }
    }

    /// The same for what the extension Zeeschuimer may send with a browser's session: it names no page of this server as
    /// its origin, but its own, or none.
    func checkExtension(_ visitor: Visitor, _ headers: HTTPFields, token: String?) throws(Refusal) {
        let origin = headers[.origin]?.lowercased() ?? "null"
        let isExtension =
            origin == "null" || ["moz-extension://", "chrome-extension://"].contains { origin.hasPrefix($0) }
        // A page of another site cannot send this field without asking first, and is then told nothing.
        if isExtension, headers[.zeeschuimerPlatform]?.isEmpty == false { return }
        try checkOrigin(visitor, headers, token: token)
    }
}

extension HTTPField.Name {
    static let zeeschuimerPlatform = own("X-Zeeschuimer-Platform")
    static let lastEventID = own("Last-Event-ID")
    static let link = own("Link")
    static let secFetchSite = own("Sec-Fetch-Site")
    static let formToken = own("X-Form-Token")
    static let forwardedFor = own("X-Forwarded-For")
    static let permissionsPolicy = own("Permissions-Policy")
    static let referrerPolicy = own("Referrer-Policy")
    static let crossOriginOpenerPolicy = own("Cross-Origin-Opener-Policy")
    static let frameOptions = own("X-Frame-Options")
    static let refresh = own("Refresh")

    private static func own(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no field's name") }
        return field
    }
}
