package import Workspace

/// What an endpoint asks of whoever calls it. Which roles have it stands here and nowhere else.
package enum Permission: String, Sendable, CaseIterable {
    /// Nothing: signing in, the style sheet, the help.
    case open
    /// To be signed in: one's own account.
    case present
    /// Seeing what is in the case, as far as one's clearance goes.
    case read
    /// Taking what one sees away, as CSV, JSON or in a format of the field.
    case export
    /// Bringing material into the case.
    case bring
    /// Searches, cohorts, notices, claims, assessments.
    case analyse
    /// Deciding on what somebody else asked for.
    case review
    /// Carrying out what was approved.
    case publish
    /// Keys, checkpoints, captures, archives.
    case keep
    /// People, roles, tokens of others.
    case administer
    /// The log of who did what.
    case audit

    /// The roles that have it; empty where nobody needs one.
    package var roles: Set<Role> {
        switch self {
        case .open, .present: []
        case .read: [.viewer, .analyst, .reviewer, .publisher, .custodian, .auditor]
        case .export: [.analyst, .reviewer, .publisher, .custodian]
        case .bring: [.analyst, .custodian]
        case .analyse: [.analyst]
        case .review: [.reviewer]
        case .publish: [.publisher]
        case .keep: [.custodian]
        case .administer: [.admin]
        case .audit: [.auditor, .admin, .custodian]
        }
    }

    /// Whether these roles have it.
    package func isHeld(by held: Set<Role>) -> Bool {
        self == .open || self == .present || !roles.isDisjoint(with: held)
    }

    /// For people, after "to": `see what is in the case`.
    package var words: String {
        switch self {
        case .open: "come in"
        case .present: "be signed in"
        case .read: "see what is in the case"
        case .export: "take data out of the case"
        case .bring: "bring material into the case"
        case .analyse: "search and write in the case"
        case .review: "decide on what others ask for"
        case .publish: "publish"
        case .keep: "keep the evidence"
        case .administer: "keep the people"
        case .audit: "read the log of who did what"
        }
    }

    /// Requests that one person may make: so many at once, and so many a second over time.
    package var allowance: RateLimits.Allowance {
        switch self {
        case .open: RateLimits.Allowance(burst: 120, perSecond: 20)
        case .present, .read, .audit: RateLimits.Allowance(burst: 4_000, perSecond: 2_000)
        case .export: RateLimits.Allowance(burst: 60, perSecond: 5)
        case .bring, .analyse, .review, .publish, .keep, .administer: RateLimits.Allowance(burst: 60, perSecond: 10)
        }
    }
}
