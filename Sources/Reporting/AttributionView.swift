package import Attribution

/// What the page of a question or an assessment shows.
package struct AttributionView: Sendable {
    /// What was signed, as it is printed.
    package struct Signed: Sendable {
        package var statement: AssessmentStatement
        package var digest: String
        /// With which key.
        package var signer: String
        /// Who approved, with which key, when; empty where nobody did.
        package var approvals: [String]
        /// The assessments of the layers below, the nearest first.
        package var restsOn: [String]
        /// What was entered since in place of something that it cites.
        package var outdated: [String]
        /// What each row rests on, in words, by the row's name.
        package var records: [String: [String]]

        package init(
            statement: AssessmentStatement, digest: String, signer: String, approvals: [String], restsOn: [String],
            outdated: [String], records: [String: [String]] = [:]
        ) {
            self.statement = statement
            self.digest = digest
            self.signer = signer
            self.approvals = approvals
            self.restsOn = restsOn
            self.outdated = outdated
            self.records = records
        }
    }

    /// The program and its version.
    package var version: String
    /// When the page was made, as it is printed.
    package var made: String
    package var question: AttributionQuestion
    package var questionDigest: String
    /// Nil where nobody has signed anything yet.
    package var signed: Signed?
    package var run: PosteriorRun
    /// In the order of their names, with their digests.
    package var rows: [(row: EvidenceRow, digest: String)]
    package var pools: [RaterPool]

    package init(
        version: String, made: String, question: AttributionQuestion, questionDigest: String, signed: Signed?,
        run: PosteriorRun, rows: [(row: EvidenceRow, digest: String)], pools: [RaterPool]
    ) {
        self.version = version
        self.made = made
        self.question = question
        self.questionDigest = questionDigest
        self.signed = signed
        self.run = run
        self.rows = rows
        self.pools = pools
    }
}
