import Bytes

/// Where things stand in a package. Paths are relative to it.
package enum PackageLayout {
    package static let checkpoint = "data/log/checkpoint.txt"
    /// The checkpoint before, whose log the packaged one continues.
    package static let previousCheckpoint = "data/log/previous.txt"
    /// An earlier checkpoint that an authority stamped.
    package static func checkpoint(of size: Int) -> String { "data/log/checkpoints/\(size).txt" }
    package static let publicKey = "data/log/key.pub.pem"
    package static let publicKeyLine = "data/log/key.vkey"
    package static let custody = "data/custody.ndjson"
    package static let consistency = "data/log/proofs/consistency.json"
    /// That the packaged log continues that of an earlier checkpoint.
    package static func consistency(from size: Int) -> String { "\(proofs)consistency-\(size).json" }
    /// The proof of each line of a log of which parts were left out, a line each.
    package static let excerptProofs = "data/log/proofs/custody.ndjson"
    package static let posts = "data/posts.ndjson"
    package static let report = "data/report.html"
    package static let stix = "data/stix.json"
    package static let contents = "data/contents.json"
    package static let commands = "VERIFY.txt"
    package static let signature = "signature.txt"

    package static let records = "data/records/"
    package static let exhibits = "data/exhibits/"
    package static let media = "data/media/"
    package static let captures = "data/captures/"
    package static let proofs = "data/log/proofs/"
    package static let timeStamps = "data/timestamps/"

    package static func record(_ identifier: String) -> String { records + identifier + ".json" }

    /// Where a record's answer of HTTP stands as a web archive.
    package static func capture(_ identifier: String) -> String { captures + identifier + ".wacz" }

    /// Where a file's content stands: under its hash, with the ending of its name, by which other programs open it.
    ///
    /// A web archive that was kept stands among the captures.
    package static func object(_ file: CapturedFile) -> String {
        (file.part == .wacz ? captures : media) + file.sha256 + ending(of: file.name)
    }

    /// `.jpg`; empty for endings that are none.
    private static func ending(of name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
        let letters = name[name.index(after: dot)...].lowercased()
        let isPlain = letters.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
        return (1...8).contains(letters.utf8.count) && isPlain ? "." + letters : ""
    }

    /// The SHA-256 under which content stands, by its path; nil for other paths.
    package static func digest(ofObjectAt path: String) -> String? {
        for folder in [media, captures] where path.hasPrefix(folder) {
            let name = path.dropFirst(folder.count).prefix { $0 != "." }
            return ContentKey(String(name)) == nil ? nil : String(name)
        }
        return nil
    }

    /// Names for files, one for each label and each another, also where capitals do not count.
    package static func names(of labels: [(label: String, digest: String)]) -> [String] {
        var taken: Set<String> = []
        return labels.map { label, digest in
            var name = plain(label, besides: "-_", most: 60)
            if !taken.insert(name.lowercased()).inserted || name.hasPrefix("consistency") || name == "custody" {
                name += "-" + digest.prefix(12)
                taken.insert(name.lowercased())
            }
            return name
        }
    }

    /// The folder in which the package's files stand in an archive, by the case's name.
    package static func folder(origin: String) -> String {
        let name = plain(origin, besides: "-_.", most: 100)
        return name.first == "." || name.isEmpty ? "case" + name : name
    }

    /// Letters and digits of ASCII and what is named besides; a hyphen for each other byte.
    private static func plain(_ text: String, besides signs: String, most: Int) -> String {
        let bytes = text.utf8.prefix(most).map { byte -> UInt8 in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || signs.utf8.contains(byte)
            return isPlain ? byte : UInt8(ascii: "-")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
