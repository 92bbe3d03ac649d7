package import Records
package import Seals

/// A technique, a step of reach or a label, put on a network, a cohort or an assessment by somebody who looked.
package struct Tag: RegisterEntry {
    package static var kind: RegisterKind { .tag }

    /// What it is put on.
    package var subject: String
    package var taxonomy: Taxonomy.Kind
    /// The list's version; ids mean nothing without it.
    package var version: String
    package var id: String
    package var title: String
    /// SHA-256 of the file that the list came from.
    package var list: String?
    /// SHA-256 of records that show it. A step of reach must have one.
    package var records: [String]
    /// What shows it, in words.
    package var evidence: String?
    package var note: String?

    package var name: String { "\(subject)/\(taxonomy.rawValue)/\(id)" }

    /// Puts a technique of a list on something.
    /// - Throws: where the list has no such id.
    package init(
        _ subject: String, _ id: String, of taxonomy: Taxonomy, records: [String], evidence: String?,
        note: String? = nil
    ) throws(FieldFault) {
        guard let technique = taxonomy.technique(id) else {
            throw FieldFault(
                "unknown-technique", field: "id",
                "\(taxonomy.kind.title) \(taxonomy.version) has no '\(id)'; 'daylight assess techniques' lists what it has,"
                    + " and --crosswalk leads from another version's ids")
        }
        self.init(
            subject: subject, taxonomy: taxonomy.kind, version: taxonomy.version, id: technique.id,
            title: technique.title, list: taxonomy.sha256, records: records, evidence: evidence, note: note)
    }

    /// Says how far something reached.
    /// - Throws: where nothing shows it: there is no step without evidence of reach.
    package init(
        _ subject: String, _ step: BreakoutStep, records: [String], evidence: String?, note: String? = nil
    ) throws(FieldFault) {
        guard let evidence, !evidence.allSatisfy(\.isWhitespace), !records.isEmpty else {
            throw FieldFault(
                "missing-evidence", field: "evidence",
                "a step of the Breakout Scale needs what shows the reach, in words, and the SHA-256 of a record of it")
        }
        self.init(
            subject: subject, taxonomy: .breakoutScale, version: "2020", id: String(step.rawValue), title: step.meaning,
            list: nil, records: records, evidence: evidence, note: note)
    }

    /// Puts a free label on something.
    package init(
        _ subject: String, radar label: String, version: String, records: [String], evidence: String?,
        note: String? = nil
    ) {
        self.init(
            subject: subject, taxonomy: .radar, version: version, id: label, title: label, list: nil, records: records,
            evidence: evidence, note: note)
    }

    private init(
        subject: String, taxonomy: Taxonomy.Kind, version: String, id: String, title: String, list: String?,
        records: [String], evidence: String?, note: String?
    ) {
        self.subject = subject
        self.taxonomy = taxonomy
        self.version = version
        self.id = id
        self.title = title
        self.list = list
        self.records = records
        self.evidence = evidence
        self.note = note
    }
}
