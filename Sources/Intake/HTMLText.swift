import Bytes

/// The text of a small piece of HTML, as Mastodon writes posts: tags dropped, paragraphs and breaks as line ends,
/// character references resolved. No HTML parser: what is no tag or reference stays text.
enum HTMLText {
    /// - Parameter links: gets the addresses of links that lead out; links to mentions and hashtags are left out.
    static func read(_ html: ByteView, links: inout [ByteView], _ arena: inout ScratchArena) -> ByteView {
        var addresses: [ByteView] = []
        appendText(html, links: &addresses, &arena)
        let text = arena.finish().trimmed
        for address in addresses {
            if address.firstIndex(of: UInt8(ascii: "&")) == nil {
                links.append(address)
            } else {
                var position = 0
                while position < address.count { position += appendCharacter(address, at: position, &arena) }
                links.append(arena.finish())
            }
        }
        return text
    }

    private static func appendText(_ html: ByteView, links: inout [ByteView], _ arena: inout ScratchArena) {
        var position = 0
        while position < html.count {
            guard html[position] == UInt8(ascii: "<") else {
                position += appendCharacter(html, at: position, &arena)
                continue
            }
            let rest = html[position..<html.count]
            guard let length = rest.firstIndex(of: UInt8(ascii: ">")) else {
                arena.append(rest)
                return
            }
            let tag = rest[1..<length]
            if tag.hasPrefix("br") || tag.equals("/p") || tag.equals("/li") { arena.append(0x0A) }
            if tag.hasPrefix("a "), let address = attribute("href", of: tag), address.hasPrefix("http") {
                let kind = attribute("class", of: tag) ?? .empty
                if !kind.contains("mention"), !kind.contains("hashtag") { links.append(address) }
            }
            position += length + 1
        }
    }

    /// Appends the character or the character reference at `position`; gives its length.
    private static func appendCharacter(_ html: ByteView, at position: Int, _ arena: inout ScratchArena) -> Int {
        let byte = html[position]
        guard byte == UInt8(ascii: "&") else {
            arena.append(byte)
            return 1
        }
        let rest = html[position + 1..<html.count]
        guard let end = rest.firstIndex(of: UInt8(ascii: ";")), end > 0, end <= 10, let value = scalar(rest[0..<end])
        else {
            arena.append(byte)
            return 1
        }
        arena.append(scalar: value)
        return end + 2
    }

    private static func scalar(_ name: ByteView) -> UInt32? {
        if name.equals("amp") { return 0x26 }
        if name.equals("lt") { return 0x3C }
        if name.equals("gt") { return 0x3E }
        if name.equals("quot") { return 0x22 }
        if name.equals("apos") { return 0x27 }
        if name.equals("nbsp") { return 0xA0 }
        guard name[0] == UInt8(ascii: "#") else { return nil }
        var value: UInt32 = 0
        let isHexadecimal = name.count > 1 && name[1] | 0x20 == UInt8(ascii: "x")
        let digits = name[(isHexadecimal ? 2 : 1)..<name.count]
        guard !digits.isEmpty, digits.count <= 7 else { return nil }
        for index in 0..<digits.count {
            let byte = digits[index]
            switch byte {
            case 0x30...0x39: value = value * (isHexadecimal ? 16 : 10) + UInt32(byte - 0x30)
            case 0x41...0x46 where isHexadecimal: value = value * 16 + UInt32(byte - 0x37)
            case 0x61...0x66 where isHexadecimal: value = value * 16 + UInt32(byte - 0x57)
            default: return nil
            }
        }
        return value > 0 && Unicode.Scalar(value) != nil ? value : nil
    }

    private static func attribute(_ name: StaticString, of tag: ByteView) -> ByteView? {
        var position = 0
        while position < tag.count {
            guard ByteView.isBlank(tag[position]), tag[position + 1..<tag.count].hasPrefix(name) else {
                position += 1
                continue
            }
            let start = position + 1 + name.utf8CodeUnitCount
            guard start + 1 < tag.count, tag[start] == UInt8(ascii: "=") else {
                position += 1
                continue
            }
            let quote = tag[start + 1]
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
            let rest = tag[start + 2..<tag.count]
            guard let end = rest.firstIndex(of: quote) else { return nil }
            return rest[0..<end]
        }
        return nil
    }
}

extension ByteView {
    /// Whether the bytes hold `word`.
    fileprivate func contains(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard count >= length else { return false }
        for start in 0...count - length where self[start..<start + length].equals(word) { return true }
        return false
    }
}
