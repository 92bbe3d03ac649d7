package import Records

/// A row of the ledger: what a platform reported of one network, or of several together. It is what the platform says,
/// with where that was read; none of it is a finding of ours.
package struct Disclosure: Codable, Sendable, Hashable {
    /// Who reports, in one spelling where it is known (`PlatformName`).
    package var platform: String
    package var report: String
    /// The days that the report covers.
    package var periodStart: StatedTime?
    package var periodEnd: StatedTime?
    package var published: StatedTime?
    /// Where only this is known of the publication: a day on which it had been published.
    package var publishedNoLaterThan: Day?
    /// When the platform acted, where somebody states it.
    package var acted: StatedTime?
    /// Where the network operated from, as the platform states it; empty where it does not or does not know.
    package var origins: [String]
    /// Whom it addressed: countries and regions.
    package var targets: [String]
    package var counts: [CountKind: StatedCount]
    package var unit: DisclosureUnit
    package var detection: Detection
    package var operation: String?
    package var aliases: [String]
    /// Where the row was read: an address, or the name of a document.
    package var source: String
    package var verification: Verification
    /// SHA-256 of the captured document, hexadecimal.
    package var captureSHA256: String?
    /// Others that state the same row.
    package var otherSources: [OtherSource]
    /// The source of the row that states this same network in another form of the same report. Both rows stay; queries
    /// count the network once.
    package var sameAs: String?
    package var note: String

    package init(
        platform: String, report: String, periodStart: StatedTime? = nil, periodEnd: StatedTime? = nil,
        published: StatedTime? = nil, publishedNoLaterThan: Day? = nil, acted: StatedTime? = nil,
        origins: [String] = [], targets: [String] = [], counts: [CountKind: StatedCount] = [:],
        unit: DisclosureUnit = .network, detection: Detection = Detection(), operation: String? = nil,
        aliases: [String] = [], source: String, verification: Verification = Verification(),
        captureSHA256: String? = nil, otherSources: [OtherSource] = [], sameAs: String? = nil, note: String = ""
    ) {
        self.platform = PlatformName.normalised(platform)
        self.report = report
        self.periodStart = periodStart
        self.periodEnd = periodEnd
        self.published = published
        self.publishedNoLaterThan = publishedNoLaterThan
        self.acted = acted
        self.origins = origins
        self.targets = targets
        self.counts = counts
        self.unit = unit
        self.detection = detection
        self.operation = operation
        self.aliases = aliases
        self.source = source
        self.verification = verification
        self.captureSHA256 = captureSHA256
        self.otherSources = otherSources
        self.sameAs = sameAs
        self.note = note
    }

    /// The days that the row covers, where both ends are stated.
    package var period: ReportingPeriod? {
        guard let periodStart, let periodEnd else { return nil }
        return ReportingPeriod(periodStart.firstDay, periodEnd.lastDay)
    }

    /// The days that place the row in time: its period, or where none is stated its publication.
    package var days: ReportingPeriod? {
        period ?? published.flatMap { ReportingPeriod($0.firstDay, $0.lastDay) }
    }

    /// The operation's name and its aliases.
    package var names: [String] { (operation.map { [$0] } ?? []) + aliases }
}

/// What a row counts.
package enum DisclosureUnit: String, Codable, Sendable, CaseIterable {
    case network
    /// A named operation, of which no count need be stated.
    case operation
    /// Channels of one origin removed in one step: perhaps a part of a network, perhaps of several.
    case channels
    /// Accounts handed to researchers.
    case released
    /// Accounts of earlier networks that came back.
    case recurrence
    /// Several networks together.
    case aggregate
    /// The report itself: when it appeared, for which period.
    case report

    /// Whether each row stands for one network.
    package var isNetwork: Bool { self == .network || self == .operation }
}

/// Who found a network, by what the platform says.
package struct Detection: Codable, Sendable, Hashable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case `internal`
        case external
        case both
        case unstated
    }

    package var kind: Kind
    /// Who it was, in the words of the row.
    package var words: String

    package init(_ kind: Kind = .unstated, _ words: String = "") {
        self.kind = kind
        self.words = words
    }

    /// Reads what tables write, in English or French: `Internal`, `Interne/Externe`, `internal+external: FireEye`,
    /// `external (industry peer)`, `internal, with a contribution of …`.
    package init(reading text: String) {
        let head = text.lowercased().prefix { $0 != ":" && $0 != "(" }
        let isInternal = head.contains("intern") || head.hasPrefix("both")
        let isExternal = head.contains("extern") || head.hasPrefix("both") || isInternal && head.contains(", with ")
        switch (isInternal, isExternal) {
        case (true, true): kind = .both
        case (true, false): kind = .internal
        case (false, true): kind = .external
        case (false, false): kind = .unstated
        }
        words = text
    }
}

/// How well a row is vouched for.
package struct Verification: Codable, Sendable, Hashable {
    package enum Grade: String, Codable, Sendable, CaseIterable {
        /// Read in an excerpt of the publisher's own page.
        case primary = "P"
        /// Parsed from a file or table of the publisher.
        case parsed = "R"
        /// Taken from somebody who quotes or copies it.
        case secondary = "S"
        /// Taken from a compilation and not read again at its source.
        case compilation = "C"
        /// Not said.
        case unstated = "U"
    }

    package var grade: Grade
    package var note: String

    package init(_ grade: Grade = .unstated, _ note: String = "") {
        self.grade = grade
        self.note = note
    }

    /// Reads a grade's letter and what follows it: `S`, `S: a newspaper`.
    /// - Throws: where no grade has that letter.
    package init(reading text: String) throws(FieldFault) {
        let letter = text.prefix { $0.isLetter }
        guard let grade = Grade(rawValue: String(letter)) else {
            let known = Grade.allCases.map(\.rawValue).joined(separator: ", ")
            throw FieldFault(
                "unknown-verification", field: "verification",
                "'\(text)' begins with no grade; one of \(known) is wanted, alone or before a colon")
        }
        var rest = text.dropFirst(letter.count)
        while let first = rest.first, first == ":" || first == " " { rest.removeFirst() }
        self.init(grade, String(rest))
    }
}

/// Somebody else who states a row, and what he states otherwise.
package struct OtherSource: Codable, Sendable, Hashable {
    package var address: String
    package var grade: Verification.Grade
    /// Counts that differ from the row's: they stay side by side.
    package var counts: [CountKind: StatedCount]

    package init(_ address: String, _ grade: Verification.Grade, counts: [CountKind: StatedCount] = [:]) {
        self.address = address
        self.grade = grade
        self.counts = counts
    }
}
