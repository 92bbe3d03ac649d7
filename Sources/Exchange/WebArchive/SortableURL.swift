/// A URL in the order in which indexes of web archives have them, SURT: the host from its end, so that everything of a site
/// stands together.
///
///     https://www.Example.org/a?b=2&a=1  →  org,example)/a?a=1&b=2
package enum SortableURL {
    package static func key(_ url: String) -> String {
        // A blank ends the key in a line of the index.
        unescaped(url).unicodeScalars.reduce(into: "") { key, scalar in
            if scalar.value <= 0x20 || scalar.value == 0x7F {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                key += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            } else {
                key.unicodeScalars.append(scalar)
            }
        }
    }

    private static func unescaped(_ url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        var rest = url[scheme.upperBound...]
        if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
        let hostEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        var authority = rest[..<hostEnd]
        let path = rest[hostEnd...]
        if let user = authority.lastIndex(of: "@") { authority = authority[authority.index(after: user)...] }
        var port: Substring = ""
        if !authority.hasSuffix("]"), let colon = authority.lastIndex(of: ":") {
            port = authority[colon...]
            authority = authority[..<colon]
        }
        if port == ":80" || port == ":443" { port = "" }
        var labels = authority.lowercased().split(separator: ".", omittingEmptySubsequences: true)
        if labels.count > 1, labels[0].hasPrefix("www"), labels[0].dropFirst(3).allSatisfy(\.isNumber) {
            labels.removeFirst()
        }
        let host = labels.reversed().joined(separator: ",") + port
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var place = (parts.first.map(String.init) ?? "").lowercased()
        if place.isEmpty { place = "/" }
        if place.count > 1, place.hasSuffix("/") { place.removeLast() }
        guard parts.count == 2, !parts[1].isEmpty else { return "\(host))\(place)" }
        let query = parts[1].lowercased().split(separator: "&", omittingEmptySubsequences: false).sorted()
        return "\(host))\(place)?" + query.joined(separator: "&")
    }
}
