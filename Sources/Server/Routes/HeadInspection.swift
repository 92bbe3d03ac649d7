import HTTPTypes
import NIOCore
import NIOHTTP1

/// What is wrong with the head of a request before anybody asks what it is for.
enum HeadFault: String, Sendable, CaseIterable {
    case noHost = "no-host"
    case manyHosts = "many-hosts"
    case foreignTarget = "foreign-target"
    case tooLong = "fields-too-long"
    case unreadable

    /// - Parameter head: of HTTP/1.
    init?(_ head: HTTPRequestHead) {
        let hosts = head.headers["host"].count
        if hosts != 1 {
            self = hosts == 0 ? .noHost : .manyHosts
        } else if !head.uri.hasPrefix("/"), head.uri != "*" {
            self = .foreignTarget
        } else {
            return nil
        }
    }

    init(_ error: HTTPParserError) { self = error == .headerOverflow ? .tooLong : .unreadable }

    var refusal: Refusal {
        let (message, help) =
            switch self {
            case .noHost: ("The request names no host.", "HTTP/1.1 asks for one field Host.")
            case .manyHosts: ("The request names more than one host.", "HTTP/1.1 asks for one field Host.")
            case .foreignTarget:
                (
                    "The request asks for a whole address, as a proxy is asked; this server is none.",
                    "Ask for the path alone, and name the host in the field Host."
                )
            case .tooLong:
                (
                    "The fields of the request's head are too long or too many.",
                    "One may have \(HeadInspection.longestField) bytes, all \(HeadInspection.longestHead), and there may be \(HeadInspection.mostFields)."
                )
            case .unreadable: ("The request is not HTTP/1.1.", "")
            }
        return Refusal(
            self == .tooLong ? .requestHeaderFieldsTooLarge : .badRequest, rawValue, message, help: help,
            fields: [.connection: "close"])
    }
}

/// Looks at each request as HTTP/1 has it, where its target and all its hosts can still be seen, and ends connections after
/// answers that say so.
///
/// What is wrong goes on as a request like any other, with the fault in a field that no sender can set: so it is answered in
/// its turn, and as everything else is.
final class HeadInspection: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    static let longestField = 16 << 10
    static let longestHead = 32 << 10
    static let mostFields = 100

    /// Where the fault stands.
    private static let mark = "Daylight-Head-Fault"
    private static let field = HTTPField.Name(mark)

    private let lingering: TimeAmount
    /// Whether a request has begun and not ended.
    private var isReading = false
    /// Whether nothing that still comes is read.
    private var isOver = false
    private var isClosing = false

    init(lingering: Duration) { self.lingering = TimeAmount(lingering) }

    /// The fault of a request that came through; nil for a sound one.
    static func fault(of fields: HTTPFields) -> HeadFault? {
        field.flatMap { fields[$0] }.flatMap(HeadFault.init)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isOver { return }
        switch unwrapInboundIn(data) {
        case .head(var head):
            isReading = true
            head.headers.remove(name: Self.mark)
            if let fault = HeadFault(head) { head.headers.add(name: Self.mark, value: fault.rawValue) }
            context.fireChannelRead(wrapInboundOut(.head(head)))
        case .body: context.fireChannelRead(data)
        case .end:
            isReading = false
            context.fireChannelRead(data)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Whatever comes after a head that could not be read is no request.
        if isOver { return }
        guard let error = error as? HTTPParserError, !isReading, context.channel.isActive else {
            return context.fireErrorCaught(error)
        }
        isOver = true
        let head = HTTPRequestHead(
            version: .http1_1, method: .GET, uri: "/",
            headers: [Self.mark: HeadFault(error).rawValue, "Connection": "close"])
        context.fireChannelRead(wrapInboundOut(.head(head)))
        context.fireChannelRead(wrapInboundOut(.end(nil)))
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            isClosing = head.headers["connection"].contains { $0.lowercased() == "close" }
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            guard isClosing else { return }
            isOver = true
            let channel = context.channel
            context.eventLoop.scheduleTask(in: lingering) { channel.close(promise: nil) }
        }
    }
}

/// Puts the inspection where it must stand, between the decoder and what makes values of HTTPTypes; the library lets
/// handlers in behind those only.
final class HeadInspectionInstaller: ChannelInboundHandler, RemovableChannelHandler {
    /// It takes nothing: what comes passes by.
    typealias InboundIn = Never

    private let lingering: Duration

    init(lingering: Duration) { self.lingering = lingering }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(HeadInspection(lingering: lingering), position: .after(decoder))
        } catch {
            // Nobody is let in uninspected.
            context.close(promise: nil)
        }
    }
}
