package import Oversight
package import Records
package import Workspace

/// What a case holds that somebody said: claims that were entered, and the numbers in publishers' files.
package struct CaseClaims: Sendable {
    package let entered: [Registered<StatedClaim>]
    /// From files that `daylight import` read.
    package let published: [StatedClaim]

    /// - Parameters:
    ///   - platform: nil for all.
    ///   - leavesPublished: whether publishers' files are left out.
    package init(_ folder: CaseFolder, platform: Platform?, leavesPublished: Bool) throws(CaseError) {
        entered = try folder.current(StatedClaim.self).filter {
            platform == nil || $0.entry.scope.platform == platform
        }
        published =
            leavesPublished
            ? []
            : StatedClaim.published(try folder.statedNumbers()).filter {
                platform == nil || $0.scope.platform == platform
            }
    }

    package var all: [StatedClaim] { entered.map(\.entry) + published }

    /// By the digest of each claim that was entered.
    package var digests: [StatedClaim: String] {
        Dictionary(entered.map { ($0.entry, $0.digest) }) { first, _ in first }
    }
}
