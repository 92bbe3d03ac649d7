import Glibc

/// A file that is read at any place. It is opened once: what is checked and what is read afterwards are one file, whatever
/// happens to its name.
package final class StoredFile {
    package let path: String
    package let count: UInt64
    private let descriptor: Int32
    private let memory: [UInt8]

    /// - Throws: also for links, folders and devices.
    package init(_ path: String) throws(ExchangeError) {
        self.path = path
        memory = []
        // A named pipe must not wait for a writer before it is found to be one.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(path: path, reason: "it is no regular file")
        }
        count = UInt64(status.st_size)
    }

    /// Bytes in memory as if they were a file.
    package init(bytes: [UInt8]) {
        path = "memory"
        memory = bytes
        descriptor = -1
        count = UInt64(bytes.count)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// So many bytes from a place on; fewer at the file's end.
    package func bytes(at offset: UInt64, count wanted: Int) throws(ExchangeError) -> [UInt8] {
        guard offset < count, wanted > 0 else { return [] }
        let wanted = Int(min(UInt64(wanted), count - offset))
        if descriptor < 0 { return Array(memory[Int(offset)..<Int(offset) + wanted]) }
        var bytes: [UInt8] = []
        while bytes.count < wanted {
            var piece = [UInt8](repeating: 0, count: wanted - bytes.count)
            let read = pread(descriptor, &piece, piece.count, off_t(offset) + off_t(bytes.count))
            if read < 0 {
                if errno == EINTR { continue }
                throw .unreadable(path: path, reason: String(cString: strerror(errno)))
            }
            if read == wanted { return piece }
            if read == 0 { throw .changed(path: path) }
            bytes += piece[..<read]
        }
        return bytes
    }

    /// The bytes of a stretch, a piece at a time.
    package func eachChunk(
        from start: UInt64 = 0, count wanted: UInt64? = nil, _ body: ([UInt8]) throws -> Void
    ) throws {
        let end = min(count, wanted.map { start + $0 } ?? count)
        var offset = start
        while offset < end {
            let chunk = try bytes(at: offset, count: Int(min(1 << 20, end - offset)))
            try body(chunk)
            offset += UInt64(chunk.count)
        }
    }
}
