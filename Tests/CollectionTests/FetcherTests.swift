import Collection
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@Suite("Fetching, within limits")
struct FetcherTests {
    private let fetcher = Fetcher(limits: .init(bytes: 1_000, seconds: 60))
    private let hasty = Fetcher(limits: .init(bytes: 1_000, seconds: 1))

    /// Runs a server on this machine that behaves badly.
    private func serving(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let router = Router()
        router.get("/fine") { request, _ in
            "\(request.headers[.accept] ?? "") \(request.headers[.authorization] ?? "nobody")"
        }
        router.post("/fine") { request, _ in
            let body = try await request.body.collect(upTo: 1_000)
            return
                "\(request.headers[.contentType] ?? "") \(String(buffer: body)) \(request.headers[.authorization] ?? "")"
        }
        router.get("/missing") { _, _ in Response(status: .notFound) }
        for status in [301, 302, 303, 307, 308] {
            router.get("/redirect/\(status)") { _, _ in
                Response(status: .init(code: status), headers: [.location: "/fine"])
            }
        }
        router.get("/large") { _, _ in String(repeating: "a", count: 1_001) }
        router.get("/endless") { _, _ in
            Response(
                status: .ok,
                body: .init { writer in
                    for _ in 0..<1_000 { try await writer.write(ByteBuffer(repeating: 0x61, count: 100)) }
                    try await writer.finish(nil)
                })
        }
        router.get("/dripping") { _, _ in
            Response(
                status: .ok,
                body: .init { writer in
                    for _ in 0..<60 {
                        try await writer.write(ByteBuffer(string: "a"))
                        try await Task.sleep(for: .milliseconds(100))
                    }
                    try await writer.finish(nil)
                })
        }
        router.get("/silent") { _, _ in
            try await Task.sleep(for: .seconds(6))
            return "late"
        }
        router.get("/packed") { _, _ in
            Response(
                status: .ok, headers: [.contentEncoding: "gzip"],
                body: .init(byteBuffer: ByteBuffer(bytes: [0x1F, 0x8B])))
        }
        try await Application(router: router, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            .test(.live) { client async throws in try await body("http://localhost:\(try #require(client.port))") }
    }

    private func error(_ address: String, by fetcher: Fetcher? = nil) async throws -> CollectionError? {
        let fetcher = fetcher ?? self.fetcher
        let question = Fetcher.Question(try RemoteAddress(address))
        do {
            _ = try await fetcher.fetch(question)
            return nil
        } catch {
            return error
        }
    }

    @Test("An answer comes whole, with its status; a form is sent as one")
    func answers() async throws {
        try await serving { base async throws in
            let fine = try await fetcher.fetch(.init(try RemoteAddress(base + "/fine")))
            #expect(fine == .init(status: 200, bytes: Array("application/json nobody".utf8)))
            let sent = try await fetcher.fetch(
                .init(try RemoteAddress(base + "/fine"), form: "a=b", authorization: "Basic eDp5"))
            #expect(String(decoding: sent.bytes, as: UTF8.self) == "application/x-www-form-urlencoded a=b Basic eDp5")
            #expect(try await fetcher.fetch(.init(try RemoteAddress(base + "/missing"))).status == 404)
            // Nothing is unpacked: a small answer stays one.
            #expect(try await fetcher.fetch(.init(try RemoteAddress(base + "/packed"))).bytes == [0x1F, 0x8B])
        }
    }

    @Test("Redirects are not followed, and too much is not taken, whether its length is said or not")
    func limits() async throws {
        try await serving { base async throws in
            for status in [301, 302, 303, 307, 308] {
                #expect(
                    try await error(base + "/redirect/\(status)") == .redirected(host: "localhost", status: status))
            }
            #expect(try await error(base + "/large") == .tooLarge(host: "localhost", limit: 1_000))
            #expect(try await error(base + "/endless") == .tooLarge(host: "localhost", limit: 1_000))
        }
    }

    @Test("Silence, and a body that drips, end after the time that all of it may take")
    func time() async throws {
        try await serving { base async throws in
            for path in ["/silent", "/dripping"] {
                #expect(try await error(base + path, by: hasty) == .slow(host: "localhost", seconds: 1), "\(path)")
            }
        }
    }

    @Test("Where nobody listens, that is said")
    func unreachable() async throws {
        guard case .unreachable(let host, _) = try await error("http://127.0.0.1:1/") else {
            Issue.record("it was reached")
            return
        }
        #expect(host == "127.0.0.1")
    }
}
