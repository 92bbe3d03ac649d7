import Attribution
import Evidence
import Exchange
import HTTPTypes
import Inquiry
import Intake
import Oversight
import Records
import Reporting
import Seals
import Workspace

extension Query {
    /// What a form of a page sent, by its fields' bare names, as a row of a register's table: what is typed obeys the same
    /// rules as what is imported.
    func row(_ form: String, _ fields: [String]) -> NamedRow {
        var values: [String: String] = [:]
        for field in fields { values[field] = self["\(form)_\(field)"] }
        return NamedRow(number: 1, values: values)
    }
}

extension Desk {
    /// Does what a form asks. Where what was typed cannot be taken, the page comes again with it, and with the reason at its
    /// field.
    /// - Parameters:
    ///   - form: the form's name, in front of its fields'.
    ///   - fields: bare names of all its fields but secrets.
    ///   - act: is given the fields as a row.
    ///   - again: the page with what was typed.
    func entering(
        _ visit: Visit, _ form: String, _ fields: [String], _ act: (NamedRow) throws -> Answer,
        again: (FormDraft) throws -> SitePage
    ) throws -> Answer {
        let row = try visit.form().row(form, fields)
        do {
            return try act(row)
        } catch {
            guard let fault = Self.fault(error) else { throw error }
            let page = try again(FormDraft(form, values: row.values, fault: fault))
            guard case CaseError.busy = error else { return .page(page, status: .unprocessableContent) }
            let refusal = Refusal(error)
            var answer = Answer.page(page, status: refusal.status)
            answer.fields.append(contentsOf: refusal.fields)
            return answer
        }
    }

    /// What whoever typed can mend; nil for everything else.
    private static func fault(_ error: any Error) -> FormDraft.Fault? {
        switch error {
        case let fault as FieldFault: FormDraft.Fault(field: fault.field, detail: fault.detail)
        case CaseError.refused(let reason): FormDraft.Fault(field: nil, detail: reason)
        case CaseError.busy:
            FormDraft.Fault(
                field: nil, detail: "another program writes to the case; nothing is lost: send it again in a moment")
        case SealError.badKey(let reason): FormDraft.Fault(field: "passphrase", detail: reason)
        case AttributionError.unverified: nil
        case let error as AttributionError: FormDraft.Fault(field: nil, detail: error.description)
        case let error as EvidenceError: FormDraft.Fault(field: nil, detail: error.description)
        case InquiryError.noRun(_, let reason): FormDraft.Fault(field: "network", detail: reason)
        case let error as IntakeError: FormDraft.Fault(field: nil, detail: "\(error)")
        default: nil
        }
    }

    /// Whoever acts, for the custody log.
    func custodian(_ visit: Visit) throws -> Custodian {
        try Custodian(
            name: visit.visitor.name,
            role: visit.visitor.isLocal ? "local" : visit.visitor.roles.sorted().map(\.rawValue).joined(separator: " "))
    }

    /// Enters in the custody log that something was signed, and keeps the signed text: as the commands do.
    func enterSealed(_ text: String, _ visit: Visit, note: String) throws {
        guard folder.evidence.hasLog else { return }
        let writer = try folder.evidence.writer()
        let kept = try writer.keep(Array(text.utf8)).sha256
        try writer.append([try CustodyDraft(.sealed, object: kept, by: custodian(visit), note: note)], at: clock())
    }

    /// The case's key, by the passphrase that a form sent; it is kept nowhere.
    func signingKey(_ visit: Visit, _ form: String) throws -> SigningKey {
        guard let passphrase = try visit.form().exact("\(form)_passphrase"), !passphrase.isEmpty else {
            throw FieldFault("no-passphrase", field: "passphrase", "without its passphrase the key signs nothing")
        }
        return try folder.evidence.signingKey { passphrase }
    }
}

/// Assets as somebody pastes them: a table with a header, or names alone, `tiktok:7123456`, one a line.
enum PastedAssets {
    /// - Throws: where a line names no asset: a list that lacks some without a word is another list.
    static func draft(_ text: String, grade: MembershipGrade?) throws -> CohortDraft {
        var table = try read(text)
        var draft = CohortDraft(&table, of: "pasted lines", grade: grade)
        try refuse(table)
        draft.source = "pasted lines \(table.sha256)"
        return draft
    }

    /// The assets of a cohort that are meant; nil for an empty text.
    static func keys(_ text: String?, of about: CohortReference, on platform: Platform?) throws -> [AssetKey]? {
        guard let text else { return nil }
        var table = try read(text)
        let keys = table.decode("pasted lines") { row throws(FieldFault) in
            let key = try Asset(row, grade: .possible).key
            try about.check(key, on: platform)
            return key
        }
        try refuse(table)
        return Set(keys.map(\.value)).sorted()
    }

    private static func read(_ text: String) throws -> RegisterTable {
        let first = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let isBare = (try? AssetKey(reading: first.trimmed)) != nil
        return try RegisterTable.read(
            SourceFile(path: "pasted lines", contents: Array(((isBare ? "asset\n" : "") + text).utf8)))
    }

    private static func refuse(_ table: RegisterTable) throws {
        guard let first = table.rejected.first else { return }
        let more = table.rejected.count > 1 ? " (and \(table.rejected.count - 1) more lines)" : ""
        throw FieldFault("rejected-lines", field: "assets", "line \(first.row): \(first.detail)\(more)")
    }
}
