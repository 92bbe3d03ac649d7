package import Oversight
package import Records
package import Seals
package import Workspace

/// A cohort that was sealed, and what is to be known of it.
package struct CohortSealing: Sendable {
    package let sealed: SealedCohort
    /// An earlier seal of the same list: metrics count from that.
    package let earlier: Registered<SealedCohort>?
    /// Names of notices that were sent before: the seal does not show what was known blindly.
    package let noticed: [String]

    /// Seals a cohort and enters the seal.
    /// - Parameter origin: whose list it is, without spaces; the key's holder by default.
    /// - Throws: `seal-before-list` where the list was frozen later than now.
    package init(
        _ cohort: Registered<Cohort>, in folder: CaseFolder, origin: String? = nil, with key: SigningKey,
        at now: Instant
    ) throws {
        if now < cohort.entry.frozen.earliest {
            throw FieldFault(
                "seal-before-list",
                "the list was frozen on \(cohort.entry.frozen): it cannot be sealed as of \(now), before it was there")
        }
        sealed = try SealedCohort(
            cohort.entry, digest: cohort.digest, origin: origin ?? key.name.name, at: now, with: key)
        earlier = try folder.seal(of: cohort)
        try folder.enter([sealed], at: now)
        noticed = try folder.current(Notice.self).filter {
            $0.entry.cohort == cohort.digest && $0.entry.sent.earliest <= now
        }.map(\.entry.name)
    }
}
