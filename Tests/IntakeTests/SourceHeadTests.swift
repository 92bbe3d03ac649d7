import Bytes
import Testing

@testable import Intake

@Suite("What is said of files that no reader knows")
struct SourceHeadTests {
    @Test(
        "An archive is named as one, and a table by its columns",
        arguments: [
            ("PK\u{3}\u{4}\u{14}\u{0}\u{0}\u{0}", "the file is a ZIP archive; unpack it"),
            ("a,b\n1,2\n", "no known format has these columns: a, b"),
        ])
    func unrecognised(text: String, words: String) throws {
        let head = SourceHead(try ByteSource(bytes: Array(text.utf8)))
        #expect(head.unrecognisedDetail.hasPrefix(words))
    }
}
