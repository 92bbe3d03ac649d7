import CZlib

/// Packs bytes by DEFLATE (RFC 1951), a piece at a time.
///
/// The level is fixed and nothing of the clock or the machine goes into the wrapping: the same bytes, given in whatever
/// pieces, are packed into the same bytes.
package final class Compressor {
    /// What is written around the packed bytes.
    package enum Wrapping: Sendable {
        /// Nothing: what stands in a ZIP file.
        case none
        /// A gzip member (RFC 1952) without name and time.
        case gzip

        fileprivate var windowBits: Int32 { self == .gzip ? 31 : -15 }
    }

    private static let level: Int32 = 6

    private let stream: UnsafeMutablePointer<z_stream>
    private var isFinished = false

    package init(_ wrapping: Wrapping) throws(ByteSourceError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = deflateInit2_(
            stream, Self.level, Z_DEFLATED, wrapping.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            stream.deallocate()
            throw .unreadable(reason: "zlib did not start")
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Packs more bytes, and appends what is ready of them.
    package func pack(_ bytes: [UInt8], to packed: inout [UInt8]) {
        precondition(!isFinished)
        bytes.withUnsafeBufferPointer { run($0, Z_NO_FLUSH, &packed) }
    }

    /// Appends the rest. Nothing may be packed afterwards.
    package func finish(to packed: inout [UInt8]) {
        precondition(!isFinished)
        isFinished = true
        run(UnsafeBufferPointer(start: nil, count: 0), Z_FINISH, &packed)
    }

    /// All at once.
    package static func packed(_ bytes: [UInt8], _ wrapping: Wrapping) throws(ByteSourceError) -> [UInt8] {
        let compressor = try Compressor(wrapping)
        var packed: [UInt8] = []
        compressor.pack(bytes, to: &packed)
        compressor.finish(to: &packed)
        return packed
    }

    private func run(_ bytes: UnsafeBufferPointer<UInt8>, _ flush: Int32, _ packed: inout [UInt8]) {
        var rest = bytes
        var room = [UInt8](repeating: 0, count: 1 << 16)
        repeat {
            // zlib counts in 32 bits.
            let given = min(rest.count, 1 << 30)
            stream.pointee.next_in = UnsafeMutablePointer(mutating: rest.baseAddress)
            stream.pointee.avail_in = UInt32(given)
            var full = true
            while full {
                let produced = room.withUnsafeMutableBufferPointer { room in
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = UInt32(room.count)
                    deflate(stream, flush)
                    return room.count - Int(stream.pointee.avail_out)
                }
                packed += room[..<produced]
                full = produced == room.count
            }
            rest = UnsafeBufferPointer(rebasing: rest[given...])
        } while !rest.isEmpty
        stream.pointee.next_in = nil
    }
}

/// The check sum of ZIP and gzip, CRC-32 of ISO 3309. It finds accidents; it keeps nobody from making another file with the
/// same sum.
package struct CyclicChecksum: Sendable {
    private var state: UInt = 0

    package init() {}

    package mutating func update(_ bytes: [UInt8]) {
        state = bytes.withUnsafeBufferPointer { crc32_z(state, $0.baseAddress, $0.count) }
    }

    package var value: UInt32 { UInt32(truncatingIfNeeded: state) }
}
