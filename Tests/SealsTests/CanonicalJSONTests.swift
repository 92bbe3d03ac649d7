import Testing

@testable import Seals

@Suite("Canonical JSON")
struct CanonicalJSONTests {
    private func canonical(_ text: String) throws -> String {
        try CanonicalJSON.canonical(Array(text.utf8))
    }

    @Test("The example of RFC 8785, section 3.2.2, comes out as there")
    func publishedExample() throws {
        let input = #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let expected =
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
            + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try canonical(input) == expected)
        #expect(try canonical(expected) == expected)
    }

    @Test("Names are sorted by UTF-16 code units, as in RFC 8785, section 3.2.3")
    func publishedOrder() throws {
        let input = #"""
            {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7, "": 8, "10": 9, "a": {
            "b": 1, "B": 2 }}
            """#
        let expected =
            "{\"\":8,\"\\r\":2,\"1\":4,\"10\":9,\"a\":{\"B\":2,\"b\":1},\"\u{80}\":6,\"\u{F6}\":7,\"\u{20AC}\":1,"
            + "\"\u{1F600}\":5,\"\u{FB33}\":3}"
        #expect(Array(try canonical(input).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(
        "Numbers are written as in RFC 8785, appendix B",
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
            (0xC340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] as [(UInt64, String)])
    func numbers(bits: UInt64, expected: String) throws {
        let value = Double(bitPattern: bits)
        #expect(try CanonicalJSON.encode(value) == expected)
        // What was written can be read again, large integers too.
        #expect(try canonical(expected) == expected)
    }

    @Test("Twenty thousand doubles of all sizes are written as by V8")
    func manyNumbers() {
        var state: UInt64 = 1
        var text = ""
        for index in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // Every other one between 2⁻⁶³ and 2⁸⁰, where the point moves.
            let near = state & 0x800F_FFFF_FFFF_FFFF | (0x3C0 + (state >> 52) % 0x90) << 52
            let value = Double(bitPattern: index % 2 == 1 ? near : state)
            if value.isFinite { text += CanonicalNumber.text(value) + "\n" }
        }
        // The SHA-256 of the same numbers' JSON.stringify, one a line, by Node.js 20.20.2.
        #expect(CanonicalJSON.digest(text) == "b4804f04ea30725285fc1eb98669b9d0ffcb2608dde8589d776d1aaa3c8d7a59")
    }

    @Test(
        "What is no JSON is refused, with the place",
        arguments: [
            ("", 0), ("  ", 2), ("{", 1), ("[1,]", 3), ("[1 2]", 3), (#"{"a":1,}"#, 7), (#"{"a" 1}"#, 5), ("01", 0),
            ("-", 1),
            ("1.", 2), (".5", 0), ("+1", 0), ("1e", 2), ("nul", 0), ("true false", 5), (#"{a:1}"#, 1), ("'a'", 0),
            (#""a"#, 0), ("\"a\nb\"", 2), (#""\x""#, 1), (#""\u12G4""#, 5), (#""\u12""#, 5), (#""\u-001""#, 3),
            (#""\ud800""#, 1), (#""\ud800\u0041""#, 1), (#""\udc00""#, 1), (#""\ud800\n""#, 1), ("NaN", 0),
            ("1e999", 0),
            (#"[{"b":1,"a":2,"b":3}]"#, 1), ("9007199254740993", 0), ("[-9007199254740993]", 1),
            ("123456789012345678901234567890", 0), ("\u{FEFF}1", 0), ("\u{A0}1", 0),
        ])
    func refused(text: String, offset: Int) {
        #expect {
            try canonical(text)
        } throws: { error in
            if case SealError.badJSON(let found, let reason) = error { return found == offset && !reason.isEmpty }
            return false
        }
    }

    @Test("Bytes that are no UTF-8 are refused")
    func invalidBytes() {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x80]] {
            #expect(throws: SealError.self) { try CanonicalJSON.canonical(bytes) }
        }
    }

    @Test("Depth is limited, not the stack")
    func depth() throws {
        func nested(_ levels: Int) -> String {
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        #expect(try canonical(nested(256)) == nested(256))
        #expect(throws: SealError.self) { try canonical(nested(257)) }
        #expect(throws: SealError.self) { try canonical(String(repeating: "[", count: 1_000_000)) }
    }

    @Test("Two ways to write an accent are two names, and neither is changed")
    func noNormalisation() throws {
        let text = "{\"e\u{301}\":1,\"\u{E9}\":2}"
        #expect(Array(try canonical(text).utf8) == Array(text.utf8))
    }
}

@Suite("Canonical JSON of values")
struct CanonicalEncodingTests {
    private enum Kind: String, Codable { case account }
    private enum Choice: Codable { case only(Int64, note: String?) }
    private struct Asset: Codable {
        var platform: String
        var id: String
        var kind: Kind
        var seen: Int64
        var share: Double
        var name: String?
        var tags: [String]
        var counts: [String: Int]
        var choice: Choice
    }

    @Test("Members are sorted, absent ones left out, and it can be read back")
    func value() throws {
        let asset = Asset(
            platform: "TikTok", id: "7012345678901234567", kind: .account, seen: 9_007_199_254_740_992, share: 0.1,
            name: nil, tags: ["b", "a/\u{7}"], counts: ["z": 1, "é": -2], choice: .only(3, note: nil))
        let text = try CanonicalJSON.encode(asset)
        #expect(
            text
                == #"{"choice":{"only":{"_0":3}},"counts":{"z":1,"é":-2},"id":"7012345678901234567","kind":"account","#
                + #""platform":"TikTok","seen":9007199254740992,"share":0.1,"tags":["b","a/\u0007"]}"#)
        #expect(try CanonicalJSON.canonical(Array(text.utf8)) == text)
    }

    @Test("Single values, nulls and empty containers have a form")
    func small() throws {
        #expect(try CanonicalJSON.encode("\u{1F600}\u{2028}<") == "\"\u{1F600}\u{2028}<\"")
        #expect(try CanonicalJSON.encode([Int?.some(1), nil]) == "[1,null]")
        #expect(try CanonicalJSON.encode([String]()) == "[]")
        #expect(try CanonicalJSON.encode([String: Bool]()) == "{}")
        #expect(try CanonicalJSON.encode(UInt8(7)) == "7" && CanonicalJSON.encode(Float(0.5)) == "0.5")
        #expect(try CanonicalJSON.encode([10: "a", 9: "b"]) == #"{"10":"a","9":"b"}"#)
        #expect(try CanonicalJSON.encode(Optional<Int>.none) == "null")
        #expect(try CanonicalJSON.encode([[1.0, -0.0], [1e21]]) == "[[1,0],[1e+21]]")
    }

    @Test("What JSON readers would change is refused, with the place")
    func refused() {
        let tooLarge: [[String: [Int64]]] = [["a": [1, (1 << 53) + 1]]]
        #expect {
            try CanonicalJSON.encode(tooLarge)
        } throws: { error in
            guard case SealError.noCanonicalForm(let path, let reason) = error else { return false }
            return path.contains("a") && reason.contains("9007199254740993")
        }
        #expect(throws: SealError.self) { try CanonicalJSON.encode(Int64.min) }
        #expect(throws: SealError.self) { try CanonicalJSON.encode(UInt64.max) }
        #expect(throws: SealError.self) { try CanonicalJSON.encode([Double.nan]) }
        #expect(throws: SealError.self) { try CanonicalJSON.encode(["a": -Double.infinity]) }
        #expect(throws: SealError.self) { try CanonicalJSON.encode(Set(["a", "b"])) }
        #expect(throws: SealError.self) { try CanonicalJSON.encode([Kind.account: 1]) }
    }

    private class Base: Encodable { let own = 1 }
    private final class Derived: Base {
        private enum Keys: String, CodingKey { case list, again }
        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            var list = container.nestedUnkeyedContainer(forKey: .list)
            try list.encode("a")
            try list.encodeNil()
            var inner = list.nestedContainer(keyedBy: Keys.self)
            try inner.encode(true, forKey: .again)
            try super.encode(to: container.superEncoder())
        }
    }

    @Test("Nested containers and superclasses are kept")
    func nested() throws {
        #expect(try CanonicalJSON.encode(Derived()) == #"{"list":["a",null,{"again":true}],"super":{"own":1}}"#)
    }

    private struct Twice: Encodable {
        private enum Keys: String, CodingKey { case same }
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(1, forKey: .same)
            try container.encode(2, forKey: .same)
        }
    }

    @Test("A name that is written twice is refused")
    func twice() {
        #expect(throws: SealError.noCanonicalForm(path: "0", reason: "it has two members named 'same'")) {
            try CanonicalJSON.encode([Twice()])
        }
    }

    @Test("an integer of more digits than a double keeps is refused, or written as it stands where that is asked for")
    func keptDigits() throws {
        let bytes = Array(#"{"b": 12345678901234567890, "a": -9007199254740993, "c": 1.0, "d": 9007199254740992}"#.utf8)
        #expect(throws: SealError.self) { try CanonicalJSON.canonical(bytes) }
        #expect(
            try CanonicalJSON.canonical(bytes, keepsDigits: true)
                == #"{"a":-9007199254740993,"b":12345678901234567890,"c":1,"d":9007199254740992}"#)
        #expect(throws: SealError.self) { try CanonicalJSON.canonical(Array("1e400".utf8), keepsDigits: true) }
        #expect(throws: SealError.self) {
            try CanonicalJSON.canonical(Array(String(repeating: "9", count: 400).utf8), keepsDigits: true)
        }
    }
}
