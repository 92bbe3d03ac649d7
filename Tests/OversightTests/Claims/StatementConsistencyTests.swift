import Oversight
import Records
import Testing

@Suite("Statement consistency (M13)")
struct StatementConsistencyTests {
    private func claim(
        _ name: String, _ speaker: String, _ wording: ClaimWording = .exact, _ number: Double? = nil,
        _ upper: Double? = nil,
        on date: String = "2024-12-03", event: String = "Romania 2024", coverage: String? = nil, audience: String? = nil
    ) throws -> StatedClaim {
        StatedClaim(
            name: name, speaker: speaker, audience: audience,
            scope: ClaimScope(platform: .tiktok, event: event, coverage: coverage), quantity: "accounts",
            wording: wording,
            number: number, upper: upper, date: try StatedTime(reading: date), source: "https://example.org")
    }

    private func pair(
        _ first: StatedClaim, _ second: StatedClaim, _ rule: StatementConsistency = StatementConsistency()
    ) throws -> ClaimPair {
        try #require(rule.pairs([first, second]).first)
    }

    @Test("78 and then 27,217 of another scope are revised, 349-fold, and not contradictory")
    func romania() throws {
        let pair = try pair(
            claim("dec", "TikTok", .exact, 27217, on: "2024-12-31", coverage: "networks removed in December"),
            claim(
                "ep", "TikTok", .exact, 78, coverage: "one network removed on 29 November",
                audience: "European Parliament"))
        #expect(pair.earlier.name == "ep")
        #expect(pair.relation == .revised)
        #expect(pair.scopeDifferences == ["coverage"])
        #expect(pair.direction == .up)
        #expect(pair.days == 28...28)
        #expect(abs(try #require(pair.ratio) - 348.93589743589746) < 1e-9)
        #expect(abs(try #require(pair.relativeDiscrepancy) - 0.9971341441011132) < 1e-9)
        #expect(pair.description == "revised up in 28 days, scope differs (coverage)")
    }

