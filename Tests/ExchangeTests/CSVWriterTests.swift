import Bytes
import Records
import Testing

@testable import Exchange

@Suite("CSV")
struct CSVWriterTests {
    @Test(
        "A field is quoted only where it has to be, and nothing in it changes",
        arguments: [
            ("plain", "plain"),
            ("with blank", "with blank"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("two\r\nlines", "\"two\r\nlines\""),
            ("=HYPERLINK(\"x\")", "\"=HYPERLINK(\"\"x\"\")\""),
            ("=1+1", "=1+1"),
            ("تجربة", "تجربة"),
        ])
    func quoting(value: String, encoded: String) throws {
        let sink = TextSink.memory()
        var table = try CSVWriter(sink, header: ["name", "other"])
        table.field(value)
        ByteView.with(value) { table.field($0) }
        try table.endRow()
        try sink.finish()
        #expect(sink.text == "name,other\n\(encoded),\(encoded)\n")
    }

    @Test("A row whose only field is empty is not an empty line")
    func loneEmptyField() throws {
        let sink = TextSink.memory()
        var table = try CSVWriter(sink, header: ["only"])
        table.field("")
        try table.endRow()
        #expect(sink.text == "only\n\"\"\n")
    }

    @Test("Numbers, moments and missing numbers have one form each")
    func typedFields() throws {
        let sink = TextSink.memory()
        var table = try CSVWriter(sink, header: ["a", "b", "c", "d", "e", "f"])
        table.field(Int64.min)
        table.field(UInt64.max)
        table.field(Instant(milliseconds: -1))
        table.field(0.05)
        table.field(Double?.none)
        table.field(seconds: 1500.5)
        try table.endRow()
        #expect(
            sink.text.split(separator: "\n").last
                == "-9223372036854775808,18446744073709551615,1969-12-31T23:59:59.999Z,0.05,,1.5005")
    }

    @Test("Decimal digits are those of Swift's own printing")
    func digits() {
        var values: [UInt64] = [0, 1, 9, 10, 11, 99, 100, .max, .max - 1, 10_000_000_000_000_000_000]
        var power: UInt64 = 1
        for _ in 0..<19 {
            values += [power - 1, power, power + 1]
            power *= 10
        }
        for value in values {
            var bytes: [UInt8] = []
            bytes.append(decimal: value)
            #expect(String(decoding: bytes, as: UTF8.self) == "\(value)")
        }
    }

    @Test("Moments are printed as Instant prints itself, beyond four-digit years too")
    func instants() {
        for milliseconds: Int64 in [
            0, -1, 1_732_471_200_000, 951_782_400_000, -62_135_596_800_000, -62_200_000_000_000, 253_402_300_799_999,
            253_402_300_800_000, 8_000_000_000_000_000,
        ] {
            var bytes: [UInt8] = []
            bytes.append(instant: Instant(milliseconds: milliseconds))
            #expect(String(decoding: bytes, as: UTF8.self) == Instant(milliseconds: milliseconds).description)
        }
    }

    @Test(
        "Spans print as seconds without needless zeros",
        arguments: [(0.0, "0"), (1000, "1"), (1, "0.001"), (0.5, "0.0005"), (2_500, "2.5"), (7_204_000, "7204")])
    func spans(milliseconds: Double, text: String) {
        var bytes: [UInt8] = []
        bytes.append(seconds: milliseconds)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
}

@Suite("Numbers as R prints them")
struct RNumberTests {
    /// From R 4.2.2: `write.csv(data.frame(x = …))`, and the peers' reference files.
    private static let cases: [(Double, String)] = [
        (10.166666666666666, "10.1666666666667"), (0.6666666666666666, "0.666666666666667"),
        (0.3333333333333333, "0.333333333333333"),
        (1, "1"), (0, "0"), (-2.5, "-2.5"), (0.30000000000000004, "0.3"), (99_999, "99999"), (100_000, "1e+05"),
        (123_456, "123456"), (120_000, "120000"), (1e15, "1e+15"), (123_456_789_012_345_680, "123456789012345680"),
        (0.0001, "1e-04"), (0.00012, "0.00012"), (0.000123, "0.000123"), (0.00001234, "1.234e-05"),
        (1e-300, "1e-300"), (1.5e300, "1.5e+300"), (.infinity, "Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
        (5.5, "5.5"), (16.0 / 29, "0.551724137931035"), (292.0 / 11, "26.5454545454546"),
        (22.0 / 9, "2.44444444444444"),
        (232.0 / 7, "33.1428571428572"), (47.0 / 31, "1.51612903225806"), (1_234_567.891, "1234567.891"),
        (0.999_999_999_999_999_9, "1"),
    ]

    @Test("At most 15 significant digits, in the shorter of both notations", arguments: cases)
    func notation(value: Double, text: String) {
        #expect(RNumber.text(value) == text)
    }
}
