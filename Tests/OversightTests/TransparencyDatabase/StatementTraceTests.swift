import Oversight
import Records
import Testing

@Suite("M18: the trace of restrictions in statements of reasons")
struct StatementTraceTests {
    private let day = Day(20_000)

    private func trace(_ filings: [Filing], expected: Int, masks: [DefectMask] = []) throws -> StatementTrace {
        try #require(
            StatementTally(filings).traces(of: "TikTok", expected: [day: expected], masks: masks).first)
    }

    @Test("found are decisions applied from the day before to two days after, neither earlier nor later")
    func window() throws {
        let filings = (-4...5).map { Filing(applied: 20_000 + $0) }
        let trace = try trace(filings, expected: 10)
        #expect(trace.found == 4 && trace.shortfall == 6)
        #expect(trace.window.first == day + -1 && trace.window.last == day + 2)
    }

    @Test("only restrictions of accounts or visibility with one of the keywords count, each statement once")
    func selection() throws {
        let filings = [
            Filing(), Filing(decisions: .removed), Filing(decisions: [.removed, .accountTerminated]),
            Filing(keywords: "[\"KEYWORD_MISINFORMATION_DISINFORMATION\",\"KEYWORD_INAUTHENTIC_ACCOUNTS\"]"),
            Filing(keywords: "[\"KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING\"]"),
            // None of these:
            Filing(decisions: .paymentSuspended), Filing(decisions: .serviceSuspended), Filing(platform: "X"),
            Filing(keywords: "[\"KEYWORD_NUDITY\"]"), Filing(keywords: "[]"), Filing(keywords: ""),
        ]
        let trace = try trace(filings, expected: 8)
        #expect(trace.found == 5 && trace.foundWithoutKeyword == 2)
        #expect(trace.shortfall == 3 && trace.leastShortfall == 1)
    }

    @Test("a platform of which no statement was met is refused, and those are named that the dumps hold")
    func misspelt() throws {
        var tally = StatementTally(platforms: ["TikTk"])
        for filing in [Filing(), Filing(platform: "X")] { _ = filing.add(to: &tally) }
        #expect(tally.platforms.isEmpty && tally.platformsMet == ["TikTok", "X"])
        let result = try #require(tally.measureTraces(of: "TikTk", expected: [day: 3]).first)
        #expect(result.figures.isEmpty)
        #expect(
            result.refusal
                == "the dumps hold no statement at all of a platform named 'TikTk'; they hold statements of TikTok, X")
        #expect(
            try #require(StatementTally([Filing()]).measureTraces(of: "tiktok", expected: [day: 3]).first).refusal
                == nil)
    }

    @Test("a platform that filed more than was seen has no shortfall")
    func surplus() throws {
        #expect(try trace([Filing(), Filing()], expected: 1).shortfall == 0)
    }

    @Test("timeliness and age are exact quantiles that occur")
    func quantiles() throws {
        // Of 0, 1, …, 100 the inverse of the empirical distribution gives 50, 90 and 99.
        let trace = try trace((0...100).map { Filing(delay: $0, age: 100 - $0) }, expected: 0)
        for spread in [trace.timeliness, trace.contentAge] {
            let spread = try #require(spread)
            #expect(spread.count == 101 && spread.least == 0 && spread.most == 100)
            #expect(spread.median == 50 && spread.ninetieth == 90 && spread.ninetyNinth == 99)
        }
        #expect(DaySpread([:]) == nil)
        #expect(DaySpread([3: 1, 9: 1])?.median == 3)
    }

    @Test("content after the decision, and ends before the beginning, are anomalies; the same day is none")
    func anomalies() throws {
        let trace = try trace(
            [Filing(age: 0, end: 0), Filing(age: -1), Filing(age: -400, end: -1), Filing(age: nil)], expected: 0)
        #expect(trace.contentAfterApplication == 2 && trace.endBeforeApplication == 1)
        #expect(trace.contentAge?.count == 3 && trace.contentAge?.least == -400)
    }

    @Test("a masked field is left out, and the measurement says so")
    func masks() throws {
        let mask = DefectMask(
            platform: "tiktok", field: .automatedDetection, from: day, to: day, defect: "it is inverted", source: "them"
        )
        let filings = [
            Filing(), Filing(isDetectedAutomatically: false, applied: 20_001), Filing(source: .trustedFlagger),
        ]
        let clear = try trace(filings, expected: 0)
        #expect(clear.automatic == 2 && clear.manual == 1 && clear.byTrustedFlagger == 1 && clear.byOthers == 2)
        let masked = try trace(filings, expected: 0, masks: [mask])
        #expect(masked.automatic == 0 && masked.manual == 1 && masked.masks == [mask])
        #expect(masked.found == clear.found && masked.byTrustedFlagger == 1, "other fields stay")
        let measurement = try #require(
            StatementTally(filings).measureTraces(of: "TikTok", expected: [day: 5], masks: [mask]).first)
        #expect(measurement.notes.contains { $0.hasPrefix("masked: automated_detection") && $0.contains("inverted") })
        let figure = measurement.figures.first { $0.label == "found by automated means" }
        #expect(figure?.remark?.contains("left out") == true && figure?.total == 1)
        // Where the whole window is masked there is no figure.
        let always = DefectMask(
            platform: "TikTok", field: .automatedDetection, from: nil, to: nil, defect: "x", source: "y")
        let none = StatementTally(filings).measureTraces(of: "TikTok", expected: [day: 5], masks: [always])
        #expect(none.first?.figures.first { $0.label == "found by automated means" }?.value == nil)
    }

    @Test("the announced defects cover what they are announced for")
    func announced() throws {
        func covers(_ platform: String, _ field: StatementField, _ text: String) throws -> Bool {
            let day = try #require(Day(text))
            return DefectMask.announced.contains { $0.covers(platform, field, day) }
        }
        #expect(try covers("Google Play", .automatedDetection, "2023-09-25"))
        #expect(try covers("Google Play", .automatedDetection, "2026-05-31"))
        #expect(try !covers("Google Play", .automatedDetection, "2026-06-01"))
        #expect(try !covers("Google Play", .sourceType, "2025-01-01"))
        #expect(try covers("Instagram", .sourceType, "2025-10-27") && covers("facebook", .sourceType, "2023-10-01"))
        #expect(try !covers("Facebook", .sourceType, "2025-10-28") && !covers("YouTube", .sourceType, "2025-01-01"))
        #expect(DefectMask.announced.allSatisfy { !$0.source.isEmpty && !$0.defect.isEmpty })
    }

    @Test("a table of masks is read row by row")
    func maskRows() throws {
        let row = NamedRow(
            number: 1,
            values: [
                "platform": "X", "field": "source_type", "to": "2025-01-31", "defect": "wrong", "source": "letter",
            ])
        let mask = try DefectMask(row)
        let last = try #require(Day("2025-01-31"))
        #expect(mask.from == nil && mask.covers("x", .sourceType, last))
        var values = row.values
        values["field"] = "mood"
        #expect(throws: FieldFault.self) { try DefectMask(NamedRow(number: 1, values: values)) }
        values["field"] = "source_type"
        values["from"] = "2025-02-01"
        #expect(throws: FieldFault.self) { try DefectMask(NamedRow(number: 1, values: values)) }
    }

    @Test("it always says that notice-to-action is not to be had, and refuses days that the dumps do not hold")
    func refusal() throws {
        let far = Day(21_000)
        let measurements = StatementTally([Filing(platform: "X")]).measureTraces(
            of: "TikTok", expected: [far: 7, day: 7])
        #expect(measurements.count == 2)
        #expect(measurements.allSatisfy { $0.notes.contains(StatementTrace.noNoticeDate) })
        let held = try #require(measurements.first)
        #expect(held.refusal?.hasSuffix("named 'TikTok'; they hold statements of X") == true && held.figures.isEmpty)
        #expect(measurements.last?.refusal?.contains("no statement of any platform") == true)
    }

    @Test("rows that were rejected bound the shortfall from below")
    func rejectedRows() throws {
        var tally = StatementTally([Filing()])
        tally.noteFile(sha256: "ab", rejected: 3, gap: "it broke off")
        let trace = try #require(tally.traces(of: "TikTok", expected: [day: 10]).first)
        #expect(trace.shortfall == 9 && trace.leastShortfall == 6)
        let measurement = try #require(tally.measureTraces(of: "TikTok", expected: [day: 10]).first)
        #expect(measurement.inputs == ["ab"] && measurement.notes.contains("it broke off"))
        #expect(measurement.notes.contains { $0.contains("3 rows") })
    }

    @Test("a statement that stands in two dumps counts once")
    func repeats() throws {
        let filings = [Filing(uuid: "a"), Filing(uuid: "b"), Filing(uuid: "a"), Filing(), Filing()]
        let tally = StatementTally(filings)
        #expect(tally.statements == 4 && tally.repeated == 1)
        var loose = StatementTally(findsRepeats: false)
        for filing in filings { #expect(filing.add(to: &loose)) }
        #expect(loose.statements == 5)
    }

    @Test("a tally of one platform counts nothing of others, and still knows which days the dumps hold")
    func onePlatform() throws {
        var tally = StatementTally(platforms: ["tiktok"])
        for filing in [Filing(), Filing(platform: "X", applied: 20_030), Filing(platform: "X")] {
            #expect(filing.add(to: &tally))
        }
        #expect(tally.statements == 1 && tally.passed == 2 && tally.platforms == ["TikTok"])
        #expect(tally.traces(of: "X", expected: [day: 3]).isEmpty)
        #expect(tally.measureTraces(of: "X", expected: [day: 3]).first?.refusal == "the tally was made without X")
        let other = tally.measureTraces(of: "TikTok", expected: [Day(20_030): 3])
        #expect(other.first?.figures.first { $0.label == "shortfall" }?.value == 3)
    }

    @Test("a full tally takes nothing more and keeps what it has")
    func full() throws {
        var tally = StatementTally(findsRepeats: false, mostSpans: 6)
        let taken = (0..<10).map { Filing(delay: $0, age: $0).add(to: &tally) }
        #expect(taken == [true, true, true] + [Bool](repeating: false, count: 7))
        #expect(tally.statements == 3)
    }

    @Test("the order of the statements does not matter, nor how they were counted", arguments: 0..<20)
    func order(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let keywords = [
            "[\"KEYWORD_INAUTHENTIC_ACCOUNTS\"]", "[]", "[\"KEYWORD_NUDITY\"]",
            "[\"KEYWORD_NUDITY\",\"KEYWORD_MISINFORMATION_DISINFORMATION\"]",
            "[\"KEYWORD_MISINFORMATION_DISINFORMATION\", \"KEYWORD_NUDITY\"]",
        ]
        let kinds: [ModerationDecisions] = [
            .removed, .accountTerminated, .paymentTerminated, [.demoted, .serviceSuspended],
        ]
        let filings = (0..<300).map { _ in
            Filing(
                platform: Bool.random(using: &dice) ? "TikTok" : "X",
                keywords: keywords.randomElement(using: &dice) ?? "",
                decisions: kinds.randomElement(using: &dice) ?? [], isDetectedAutomatically: Bool.random(using: &dice),
                applied: 20_000 + Int.random(in: -3...4, using: &dice), delay: Int.random(in: -1...9, using: &dice),
                age: Bool.random(using: &dice) ? Int.random(in: -2...90, using: &dice) : nil,
                end: Bool.random(using: &dice) ? Int.random(in: -1...30, using: &dice) : nil)
        }
        let expected = [day: 500, day + 1: 20, day + 6: 3]
        let one = StatementTally(filings).measureTraces(of: "TikTok", expected: expected)
        let other = StatementTally(filings.shuffled(using: &dice)).measureTraces(of: "TikTok", expected: expected)
        #expect(one == other)
        // Against counting by hand.
        let found = filings.filter { filing in
            filing.platform == "TikTok" && (19_999...20_002).contains(filing.applied)
                && !filing.decisions.isDisjoint(with: ModerationDecisions.visibility.union(.account))
                && (filing.keywords.contains("INAUTHENTIC") || filing.keywords.contains("MISINFORMATION"))
        }
        let trace = try trace(filings, expected: 500)
        #expect(trace.found == found.count && trace.shortfall == 500 - found.count)
        #expect(trace.contentAfterApplication == found.filter { ($0.age ?? 0) < 0 }.count)
        #expect(trace.endBeforeApplication == found.filter { ($0.end ?? 0) < 0 }.count)
        #expect(trace.automatic == found.filter { $0.isDetectedAutomatically == true }.count)
        let delays = found.map(\.delay).sorted()
        #expect(trace.timeliness?.median == delays[(delays.count + 1) / 2 - 1])
        #expect(trace.contentAge?.count == found.filter { $0.age != nil }.count)
    }
}
