import Collection
import Testing

@Suite("Addresses that are asked")
struct RemoteAddressTests {
    @Test("https is asked anywhere, http on this machine alone")
    func schemes() throws {
        let address = try RemoteAddress("https://ID.example:8443/realms/news%20room?a=b")
        #expect(address.host == "id.example")
        #expect(address.origin == "https://id.example:8443")
        #expect(address.authority == "id.example:8443")
        #expect(address.path == "/realms/news%20room")
        #expect(address.query == "a=b")
        #expect(address.isSecure && !address.isLoopback)
        for text in ["http://127.0.0.1:8787/", "http://localhost/x", "http://[::1]:8080", "http://127.1.2.3"] {
            #expect(try RemoteAddress(text).isLoopback, "\(text)")
        }
        #expect(try RemoteAddress("http://[::1]:8080").authority == "[::1]:8080")
    }

    @Test(
        "What leads elsewhere, hides something or is no address is refused with a reason",
        arguments: [
            ("http://id.example/", "only https"), ("http://127.0.0.1.example/", "only https"),
            ("http://2130706433/", "only https"), ("ftp://id.example/", "its scheme is 'ftp'"),
            ("file:///etc/passwd", "no address of the web"), ("https:///path", "no address of the web"),
            ("", "no address of the web"), ("id.example", "no address of the web"),
            ("https://ada:secret@id.example/", "a name or a password"), ("https://id.example/#x", "a fragment"),
            ("https://id.example/a b", "no address of the web"), ("https://id.example/\r\nHost: x", "no address"),
            ("https://\u{438}d.example/", "no address of the web"), ("https://id.example:99999/", "port"),
        ])
    func refused(text: String, reason: String) {
        let error = #expect(throws: CollectionError.self) { try RemoteAddress(text) }
        #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }
}
