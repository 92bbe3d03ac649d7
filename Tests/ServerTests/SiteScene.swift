import Collection
import Coordination
import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Inquiry
import Intake
import Logging
import NIOCore
import Oversight
import Records
import Synchronization
import Testing
import Workspace

@testable import Server

/// A small case behind a server that nobody can reach but the test: an invented export, one run, and duties that are
/// marked differently.
final class SiteScene: Sendable {
    /// 2027-01-15T08:00:00Z.
    static let start = Instant(milliseconds: 1_800_000_000_000)
    static let password = "correct horse battery staple"

    /// Values for the parameters of paths, for tests that go through the whole table. What is changed by them is not there.
    static let samples = [
        "run": "1", "name": "accounts.csv", "person": "999", "token": "999", "network": "N1", "account": "1",
        "post": "1", "object": "1", "import": "1", "job": "999", "platform": "tiktok", "cohort": "none",
        "notice": "none", "asset": "tiktok:1", "record": "none", "sha256": "none", "request": "999",
        "report": "none", "row": "none", "claim": "none", "obligation": "none", "assessment": "none",
    ]

    let folder: CaseFolder
    let store: ServerStore
    let desk: Desk
    let local: LocalKey?
    private let root: String

    /// - Parameters:
    ///   - people: who signs in, with roles and clearance; nobody for the one local person.
    ///   - hosts: for which the server answers; tests ask for `localhost`.
    ///   - provider: that people may sign in with.
    init(
        people: [(name: String, roles: Set<Role>, clearance: TrafficLight)] = [], hosts: Set<String> = ["localhost"],
        isSecure: Bool = false, proxies: Int = 0, provider: IdentityProvider? = nil
    ) throws {
        root = NSTemporaryDirectory() + "daylight-site-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        folder = try CaseFolder.create(at: root + "/case")
        try Self.fill(folder, root)
        store = try ServerStore.open(of: folder)
        for person in people {
            _ = try store.addPerson(
                name: person.name, displayName: person.name.capitalized, roles: person.roles,
                clearance: person.clearance, at: Self.start)
        }
        local = people.isEmpty && provider == nil ? LocalKey() : nil
        let clock = Clock()
        self.clock = clock
        desk = Desk(
            folder: folder, readers: try CaseReaders(of: folder), store: store, version: "daylight 0.0.1",
            caseName: "Operation <Lantern>", local: local,
            site: SiteAddress(hosts: hosts, port: 8787, isSecure: isSecure, proxies: proxies),
            provider: provider, clock: { clock.now })
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    private let clock: Clock

    private final class Clock: Sendable {
        private let time = Mutex(SiteScene.start)

        var now: Instant { time.withLock { $0 } }

        func advance(_ milliseconds: Int64) { time.withLock { $0.milliseconds += milliseconds } }
    }

    var now: Instant { clock.now }

    /// Lets time pass.
    func wait(minutes: Int64) { clock.advance(minutes * 60_000) }

    /// A provider that nobody needs to run: what it would answer to whoever asks where it is asked for what.
    static let cannedProvider: IdentityProvider.Fetch = { question async throws(CollectionError) in
        let document = """
            {"issuer":"https://id.example","authorization_endpoint":"https://id.example/authorize",
            "token_endpoint":"https://id.example/token","jwks_uri":"https://id.example/keys"}
            """
        return question.address.path == "/.well-known/openid-configuration"
            ? .init(status: 200, bytes: Array(document.utf8)) : .init(status: 404, bytes: [])
    }

    /// The same, as a server is told of it.
    static func provider() throws -> IdentityProvider {
        IdentityProvider(
            try ProviderSettings(
                issuer: "https://id.example", client: "daylight", name: "the newsroom",
                roles: ["editors": [.viewer]], publicAddress: "http://localhost"), fetch: cannedProvider)
    }

    // MARK: What is in the case

    /// Of whom some act together.
    static let crew = ["radu.1", "radu.2", "vocea_ta", "maria88"]

    private static func fill(_ folder: CaseFolder, _ root: String) throws {
        var lines = ["video_id,author_name,create_time,video_description,music_id,hashtag_names"]
        var identifier = 7_430_000_000_000_000_000
        for number in 0..<6 {
            for (place, author) in crew.enumerated() {
                identifier += 1
                lines.append(
                    "\(identifier),\(author),\(1_730_419_200 + number * 90_000 + place * 7),\"partea \(number) <b>x</b>\","
                        + "\(7_000_000_000_000 + number),\"alegeri2024\"")
            }
        }
        let path = root + "/posts.csv"
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
        _ = try folder.importFile(
            SourceFile(path: path), ImportSettings(reading: IntakeOptions(), now: start), reject: { _ in },
            progress: .silent)
        try run(folder)
        for (name, light) in [("duty-clear", TrafficLight.clear), ("duty-green", .green), ("duty-red", .red)] {
            try folder.enter([try duty(name)], at: start)
            try folder.enter(
                [Marking(ObjectReference(.obligation, name), light, by: "ada", reason: "a test")], at: start)
        }
    }

    private static func duty(_ name: String) throws -> ObligationClock {
        try ObligationClock(
            row: NamedRow(
                number: 1,
                values: [
                    "name": name, "provision": "to answer", "debtor": "A platform", "start": "2027-01-14T00:00:00Z",
                    "allowed": "90 days", "calendar": "plain", "source": "https://example.org/letter",
                ]))
    }

    private static func run(_ folder: CaseFolder) throws {
        let number = try folder.reserveRun()
        let results = try ResultFolder(path: folder.folder(ofRun: number))
        let question = try Question(
            case: folder, search: SearchParameters(windows: [Window(milliseconds: 60_000)], minimumWeight: 2))
        let answer = try question.answer(reject: results.reject, progress: .silent)
        try results.finishRejects()
        try results.write(answer)
        try results.file("report.html") { sink throws(ExchangeError) in try sink.write("<!DOCTYPE html><p>report</p>") }
        let manifest = answer.manifest(
            command: "investigate", version: "0.0.1", results: results.outputs,
            execution: RunManifest.Execution(
                started: start.description, wallSeconds: 1, cpuSeconds: 1, threads: 1, host: "here", paths: [],
                arguments: []))
        try results.finish(manifest)
        try folder.enterRun(
            number, command: manifest.command, manifest: String(decoding: manifest.json, as: UTF8.self))
    }

    // MARK: Asking

    /// Asks the server, without a network in between.
    /// - Parameter body: gets the one local person, signed in, where there are no people; nobody where there are.
    func test(_ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        let service = SiteService(desk, logger: Self.silent)
        try await Application(responder: service).test(.router) { client in
            var browser = Browser(client: client, scene: self, tree: service.tree)
            if let local { browser.cookie = desk.gate.beginLocal(key: local.spelling, at: now)?.cookiePair }
            try await body(browser)
        }
    }

    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Somebody of the people, signed in.
    func session(of name: String) throws -> String {
        guard let person = try store.person(named: name),
            let cookie = try desk.gate.begin(person: person.id, at: now).cookiePair
        else { throw Refusal.notFound("nobody is called \(name)") }
        return cookie
    }
}

/// What a test asks with.
struct Browser: Sendable {
    let client: any TestClientProtocol
    let scene: SiteScene
    let tree: RouteTree
    /// `name=value`; nil for nobody.
    var cookie: String?
    var token: String?
    /// As a browser that shows pages, or as a program.
    var accept = "text/html"

