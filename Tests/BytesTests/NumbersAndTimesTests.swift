import Bytes
import Testing

@Suite struct NumbersAndTimesTests {
    @Test func wholeNumbersAreExactOrNothing() {
        func whole(_ text: String) -> Int64? { ByteView.with(text) { $0.int64 } }
        #expect(whole("-9223372036854775808") == .min)
        #expect(whole("9223372036854775807") == .max)
        #expect(whole("9223372036854775808") == nil)
        #expect(whole("") == nil)
        #expect(whole("-") == nil)
        #expect(whole("1.0") == nil)
        #expect(ByteView.with("18446744073709551615") { $0.uint64 } == .max)
        #expect(ByteView.with("18446744073709551616") { $0.uint64 } == nil)
    }

    @Test func digitsAreReadAsTheStandardLibraryReadsThem() {
        var draws = SystemRandomNumberGenerator()
        for length in 1...22 {
            for _ in 0..<100 {
                var digits = (0..<length).map { _ in UInt8.random(in: 0x30...0x39, using: &draws) }
                if Int.random(in: 0..<3, using: &draws) == 0, let place = digits.indices.randomElement(using: &draws) {
                    digits[place] = [0x2F, 0x3A, 0x2E, 0x65, 0xB5, 0x00].randomElement(using: &draws) ?? 0
                }
                let text = String(decoding: digits, as: UTF8.self)
                #expect(ByteView.with(digits) { $0.uint64 } == UInt64(text), "\(text)")
                #expect(ByteView.with(digits) { $0.int64 } == Int64(text), "\(text)")
                #expect(ByteView.with([0x2D] + digits) { $0.int64 } == Int64("-" + text), "\(text)")
                let isCanonical = UInt64(text).map { "\($0)" == text } ?? false
                #expect((ByteView.with(digits) { $0.canonicalNumber } != nil) == isCanonical, "\(text)")
            }
        }
    }

    @Test func textIsUTF8WhereTheStandardLibrarySaysSo() {
        var draws = SystemRandomNumberGenerator()
        let pieces: [[UInt8]] =
            ["a", "0123456789abcdef", "é", "漢", "🌲"].map { Array($0.utf8) } + [[0xC0], [0xED, 0xA0, 0x80]]
        for count in 0..<2000 {
            let bytes = (0..<count % 12).flatMap { _ in pieces.randomElement(using: &draws) ?? [] }
            let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
            #expect(ByteView.with(bytes) { $0.isUTF8 } == isUTF8, "\(bytes)")
            #expect(ByteView.with(bytes) { $0.isASCII } == bytes.allSatisfy { $0 < 0x80 }, "\(bytes)")
        }
    }

    @Test func aSetOfNumbersIsASet() {
        var draws = SystemRandomNumberGenerator()
        var ours = NumberSet()
        var theirs: Set<UInt64> = []
        for _ in 0..<50_000 {
            let number = UInt64.random(in: 0...20_000, using: &draws) &* (Bool.random(using: &draws) ? 1 : 1 << 40)
            #expect(ours.insert(number) == theirs.insert(number).inserted)
        }
        let (last, again) = (ours.insert(.max), ours.insert(.max))
        #expect(last && !again)
    }

    @Test(arguments: [
        "0", "1.5", "-0.1", "1623881091.25", "1e3", "1.7976931348623157e308", "0.3", "123456789.123456789",
        "9007199254740993", "5e-324", "2.2250738585072011e-308",
    ])
    func decimalsAreRoundedAsTheStandardLibraryDoes(_ text: String) {
        #expect(ByteView.with(text) { $0.double } == Double(text))
    }

    @Test func whatIsNoDecimalIsNothing() {
        for text in ["", "-", ".", "1e", "1e999", "1-2", "0x10", "nan", "inf", "1..2"] {
            #expect(ByteView.with(text) { $0.double } == nil, "\(text)")
        }
    }

    @Test func floatNotationIsNoIdentifier() {
        for text in ["9.06E+17", "1e5", "1.8242134169967127e+18"] {
            #expect(ByteView.with(text) { $0.isFloatNotation }, "\(text)")
        }
        for text in ["906", "e17", "9E", "abc1e5", "12e4f"] {
            #expect(!ByteView.with(text) { $0.isFloatNotation }, "\(text)")
        }
    }

    private func time(_ text: String) -> (Int64, SpelledTime.Fineness)? {
        ByteView.with(text) { TimeParser.parse($0) }.map { ($0.milliseconds, $0.fineness) }
    }

