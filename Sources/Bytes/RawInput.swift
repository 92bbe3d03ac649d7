import Glibc

/// The bytes of a file as it is stored, chunk by chunk.
final class RawInput {
    /// A chunk must hold the magic of a compressed file.
    private static let smallestChunk = 4

    private let descriptor: Int32
    private let memory: [UInt8]
    private let chunk: UnsafeMutablePointer<UInt8>
    private let chunkSize: Int
    private let onChunk: ((ByteView) -> Void)?
    /// The unread bytes are `chunk[start..<end]`.
    private(set) var start = 0
    private(set) var end = 0
    private(set) var delivered: UInt64 = 0
    /// Size of the file; nil where it has none.
    let size: UInt64?

    /// - Parameter path: nil for the standard input, which stays open.
    init(path: String?, chunk chunkSize: Int, onChunk: ((ByteView) -> Void)?) throws(ByteSourceError) {
        let descriptor =
            path.map { open($0, O_RDONLY | O_CLOEXEC) } ?? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else {
            if errno == ENOENT { throw .missing }
            throw .unreadable(reason: String(cString: strerror(errno)))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw .unreadable(reason: reason)
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw .directory
        }
        self.descriptor = descriptor
        memory = []
        size = status.st_mode & S_IFMT == S_IFREG ? UInt64(status.st_size) : nil
        self.chunkSize = max(Self.smallestChunk, chunkSize)
        self.chunk = .allocate(capacity: self.chunkSize)
        self.onChunk = onChunk
    }

    init(bytes: [UInt8], chunk chunkSize: Int, onChunk: ((ByteView) -> Void)?) {
        descriptor = -1
        memory = bytes
        size = UInt64(bytes.count)
        self.chunkSize = max(Self.smallestChunk, chunkSize)
        self.chunk = .allocate(capacity: self.chunkSize)
        self.onChunk = onChunk
    }

    deinit {
        chunk.deallocate()
        if descriptor >= 0 { close(descriptor) }
    }

    /// The unread bytes of the current chunk.
    var unread: UnsafeMutablePointer<UInt8> { chunk + start }
    var unreadCount: Int { end - start }

    func take(_ count: Int) { start += count }

    /// Makes sure that a byte is unread; false at the end of the file.
    func fill() throws(ByteSourceError) -> Bool {
        if start < end { return true }
        return try append(from: 0)
    }

    /// Makes at least `count` bytes unread, unless the file ends before. `count` is at most the chunk's size.
    func fill(atLeast count: Int) throws(ByteSourceError) {
        if start > 0, end > start { memmove(chunk, chunk + start, end - start) }
        end -= start
        start = 0
        while end < min(count, chunkSize) {
            if try !append(from: end) { return }
        }
    }

    /// Reads stored bytes past the chunk, which must hold none: what needs no unpacking need not be copied. 0 at the end.
    func readDirectly(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(ByteSourceError) -> Int {
        let taken = try readStored(target, min(count, chunkSize))
        if taken > 0 { onChunk?(ByteView(base: target, count: taken)) }
        delivered += UInt64(taken)
        return taken
    }

    func drain() throws(ByteSourceError) {
        start = end
        while try append(from: 0) { start = end }
    }

    /// Reads behind the first `kept` bytes of the chunk.
    private func append(from kept: Int) throws(ByteSourceError) -> Bool {
        start = 0
        end = kept
        let count = try readStored(chunk + kept, chunkSize - kept)
        if count == 0 { return false }
        onChunk?(ByteView(base: chunk + kept, count: count))
        end += count
        delivered += UInt64(count)
        return true
    }

    private func readStored(_ target: UnsafeMutablePointer<UInt8>, _ count: Int) throws(ByteSourceError) -> Int {
        if descriptor < 0 {
            let position = Int(delivered)
            let taken = min(count, memory.count - position)
            if taken == 0 { return 0 }
            memory.withUnsafeBufferPointer { source in
                if let base = source.baseAddress { memcpy(target, base + position, taken) }
            }
            return taken
        }
        while true {
            let result = read(descriptor, target, count)
            if result >= 0 { return result }
            if errno != EINTR { throw .unreadable(reason: String(cString: strerror(errno))) }
        }
    }
}
