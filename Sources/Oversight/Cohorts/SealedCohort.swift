import Bytes
package import Records
package import Seals

/// A cohort's seal (design S1): the line that was published before any contact with the platform, and with which anybody can
/// check later that the list was that one.
package struct SealedCohort: RegisterEntry {
    package static var kind: RegisterKind { .seal }

    /// The cohort's name.
    package var name: String
    /// The digest of the cohort that was sealed.
    package var cohort: String
    package var line: Seal
    /// The signer's public key in PEM.
    package var publicKey: String

    package var sealed: StatedTime { StatedTime(line.sealedAt) }

    /// Seals a cohort.
    /// - Parameter origin: whose list it is, without spaces, such as `newsroom.example/lists`.
    package init(
        _ cohort: Cohort, digest: String, origin: String, at time: Instant, with key: SigningKey
    ) throws(SealError) {
        name = cohort.name
        self.cohort = digest
        line = try cohort.sealedList().seal(origin: origin, at: time, with: key)
        publicKey = key.verifyingKey.pem
    }

    /// Checks that a cohort is the one that was sealed.
    package func verify(_ cohort: Cohort, with key: VerifyingKey) throws(SealError) {
        try line.verify(leaves: try cohort.sealedList().leaves, with: key)
    }
}

extension Cohort {
    /// One leaf for each asset and one for the cohort itself, each with its salt: no leaf can be guessed from its hash, and
    /// one can be shown without the others.
    package func sealedList() throws(SealError) -> SealedList {
        let secret = Array(nonce.utf8)
        var leaves = [
            try Self.salted(
                Head(
                    cohort: name, version: version, supersedes: supersedes, frozen: frozen, source: source,
                    assets: assets.count), secret)
        ]
        for asset in assets { leaves.append(try Self.salted(asset, secret)) }
        return try SealedList(leaves: leaves)
    }

    private static func salted(_ value: some Encodable, _ secret: [UInt8]) throws(SealError) -> String {
        let bare = try CanonicalJSON.encode(value)
        let salt = LeafSalt.text(for: bare, secret: secret)
        return try CanonicalJSON.canonical(Array("{\"salt\":\"\(salt)\",\"sealed\":\(bare)}".utf8))
    }

    /// What a cohort is but for its assets.
    private struct Head: Encodable {
        var cohort: String
        var version: Int
        var supersedes: String?
        var frozen: StatedTime
        var source: String
        var assets: Int
    }
}
