import Records

/// An address that was published: with or without a scheme, a host with dots, perhaps a path.
package struct PublishedAddress {
    /// As it was refanged.
    let text: String
    let hasScheme: Bool
    /// In lower case, without a port.
    let host: String
    /// The parts of the path between its slashes, empty ones left out.
    let segments: [String]
    /// What stands after `?`.
    let query: String

    /// Nil where the text is no address: it has blanks, or no host that could exist.
    package init?(_ text: String) {
        guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.properties.isWhitespace }) else { return nil }
        var rest = Substring(text)
        var hasScheme = false
        if let slashes = text.firstRange(of: "://") {
            let scheme = text[..<slashes.lowerBound].lowercased()
            guard ["http", "https", "ftp"].contains(scheme) else { return nil }
            rest = text[slashes.upperBound...]
            hasScheme = true
        }
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        var host = rest[..<end]
        if let colon = host.firstIndex(of: ":") {
            guard host[host.index(after: colon)...].allSatisfy(\.isASCIIDigit) else { return nil }
            host = host[..<colon]
        }
        while host.hasSuffix(".") { host.removeLast() }
        guard Self.isHost(host) else { return nil }
        self.text = text
        self.hasScheme = hasScheme
        self.host = host.lowercased()
        let tail = rest[end...]
        let pathEnd = tail.firstIndex { "?#".contains($0) } ?? tail.endIndex
        segments = tail[..<pathEnd].split(separator: "/").map(String.init)
        query = tail[pathEnd...].hasPrefix("?") ? String(tail[pathEnd...].dropFirst()) : ""
    }

    /// Whether it names a host and nothing on it.
    var isBareHost: Bool { !hasScheme && segments.isEmpty && query.isEmpty }

    /// The domain that somebody registered; a host that is a number is itself.
    var registrableDomain: String { RegistrableDomain.of(host) }

    private static func isHost(_ host: Substring) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last else { return false }
        for label in labels {
            guard !label.isEmpty, label.utf8.count <= 63 else { return false }
            for scalar in label.unicodeScalars {
                let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                guard isWord || scalar == "-" || scalar == "_" else { return false }
            }
        }
        // A last label of digits makes a version or an amount of money.
        return last.unicodeScalars.count >= 2 && !last.unicodeScalars.contains { $0.properties.numericType != nil }
            || last.hasPrefix("xn--")
    }
}

/// The domain that somebody registered, above which there are only registries.
///
/// A rule, not the Public Suffix List: the last two labels, and three where the last is a country's and the one before
/// is one of the words under which countries register (`co.uk`, `com.br`, `or.jp`). Hosting services that the list counts
/// as registries (`blogspot.com`) stay one domain here.
enum RegistrableDomain {
    private static let secondLevels: Set<Substring> = [
        "ac", "biz", "co", "com", "edu", "firm", "go", "gob", "gouv", "gov", "govt", "id", "in", "info", "ltd", "me",
        "mil", "ne", "net", "nom", "or", "org", "plc", "press", "sch", "web",
    ]

    static func of(_ host: String) -> String {
        let labels = host.split(separator: ".")
        guard labels.count > 2, let last = labels.last else { return host }
        let isCountry = last.utf8.count == 2
        let count = isCountry && secondLevels.contains(labels[labels.count - 2]) ? 3 : 2
        return labels.suffix(count).joined(separator: ".")
    }
}
