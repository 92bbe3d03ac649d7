package import Records
package import Seals

/// A signed statement.
package struct Assessment: RegisterEntry {
    package static var kind: RegisterKind { .assessment }

    package var statement: AssessmentStatement
    /// The statement's canonical text and the signature under it, as a signed note.
    package var note: String
    /// The signer's public key in PEM.
    package var publicKey: String

    package var name: String { statement.name }

    package init(_ statement: AssessmentStatement, with key: SigningKey) throws(SealError) {
        self.statement = statement
        note = try SignedNote(signing: try statement.canonicalText() + "\n", with: [key]).description
        publicKey = key.verifyingKey.pem
    }

    /// Checks that the statement is what was signed.
    /// - Parameter key: the signer's; the entry's own where none is given, which shows less.
    /// - Returns: whose signature it is.
    /// - Throws: `AttributionError.unverified`.
    @discardableResult
    package func verify(with key: VerifyingKey? = nil) throws(AttributionError) -> KeyName {
        let what = "the assessment '\(name)'"
        do throws(SealError) {
            let signed = try SignedNote(reading: note)
            guard signed.text == (try statement.canonicalText()) + "\n" else {
                throw .badNote("the statement is not the text under the signature")
            }
            return try Signature.check(signed, key, publicKey)
        } catch {
            throw .unverified(what: what, reason: Signature.reason(error))
        }
    }

    /// The key as it is bound to its holder's name.
    var signer: VerifyingKey? { try? Signature.key(SignedNote(reading: note), publicKey) }
}

/// A second person's signature under the digest of a statement: without one nothing is published.
package struct Approval: RegisterEntry {
    package static var kind: RegisterKind { .approval }

    package static let form = "daylight-approval v1"

    package var assessment: String
    /// The statement's digest.
    package var digest: String
    package var approver: String
    package var time: StatedTime
    package var remark: String?
    package var note: String
    /// The approver's public key in PEM.
    package var publicKey: String

    package var name: String { assessment + "/" + approver }

    /// Approves an assessment whose own signature holds.
    /// - Throws: `AttributionError.unfit` where the approver is the author or uses the author's key.
    package init(
        _ assessment: Assessment, approver: String, remark: String?, at time: Instant, with key: SigningKey
    ) throws(AttributionError) {
        try assessment.verify()
        if approver.contains("/") { throw .unfit("'\(approver)' has a slash in it; leave it out") }
        try Self.check(assessment, approver, key.verifyingKey)
        self.assessment = assessment.name
        self.approver = approver
        self.time = StatedTime(time)
        self.remark = remark
        do throws(SealError) {
            digest = try assessment.statement.digest()
            let text = Self.text(digest, approver, self.time, remark)
            note = try SignedNote(signing: text, with: [key]).description
        } catch {
            throw .unfit("\(error)")
        }
        publicKey = key.verifyingKey.pem
    }

    private static func text(_ digest: String, _ approver: String, _ time: StatedTime, _ remark: String?) -> String {
        ([form, digest, approver, time.description] + [remark].compactMap { $0 }).joined(separator: "\n") + "\n"
    }

    private static func check(
        _ assessment: Assessment, _ approver: String, _ key: VerifyingKey
    ) throws(AttributionError) {
        func folded(_ name: String) -> String { name.lowercased().filter { !$0.isWhitespace } }
        if folded(approver) == folded(assessment.statement.author) {
            throw .unfit("\(approver) wrote it; a second person must approve what is published")
        }
        if let signer = assessment.signer, signer.publicKey == key.publicKey || signer.name.name == key.name.name {
            throw .unfit("the key \(key.name) signed it already; a second person's key must approve what is published")
        }
    }

    /// Checks that it is the approver's, of this assessment as it stands, and that the approver is somebody else.
    /// - Throws: `AttributionError.unverified`.
    @discardableResult
    package func verify(_ assessment: Assessment, with key: VerifyingKey? = nil) throws(AttributionError) -> KeyName {
        let what = "the approval of '\(self.assessment)' by \(approver)"
        let (name, holder): (KeyName, VerifyingKey)
        do throws(SealError) {
            let signed = try SignedNote(reading: note)
            guard signed.text == Self.text(digest, approver, time, remark) else {
                throw .badNote("what it says is not the text under the signature")
            }
            guard digest == (try assessment.statement.digest()) else {
                throw .badNote("it approves another statement than the one that stands there")
            }
            name = try Signature.check(signed, key, publicKey)
            holder = if let key { key } else { try Signature.key(signed, publicKey) }
        } catch {
            throw .unverified(what: what, reason: Signature.reason(error))
        }
        do throws(AttributionError) {
            try Self.check(assessment, approver, holder)
        } catch {
            throw .unverified(what: what, reason: "it is no second person's")
        }
        return name
    }
}

/// What assessments and approvals check alike.
private enum Signature {
    /// The first signature's key, as the entry holds it.
    static func key(_ note: SignedNote, _ pem: String) throws(SealError) -> VerifyingKey {
        guard let name = note.signatures.first?.key.name else { throw .badNote("it has no signature") }
        return try VerifyingKey(name: name, pem: pem)
    }

    static func check(_ note: SignedNote, _ given: VerifyingKey?, _ pem: String) throws(SealError) -> KeyName {
        let key = if let given { given } else { try key(note, pem) }
        try note.verify(with: [key])
        return key.name
    }

    /// The reason without the full stop of a sentence.
    static func reason(_ error: SealError) -> String {
        let text = error.description
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
