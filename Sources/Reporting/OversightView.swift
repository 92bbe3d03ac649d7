package import Oversight

/// What the page about a platform's answer shows.
package struct OversightView: Sendable {
    package enum Drawing: Sendable {
        case curve(TakedownCurve)
        /// Where there are too few assets for a curve.
        case few(FewAssets)
    }

    /// The program and its version.
    package var version: String
    package var title: String
    /// When the page was made, as it is printed.
    package var made: String
    /// What was asked, in a sentence.
    package var question: String
    package var cards: [AdequacyCard]
    package var drawings: [Drawing]
    /// Of the cohort.
    package var measurements: [Measurement]
    /// Of the platform's reports, statements and duties.
    package var records: [Measurement]
    /// What everything was made of: what it is, and its digest.
    package var inputs: [(what: String, digest: String)]

    package init(
        version: String, title: String, made: String, question: String, cards: [AdequacyCard], drawings: [Drawing],
        measurements: [Measurement], records: [Measurement] = [], inputs: [(what: String, digest: String)]
    ) {
        self.version = version
        self.title = title
        self.made = made
        self.question = question
        self.cards = cards
        self.drawings = drawings
        self.measurements = measurements
        self.records = records
        self.inputs = inputs
    }
}

/// Assets that are too few for a curve of shares: when each was last seen up, and when it was first found gone.
package struct FewAssets: Sendable {
    package struct Strip: Sendable {
        /// The asset, as text of others.
        package var name: String
        /// Until when it was last seen up, in days since the clock zero.
        package var up: Double
        /// When it was first found gone; nil where it was not.
        package var gone: Double?
        /// Who removed it, in words; empty where nobody did.
        package var cause: String

        package init(name: String, up: Double, gone: Double?, cause: String) {
            self.name = name
            self.up = up
            self.gone = gone
            self.cause = cause
        }
    }

    package var title: String
    /// How many of them the platform acted on.
    package var acted: Int
    /// How long they were watched, in days.
    package var watched: Double
    package var strips: [Strip]

    package init(title: String, acted: Int, watched: Double, strips: [Strip]) {
        self.title = title
        self.acted = acted
        self.watched = watched
        self.strips = strips
    }
}

/// How a share grew over time, of assets that a platform acted on or of networks that came back: between the earliest and the
/// latest times that the observations allow.
package struct TakedownCurve: Sendable {
    package enum Event: Sendable {
        case actedOn
        case cameBack
    }

    package struct Step: Sendable, Equatable {
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

    package var event: Event
    package var title: String
    package var atRisk: Int
    /// How long it was watched, in days.
    package var watched: Double
    package var earliest: [Step]
    package var latest: [Step]

    package init(
        event: Event = .actedOn, title: String, atRisk: Int, watched: Double, earliest: [Step], latest: [Step]
    ) {
        self.event = event
        self.title = title
        self.atRisk = atRisk
        self.watched = watched
        self.earliest = earliest
        self.latest = latest
    }
}
