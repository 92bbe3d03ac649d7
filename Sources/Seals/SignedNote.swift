/// A text with the signatures of those who vouch for it (C2SP signed-note, https://c2sp.org/signed-note): the text, a
/// blank line, and a line for each signature.
package struct SignedNote: Hashable, Sendable {
    /// A line `— name base64`.
    package struct Signature: Hashable, Sendable {
        package var key: KeyName
        /// 64 bytes for Ed25519; other kinds are kept and not looked into.
        package var bytes: [UInt8]
    }

    /// How many signatures are read at most.
    package static let maximumSignatures = 64

    /// What is signed, its last newline included.
    package let text: String
    package let signatures: [Signature]

    /// Signs a text.
    /// - Parameters:
    ///   - text: ends in a newline, and has no other control characters.
    ///   - keys: at least one.
    package init(signing text: String, with keys: [SigningKey]) throws(SealError) {
        try Self.check(text)
        if keys.isEmpty { throw .badNote("nobody signs it") }
        var signatures: [Signature] = []
        for key in keys {
            signatures.append(Signature(key: key.name, bytes: try key.signature(of: Array(text.utf8))))
        }
        self.init(text: text, signatures: signatures)
    }

    init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note. What it says must be ignored until `verify` has answered.
    package init(reading note: String) throws(SealError) {
        try Self.check(note)
        // The last empty line parts the text from the signatures; the text may have others.
        var lines = note.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
        lines.removeLast()
        guard let blank = lines.lastIndex(of: ""), blank > 0 else {
            throw .badNote("a blank line should stand between the text and the signatures")
        }
        let signed = lines[(blank + 1)...]
        guard !signed.isEmpty else { throw .badNote("it has no signature") }
        guard signed.count <= Self.maximumSignatures else {
            throw .badNote("it has more than \(Self.maximumSignatures) signatures")
        }
        var signatures: [Signature] = []
        for line in signed { signatures.append(try Self.signature(line)) }
        self.init(text: lines[..<blank].joined(separator: "\n") + "\n", signatures: signatures)
    }

    private static func signature(_ line: String) throws(SealError) -> Signature {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}", KeyName.fault(in: String(parts[1])) == nil,
            let bytes = Base64.bytes(parts[2]), bytes.count > 4
        else { throw .badNote("a line of a signature is an em dash, a key's name and base64, and this is '\(line)'") }
        let hash = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Signature(key: KeyName(name: String(parts[1]), hash: hash), bytes: Array(bytes.dropFirst(4)))
    }

    private static func check(_ text: String) throws(SealError) {
        guard text.utf8.last == 0x0A else { throw .badNote("the text does not end in a newline") }
        guard text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else {
            throw .badNote("it has a control character in it; a line ends in a newline alone")
        }
    }

    /// Checks the signatures by known keys; others are passed over.
    /// - Returns: whose signatures are good, at least one.
    /// - Throws: `SealError.unknownKey` where no signature is by a known key, `SealError.signatureFails` where one is and
    ///   does not fit the text.
    @discardableResult
    package func verify(with keys: [VerifyingKey]) throws(SealError) -> [KeyName] {
        var good: [KeyName] = []
        for signature in signatures {
            guard let key = keys.first(where: { $0.name == signature.key }) else { continue }
            guard key.accepts(signature.bytes, of: Array(text.utf8)) else {
                throw .signatureFails(key: signature.key.description)
            }
            if !good.contains(signature.key) { good.append(signature.key) }
        }
        if good.isEmpty {
            throw .unknownKey(stated: signatures.map(\.key.description), given: keys.map(\.name.description))
        }
        return good
    }
}

extension SignedNote: CustomStringConvertible {
    /// The whole note, as it is written to a file.
    package var description: String {
        signatures.reduce(text + "\n") { note, signature in
            note + "\u{2014} \(signature.key.name) \(Base64.text(signature.key.hashBytes + signature.bytes))\n"
        }
    }
}
