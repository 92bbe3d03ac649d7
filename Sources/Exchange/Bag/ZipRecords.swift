/// The records of a ZIP file (PKWARE APPNOTE 6.3), as this program writes them: one spelling of everything, so that a reader
/// can say what each byte has to be.
///
/// No clock and no machine is in them: 1 January 1980, mode 0644. Content is stored as it is. Packed content could be changed
/// in ways that unpack to the same (DEFLATE has many spellings of one text), and evidence that stands in the file byte for
/// byte can be found there with any tool.
enum ZipRecords {
    static let localSignature: UInt32 = 0x0403_4B50
    static let centralSignature: UInt32 = 0x0201_4B50
    static let endSignature: UInt32 = 0x0605_4B50
    static let wideEndSignature: UInt32 = 0x0606_4B50
    static let wideLocatorSignature: UInt32 = 0x0706_4B50
    /// Names are UTF-8.
    static let flags: UInt16 = 0x0800
    private static let date: UInt16 = 0x0021
    private static let attributes: UInt32 = 0o100644 << 16
    private static let full16: UInt64 = 0xFFFF
    private static let full32: UInt64 = 0xFFFF_FFFF

    /// A file in a ZIP file.
    struct Entry: Hashable, Sendable {
        var name: [UInt8]
        var checksum: UInt32
        /// Bytes of the content, which is stored as it is.
        var size: UInt64
        /// Where its local header begins.
        var offset: UInt64

        fileprivate var isWide: Bool { size >= full32 }
    }

    static func local(_ entry: Entry) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append32(localSignature)
        appendFacts(entry, version: entry.isWide ? 45 : 10, extra: entry.isWide ? 20 : 0, to: &bytes)
        bytes += entry.name
        if entry.isWide {
            bytes.append16(1)
            bytes.append16(16)
            bytes.append64(entry.size)
            bytes.append64(entry.size)
        }
        return bytes
    }

    static func central(_ entry: Entry) -> [UInt8] {
        var wide: [UInt8] = []
        if entry.isWide {
            wide.append64(entry.size)
            wide.append64(entry.size)
        }
        if entry.offset >= full32 { wide.append64(entry.offset) }
        let version: UInt16 = wide.isEmpty ? 10 : 45
        var bytes: [UInt8] = []
        bytes.append32(centralSignature)
        // Made on Unix, for the mode.
        bytes.append16(3 << 8 | version)
        appendFacts(entry, version: version, extra: wide.isEmpty ? 0 : UInt16(wide.count + 4), to: &bytes)
        bytes.append16(0)
        bytes.append16(0)
        bytes.append16(0)
        bytes.append32(attributes)
        bytes.append32(UInt32(min(entry.offset, full32)))
        bytes += entry.name
        if !wide.isEmpty {
            bytes.append16(1)
            bytes.append16(UInt16(wide.count))
            bytes += wide
        }
        return bytes
    }

    /// What both records of a file say in the same order.
    /// - Parameters:
    ///   - version: of the format, which a reader has to know: 4.5 for sizes of 64 bits.
    ///   - extra: bytes that follow the name.
    private static func appendFacts(_ entry: Entry, version: UInt16, extra: UInt16, to bytes: inout [UInt8]) {
        bytes.append16(version)
        bytes.append16(flags)
        bytes.append16(0)
        bytes.append16(0)
        bytes.append16(date)
        bytes.append32(entry.checksum)
        let stated = UInt32(min(entry.size, full32))
        bytes.append32(stated)
        bytes.append32(stated)
        bytes.append16(UInt16(entry.name.count))
        bytes.append16(extra)
    }

    /// - Parameters:
    ///   - start: where the central directory begins.
    ///   - size: how many bytes it has.
    static func end(entries: Int, start: UInt64, size: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        let count = UInt64(entries)
        if count >= full16 || start >= full32 || size >= full32 {
            bytes.append32(wideEndSignature)
            bytes.append64(44)
            bytes.append16(3 << 8 | 45)
            bytes.append16(45)
            bytes.append32(0)
            bytes.append32(0)
            bytes.append64(count)
            bytes.append64(count)
            bytes.append64(size)
            bytes.append64(start)
            bytes.append32(wideLocatorSignature)
            bytes.append32(0)
            bytes.append64(start + size)
            bytes.append32(1)
        }
        bytes.append32(endSignature)
        bytes.append16(0)
        bytes.append16(0)
        bytes.append16(UInt16(min(count, full16)))
        bytes.append16(UInt16(min(count, full16)))
        bytes.append32(UInt32(min(size, full32)))
        bytes.append32(UInt32(min(start, full32)))
        bytes.append16(0)
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func append16(_ value: UInt16) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    fileprivate mutating func append32(_ value: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    fileprivate mutating func append64(_ value: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// A number of two bytes, the low one first; the caller knows that they are there.
    func number16(_ index: Int) -> UInt16 { UInt16(self[index]) | UInt16(self[index + 1]) << 8 }

    func number32(_ index: Int) -> UInt32 { UInt32(number16(index)) | UInt32(number16(index + 2)) << 16 }

    func number64(_ index: Int) -> UInt64 { UInt64(number32(index)) | UInt64(number32(index + 4)) << 32 }
}
