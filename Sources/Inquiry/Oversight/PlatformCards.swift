package import Oversight
import Records
package import Workspace

/// The cards of an examination: one a platform, of its confirmed assets.
package struct PlatformCards: Sendable {
    package let cards: [AdequacyCard]
    /// What was asked of each platform's own record: its reports, its statements, its duties.
    package let records: [Measurement]
    /// The curves of recurrence, for each platform of which disrupted networks are given.
    package let recurrences: [(title: String, of: Recurrence)]

    /// - Parameter thresholds: as whoever judges set them.
    package init(
        _ examination: CohortExamination, _ folder: CaseFolder, _ question: PlatformRecord.Question,
        thresholds: CardThresholds
    ) throws(CaseError) {
        var cards: [AdequacyCard] = []
        var records: [Measurement] = []
        let record = PlatformRecord(
            folder, LedgerSelection(try CaseLedger(folder), withShipped: true), examination.question, question)
        for part in examination.parts where part.scope == .confirmed {
            let own = try record.measurements(of: part.platform)
            records += own
            cards.append(
                AdequacyCard(
                    subject:
                        "\(part.platform.name), measured on \(examination.cohort.entry.name) v\(examination.cohort.entry.version), \(part.scope.rawValue) assets",
                    part.measurements + own, thresholds: thresholds))
        }
        self.cards = cards
        self.records = records
        recurrences = examination.parts.filter { $0.scope == .confirmed }.flatMap {
            record.recurrences(on: $0.platform)
        }
    }
}
