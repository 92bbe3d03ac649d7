import Bytes
import Testing

/// JSON as the simplest program would read it, to compare the tape with: recursive, byte by byte.
private struct NaiveReader {
    private let bytes: [UInt8]
    private var position = 0

    /// What `json` holds, spelled out: kinds, bytes and what is inside; nil where it is no JSON.
    static func read(_ json: [UInt8]) -> String? {
        var reader = NaiveReader(bytes: json)
        reader.skipBlanks()
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipBlanks()
        return reader.position == json.count ? value : nil
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { position += 1 }
    }

    private mutating func take(_ expected: Character) -> Bool {
        guard byte == expected.asciiValue else { return false }
        position += 1
        return true
    }

    private func written(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

    private mutating func value(depth: Int) -> String? {
        let start = position
        switch byte ?? 0 {
        case 0x22: return string().map { "string(\($0))" }
        case 0x7B: return depth < 64 ? container("{", "}", depth) : nil
        case 0x5B: return depth < 64 ? container("[", "]", depth) : nil
        case 0x2D, 0x30...0x39:
            while let byte, "0123456789+-.eE".utf8.contains(byte) { position += 1 }
            return "number(\(written(from: start)))"
        default:
            for (word, kind) in [("true", "boolean"), ("false", "boolean"), ("null", "null")]
            where bytes[position...].starts(with: word.utf8) {
                position += word.utf8.count
                return "\(kind)(\(word))"
            }
            return nil
        }
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        let start = position
        while let byte {
            if byte == 0x0A { return nil }
            if byte == 0x22 {
                let text = written(from: start)
                position += 1
                return text
            }
            position += byte == 0x5C ? 2 : 1
        }
        return nil
    }

    private mutating func container(_ opening: Character, _ closing: Character, _ depth: Int) -> String? {
        let start = position
        position += 1
        var inside: [String] = []
        skipBlanks()
        while !take(closing) {
            if !inside.isEmpty {
                guard take(",") else { return nil }
                skipBlanks()
            }
            var name = ""
            if opening == "{" {
                guard let found = string() else { return nil }
                skipBlanks()
                guard take(":") else { return nil }
                skipBlanks()
                name = found + "="
            }
            guard let found = value(depth: depth + 1) else { return nil }
            inside.append(name + found)
            skipBlanks()
        }
        return "\(opening)\(inside.joined(separator: ";"))\(closing)(\(written(from: start)))"
    }
}

@Suite struct JSONTapeTests {
    private let tape = JSONTape()

    private func spelled(_ value: JSONValue) -> String {
        let bytes = value.bytes.string
        var inside: [String] = []
        switch value.kind {
        case .null: return "null(\(bytes))"
        case .boolean: return "boolean(\(bytes))"
        case .number: return "number(\(bytes))"
        case .string: return "string(\(bytes))"
        case .array:
            var elements = value.elements
            while elements.next() { inside.append(spelled(elements.value)) }
            return "[\(inside.joined(separator: ";"))](\(bytes))"
        case .object:
            var members = value.members
            while members.next() { inside.append(members.key.string + "=" + spelled(members.value)) }
            return "{\(inside.joined(separator: ";"))}(\(bytes))"
        }
    }

    private func read(_ json: [UInt8]) -> String? {
        ByteView.with(json) { tape.parse($0).map(spelled) }
    }

    /// A random document, at most `depth` deep, with blanks and odd spellings.
    private func document(_ draws: inout SystemRandomNumberGenerator, depth: Int) -> String {
        func blank() -> String { ["", "", "", "", " ", "\n ", "\t\r"].randomElement(using: &draws) ?? "" }
        func text() -> String {
            let pieces = [
                "a", "ü", "漢字", "🌲", #"\""#, #"\\"#, #"\u00e9"#, "{", "]", ",", ":", " ", "\u{1}", "0123456789",
            ]
            return "\""
                + (0..<Int.random(in: 0...9, using: &draws)).map { _ in pieces.randomElement(using: &draws) ?? "" }
                .joined()
                + "\""
        }
        let count = Int.random(in: 0...4, using: &draws)
        switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &draws) {
        case 0: return text()
        case 1: return ["0", "-1.5e+3", "7442484229076383617", "12345678", "1e5"].randomElement(using: &draws) ?? "0"
        case 2: return ["true", "false", "null"].randomElement(using: &draws) ?? "null"
        case 3: return ["{}", "[]", "{ }", "[\n]"].randomElement(using: &draws) ?? "[]"
        case 4:
            let elements = (0..<count).map { _ in blank() + document(&draws, depth: depth - 1) + blank() }
            return "[" + elements.joined(separator: ",") + "]"
        default:
            let members = (0..<count).map { _ in
                blank() + text() + blank() + ":" + blank() + document(&draws, depth: depth - 1) + blank()
            }
            return "{" + members.joined(separator: ",") + "}"
        }
    }

