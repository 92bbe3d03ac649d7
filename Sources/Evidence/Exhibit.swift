package import Seals

/// What somebody concludes: a sentence with the records that support it and those that speak against it.
package struct Assessed: Codable, Hashable, Sendable {
    /// A technique by somebody's list of them.
    package struct Technique: Codable, Hashable, Sendable {
        /// `disarm`, `meta-kill-chain`, `code-commitment-14` …
        package var list: String
        /// The list's version or commit.
        package var version: String?
        package var identifier: String

        /// Reads `disarm:T0049` or `disarm@49df5f6:T0049`.
        package init(reading text: String) throws(EvidenceError) {
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            let names = (parts.first ?? "").split(separator: "@", maxSplits: 1).map(String.init)
            guard parts.count == 2, let list = names.first else {
                throw .refused(field: "technique", reason: "'\(text)' should be a list and an id, as disarm:T0049")
            }
            self.list = list
            version = names.count == 2 ? names[1] : nil
            identifier = parts[1]
        }
    }

    /// How far it reached, by the Breakout Scale (Nimmo 2020), with the records that show it.
    package struct Breakout: Codable, Hashable, Sendable {
        /// 1 to 6.
        package var category: Int
        /// Ids of records; at least one: no category without evidence of reach.
        package var reach: [String]

        package init(category: Int, reach: [String]) throws(EvidenceError) {
            self.category = category
            self.reach = reach
            try check()
        }

        func check() throws(EvidenceError) {
            guard (1...6).contains(category) else {
                throw .refused(field: "breakout", reason: "\(category) is no category of the Breakout Scale, 1 to 6")
            }
            if reach.isEmpty { throw .refused(field: "breakout", reason: "no record shows the reach") }
            for record in reach { try StatedText.checkDigest(record, "breakout") }
        }
    }

    package let statement: String
    /// Ids of records; at least one.
    package let supporting: [String]
    /// Ids of records that speak against it; looked for, also where none was found.
    package let contradicting: [String]
    package let techniques: [Technique]
    package let breakout: Breakout?
    /// Digests of notices, answers and claims that it is about, as the case's registers have them.
    package let dealings: [String]

    /// - Throws: `EvidenceError.refused` without a statement or a supporting record, and for a record on both sides.
    package init(
        statement: String, supporting: [String], contradicting: [String] = [], techniques: [Technique] = [],
        breakout: Breakout? = nil, dealings: [String] = []
    ) throws(EvidenceError) {
        self.statement = statement
        self.supporting = supporting
        self.contradicting = contradicting
        self.techniques = techniques
        self.breakout = breakout
        self.dealings = dealings
        try check()
    }

    func check() throws(EvidenceError) {
        try StatedText.check(statement, "statement")
        if supporting.isEmpty {
            throw .refused(field: "supporting", reason: "an assessment rests on at least one record")
        }
        for record in supporting + contradicting { try StatedText.checkDigest(record, "record") }
        if let both = supporting.first(where: contradicting.contains) {
            throw .refused(field: "contradicting", reason: "record \(both.prefix(12)) stands on both sides")
        }
        try breakout?.check()
        for dealing in dealings { try StatedText.checkDigest(dealing, "dealings") }
    }

    /// Every record it rests on or answers to.
    package var records: [String] { supporting + contradicting + (breakout?.reach ?? []) }
}

/// Records that are relied on for something, under a label by which findings, letters and courts cite them.
package struct Exhibit: RegisterEntry {
    package static let kind = RegisterKind.exhibit

    /// `EX-1`.
    package let label: String
    package let title: String
    /// What it is relied on for.
    package let assessed: Assessed
    /// Who relies on it.
    package let preparedBy: String

    package var name: String { label }

    package init(label: String, title: String, assessed: Assessed, preparedBy: String) throws(EvidenceError) {
        try StatedText.checkName(label, "label")
        try StatedText.check(title, "title")
        try StatedText.checkName(preparedBy, "prepared_by")
        self.label = label
        self.title = title
        self.assessed = assessed
        self.preparedBy = preparedBy
    }

    private enum CodingKeys: String, CodingKey {
        case label
        case title
        case assessed
        case preparedBy = "prepared_by"
    }
}
