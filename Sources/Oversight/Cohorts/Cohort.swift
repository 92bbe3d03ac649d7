package import Records
package import Seals

/// A frozen list of assets, for which metrics are stated. It is never edited: a later cohort of the same name supersedes
/// it.
package struct Cohort: RegisterEntry {
    package static var kind: RegisterKind { .cohort }

    package var name: String
    /// From 1; the one before is superseded.
    package var version: Int
    /// The digest of the cohort that this one supersedes.
    package var supersedes: String?
    package var frozen: StatedTime
    /// Where the list came from: a network of a run, a file with its SHA-256, by hand.
    package var source: String
    package var note: String?
    /// Random text that goes into the seal, so that a short list cannot be guessed from its root.
    package var nonce: String
    /// By key, each once.
    package private(set) var assets: [Asset]

    /// - Throws: `duplicate-asset` where one is named twice, `no-assets` where there is none.
    package init(
        name: String, version: Int = 1, supersedes: String? = nil, frozen: StatedTime, source: String,
        note: String? = nil, nonce: String, assets: [Asset]
    ) throws(FieldFault) {
        self.name = name
        self.version = version
        self.supersedes = supersedes
        self.frozen = frozen
        self.source = source
        self.note = note
        self.nonce = nonce
        self.assets = assets.sorted { $0.key < $1.key }
        if assets.isEmpty { throw FieldFault("no-assets", "the cohort '\(name)' would hold no asset") }
        for (one, next) in zip(self.assets, self.assets.dropFirst()) where one.key == next.key {
            throw FieldFault(
                "duplicate-asset", field: "asset",
                "\(one.key) is named twice; an asset has one membership grade in a cohort")
        }
    }

    /// The assets that are at least so sure; metrics are stated for `confirmed` and for `probable` and better.
    package func assets(atLeast grade: MembershipGrade) -> [Asset] {
        assets.filter { $0.grade <= grade }
    }
}

/// Which of a cohort's assets a metric is stated for.
package enum CohortScope: String, Sendable, CaseIterable {
    case confirmed
    case confirmedAndProbable = "confirmed+probable"

    package var grade: MembershipGrade {
        switch self {
        case .confirmed: .confirmed
        case .confirmedAndProbable: .probable
        }
    }
}
