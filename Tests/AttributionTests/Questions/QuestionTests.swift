import Records
import Testing

@testable import Attribution

@Suite("Questions and their hypotheses")
struct QuestionTests {
    private func hypothesis(_ id: String, _ role: String?, _ prior: String = "0.3") throws -> Hypothesis {
        var values = ["hypothesis": id, "text": "it was \(id)", "prior": prior]
        values["role"] = role
        return try Hypothesis(row: NamedRow(number: 1, values: values))
    }

    private func reason(_ hypotheses: [Hypothesis], name: String = "q") -> String? {
        do throws(FieldFault) {
            _ = try AttributionQuestion(name: name, text: "Why?", layer: .assetToNetwork, hypotheses: hypotheses)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test("accident or unrelated and other are always among the explanations")
    func always() throws {
        let (rival, innocent, other) = (
            try hypothesis("H1", nil), try hypothesis("H2", "innocent"), try hypothesis("H3", "other", "0.1..0.5")
        )
        #expect(reason([rival, innocent, other]) == nil)
        #expect(reason([rival, innocent, innocent]) == "repeated-hypothesis")
        #expect(reason([rival, try hypothesis("H4", nil), other]) == "no-innocent-hypothesis")
        #expect(reason([rival, innocent, try hypothesis("H4", nil)]) == "no-other-hypothesis")
        #expect(reason([rival, innocent, other, try hypothesis("H4", "other")]) == "no-other-hypothesis")
        #expect(reason([innocent, other]) == "too-few-hypotheses")
        #expect(reason([rival, innocent, other], name: "a/b") == "bad-name")
    }

    @Test("priors must be able to add up to one")
    func priors() throws {
        let rest = [try hypothesis("H2", "innocent", "0.4..0.5"), try hypothesis("H3", "other", "0.4")]
        #expect(reason([try hypothesis("H1", nil, "0.3..0.4")] + rest) == "bad-priors")
        #expect(reason([try hypothesis("H1", nil, "0.01..0.05")] + rest) == "bad-priors")
        #expect(reason([try hypothesis("H1", nil, "0.1..0.2")] + rest) == nil)
    }

    @Test(
        "nobody is certain beforehand", arguments: ["0", "1", "0..0.5", "0.5..1", "nan", "-1", "", "0.2..0.1", "1e-3"])
    func certain(prior: String) {
        #expect(throws: FieldFault.self) { try hypothesis("H1", nil, prior) }
    }

    @Test("names of hypotheses can be typed", arguments: ["1H", "", "H 1", "rest", "NOT", "Ä", "H+1", "_", "h=1"])
    func names(id: String) {
        #expect(throws: FieldFault.self) { try hypothesis(id, nil) }
    }

    @Test("layers lead to one another, and degrees of responsibility are in order")
    func layers() {
        #expect(AttributionLayer.operatorToSponsor.below == .networkToOperator)
        #expect(
            AttributionLayer.networkToOperator.below == .assetToNetwork && AttributionLayer.assetToNetwork.below == nil)
        #expect(StateResponsibility.encouraged < .shaped && StateResponsibility.ordered < .integrated)
        #expect(StateResponsibility.allCases.count == 10)
    }
}
