import Statistics
import Testing

@Suite("Probability")
struct ProbabilityTests {
    @Test(
        "is written with four significant digits",
        arguments: [
            (1.0, "1"), (0.99996, "1"), (0.5, "0.5"), (0.042131, "0.04213"), (0.001, "0.001"), (0.00099996, "0.001"),
            (0.00012, "1.2e-4"), (3.2104e-12, "3.21e-12"), (1e-300, "1e-300"), (0, "0"),
        ])
    func text(_ value: Double, _ text: String) {
        #expect(Probability(value).description == text)
    }

    @Test("is kept below what a Double can hold")
    func tiny() {
        let probability = Probability(logarithm: -2000)
        #expect(probability.value == 0)
        #expect(probability.description == "2.577e-869")
        #expect(Probability(logarithm: -2001) < probability)
    }

    @Test("is never above one")
    func certain() {
        #expect(Probability(logarithm: 1e-12) == .certain)
    }
}
