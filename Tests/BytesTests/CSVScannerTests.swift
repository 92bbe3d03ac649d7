import Bytes
import Testing

@Suite struct CSVScannerTests {
    /// All records of a text, faults as their names, read through windows of several sizes with the same result.
    static func scan(_ text: String, maximum: Int = 1 << 20) throws -> [[String]] {
        let whole = try scan(Array(text.utf8), window: 1 << 20, maximum: maximum)
        for window in [1, 2, 5, 64] {
            #expect(try scan(Array(text.utf8), window: window, maximum: maximum) == whole, "window \(window)")
        }
        return whole
    }

    private static func scan(_ bytes: [UInt8], window: Int, maximum: Int) throws -> [[String]] {
        let source = try ByteSource(bytes: bytes, sizes: ByteSource.Sizes(chunk: window, window: window))
        let scanner = CSVScanner(source, delimiter: UInt8(ascii: ","), maximumRecordBytes: maximum)
        var records: [[String]] = []
        while true {
            switch scanner.next() {
            case .row(let row): records.append((0..<row.count).map { row[$0].string })
            case .fault(let fault): records.append(["<\(fault)>"])
            case .end: return records
            }
        }
    }

    @Test func quotedFieldsMayHoldDelimitersQuotesAndLineEnds() throws {
        #expect(try Self.scan("a,\"b,\"\"c\"\"\",\"d\ne\"\n") == [["a", "b,\"c\"", "d\ne"]])
        #expect(try Self.scan("\"\"\n\"\"\"\"\n") == [[""], ["\""]])
    }

    @Test func lineEndsMayBeMixedAndTheLastMissing() throws {
        #expect(try Self.scan("a,b\r\nc,d\re,f\n\n\r\ng,h") == [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]])
        #expect(try Self.scan("a,\"b\"") == [["a", "b"]])
        #expect(try Self.scan("a,") == [["a", ""]])
    }

    @Test func quotesInsideUnquotedFieldsAreText() throws {
        #expect(try Self.scan("5\" disk,b\n") == [["5\" disk", "b"]])
        #expect(try Self.scan("\"a\" b,c\n") == [["a b", "c"]])
        #expect(try Self.scan("\"a\" \"b\",c\n") == [["a \"b\"", "c"]])
    }

    @Test func aQuoteThatIsNeverClosedCostsItsLine() throws {
        #expect(
            try Self.scan("a,b\nc,\"d\ne,f\ng,h\n") == [["a", "b"], ["<unclosedQuote>"], ["e", "f"], ["g", "h"]])
        let wrong = "c,\"d\ne,f\ng,\"quoted\"\ni,j\n"
        #expect(try Self.scan(wrong) == [["<unclosedQuote>"], ["e", "f"], ["g", "quoted"], ["i", "j"]])
    }

    @Test func aRecordThatIsTooLargeIsLeftOut() throws {
        let long = String(repeating: "x", count: 500)
        #expect(try Self.scan("a,b\n\(long)\nc,d\n", maximum: 100) == [["a", "b"], ["<tooLong>"], ["c", "d"]])
        #expect(try Self.scan(long, maximum: 500) == [[long]], "as long as it may be, at the end")
        #expect(try Self.scan(long + "x", maximum: 500) == [["<tooLong>"]])
        #expect(try Self.scan("\"\(long)\",y\nc,d\n", maximum: 100) == [["<unclosedQuote>"], ["c", "d"]])
    }

    @Test func manyColumnsAndNULBytesAreData() throws {
        let wide = (0..<10_000).map(String.init).joined(separator: ",")
        #expect(try Self.scan(wide + "\n").first?.count == 10_000)
        #expect(try Self.scan("a\0b,c\n") == [["a\0b", "c"]])
    }

    @Test func theDelimiterIsToldByTheFirstLine() {
        func delimiter(_ text: String) -> Character {
            ByteView.with(text) { Character(Unicode.Scalar($0.csvDelimiter)) }
        }
        #expect(delimiter("a,b;c,d\n;;;;;;") == ",")
        #expect(delimiter("a;b;\"c,d,e,f\"\n") == ";")
        #expect(delimiter("a\tb,c\td\n") == "\t")
        #expect(delimiter("alone\n") == ",")
    }
}
