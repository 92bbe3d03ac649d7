/// A borrowed run of bytes inside a buffer that somebody else owns.
///
/// A view is valid until its owner moves on: a scanner's views die with its next record. Nothing outside this room
/// sees a pointer; whoever needs the bytes for longer interns them or makes a `String`.
///
/// What is `public` here (as in `ScratchArena` and `CSVRow`) is so for speed alone: Swift 6.3 inlines `@inlinable`
/// declarations into other modules when they are public, and calls them when they are `package`. Nothing of this room
/// is in a library product.
public struct ByteView {
    @usableFromInline let base: UnsafePointer<UInt8>
    /// Number of bytes.
    public let count: Int

    /// A view of `count` bytes at `base`, which somebody else keeps alive.
    @inlinable @inline(__always)
    public init(base: UnsafePointer<UInt8>, count: Int) {
        self.base = base
        self.count = count
    }

    /// The empty view.
    @inlinable
    public static var empty: ByteView {
        // A constant: clearing a record is then a few stores.
        ByteView(base: ("" as StaticString).utf8Start, count: 0)
    }

    /// Whether there are no bytes.
    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// The byte at `index`, which must lie in `0..<count`.
    @inlinable
    public subscript(index: Int) -> UInt8 {
        @inline(__always)
        get {
            precondition(index >= 0 && index < count)
            return base[index]
        }
    }

    /// The bytes in `range`, which must lie in `0...count`.
    @inlinable
    public subscript(range: Range<Int>) -> ByteView {
        @inline(__always)
        get {
            precondition(range.lowerBound >= 0 && range.upperBound <= count)
            return ByteView(base: base + range.lowerBound, count: range.count)
        }
    }

    /// The bytes as text; invalid UTF-8 becomes U+FFFD.
    package var string: String {
        String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }

    /// Whether the bytes are those of `literal`.
    @inlinable
    public func equals(_ literal: StaticString) -> Bool {
        count == literal.utf8CodeUnitCount && memoryEqual(base, literal.utf8Start, count)
    }

    /// Whether the two views hold the same bytes.
    @inlinable
    public func equals(_ other: ByteView) -> Bool {
        count == other.count && memoryEqual(base, other.base, count)
    }

    /// Whether the view holds the bytes of `array`.
    @inlinable
    public func equals(_ array: [UInt8]) -> Bool {
        count == array.count
            && array.withUnsafeBufferPointer { other in
                count == 0 || other.baseAddress.map { memoryEqual(base, $0, count) } ?? false
            }
    }

    /// Whether the bytes begin with `literal`.
    @inlinable
    public func hasPrefix(_ literal: StaticString) -> Bool {
        count >= literal.utf8CodeUnitCount && memoryEqual(base, literal.utf8Start, literal.utf8CodeUnitCount)
    }

    /// The position of the first `byte`, or nil.
    @inlinable
    public func firstIndex(of byte: UInt8) -> Int? {
        memoryFirst(base, byte, count)
    }

    /// Without ASCII blanks (space, tab, CR, LF) at both ends.
    @inlinable
    public var trimmed: ByteView {
        var start = 0
        var end = count
        while start < end, Self.isBlank(base[start]) { start += 1 }
        while end > start, Self.isBlank(base[end - 1]) { end -= 1 }
        return ByteView(base: base + start, count: end - start)
    }

    /// Whether the byte is an ASCII blank: space, tab, LF, VT, FF or CR.
    @inlinable @inline(__always)
    public static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    }

    /// Calls `body` with a view of `bytes`, valid for the call only.
    @inlinable
    public static func with<Result, Failure: Error>(
        _ bytes: [UInt8], _ body: (ByteView) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let result = bytes.withUnsafeBufferPointer { buffer -> Swift.Result<Result, Failure> in
            let view = buffer.baseAddress.map { ByteView(base: $0, count: buffer.count) } ?? .empty
            do throws(Failure) { return .success(try body(view)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// Calls `body` with a view of the UTF-8 of `text`, valid for the call only.
    @inlinable
    public static func with<Result, Failure: Error>(
        _ text: String, _ body: (ByteView) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try with(Array(text.utf8), body)
    }

    /// Calls `body` with the bytes' address, for C functions that take one; valid as long as the view is.
    package func withPointer<Result>(_ body: (UnsafePointer<CChar>, Int) -> Result) -> Result {
        body(UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self), count)
    }

    /// Calls `body` with the bytes as a buffer, for libraries that digest one; valid as long as the view is.
    package func withBuffer(_ body: (UnsafeRawBufferPointer) -> Void) {
        body(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// Appends the bytes to `array`.
    @inlinable
    public func append(to array: inout [UInt8]) {
        array.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
    }

    /// The bytes as an array.
    package var array: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }
}
