import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// From an answer to what goes out.
enum SiteResponse {
    /// What pages may load and do: nothing but this server's own.
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"

    static func response(_ answer: Answer, policy: String?, isHead: Bool, isSecure: Bool) -> Response {
        var fields = answer.fields
        fields[.contentSecurityPolicy] = policy ?? Self.policy
        fields[.xContentTypeOptions] = "nosniff"
        if fields[.referrerPolicy] == nil { fields[.referrerPolicy] = "same-origin" }
        fields[.crossOriginOpenerPolicy] = "same-origin"
        fields[.crossOriginResourcePolicy] = "same-origin"
        fields[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        fields[.frameOptions] = policy?.contains("frame-ancestors 'self'") == true ? "SAMEORIGIN" : "DENY"
        if isSecure { fields[.strictTransportSecurity] = "max-age=31536000" }
        if fields[.cacheControl] == nil { fields[.cacheControl] = "private, no-store" }
        let body = Self.body(answer.body)
        if isHead {
            if let length = body.contentLength { fields[.contentLength] = String(length) }
            return Response(status: answer.status, headers: fields, body: ResponseBody())
        }
        return Response(status: answer.status, headers: fields, body: body)
    }

    private static func body(_ body: Answer.Body) -> ResponseBody {
        switch body {
        case .none: ResponseBody()
        case .bytes(let bytes): ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .file(let path, let count): file(path, count)
        case .events(let stream): events(stream)
        }
    }

    /// A file in parts of 256 KiB; exactly as many bytes as were promised.
    private static func file(_ path: String, _ count: Int) -> ResponseBody {
        ResponseBody(contentLength: count) { writer in
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            var left = count
            while left > 0, let part = try file.read(upToCount: min(left, 1 << 18)), !part.isEmpty {
                left -= part.count
                try await writer.write(ByteBuffer(bytes: part))
            }
            try await writer.finish(nil)
        }
    }

    /// Events, with a sign of life every fifteen seconds, until the server stops.
    private static func events(_ stream: AsyncStream<ServerEvent>) -> ResponseBody {
        ResponseBody { writer in
            let lines = AsyncStream<[UInt8]> { continuation in
                let events = Task {
                    for await event in stream { continuation.yield(event.bytes) }
                    continuation.finish()
                }
                let life = Task {
                    while !Task.isCancelled {
                        try await Task.sleep(for: .seconds(15))
                        continuation.yield(Array(": still here\n\n".utf8))
                    }
                }
                continuation.onTermination = { _ in
                    events.cancel()
                    life.cancel()
                }
            }
            for await line in lines.cancelOnGracefulShutdown() { try await writer.write(ByteBuffer(bytes: line)) }
            try await writer.finish(nil)
        }
    }
}
