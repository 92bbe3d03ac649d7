import ArgumentParser
import Attribution
import Exchange
import Inquiry
import Intake
import Records
import Workspace

/// A list of techniques out of the user's file.
struct TaxonomyOptions: ParsableArguments {
    @Option(
        help: "The list: DISARM's STIX bundle, or Meta's kill chain as CSV. None comes with the program.",
        completion: .file())
    var list: String?
    @Option(help: "The list's version; the one in the file's name by default.")
    var listVersion: String?

    func read() throws -> (taxonomy: Taxonomy, rejected: [Rejection]) {
        guard let list else {
            throw ValidationError("--list: name the file that holds the techniques; none comes with the program.")
        }
        let file = try TaxonomyFile.read(SourceFile(path: list))
        guard let kind = Taxonomy.Kind(rawValue: file.kind.rawValue) else {
            throw ValidationError("--list: \(list) holds an unknown list.")
        }
        // Meta's list has no version; its bytes are the next best.
        let stated =
            listVersion ?? file.versionInName ?? (kind == .metaKillChain ? String(file.sha256.prefix(12)) : nil)
        guard let stated else {
            throw ValidationError(
                "--list-version: neither \(list) nor its name says which version it is, and ids mean nothing without it."
            )
        }
        let techniques = file.entries.map {
            Taxonomy.Technique(id: $0.id, title: $0.title, parent: $0.parent, phase: $0.phase)
        }
        return (Taxonomy(kind: kind, version: stated, sha256: file.sha256, techniques: techniques), file.rejected)
    }
}

extension AssessCommand {
    struct PutTag: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tag", abstract: "Put a technique, a step of reach or a label on something.",
            discussion: """
                --list FILE --id T0049 takes a technique from a list; where the list has another id for it, --crosswalk with
                the columns from_version, from, to_version, to leads there from --from-version. --breakout 1 to 6 is how far
                something reached, with what shows it. --radar is a free label. Without any, lists the tags.
                """)

        @Argument(help: "What it is put on: a network, a cohort, an assessment; all of them in a listing.")
        var subject: String?
        @OptionGroup var taxonomy: TaxonomyOptions
        @Option(help: "The technique's id in the list.")
        var id: String?
        @Option(help: "A table of pairs of ids of two versions.", completion: .file())
        var crosswalk: String?
        @Option(help: "The version that --id is of, where a crosswalk leads to the list's.")
        var fromVersion: String?
        @Option(help: "The step of the Breakout Scale, 1 to 6.")
        var breakout: Int?
        @Option(help: "A label of RADAR.")
        var radar: String?
        @Option(help: "What shows it, in words.")
        var evidence: String?
        @Option(help: "A record or exhibit of the case that shows it; repeat it for more.")
        var records: [String] = []
        @Option(help: "Anything else.")
        var note: String?
        @OptionGroup var entry: EntryOptions

        func validate() throws {
            let ways = [id != nil, breakout != nil, radar != nil].count { $0 }
            if ways > 1 { throw ValidationError("Give one of --id, --breakout and --radar.") }
            if ways == 1, subject == nil { throw ValidationError("Say what the tag is put on.") }
            if ways == 0, taxonomy.list != nil { throw ValidationError("--id: say which technique of the list.") }
            if (crosswalk == nil) != (fromVersion == nil) {
                throw ValidationError("--crosswalk and --from-version go together.")
            }
        }

        func run() throws {
            let folder = try entry.target.open()
            let cited = records.isEmpty ? nil : try CitedEvidence(folder)
            let digests = try records.flatMap { name -> [String] in
                do throws(FieldFault) {
                    return try cited?.identifiers(name) ?? []
                } catch {
                    throw ValidationError("--records: \(error.detail).")
                }
            }
            let tags: [Tag]
            switch (subject, id, breakout, radar) {
            case (let subject?, let id?, _, _): tags = try techniques(subject, id, digests)
            case (let subject?, _, let number?, _):
                guard let step = BreakoutStep(rawValue: number) else {
                    throw ValidationError("--breakout takes a step from 1 to 6.")
                }
                tags = [try Tag(subject, step, records: digests, evidence: evidence, note: note)]
            case (let subject?, _, _, let label?):
                tags = [
                    Tag(
                        subject, radar: label, version: taxonomy.listVersion ?? "unstated", records: digests,
                        evidence: evidence, note: note)
                ]
            default: return try list(folder)
            }
            try EnteredRows(tags, in: folder, at: entry.clock.instant, skipsKnown: false).printDigests(entry.output)
        }

        private func techniques(_ subject: String, _ id: String, _ records: [String]) throws -> [Tag] {
            let list = try taxonomy.read().taxonomy
            guard let crosswalk, let fromVersion else {
                return [try Tag(subject, id, of: list, records: records, evidence: evidence, note: note)]
            }
            var file = try RegisterFile(crosswalk)
            try file.check(columns: Crosswalk.Pair.columns, entry.output)
            let pairs = file.table.decode(crosswalk) { row throws(FieldFault) in try Crosswalk.Pair(row: row) }
            for rejection in file.table.rejected {
                Terminal.tell("\(rejection.file), row \(rejection.row): \(rejection.detail)")
            }
            guard let ids = Crosswalk(pairs.map(\.value)).ids(for: id, from: fromVersion, to: list.version) else {
                throw ValidationError(
                    "\(crosswalk) does not say what \(id) of version \(fromVersion) is in version \(list.version).")
            }
            if ids.isEmpty {
                throw ValidationError("Nothing took the place of \(id) of version \(fromVersion) in \(list.version).")
            }
            let origin = "\(id) in version \(fromVersion)"
            return try ids.map { new in
                try Tag(
                    subject, new, of: list, records: records, evidence: evidence,
                    note: [origin, note].compactMap { $0 }.joined(separator: "; "))
            }
        }

        private func list(_ folder: CaseFolder) throws {
            let header = ["subject", "taxonomy", "version", "id", "title", "evidence", "records", "note", "digest"]
            try entry.output.print(header: header) { rows in
                for tag in try folder.current(Tag.self) where subject == nil || tag.entry.subject == subject {
                    try rows.write([
                        .text(tag.entry.subject), .text(tag.entry.taxonomy.rawValue), .text(tag.entry.version),
                        .text(tag.entry.id), .text(tag.entry.title), .text(tag.entry.evidence),
                        .text(tag.entry.records.joined(separator: "; ")), .text(tag.entry.note), .text(tag.digest),
                    ])
                }
            }
        }
    }

    struct Techniques: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the techniques of the user's file, with its version.")

        @OptionGroup var taxonomy: TaxonomyOptions
        @Option(help: "Only those whose id or title holds this.")
        var holding: String?
        @OptionGroup var output: OutputOptions

        func run() throws {
            let (list, rejected) = try taxonomy.read()
            try output.print(header: ["taxonomy", "version", "id", "title", "part_of", "phase"]) { rows in
                for technique in list.techniques {
                    if let holding, !"\(technique.id) \(technique.title)".lowercased().contains(holding.lowercased()) {
                        continue
                    }
                    try rows.write([
                        .text(list.kind.rawValue), .text(list.version), .text(technique.id), .text(technique.title),
                        .text(technique.parent), .text(technique.phase),
                    ])
                }
            }
            let parts = list.kind == .disarm ? ", of which \(list.techniques.count { $0.parent != nil }) are parts" : ""
            output.tell("\(list.kind.title) \(list.version): \(list.techniques.count) techniques\(parts)")
            var lines = RejectionLines()
            for rejection in rejected { lines.tell(rejection) }
            try lines.conclude()
        }
    }
}
