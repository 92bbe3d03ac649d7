import Oversight
import Records
import Testing

@Suite("Origin-share screen (M11)")
struct OriginScreenTests {
    private func screen(_ references: [OriginSet]) throws -> Oversight.Measurement {
        let days = try LedgerSamples.days("2022-07-01", "2023-03-31")
        let sample = OriginSet(
            "TikTok's first three reports", of: ShippedLedger.ledger, platform: "TikTok", in: days, origin: "China")
        return OriginScreen.measure(origin: "China", sample: sample, references: references)
    }

    @Test("0 of 22 is 0.0013 against Meta's 2023 and 0.71 against its years before, and both are told")
    func vectors() throws {
        let result = try screen(ShippedLedger.referenceSets(origin: "China"))
        let expected = [
            "beta-binomial against Meta 2023 (6 of 16)": 0.0012644223170538964,
            "binomial against Meta 2023 (6 of 16)": 3.2311742677852644e-05,
            "Fisher, one-sided, against Meta 2023 (6 of 16)": 0.0029007335508883497,
            "beta-binomial against Meta 2023-Q1 (2 of 6)": 0.00957854406130273,
            "binomial against Meta 2023-Q1 (2 of 6)": 0.00013365718214298589,
            "binomial against Meta 2018-07 to 2020-05 (1 of 65)": 0.7109934200010752,
            // B(2, 65 + 22) / B(2, 65) in whole numbers.
            "beta-binomial against Meta 2018-07 to 2020-05 (1 of 65)": 65.0 * 66 / (87 * 88),
        ]
        for (label, value) in expected {
            let figure = try #require(result.figure(label), "\(label)")
            #expect(abs((figure.value ?? -1) - value) < 1e-9, "\(label)")
        }
        let share = try #require(result.figure("networks from China"))
        #expect(share.count == 0 && share.total == 22 && abs((share.high ?? 0) - 0.14865487460862087) < 1e-9)
        #expect(result.notes.first?.contains("never a finding") ?? false)
        #expect(result.notes.count { $0.hasPrefix("Meta 20") } == 3)
    }

    @Test("one reference set alone is refused, and so is a platform without networks")
    func refusals() throws {
        #expect(try screen(Array(ShippedLedger.referenceSets(origin: "China").prefix(1))).refusal != nil)
        let none = try #require(OriginSet("none", fromOrigin: 0, networks: 0, rule: ""))
        let sets = ShippedLedger.referenceSets(origin: "China")
        #expect(OriginScreen.measure(origin: "China", sample: none, references: sets).refusal != nil)
        #expect(try screen([none] + sets.prefix(1)).refusal != nil)
        #expect(OriginSet("bad", fromOrigin: 3, networks: 2, rule: "") == nil)
    }

    @Test("networks from the origin are counted too, not only their absence")
    func some() throws {
        let sample = try #require(OriginSet("s", fromOrigin: 2, networks: 4, rule: ""))
        let even = try #require(OriginSet("a", fromOrigin: 1, networks: 2, rule: ""))
        let all = try #require(OriginSet("b", fromOrigin: 2, networks: 2, rule: ""))
        let result = OriginScreen.measure(origin: "China", sample: sample, references: [even, all])
        // At most 2: of Binomial(4, ½) 11/16; of four draws with Beta(2, 2) and of the hypergeometric summed by fractions.
        #expect(abs((result.figure("binomial against a (1 of 2)")?.value ?? 0) - 0.6875) < 1e-12)
        #expect(abs((result.figure("beta-binomial against a (1 of 2)")?.value ?? 0) - 22.0 / 35) < 1e-9)
        #expect(abs((result.figure("Fisher, one-sided, against a (1 of 2)")?.value ?? 0) - 0.8) < 1e-9)
        #expect(result.figure("binomial against b (2 of 2)")?.value == 0)
    }
}
