/// Why a body is no `multipart/form-data`.
package struct MultipartFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, in a sentence.
    package let description: String

    init(_ description: String) { self.description = description }
}

/// A part of a form, as its header describes it.
package struct MultipartPart: Sendable, Equatable {
    /// The field of the form.
    package var name: String
    /// What the sender calls the file; nil for what is no file. It may hold anything, paths too.
    package var fileName: String?
}

/// Takes a body of `multipart/form-data` (RFC 7578) apart as it comes, in pieces of any size. How the bytes are cut makes
/// no difference to what comes out, but for where the bytes of a part are cut.
///
/// It is strict: nothing may stand before the first boundary or after the last, and what two readers could understand
/// differently is refused. Memory is bounded by the piece that came last and by the longest header, 8 KiB.
package struct MultipartScanner: Sendable {
    package enum Event: Sendable, Equatable {
        case part(MultipartPart)
        /// Some of the bytes of the part.
        case bytes(ArraySlice<UInt8>)
        /// The part is whole.
        case end
    }

    private enum State: Sendable { case start, delimited, header, content, closed }

    /// The longest header of a part, in bytes.
    package static let longestHeader = 8_192

    private var state = State.start
    private var buffer: [UInt8] = []
    /// Where what was not taken yet begins.
    private var position = 0
    /// Up to where the end of a header was looked for.
    private var searched = 0
    private let delimiter: [UInt8]
    private var partsLeft: Int

    /// - Parameters:
    ///   - type: the `Content-Type` of the body.
    ///   - mostParts: more are refused.
    package init(type: String, mostParts: Int = 256) throws(MultipartFault) {
        let boundary = try Self.boundary(type)
        delimiter = Array("\r\n--".utf8) + boundary.utf8
        partsLeft = mostParts
    }

    /// RFC 2046 section 5.1.1: 1 to 70 characters of a short list, and no blank at the end.
    private static func boundary(_ type: String) throws(MultipartFault) -> String {
        var fields = HeaderFields(Array(type.utf8)[...])
        guard fields.value()?.lowercased() == "multipart/form-data" else {
            throw MultipartFault("the type is not multipart/form-data")
        }
        var boundary: String?
        for (name, value) in try fields.parameters() where name == "boundary" { boundary = value }
        guard let boundary, (1...70).contains(boundary.utf8.count), boundary.last != " ",
            boundary.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "'()+_,-./:=? ".utf8.contains(byte)
            })
        else { throw MultipartFault("the type names no boundary of 1 to 70 allowed characters") }
        return boundary
    }

    /// Adds what has come. What was taken is forgotten.
    package mutating func append(_ piece: some Collection<UInt8>) {
        if position > 0 {
            buffer.removeFirst(position)
            searched = max(0, searched - position)
            position = 0
        }
        buffer.append(contentsOf: piece)
    }

    /// What comes next; nil until more is appended.
    package mutating func next() throws(MultipartFault) -> Event? {
        while true {
            switch state {
            case .start:
                guard try take(delimiter[2...], "the body does not begin with its boundary") else { return nil }
                state = .delimited
            case .delimited:
                guard buffer.count - position >= 2 else { return nil }
                switch (buffer[position], buffer[position + 1]) {
                case (0x0D, 0x0A):
                    if partsLeft == 0 { throw MultipartFault("the body has too many parts") }
                    partsLeft -= 1
                    position += 2
                    searched = position
                    state = .header
                case (0x2D, 0x2D):
                    position += 2
                    state = .closed
                default: throw MultipartFault("a boundary is followed by neither a line end nor two hyphens")
                }
            case .header:
                guard let part = try header() else { return nil }
                state = .content
                return .part(part)
            case .content: return content()
            case .closed:
                // A line end is the writer's habit; anything else would be read by some and not by others.
                guard buffer.count - position <= 2,
                    buffer[position...].elementsEqual("\r\n".utf8.prefix(buffer.count - position))
                else { throw MultipartFault("something stands after the last boundary") }
                return nil
            }
        }
    }

    /// To be called when nothing more comes.
    /// - Throws: where the last boundary is missing.
    package func finish() throws(MultipartFault) {
        guard state == .closed else { throw MultipartFault("the body ends before its last boundary") }
    }

    /// Takes bytes that must come now.
    /// - Returns: false until all of them are there.
    private mutating func take(_ expected: ArraySlice<UInt8>, _ refusal: String) throws(MultipartFault) -> Bool {
        let there = min(expected.count, buffer.count - position)
        guard buffer[position..<position + there].elementsEqual(expected.prefix(there)) else {
            throw MultipartFault(refusal)
        }
        if there < expected.count { return false }
        position += there
        return true
    }

    /// The header that ends with an empty line.
    private mutating func header() throws(MultipartFault) -> MultipartPart? {
        var end = max(position, searched - 3)
        while end + 4 <= buffer.count, !(buffer[end] == 0x0D && buffer[end..<end + 4].elementsEqual("\r\n\r\n".utf8)) {
            end += 1
        }
        guard end - position <= Self.longestHeader else {
            throw MultipartFault("the header of a part has more than \(Self.longestHeader) bytes")
        }
        guard end + 4 <= buffer.count else {
            searched = buffer.count
            return nil
        }
        defer { position = end + 4 }
        return try PartHeader(buffer[position..<end]).part
    }

    /// Bytes of the part up to what could be the boundary.
    private mutating func content() -> Event? {
        let hit = buffer.withUnsafeBufferPointer { bytes in
            Self.candidate(in: bytes, from: position, delimiter)
        }
        if hit > position {
            defer { position = hit }
            return .bytes(buffer[position..<hit])
        }
        guard buffer.count - position >= delimiter.count else { return nil }
        position += delimiter.count
        state = .delimited
        return .end
    }

    /// Where the delimiter begins, or what could become it when more comes; the end where neither is there.
    private static func candidate(
        in bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ delimiter: [UInt8]
    ) -> Int {
        var place = start
        while place < bytes.count {
            guard bytes[place] == 0x0D else {
                place += 1
                continue
            }
            var length = 1
            while length < delimiter.count, place + length < bytes.count, bytes[place + length] == delimiter[length] {
                length += 1
            }
            if length == delimiter.count || place + length == bytes.count { return place }
            place += 1
        }
        return bytes.count
    }
}

