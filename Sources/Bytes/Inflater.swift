import CZlib

/// Unpacks one stretch of DEFLATE (RFC 1951), bare or as a gzip member, a piece at a time, and says where it ends.
package final class Inflater {
    private let stream: UnsafeMutablePointer<z_stream>
    /// Whether the end of the stretch was reached.
    package private(set) var isFinished = false

    package init(_ wrapping: Compressor.Wrapping) throws(ByteSourceError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = inflateInit2_(
            stream, wrapping == .gzip ? 31 : -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            stream.deallocate()
            throw .unreadable(reason: "zlib did not start")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unpacks what it can.
    /// - Parameters:
    ///   - most: how much content is given at most; there may be more to come from the same bytes.
    /// - Returns: how many of the packed bytes were taken. With none taken and none unpacked there is no more to be had from
    ///   these bytes.
    /// - Throws: `corrupt`.
    package func unpack(
        _ packed: ArraySlice<UInt8>, most: Int, to content: inout [UInt8]
    ) throws(ByteSourceError) -> Int {
        if isFinished { return 0 }
        let given = min(packed.count, 1 << 30)
        let before = content.count
        var room = [UInt8](repeating: 0, count: max(1, min(most, 1 << 30)))
        var code = Z_OK
        let (taken, produced) = packed.withUnsafeBufferPointer { packed in
            room.withUnsafeMutableBufferPointer { room in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
                stream.pointee.avail_in = UInt32(given)
                stream.pointee.next_out = room.baseAddress
                stream.pointee.avail_out = UInt32(room.count)
                code = inflate(stream, Z_NO_FLUSH)
                return (given - Int(stream.pointee.avail_in), room.count - Int(stream.pointee.avail_out))
            }
        }
        stream.pointee.next_in = nil
        content += room[..<produced]
        switch code {
        case Z_STREAM_END: isFinished = true
        case Z_OK, Z_BUF_ERROR: break
        default:
            throw .corrupt(
                compression: .gzip, delivered: UInt64(content.count - before),
                reason: stream.pointee.msg.map { String(cString: $0) } ?? "zlib code \(code)")
        }
        return taken
    }
}
