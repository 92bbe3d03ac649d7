import Testing

@testable import Server

@Suite("Forms that carry files")
struct MultipartFormTests {
    private static func body(_ text: String) -> [UInt8] { Array(text.replacing("\n", with: "\r\n").utf8) }

    private static let sent = body(
        """
        --AaB03x
        Content-Disposition: form-data; name="form_token"

        abc
        --AaB03x
        content-disposition: form-data; name="file"; filename="C:\\temp\\../readings.csv"
        Content-Type: text/csv

        a,b
        1,--AaB03
        --AaB03x--

        """)

    @Test("Fields and files are read as they were sent")
    func parts() throws {
        let form = try MultipartForm(Self.sent, type: "multipart/form-data; boundary=AaB03x")
        #expect(form.text("form_token") == "abc")
        #expect(form.text("file") == nil)
        #expect(form.file("file")?.name == "C:\\temp\\../readings.csv")
        #expect(form.file("file")?.bytes == Self.body("a,b\n1,--AaB03"))
        #expect(form.file("other") == nil)
    }

    @Test("A form that was cut off, or names no boundary, is refused")
    func damaged() {
        for length in stride(from: 0, to: Self.sent.count - 6, by: 7) {
            #expect(throws: Refusal.self) {
                try MultipartForm(Array(Self.sent.prefix(length)), type: "multipart/form-data; boundary=\"AaB03x\"")
            }
        }
        #expect(throws: Refusal.self) { try MultipartForm(Self.sent, type: "multipart/form-data") }
    }

    @Test("An empty file is one, and a part that names no field is refused")
    func empty() throws {
        func form(_ rest: String) throws -> MultipartForm {
            let head = "--x\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\n\n\n--x"
            return try MultipartForm(Self.body(head + rest), type: "multipart/form-data; boundary=x")
        }
        #expect(try form("--").file("f")?.bytes == [])
        #expect(try form("--").text("f") == nil)
        #expect(throws: Refusal.self) { try form("\nX: y\n\nz\n--x--") }
    }
}
