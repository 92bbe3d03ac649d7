import ArgumentParser
import Exchange
import Inquiry
import Intake
import Oversight
import Records
import Seals
import Workspace

extension NoticeCommand {
    /// `daylight notice import`: a table of what was sent, answered and made known.
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a table of notices, answers and exposures.",
            discussion: """
                CSV or NDJSON with a column entry: notice (where it is left out), answer or exposure.
                A notice has name, cohort, platform, channel, sent and sender; where they are known reference, assets
                (tiktok:71; tiktok:72), text_sha256, note. An answer has name, notice (the notice's name), content and received;
                text_sha256, note. An exposure has name, cohort, source, at and by; address, assets. docs/notices.md tells more.
                """)

        /// What a row is.
        private enum Kind: String, CaseIterable {
            case notice, answer, exposure
        }

        private static let columns = [
            "entry", "name", "cohort", "platform", "channel", "sent", "sender", "reference", "assets", "notice",
            "content", "received", "source", "at", "by", "address", "text_sha256", "note",
        ]

        @Argument(help: "The table; - for the standard input.", completion: .file())
        var file: String
        @Option(help: "The cohort of rows that name none.")
        var cohort: String?
        @Option(help: "The platform of notices that name none.")
        var platform: Platform?
        @OptionGroup var entry: EntryOptions

        func run() throws {
            let folder = try entry.target.open()
            var read = try RegisterFile(file)
            try read.check(columns: Self.columns, entry.output)
            let about = try CohortReferences(
                Set(read.table.rows.compactMap { $0.text("cohort") } + [cohort].compactMap { $0 }), in: folder)
            let kinds = Dictionary(
                uniqueKeysWithValues: read.table.decode(read.path) { row throws(FieldFault) in
                    try row.word("entry", as: Kind.self) ?? .notice
                }.map { ($0.row, $0.value) })
            let notices: [Notice] = read.entries { row throws(FieldFault) in
                guard kinds[row.number] == .notice else { return nil }
                return try Notice(
                    row: row, about: about.find(row, standard: cohort), platform: platform, by: entry.clock.instant)
            }
            let exposures: [Exposure] = read.entries { row throws(FieldFault) in
                guard kinds[row.number] == .exposure else { return nil }
                return try Exposure(row: row, about: about.find(row, standard: cohort), by: entry.clock.instant)
            }
            let sent = Dictionary(
                (try folder.current(Notice.self).map(\.entry) + notices).map { ($0.name, $0) }
            ) { _, last in last }
            let answers: [Response] = read.entries { row throws(FieldFault) in
                guard kinds[row.number] == .answer else { return nil }
                let name = try row.required("notice")
                guard let notice = sent[name] else {
                    throw FieldFault(
                        "unknown-notice", field: "notice",
                        "there is no notice '\(name)', neither in the case nor among the rows that were taken")
                }
                return try Response(row: row, to: notice, by: entry.clock.instant)
            }
            try entry.output.print(header: ["entry", "name", "outcome", "digest"]) { rows in
                try enter(notices, as: .notice, folder, &rows)
                try enter(exposures, as: .exposure, folder, &rows)
                try enter(answers, as: .answer, folder, &rows)
            }
            for reference in about.each {
                try NoticeRemarks(notices.filter { $0.cohort == reference.digest }, reference, folder).tell(
                    entry.output)
            }
            read.table.rejected.sort { $0.row < $1.row }
            try read.conclude()
        }

        private func enter<Entry: RegisterEntry>(
            _ entries: [Entry], as kind: Kind, _ folder: CaseFolder, _ rows: inout Rows
        ) throws {
            let entered = try EnteredRows(entries, in: folder, at: entry.clock.instant, skipsKnown: true)
            for row in entered.rows {
                try rows.write([
                    .text(kind.rawValue), .text(row.entry.name), .text(row.outcome.rawValue), .text(row.digest),
                ])
            }
            entered.tell(entry.output)
        }
    }
}

/// The cohorts that a table names, each looked up once.
private struct CohortReferences {
    private var found: [String: CohortReference] = [:]
    private var faults: [String: String] = [:]

    init(_ names: Set<String>, in folder: CaseFolder) throws(CaseError) {
        for name in names {
            do throws(CaseError) {
                found[name] = CohortReference(try folder.entry(Cohort.self, called: name))
            } catch {
                guard case .noEntry = error else { throw error }
                faults[name] = error.description
            }
        }
    }

    /// - Parameter standard: of rows that name none.
    func find(_ row: NamedRow, standard: String?) throws(FieldFault) -> CohortReference {
        guard let name = row.text("cohort") ?? standard else {
            throw FieldFault(
                "missing-cohort", field: "cohort",
                "the row does not say which cohort it is about; --cohort says it for all")
        }
        guard let reference = found[name] else {
            throw FieldFault("unknown-cohort", field: "cohort", faults[name] ?? "there is no cohort '\(name)'")
        }
        return reference
    }

    /// Each once, whatever it is called by, in the order of the cohorts' names.
    var each: [CohortReference] {
        Dictionary(found.values.map { ($0.digest, $0) }) { first, _ in first }.values
            .sorted { ($0.cohort.name, $0.digest) < ($1.cohort.name, $1.digest) }
    }
}

extension NoticeRemarks {
    func tell(_ output: OutputOptions) {
        for line in lines { output.tell("note: " + line) }
    }
}
