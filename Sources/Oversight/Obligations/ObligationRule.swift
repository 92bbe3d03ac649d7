package import Records

/// A provision of a law or a code, as the register of provisions holds it.
package struct ObligationRule: Codable, Hashable, Sendable {
    /// A short lasting id: `dsa-16-5`.
    package var id: String
    package var framework: Framework
    package var provision: String
    package var bound: BoundParty
    /// What must be done, in a few words of our own.
    package var duty: String
    /// The fact that can be measured of it.
    package var measuredFact: String
    /// The metrics that measure it.
    package var metrics: [MetricID]
    /// What the provision says of time or amount, in words.
    package var deadline: String
    /// The period, where the provision sets one in numbers.
    package var allowed: AllowedTime?
    package var sanction: String
    package var status: LegalStatus
    /// What qualifies the status.
    package var statusNote: String?
    package var grade: ProvisionGrade
    /// Where it was read; empty for what is from memory.
    package var source: String

    package init(
        id: String, framework: Framework, provision: String, bound: BoundParty, duty: String, measuredFact: String,
        metrics: [MetricID], deadline: String, allowed: AllowedTime? = nil, sanction: String, status: LegalStatus,
        statusNote: String? = nil, grade: ProvisionGrade, source: String
    ) {
        self.id = id
        self.framework = framework
        self.provision = provision
        self.bound = bound
        self.duty = duty
        self.measuredFact = measuredFact
        self.metrics = metrics
        self.deadline = deadline
        self.allowed = allowed
        self.sanction = sanction
        self.status = status
        self.statusNote = statusNote
        self.grade = grade
        self.source = source
    }

    package enum Framework: String, Codable, Sendable, CaseIterable {
        case dsa
        /// The EU's Code of Conduct (formerly of Practice) on Disinformation.
        case euCode = "eu_code"
        case auCode = "au_code"
        /// The Australian bills of 2023 and 2024, which did not become law.
        case auBill = "au_bill"

        package var title: String {
            switch self {
            case .dsa: "EU Digital Services Act"
            case .euCode: "EU Code of Conduct on Disinformation"
            case .auCode: "Australian Code of Practice on Disinformation and Misinformation"
            case .auBill: "Australian misinformation bill"
            }
        }

        package var jurisdiction: Jurisdiction {
            switch self {
            case .dsa, .euCode: .europeanUnion
            case .auCode, .auBill: .australia
            }
        }
    }

    package enum Jurisdiction: String, Codable, Sendable, CaseIterable {
        case europeanUnion = "eu"
        case australia = "au"

        /// By whose days its periods run where nothing else is said.
        package var calendar: HolidayCalendar {
            switch self {
            case .europeanUnion: .euInstitutions
            case .australia: .australia
            }
        }
    }

    /// Who is bound.
    package enum BoundParty: String, Codable, Sendable, CaseIterable {
        case intermediary
        case hosting
        case platform
        /// A very large online platform (DSA, Article 33).
        case veryLargePlatform = "vlop"
        /// A Digital Services Coordinator.
        case coordinator
        /// Everybody who signed a code.
        case signatory
        /// Signatories that took up this commitment.
        case signatoryByChoice = "signatory_opt_in"
        case anyone
    }

    package enum LegalStatus: String, Codable, Sendable, CaseIterable {
        case inForce = "in_force"
        case voluntary
        case notEnacted = "not_enacted"

        /// How a page marks it.
        package var mark: String {
            switch self {
            case .inForce: "in force"
            case .voluntary: "voluntary code"
            case .notEnacted: "NOT ENACTED"
            }
        }
    }

    /// How well the wording of a provision is vouched for.
    package enum ProvisionGrade: String, Codable, Sendable, CaseIterable {
        /// From a page that was stored.
        case storedPage = "stored_page"
        /// From a repository of the authority.
        case repository
        /// Some of it from a stored page, the rest from memory.
        case partly
        /// From memory: read the provision before relying on it.
        case memory
    }
}

extension ObligationRule {
    /// Reads a row of a table of provisions, with the columns of the shipped one.
    /// - Throws: the first field that cannot be taken.
    package init(row: NamedRow) throws(FieldFault) {
        var metrics: [MetricID] = []
        for name in row.list("metrics") {
            guard let metric = MetricID(rawValue: name.uppercased()) else {
                throw FieldFault("unknown-metric", field: "metrics", "'\(name)' is none of M01 to M21")
            }
            metrics.append(metric)
        }
        var allowed: AllowedTime?
        if let text = row.text("allowed") { allowed = try AllowedTime(reading: text) }
        self.init(
            id: try row.required("id"),
            framework: try Self.word(row, "framework", Framework.self),
            provision: try row.required("provision"),
            bound: try Self.word(row, "bound", BoundParty.self),
            duty: try row.required("duty"),
            measuredFact: row.text("measured_fact") ?? "",
            metrics: metrics,
            deadline: row.text("deadline") ?? "",
            allowed: allowed,
            sanction: row.text("sanction") ?? "",
            status: try Self.word(row, "status", LegalStatus.self),
            statusNote: row.text("status_note"),
            grade: try Self.word(row, "grade", ProvisionGrade.self),
            source: row.text("source") ?? "")
    }

    private static func word<Word: RawRepresentable & CaseIterable>(
        _ row: NamedRow, _ name: String, _ type: Word.Type
    ) throws(FieldFault) -> Word where Word.RawValue == String {
        guard let word = try row.word(name, as: type) else {
            throw FieldFault("missing-\(name)", field: name, "the row has no '\(name)'")
        }
        return word
    }
}
