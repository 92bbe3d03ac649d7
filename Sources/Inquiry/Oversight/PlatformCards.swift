package import Oversight
import Records
package import Workspace

/// The cards of an examination: one a platform, of its confirmed assets.
package enum PlatformCards {
    /// - Parameter thresholds: as whoever judges set them.
    package static func make(
        _ examination: CohortExamination, _ folder: CaseFolder, thresholds: CardThresholds
    ) throws(CaseError) -> [AdequacyCard] {
        var cards: [AdequacyCard] = []
        for part in examination.parts where part.scope == .confirmed {
            let others = try PlatformRecord.measurements(of: part.platform, folder, now: examination.question.now)
            cards.append(
                AdequacyCard(
                    subject:
                        "\(part.platform.name), measured on \(examination.cohort.entry.name) v\(examination.cohort.entry.version), \(part.scope.rawValue) assets",
                    part.measurements + others, thresholds: thresholds))
        }
        return cards
    }
}
