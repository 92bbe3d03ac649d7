/// A form that carries files, as browsers send it (RFC 7578), read whole.
struct MultipartForm: Sendable {
    struct File: Sendable {
        /// As the sender calls it: the last part of a path only.
        var name: String
        var bytes: [UInt8]
    }

    private struct Part {
        var field: String
        var fileName: String?
        var body: Range<Int>
    }

    private let bytes: [UInt8]
    private let parts: [Part]

    /// A form has no more parts.
    private static let mostParts = 100
    /// Fields of a part's head take no more bytes.
    private static let longestHead = 8_192

    /// - Parameter type: the field Content-Type, which names the boundary.
    /// - Throws: where the body is not such a form.
    init(_ bytes: [UInt8], type: String) throws(Refusal) {
        guard let boundary = Self.parameter("boundary", of: type), (1...70).contains(boundary.utf8.count) else {
            throw .bad("The form does not say where its parts begin.")
        }
        let mark = Array("--\(boundary)".utf8)
        guard var place = Self.find(mark, in: bytes, from: 0) else { throw .bad("The form has no parts.") }
        var parts: [Part] = []
        while true {
            place += mark.count
            if bytes[place...].starts(with: [0x2D, 0x2D]) { break }
            guard let head = Self.find([0x0D, 0x0A, 0x0D, 0x0A], in: bytes, from: place),
                head - place <= Self.longestHead,
                let end = Self.find([0x0D, 0x0A] + mark, in: bytes, from: head + 2)
            else { throw .bad("A part of the form has no end: it was cut off on the way.") }
            if let part = Self.part(String(decoding: bytes[place..<head], as: UTF8.self), head + 4..<max(head + 4, end))
            {
                parts.append(part)
            }
            if parts.count > Self.mostParts { throw .bad("The form has more than \(Self.mostParts) parts.") }
            place = end + 2
        }
        self.bytes = bytes
        self.parts = parts
    }

    /// The first value of a field that is no file, exactly as it was sent.
    func text(_ field: String) -> String? {
        guard let part = parts.first(where: { $0.field == field && $0.fileName == nil }) else { return nil }
        return String(validating: bytes[part.body], as: UTF8.self)
    }

    /// The first file of a field; nil where none was chosen.
    func file(_ field: String) -> File? {
        guard let part = parts.first(where: { $0.field == field }), let name = part.fileName else { return nil }
        return File(name: name, bytes: Array(bytes[part.body]))
    }

    private static func part(_ head: String, _ body: Range<Int>) -> Part? {
        for line in head.split(whereSeparator: \.isNewline) where line.lowercased().hasPrefix("content-disposition:") {
            guard let field = parameter("name", of: String(line)) else { return nil }
            let file = parameter("filename", of: String(line)).map { name in
                String(name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "")
            }
            return Part(field: field, fileName: file, body: body)
        }
        return nil
    }

    /// A parameter of a header field, with or without quotes.
    private static func parameter(_ name: String, of field: String) -> String? {
        for piece in field.split(separator: ";").dropFirst() {
            let sides = piece.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, String(sides[0]).trimmed.lowercased() == name else { continue }
            let value = String(sides[1]).trimmed
            return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count > 1
                ? String(value.dropFirst().dropLast()) : value
        }
        return nil
    }

    private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = wanted.first else { return nil }
        var place = start
        while place <= bytes.count - wanted.count, let next = bytes[place...].firstIndex(of: first) {
            if bytes[next...].starts(with: wanted) { return next }
            place = next + 1
        }
        return nil
    }
}
