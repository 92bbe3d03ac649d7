import Glibc

/// Cuts a stream into lines, for formats with one record a line. Lines end in LF or CRLF; blank ones are skipped.
package final class LineScanner {
    package enum Event {
        /// A line without its end, valid until the next call.
        case line(ByteView)
        /// A line larger than the largest; reading goes on after it.
        case tooLong
        /// The stream broke inside the last line.
        case cut
        case end
    }

    private let source: ByteSource
    private let maximum: Int

    package init(_ source: ByteSource, maximumLineBytes: Int = 16 << 20) {
        self.source = source
        maximum = max(1, maximumLineBytes)
    }

    /// The next line that is not blank.
    package func next() -> Event {
        var searched = 0
        while true {
            let held = source.end - source.start
            let start = UnsafePointer(source.base + source.start)
            let reach = min(held, maximum + 1)
            if reach > searched, let hit = memchr(start + searched, 0x0A, reach - searched) {
                let length = UnsafeRawPointer(hit) - UnsafeRawPointer(start)
                source.start += length + 1
                searched = 0
                let line = ByteView(base: start, count: length)
                if line.trimmed.isEmpty { continue }
                return .line(line.withoutReturn)
            }
            searched = reach
            if held > maximum {
                skipLine(from: source.start + reach)
                return .tooLong
            }
            if source.more() { continue }
            let rest = ByteView(base: UnsafePointer(source.base + source.start), count: source.end - source.start)
            source.start = source.end
            if rest.trimmed.isEmpty { return .end }
            return source.failure == nil ? .line(rest.withoutReturn) : .cut
        }
    }

    private func skipLine(from offset: Int) {
        source.start = offset
        while true {
            let count = source.end - source.start
            if let hit = memchr(source.base + source.start, 0x0A, count) {
                source.start += hit - UnsafeMutableRawPointer(source.base + source.start) + 1
                return
            }
            source.start = source.end
            if !source.more() { return }
        }
    }
}

extension ByteView {
    fileprivate var withoutReturn: ByteView {
        count > 0 && base[count - 1] == 0x0D ? ByteView(base: base, count: count - 1) : self
    }
}
