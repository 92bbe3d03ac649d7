import Oversight
import Records
import Seals
import Testing

@Suite("Sealed cohorts")
struct SealedCohortTests {
    private func cohort(_ count: Int = 5, grade: MembershipGrade = .confirmed) throws -> Cohort {
        try Cohort(
            name: "herd", frozen: try StatedTime(reading: "2024-11-20T10:00:00Z"), source: "by hand",
            nonce: "0123456789abcdef", assets: (0..<count).map { Asset(Scenario.key($0), grade: grade) })
    }

    private let key = Result { try SigningKey(name: "news.example/seals", seed: Array(1...32)) }

    @Test("what was sealed verifies, also after a way through its line")
    func verifies() throws {
        let key = try key.get()
        let sealed = try SealedCohort(
            cohort(), digest: "d", origin: "news.example", at: Instant(milliseconds: 1_732_000_000_000), with: key)
        #expect(sealed.line.size == 6)
        try sealed.verify(cohort(), with: key.verifyingKey)
        let line = try Seal(line: sealed.line.line)
        try line.verify(leaves: cohort().sealedList().leaves, with: key.verifyingKey)
    }

    @Test("an asset more, less or graded otherwise, or another key, fails")
    func fails() throws {
        let key = try key.get()
        let sealed = try SealedCohort(
            cohort(), digest: "d", origin: "news.example", at: Instant(milliseconds: 0), with: key)
        for other in [try cohort(4), try cohort(6), try cohort(grade: .probable)] {
            #expect(throws: SealError.self) { try sealed.verify(other, with: key.verifyingKey) }
        }
        let stranger = try SigningKey(name: "news.example/seals", seed: Array(2...33))
        #expect(throws: SealError.self) { try sealed.verify(cohort(), with: stranger.verifyingKey) }
    }

    @Test("no leaf shows without its salt what it is of")
    func salted() throws {
        let leaves = try cohort().sealedList().leaves
        #expect(leaves.allSatisfy { $0.contains("\"salt\":\"") } && Set(leaves).count == 6)
        let other = try Cohort(
            name: "herd", frozen: try StatedTime(reading: "2024-11-20T10:00:00Z"), source: "by hand",
            nonce: "another nonce, long", assets: cohort().assets)
        #expect(try Set(other.sealedList().leaves).isDisjoint(with: leaves))
    }
}