    @Test(arguments: [
        ("1700000000", 1_700_000_000_000, SpelledTime.Fineness.second),
        ("1700000000123", 1_700_000_000_123, .millisecond),
        ("1700000000.5", 1_700_000_000_500, .millisecond),
        ("1700000000.0", 1_700_000_000_000, .second),
        ("-1", -1000, .second),
        ("2024-11-22T00:04:06Z", 1_732_233_846_000, .second),
        ("2024-11-22 00:04:06", 1_732_233_846_000, .second),
        ("2024-11-22T00:04:06.789Z", 1_732_233_846_789, .millisecond),
        ("2024-11-22T02:04:06+02:00", 1_732_233_846_000, .second),
        ("2024-11-21T19:04:06-0500", 1_732_233_846_000, .second),
        ("2024-11-22 00:04:06 UTC", 1_732_233_846_000, .second),
        ("2024-11-21 19:04:06 EST", 1_732_233_846_000, .second),
        ("2024-07-01 08:00:00 EDT", 1_719_835_200_000, .second),
        ("2024-11-22 00:04", 1_732_233_840_000, .minute),
        ("2024-11-22", 1_732_233_600_000, .day),
        ("11/22/2024 0:04", 1_732_233_840_000, .minute),
        ("1/2/2024 13:04", 1_704_200_640_000, .minute),
        ("2024-02-29", 1_709_164_800_000, .day),
        ("1969-12-31T23:59:59Z", -1000, .second),
    ])
    func everySpellingGivesItsMomentAndFineness(_ text: String, _ milliseconds: Int64, _ fineness: SpelledTime.Fineness)
    {
        let found = time(text)
        #expect(found?.0 == milliseconds)
        #expect(found?.1 == fineness)
    }

    @Test func whatTheCalendarDoesNotHaveIsNoTime() {
        let none = [
            "", "NA", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-11-22T25:00:00Z",
            "2024-11-22T10:61:00Z", "2024-11-22T10:00:00X", "2024-11-22T10:00:00+25:00", "13/22/2024 10:00", "2024-11",
            "1.7e9", "99999999999999999999", "2024-11-22T", "2024-11-22T1", "//////////", "2024/11/22",
        ]
        for text in none { #expect(time(text) == nil, "\(text)") }
    }

    @Test func theSpellingOfXIsRead() {
        #expect(time("Wed Jan 07 04:38:02 +0000 2009")?.0 == 1_231_303_082_000)
        #expect(time("Wed Jan 07 04:38:02 +0000 2009")?.1 == .second)
        #expect(time("Wed Jan 07 06:38:02 +0200 2009")?.0 == 1_231_303_082_000)
        #expect(time("Thu Feb 29 23:59:60 -0030 2024")?.0 == 1_709_253_000_000)
        for text in [
            "Wed Jän 07 04:38:02 +0000 2009", "Wed Jan 32 04:38:02 +0000 2009", "Wed Feb 29 04:38:02 +0000 2023",
            "Wed Jan 07 24:38:02 +0000 2009", "Wed Jan 07 04:38:02 UTC   2009", "Wed Jan 07 04:38:02 +00002009 ",
            "Wed Jan 7 04:38:02 +0000 20090",
        ] { #expect(time(text) == nil, "\(text)") }
    }

    @Test func whatIsFinerThanAMillisecondIsRoundedDownAndSaysSo() {
        let fine = ByteView.with("2024-11-22T00:04:06.7899Z") { TimeParser.parse($0) }
        #expect(fine?.milliseconds == 1_732_233_846_789)
        #expect(fine?.isRounded == true)
        let decimal = ByteView.with("1700000000.123456") { TimeParser.parse($0) }
        #expect(decimal?.milliseconds == 1_700_000_000_123)
        #expect(decimal?.isRounded == true)
        #expect(decimal?.seconds == 1700000000.123456)
    }

    @Test func aPlainNumberIsItselfToProgramsThatCalculate() {
        func seconds(_ text: String) -> Double? { ByteView.with(text) { TimeParser.parse($0) }?.seconds }
        #expect(seconds("1700000000") == 1_700_000_000)
        #expect(seconds("1700000000123") == 1_700_000_000_123)
        #expect(seconds("2023-11-14T22:13:20.500Z") == 1_700_000_000.5)
    }

    @Test func wellFormedUTF8IsToldFromOther() {
        func invalid(_ bytes: [UInt8]) -> Int? { ByteView.with(bytes) { $0.firstInvalidUTF8 } }
        #expect(invalid(Array("añ漢🌲 long enough for words".utf8)) == nil)
        #expect(invalid([0x61, 0xFF]) == 1)
        #expect(invalid([0xC0, 0x80]) == 0, "overlong")
        #expect(invalid([0xED, 0xA0, 0x80]) == 0, "surrogate")
        #expect(invalid([0xF4, 0x90, 0x80, 0x80]) == 0, "beyond Unicode")
        #expect(invalid([0x61, 0x62, 0xE2, 0x82]) == 2, "cut off")
    }
}