/// The lines above a part.
private struct PartHeader {
    let part: MultipartPart

    init(_ bytes: ArraySlice<UInt8>) throws(MultipartFault) {
        var part: MultipartPart?
        var rest = bytes
        while !rest.isEmpty {
            let end = Self.lineEnd(rest)
            let line = rest[..<end]
            rest = rest[min(end + 2, rest.endIndex)...]
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy(HeaderFields.isToken),
                line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
            else { throw MultipartFault("a line of a part's header is no field") }
            var fields = HeaderFields(line[(colon + 1)...])
            switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
            case "content-disposition":
                if part != nil { throw MultipartFault("a part says twice what it is") }
                part = try Self.disposition(&fields)
            case "content-transfer-encoding":
                guard ["7bit", "8bit", "binary"].contains(fields.value()?.lowercased()) else {
                    throw MultipartFault("a part is encoded, which forms do not allow (RFC 7578 section 4.7)")
                }
            default: break
            }
        }
        guard let part else { throw MultipartFault("a part does not say which field it is") }
        self.part = part
    }

    private static func lineEnd(_ bytes: ArraySlice<UInt8>) -> Int {
        var place = bytes.startIndex
        while place + 1 < bytes.endIndex, !(bytes[place] == 0x0D && bytes[place + 1] == 0x0A) { place += 1 }
        return place + 1 < bytes.endIndex ? place : bytes.endIndex
    }

    private static func disposition(_ fields: inout HeaderFields) throws(MultipartFault) -> MultipartPart {
        guard fields.value()?.lowercased() == "form-data" else {
            throw MultipartFault("a part is no field of a form")
        }
        var name: String?
        var fileName: String?
        for (parameter, value) in try fields.parameters() {
            switch parameter {
            case "name": name = value
            case "filename": fileName = value
            case "filename*":
                throw MultipartFault("a part uses filename*, which forms do not allow (RFC 7578 section 4.2)")
            default: break
            }
        }
        guard let name else { throw MultipartFault("a part does not say which field it is") }
        return MultipartPart(name: name, fileName: fileName)
    }
}

/// A header's value with its parameters: `form-data; name="file"`.
private struct HeaderFields {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// RFC 9110 section 5.6.2.
    static func isToken(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    private mutating func skipBlanks() { rest = rest.drop { $0 == 0x20 || $0 == 0x09 } }

    /// What stands before the first parameter; nil where nothing does.
    mutating func value() -> String? {
        skipBlanks()
        let value = rest.prefix { Self.isToken($0) || $0 == UInt8(ascii: "/") }
        rest = rest[value.endIndex...]
        return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    }

    /// All parameters, with names in lower case, each once.
    mutating func parameters() throws(MultipartFault) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        while true {
            skipBlanks()
            guard let next = rest.popFirst() else { return found }
            guard next == UInt8(ascii: ";") else { throw Self.malformed }
            skipBlanks()
            let name = rest.prefix(while: Self.isToken)
            rest = rest[name.endIndex...]
            guard !name.isEmpty, rest.popFirst() == UInt8(ascii: "=") else { throw Self.malformed }
            let spelt = String(decoding: name, as: UTF8.self).lowercased()
            if found.contains(where: { $0.name == spelt }) { throw MultipartFault("'\(spelt)' is said twice") }
            found.append((spelt, try parameterValue()))
        }
    }

    private mutating func parameterValue() throws(MultipartFault) -> String {
        var bytes: [UInt8] = []
        if rest.first == UInt8(ascii: "\"") {
            rest.removeFirst()
            while true {
                guard let byte = rest.popFirst() else { throw Self.malformed }
                if byte == UInt8(ascii: "\"") { break }
                // Programs write \" for a quote; browsers write %22, and a backslash for itself.
                if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "\"") {
                    bytes.append(UInt8(ascii: "\""))
                    rest.removeFirst()
                } else {
                    bytes.append(byte)
                }
            }
        } else {
            bytes = Array(rest.prefix(while: Self.isToken))
            rest = rest[(rest.startIndex + bytes.count)...]
            if bytes.isEmpty { throw Self.malformed }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MultipartFault("a name in a part's header is not UTF-8")
        }
        return Self.unescaped(text)
    }

    /// What browsers escape in names (HTML Living Standard, multipart/form-data encoding), and nothing else.
    private static func unescaped(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let percent = rest.firstIndex(of: "%") {
            result += rest[..<percent]
            let code = rest[percent...].prefix(3)
            switch code.uppercased() {
            case "%22": result += "\""
            case "%0D": result += "\r"
            case "%0A": result += "\n"
            default: result += code.prefix(1)
            }
            let taken = ["%22", "%0D", "%0A"].contains(code.uppercased()) ? code.count : 1
            rest = rest[rest.index(percent, offsetBy: taken)...]
        }
        return result + rest
    }

    private static let malformed = MultipartFault("a part's header is not written as RFC 7578 wants it")
}
