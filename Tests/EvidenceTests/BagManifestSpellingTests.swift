import Evidence
import Testing

@Suite("A manifest has one spelling")
struct BagManifestSpellingTests {
    @Test("a carriage return stands in it as %0D only")
    func carriageReturn() throws {
        let digest = String(repeating: "0a", count: 32)
        let written = Array("\(digest)  data/a%0Db\n".utf8)
        #expect(try BagManifest(.sha256, reading: written).bytes == written)
        #expect(throws: EvidenceError.self) {
            try BagManifest(.sha256, reading: Array("\(digest)  data/a\rb\n".utf8))
        }
    }
}
