import ArgumentParser
import Attribution
import Exchange
import Inquiry
import Intake
import Records
import Workspace

extension AssessCommand {
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a row of evidence.",
            discussion: """
                --lr says how many times as likely the observation is under each hypothesis, within an interval: only the
                ratios between hypotheses count. Leave it out where raters are to judge ('assess rate --row').
                """)

        @Argument(help: "A short name for the row.")
        var name: String
        @Option(help: "The question.")
        var question: String
        @Option(help: "What was observed; what is inferred belongs into the assessment.")
        var observed: String
        @Option(
            help:
                "A record or exhibit of the case that it rests on: an exhibit's label, a record's id or its beginning, a kept file's SHA-256; repeat it for more."
        )
        var records: [String] = []
        @Option(help: "Who says it.")
        var source: String
        @Option(help: "Where it can be read.")
        var address: String?
        @Option(help: "When it was observed or published.")
        var date: String?
        @Option(help: "Source A to F and information 1 to 6, as B2.")
        var grade: String
        @Option(help: "Sources of one group are right or wrong together; the source by default.")
        var sourceGroup: String?
        @Option(help: "Rows of one group follow from one another; only the strongest counts fully.")
        var dependencyGroup: String?
        @Option(name: .customLong("class"), help: "technical, behavioural or contextual.")
        var evidenceClass: EvidenceClass
        @Option(help: "open, proprietary or classified.")
        var access: EvidenceAccess
        @Flag(help: "It says only where somebody or something comes from.")
        var origin = false
        @Option(help: "How likely it is: H1=2..5, rest=1; repeat it for every hypothesis.")
        var lr: [String] = []
        @Option(help: "Anything else.")
        var note: String?
        @OptionGroup var entry: EntryOptions

        func run() throws {
            let folder = try entry.target.open()
            let asked = try folder.entry(AttributionQuestion.self, called: question).entry
            let cited = try CitedEvidence(folder)
            let row = try OptionRow.read([
                "row": name, "observed": observed, "records": records.joined(separator: ";"), "source": source,
                "address": address, "date": date, "grade": grade, "source_group": sourceGroup,
                "dependency_group": dependencyGroup, "class": evidenceClass.rawValue, "access": access.rawValue,
                "origin": origin ? "yes" : nil, "lr": lr.joined(separator: ";"), "note": note,
            ]) { row throws(FieldFault) in
                try EvidenceRow(row: row, question: asked) { name throws(FieldFault) in try cited.identifiers(name) }
            }
            try EnteredRows([row], in: folder, at: entry.clock.instant, skipsKnown: false).printDigests(entry.output)
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a table of evidence.",
            discussion: """
                CSV or NDJSON with row, observed, records (exhibits' labels or records' ids, semicolons between; the case must have
                them), source, grade (B2), class, access; lr
                ('H1=2..5; H2=1; rest=0.5..1') unless raters are to judge; where they are known address, date, source_group,
                dependency_group, origin (yes), note.
                """)

        @Argument(help: "The table.", completion: .file())
        var file: String
        @Option(help: "The question.")
        var question: String
        @OptionGroup var entry: EntryOptions

        func run() throws {
            let folder = try entry.target.open()
            let asked = try folder.entry(AttributionQuestion.self, called: question).entry
            var read = try RegisterFile(file)
            try read.check(columns: EvidenceRow.columns, entry.output)
            let cited = try CitedEvidence(folder)
            let rows = read.entries { row throws(FieldFault) in
                try EvidenceRow(row: row, question: asked) { name throws(FieldFault) in try cited.identifiers(name) }
            }
            try EnteredRows(rows, in: folder, at: entry.clock.instant, skipsKnown: true).print(entry.output)
            try read.conclude()
        }
    }

    struct Rate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter what one rater holds to be likely.",
            discussion: """
                Of the hypotheses: H1=0.4, and on top, where the rater was asked, pairs (H1+H2=0.5) and contraries
                (not H3=0.7). With --row, how likely the row would be under each. What a rater says need not add up: 'run'
                makes it coherent and tells how far it was off. A table has the columns rater, judge (semicolons between)
                and row.
                """)

        @Option(help: "The question.")
        var question: String
        @Option(help: "Who judges.")
        var rater: String?
        @Option(help: "The row whose likelihood is judged; the hypotheses themselves where it is left out.")
        var row: String?
        @Option(help: "A judgement: H1=0.4; repeat it.")
        var judge: [String] = []
        @Option(help: "A table of judgements.", completion: .file())
        var file: String?
        @Option(help: "Anything else.")
        var note: String?
        @OptionGroup var entry: EntryOptions

        func validate() throws {
            if (file == nil) == (rater == nil) { throw ValidationError("Give --rater with --judge, or --file.") }
        }

        func run() throws {
            let folder = try entry.target.open()
            let asked = try folder.entry(AttributionQuestion.self, called: question).entry
            let known = Set(
                try folder.current(EvidenceRow.self).filter { $0.entry.question == asked.name }.map(\.entry.id))
            func rating(_ row: NamedRow) throws(FieldFault) -> Rating {
                if let judged = row.text("row"), !known.contains(judged) {
                    throw FieldFault("unknown-row", field: "row", "'\(judged)' is no row of '\(asked.name)'")
                }
                return try Rating(
                    question: asked, rater: try row.required("rater"), row: row.text("row"), stated: row.list("judge"),
                    note: row.text("note"))
            }
            if let file {
                var read = try RegisterFile(file)
                try read.check(columns: ["rater", "row", "judge", "note"], entry.output)
                let ratings = read.entries { row throws(FieldFault) in try rating(row) }
                try EnteredRows(ratings, in: folder, at: entry.clock.instant, skipsKnown: true).print(entry.output)
                return try read.conclude()
            }
            let rating = try OptionRow.read(
                ["rater": rater, "row": row, "judge": judge.joined(separator: ";"), "note": note]
            ) { row throws(FieldFault) in try rating(row) }
            try EnteredRows([rating], in: folder, at: entry.clock.instant, skipsKnown: false).printDigests(entry.output)
        }
    }
}
