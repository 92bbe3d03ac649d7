import ArgumentParser
import Attribution
import Briefing
import Inquiry
import Reporting
import Seals
import Workspace

extension AssessCommand {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List questions and assessments; or show one, also as a page.",
            discussion: "With --html an assessment or a question becomes a page that needs nothing from elsewhere.")

        @Argument(help: "An assessment, or a question; all where it is left out.")
        var name: String?
        @Option(help: "Write the page there.", completion: .file())
        var html: String?
        @OptionGroup var draws: DrawOptions
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if html != nil, name == nil { throw ValidationError("Name the assessment or the question for the page.") }
        }

        func run() throws {
            let folder = try target.open()
            guard let name else { return try list(folder) }
            let isAssessment = try !folder.entries(Assessment.self, named: name).isEmpty
            let check = isAssessment ? try AssessmentCheck.verify(folder, name) : nil
            let examination =
                try check?.examination
                ?? QuestionExamination.examine(folder, question: name, settings: draws.settings)
            if let html {
                let view = AttributionFilling.view(examination, check, version: Daylight.version, clock.instant)
                try FileText.write(AttributionReport.html(view), to: html)
            } else if let check {
                try show(check)
            } else {
                try show(examination)
            }
        }

        private func list(_ folder: CaseFolder) throws {
            try output.print(header: [
                "entry", "name", "layer", "hypothesis", "author", "approved_by", "text", "digest",
            ]) { rows in
                for question in try folder.current(AttributionQuestion.self) {
                    try rows.write([
                        .text("question"), .text(question.entry.name), .text(question.entry.layer.rawValue), .missing,
                        .missing, .missing, .text(question.entry.text), .text(question.digest),
                    ])
                }
                for assessment in try folder.current(Assessment.self) {
                    let check = try AssessmentCheck.verify(folder, assessment.entry.name)
                    let statement = assessment.entry.statement
                    try rows.write([
                        .text("assessment"), .text(statement.name), .text(statement.layer.rawValue),
                        .text(statement.hypothesis), .text(statement.author),
                        .text(check.approvals.map(\.approval.approver).joined(separator: "; ")),
                        .text(statement.sentence), .text(try statement.digest()),
                    ])
                }
            }
        }

        /// What was signed, part by part.
        private func show(_ check: AssessmentCheck) throws {
            let statement = check.assessment.entry.statement
            try output.print(header: ["part", "text"]) { rows in
                func say(_ part: String, _ text: String?) throws {
                    if let text { try rows.write([.text(part), .text(text)]) }
                }
                try say("assessment", statement.name)
                try say("question", statement.question)
                try say("layer", statement.layer.title)
                try say("sentence", statement.sentence)
                try say("likelihood", statement.likelihood)
                try say("confidence", statement.confidenceSentence)
                try say("responsibility", statement.responsibility.map { "\($0.rawValue): \($0.meaning)" })
                for (side, rows) in [("supporting", statement.supporting), ("contradicting", statement.contradicting)] {
                    for row in rows {
                        try say("\(side) row", row.row)
                        for record in check.records[row.row] ?? [] {
                            try say("\(side) row \(row.row) rests on", record)
                        }
                    }
                }
                for alternative in statement.alternatives { try say("alternative", alternative) }
                for limit in statement.limits { try say("limit", limit) }
                try say("rests on", check.below.first?.assessment.entry.name)
                try say("author", "\(statement.author), with \(check.signer), \(statement.time)")
                for (approval, key) in check.approvals {
                    try say("approved", "\(approval.approver), with \(key), \(approval.time)")
                }
                if !check.isApproved { try say("approved", "by nobody: not for publication") }
                try say("digest", try statement.digest())
            }
        }

        private func show(_ examination: QuestionExamination) throws {
            try output.print(header: [
                "entry", "name", "role_or_class", "prior_or_lr", "grade", "text", "source", "address", "records",
            ]) { rows in
                for hypothesis in examination.question.entry.hypotheses {
                    try rows.write([
                        .text("hypothesis"), .text(hypothesis.id), .text(hypothesis.role.rawValue),
                        .text(hypothesis.prior.description), .missing, .text(hypothesis.text), .missing, .missing,
                        .missing,
                    ])
                }
                for row in examination.rows.map(\.entry) {
                    let ratios = row.likelihoods?.map { "\($0.hypothesis)=\($0.interval)" }.joined(separator: "; ")
                    try rows.write([
                        .text("row"), .text(row.id), .text(row.evidenceClass.rawValue), .text(ratios ?? "by raters"),
                        .text(row.grade.description), .text(row.observed), .text(row.source), .text(row.address),
                        .text(row.records.joined(separator: "; ")),
                    ])
                }
            }
        }
    }
}
