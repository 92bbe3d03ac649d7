import Evidence
import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
package import NIOPosix
import Records
import Reporting
import ServiceLifecycle
import Workspace

/// Answers requests: finds the endpoint, says who asks, asks whether they may, does the work, and sends the answer with
/// the fields that every answer has.
package struct SiteService: HTTPResponder {
    package typealias Context = SiteContext

    package let desk: Desk
    package let endpoints: [Endpoint]
    let tree: RouteTree
    let logger: Logger
    let rules: ConnectionRules
    /// For those who only read. They wait for nobody.
    let threads: NIOThreadPool
    /// For those who write, and may have to wait for another who does: readers never wait for them.
    static let writing: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 8)
        pool.start()
        return pool
    }()

    /// The longest address.
    static let longestAddress = 8_192

    package init(
        _ desk: Desk, logger: Logger, rules: ConnectionRules = ConnectionRules(), threads: NIOThreadPool = .singleton
    ) {
        self.desk = desk
        self.logger = logger
        self.rules = rules
        self.threads = threads
        endpoints = Site.endpoints(desk)
        tree = RouteTree(endpoints)
    }

    package func respond(to request: Request, context: SiteContext) async throws -> Response {
        let (answer, policy) = await answer(request, context)
        return SiteResponse.response(
            answer, policy: policy, isHead: request.method == .head, isSecure: desk.gate.site.isSecure)
    }

    private func answer(_ request: Request, _ context: SiteContext) async -> (Answer, policy: String?) {
        let path = request.head.path ?? "/"
        let split = path.firstIndex(of: "?")
        let bare = path[..<(split ?? path.endIndex)]
        var visitor = Visitor.nobody
        do {
            if let fault = HeadInspection.fault(of: request.headers) { throw fault.refusal }
            try desk.gate.checkHost(request.head.authority)
            guard path.utf8.count <= Self.longestAddress else {
                throw Refusal(
                    .uriTooLong, "address-too-long", "The address has more than \(Self.longestAddress) bytes.",
                    help: "Ask for less at once, or send it in a body where there is one.")
            }
            guard bare.hasPrefix("/") else { throw Refusal.bad("The address does not begin with a slash.") }
            let (endpoint, parameters) = try find(request.method, bare)
            let now = desk.clock()
            let query = try Query(split.map { path[path.index(after: $0)...] } ?? "")
            let address = desk.gate.address(of: context.address, request.headers)
            visitor = try await off(threads) { try desk.gate.visitor(request.headers, at: now) }
            try admit(visitor, to: endpoint, from: address, at: now)
            let expected = try length(request, endpoint)
            let incoming = Incoming(request.body, expected: expected, limit: endpoint.input?.limit ?? 0, rules: rules)
            var body: [UInt8] = []
            if case .taking = endpoint.work {
                // Whoever takes a body as it comes shows where it is from in a field.
                let token = request.headers[.formToken]
                switch endpoint.sender {
                case .page: try desk.gate.checkOrigin(visitor, request.headers, token: token)
                case .pageWithFiles: break
                case .zeeschuimer: try desk.gate.checkExtension(visitor, request.headers, token: token)
                }
            } else if endpoint.isWriting {
                body = try await incoming.collected()
                try checkForm(visitor, request, endpoint, body)
            }
            var visit = Visit(
                visitor: visitor, method: request.method, path: String(bare), parameters: parameters, query: query,
                headers: request.headers, body: body, address: address, now: now)
            visit.host = request.head.authority ?? ""
            return (try await work(endpoint, visit, incoming), endpoint.policy)
        } catch {
            let refusal = Refusal(error)
            if refusal == .inner { logger.error("\(request.method) \(bare): \(error)") }
            return (refused(refusal, request, String(bare), path, visitor), nil)
        }
    }

    private func find(
        _ method: HTTPRequest.Method, _ path: Substring
    ) throws(Refusal) -> (Endpoint, [String: String]) {
        switch tree.match(method, path) {
        case .found(let endpoint, let parameters): return (endpoint, parameters)
        case .otherMethods(let methods):
            var names = Set(methods.map(\.rawValue))
            if names.contains("GET") { names.insert("HEAD") }
            names.insert("OPTIONS")
            let allow = names.sorted().joined(separator: ", ")
            if method == .options {
                throw Refusal(.noContent, "options", "", fields: [.allow: allow])
            }
            throw Refusal(
                .methodNotAllowed, "other-method", "This address does not take \(method.rawValue); it takes \(allow).",
                fields: [.allow: allow])
        case .nothing:
            throw .notFound("There is nothing at this address.", help: "The first page leads to all others.")
        }
    }

    /// Refuses whoever may not, and whoever asks too often.
    private func admit(
        _ visitor: Visitor, to endpoint: Endpoint, from address: String, at now: Instant
    ) throws(Refusal) {
        let whose = visitor.isPresent && endpoint.permission != .open ? visitor.name : address
        // To look at a page is to read, whoever may; what it leads to may take long.
        let isLook = endpoint.kind == .page && !endpoint.isWriting && endpoint.permission != .open
        let kind = isLook ? Permission.read : endpoint.permission
        if let seconds = desk.rates.take("\(kind.rawValue) \(whose)", kind.allowance, at: now) {
            throw Refusal(
                .tooManyRequests, "too-many", "Too many requests.", help: "Ask again in \(seconds) s.",
                fields: [.retryAfter: "\(seconds)"])
        }
        if visitor.may(endpoint.permission) { return }
        guard visitor.isPresent else {
            throw Refusal(
                // The extension takes no other status for this.
                endpoint.sender == .zeeschuimer ? .forbidden : .unauthorized, "sign-in", "Nobody is signed in here.",
                help: desk.gate.isLocal
                    ? "Open the address that the server printed when it was started." : "Sign in, or show a token.",
                fields: endpoint.kind == .interface ? [.wwwAuthenticate: "Bearer"] : [:])
        }
        let roles = endpoint.permission.roles.sorted().map(\.rawValue).joined(separator: ", ")
        throw .forbidden(
            "You may not \(endpoint.permission.words).",
            help: visitor.scopes.map { !$0.contains(endpoint.permission) } == true
                ? "The token was not made for it: it lacks the scope '\(endpoint.permission.rawValue)'."
                : "It needs one of the roles \(roles); whoever keeps the people can give you one.")
    }

    /// How much the sender says that will come.
    private func length(_ request: Request, _ endpoint: Endpoint) throws(Refusal) -> Int? {
        guard let stated = request.headers[.contentLength] else { return nil }
        guard let length = Int(stated), length >= 0 else { throw .bad("The length of what was sent is no number.") }
        if let input = endpoint.input {
            if length > input.limit { throw Incoming.tooLarge(input.limit) }
        } else if length > 0, !endpoint.isWriting {
            throw Refusal(
                .contentTooLarge, "no-body", "Nothing can be sent to this address.", fields: [.connection: "close"])
        }
        return length
    }

    private func checkForm(
        _ visitor: Visitor, _ request: Request, _ endpoint: Endpoint, _ body: [UInt8]
    ) throws(Refusal) {
        var token = request.headers[.formToken]
        if let input = endpoint.input, !body.isEmpty {
            let type = request.headers[.contentType].map { String($0.prefix { $0 != ";" }).trimmed.lowercased() } ?? ""
            guard input.types.contains(type) else {
                throw Refusal(
                    .unsupportedMediaType, "other-type",
                    "This address takes \(input.types.joined(separator: " or ")), not '\(type.prefix(80))'.")
            }
            if type == "application/x-www-form-urlencoded" {
                if token == nil { token = try Query(form: body).exact("form_token") }
            } else if type == "multipart/form-data", token == nil {
                token = try MultipartForm(body, type: request.headers[.contentType] ?? "").text("form_token")
            }
        }
        try desk.gate.checkOrigin(visitor, request.headers, token: token)
    }

    // MARK: Work

    private func work(_ endpoint: Endpoint, _ visit: Visit, _ incoming: Incoming) async throws -> Answer {
        let answer: Answer
        switch endpoint.work {
        case .plain(let work) where endpoint.isWriting: answer = try await off(Self.writing) { try work(visit) }
        case .plain(let work): answer = try await off(threads) { try desk.readers.together { try work(visit) } }
        case .waiting(let work): answer = try await work(visit)
        case .taking(let work): answer = try await work(visit, incoming)
        }
        note(endpoint, visit, answer)
        if endpoint.isWriting { try await off(Self.writing) { try desk.audit.flush() } }
        return answer
    }

    private func note(_ endpoint: Endpoint, _ visit: Visit, _ answer: Answer) {
        if endpoint.isUnrecorded { return }
        let address = "\(visit.method.rawValue) \(visit.whole)"
        if let exported = answer.exported {
            desk.audit.note(AuditTrail.Act(visit.visitor, .exported, object: exported.digest, note: address))
        } else {
            desk.audit.note(AuditTrail.Act(visit.visitor, endpoint.isWriting ? .entered : .viewed, note: address))
        }
    }

    private func off<Result: Sendable>(
        _ threads: NIOThreadPool, _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await threads.runIfActive(work)
    }

    // MARK: Refusals

    private func refused(
        _ refusal: Refusal, _ request: Request, _ path: String, _ whole: String, _ visitor: Visitor
    ) -> Answer {
        if refusal.status == .noContent { return Answer(.noContent, fields: refusal.fields) }
        let accepts = request.headers[.accept] ?? ""
        guard accepts.contains("text/html"), Endpoint.mayRefuseWithPage(path) else {
            var answer = Answer.json(ErrorDocument(refusal).bytes, status: refusal.status)
            answer.fields.append(contentsOf: refusal.fields)
            return answer
        }
        if refusal.status == .unauthorized, request.method == .get, request.headers[.secFetchSite] == "cross-site" {
            // Somebody followed a link from elsewhere, and their browser sends no cookie of ours with that. From a page of
            // ours it does: this one asks again by itself.
            let frame = desk.frame(visit(of: request, path, visitor))
            var answer = Answer.page(RefusalPage.onward(to: OwnAddress.checked(whole), frame: frame))
            answer.fields[.refresh] = "0; url=" + OwnAddress.checked(whole)
            return answer
        }
        if refusal.status == .unauthorized, !desk.gate.isLocal, request.method == .get {
            return .seeOther("/login?next=" + PathText.encoded(OwnAddress.checked(whole)))
        }
        var answer = Answer.page(
            RefusalPages.page(refusal, desk.frame(visit(of: request, path, visitor))), status: refusal.status)
        answer.fields.append(contentsOf: refusal.fields)
        return answer
    }

    /// A visit that came to nothing, for the page that says so.
    private func visit(of request: Request, _ path: String, _ visitor: Visitor) -> Visit {
        Visit(
            visitor: visitor, method: request.method, path: path, parameters: [:], query: .nothing,
            headers: request.headers, body: [], address: "", now: desk.clock())
    }
}

/// What an answer needs to know of the connection.
package struct SiteContext: InitializableFromSource, RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Where the request comes from: the connection's other end.
    package var address: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }
}
