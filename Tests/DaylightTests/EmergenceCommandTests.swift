import ArgumentParser
import Exchange
import Foundation
import Inquiry
import Intake
import Records
import Testing
import Workspace

@testable import Coordination
@testable import daylight

@Suite("The early warning from end to end")
struct EmergenceCommandTests {
    private func run(_ words: String...) throws {
        var command = try Daylight.parseAsRoot(words + ["--quiet"])
        try command.run()
    }

    private func answer(_ reading: Question, isBacktest: Bool = true, until: Day? = nil, topic: String? = nil) throws
        -> EmergenceAnswer
    {
        var parameters = EmergenceParameters()
        parameters.until = until
        let question = EmergenceQuestion(reading, parameters: parameters, isBacktest: isBacktest, topic: topic)
        return try question.answer(reject: { _ in }, progress: .silent)
    }

    private func alarm(_ measure: Measure, object: String = "newdawn") -> EmergenceAlarm {
        let evidence = EmergenceEvidence(
            day: Day(20_040), windowHours: 72, count: 24, total: 48, expected: 3.2, dispersion: 0.1, logP: -24,
            tests: 1000)
        return EmergenceAlarm(
            topic: Topic(platform: .tiktok, trace: .hashtag, object: object), measure: measure, first: evidence,
            strongest: evidence, lastRaised: Day(20_044))
    }

    @Test("a simulated herd is warned of from its file and from a case alike, and the topic can be chosen")
    func fromFileAndCase() throws {
        try TemporaryFolder.with { folder in
            try run("simulate", "--posts", "10000", "--herd", "200", "--out", folder)
            let file = folder + "/posts.csv"
            var options = IntakeOptions()
            options.mapping = try ColumnMapping(HerdWorldWriter.mapping)
            let search = SearchParameters(windows: [])
            let ofFile = try answer(
                Question(sources: [SourceFile(path: file)], intake: options, search: search))
            #expect(ofFile.result.notComputable == [])
            let first = try #require(ofFile.result.alarms.first)
            #expect(HerdPlan().vote.number - first.raised.number >= 7)

            _ = try CaseFolder.create(at: folder + "/case")
            try run("import", file, "--case", folder + "/case", "--map", HerdWorldWriter.mapping)
            let question = try Question(case: CaseFolder.open(at: folder + "/case"), search: search)
            let ofCase = try answer(question)
            #expect(ofCase.result.alarms == ofFile.result.alarms)
            let chosen = try answer(question, topic: "#CandidateA").result.alarms
            #expect(!chosen.isEmpty && chosen == ofFile.result.alarms.filter { $0.topic.object == "candidatea" })
            // On the day before the first alarm, none stands.
            let before = try answer(question, isBacktest: false, until: Day(first.raised.number - 1))
            #expect(before.result.alarms == [] && before.result.firstJudged != nil)
            let text = EmergenceText(isBacktest: false).text(before.result)
            #expect(text == "No alarm stands.\n")
        }
    }

