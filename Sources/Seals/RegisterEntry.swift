/// What registers hold.
package enum RegisterKind: String, Codable, Sendable, CaseIterable {
    /// A platform's report as it was captured: rows of the ledger.
    case report
    /// A frozen list of assets.
    case cohort
    /// A cohort's sealed root.
    case seal
    case notice
    case response
    /// A number or statement made by somebody.
    case claim
    /// A duty with its clock.
    case obligation
    /// A hold-out notice experiment.
    case experiment
    /// When a network became known, and to whom.
    case exposure
    /// When a cohort's assets are looked at.
    case plan
    /// A file of readings that was imported.
    case readings
    /// A question of who is behind something, with its rival explanations.
    case question
    /// An observation with what it says of each explanation.
    case evidenceRow = "evidence_row"
    /// What one rater holds to be likely.
    case rating
    /// A signed statement about a question.
    case assessment
    /// A second person's signature under an assessment.
    case approval
    /// A technique, a step of reach or a label put on something.
    case tag
    /// Records that are relied on for something.
    case exhibit
    /// To whom something may be shown.
    case marking
}

/// One entry of a register.
///
/// Entries are only ever added: what was wrong is superseded by a later entry of the same name. The entry's digest is the
/// SHA-256 of its canonical JSON, so that a changed byte shows.
package protocol RegisterEntry: Codable, Sendable, Hashable {
    static var kind: RegisterKind { get }
    /// What people call it; later entries of the same kind and name supersede earlier ones.
    var name: String { get }
}
