/// The pages that the navigation lists, in its order.
package enum SiteSection: String, Sendable, CaseIterable {
    case overview, search, imports, jobs
    case networks, emergence, timeline, runs
    case cards, cohorts, notices, observations, ledger, claims, obligations
    case evidence, assessments, approvals, export
    case people, audit

    package enum Group: String, Sendable, CaseIterable {
        case material, findings, platform, proof, house

        var title: String {
            switch self {
            case .material: "The case"
            case .findings: "Findings"
            case .platform: "The platform"
            case .proof: "Proof"
            case .house: "The house"
            }
        }
    }

    package var group: Group {
        switch self {
        case .overview, .search, .imports, .jobs: .material
        case .networks, .emergence, .timeline, .runs: .findings
        case .cards, .cohorts, .notices, .observations, .ledger, .claims, .obligations: .platform
        case .evidence, .assessments, .approvals, .export: .proof
        case .people, .audit: .house
        }
    }

    package var title: String {
        switch self {
        case .overview: "Overview"
        case .search: "Search"
        case .imports: "Import"
        case .jobs: "Jobs"
        case .networks: "Networks"
        case .emergence: "Emergence"
        case .timeline: "Timeline"
        case .runs: "Runs"
        case .cards: "Platform cards"
        case .cohorts: "Cohorts"
        case .observations: "Observations"
        case .ledger: "Ledger"
        case .claims: "Claims"
        case .notices: "Notices"
        case .obligations: "Obligations"
        case .evidence: "Evidence"
        case .assessments: "Assessments"
        case .approvals: "Approvals"
        case .export: "Export"
        case .people: "People"
        case .audit: "Audit"
        }
    }

    /// Where it lies.
    package var address: String { self == .overview ? "/" : "/" + rawValue }
}
