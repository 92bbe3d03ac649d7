import Testing

@testable import Bytes

@Suite("Forms with files, as they come")
struct MultipartScannerTests {
    private static let type = "multipart/form-data; boundary=\"--x 'y\""
    private static let boundary = "--x 'y"

    /// Bodies that begin, continue and end boundaries in all ways that come close to one.
    private static let body =
        "----x 'y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\ntwo\r\n--x\r\n"
        + "\r\n----x 'y\r\ncontent-disposition: FORM-DATA; name=file; filename=\"..%2F%22q%22\\b.csv\"\r\n"
        + "Content-Type: text/csv\r\n\r\n\r\r\n\r\n-\r\n----x '\r\n----x 'y\r\n"
        + "Content-Disposition: form-data; name=\"empty\"; filename=\"\"\r\n\r\n\r\n----x 'y--\r\n"

    /// A part and all its bytes.
    private struct Part: Equatable {
        var name: String
        var fileName: String?
        var bytes: String
    }

    private func parts(_ pieces: [ArraySlice<UInt8>], type: String = type) throws -> [Part] {
        var scanner = try MultipartScanner(type: type)
        var found: [Part] = []
        var bytes: [UInt8] = []
        for piece in pieces {
            scanner.append(piece)
            while let event = try scanner.next() {
                switch event {
                case .part(let part):
                    found.append(Part(name: part.name, fileName: part.fileName, bytes: ""))
                    bytes = []
                case .bytes(let some):
                    #expect(!some.isEmpty)
                    bytes += some
                case .end: found[found.count - 1].bytes = String(decoding: bytes, as: UTF8.self)
                }
            }
        }
        try scanner.finish()
        return found
    }

    private static let expected = [
        Part(name: "a", fileName: nil, bytes: "one\r\ntwo\r\n--x\r\n"),
        Part(name: "file", fileName: "..%2F\"q\"\\b.csv", bytes: "\r\r\n\r\n-\r\n----x '"),
        Part(name: "empty", fileName: "", bytes: ""),
    ]

    @Test("A body cut in two anywhere, or into single bytes, gives the same parts")
    func cuts() throws {
        let body = Array(Self.body.utf8)
        #expect(try parts([body[...]]) == Self.expected)
        for cut in 0...body.count { #expect(try parts([body[..<cut], body[cut...]]) == Self.expected, "at \(cut)") }
        for size in 1...17 {
            let pieces = stride(from: 0, to: body.count, by: size).map { body[$0..<min($0 + size, body.count)] }
            #expect(try parts(pieces) == Self.expected, "pieces of \(size)")
        }
    }

    @Test("A body that breaks off anywhere is refused")
    func breaks() {
        let body = Array(Self.body.utf8)
        for end in 0..<(body.count - 2) {
            #expect(throws: MultipartFault.self, "after \(end) bytes") { try parts([body[..<end]]) }
        }
    }

    @Test(
        "What two readers could understand differently is refused",
        arguments: [
            ("preamble\r\n----x 'y\r\n", "the body does not begin with its boundary"),
            ("----x 'yz\r\n", "a boundary is followed by neither a line end nor two hyphens"),
            ("----x 'y\nmore", "a boundary is followed by neither a line end nor two hyphens"),
            ("----x 'y--\r\nmore", "something stands after the last boundary"),
            ("----x 'y\r\n\r\n\r\n", "a part does not say which field it is"),
            ("----x 'y\r\nContent-Disposition: form-data\r\n\r\n", "a part does not say which field it is"),
            ("----x 'y\r\nContent-Disposition: attachment; name=a\r\n\r\n", "a part is no field of a form"),
            ("----x 'y\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\n", "'name' is said twice"),
            (
                "----x 'y\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\n",
                "a part says twice what it is"
            ),
            (
                "----x 'y\r\nContent-Disposition: form-data; name=a; filename*=UTF-8''b\r\n\r\n",
                "a part uses filename*, which forms do not allow (RFC 7578 section 4.2)"
            ),
            (
                "----x 'y\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n",
                "a part is encoded, which forms do not allow (RFC 7578 section 4.7)"
            ),
            (
                "----x 'y\r\nContent-Disposition: form-data; name=\"a\r\n\r\n",
                "a part's header is not written as RFC 7578 wants it"
            ),
            (
                "----x 'y\r\nContent-Disposition: form-data;\r\n name=a\r\n\r\n",
                "a part's header is not written as RFC 7578 wants it"
            ),
            ("----x 'y\r\nContent Disposition: form-data; name=a\r\n\r\n", "a line of a part's header is no field"),
        ])
    func hostile(_ body: String, _ reason: String) {
        let fault = #expect(throws: MultipartFault.self) { try parts([Array(body.utf8)[...]]) }
        #expect(fault?.description == reason)
    }

    @Test("Names that are no UTF-8, headers that are too long and parts that are too many are refused")
    func limits() throws {
        let head = Array("----x 'y\r\nContent-Disposition: form-data; name=\"".utf8)
        #expect(throws: MultipartFault.self) { try parts([(head + [0xFF] + "\"\r\n\r\n".utf8)[...]]) }
        let long = head + Array(repeating: UInt8(ascii: "a"), count: MultipartScanner.longestHeader)
        var scanner = try MultipartScanner(type: Self.type)
        for byte in long.prefix(MultipartScanner.longestHeader) {
            scanner.append([byte])
            #expect(try scanner.next() == nil)
        }
        scanner.append(long.suffix(100))
        #expect(throws: MultipartFault.self) { try scanner.next() }
        var few = try MultipartScanner(type: Self.type, mostParts: 2)
        let part = "\r\n----x 'y\r\nContent-Disposition: form-data; name=a\r\n\r\nx"
        few.append(Array((part + part + part).dropFirst(1).utf8).dropFirst(1))
        #expect(throws: MultipartFault.self) { while try few.next() != nil {} }
    }

    @Test(
        "A type without a boundary that is allowed is refused",
        arguments: [
            "", "text/plain", "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"a \"",
            "multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=\"a\u{1}\"",
            "multipart/mixed; boundary=a", "multipart/form-data; boundary=" + String(repeating: "a", count: 71),
        ])
    func types(_ type: String) {
        #expect(throws: MultipartFault.self) { try MultipartScanner(type: type) }
    }
}
