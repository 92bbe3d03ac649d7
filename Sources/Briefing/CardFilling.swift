package import Exchange
package import Inquiry
package import Oversight
package import Records
package import Reporting
package import Workspace

/// The cards of one cohort, made as `daylight card` makes them, and what they rest on.
package struct CardFilling: Sendable {
    /// What is asked of a cohort.
    package struct Question: Hashable, Sendable {
        /// The cohort's name or the beginning of its digest.
        package var cohort: String
        /// Nil for all platforms of the cohort.
        package var platform: Platform?
        package var zero: ClockZero
        package var jurisdiction: Jurisdiction
        /// The country for which the platform's networks are screened (M11); nil where none is asked.
        package var origin: String?
        package var thresholds: CardThresholds

        package init(
            cohort: String, platform: Platform? = nil, zero: ClockZero = .notice,
            jurisdiction: Jurisdiction = .anywhere, origin: String? = nil, thresholds: CardThresholds = .example
        ) {
            self.cohort = cohort
            self.platform = platform
            self.zero = zero
            self.jurisdiction = jurisdiction
            self.origin = origin
            self.thresholds = thresholds
        }
    }

    package let question: Question
    package let examination: CohortExamination
    package let made: PlatformCards
    package let view: OversightView
    /// Everything that has a marking of its own and went into the figures.
    package let references: [ObjectReference]

    /// - Parameter version: of the program: `0.1.0`.
    package init(_ folder: CaseFolder, _ question: Question, version: String, at now: Instant) throws {
        self.question = question
        examination = try CohortExamination.examine(
            folder,
            CohortExamination.Question(
                cohort: question.cohort, platform: question.platform, zero: question.zero,
                jurisdiction: question.jurisdiction, now: now))
        made = try PlatformCards(
            examination, folder, PlatformRecord.Question(origin: question.origin), thresholds: question.thresholds)
        view = OversightFilling.view(examination, made, version: version, now, tables: [])
        references = try Self.references(examination, folder)
    }

    private static func references(
        _ examination: CohortExamination, _ folder: CaseFolder
    ) throws -> [ObjectReference] {
        let platforms = Set(examination.parts.map(\.platform))
        let names = Set(platforms.map { PlatformName.normalised($0.name) })
        let assets = examination.cohort.entry.assets.map(\.key).filter { platforms.contains($0.platform) }
        var references = assets.map { ObjectReference(.account, $0.description) }
        references += examination.notices.map { ObjectReference(.notice, $0.entry.name) }
        references += examination.responses.map { ObjectReference(.response, $0.entry.name) }
        references += examination.exposures.map { ObjectReference(.exposure, $0.entry.name) }
        for clock in try folder.current(ObligationClock.self) {
            guard let platform = clock.entry.platform, platforms.contains(platform) else { continue }
            references.append(ObjectReference(.obligation, clock.entry.name))
        }
        for report in try folder.current(LedgerReport.self) where names.contains(report.entry.platform) {
            references.append(ObjectReference(.disclosure, report.entry.name))
        }
        return references
    }

    /// The four verdicts of each platform's card, in the order of the platforms.
    package var verdicts: [(platform: Platform, card: AdequacyCard)] {
        zip(examination.parts.filter { $0.scope == .confirmed }.map(\.platform), made.cards).map { ($0, $1) }
    }

    /// Assets on a platform.
    package func assets(on platform: Platform) -> Int {
        examination.cohort.entry.assets.count { $0.key.platform == platform }
    }
}
