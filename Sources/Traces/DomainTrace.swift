package import Bytes

/// The trace of sharing pages of the same site.
///
/// The site is the host without `www.` and port. There is no public suffix list: `a.example.co.uk` and
/// `b.example.co.uk` stay two sites, as `a.blogspot.com` and `b.blogspot.com` should.
package enum DomainTrace {
    /// The host of an address that `URLTrace` normalised.
    package static func host(ofNormalised address: ByteView) -> ByteView? {
        guard address.hasPrefix("https://") else { return nil }
        var host = address[8..<address.count]
        for index in 0..<host.count {
            let byte = host[index]
            if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
                || byte == UInt8(ascii: ":")
            {
                host = host[0..<index]
                break
            }
        }
        if host.hasPrefix("www."), host[4..<host.count].firstIndex(of: UInt8(ascii: ".")) != nil {
            host = host[4..<host.count]
        }
        return host.isEmpty ? nil : host
    }
}
