/// How large a list was and which root it had: the text of a note by C2SP tlog-checkpoint
/// (https://c2sp.org/tlog-checkpoint).
package struct Checkpoint: Hashable, Sendable {
    /// Whose list it is; a name as keys have it.
    package let origin: String
    /// How many leaves.
    package let size: Int
    package let root: ContentHash
    /// Further lines, not empty.
    package let extensions: [String]

    package init(origin: String, size: Int, root: ContentHash, extensions: [String] = []) throws(SealError) {
        if let fault = KeyName.fault(in: origin) { throw .badCheckpoint("as an origin, \(fault)") }
        guard size >= 0 else { throw .badCheckpoint("the size is below zero") }
        guard extensions.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x20 } }) else {
            throw .badCheckpoint("a further line is empty or has a control character in it")
        }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// The lines, each with its newline.
    package var text: String {
        ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined()
    }

    /// Reads the text of a note.
    package init(text: String) throws(SealError) {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
        guard lines.popLast() == "", lines.count >= 3 else {
            throw .badCheckpoint("it should have at least three lines: origin, size and root")
        }
        guard let size = Self.size(lines[1]) else {
            throw .badCheckpoint("the second line should be the size, and is '\(lines[1])'")
        }
        guard let root = Base64.bytes(lines[2]).flatMap(ContentHash.init) else {
            throw .badCheckpoint("the third line should be the root, 32 bytes in base64, and is '\(lines[2])'")
        }
        try self.init(origin: lines[0], size: size, root: root, extensions: Array(lines[3...]))
    }

    /// A number as it is written in one way only.
    static func size(_ text: some StringProtocol) -> Int? {
        guard let size = Int(text), size >= 0, String(size) == text else { return nil }
        return size
    }
}
