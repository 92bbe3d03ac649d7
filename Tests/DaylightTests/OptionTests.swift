import ArgumentParser
import Coordination
import Records
import Testing

@testable import daylight

@Suite("Options that do not go together, and advice that can be followed")
struct OptionTests {
    private func refusal(_ words: [String]) -> String? {
        do {
            _ = try Daylight.parseAsRoot(words)
            return nil
        } catch {
            return Daylight.message(for: error)
        }
    }

    @Test(
        "probabilities are not asked for and refused in one breath",
        arguments: [
            (["--seed", "1"], "--seed"), (["--chance-bin", "6h"], "--chance-bin"),
            (["--correction", "all"], "--correction"),
            (["--permutations", "9", "--seed", "4"], "--permutations and --seed"),
        ])
    func noProbabilities(options: [String], named: String) {
        for command in ["investigate", "detect"] {
            let refusal = refusal([command, "a.csv", "--fdr", "none"] + options)
            #expect(refusal?.contains("--fdr none contradicts \(named):") == true)
        }
        #expect(refusal(["investigate", "a.csv"] + options) == nil)
    }

    @Test(
        "another program's rules know no probabilities",
        arguments: [["--seed", "1"], ["--chance-bin", "1h"], ["--correction", "attainable"]])
    func peers(options: [String]) {
        let refusal = refusal(["detect", "a.csv", "--semantics", "cooRTweet"] + options)
        #expect(refusal?.contains("\(options[0]) has no effect with --semantics cooRTweet") == true)
    }

    @Test("a search that is too large names only options of the command that runs")
    func advice() throws {
        let error = CoordinationError.tooManyEdges(trace: .url, limit: 10)
        #expect(!error.description.contains("brief") && error.description.contains("--max-edges"))
        let investigate = try InvestigateCommand.parse(["a.csv"])
        let detect = try DetectCommand.parse(["a.csv"])
        let brief = try DetectCommand.parse(["a.csv", "--columns", "brief"])
        #expect(investigate.advice(on: error) == nil)
        #expect(detect.advice(on: error)?.contains("--columns brief") == true)
        #expect(detect.advice(on: error)?.contains("--significant") == true)
        #expect(brief.advice(on: error) == nil)
        #expect(detect.advice(on: .tooManyBins(limit: 1))?.contains("--fdr none") == true)
        #expect(EvaluateCommand.self as Any is any AdvisingCommand.Type == false)
    }
}
