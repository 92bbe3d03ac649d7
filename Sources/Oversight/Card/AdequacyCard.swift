package import Records

/// M21: what an authority makes of the figures: four findings that stand apart, each against a threshold that the
/// authority has set, and no total.
package struct AdequacyCard: Codable, Sendable, Hashable {
    package enum Heading: String, Codable, Sendable, CaseIterable {
        case timeliness
        case completeness
        case candour
        case cooperation
    }

    /// One threshold's finding.
    package struct Finding: Codable, Sendable, Hashable {
        package var heading: Heading
        package var metric: MetricID
        /// What is asked: `acted on within 72 h: at least 0.5`.
        package var question: String
        package var verdict: Verdict
        /// What it rests on, in numbers.
        package var reason: String
    }

    package var subject: String
    package var findings: [Finding]
    package var thresholds: CardThresholds
    package var inputs: [String]

    /// A heading fails where one of its findings does, passes where all do, and is undetermined otherwise.
    package func verdict(of heading: Heading) -> Verdict {
        let own = findings.filter { $0.heading == heading }
        if own.contains(where: { $0.verdict == .fail }) { return .fail }
        return own.isEmpty || own.contains { $0.verdict == .undetermined } ? .undetermined : .pass
    }

    /// - Parameter measurements: of one cohort version and platform, as the metrics gave them.
    package init(subject: String, _ measurements: [Measurement], thresholds: CardThresholds) {
        self.subject = subject
        self.thresholds = thresholds
        inputs = Set(measurements.flatMap(\.inputs)).sorted()
        findings = thresholds.tests.map { test in
            let figures = measurements.filter { $0.metric == test.metric && $0.refusal == nil }.flatMap(\.figures)
                .filter { $0.label.hasPrefix(test.figure) }
            let refusals = measurements.filter { $0.metric == test.metric }.compactMap(\.refusal)
            return Finding(
                heading: test.heading, metric: test.metric, question: test.question,
                verdict: Self.verdict(figures, test),
                reason: Self.fault(figures, test) ?? Self.reason(figures, refusals))
        }
    }

    /// Where a metric gives several figures (the earliest and the latest times), the widest interval decides.
    private static func verdict(_ figures: [Figure], _ test: CardThresholds.Test) -> Verdict {
        let spans = figures.compactMap { figure -> (Double, Double)? in
            guard let low = figure.low ?? figure.value, let high = figure.high ?? figure.value else { return nil }
            return (low, high)
        }
        guard !spans.isEmpty, spans.count == figures.count, fault(figures, test) == nil else { return .undetermined }
        return Verdict(
            low: spans.map(\.0).min(), high: spans.map(\.1).max(), threshold: test.threshold, good: test.good)
    }

    /// Why a threshold cannot be held against the figures.
    private static func fault(_ figures: [Figure], _ test: CardThresholds.Test) -> String? {
        let labels = Set(figures.map { String($0.label.prefix { $0 != "(" }) }).sorted()
        if labels.count > 1 {
            return "'\(test.figure)' begins several figures: " + labels.joined(separator: "; ")
        }
        if figures.contains(where: { $0.unit == "share" }), !(0...1).contains(test.threshold) {
            return
                "a share lies between 0 and 1, or 0 % and 100 %: \(FigureWords.number(test.threshold)) is no threshold for"
                + " one"
        }
        return nil
    }

    private static func reason(_ figures: [Figure], _ refusals: [String]) -> String {
        if figures.isEmpty { return refusals.first ?? "nothing was measured" }
        func number(_ value: Double?) -> String {
            guard let value else { return "not known" }
            return figures[0].unit == "share" ? FigureWords.number(value * 100) + " %" : FigureWords.number(value)
        }
        let low = figures.compactMap { $0.low ?? $0.value }.min()
        let high = figures.compactMap { $0.high ?? $0.value }.max()
        let values = Set(figures.compactMap(\.value)).sorted()
        var parts: [String] = []
        if let first = values.first, let last = values.last {
            parts.append(first == last ? number(first) : "\(number(first)) to \(number(last))")
        }
        if low != high || values.isEmpty { parts.append("[\(number(low)), \(number(high))]") }
        if figures.count > 1 { parts.append("over \(figures.count) ways of counting") }
        if let remark = figures[0].remark { parts.append("(\(remark))") }
        return parts.joined(separator: " ")
    }
}

