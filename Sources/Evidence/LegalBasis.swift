package import Records

/// Under which law something is kept, for how long, and who may see it.
package struct LegalBasis: Codable, Hashable, Sendable {
    /// What kind of personal data is in it (GDPR Art. 4 and 9).
    package enum PersonalData: String, Codable, Sendable, CaseIterable {
        case none
        case ordinary
        /// Political opinions, health, origin and the like: Art. 9.
        case special
        case unknown
    }

    /// Where that law holds: `EU`, or a country as `AU`.
    package var jurisdictions: [String]
    /// Why it may be collected, in words or as an article: `GDPR Art. 6(1)(f)`.
    package var basis: String?
    package var personalData: PersonalData
    /// What was left out or made unreadable because it was not needed.
    package var minimisation: String?
    /// When it has to go.
    package var retainUntil: Day?
    package var disclosure: TrafficLight
    /// Infringements and observables by the RADAR framework, as `dmm_01`.
    package var tags: [String]

    package init(
        jurisdictions: [String] = [], basis: String? = nil, personalData: PersonalData = .unknown,
        minimisation: String? = nil, retainUntil: Day? = nil, disclosure: TrafficLight = .unmarked, tags: [String] = []
    ) {
        self.jurisdictions = jurisdictions
        self.basis = basis
        self.personalData = personalData
        self.minimisation = minimisation
        self.retainUntil = retainUntil
        self.disclosure = disclosure
        self.tags = tags
    }

    private enum CodingKeys: String, CodingKey {
        case jurisdictions
        case basis
        case personalData = "personal_data"
        case minimisation
        case retainUntil = "retain_until"
        case disclosure
        case tags
    }

    func check() throws(EvidenceError) {
        for name in jurisdictions where name != "EU" && !CountryCode.isKnown(name) {
            throw .refused(
                field: "legal.jurisdictions", reason: "'\(name)' is neither EU nor a country of ISO 3166-1, as AU")
        }
        for (text, field) in [(basis, "basis"), (minimisation, "minimisation")] {
            if let text { try StatedText.check(text, "legal." + field) }
        }
        for tag in tags { try StatedText.checkName(tag, "legal.tags") }
    }
}
