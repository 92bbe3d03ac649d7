import Foundation
import Oversight
import Records
import Testing

@Suite("The hold-out experiment")
struct HoldOutTests {
    private func cohort(_ count: Int) throws -> Cohort {
        try Cohort(
            name: "n", frozen: try StatedTime(reading: "2024-01-01"), source: "by hand", nonce: "00",
            assets: (0..<count).map { number in
                Asset(
                    Scenario.key(number), grade: .confirmed, cluster: number % 3 == 0 ? "a" : "b",
                    reach: number % 2 == 0 ? 50 : 5000, mustReport: number == 7 ? "a threat to life" : nil)
            })
    }

    private func deal(_ seed: String, elections: [Day] = [], at: String = "2024-02-01") throws -> HoldOut {
        try HoldOut(
            name: "e", cohort: cohort(60), cohortDigest: "d", seed: Array(seed.utf8), at: try StatedTime(reading: at),
            elections: elections)
    }

    @Test("arms differ by one at most in each stratum, and who must be reported is in none")
    func dealt() throws {
        let experiment = try deal("seed")
        let strata = Dictionary(grouping: experiment.assignments, by: \.stratum)
        #expect(strata.count == 4)
        for members in strata.values {
            let notified = members.count { $0.arm == .notified }
            #expect(abs(2 * notified - members.count) <= 1)
        }
        #expect(experiment.assignments.count == 59 && experiment.excluded == ["tiktok:1007": "a threat to life"])
        #expect(try deal("seed") == experiment)
        #expect(try deal("another").assignments != experiment.assignments)
    }

