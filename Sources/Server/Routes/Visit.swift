package import HTTPTypes
package import Records
package import Workspace

/// Who asks.
package struct Visitor: Sendable, Equatable {
    /// What they showed.
    package enum Credential: Sendable, Equatable {
        case none
        /// A session: its digest, and the key that its forms' tokens are made with.
        case session(digest: String, key: [UInt8])
        case token(Int64)
    }

    /// What they sign in with; empty for nobody.
    package var name: String
    package var displayName: String
    package var roles: Set<Role>
    package var clearance: TrafficLight
    package var credential: Credential
    /// What a token may do at most; nil for all that the person may.
    package var scopes: Set<Permission>?
    /// The person's number in the store; nil for the local person and for nobody.
    package var person: Int64?

    package init(
        name: String, displayName: String, roles: Set<Role>, clearance: TrafficLight, credential: Credential,
        scopes: Set<Permission>? = nil, person: Int64? = nil
    ) {
        self.name = name
        self.displayName = displayName
        self.roles = roles
        self.clearance = clearance
        self.credential = credential
        self.scopes = scopes
        self.person = person
    }

    package static let nobody = Visitor(
        name: "", displayName: "", roles: [], clearance: .clear, credential: .none)

    package var isPresent: Bool { !name.isEmpty }

    /// Whether it is the one person of a server on their own machine.
    package var isLocal: Bool { name == Person.local }

    package func may(_ permission: Permission) -> Bool {
        if permission == .open { return true }
        guard isPresent, permission.isHeld(by: roles) else { return false }
        return scopes?.contains(permission) ?? true
    }

    /// Whether something may be shown to them.
    /// - Parameter light: how it is marked; nil for not at all, which counts as `TrafficLight.unmarked`.
    package func sees(_ light: TrafficLight?) -> Bool { (light ?? .unmarked).isAllowed(in: clearance) }

    /// What the forms of this session carry; empty for whoever has no session.
    package var formToken: String {
        guard case .session(_, let key) = credential else { return "" }
        return Secrets.code(over: "form", key: key)
    }
}

/// A request, as endpoints see it: who asks, for what, when.
package struct Visit: Sendable {
    package let visitor: Visitor
    package let method: HTTPRequest.Method
    /// As it was asked, percent-encoded, without its query.
    package let path: String
    package let parameters: [String: String]
    package let query: Query
    package let headers: HTTPFields
    /// What was sent; empty for endpoints that take it as it comes.
    package let body: [UInt8]
    /// Where the request comes from.
    package let address: String
    /// The host that the request names, which is one of ours.
    package var host = ""
    package let now: Instant

    package init(
        visitor: Visitor, method: HTTPRequest.Method, path: String, parameters: [String: String], query: Query,
        headers: HTTPFields, body: [UInt8], address: String, now: Instant
    ) {
        self.visitor = visitor
        self.method = method
        self.path = path
        self.parameters = parameters
        self.query = query
        self.headers = headers
        self.body = body
        self.address = address
        self.now = now
    }

    /// The address with its query, for links back and for the audit.
    package var whole: String { query.text.isEmpty ? path : path + "?" + query.text }

    /// A parameter of the path.
    package func parameter(_ name: String) throws(Refusal) -> String {
        guard let value = parameters[name] else { throw .notFound("The address lacks its \(name).") }
        return value
    }

    /// A parameter of the path that is a number from 0.
    package func number(_ name: String) throws(Refusal) -> Int64 {
        let text = try parameter(name)
        guard let number = Int64(text), number >= 0, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .notFound("There is no \(name) '\(text.prefix(80))': it is named by a number.")
        }
        return number
    }

    /// What a form sent.
    package func form() throws(Refusal) -> Query { try Query(form: body) }

    /// The rows that are asked for: from the query's `from` and `count`.
    /// - Parameter usual: how many a page shows where nobody says.
    package func part(usual: Int = 100) throws(Refusal) -> Range<Int> {
        let first = try query.number("from") ?? 0
        return first..<first + (try count(usual: usual))
    }

    /// How many rows are asked for. Whoever takes a file of a list wants the list, and not what one page shows of it.
    package func count(usual: Int) throws(Refusal) -> Int {
        min(Self.most, max(1, try query.number("count") ?? (path.hasSuffix(".csv") ? Self.most : usual)))
    }

    /// Rows at a time.
    private static let most = 10_000
}

/// Names and values from the address behind the `?`, or from a form.
package struct Query: Sendable {
    /// As it stands in the address.
    package let text: String
    private let values: [(name: String, value: String)]

    package static let most = 1_000

    /// - Throws: where an encoding is damaged.
    package init(_ text: some StringProtocol) throws(Refusal) {
        self.text = String(text)
        var values: [(name: String, value: String)] = []
        for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PathText.decoded(String(decoding: parts[0], as: UTF8.self), plusIsBlank: true),
                let value = PathText.decoded(
                    parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "", plusIsBlank: true)
            else { throw .bad("A part of the query or form is not percent-encoded UTF-8.") }
            values.append((name, value))
            if values.count > Self.most { throw .bad("The query or form has more than \(Self.most) parts.") }
        }
        self.values = values
    }

    private init() {
        text = ""
        values = []
    }

    package static let nothing = Query()

    /// The fields of a form that came with files.
    init(fields: [(name: String, value: String)]) {
        text = ""
        values = fields
    }

    init(form body: [UInt8]) throws(Refusal) {
        guard let text = String(validating: body, as: UTF8.self) else {
            throw .bad("The form is not UTF-8.")
        }
        try self.init(text)
    }

    package var isEmpty: Bool { values.isEmpty }

    /// The first value of a name, without blanks at its ends; nil where it is missing or empty.
    package subscript(_ name: String) -> String? {
        guard let value = values.first(where: { $0.name == name })?.value else { return nil }
        let trimmed = value.trimmed
        return trimmed.isEmpty ? nil : trimmed
    }

    /// The first value of a name exactly as it was sent: for passwords and tokens.
    package func exact(_ name: String) -> String? { values.first { $0.name == name }?.value }

    /// All values of a name.
    package func all(_ name: String) -> [String] { values.filter { $0.name == name }.map(\.value) }

    /// A whole number from 0; nil where nothing is said.
    package func number(_ name: String) throws(Refusal) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), number >= 0, number < 1 << 40 else {
            throw .bad("'\(name)' is a whole number from 0, not '\(text.prefix(80))'.")
        }
        return number
    }

    /// A value that a form cannot do without.
    package func required(_ name: String) throws(Refusal) -> String {
        guard let value = self[name] else { throw .bad("'\(name)' is missing.") }
        return value
    }
}

extension String {
    /// Without blanks and line ends at its ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
