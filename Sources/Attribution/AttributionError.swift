/// Why a question cannot be answered, or an assessment not be signed or believed.
package enum AttributionError: Error, Hashable, Sendable {
    /// More draws than can be held.
    case tooManySamples(Int, rows: Int, most: Int)
    /// Rows without an interval, which no rater has judged.
    case unjudged(question: String, rows: [String])
    /// An assessment lacks something, or says what may not be said.
    case unfit(String)
    /// What was signed is not what stands there, or who signed is not who is named.
    case unverified(what: String, reason: String)
}

extension AttributionError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooManySamples(let samples, let rows, let most):
            "\(samples) samples of \(rows) rows cannot be drawn; take 100 to \(most), and fewer where there are many rows."
        case .unjudged(let question, let rows):
            "\(rows.joined(separator: ", ")) of '\(question)' have no interval and no rater; give lr in the table, or let"
                + " 'daylight assess rate --row' judge them."
        case .unfit(let reason): "This cannot be signed: \(reason)."
        case .unverified(let what, let reason): "\(what) does not hold: \(reason)."
        }
    }
}
