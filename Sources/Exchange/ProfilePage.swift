import Bytes
import Oversight
import Records

extension Dossier.Asset {
    /// The address under which the platform shows it; nil where none is known, such as that of an id of TikTok. No address
    /// was looked up: it is made by the rule that the platform follows today.
    package var page: String? {
        if kind == .domain { return HostName.isPlain(key.id) ? "https://" + key.id : nil }
        let handle = handle.map { Self.escaped($0) }
        let id = key.isProvisional ? nil : Self.escaped(key.id)
        switch key.platform {
        case .bluesky: return (handle ?? Self.escapedDID(key)).map { "https://bsky.app/profile/" + $0 }
        case .facebook:
            if kind == .group { return (id ?? handle).map { "https://www.facebook.com/groups/" + $0 } }
            return handle.map { "https://www.facebook.com/" + $0 }
                ?? id.map { "https://www.facebook.com/profile.php?id=" + $0 }
        case .instagram: return handle.map { "https://www.instagram.com/" + $0 }
        case .mastodon:
            guard let parts = self.handle?.split(separator: "@"), parts.count == 2 else { return nil }
            return "https://\(Self.escaped(String(parts[1])))/@\(Self.escaped(String(parts[0])))"
        case .reddit: return handle.map { "https://www.reddit.com/user/" + $0 }
        case .telegram: return handle.map { "https://t.me/" + $0 }
        case .threads: return handle.map { "https://www.threads.com/@" + $0 }
        case .tiktok: return handle.map { "https://www.tiktok.com/@" + $0 }
        case .vk: return handle.map { "https://vk.com/" + $0 } ?? id.map { "https://vk.com/id" + $0 }
        case .x: return handle.map { "https://x.com/" + $0 } ?? id.map { "https://x.com/i/user/" + $0 }
        case .youtube:
            return id.map { "https://www.youtube.com/channel/" + $0 }
                ?? handle.map { "https://www.youtube.com/@" + $0 }
        case .unstated: return nil
        }
    }

    private static func escapedDID(_ key: AssetKey) -> String? {
        key.id.hasPrefix("did:") ? escaped(key.id, keeping: ":") : nil
    }

    /// Everything that is not unreserved in addresses (RFC 3986, section 2.3) as percent escapes: a name cannot lead its
    /// address elsewhere.
    private static func escaped(_ text: String, keeping kept: String = "") -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: bytes.append(byte)
            case _ where "-._~".utf8.contains(byte) || kept.utf8.contains(byte): bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes += [byte].hexadecimal.uppercased().utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