/// The thresholds of a card: set and signed by whoever judges, never by the program.
package struct CardThresholds: Codable, Sendable, Hashable {
    /// One question to one metric.
    package struct Test: Codable, Sendable, Hashable {
        package var heading: AdequacyCard.Heading
        package var metric: MetricID
        /// The beginning of the figure's label.
        package var figure: String
        package var threshold: Double
        package var good: Verdict.GoodSide

        package init(
            heading: AdequacyCard.Heading, metric: MetricID, figure: String, threshold: Double, good: Verdict.GoodSide
        ) {
            self.heading = heading
            self.metric = metric
            self.figure = figure
            self.threshold = threshold
            self.good = good
        }

        package var question: String {
            "\(figure): \(good == .below ? "at most" : "at least") \(FigureWords.number(threshold))"
        }
    }

    /// The metrics that a card is given.
    private static let onCards: [MetricID] = [
        .timeToAction, .noticeToAction, .residualUp, .blindRecall, .disclosureLag, .crossPlatformGap,
        .statementConsistency, .exposureAfter, .territorialEffect, .obligationClock,
    ]

    /// Who set them.
    package var setBy: String
    package var tests: [Test]

    package init(setBy: String, tests: [Test]) {
        self.setBy = setBy
        self.tests = tests
    }

    /// An example to begin with; nobody's judgement.
    package static let example = CardThresholds(
        setBy: "example thresholds, set by nobody",
        tests: [
            Test(
                heading: .timeliness, metric: .noticeToAction, figure: "acted on within 72 h", threshold: 0.5,
                good: .above),
            Test(
                heading: .completeness, metric: .residualUp, figure: "bounds with confidence after 30 days",
                threshold: 0.1, good: .below),
            Test(heading: .candour, metric: .disclosureLag, figure: "longest lag", threshold: 90, good: .below),
            Test(heading: .candour, metric: .statementConsistency, figure: "contradictory", threshold: 0, good: .below),
            Test(heading: .cooperation, metric: .obligationClock, figure: "missed or late", threshold: 0, good: .below),
        ])

    /// Reads a row: `heading`, `metric` (M02), `figure` (how its label begins), `threshold`, `good` (above or below).
    package static func test(_ row: NamedRow) throws(FieldFault) -> Test {
        guard let heading = try row.word("heading", as: AdequacyCard.Heading.self) else {
            throw FieldFault("missing-heading", field: "heading", "the row has no heading")
        }
        guard let metric = MetricID(rawValue: try row.required("metric").uppercased()) else {
            throw FieldFault("unknown-metric", field: "metric", "metrics are M01 to M21")
        }
        if metric != .originScreen, !onCards.contains(metric) {
            throw FieldFault(
                "not-on-cards", field: "metric",
                "\(metric.rawValue) is not measured for a card; known are \(onCards.map(\.rawValue).joined(separator: ", "))"
            )
        }
        if metric == .originScreen {
            throw FieldFault(
                "screen-only", field: "metric",
                "M11 is a screen: it must never be a finding by itself and has no threshold")
        }
        let text = try row.required("threshold")
        let isPercent = text.hasSuffix("%")
        guard let number = Double(isPercent ? String(text.prefix { $0 != " " && $0 != "%" }) : text), number.isFinite
        else {
            throw FieldFault("bad-number", field: "threshold", "'\(text)' is no number; shares are 0.5 or 50 %")
        }
        let threshold = isPercent ? number / 100 : number
        guard let good = try row.word("good", as: Verdict.GoodSide.self) else {
            throw FieldFault("missing-good", field: "good", "the row does not say which side is good: above or below")
        }
        return Test(
            heading: heading, metric: metric, figure: try row.required("figure"), threshold: threshold, good: good)
    }
}

/// Numbers of figures as sentences quote them.
package enum FigureWords {
    /// Whole numbers as they are, others to four significant places.
    package static func number(_ value: Double) -> String {
        if value == value.rounded(), value.magnitude < 1e15 { return String(Int64(value)) }
        guard value.isFinite else { return "\(value)" }
        // By way of the decimal form: scaling would lose the last places of what is very small.
        let digits = Array("\(value.magnitude)".utf8)
        let exponent =
            digits.firstIndex(of: UInt8(ascii: "e")).map { String(decoding: digits[$0...], as: UTF8.self) } ?? ""
        let mantissa = Double(String(decoding: digits, as: UTF8.self).prefix { $0 != "e" }) ?? value.magnitude
        var scale = 1.0
        while mantissa * scale < 1000, scale < 1e9 { scale *= 10 }
        return (value < 0 ? "-" : "") + "\((mantissa * scale).rounded() / scale)\(exponent)"
    }
}
