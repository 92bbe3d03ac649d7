/// Text inside XML 1.0.
///
/// XML 1.0 cannot hold most control characters, not even escaped, and names from platforms do contain them. Such a
/// character is shown by its picture (U+2400 and following) rather than dropped, so that whoever looks sees that
/// something was there; U+FFFE and U+FFFF become U+FFFD.
enum XMLText {
    /// Writes `text` as the content of an element or an attribute in double quotes.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        if !text.utf8.contains(where: isSpecial) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: bytes.append(contentsOf: "&amp;".utf8)
            case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
            case 0x3E: bytes.append(contentsOf: "&gt;".utf8)
            case 0x22: bytes.append(contentsOf: "&quot;".utf8)
            // Unescaped, a parser would turn these three into a blank inside an attribute.
            case 0x09, 0x0A, 0x0D: bytes.append(contentsOf: "&#\(scalar.value);".utf8)
            case 0x00..<0x20: append(scalar: 0x2400 + scalar.value, to: &bytes)
            case 0x7F: append(scalar: 0x2421, to: &bytes)
            case 0xFFFE, 0xFFFF: append(scalar: 0xFFFD, to: &bytes)
            default: append(scalar: scalar.value, to: &bytes)
            }
        }
    }

    /// Whether a byte may need care; 0xEF begins U+FFFE and U+FFFF.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x7F || byte == 0xEF
    }

    private static func append(scalar value: UInt32, to bytes: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else { return }
        bytes.append(contentsOf: encoded)
    }
}

/// One element after another into a sink, a piece at a time.
struct XMLOutput {
    private let sink: TextSink
    private var bytes: [UInt8] = []

    init(_ sink: TextSink) {
        self.sink = sink
    }

    /// Adds markup as it is.
    mutating func markup(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Adds ` name="value"`.
    mutating func attribute(_ name: StaticString, _ value: String) {
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: name.description.utf8)
        bytes.append(contentsOf: "=\"".utf8)
        XMLText.append(value, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds escaped text.
    mutating func text(_ value: String) {
        XMLText.append(value, to: &bytes)
    }

    /// Ends a line and hands it over.
    mutating func endLine() throws(ExchangeError) {
        bytes.append(UInt8(ascii: "\n"))
        try sink.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
