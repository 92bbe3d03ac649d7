package import Attribution
import Evidence
package import Records
import Seals
package import Workspace

/// What a case has for rows of evidence to rest on: records, the files that records are about, and exhibits.
package struct CitedEvidence {
    private let folder: CaseFolder
    /// Ids of records that the custody log names, in their order.
    private let records: [String]
    private let known: Set<String>
    private let exhibits: [Registered<Exhibit>]

    /// - Throws: `CaseError`; `evidenceAltered` where the custody log is not what was written.
    package init(_ folder: CaseFolder) throws {
        self.folder = folder
        var records: Set<String> = []
        if folder.evidence.hasLog {
            try folder.evidence.custody().eachEvent { event in
                if event.draft.action == .recorded { records.insert(event.draft.object) }
            }
        }
        known = records
        self.records = records.sorted()
        exhibits = try folder.entries(Exhibit.self)
    }

    /// The ids that somebody means.
    /// - Parameter text: an exhibit's label, or the SHA-256 of a record, of a kept file or of an exhibit's entry, or at
    ///   least four digits of the beginning of a record's.
    /// - Returns: records' ids and exhibits' digests; of a file those of all records that have it.
    /// - Throws: where the case has nothing of that name, or several things.
    package func identifiers(_ text: String) throws(FieldFault) -> [String] {
        if let exhibit = exhibits.last(where: { $0.entry.label == text }) { return [exhibit.digest] }
        let wanted = text.lowercased()
        if exhibits.contains(where: { $0.digest == wanted }) { return [wanted] }
        if wanted.utf8.count >= 4 {
            let found = records.filter { $0.hasPrefix(wanted) }
            if found.count > 1 {
                throw FieldFault(
                    "ambiguous-record", field: "records",
                    "\(found.count) records begin with '\(text)'; give more digits")
            }
            if found.count == 1 { return found }
        }
        let about = wanted.utf8.count == 64 ? try identifiersOfRecords(about: wanted) : []
        if !about.isEmpty { return about }
        throw FieldFault(
            "unknown-record", field: "records",
            "the case has no record, file or exhibit '\(text)'; 'daylight evidence add' keeps what the row rests on, and prints its"
                + " record")
    }

    private func identifiersOfRecords(about file: String) throws(FieldFault) -> [String] {
        var found: [String] = []
        do {
            try folder.evidence.eachRecord { _, identifier, record in
                if record.files.contains(where: { $0.sha256 == file }) { found.append(identifier) }
            }
        } catch {
            throw FieldFault("unreadable-evidence", field: "records", "\(error)")
        }
        return found.sorted()
    }

    /// What of an id the case does not have: the id itself, or the first record that the exhibit rests on and that is not
    /// there; nil where all is there.
    private func gap(in identifier: String) -> String? {
        let rests = exhibits.last { $0.digest == identifier }?.entry.assessed.records ?? [identifier]
        return rests.first { !known.contains($0) }
    }

    /// Refuses what rests on nothing that the case has.
    /// - Throws: `AttributionError.unfit` for a cited row without a record or an exhibit of the case.
    package func check(_ rows: [AssessmentStatement.CitedRow]) throws(AttributionError) {
        for row in rows {
            if row.records.isEmpty { throw .unfit("'\(row.row)' rests on no record, and an assessment does") }
            if let missing = row.records.compactMap({ gap(in: $0) }).first {
                throw .unfit(
                    "'\(row.row)' rests on \(missing), which is no record or exhibit of the case; keep it with 'daylight evidence"
                        + " add' and enter the row again")
            }
        }
    }

    /// What of rows is not in the case, as sentences without their ends.
    package func missing(_ rows: [AssessmentStatement.CitedRow]) -> [String] {
        rows.flatMap { row in
            row.records.compactMap { gap(in: $0) }
                .map { "the row '\(row.row)' rests on \($0), which the case does not have" }
        }
    }

    /// What a row rests on, for people: an exhibit with its label and its records for and against, or a record.
    package func words(_ identifier: String) -> [String] {
        guard let exhibit = exhibits.last(where: { $0.digest == identifier })?.entry else {
            return ["record \(identifier)"]
        }
        let assessed = exhibit.assessed
        return ["exhibit \(exhibit.label) (\(identifier))"]
            + assessed.supporting.map { "exhibit \(exhibit.label): record \($0)" }
            + assessed.contradicting.map { "exhibit \(exhibit.label): record \($0) speaks against it" }
    }
}
