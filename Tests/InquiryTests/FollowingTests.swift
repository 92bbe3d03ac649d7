import Coordination
import Exchange
import Intake
import Records
import TestSupport
import Testing

@testable import Inquiry

@Suite("A run that follows another")
struct FollowingTests {
    private func question(
        _ path: String, window: Int64 = 60_000, chance: ChanceModel? = nil, platform: Platform? = nil
    ) -> Question {
        Question(
            sources: [SourceFile(path: path)], intake: IntakeOptions(platform: platform),
            search: SearchParameters(windows: [Window(milliseconds: window)], chance: chance))
    }

    private func notes(_ question: Question, following run: StoredRun) throws -> [String] {
        var question = question
        question.followed = run
        return try question.answer(reject: { _ in }, progress: .silent).notes.filter { $0.contains("followed") }
    }

    @Test("the same question has no note, and another window, rate or weight is told with both values")
    func settings() throws {
        let scratch = try Scratch()
        let path = try scratch.file("shares.csv", InvestigationTests.shares)
        let run = try RunScene.stored(question(path), in: scratch.path + "/first")
        #expect(try notes(question(path), following: run) == [])

        var other = question(path, window: 90_000, chance: ChanceModel(rate: 0.05, keepsUnlikely: false))
        other.search.minimumWeight = 3
        other.intake.traces = TraceSet([TraceSet(.shared), TraceSet(.url)])
        let note = try #require(try notes(other, following: run).first)
        #expect(
            note.hasPrefix(
                "the run that is followed was asked otherwise: --trace was all and is shared,url; --window was 60s and "
                    + "is 90s; --min-weight was 2 and is 3; --fdr was none and is 0.05. What became"), "\(note)")
    }

    @Test("networks on a platform from which nothing comes any more are told")
    func platforms() throws {
        let scratch = try Scratch()
        let path = try scratch.file("shares.csv", InvestigationTests.shares)
        let run = try RunScene.stored(question(path, platform: .facebook), in: scratch.path + "/first")
        #expect(try notes(question(path, platform: .facebook), following: run) == [])
        let note = try #require(try notes(question(path, platform: .x), following: run).first)
        #expect(note.contains("have accounts on facebook, and this input has nothing from there"))
    }
}
