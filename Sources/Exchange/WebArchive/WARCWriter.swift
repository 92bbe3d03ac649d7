import Bytes
import Crypto
package import Records

/// Writes WARC 1.1 with a gzip member for each record, so that a record can be read alone.
package struct WARCWriter {
    /// Where a record lies in the file.
    package struct Place: Hashable, Sendable {
        package var offset: UInt64
        package var length: UInt64
        package var blockDigest: [UInt8]
    }

    private let sink: TextSink
    private var position: UInt64 = 0

    package init(_ sink: TextSink) {
        self.sink = sink
    }

    /// Adds a record.
    /// - Parameters:
    ///   - record: its header.
    ///   - block: hands over the block's bytes, piece by piece; it is asked twice, since the digest stands before them.
    package mutating func add(
        _ record: WARCRecord, block: ((_ chunk: [UInt8]) throws -> Void) throws -> Void
    ) throws -> Place {
        var hash = SHA256()
        var size: UInt64 = 0
        try block { chunk in
            hash.update(data: chunk)
            size += UInt64(chunk.count)
        }
        let digest = Array(hash.finalize())
        let compressor = try Compressor(.gzip)
        var length: UInt64 = 0
        var second: UInt64 = 0
        var packed: [UInt8] = []
        func flush() throws(ExchangeError) {
            length += UInt64(packed.count)
            try sink.write(packed)
            packed.removeAll(keepingCapacity: true)
        }
        compressor.pack(record.header(blockSize: size, blockDigest: digest), to: &packed)
        try block { chunk in
            second += UInt64(chunk.count)
            compressor.pack(chunk, to: &packed)
            try flush()
        }
        if second != size { throw ExchangeError.changed(path: record.target ?? record.name) }
        compressor.pack(WARCRecord.end, to: &packed)
        compressor.finish(to: &packed)
        try flush()
        defer { position += length }
        return Place(offset: position, length: length, blockDigest: digest)
    }

    /// Adds a record with its block.
    package mutating func add(_ record: WARCRecord, _ block: [UInt8]) throws -> Place {
        try add(record) { take in try take(block) }
    }
}
