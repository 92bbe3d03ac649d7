package import Oversight

/// What the page about a platform's answer shows.
package struct OversightView: Sendable {
    /// The program and its version.
    package var version: String
    package var title: String
    /// When the page was made, as it is printed.
    package var made: String
    /// What was asked, in a sentence.
    package var question: String
    package var cards: [AdequacyCard]
    package var curves: [TakedownCurve]
    package var measurements: [Measurement]
    /// What everything was made of: what it is, and its digest.
    package var inputs: [(what: String, digest: String)]

    package init(
        version: String, title: String, made: String, question: String, cards: [AdequacyCard], curves: [TakedownCurve],
        measurements: [Measurement], inputs: [(what: String, digest: String)]
    ) {
        self.version = version
        self.title = title
        self.made = made
        self.question = question
        self.cards = cards
        self.curves = curves
        self.measurements = measurements
        self.inputs = inputs
    }
}

/// How the share of assets that a platform acted on grew over time: between the earliest and the latest times that the
/// observations allow.
package struct TakedownCurve: Sendable {
    package struct Step: Sendable {
        /// Days since the clock zero.
        package var day: Double
        package var share: Double
        package var low: Double
        package var high: Double

        package init(day: Double, share: Double, low: Double, high: Double) {
            self.day = day
            self.share = share
            self.low = low
            self.high = high
        }
    }

    package var title: String
    package var atRisk: Int
    /// How long it was watched, in days.
    package var watched: Double
    package var earliest: [Step]
    package var latest: [Step]

    package init(title: String, atRisk: Int, watched: Double, earliest: [Step], latest: [Step]) {
        self.title = title
        self.atRisk = atRisk
        self.watched = watched
        self.earliest = earliest
        self.latest = latest
    }
}
