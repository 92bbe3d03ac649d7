import Evidence
import HTTPTypes
import Records
import Workspace

/// What all ways in have in common.
extension Desk {
    /// Guesses of one name or from one address: ten at once, then one in twelve seconds.
    private static let guesses = RateLimits.Allowance(burst: 10, perSecond: 1.0 / 12)

    /// Counts an attempt to come in.
    /// - Parameter key: whose, and by which way: `password of ada`.
    /// - Throws: `Refusal` where there were too many.
    func takeGuess(_ key: String, at now: Instant) throws(Refusal) {
        if let seconds = rates.take(key, Self.guesses, at: now) {
            throw Refusal(
                .tooManyRequests, "too-many", "Too many attempts.", help: "Try again in \(seconds) s.",
                fields: [.retryAfter: "\(seconds)"])
        }
    }

    /// Begins the session of somebody who showed who they are, and writes it down. What the browser showed before must have
    /// ended: a session that somebody put there dies at every way in.
    /// - Parameter how: `signed in`, and with what.
    /// - Returns: the cookie to set.
    func letIn(_ person: Person, _ how: String, _ visit: Visit) throws -> String {
        let cookie = try gate.begin(person: person.id, at: visit.now)
        audit.note(
            AuditTrail.Act(
                person: person.name, role: person.roles.sorted().map(\.rawValue).joined(separator: " "),
                action: .viewed, note: "\(how) from \(visit.address)"))
        return cookie
    }
}