    @Test("25,000 and 27,217 differ by 8 %, within 'about' and beyond 'exact'")
    func intelligenceAndPlatform() throws {
        let platform = try claim("tt", "TikTok", .exact, 27217, on: "2024-12-31")
        let about = try pair(claim("sri", "SRI", .about, 25000, on: "2024-12-04"), platform)
        #expect(abs(try #require(about.relativeDiscrepancy) - 0.08145644266451114) < 1e-9)
        #expect(about.relation == .consistent)
        #expect(try pair(claim("sri", "SRI", .exact, 25000, on: "2024-12-04"), platform).relation == .contradictory)
        let narrow = StatementConsistency(aboutShare: 0.05)
        #expect(
            try pair(claim("sri", "SRI", .about, 25000, on: "2024-12-04"), platform, narrow).relation == .contradictory)
    }

    @Test("'no evidence' stands beside a number, each with its speaker")
    func sideBySide() throws {
        let claims = [
            try claim("sri", "SRI", .about, 25000, on: "2024-12-04"),
            try claim("house", "TikTok", .noEvidence, on: "2025", audience: "as told in a US House report"),
        ]
        let pair = try #require(StatementConsistency().pairs(claims).first)
        #expect(pair.relation == .sideBySide)
        #expect(pair.relativeDiscrepancy == nil)
        let measurement = try #require(StatementConsistency().measure(claims).first)
        #expect(measurement.metric == .statementConsistency)
        #expect(measurement.notes.contains("2024-12-04: SRI: about 25000 accounts [sri]"))
        #expect(
            measurement.notes.contains("2025: TikTok to as told in a US House report: no evidence of accounts [house]"))
        #expect(measurement.inputs == ["sri", "house"])
    }

    @Test("1,682 and 1,686 agree within the tolerance")
    func tolerance() throws {
        let pair = try pair(
            claim("meduza", "Meduza", .exact, 1682, on: "2023-02-09"),
            claim("ua", "UA Tribune", .exact, 1686, on: "2023-02-10"))
        #expect(abs(try #require(pair.relativeDiscrepancy) - 0.002372479240806643) < 1e-9)
        #expect(pair.relation == .consistent)
        let strict = StatementConsistency(tolerance: 0)
        #expect(
            try self.pair(
                claim("meduza", "Meduza", .exact, 1682), claim("ua", "UA Tribune", .exact, 1686), strict
            ).relation == .contradictory)
    }

    @Test(
        "open ends decide where wordings only touch",
        arguments: [
            (ClaimWording.moreThan, 100.0, ClaimWording.exact, 100.0, false),
            (.atLeast, 100, .exact, 100, true), (.lessThan, 100, .atLeast, 100, false),
            (.atMost, 100, .atLeast, 100, true),
            (.moreThan, 7500, .moreThan, 20000, true), (.none, 0, .exact, 0, true), (.none, 0, .atLeast, 1, false),
        ])
    func openEnds(_ sample: (first: ClaimWording, x: Double, second: ClaimWording, y: Double, meets: Bool)) throws {
        let first = try #require(ImpliedInterval(sample.first, number: sample.x, upper: nil, aboutShare: 0.1))
        let second = try #require(ImpliedInterval(sample.second, number: sample.y, upper: nil, aboutShare: 0.1))
        #expect(first.isDisjoint(from: second) != sample.meets)
        #expect(second.isDisjoint(from: first) != sample.meets)
    }

    @Test("a speaker who raises 'more than' revises, and does not contradict himself")
    func revision() throws {
        let pair = try pair(
            claim("final", "TAG", .moreThan, 20000, on: "2023-03-31"),
            claim("first", "TAG", .moreThan, 7500, on: "2023-03-03"))
        #expect(pair.relation == .revised)
        #expect(pair.direction == .up)
        #expect(pair.days == 28...28)
    }

    @Test("another speaker's number of another scope contradicts nobody")
    func otherSpeaker() throws {
        let pair = try pair(
            claim("a", "SRI", .exact, 25000, coverage: "seen by SRI"),
            claim("b", "TikTok", .exact, 78, coverage: "removed"))
        #expect(pair.relation == .differs)
    }

    @Test("a scope that one leaves out is not the same scope")
    func unstatedScope() throws {
        #expect(
            try pair(claim("a", "X", .exact, 10), claim("b", "X", .exact, 90, coverage: "all")).relation == .revised)
        #expect(try pair(claim("a", "X", .exact, 10), claim("b", "X", .exact, 90)).relation == .contradictory)
    }

    @Test("only claims about the same event and quantity are compared, whatever the order of rows")
    func groups() throws {
        var claims: [StatedClaim] = []
        for index in 0..<6 {
            claims.append(
                try claim(
                    "c\(index)", "S", .exact, Double(index), on: "2024-12-0\(index + 1)", event: index < 4 ? "A" : " b "
                ))
        }
        let rule = StatementConsistency()
        #expect(rule.pairs(claims).count == 7)
        for seed in 1...5 {
            let shuffled = claims.indices.map { claims[($0 * seed * 5 + seed) % 6] }.uniqued
            if shuffled.count == claims.count { #expect(rule.measure(shuffled) == rule.measure(claims)) }
        }
        #expect(rule.measure(claims.reversed()) == rule.measure(claims))
    }

    @Test("a coarse date gives bounds of days")
    func coarseDates() throws {
        let pair = try pair(claim("a", "S", .exact, 10, on: "2024-12-03"), claim("b", "S", .exact, 11, on: "2025-01"))
        #expect(pair.days == 29...59)
    }

    @Test("a group too large to compare says so")
    func tooMany() throws {
        let claims = try (0...StatementConsistency.mostCompared).map { try claim("c\($0)", "S", .exact, Double($0)) }
        let measurements = StatementConsistency().measure(claims)
        #expect(measurements.count == 1)
        #expect(measurements.first?.refusal?.hasPrefix("201 claims") == true)
        #expect(StatementConsistency().pairs(claims).isEmpty)
    }

    @Test("zero against zero is no discrepancy, and settings out of range are taken for their ends")
    func ends() throws {
        #expect(try pair(claim("a", "S", .none), claim("b", "S", .exact, 0)).relativeDiscrepancy == 0)
        #expect(
            StatementConsistency(aboutShare: .infinity, tolerance: -1)
                == StatementConsistency(aboutShare: 1, tolerance: 0))
    }
}

extension [StatedClaim] {
    fileprivate var uniqued: [StatedClaim] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
