import Seals
import Testing

@Suite("Registers")
struct RegisterKindTests {
    @Test("kinds keep their words, since cases hold them")
    func words() {
        #expect(
            RegisterKind.allCases.map(\.rawValue) == [
                "report", "cohort", "seal", "notice", "response", "claim", "obligation", "experiment", "exposure",
                "marking",
            ])
    }
}
