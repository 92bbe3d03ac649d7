import ArgumentParser
import Attribution
import Exchange
import Inquiry
import Workspace

extension AssessCommand {
    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how likely the hypotheses are, and what each row does to that.",
            discussion: """
                Intervals and priors are drawn many times, log-uniformly; a source's grade is the probability that it is
                right, and a row is worth nothing where it is not. Medians are given with what holds nine tenths of the
                draws, never beyond 1 and 99 %, in the words of ICD 203.
                """)

        @Argument(help: "The question.")
        var question: String
        @OptionGroup var draws: DrawOptions
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let examination = try QuestionExamination.examine(
                try target.open(), question: question, settings: draws.settings)
            try PosteriorRows(examination).print(output)
        }
    }

    struct Matrix: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show rows against hypotheses: consistent, inconsistent, not applicable.",
            discussion: """
                The cells follow from the rows' intervals. The matrix is a view: counting its cells is known to make
                judgement no better; 'run' has the numbers.
                """)

        @Argument(help: "The question.")
        var question: String
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let examination = try QuestionExamination.examine(
                try target.open(), question: question, settings: PosteriorRun.Settings(samples: 100))
            let matrix = HypothesisMatrix(examination.question.entry, examination.run.counted)
            let rows = Dictionary(examination.rows.map { ($0.entry.id, $0.entry) }) { first, _ in first }
            let sink = TextSink.standardOutput()
            var table = try Rows(
                sink, format: output.rowFormat,
                header: ["row", "class", "grade"] + matrix.hypotheses + ["standing", "observed"])
            for line in matrix.lines {
                let row = rows[line.row.row.id]
                try table.write(
                    [.text(line.row.row.id), .text(row?.evidenceClass.rawValue), .text(row?.grade.description)]
                        + line.cells.map { .text($0.rawValue) }
                        + [.text(PosteriorRows.standing(line.row.standing)), .text(row?.observed)])
            }
            try table.finish()
            try sink.finish()
            let against = zip(matrix.hypotheses, matrix.inconsistencies).map { "\($0) \($1)" }
            output.tell("rows against: \(against.joined(separator: ", ")). Counts are no probabilities.")
        }
    }
}