    @Test("an alarm is told in plain words, one story once, and what is missing with its reason")
    func words() {
        var result = EmergenceResult(alarms: [alarm(.dormant), alarm(.dormant, object: "other")], notComputable: [])
        result.notComputable = [.newlyCreated, .createdTogether].map {
            NotComputable(platform: .tiktok, measure: $0, reason: "nobody says when accounts were made")
        }
        let text = EmergenceText(peak: Day(20_051), isBacktest: true).text(result)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(
            lines[0]
                == "2024-11-13 to 2024-11-17  awakening  #newdawn (hashtag, tiktok)  11 days before 2024-11-24")
        #expect(lines[1] == "    Also on #other.")
        #expect(lines[2].contains("24 of 48 accounts that took part within 3 days had done nothing for half a year"))
        #expect(lines[2].contains("3.2 (6.7 %) would be usual") && lines[2].contains("below 1e-7"))
        #expect(lines[3] == "2 alarms told as 1; --format csv lists each by itself.")
        #expect(
            lines[4]
                == "not computable on tiktok: arrivals (newly-created), creation-dates (created-together): nobody says "
                + "when accounts were made.")
    }

    @Test("alarms of one topic, or of accounts made on the same day, are one story, until a week is quiet")
    func stories() {
        func raised(_ day: Int32, _ measure: Measure, _ object: String, until last: Int32, made: Int32? = nil)
            -> EmergenceAlarm
        {
            var alarm = alarm(measure, object: object)
            alarm.first.day = Day(day)
            // Different figures, so that nothing else ties them.
            alarm.first.count = Int(day) + measure.rawValue + object.count
            alarm.first.createdFrom = made.map { Day($0) }
            alarm.strongest = alarm.first
            alarm.lastRaised = Day(last)
            return alarm
        }
        let alarms = [
            raised(10, .dormant, "newdawn", until: 12), raised(13, .generatedName, "newdawn", until: 20),
            raised(14, .createdTogether, "newdawn", until: 14, made: 3), raised(15, .firstSeen, "song", until: 15),
            raised(16, .createdTogether, "wakeup", until: 30, made: 3), raised(28, .youngPosts, "newdawn", until: 28),
        ]
        let stories = AlarmStory.stories(alarms)
        #expect(stories.map { $0.topics.map(\.object) } == [["newdawn", "wakeup"], ["song"], ["newdawn"]])
        #expect(stories[0].first == Day(10) && stories[0].last == Day(30))
        #expect(stories[0].kinds == [.awakening, .names, .creationDates])
        #expect(stories.map(\.alarms.count) == [4, 1, 1])
    }

    @Test("a topic that nothing is about is an error, and one too small to be tested is said to be so")
    func topicsThatCannotBe() throws {
        try TemporaryFolder.with { folder in
            try run("simulate", "--posts", "10000", "--herd", "200", "--out", folder)
            var options = IntakeOptions()
            options.mapping = try ColumnMapping(HerdWorldWriter.mapping)
            let question = Question(
                sources: [SourceFile(path: folder + "/posts.csv")], intake: options,
                search: SearchParameters(windows: []))
            #expect {
                try answer(question, topic: "#candidatez")
            } throws: {
                "\($0)".hasPrefix("nothing in the input is about the topic '#candidatez'")
            }
            let before = try answer(question, until: Day(HerdPlan().start.number + 1), topic: "#CandidateA")
            #expect(before.notes.contains { $0.contains("topics of fewer than 20 are not tested") })
            #expect(try answer(question, topic: "everything").notes.allSatisfy { !$0.contains("'everything'") })
        }
    }

    @Test("rows have a cell for each column, and missing ones are empty and not zero")
    func rows() {
        let missing = NotComputable(platform: .x, measure: .dormant, reason: "too short")
        let result = EmergenceResult(alarms: [alarm(.firstSeen)], notComputable: [missing])
        let rows = EmergenceRows.rows(result, peak: nil).map { cells in
            Dictionary(uniqueKeysWithValues: zip(EmergenceRows.header, cells.map(\.json)))
        }
        #expect(rows.allSatisfy { $0.count == EmergenceRows.header.count })
        #expect(rows[0]["status"] == "\"raised\"" && rows[0]["raised"] == "\"2024-11-13\"")
        #expect(rows[0]["count"] == "24" && rows[0]["base_rate"] == "0.06667" && rows[0]["days_before_peak"] == "null")
        #expect(rows[1]["status"] == "\"not-computable\"" && rows[1]["count"] == "null")
        #expect(rows[1]["reason"] == "\"too short\"")
    }

    @Test(
        "options that make no sense are refused",
        arguments: [
            ["--false-alarms", "0"], ["--min-accounts", "2"], ["--as-of", "2024-11-01", "--until", "2024-11-02"],
            ["--from", "2024-11-02", "--until", "2024-11-01"], ["--peak", "someday"],
        ])
    func refused(options: [String]) {
        #expect(throws: (any Error).self) { try Daylight.parseAsRoot(["emergence", "a.csv"] + options) }
    }
}
