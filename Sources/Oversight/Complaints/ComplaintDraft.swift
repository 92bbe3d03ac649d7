package import Records

/// What somebody brings to a complaint, before it is known whether it suffices.
package struct ComplaintDraft: Codable, Hashable, Sendable {
    package var procedure: ComplaintProcedure
    package var complainant: Complainant
    package var platform: Platform
    /// The company that provides the service.
    package var provider: String?
    /// Ids or wordings of what is said to be breached, as the register of provisions has them.
    package var provisions: [ObligationRule]
    /// The commitment or paragraph itself, where the register names a wider one: `Outcome 1C`.
    package var commitment: String?
    /// How it was breached, in the complainant's words.
    package var breach: String?
    /// The facts, each resting on exhibits.
    package var allegations: [Allegation]
    package var findings: [Finding]
    /// What harm it did, and to whom.
    package var harm: String?
    /// What is asked for.
    package var remedy: String?
    package var correspondence: [Correspondence]
    package var exhibits: [Exhibit]
    /// Whether it is about one post or account rather than about conduct.
    package var concernsSingleItem: Bool
    /// Whether the complainant has signed that all of it is true.
    package var isDeclaredTrue: Bool

    package init(
        procedure: ComplaintProcedure, complainant: Complainant, platform: Platform, provider: String? = nil,
        provisions: [ObligationRule], commitment: String? = nil, breach: String? = nil, allegations: [Allegation] = [],
        findings: [Finding] = [], harm: String? = nil, remedy: String? = nil, correspondence: [Correspondence] = [],
        exhibits: [Exhibit] = [], concernsSingleItem: Bool = false, isDeclaredTrue: Bool = false
    ) {
        self.procedure = procedure
        self.complainant = complainant
        self.platform = platform
        self.provider = provider
        self.provisions = provisions
        self.commitment = commitment
        self.breach = breach
        self.allegations = allegations
        self.findings = findings
        self.harm = harm
        self.remedy = remedy
        self.correspondence = correspondence
        self.exhibits = exhibits
        self.concernsSingleItem = concernsSingleItem
        self.isDeclaredTrue = isDeclaredTrue
    }
}

package enum ComplaintProcedure: String, Codable, Sendable, CaseIterable {
    /// The complaints facility of the Australian Code of Practice on Disinformation and Misinformation, kept by DIGI.
    case digi
    /// Article 53 of the Digital Services Act: a recipient's complaint to a Digital Services Coordinator.
    case dsaArticle53 = "dsa53"

    package var title: String {
        switch self {
        case .digi: "Complaint to DIGI under the Australian Code of Practice on Disinformation and Misinformation"
        case .dsaArticle53: "Complaint under Article 53 of the Digital Services Act"
        }
    }
}

package struct Complainant: Codable, Hashable, Sendable {
    package enum Capacity: String, Codable, Sendable, CaseIterable {
        /// A member or body of the Australian public (DIGI).
        case australianPublic = "australian_public"
        /// Somebody who uses or is reached by the service (DSA, Article 3(b)).
        case recipient
        /// A body mandated to act for recipients (DSA, Articles 53 and 86).
        case mandatedBody = "mandated_body"
        case other
    }

    package var name: String
    /// An address for answers: electronic mail, a telephone number, a postal address.
    package var contact: String?
    package var capacity: Capacity
    /// Where the complainant is located or established: a country's name or two letters.
    package var country: String?
    /// The coordinator that is addressed (DSA).
    package var coordinator: String?

    package init(
        name: String, contact: String? = nil, capacity: Capacity, country: String? = nil, coordinator: String? = nil
    ) {
        self.name = name
        self.contact = contact
        self.capacity = capacity
        self.country = country
        self.coordinator = coordinator
    }
}

/// A fact that is alleged, and the exhibits that show it, by their names.
package struct Allegation: Codable, Hashable, Sendable {
    package var date: StatedTime?
    package var fact: String
    package var exhibits: [String]

    package init(date: StatedTime? = nil, fact: String, exhibits: [String]) {
        self.date = date
        self.fact = fact
        self.exhibits = exhibits
    }
}

/// A letter, form or answer between the complainant and the platform.
package struct Correspondence: Codable, Hashable, Sendable {
    package enum Direction: String, Codable, Sendable, CaseIterable {
        case sent
        case received
    }

    package var date: StatedTime
    package var direction: Direction
    package var summary: String
    /// Of the text, hexadecimal.
    package var sha256: String?

    package init(date: StatedTime, direction: Direction, summary: String, sha256: String? = nil) {
        self.date = date
        self.direction = direction
        self.summary = summary
        self.sha256 = sha256
    }
}

/// A document that goes with the complaint.
package struct Exhibit: Codable, Hashable, Sendable {
    package var name: String
    package var title: String
    /// Of the file, hexadecimal.
    package var sha256: String?

    package init(name: String, title: String, sha256: String? = nil) {
        self.name = name
        self.title = title
        self.sha256 = sha256
    }
}
