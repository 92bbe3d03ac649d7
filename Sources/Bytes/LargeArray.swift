import Glibc

/// Arrays that are read at random places. In pages of two megabytes, where the system has them, nearly every look-up
/// finds its page known to the processor; in pages of four kilobytes nearly none does.
enum LargeArray {
    /// Smaller ones are not worth a page.
    private static let worthwhile = 8 << 20
    private static let page = 1 << 21

    /// An array of `count` equal elements.
    static func make<Element: BitwiseCopyable>(count: Int, repeating element: Element) -> [Element] {
        Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            if bytes.count >= worthwhile, let base = bytes.baseAddress {
                // Only whole pages, and before the first byte is written. It is a wish: whether it is granted changes
                // nothing but the time.
                let start = (Int(bitPattern: base) + page - 1) & ~(page - 1)
                let end = (Int(bitPattern: base) + bytes.count) & ~(page - 1)
                if end > start { madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_HUGEPAGE) }
            }
            buffer.initialize(repeating: element)
            initialized = count
        }
    }
}