    /// The same as somebody else.
    func signed(in name: String) throws -> Browser {
        var browser = self
        browser.cookie = try scene.session(of: name)
        return browser
    }

    /// The same as nobody.
    var signedOut: Browser {
        var browser = self
        browser.cookie = nil
        return browser
    }

    /// The same as a program with a token.
    func with(token: String) -> Browser {
        var browser = signedOut
        browser.token = token
        browser.accept = "application/json"
        return browser
    }

    /// What the forms of this session carry.
    var formToken: String {
        guard let cookie else { return "" }
        let visitor = try? scene.desk.gate.visitor([.cookie: cookie], at: scene.now)
        return visitor?.formToken ?? ""
    }

    func get(_ path: String, _ fields: HTTPFields = [:]) async throws -> Reply {
        try await ask(.get, path, fields)
    }

    /// A page that is worked out beside the requests, once it says what is waited for; what it says last after half a
    /// minute.
    func get(_ path: String, once isReady: (String) -> Bool) async throws -> String {
        for _ in 0..<60 {
            let text = try await get(path).text
            if isReady(text) { return text }
            try await Task.sleep(for: .milliseconds(500))
        }
        return try await get(path).text
    }

    /// Sends a form as a page of the server would.
    func post(
        _ path: String, _ form: KeyValuePairs<String, String> = [:], token: String? = nil, _ fields: HTTPFields = [:]
    ) async throws -> Reply {
        var parts = form.map { "\($0)=\(PathText.encoded($1))" }
        parts.append("form_token=\(PathText.encoded(token ?? formToken))")
        var sent: HTTPFields = [
            .contentType: "application/x-www-form-urlencoded", .origin: "http://localhost",
            .secFetchSite: "same-origin",
        ]
        for field in fields { sent[field.name] = field.value.isEmpty ? nil : field.value }
        return try await ask(.post, path, sent, body: Array(parts.joined(separator: "&").utf8))
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields = [:], body: [UInt8]? = nil
    ) async throws -> Reply {
        var sent = fields
        if sent[.accept] == nil { sent[.accept] = accept }
        if let cookie { sent[.cookie] = cookie }
        if let token { sent[.authorization] = "Bearer \(token)" }
        let response = try await client.execute(
            uri: path, method: method, headers: sent, body: body.map { ByteBuffer(bytes: $0) })
        let reply = Reply(
            status: response.status, headers: response.headers, bytes: Array(response.body.readableBytesView))
        expectDescribed(reply, method, path)
        return reply
    }

    /// Whatever comes back in any test is something that the description of the interface names.
    private func expectDescribed(_ reply: Reply, _ method: HTTPRequest.Method, _ path: String) {
        guard case .found(let endpoint, _) = tree.match(method == .head ? .get : method, path.prefix { $0 != "?" })
        else { return }
        func bare(_ type: String) -> String { String(type.prefix { $0 != ";" }) }
        let type = bare(reply.headers[.contentType] ?? "")
        #expect(
            endpoint.answers.contains { $0.status == reply.status.code && bare($0.type) == type },
            "\(method) \(path) answers \(reply.status.code) as '\(type)', which \(endpoint.name) does not say")
    }
}

/// What came back.
struct Reply: Sendable {
    var status: HTTPResponse.Status
    var headers: HTTPFields
    var bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension String {
    /// `name=value` of a Set-Cookie field.
    var cookiePair: String? { split(separator: ";").first.map(String.init) }
}

/// Keeps nothing.
struct SwiftLogNoOpLogHandler: LogHandler {
    var logLevel = Logger.Level.critical
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {}
}
