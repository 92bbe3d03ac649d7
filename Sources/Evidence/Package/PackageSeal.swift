package import Seals

/// What binds all of a package's files together: a signed note (C2SP signed-note) over the hash of the manifest that has the
/// hashes of all others.
///
///     <origin>
///     daylight-package v1
///     <SHA-256>  tagmanifest-sha256.txt
///
/// The third line is one for `sha256sum -c`. The second keeps the note from being taken for a checkpoint, whose second line
/// is a number. There is no time in it: the same package has the same signature.
package struct PackageSeal: Hashable, Sendable {
    static let lead = "daylight-package v1"

    package let origin: String
    /// SHA-256 of `tagmanifest-sha256.txt`, hexadecimal.
    package let digest: String

    package init(origin: String, digest: String) {
        self.origin = origin
        self.digest = digest
    }

    private var text: String {
        "\(origin)\n\(Self.lead)\n\(digest)  \(BagManifest.tagFile(.sha256))\n"
    }

    /// The file's bytes.
    package func note(with key: SigningKey) throws(SealError) -> [UInt8] {
        Array(try SignedNote(signing: text, with: [key]).description.utf8)
    }

    /// Reads a note that is signed by one of the keys.
    package init(_ bytes: [UInt8], with keys: [VerifyingKey]) throws(SealError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .badNote("it is no text in UTF-8") }
        let note = try SignedNote(reading: text)
        let lines = note.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(Substring($0))
        }
        let parts = (lines.count > 2 ? lines[2] : "").split(separator: " ").map(String.init)
        guard lines.count == 4, lines[1] == Self.lead, parts.count == 2 else {
            throw .badNote("it is no package's signature")
        }
        origin = lines[0]
        digest = parts[0]
        guard self.text == note.text, note.description.utf8.elementsEqual(bytes) else {
            throw .badNote("it is not as it was written")
        }
        try note.verify(with: keys)
    }
}
