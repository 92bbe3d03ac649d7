package import Records

/// A record of a web archive file, WARC 1.1 (https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/),
/// without its block.
package struct WARCRecord: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case warcinfo
        case request
        case response
        case resource
        case metadata
    }

    package var kind: Kind
    /// What the record's id is made of: the same name gives the same id.
    package var name: String
    package var target: String?
    /// As precisely as it is known; WARC 1.1 allows a day.
    package var date: StatedTime
    package var contentType: String
    /// The id of the record to which this one belongs.
    package var warcinfo: String?
    /// SHA-256 of the payload, where it is less than the block.
    package var payloadDigest: [UInt8]?

    package init(
        _ kind: Kind, name: String, target: String? = nil, date: StatedTime, contentType: String,
        warcinfo: String? = nil, payloadDigest: [UInt8]? = nil
    ) {
        self.kind = kind
        self.name = name
        self.target = target
        self.date = date
        self.contentType = contentType
        self.warcinfo = warcinfo
        self.payloadDigest = payloadDigest
    }

    /// `<urn:uuid:…>`, version 5 of RFC 9562 in the namespace of URLs.
    package var identifier: String {
        "<urn:uuid:\(NameBasedUUID(.address, ("https://daylight.invalid/warc/" + name).utf8).text)>"
    }

    /// The header with the blank line that ends it.
    package func header(blockSize: UInt64, blockDigest: [UInt8]) -> [UInt8] {
        var lines = ["WARC/1.1", "WARC-Type: \(kind.rawValue)", "WARC-Record-ID: \(identifier)"]
        lines.append("WARC-Date: " + Self.date(date))
        if let target { lines.append("WARC-Target-URI: " + Self.oneLine(target)) }
        if let warcinfo { lines.append("WARC-Warcinfo-ID: " + warcinfo) }
        lines.append("WARC-Block-Digest: " + Self.digest(blockDigest))
        if let payloadDigest { lines.append("WARC-Payload-Digest: " + Self.digest(payloadDigest)) }
        lines.append("Content-Type: " + contentType)
        lines.append("Content-Length: \(blockSize)")
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// What follows a block.
    package static let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]

    /// The profile of ISO 8601 that WARC has, of which a year, a month, a day and milliseconds are part.
    static func date(_ time: StatedTime) -> String {
        time.fineness == .moment ? time.earliest.description : time.text
    }

    /// `sha256:` with base 32 of RFC 4648, as other writers have it.
    static func digest(_ bytes: [UInt8]) -> String { "sha256:" + Base32.text(bytes) }

    /// A header's value ends with its line.
    static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }
}

/// Bytes as text by RFC 4648 section 6, padded.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 5) {
            let present = min(5, bytes.count - start)
            var group: UInt64 = 0
            for index in 0..<5 { group = group << 8 | (index < present ? UInt64(bytes[start + index]) : 0) }
            let letters = (present * 8 + 4) / 5
            for index in 0..<8 {
                text.append(index < letters ? alphabet[Int(group >> UInt64(35 - 5 * index) & 31)] : 0x3D)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
