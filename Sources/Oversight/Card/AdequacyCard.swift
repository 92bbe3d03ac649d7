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

    /// The heading under which the definition of the card puts a metric; nil where whoever judges may choose.
    package static func heading(of metric: MetricID) -> Heading? {
        switch metric {
        case .noticeToAction: .timeliness
        case .residualUp, .recurrence: .completeness
        case .disclosureLag, .disclosureCompleteness, .disclosureOmission, .originScreen, .statementConsistency:
            .candour
        case .obligationClock: .cooperation
        default: nil
        }
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

    /// What is printed beside the findings and judges nothing: an origin screen (M11) with every set it was held against.
    package struct Screen: Codable, Sendable, Hashable {
        package var heading: Heading
        package var metric: MetricID
        package var subject: String
        /// In numbers, or why there are none.
        package var statements: [String]
    }

    package var subject: String
    package var findings: [Finding]
    package var screens: [Screen]
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
            Self.finding(test, measurements.filter { $0.metric == test.metric })
        }
        screens = measurements.filter { $0.metric == .originScreen }.map { screen in
            Screen(
                heading: .candour, metric: .originScreen, subject: screen.subject,
                statements: [screen.refusal].compactMap { $0 }
                    + screen.condensed.map { "\($0.label): \(FigureWords.words($0))" })
        }
    }

    /// Where a metric gives several figures (the earliest and the latest times), the widest interval decides.
    private static func finding(_ test: CardThresholds.Test, _ measurements: [Measurement]) -> Finding {
        let figures = measurements.filter { $0.refusal == nil }.flatMap(\.figures)
        let asked = figures.filter { $0.label.hasPrefix(test.figure) }
        var finding = Finding(
            heading: test.heading, metric: test.metric, question: test.question, verdict: .undetermined, reason: "")
        if let fault = fault(asked, test) {
            finding.reason = fault
        } else if let number = CondensedFigure(asked) {
            finding.verdict = Verdict(
                low: number.span?.low, high: number.span?.high, threshold: test.threshold, good: test.good)
            finding.reason =
                FigureWords.words(number) + (number.ways > 1 ? ", over \(number.ways) ways of counting" : "")
        } else {
            finding.reason = missing(test, measurements, figures)
        }
        return finding
    }

    /// Why a threshold cannot be held against the figures.
    private static func fault(_ figures: [Figure], _ test: CardThresholds.Test) -> String? {
        let labels = Set(figures.map(\.base)).sorted()
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

    /// What would have to be there for a verdict.
    private static func missing(
        _ test: CardThresholds.Test, _ measurements: [Measurement], _ figures: [Figure]
    ) -> String {
        let refusals = measurements.compactMap(\.refusal)
        if !refusals.isEmpty { return refusals.joined(separator: "; ") }
        let labels = Set(figures.map(\.base)).sorted()
        if labels.isEmpty { return "nothing was measured" }
        let shown = labels.prefix(12).joined(separator: "; ") + (labels.count > 12 ? "; …" : "")
        return "no figure of \(test.metric.rawValue) begins with '\(test.figure)'; its figures are: \(shown)"
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
        .timeToAction, .noticeToAction, .residualUp, .blindRecall, .recurrence, .disclosureLag, .disclosureCompleteness,
        .disclosureOmission, .crossPlatformGap, .statementConsistency, .exposureAfter, .territorialEffect,
        .obligationClock,
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
            Test(
                heading: .completeness, metric: .recurrence, figure: "came back within 90 d", threshold: 0.1,
                good: .below
            ),
            Test(heading: .candour, metric: .disclosureLag, figure: "longest lag", threshold: 90, good: .below),
            Test(
                heading: .candour, metric: .disclosureCompleteness, figure: "released of stated removed",
                threshold: 0.5,
                good: .above),
            Test(
                heading: .candour, metric: .disclosureOmission, figure: "omitted of omitted and disclosed",
                threshold: 0.2, good: .below),
            Test(heading: .candour, metric: .statementConsistency, figure: "contradictory", threshold: 0, good: .below),
            Test(heading: .cooperation, metric: .obligationClock, figure: "missed or late", threshold: 0, good: .below),
        ])

    /// The columns of a table of thresholds.
    package static let columns = ["heading", "metric", "figure", "threshold", "good"]

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
        if let own = AdequacyCard.heading(of: metric), own != heading {
            throw FieldFault(
                "wrong-heading", field: "heading",
                "\(metric.rawValue) stands under \(own.rawValue), and not under \(heading.rawValue)")
        }
        let text = try row.required("threshold")
        let isPercent = text.hasSuffix("%")
        var digits = text[...]
        if isPercent {
            digits = digits.dropLast()
            while digits.last?.isWhitespace == true { digits.removeLast() }
        }
        guard let number = Double(String(digits)), number.isFinite else {
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
