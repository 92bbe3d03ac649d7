/// Names of hosts.
enum HostName {
    /// Whether the text is a host's name in ASCII with a dot (RFC 1123, section 2.1, and the underscores that exist all the
    /// same): what formats take for a domain.
    static func isPlain(_ name: String) -> Bool {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && name.utf8.count <= 253
            && labels.allSatisfy { (1...63).contains($0.utf8.count) && $0.utf8.allSatisfy(isPlain) }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
