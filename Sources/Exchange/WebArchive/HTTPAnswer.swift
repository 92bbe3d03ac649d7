package import Evidence

/// The head of an HTTP answer as it stands in a WARC record, made of what a record of evidence holds.
///
/// A capture keeps the content as the tool gave it, mostly unpacked and in one piece. Headers that say how it went over the
/// wire would be wrong of what is kept: they stay, with `X-Archive-Orig-` before their names, as other archives have it.
struct HTTPAnswer {
    let status: Int
    let headers: [Capture.Header]
    /// The first bytes of the content, and how many there are.
    let contentStart: [UInt8]
    let contentSize: UInt64

    /// Status line, headers and the blank line.
    var head: [UInt8] {
        var lines = ["HTTP/1.1 \(status) \(Self.reasons[status] ?? "")"]
        for header in headers {
            let name = WARCRecord.oneLine(header.name).filter { $0 != ":" && $0 != " " }
            if name.isEmpty { continue }
            lines.append((isTrue(header) ? "" : "X-Archive-Orig-") + "\(name): \(WARCRecord.oneLine(header.value))")
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private func isTrue(_ header: Capture.Header) -> Bool {
        let value = header.value.lowercased()
        switch header.name.lowercased() {
        case "transfer-encoding": return false
        case "content-length": return UInt64(value) == contentSize
        case "content-encoding":
            return value == "identity" || value.hasSuffix("gzip") && contentStart.starts(with: [0x1F, 0x8B])
                || value == "zstd" && contentStart.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
        default: return true
        }
    }

    /// What the answer says that it is.
    var mediaType: String? {
        headers.first { $0.name.lowercased() == "content-type" }
            .map { String($0.value.prefix { $0 != ";" }).filter { $0 != " " }.lowercased() }
    }

    /// The phrases of RFC 9110; what goes without is sent without.
    private static let reasons = [
        200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 206: "Partial Content",
        300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
        307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized",
        403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout", 409: "Conflict",
        410: "Gone", 429: "Too Many Requests", 451: "Unavailable For Legal Reasons", 500: "Internal Server Error",
        502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    ]
}
