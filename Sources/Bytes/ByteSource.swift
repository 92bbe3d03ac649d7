import Glibc

/// A stream of decompressed bytes with a window over it, in which scanners find whole records.
///
/// The window holds one stretch of the content; asking for more moves it on, or widens it when a record does not fit.
/// Memory is the window and one chunk of the file, whatever the file's size. At least 64 bytes after the window's end
/// may be read (they are zero), so that scanners can load eight bytes at a time.
package final class ByteSource {
    /// Limits and sizes; the defaults are for reading files, tests make them small.
    package struct Sizes: Sendable {
        /// Bytes asked of the file at a time. Small enough that they are still in the processor's cache when they are
        /// digested, unpacked and read.
        package var chunk = 1 << 18
        /// Bytes of content that the window holds at first.
        package var window = 1 << 18
        /// Content may always grow to this many bytes…
        package var freeExpansion: UInt64 = 1 << 30
        /// …and beyond that to this many times the compressed bytes.
        package var expansionRatio: UInt64 = 1000

        package init() {}

        package init(chunk: Int, window: Int) {
            self.chunk = max(1, chunk)
            self.window = max(1, window)
        }
    }

    /// Why the stream ended early; nil while it flows and when it ended well.
    package private(set) var failure: ByteSourceError?
    private var decompressor: Decompressor

    var base: UnsafeMutablePointer<UInt8>
    /// The window's unread bytes are `base[start..<end]`.
    var start = 0
    var end = 0
    /// Bytes of content that the window has left behind.
    private var dropped: UInt64 = 0
    private var capacity: Int
    /// Whether nothing comes after the window.
    private(set) var ended = false

    private static let padding = 64

    /// Opens a file.
    /// - Parameters:
    ///   - path: nil for the standard input.
    ///   - onChunk: is shown each stretch of the file as it is stored (compressed), in order, once.
    package convenience init(
        path: String?, sizes: Sizes = Sizes(), onChunk: ((ByteView) -> Void)? = nil
    ) throws(ByteSourceError) {
        try self.init(try RawInput(path: path, chunk: sizes.chunk, onChunk: onChunk), sizes)
    }

    /// Reads bytes in memory as if they were a file.
    package convenience init(
        bytes: [UInt8], sizes: Sizes = Sizes(), onChunk: ((ByteView) -> Void)? = nil
    ) throws(ByteSourceError) {
        try self.init(RawInput(bytes: bytes, chunk: sizes.chunk, onChunk: onChunk), sizes)
    }

    private init(_ input: RawInput, _ sizes: Sizes) throws(ByteSourceError) {
        decompressor = try Decompressor(input, freeExpansion: sizes.freeExpansion, ratio: sizes.expansionRatio)
        capacity = sizes.window
        base = .allocate(capacity: capacity + Self.padding)
        base.initialize(repeating: 0, count: capacity + Self.padding)
        try dropByteOrderMark()
    }

    deinit { base.deallocate() }

    /// The place in the content of the next unread byte.
    var offset: UInt64 { dropped + UInt64(start) }

    /// How the file is packed.
    package var compression: Compression { decompressor.compression }
    /// Bytes of the file taken so far, as stored.
    package var rawBytes: UInt64 { decompressor.input.delivered }
    /// Size of the file as stored; nil for pipes.
    package var rawSize: UInt64? { decompressor.input.size }

    /// The next bytes of content without taking them: `count` of them unless the content ends before.
    package func peek(_ count: Int) -> ByteView {
        while end - start < count, more() {}
        return ByteView(base: base + start, count: min(count, end - start))
    }

    /// Reads the rest of the file without unpacking it, so that whoever watches the chunks has seen all of them.
    package func drain() throws(ByteSourceError) {
        ended = true
        start = end
        try decompressor.input.drain()
    }

    /// Adds content after the window's end, keeping what is unread; false when there is none.
    /// May move the bytes: pointers into the window die.
    func more() -> Bool {
        if ended { return false }
        if start * 2 >= capacity {
            memmove(base, base + start, end - start)
            end -= start
            dropped += UInt64(start)
            start = 0
        } else if end == capacity {
            widen()
        }
        let before = end
        while end < capacity, !ended {
            do throws(ByteSourceError) {
                let count = try decompressor.read(into: base + end, count: capacity - end)
                if count == 0 { ended = true }
                end += count
            } catch {
                failure = error
                ended = true
            }
        }
        memset(base + end, 0, Self.padding)
        return end > before
    }

    private func widen() {
        let wider: UnsafeMutablePointer<UInt8> = .allocate(capacity: capacity * 2 + Self.padding)
        wider.initialize(repeating: 0, count: capacity * 2 + Self.padding)
        memcpy(wider, base + start, end - start)
        base.deallocate()
        base = wider
        capacity *= 2
        end -= start
        dropped += UInt64(start)
        start = 0
    }

    private func dropByteOrderMark() throws(ByteSourceError) {
        let head = peek(3)
        if head.count >= 2, (head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF) {
            throw .utf16
        }
        if head.count == 3, head[0] == 0xEF, head[1] == 0xBB, head[2] == 0xBF { start += 3 }
    }
}