    @Test func theTapeReadsAsTheSimplestProgramDoes() {
        var draws = SystemRandomNumberGenerator()
        for _ in 0..<3000 {
            let json = Array(document(&draws, depth: 5).utf8)
            #expect(read(json) == NaiveReader.read(json), "\(String(decoding: json, as: UTF8.self))")
            #expect(read(json) != nil)
        }
    }

    @Test func andOnDamagedDocumentsToo() {
        var draws = SystemRandomNumberGenerator()
        let odd = Array("{}[]\",:\\ \n0-etfn\u{0}x".utf8)
        for _ in 0..<6000 {
            var json = Array(document(&draws, depth: 4).utf8)
            for _ in 0..<Int.random(in: 1...3, using: &draws) {
                guard let place = json.indices.randomElement(using: &draws) else { continue }
                switch Int.random(in: 0...2, using: &draws) {
                case 0: json[place] = odd.randomElement(using: &draws) ?? 0
                case 1: json.remove(at: place)
                default: json.insert(odd.randomElement(using: &draws) ?? 0, at: place)
                }
            }
            #expect(read(json) == NaiveReader.read(json), "\(String(decoding: json, as: UTF8.self))")
        }
    }

    @Test func noPrefixOfADocumentIsADocument() {
        let json = Array(
            #"{"a":[1,{"b":"x\"y"},[]],"c":{"d":null,"e":-1.5e3},"f":true,"g":"0123456789abcdefghij"}"#.utf8)
        #expect(read(json) != nil)
        for count in 0..<json.count {
            let prefix = Array(json[..<count])
            #expect(read(prefix) == nil, "\(count)")
            #expect(read(prefix) == NaiveReader.read(prefix), "\(count)")
        }
    }

    @Test func nestingEndsAtSixtyFour() {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(read(nested(64)) != nil)
        #expect(read(nested(65)) == nil)
        let objects = String(repeating: #"{"a":"#, count: 64) + "1" + String(repeating: "}", count: 64)
        #expect(read(Array(objects.utf8)) != nil)
        #expect(read(Array(#"{"a":\#(objects)}"#.utf8)) == nil)
    }

    @Test func theTapeGrowsAndIsUsedAgain() {
        let long = Array(("[" + Array(repeating: "1", count: 2_000_000).joined(separator: ",") + "]").utf8)
        for _ in 0..<2 {
            let count = ByteView.with(long) { bytes in
                var elements = tape.parse(bytes)?.elements ?? JSONValue.null.elements
                var count = 0
                while elements.next() { count += 1 }
                return count
            }
            #expect(count == 2_000_000)
            #expect(read(Array("[1]".utf8)) == "[number(1)]([1])")
        }
    }

    @Test func windowsChangeNothing() throws {
        var draws = SystemRandomNumberGenerator()
        for _ in 0..<40 {
            let records = (0..<5).map { _ in #"{"id":\#(document(&draws, depth: 3))}"# }
            var stream = Array(records.joined(separator: "\n").utf8)
            if Bool.random(using: &draws), let place = stream.indices.randomElement(using: &draws) {
                stream[place] = Array("{}[]\",:\n".utf8).randomElement(using: &draws) ?? 0
            }
            let whole = try scan(stream, window: 1 << 16)
            for window in 1...64 { #expect(try scan(stream, window: window) == whole, "window \(window)") }
        }
    }

    private func scan(_ bytes: [UInt8], window: Int) throws -> [String] {
        let source = try ByteSource(bytes: bytes, sizes: .init(chunk: window, window: window))
        let plan = JSONElementScanner.Plan(entered: ["data"], errors: ["error"])
        let scanner = JSONElementScanner(source, plan: plan, maximumRecordBytes: 300)
        var found: [String] = []
        while true {
            switch scanner.next() {
            case .record(let value): found.append(spelled(value))
            case .error(let value): found.append("error " + spelled(value))
            case .context(let name, let value): found.append("context \(name.string) " + spelled(value))
            case .fault(let fault): found.append("<\(fault)>")
            case .end: return found
            }
        }
    }
}
