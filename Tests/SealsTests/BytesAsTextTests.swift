import Bytes
import Testing

@testable import Seals

@Suite("Bytes as text")
struct BytesAsTextTests {
    @Test(
        "Base64 gives the examples of RFC 4648, and reads them back",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(plain: String, encoded: String) {
        #expect(Base64.text(Array(plain.utf8)) == encoded)
        #expect(Base64.bytes(encoded) == Array(plain.utf8))
    }

    @Test(
        "Base64 in another spelling is refused",
        arguments: [
            "Zg=", "Zg", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm-v", "Zm9v====", "=Zm9",
        ])
    func otherSpellings(text: String) {
        #expect(Base64.bytes(text) == nil)
    }

    @Test("All bytes survive both ways of writing them")
    func roundTrip() {
        for length in 0..<70 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 151 + length * 17) }
            #expect(Base64.bytes(Base64.text(bytes)) == bytes)
            #expect(Hexadecimal.bytes(bytes.hexadecimal) == bytes)
        }
        #expect(([0x00, 0x9A, 0xFF] as [UInt8]).hexadecimal == "009aff")
        #expect(Hexadecimal.bytes("0g") == nil && Hexadecimal.bytes("0") == nil && Hexadecimal.bytes("0A") == nil)
    }

    @Test("The digest of a text is its SHA-256")
    func digest() {
        // FIPS 180-2, appendix B.1.
        #expect(
            CanonicalJSON.digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(ContentHash([1, 2]) == nil)
    }

    @Test("A leaf's salt depends on leaf and secret")
    func salt() {
        // HMAC-SHA256 of RFC 4231, test case 1: key 0b twenty times, data "Hi There".
        let secret = [UInt8](repeating: 0x0B, count: 20)
        #expect(LeafSalt.text(for: "Hi There", secret: secret) == "b0344c61d8db38535ca8afceaf0bf12b")
    }
}
