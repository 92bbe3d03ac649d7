import Bytes
import Glibc

/// Writes a ZIP file from beginning to end. Only what has been written of the central directory is kept in memory.
///
/// The file lies under the name that it is given from the first byte on: whoever wants it whole or not at all gives a name
/// beside the final one, and renames.
package final class ZipWriter {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Bytes written and buffered.
    private var position: UInt64 = 0
    private var central: [UInt8] = []
    private var count = 0
    private var isFinished = false

    private static let chunk = 1 << 20

    package init(_ path: String) throws(ExchangeError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw ExchangeError(code: errno, path: path) }
    }

    deinit { close(descriptor) }

    /// Adds a file.
    /// - Parameters:
    ///   - name: its path in the archive.
    ///   - size: how many bytes will come.
    ///   - content: hands over the bytes, piece by piece.
    package func add(
        _ name: String, size: UInt64, _ content: ((_ chunk: [UInt8]) throws -> Void) throws -> Void
    ) throws {
        var entry = ZipRecords.Entry(name: Array(name.utf8), checksum: 0, size: size, offset: position)
        precondition(entry.name.count <= 0xFFFF)
        try append(ZipRecords.local(entry))
        var checksum = CyclicChecksum()
        var taken: UInt64 = 0
        try content { chunk in
            checksum.update(chunk)
            taken += UInt64(chunk.count)
            try append(chunk)
        }
        guard taken == size else { throw ExchangeError.changed(path: name) }
        entry.checksum = checksum.value
        try flush()
        // The check sum stands before the content, and is known behind it.
        try write(ZipRecords.local(entry), at: entry.offset)
        central += ZipRecords.central(entry)
        count += 1
    }

    package func add(_ name: String, _ bytes: [UInt8]) throws(ExchangeError) {
        var checksum = CyclicChecksum()
        checksum.update(bytes)
        let entry = ZipRecords.Entry(
            name: Array(name.utf8), checksum: checksum.value, size: UInt64(bytes.count), offset: position)
        precondition(entry.name.count <= 0xFFFF)
        try append(ZipRecords.local(entry))
        try append(bytes)
        central += ZipRecords.central(entry)
        count += 1
    }

    /// Writes the central directory, and makes the file durable.
    package func finish() throws(ExchangeError) {
        precondition(!isFinished)
        isFinished = true
        let start = position
        try append(central)
        try append(ZipRecords.end(entries: count, start: start, size: UInt64(central.count)))
        try flush()
        guard fsync(descriptor) == 0 else { throw ExchangeError(code: errno, path: path) }
    }

    private func append(_ bytes: [UInt8]) throws(ExchangeError) {
        position += UInt64(bytes.count)
        buffer += bytes
        if buffer.count >= Self.chunk { try flush() }
    }

    private func flush() throws(ExchangeError) {
        try write(buffer, at: position - UInt64(buffer.count))
        buffer.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: [UInt8], at offset: UInt64) throws(ExchangeError) {
        var rest = bytes
        var place = off_t(offset)
        while !rest.isEmpty {
            let written = pwrite(descriptor, rest, rest.count, place)
            if written < 0 {
                if errno == EINTR { continue }
                throw ExchangeError(code: errno, path: path)
            }
            if written == rest.count { return }
            rest.removeFirst(written)
            place += off_t(written)
        }
    }
}
