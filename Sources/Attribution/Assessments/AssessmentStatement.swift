package import Records
package import Seals

/// What a person signs: one sentence about one question, with what speaks for and against it, what else would explain it,
/// and what was not seen.
package struct AssessmentStatement: Codable, Hashable, Sendable {
    /// A row as it stood when it was cited.
    package struct CitedRow: Codable, Hashable, Sendable {
        package var row: String
        /// The digest of the row in its register.
        package var digest: String
        /// SHA-256 of the records that it rests on.
        package var records: [String]

        package init(row: String, digest: String, records: [String]) {
            self.row = row
            self.digest = digest
            self.records = records
        }
    }

    /// How likely one hypothesis came out, in the words that may be used.
    package struct Outcome: Codable, Hashable, Sendable {
        package var hypothesis: String
        /// To a thousandth, within 0.01 and 0.99.
        package var probability: Estimate
        package var words: String

        package init(_ hypothesis: Hypothesis, _ estimate: Estimate) {
            self.hypothesis = hypothesis.id
            probability = estimate.shown
            words = estimate.wording
        }
    }

    /// The version of this form.
    package static let form = "daylight-assessment v1"

    package var form: String
    package var name: String
    package var author: String
    package var time: StatedTime
    package var question: String
    /// The digest of the question in its register.
    package var questionDigest: String
    package var layer: AttributionLayer
    /// The hypothesis that the sentence is about.
    package var hypothesis: String
    /// The author's sentence.
    package var sentence: String
    /// The sentence of likelihood, made from the numbers.
    package var likelihood: String
    package var confidence: Confidence
    /// The sentence of confidence.
    package var confidenceSentence: String
    /// Of every hypothesis, in the question's order.
    package var outcomes: [Outcome]
    package var supporting: [CitedRow]
    package var contradicting: [CitedRow]
    /// Rows that say nothing of the hypothesis either way, and entered the numbers all the same.
    package var neutral: [CitedRow]
    /// The digests of raters' judgements that entered the numbers.
    package var ratings: [String]
    /// What else would explain it, and why it is held to be less or more likely.
    package var alternatives: [String]
    /// What was not seen, failed, or is biased.
    package var limits: [String]
    /// How far a state answers for it; on the layer of sponsors alone.
    package var responsibility: StateResponsibility?
    /// The digest of the assessment of the layer below.
    package var restsOn: String?
    /// The generator's seed, in digits, and how often was drawn: with the rows they give the same numbers again.
    package var seed: String
    package var samples: Int

    /// The canonical text that is signed.
    package func canonicalText() throws(SealError) -> String { try CanonicalJSON.encode(self) }

    /// SHA-256 of the canonical text, hexadecimal: what approvals are about.
    package func digest() throws(SealError) -> String { CanonicalJSON.digest(try canonicalText()) }
}

/// What a person decides when making a statement; the rest follows from the question and its rows.
package struct AssessmentDraft: Sendable {
    package var name: String
    package var author: String
    package var hypothesis: String
    package var sentence: String
    package var confidence: Confidence
    /// Why confidence is what it is, as a whole sentence.
    package var grounds: String
    /// Rows that speak for it; nil for all that the intervals say.
    package var supporting: [String]?
    /// Rows that speak against it; nil for all that the intervals say.
    package var contradicting: [String]?
    package var alternatives: [String]
    package var limits: [String]
    package var responsibility: StateResponsibility?

    package init(
        name: String, author: String, hypothesis: String, sentence: String, confidence: Confidence, grounds: String,
        supporting: [String]? = nil, contradicting: [String]? = nil, alternatives: [String], limits: [String],
        responsibility: StateResponsibility? = nil
    ) {
        self.name = name
        self.author = author
        self.hypothesis = hypothesis
        self.sentence = sentence
        self.confidence = confidence
        self.grounds = grounds
        self.supporting = supporting
        self.contradicting = contradicting
        self.alternatives = alternatives
        self.limits = limits
        self.responsibility = responsibility
    }
}
