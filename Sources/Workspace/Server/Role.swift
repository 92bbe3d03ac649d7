/// What a person may be to a case. What each may do stands in one table of the server; here is only who is what.
package enum Role: String, Codable, Sendable, CaseIterable, Comparable {
    /// Reads what their clearance allows.
    case viewer
    /// Imports, searches, writes cohorts, notices, claims and assessments.
    case analyst
    /// Decides on what somebody else asks to publish or to attribute.
    case reviewer
    /// Carries out what was approved: packages, disclosures, exports.
    case publisher
    /// Keeps the evidence: captures, keys, checkpoints, archives.
    case custodian
    /// Keeps people, their roles and their tokens.
    case admin
    /// Reads the log of who did what.
    case auditor

    package static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}
