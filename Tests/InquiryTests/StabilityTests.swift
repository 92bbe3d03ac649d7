import Coordination
import Corpus
import Foundation
import Intake
import Records
import TestSupport
import Testing

@testable import Inquiry

@Suite("Whether other settings say the same")
struct StabilityTests {
    /// Two groups that share links of their own for days, seconds apart, among a crowd; the second needs forty seconds.
    private static let table: [UInt8] = {
        var rows = ["object_id,account_id,content_id,timestamp_share"]
        func share(_ object: String, _ account: String, _ time: Int) {
            rows.append("\(object),\(account),c\(rows.count),\(1_700_000_000 + time)")
        }
        for link in 0..<8 {
            for member in 0..<5 {
                share("fast\(link)", "fast\(member)", link * 40_000 + member)
                share("slow\(link)", "slow\(member)", link * 40_000 + 9000 + member * 14)
            }
        }
        for other in 0..<3000 { share("o\(other % 400)", "crowd\(other % 150)", other * 107) }
        return Array((rows.joined(separator: "\n") + "\n").utf8)
    }()

    private func question(chance: ChanceModel? = ChanceModel(keepsUnlikely: false), minimumWeight: Int = 3) -> Question
    {
        var question = Question(
            sources: [SourceFile(path: "shares.csv", contents: Self.table)],
            search: SearchParameters(
                windows: [Window(milliseconds: 60_000)], minimumWeight: minimumWeight, chance: chance))
        question.asksForStability = true
        return question
    }

    @Test("every setting is changed by a fifth or a step each way, one at a time")
    func changes() {
        let changes = question().changed.map { "\($0.change.setting) \($0.change.before) \($0.change.after)" }
        #expect(
            changes == [
                "--window 60s 48s", "--window 60s 72s", "--min-weight 3 2", "--min-weight 3 4", "--fdr 0.01 0.008",
                "--fdr 0.01 0.012", "--chance-bin 6h 288min", "--chance-bin 6h 432min",
            ])
        let (weight, rate) = (question().changed[2].question, question().changed[4].question)
        #expect(weight.search.minimumWeight == 2 && weight.search.chance == question().search.chance)
        #expect(rate.rule.rate == 0.008 && rate.search.chance?.rate == 0.008)
        let plain = question(chance: nil, minimumWeight: 1).changed.map(\.change.setting)
        #expect(plain == ["--window", "--window", "--min-weight", "--min-occasions", "--min-occasions"])
    }

    @Test("groups that do not hang on a setting are kept under every change, and the same run says the same")
    func steady() throws {
        let answer = try question().answer(reject: { _ in }, progress: .silent)
        let stability = try #require(answer.stability)
        #expect(stability.identifiers == ["N1", "N2"] && stability.members == 10 && stability.rows.count == 8)
        for row in stability.rows where row.change.setting != "--window" {
            #expect(row.likenesses == [1, 1] && row.keeping == 2 && row.accounts == 10, "\(row)")
        }
        #expect(stability.leastLikeness("N1") == stability.rows.map { $0.likenesses[0] }.min())
        #expect(stability.leastLikeness("N9") == nil)
        #expect(answer.notes.contains(stability.sentence))
        #expect(try question().answer(reject: { _ in }, progress: .silent).stability == stability)
        #expect(question().manifestParameters.stability == true)
    }

    @Test("stability.csv holds what the report's table has, and is there only where it was asked for")
    func table() throws {
        let scratch = try Scratch()
        var question = question()
        question.asksForStability = false
        for folder in ["without", "with"] {
            let results = try ResultFolder(path: scratch.path + "/" + folder)
            try results.write(try question.answer(reject: results.reject, progress: .silent))
            #expect(results.outputs.contains { $0.name == "stability.csv" } == question.asksForStability)
            question.asksForStability = true
        }
        let written = String(
            decoding: try scratch.bytes("with/.unfinished/stability.csv"), as: UTF8.self)
        #expect(written.split(separator: "\n").count == 9)
        #expect(written.contains("\n--min-weight,3,4,yes,1.0,1.0,2,2,10,10,"))
    }

    @Test("likeness, keeping and accounts are counted as the definition says")
    func comparison() {
        func network(_ members: [UInt32]) -> Network { Network(identifier: "N", members: members, links: []) }
        let change = Stability.Change(setting: "--window", before: "60s", after: "48s")
        let main = [network([0, 1, 2, 3, 4]), network([5, 6, 7]), network([8, 9, 10])]
        let others = [network([0, 1, 2, 3, 11]), network([5, 6, 7, 12, 13, 14])]
        let row = Stability.row(change, main, others, accountCount: 15)
        #expect(row.likenesses == [4.0 / 6, 0.5, 0])
        #expect(row.keeping == 2 && row.accounts == 7 && row.networks == 2)
    }

    @Test("the main networks are the ten largest, and no pairs")
    func main() {
        let networks = (0..<30).map { size in
            Network(identifier: "N\(size)", members: Array(0..<UInt32(max(2, 20 - size))), links: [])
        }
        #expect(Stability.main(networks).map(\.members.count) == Array((11...20).reversed()))
        #expect(Stability.main([networks[29]]).isEmpty)
    }

    @Test("a search that would pass a limit is said not to have been made")
    func tooMuch() throws {
        var question = question()
        let corpus = try question.read(reject: { _ in }, progress: .silent).corpus
        let answer = try question.answer(reject: { _ in }, progress: .silent)
        question.search.limits.maximumEdges = 0
        let stability = try question.stability(of: answer.networks, in: corpus, progress: .silent)
        #expect(stability.rows.allSatisfy { !$0.isMade })
        #expect(stability.sentence.contains("no search with a changed setting could be made"))
        #expect(stability.leastLikeness("N1") == nil)
    }
}
