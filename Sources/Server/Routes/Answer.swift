package import HTTPTypes
package import Reporting
import Seals

/// What goes back: a status, fields, and a body of one of a few kinds.
package struct Answer: Sendable {
    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// A file of the case, read as it goes out.
        case file(path: String, bytes: Int)
        /// Server-sent events, until the stream ends, the reader goes or the server stops.
        case events(AsyncStream<ServerEvent>)
    }

    package var status: HTTPResponse.Status
    package var fields: HTTPFields
    package var body: Body
    /// What was taken out of the case, for the audit: the file's name and its SHA-256. Nil where nothing was.
    package var exported: (name: String, digest: String)?

    package init(_ status: HTTPResponse.Status = .ok, fields: HTTPFields = [:], body: Body = .none) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    package static func page(_ page: SitePage, status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status, fields: [.contentType: "text/html; charset=utf-8"], body: .bytes(page.bytes))
    }

    /// Bytes of a media type.
    /// - Parameter download: the name to keep it under; nil where it is only shown.
    package static func bytes(_ bytes: [UInt8], type: String, download: String? = nil) -> Answer {
        var answer = Answer(fields: [.contentType: type], body: .bytes(bytes))
        if let download {
            answer.fields[.contentDisposition] = disposition(download)
            answer.exported = (download, ContentHash(of: bytes).hexadecimal)
        }
        return answer
    }

    /// JSON, written already.
    package static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status, fields: [.contentType: "application/json"], body: .bytes(bytes))
    }

    /// A value as JSON.
    package static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Answer {
        try json(Array(CanonicalJSON.encode(value).utf8), status: status)
    }

    /// To another page of this server, after something was done.
    /// - Parameter path: begins with one slash; anything else leads to the first page.
    package static func seeOther(_ path: String) -> Answer {
        Answer(.seeOther, fields: [.location: OwnAddress.checked(path)])
    }

    /// To the identity provider, to sign in: the only answer that leads to another server.
    static func seeProvider(_ address: String) -> Answer { Answer(.seeOther, fields: [.location: address]) }

    package static func events(_ stream: AsyncStream<ServerEvent>) -> Answer {
        Answer(fields: [.contentType: "text/event-stream"], body: .events(stream))
    }

    /// A file of the case.
    package static func file(_ path: String, bytes: Int, type: String, download: String? = nil) -> Answer {
        var answer = Answer(fields: [.contentType: type], body: .file(path: path, bytes: bytes))
        if let download { answer.fields[.contentDisposition] = disposition(download) }
        return answer
    }

    /// The name to keep a file under (RFC 6266): only letters, digits and `._-` of it.
    private static func disposition(_ name: String) -> String {
        let kept = name.unicodeScalars.map { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "._-".unicodeScalars.contains(scalar))
                ? Character(scalar) : "_"
        }
        return "attachment; filename=\"\(String(kept))\""
    }
}

/// An event of a stream (HTML Living Standard, section 9.2).
package struct ServerEvent: Sendable {
    package var name: String
    /// One line of JSON.
    package var data: String
    /// Where a reader goes on that comes back; nil for none.
    package var id: String?

    package init(_ name: String, data: String, id: String? = nil) {
        self.name = name
        self.data = data
        self.id = id
    }

    /// As it goes out. Line ends inside would begin another field.
    var bytes: [UInt8] {
        func line(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }
        var text = "event: \(line(name))\n"
        if let id { text += "id: \(line(id))\n" }
        return Array((text + "data: \(line(data))\n\n").utf8)
    }
}

/// Addresses that an answer may lead to: those of this server.
package enum OwnAddress {
    /// The address where it is one of ours, and the first page where it is not: `//elsewhere.example`, `https:…`,
    /// `/\elsewhere`, and whatever holds blanks or controls lead elsewhere in some browser.
    package static func checked(_ address: String) -> String {
        let bytes = Array(address.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= 2_000,
            bytes.count == 1 || (bytes[1] != UInt8(ascii: "/") && bytes[1] != UInt8(ascii: "\\")),
            bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return "/" }
        return address
    }
}
