import Attribution
import Exchange
import Inquiry
import Workspace

/// What a run found, as rows and as text.
struct PosteriorRows {
    private let examination: QuestionExamination
    private var run: PosteriorRun { examination.run }
    private var hypotheses: [Hypothesis] { run.question.hypotheses }

    static let header = ["part", "row", "hypothesis", "median", "low", "high", "words", "remark"]

    init(_ examination: QuestionExamination) {
        self.examination = examination
    }

    /// How a row counts, in a word or two.
    static func standing(_ standing: RowStanding) -> String {
        switch standing {
        case .full: "full"
        case .shared(let share, let other): "\(share) behind \(other)"
        case .repeated(let other): "said in \(other)"
        case .nonDiagnostic: "not diagnostic"
        }
    }

    func print(_ output: OutputOptions) throws {
        let sink = TextSink.standardOutput()
        if output.rowFormat == .table {
            try writeText(sink)
        } else {
            var rows = try Rows(sink, format: output.rowFormat, header: Self.header)
            try write(to: &rows)
            try rows.finish()
        }
        try sink.finish()
    }

    /// The sentences that may be said, likelihood and confidence each in its own.
    var sentences: [String] {
        var sentences: [String] = []
        if run.isPriorOnly {
            sentences.append(
                "No row is diagnostic: nothing that was entered tells the hypotheses apart, and what follows are the priors."
            )
        }
        sentences += zip(hypotheses, run.posterior).map { "\($0.id): \($1.sentence(that: $0.text))" }
        sentences.append(ConfidenceCeiling(run, for: run.leader).sentence)
        return sentences
    }

    private func write(to rows: inout Rows) throws {
        func line(_ part: String, _ row: String?, _ hypothesis: String?, _ estimate: Estimate, _ remark: String?) throws
        {
            try rows.write([
                .text(part), .text(row), .text(hypothesis), .number(estimate.shown.median), .number(estimate.shown.low),
                .number(estimate.shown.high), .text(estimate.wording), .text(remark),
            ])
        }
        for (hypothesis, estimate) in zip(hypotheses, run.prior) {
            try line("prior", nil, hypothesis.id, estimate, hypothesis.prior.description)
        }
        for (hypothesis, estimate) in zip(hypotheses, run.posterior) {
            try line("posterior", nil, hypothesis.id, estimate, hypothesis.text)
        }
        for left in run.leaveOneOut {
            for (hypothesis, estimate) in zip(hypotheses, left.estimates) {
                try line(
                    "without", left.row, hypothesis.id, estimate, left.changesLeader ? "another comes first" : nil)
            }
        }
        func remark(_ part: String, _ row: String?, _ hypothesis: String?, _ median: Double?, _ text: String) throws {
            try rows.write([
                .text(part), .text(row), .text(hypothesis), median.map { .number($0) } ?? .missing, .missing, .missing,
                .missing, .text(text),
            ])
        }
        for counted in run.counted {
            try remark("row", counted.row.id, nil, nil, "\(Self.right(counted)); \(counted.standing.words)")
        }
        for pool in pools {
            for rater in pool.raters {
                for (hypothesis, value) in zip(hypotheses, rater.coherent) {
                    try remark(
                        "rater \(rater.name)", pool.row, hypothesis.id, Self.shown(value, pool),
                        "incoherence \(Self.rounded(rater.incoherence)), weight \(Self.rounded(rater.weight))")
                }
            }
            for (hypothesis, value) in zip(hypotheses, pool.pooled) {
                try remark("raters together", pool.row, hypothesis.id, Self.shown(value, pool), "weighted by coherence")
            }
        }
        for sentence in sentences { try remark("sentence", nil, nil, nil, sentence) }
    }

    private var pools: [RaterPool] { [examination.judging.pool].compactMap { $0 } + examination.judging.rowPools }

    /// Hypotheses are never shown as certain; what a row's likelihood is may be anything.
    private static func shown(_ value: Double, _ pool: RaterPool) -> Double {
        pool.row == nil ? Estimate.shown(value) : rounded(value)
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    private static func right(_ counted: CountedRow) -> String {
        "its source is right with \(counted.row.right.lowerBound) to \(counted.row.right.upperBound)"
    }

    private func writeText(_ sink: TextSink) throws {
        let question = examination.question.entry
        func say(_ line: String) throws { try sink.write(Terminal.visible(line) + "\n") }
        try say("\(question.name): \(question.text)")
        try say(
            "from \(question.layer.title); \(run.counted.count) rows; seed \(run.settings.seed), \(run.settings.samples) samples"
        )
        try say("")
        var table = try Rows(sink, format: .table, header: ["hypothesis", "prior", "posterior", "median", "words"])
        for (index, hypothesis) in hypotheses.enumerated() {
            let (prior, posterior) = (run.prior[index], run.posterior[index])
            try table.write([
                .text(hypothesis.id), .text(prior.percentages), .text(posterior.percentages),
                .text(posterior.percentage), .text(posterior.wording),
            ])
        }
        try table.finish()
        if !run.counted.isEmpty { try writeRows(sink) }
        if !pools.isEmpty { try writePools(sink) }
        try say("")
        for sentence in sentences { try say(sentence) }
    }

    /// How each row counts, and what would be left without it.
    private func writeRows(_ sink: TextSink) throws {
        try sink.write("\n")
        let without = Dictionary(run.leaveOneOut.map { ($0.row, $0) }) { first, _ in first }
        var table = try Rows(
            sink, format: .table,
            header: ["row", "source right", "counts"] + hypotheses.map { "\($0.id) without" } + ["shift"])
        for counted in run.counted {
            let left = without[counted.row.id]
            let medians = hypotheses.indices.map { left?.estimates[$0].percentage ?? "" }
            try table.write(
                [
                    .text(counted.row.id), .text("\(counted.row.right.lowerBound) to \(counted.row.right.upperBound)"),
                    .text(Self.standing(counted.standing)),
                ] + medians.map { .text($0) }
                    + [.text(left.map { Self.shift($0) })])
        }
        try table.finish()
    }

    private static func shift(_ left: PosteriorRun.LeftOut) -> String {
        let points = Int((left.shift * 100).rounded())
        return (points == 1 ? "1 point" : "\(points) points") + (left.changesLeader ? ", other first" : "")
    }

    private func writePools(_ sink: TextSink) throws {
        for pool in pools {
            try sink.write("\n")
            let of = pool.row.map { "likelihood of \(Terminal.visible($0)) by" } ?? "rater"
            var table = try Rows(
                sink, format: .table, header: [of] + hypotheses.map(\.id) + ["incoherence", "weight"])
            func cells(_ values: [Double]) -> [Cell] { values.map { .number(Self.shown($0, pool)) } }
            for rater in pool.raters {
                try table.write(
                    [.text(rater.name)] + cells(rater.coherent)
                        + [.number(Self.rounded(rater.incoherence)), .number(Self.rounded(rater.weight))])
            }
            try table.write([.text("together")] + cells(pool.pooled) + [.missing, .missing])
            try table.finish()
        }
    }
}