    @Test("a revealed seed deals the arms again, and an arm that was moved is named")
    func verified() throws {
        let cohort = try cohort(60)
        let experiment = try deal("seed")
        let sound = try experiment.verification(seed: Array("seed".utf8), cohort: cohort, cohortDigest: "d")
        #expect(sound.isSound)
        let other = try experiment.verification(seed: Array("another".utf8), cohort: cohort, cohortDigest: "d")
        #expect(!other.isSeedCommitted && !other.differences.isEmpty)
        #expect(throws: FieldFault.self) {
            try experiment.verification(seed: Array("seed".utf8), cohort: cohort, cohortDigest: "e")
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(experiment), as: UTF8.self)
        let moved = try #require(experiment.assignments.first { $0.arm == .heldOut })
        let changed = text.replacing(
            "{\"arm\":\"held_out\",\"asset\":\"\(moved.asset)\"",
            with: "{\"arm\":\"notified\",\"asset\":\"\(moved.asset)\"")
        #expect(changed != text)
        let tampered = try JSONDecoder().decode(HoldOut.self, from: Data(changed.utf8))
        let found = try tampered.verification(seed: Array("seed".utf8), cohort: cohort, cohortDigest: "d")
        #expect(found.isSeedCommitted && found.differences.map(\.asset) == [moved.asset.description])
        #expect(found.differences[0].committed?.hasPrefix("notified") == true)
        #expect(found.differences[0].dealt?.hasPrefix("held_out") == true)
    }

    @Test("arms are those of an HMAC worked out elsewhere")
    func oracle() throws {
        // hmac.new(b"seed", ("tiktok:%d" % n).encode(), "sha256") for 1000 to 1011, ordered; in turns from the arm that
        // the lowest bit of the stratum's first byte gives.
        let cohort = try Cohort(
            name: "n", frozen: try StatedTime(reading: "2024-01-01"), source: "by hand", nonce: "00",
            assets: (0..<12).map { Asset(Scenario.key($0), grade: .confirmed) })
        let experiment = try HoldOut(
            name: "e", cohort: cohort, cohortDigest: "d", seed: Array("seed".utf8),
            at: try StatedTime(reading: "2024-02-01"))
        let notified = experiment.assignments.filter { $0.arm == .notified }.map(\.asset.id)
        #expect(notified == ["1000", "1002", "1003", "1004", "1008", "1009"])
        #expect(Set(experiment.assignments.map(\.stratum)) == ["unstated|unstated|unstated"])
    }

    @Test("nothing is held out within fourteen days before an election, nor from a handful")
    func refused() throws {
        let election = try #require(Day("2024-02-10"))
        for (at, reason) in [
            ("2024-01-27", "election-near"), ("2024-02-10", "election-near"), ("2023-12-27", nil),
            ("2023-12-29", "election-near"), ("2024-02-11", nil),
        ] {
            var found: String?
            do {
                _ = try HoldOut(
                    name: "e", cohort: cohort(60), cohortDigest: "d", seed: [1], at: try StatedTime(reading: at),
                    elections: [election])
            } catch {
                found = (error as? FieldFault)?.reason
            }
            #expect(found == reason, "\(at)")
        }
        #expect(throws: FieldFault.self) {
            try HoldOut(
                name: "e", cohort: cohort(9), cohortDigest: "d", seed: [1], at: try StatedTime(reading: "2024-01-01"))
        }
    }

    @Test("its figures are those of the published vector")
    func vector() {
        let result = HoldOut.measurement(
            of: "v", notified: HoldOut.ArmCount(removed: 18, total: 20),
            heldOut: HoldOut.ArmCount(removed: 6, total: 20))
        #expect(abs((result.figures[3].value ?? 0) - 0.3333333333333333) < 1e-12)
        #expect(abs((result.figures[2].value ?? 0) - 0.6) < 1e-12)
        #expect(abs((result.figures[2].low ?? 0) - 0.30273980809476286) < 1e-9)
        #expect(abs((result.figures[2].high ?? 0) - 0.770530133367068) < 1e-9)
    }

    @Test("what was seen of the arms gives their rates")
    func measured() throws {
        let experiment = try deal("seed", at: "2024-10-31")
        var scenario = Scenario()
        for assignment in experiment.assignments.sorted(by: { $0.asset < $1.asset }) {
            let number = (Int(assignment.asset.id) ?? 1000) - 1000
            scenario.asset(number)
            scenario.see(number, .up, day: 0.5)
            if assignment.arm == .notified { scenario.gone(number, day: 5) } else { scenario.see(number, .up, day: 40) }
        }
        let result = experiment.measurement(
            of: "n", scenario.histories(), now: Instant(milliseconds: Scenario.time(days: 60)))
        #expect(result.figures[0].value == 1 && result.figures[1].value == 0 && result.figures[3].value == 0)
    }

    @Test("days and elections are committed to, another choice afterwards changes nothing, and older entries verify")
    func committed() throws {
        let election = try #require(Day("2025-06-01"))
        let experiment = try deal("seed", elections: [election, election], at: "2024-10-31")
        #expect(experiment.days == 30 && experiment.elections == [election])
        var scenario = Scenario()
        for assignment in experiment.assignments.sorted(by: { $0.asset < $1.asset }) {
            let number = (Int(assignment.asset.id) ?? 1000) - 1000
            scenario.asset(number)
            scenario.see(number, .up, day: 0.5)
            if assignment.arm == .notified { scenario.gone(number, day: 40) }
            scenario.see(number, assignment.arm == .notified ? .suspended : .up, day: 70)
        }
        let now = Instant(milliseconds: Scenario.time(days: 90))
        let result = experiment.measurement(of: "n", scenario.histories(), now: now)
        let chosen = experiment.measurement(of: "n", scenario.histories(), days: 60, now: now)
        #expect(chosen.figures == result.figures && chosen.figures[0].label.hasSuffix("within 30 days"))
        #expect(
            chosen.notes.contains(
                "60 days were asked for, and 30 committed to when the arms were dealt: the result is of 30"))
        #expect(!result.notes.contains { $0.contains("asked for") })

        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(experiment), as: UTF8.self)
        let older = text.replacing(",\"days\":30,\"elections\":[\"2025-06-01\"]", with: "")
        #expect(older != text)
        let read = try JSONDecoder().decode(HoldOut.self, from: Data(older.utf8))
        #expect(read.days == nil && read.elections == nil)
        #expect(String(decoding: try encoder.encode(read), as: UTF8.self) == older)
        let verified = try read.verification(seed: Array("seed".utf8), cohort: cohort(60), cohortDigest: "d")
        #expect(verified.isSound)
        let late = read.measurement(of: "n", scenario.histories(), days: 60, now: now)
        #expect(late.figures[0].label.hasSuffix("within 60 days"))
        #expect(
            late.notes.contains(
                "no time was committed to when the arms were dealt: 60 days were chosen for this result"))
    }
}
