import Evidence
import Foundation
import Hummingbird
import NIOCore
import NIOPosix
import Records
import ServiceLifecycle
import Synchronization
import Testing
import Workspace

@testable import Server

@Suite("The server on a socket")
struct LiveTests {
    /// Runs a server, gives its port, and stops it as SIGTERM does.
    private func serving(
        _ scene: SiteScene, _ rules: ConnectionRules = ConnectionRules(),
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        var serving = Serving(host: "127.0.0.1", port: 0, version: "daylight 0.0.1", caseName: "case")
        serving.connections = rules
        let (ready, tell) = AsyncStream.makeStream(of: Int.self)
        let application = serving.application(scene.desk, logger: SiteScene.silent) { tell.yield($0) }
        let group = ServiceGroup(
            configuration: .init(services: [application], gracefulShutdownSignals: [], logger: SiteScene.silent))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await port in ready {
                try await body(port)
                break
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Sends bytes as they are, and reads until the server closes.
    /// - Parameter drops: sent afterwards, one after each tenth of a second, until the server has enough.
    private func raw(_ port: Int, _ text: String, drops: [String] = []) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let received = Received()
        do {
            try await channel.executeThenClose { inbound, outbound in
                // What is answered while somebody still sends must not be lost when the connection is cut.
                async let reading: Void = {
                    for try await part in inbound { received.text.withLock { $0 += String(buffer: part) } }
                }()
                try await outbound.write(ByteBuffer(string: text))
                for drop in drops {
                    try await Task.sleep(for: .milliseconds(100))
                    do { try await outbound.write(ByteBuffer(string: drop)) } catch { break }
                }
                try await reading
            }
        } catch is IOError {
        } catch is ChannelError {
        }
        return received.text.withLock { $0 }
    }

    private final class Received: Sendable {
        let text = Mutex("")
    }

    @Test("Requests of HTTP are answered; heads that are too large, damaged or smuggled are not")
    func heads() async throws {
        let scene = try SiteScene()
        try await serving(scene) { port async throws in
            let host = "Host: 127.0.0.1:\(port)\r\nConnection: close\r\n"
            let fine = try await raw(port, "GET /help HTTP/1.1\r\n\(host)\r\n")
            #expect(fine.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(fine.contains("Who may do what"))
            #expect(try await raw(port, "GET /help HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").contains(" 421 "))
            let smuggled =
                "POST /logout HTTP/1.1\r\n\(host)Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /help HTTP/1.1\r\n\(host)\r\n"
            #expect(!(try await raw(port, smuggled)).contains("200 OK"))
            #expect(!(try await raw(port, "nonsense\r\n\r\n")).contains("200 OK"))
        }
    }

    /// Requests whose heads are refused before anybody asks what they are for.
    private static func faults(_ port: Int) -> [(head: String, status: Int, code: String)] {
        let host = "Host: 127.0.0.1:\(port)\r\n"
        return [
            ("GET /help HTTP/1.1\r\n", 400, "no-host"),
            ("GET /help HTTP/1.1\r\n\(host)\(host)", 400, "many-hosts"),
            ("GET /help HTTP/1.1\r\n\(host)host: elsewhere.example\r\n", 400, "many-hosts"),
            ("GET http://127.0.0.1:\(port)/help HTTP/1.1\r\n\(host)", 400, "foreign-target"),
            ("GET http://elsewhere.example/help HTTP/1.1\r\n\(host)", 400, "foreign-target"),
            ("GET HTTPS://elsewhere.example HTTP/1.1\r\n\(host)", 400, "foreign-target"),
            ("GET /help HTTP/1.1\r\n\(host)X-A: \(String(repeating: "a", count: 40_000))\r\n", 431, "fields-too-long"),
            (
                "GET /help HTTP/1.1\r\n\(host)" + (0..<200).map { "X-\($0): a\r\n" }.joined(), 431, "fields-too-long"
            ),
            ("GET /help HTTP/9.7\r\n\(host)", 400, "unreadable"), ("nonsense\r\n", 400, "unreadable"),
        ]
    }

    @Test("A head that names no host or two, asks for a whole address or is too long is refused as everything else is")
    func faults() async throws {
        let scene = try SiteScene()
        var rules = ConnectionRules()
        rules.lingering = .milliseconds(50)
        try await serving(scene, rules) { port async throws in
            for (head, status, code) in Self.faults(port) {
                let place: Comment = "\(head.prefix(80))"
                // A request before it is answered first.
                let sound = "GET /help HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
                let both = try await raw(port, sound + head + "\r\n")
                #expect(both.hasPrefix("HTTP/1.1 200 OK\r\n"), place)
                let answer = try #require(both.range(of: "HTTP/1.1 \(status) ").map { both[$0.lowerBound...] }, place)
                #expect(answer.contains("{\"error\":{\"code\":\"\(code)\","), place)
                #expect(answer.lowercased().contains("content-security-policy: default-src 'none'"), place)
                #expect(answer.lowercased().contains("connection: close"), place)
            }
            // Nobody sets the field by which a fault travels.
            let claimed = "GET /help HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nDaylight-Head-Fault: no-host\r\n"
            #expect(try await raw(port, claimed + "Connection: close\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test("Who sends a file too slowly is refused, and who sends half a head is cut off")
    func slow() async throws {
        let scene = try SiteScene()
        let local = try #require(scene.local)
        var rules = ConnectionRules()
        rules.stretch = .milliseconds(300)
        try await serving(scene, rules) { port async throws in
            let host = "Host: 127.0.0.1:\(port)\r\n"
            let entered = try await raw(
                port, "GET /enter?key=\(local.spelling) HTTP/1.1\r\n\(host)Connection: close\r\n\r\n")
            let field = try #require(
                entered.split(separator: "\r\n").first { $0.lowercased().hasPrefix("set-cookie: ") })
            let cookie = try #require(String(field.dropFirst(12)).cookiePair)
            let head =
                "POST /api/import-dataset HTTP/1.1\r\n\(host)Cookie: \(cookie)\r\nX-Zeeschuimer-Platform: tiktok.com\r\n"
                + "Content-Length: 100000\r\n\r\n"
            let refused = try await raw(port, head, drops: Array(repeating: "{}\n", count: 30))
            #expect(refused.hasPrefix("HTTP/1.1 408 "), "\(refused.prefix(300))")
            #expect(refused.contains("\"code\":\"too-slow\""))
            #expect(scene.uploaded.isEmpty)
        }
        rules.patience = .seconds(1)
        try await serving(try SiteScene(), rules) { port async throws in
            // It would wait for an answer for ever if it were not cut off.
            let half = try await raw(port, "GET /help HTTP/1.1\r\n", drops: Array(repeating: "X-A: a\r\n", count: 50))
            #expect(half.isEmpty)
        }
    }

    @Test("When it stops, what was read stands in the log")
    func stopping() async throws {
        let scene = try SiteScene()
        let local = try #require(scene.local)
        try await serving(scene) { port async throws in
            let entered = try await raw(
                port,
                "GET /enter?key=\(local.spelling) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n")
            #expect(entered.contains(" 303 See Other"))
        }
        var notes: [String?] = []
        try scene.folder.evidence.custody().eachEvent { notes.append($0.draft.note) }
        #expect(notes == ["signed in on this machine"])
    }

    @Test("A server that others could reach and that knows no people is refused, with what to do")
    func bind() throws {
        let scene = try SiteScene()
        for (host, isBehindProxy) in [("0.0.0.0", false), ("192.0.2.1", false), ("::", false), ("127.0.0.1", true)] {
            let serving = Serving(
                host: host, port: 8787, isBehindProxy: isBehindProxy, version: "daylight 0.0.1", caseName: "case")
            let refusal = #expect(throws: Refusal.self) { try serving.check(scene.store) }
            #expect(refusal?.help.contains("daylight people add NAME --role admin") == true)
        }
        for host in ["127.0.0.1", "::1", "localhost"] {
            try Serving(host: host, port: 1, version: "", caseName: "").check(scene.store)
        }
        let peopled = try SiteScene(people: [("ada", [.admin], .red)])
        try Serving(host: "0.0.0.0", port: 1, version: "", caseName: "").check(peopled.store)
    }
}
