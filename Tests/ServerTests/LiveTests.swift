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
    private func serving(_ scene: SiteScene, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let serving = Serving(host: "127.0.0.1", port: 0, version: "daylight 0.0.1", caseName: "case")
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
    private func raw(_ port: Int, _ text: String) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var answer = ""
            for try await part in inbound { answer += String(buffer: part) }
            return answer
        }
    }

    @Test("Requests of HTTP are answered; heads that are too large, damaged or smuggled are not")
    func heads() async throws {
        let scene = try SiteScene()
        try await serving(scene) { port async throws in
            let host = "Host: 127.0.0.1:\(port)\r\nConnection: close\r\n"
            let fine = try await raw(port, "GET /help HTTP/1.1\r\n\(host)\r\n")
            #expect(fine.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(fine.contains("Who may do what"))
            // Without a host, with another's, with two.
            #expect(try await raw(port, "GET /help HTTP/1.1\r\nConnection: close\r\n\r\n").contains(" 421 "))
            #expect(try await raw(port, "GET /help HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").contains(" 421 "))
            let large = "GET /help HTTP/1.1\r\n\(host)X-A: \(String(repeating: "a", count: 40_000))\r\n\r\n"
            let tooLarge = try await raw(port, large)
            #expect(tooLarge.contains(" 431 ") || tooLarge.contains(" 400 ") || tooLarge.isEmpty)
            #expect(!tooLarge.contains("200 OK"))
            let smuggled =
                "POST /logout HTTP/1.1\r\n\(host)Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /help HTTP/1.1\r\n\(host)\r\n"
            #expect(!(try await raw(port, smuggled)).contains("200 OK"))
            #expect(!(try await raw(port, "nonsense\r\n\r\n")).contains("200 OK"))
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
