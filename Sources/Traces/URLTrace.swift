package import Bytes

/// The trace of sharing the same web page.
///
/// `http` and `https` are one and written as `https`; the host is in lower case, without user, default port and final
/// dot; the fragment goes (but `#!` stays, since it names a page), a slash at the path's end goes, percent escapes are
/// in capitals; tracking parameters go, the other parameters stay in their order. `www.` stays: sites exist where it
/// matters. Short addresses (`t.co`, `bit.ly` …) stay as they are: what they lead to is not known offline.
package enum URLTrace {
    /// The normalised address, or nil where the bytes are no web address. Without a scheme, a host with a dot is asked.
    package static func normalise(_ address: ByteView, _ arena: inout ScratchArena) -> ByteView? {
        let bytes = address.trimmed
        if bytes.isEmpty { return nil }
        var position = 0
        var defaultPort: StaticString = "443"
        if bytes.holds("https://", at: 0) {
            position = 8
        } else if bytes.holds("http://", at: 0) {
            position = 7
            defaultPort = "80"
        } else if bytes.hasPrefix("//") {
            position = 2
        }
        var hostEnd = position
        while hostEnd < bytes.count, !isAuthorityEnd(bytes[hostEnd]) { hostEnd += 1 }
        let host = bytes[position..<hostEnd]
        // Without a scheme, what has an `@` is a mail address.
        if position == 0, host.firstIndex(of: UInt8(ascii: "@")) != nil { return nil }
        arena.append("https://")
        let hostStart = arena.count
        guard appendHost(host, defaultPort, &arena) else {
            arena.abandon()
            return nil
        }
        let rules = HostRules(hostEnding: bytes[position..<hostEnd])
        appendPath(bytes[hostEnd..<bytes.count], rules, &arena)
        return arena.count > hostStart ? arena.finish() : nil
    }

    private static func isAuthorityEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
            || byte == UInt8(ascii: "\\")
    }

    /// False where it cannot be a host: it is empty, has no dot inside, or holds what no host holds.
    private static func appendHost(
        _ authority: ByteView, _ defaultPort: StaticString, _ arena: inout ScratchArena
    ) -> Bool {
        var host = authority
        var position = host.count
        while position > 0 {
            position -= 1
            if host[position] == UInt8(ascii: "@") {
                host = host[position + 1..<host.count]
                break
            }
        }
        var port = ByteView.empty
        if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            port = host[colon + 1..<host.count]
            host = host[0..<colon]
            guard port.isEmpty || port.uint64 != nil else { return false }
        }
        if host.count > 0, host[host.count - 1] == UInt8(ascii: ".") { host = host[0..<host.count - 1] }
        guard let dot = host.firstIndex(of: UInt8(ascii: ".")), dot > 0, dot < host.count - 1 else { return false }
        position = 0
        while position < host.count {
            let (value, width) = host.scalar(at: position)
            if value < 0x80 {
                let byte = host[position]
                guard byte.isASCIIWord || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else { return false }
                arena.append(byte.asciiLowercased)
            } else {
                guard CharacterTable.shared.isWord(value) else { return false }
                arena.append(scalar: CharacterTable.shared.lowercased(value))
            }
            position += width
        }
        if !port.isEmpty, !port.equals(defaultPort) {
            arena.append(UInt8(ascii: ":"))
            arena.append(port)
        }
        return true
    }

    private static func appendPath(_ rest: ByteView, _ rules: HostRules, _ arena: inout ScratchArena) {
        var end = rest.count
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            let isPage = hash + 1 < rest.count && rest[hash + 1] == UInt8(ascii: "!")
            if !isPage { end = hash }
        }
        let mark = rest[0..<end].firstIndex(of: UInt8(ascii: "?")) ?? end
        var pathEnd = mark
        while pathEnd > 0, rest[pathEnd - 1] == UInt8(ascii: "/") { pathEnd -= 1 }
        appendEscaped(rest[0..<pathEnd], &arena)
        var isFirst = true
        var position = mark + 1
        while position < end {
            let length = rest[position..<end].firstIndex(of: UInt8(ascii: "&")) ?? (end - position)
            let parameter = rest[position..<position + length]
            position += length + 1
            if parameter.isEmpty || rules.isTracking(parameter) { continue }
            arena.append(isFirst ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            isFirst = false
            appendEscaped(parameter, &arena)
        }
    }

    private static func appendEscaped(_ bytes: ByteView, _ arena: inout ScratchArena) {
        guard let first = bytes.firstIndex(of: UInt8(ascii: "%")) else {
            arena.append(bytes)
            return
        }
        arena.append(bytes[0..<first])
        var remaining = 0
        for index in first..<bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%") {
                remaining = 3
            }
            let isLower = byte >= 0x61 && byte <= 0x66
            arena.append(remaining > 0 && isLower ? byte & 0xDF : byte)
            if remaining > 0 { remaining -= 1 }
        }
    }
}

extension ScratchArena {
    fileprivate mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { for byte in $0 { append(byte) } }
    }
}
