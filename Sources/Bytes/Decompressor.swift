import CZlib
import CZstd

/// Unpacks a file's bytes: gzip with any number of members, zstd with any number of frames, or nothing at all.
final class Decompressor {
    let input: RawInput
    let compression: Compression
    private let freeExpansion: UInt64
    private let ratio: UInt64
    private var delivered: UInt64 = 0
    private var finished = false
    private let deflated: UnsafeMutablePointer<z_stream>?
    private let frames: OpaquePointer?
    /// What zstd said last: 0 between frames.
    private var frameRest = 0
    private var insideMember = false

    init(_ input: RawInput, freeExpansion: UInt64, ratio: UInt64) throws(ByteSourceError) {
        self.input = input
        self.freeExpansion = freeExpansion
        self.ratio = ratio
        compression = try Self.detect(input)
        deflated = compression == .gzip ? .allocate(capacity: 1) : nil
        frames = compression == .zstd ? ZSTD_createDStream() : nil
        if let deflated {
            deflated.initialize(to: z_stream())
            // 15 bits of window, plus 16 for the gzip wrapping.
            let code = inflateInit2_(deflated, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
            guard code == Z_OK else { throw .unreadable(reason: "zlib did not start") }
        }
        if compression == .zstd, frames == nil { throw .unreadable(reason: "zstd did not start") }
    }

    deinit {
        if let deflated {
            inflateEnd(deflated)
            deflated.deallocate()
        }
        ZSTD_freeDStream(frames)
    }

    /// Content into `target`; 0 at the end.
    func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(ByteSourceError) -> Int {
        if finished { return 0 }
        let produced =
            switch compression {
            case .none: try copy(target, count)
            case .gzip: try inflateMembers(target, count)
            case .zstd: try decompressFrames(target, count)
            }
        delivered += UInt64(produced)
        if produced == 0 { finished = true }
        if compression != .none, delivered > freeExpansion, delivered / ratio > input.delivered {
            finished = true
            throw .expansion(delivered: delivered, ratio: ratio)
        }
        return produced
    }

    private static func detect(_ input: RawInput) throws(ByteSourceError) -> Compression {
        try input.fill(atLeast: 4)
        let head = ByteView(base: input.unread, count: input.unreadCount)
        if head.count >= 2, head[0] == 0x1F, head[1] == 0x8B { return .gzip }
        let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
        if head.count >= 4, head.array.starts(with: magic) { return .zstd }
        return .none
    }

    private func copy(_ target: UnsafeMutablePointer<UInt8>, _ count: Int) throws(ByteSourceError) -> Int {
        if input.unreadCount == 0 { return try input.readDirectly(into: target, count: count) }
        let taken = min(count, input.unreadCount)
        target.update(from: input.unread, count: taken)
        input.take(taken)
        return taken
    }

    private func inflateMembers(_ target: UnsafeMutablePointer<UInt8>, _ count: Int) throws(ByteSourceError) -> Int {
        guard let deflated else { return 0 }
        // zlib counts in 32 bits.
        let room = min(count, 1 << 30)
        while true {
            let hasInput = try input.fill()
            if !insideMember {
                guard hasInput, try startMember() else { return 0 }
            }
            let given = min(input.unreadCount, 1 << 30)
            deflated.pointee.next_in = input.unread
            deflated.pointee.avail_in = UInt32(given)
            deflated.pointee.next_out = target
            deflated.pointee.avail_out = UInt32(room)
            let code = inflate(deflated, Z_NO_FLUSH)
            input.take(given - Int(deflated.pointee.avail_in))
            let produced = room - Int(deflated.pointee.avail_out)
            switch code {
            case Z_STREAM_END:
                insideMember = false
            case Z_OK, Z_BUF_ERROR:
                if produced == 0, !hasInput { throw .truncated(compression: .gzip, delivered: delivered) }
            default:
                // Whatever came out before the damage is good: hand it over, and meet the damage again next time.
                if produced > 0 { return produced }
                let reason = deflated.pointee.msg.map { String(cString: $0) } ?? "zlib code \(code)"
                throw .corrupt(compression: .gzip, delivered: delivered, reason: reason)
            }
            if produced > 0 { return produced }
        }
    }

    /// Begins the next member; false where only padding with zeros is left.
    private func startMember() throws(ByteSourceError) -> Bool {
        guard delivered > 0 || input.delivered > UInt64(input.unreadCount) else {
            insideMember = true
            return true
        }
        while input.unread[0] == 0 {
            input.take(1)
            if try !input.fill() { return false }
        }
        guard input.unread[0] == 0x1F else { throw .trailingBytes(compression: .gzip, delivered: delivered) }
        if let deflated { inflateReset(deflated) }
        insideMember = true
        return true
    }

    private func decompressFrames(_ target: UnsafeMutablePointer<UInt8>, _ count: Int) throws(ByteSourceError) -> Int {
        var output = ZSTD_outBuffer(dst: target, size: count, pos: 0)
        while true {
            let hasInput = try input.fill()
            if !hasInput, frameRest == 0 { return 0 }
            var given = ZSTD_inBuffer(src: input.unread, size: input.unreadCount, pos: 0)
            let isBetweenFrames = frameRest == 0
            let code = ZSTD_decompressStream(frames, &output, &given)
            input.take(given.pos)
            if ZSTD_isError(code) != 0 {
                if output.pos > 0 { return output.pos }
                if isBetweenFrames, delivered > 0 { throw .trailingBytes(compression: .zstd, delivered: delivered) }
                let reason = String(cString: ZSTD_getErrorName(code))
                throw .corrupt(compression: .zstd, delivered: delivered, reason: reason)
            }
            frameRest = code
            if output.pos > 0 { return output.pos }
            if !hasInput, given.pos == 0 {
                if frameRest == 0 { return 0 }
                throw .truncated(compression: .zstd, delivered: delivered)
            }
        }
    }
}
