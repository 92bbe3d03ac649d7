import Attribution
import Inquiry
import Records
import Reporting
import Seals
import Workspace

/// From a question or an assessment to what its page shows.
enum AttributionFilling {
    static func view(_ examination: QuestionExamination, _ check: AssessmentCheck?, _ now: Instant) -> AttributionView {
        AttributionView(
            version: "daylight \(Daylight.version)", made: now.description, question: examination.question.entry,
            questionDigest: examination.question.digest, signed: check.flatMap { signed($0) }, run: examination.run,
            rows: examination.rows.map { ($0.entry, $0.digest) },
            pools: [examination.judging.pool].compactMap { $0 } + examination.judging.rowPools)
    }

    private static func signed(_ check: AssessmentCheck) -> AttributionView.Signed? {
        let statement = check.assessment.entry.statement
        guard let digest = try? statement.digest() else { return nil }
        return AttributionView.Signed(
            statement: statement, digest: digest, signer: check.signer.description,
            approvals: check.approvals.map { "\($0.approval.approver), with \($0.key), \($0.approval.time)" },
            restsOn: check.below.map { below in
                let statement = below.assessment.entry.statement
                return "\(statement.name): \(statement.sentence)"
            }, outdated: check.outdated, records: check.records)
    }
}
