package import Coordination
package import Intake
package import Records

/// What appears or wakes in some files or a case, and when that could have been known.
package struct EmergenceQuestion: Sendable {
    /// Which sources, and how they are read.
    package private(set) var reading: Question
    package var parameters: EmergenceParameters
    /// Whether alarms of all days are wanted, and not only those that stand on the last one.
    package var isBacktest: Bool
    /// The one topic that is wanted, as people write it: `#tag`, or the object's value; nil for all. Everything is
    /// tested all the same, since what is looked at must not depend on what is looked for.
    package var topic: String?

    package init(
        _ reading: Question, parameters: EmergenceParameters, isBacktest: Bool = false, topic: String? = nil
    ) {
        self.reading = reading
        self.parameters = parameters
        self.isBacktest = isBacktest
        self.topic = topic
        // Every action tells that its account is awake, whatever it acted on.
        self.reading.intake.traces = .all
        self.reading.intake.keepsDetails = true
    }
}

/// What a replay of the sources gave.
package struct EmergenceAnswer: Sendable {
    package var intake: IntakeSummary
    package var result: EmergenceResult
    /// Facts that a reader of the results must know.
    package var notes: [String]
}

extension EmergenceQuestion {
    /// Reads the sources and replays them day by day.
    /// - Parameter reject: is given each rejection.
    package func answer(
        reject: (Rejection) -> Void, progress: Progress
    ) throws(InquiryError) -> EmergenceAnswer {
        let read = try reading.read(reject: reject, progress: progress)
        let result = EmergenceMonitor.replay(read.corpus, parameters: parameters, progress: progress)
        let untested = try topic.flatMap { topic throws(InquiryError) in
            try TopicOccurrence(topic, in: read.corpus, known: result.known).note(least: parameters.minimumAccounts)
        }
        return EmergenceAnswer(
            intake: read.summary, result: chosen(result),
            notes: read.notes + notes(result) + passed(result) + (untested.map { [$0] } ?? []))
    }

    /// The alarms that are wanted.
    func chosen(_ result: EmergenceResult) -> EmergenceResult {
        var result = result
        if !isBacktest, let last = result.known.last {
            // A window reaches four weeks back: what was not raised again since has passed.
            result.alarms.removeAll { $0.lastRaised.number <= last.number - Self.standingDays }
        }
        if let topic {
            result.alarms.removeAll { !$0.topic.isCalled(topic) }
        }
        return result
    }

    private static let standingDays: Int32 = 28

    /// What is not shown because it has passed: a single post with a clock that runs ahead makes everything pass.
    private func passed(_ result: EmergenceResult) -> [String] {
        guard !isBacktest, let last = result.known.last else { return [] }
        let count = result.alarms.count { $0.lastRaised.number <= last.number - Self.standingDays }
        if count == 0 { return [] }
        return [
            "\(count) alarms were last raised more than four weeks before \(last), the last day looked at, and are not shown; "
                + "--backtest lists them. If that day is a mistake of some post's clock, name the true one with --as-of."
        ]
    }

    private func notes(_ result: EmergenceResult) -> [String] {
        var notes = implausible(result.known)
        guard let first = result.known.first, let last = result.known.last else {
            if let later = result.known.firstLater {
                notes.append("the data begin on \(later), after the last day that is known: there is nothing to judge.")
            } else if notes.isEmpty {
                notes.append("nothing in the input has both a time and an object that accounts could share.")
            }
            return notes
        }
        guard let judged = result.firstJudged else { return notes }
        let expected = parameters.falseAlarmsPerMonth * Double(result.judgedDays) / 30.4
        let shown = expected >= 0.095 ? "\((expected * 10).rounded() / 10)" : "less than 0.1"
        if last.number - first.number < parameters.dormantDays,
            result.alarms.contains(where: { $0.measure == .dormant })
        {
            notes.append(
                "the input begins on \(first): that an account slept before is told from its creation date alone, and "
                    + "posts that were not collected, or deleted since, would not show.")
        }
        return notes + [
            "data from \(first) to \(last); \(result.judgedDays) days from \(judged) on were judged, each with what was "
                + "known at its end; \(result.topics) topics, \(result.tests) tests. Chance alone is allowed \(shown) "
                + "alarms in all of these days."
        ]
    }
}

extension EmergenceQuestion {
    private func implausible(_ known: KnownDays) -> [String] {
        if known.implausiblePosts == 0 { return [] }
        let (first, last) = (KnownDays.plausible.lowerBound, KnownDays.plausible.upperBound)
        return [
            "\(known.implausiblePosts) posts have a time before \(first) or after \(last), which some clock or file has "
                + "wrong: they are left out" + (known.first == nil ? "." : ", and all others are judged.")
        ]
    }
}

extension Topic {
    /// How people call it: a hashtag with its sign, a mention with its own, everything else as it is.
    package var label: String {
        switch trace {
        case nil: "everything"
        case .hashtag: "#" + object
        case .mention: "@" + object
        default: object
        }
    }

    /// Whether that is its name, with or without a sign, in any case.
    func isCalled(_ name: String) -> Bool {
        let name = name.lowercased()
        return label.lowercased() == name || object.lowercased() == name
    }
}
