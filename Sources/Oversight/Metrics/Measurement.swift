/// The metrics, by the numbers under which they are defined and cited.
package enum MetricID: String, Codable, Sendable, CaseIterable {
    case timeToAction = "M01"
    case noticeToAction = "M02"
    case residualUp = "M03"
    case blindRecall = "M04"
    case promptedShare = "M05"
    case networkSize = "M06"
    case recurrence = "M07"
    case disclosureLag = "M08"
    case disclosureCompleteness = "M09"
    case disclosureOmission = "M10"
    case originScreen = "M11"
    case crossPlatformGap = "M12"
    case statementConsistency = "M13"
    case ledgerRevision = "M14"
    case detectionSource = "M15"
    case exposureAfter = "M16"
    case territorialEffect = "M17"
    case statementOfReasons = "M18"
    case reportReconciliation = "M19"
    case obligationClock = "M20"
    case adequacyCard = "M21"

    /// What people call it.
    package var title: String {
        switch self {
        case .timeToAction: "Time to action"
        case .noticeToAction: "Notice to action"
        case .residualUp: "Residual-up rate"
        case .blindRecall: "Blind recall"
        case .promptedShare: "Prompted share and expansion"
        case .networkSize: "Network size and coverage"
        case .recurrence: "Recurrence"
        case .disclosureLag: "Disclosure lag"
        case .disclosureCompleteness: "Disclosure completeness"
        case .disclosureOmission: "Disclosure omission"
        case .originScreen: "Origin-share screen"
        case .crossPlatformGap: "Cross-platform gap"
        case .statementConsistency: "Statement consistency"
        case .ledgerRevision: "Ledger revision"
        case .detectionSource: "Detection-source audit"
        case .exposureAfter: "Exposure after time zero"
        case .territorialEffect: "Territorial effect"
        case .statementOfReasons: "Statement-of-reasons trace"
        case .reportReconciliation: "Report reconciliation"
        case .obligationClock: "Obligation clock"
        case .adequacyCard: "Adequacy card"
        }
    }
}

/// What a metric says of one subject: figures, or why there are none.
package struct Measurement: Codable, Sendable, Hashable {
    package var metric: MetricID
    /// Of what: a cohort with its version and grade, a platform's report, a period.
    package var subject: String
    package var figures: [Figure]
    /// Why the metric gives no figure here, where its definition says so.
    package var refusal: String?
    /// Assumptions, bounds' reasons, traps that touch this result.
    package var notes: [String]
    /// Digests of the register entries and hashes of the files that it was made of.
    package var inputs: [String]

    package init(
        _ metric: MetricID, of subject: String, figures: [Figure] = [], refusal: String? = nil, notes: [String] = [],
        inputs: [String] = []
    ) {
        self.metric = metric
        self.subject = subject
        self.figures = figures
        self.refusal = refusal
        self.notes = notes
        self.inputs = inputs
    }
}

/// One number of a metric with what is known about its error.
package struct Figure: Codable, Sendable, Hashable {
    /// What the number is: `removed within 72 h`, `lower bound`; where it is one of several ways of counting, that stands
    /// in parentheses behind it.
    package var label: String
    /// Nil where it is not reached or not known; then only limits or a reason stand.
    package var value: Double?
    /// `days`, `h`, `share`, `accounts`, `ratio` …
    package var unit: String
    /// The limits of an interval of 95 % confidence.
    package var low: Double?
    package var high: Double?
    /// The counts behind a share.
    package var count: Int?
    package var total: Int?
    /// A reason for a missing value, or a reading: `not reached`, `lower bound only`.
    package var remark: String?
    /// Which way of counting it is, where the same is counted in several; nil otherwise.
    package var way: String?

    /// A share of fewer than five is never given as one: its limits become counts, and its value goes.
    /// - Parameter way: `latest possible times`; the label gets it in parentheses.
    package init(
        _ label: String, _ value: Double?, unit: String, low: Double? = nil, high: Double? = nil, count: Int? = nil,
        of total: Int? = nil, remark: String? = nil, way: String? = nil
    ) {
        self.label = way.map { "\(label) (\($0))" } ?? label
        self.unit = unit
        self.count = count
        self.total = total
        self.way = way
        if unit == "share", let total, total < Shares.fewest, value != nil || low != nil || high != nil {
            // Without a value the limits are what is possible, and not an interval's.
            let counts = value == nil ? Shares.counts(low, high, of: total) : Shares.counts(value, value, of: total)
            self.remark = ([Shares.counted(counts, of: total)] + [remark].compactMap { $0 }).joined(separator: "; ")
        } else {
            self.value = value
            self.low = low
            self.high = high
            self.remark = remark
        }
    }

    /// The label without the way of counting.
    package var base: String { way.map { String(label.dropLast($0.count + 3)) } ?? label }

    /// The least and the most that it can be: open where a limit is not known, nil where nothing is known of it.
    package var span: (low: Double, high: Double)? {
        if low == nil, high == nil { return value.map { ($0, $0) } }
        return (low ?? -.infinity, high ?? .infinity)
    }
}

/// What a threshold makes of an interval: never a verdict where the interval lies on both sides.
package enum Verdict: String, Codable, Sendable, CaseIterable {
    case pass
    case fail
    case undetermined

    /// Which side of a threshold is good.
    package enum GoodSide: String, Codable, Sendable, CaseIterable {
        case below
        case above
    }

    /// `fail` only if the whole interval is on the bad side of the threshold, `pass` only if it is whole on the good one; the
    /// threshold itself is good.
    package init(low: Double?, high: Double?, threshold: Double, good: GoodSide) {
        guard let low, let high, low <= high else {
            self = .undetermined
            return
        }
        switch good {
        case .below: self = high <= threshold ? .pass : low > threshold ? .fail : .undetermined
        case .above: self = low >= threshold ? .pass : high < threshold ? .fail : .undetermined
        }
    }
}
