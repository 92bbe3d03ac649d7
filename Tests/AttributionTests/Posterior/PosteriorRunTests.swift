import Testing

@testable import Attribution

@Suite("The posterior by sampling")
struct PosteriorRunTests {
    private static let many = PosteriorRun.Settings(seed: 7, samples: 100_000)

    /// Within five standard errors of the quantiles of 100,000 draws.
    private func expect(
        _ estimate: Estimate, _ quantiles: [Double], errors: [Double], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for (found, (expected, error)) in zip(
            [estimate.low, estimate.median, estimate.high], zip(quantiles, errors))
        {
            #expect(
                abs(found - expected) < 5 * error, "\(found) for \(expected) ± \(error)", sourceLocation: sourceLocation
            )
        }
    }

    /// Quadrature on a grid of 400³ midpoints, and the standard errors from its density (NumPy 2.4.6).
    @Test("intervals of a row and of its source's reliability agree with quadrature")
    func rowIntervals() throws {
        let question = try Samples.question(priors: [(0.5, 0.5), (0.3, 0.3), (0.2, 0.2)])
        let row = try Samples.row("a", [(2, 8), (1, 1), (0.25, 0.5)], right: 0.7...0.9)
        let run = try PosteriorRun(question, rows: [row], settings: Self.many)
        expect(
            run.posterior[0], [0.6896560505, 0.7718353781, 0.8440684341], errors: [2.13e-4, 2.25e-4, 2.12e-4])
        expect(
            run.posterior[1], [0.1113274817, 0.1623088626, 0.2267019439], errors: [1.39e-4, 1.84e-4, 1.23e-4])
        expect(
            run.posterior[2], [0.0427893948, 0.0655414704, 0.0884570482], errors: [6.86e-5, 5.9e-5, 9.11e-5])
        for (estimate, prior) in zip(run.prior, [0.5, 0.3, 0.2]) {
            #expect(abs(estimate.low - prior) < 1e-12 && abs(estimate.high - prior) < 1e-12)
        }
    }

    @Test("intervals of priors agree with quadrature, before and after a row")
    func priorIntervals() throws {
        let row = try Samples.row("a", [(3, 3), (1, 1), (0.5, 0.5)])
        let run = try PosteriorRun(try Samples.question(), rows: [row], settings: Self.many)
        expect(run.prior[0], [0.2923458809, 0.4150762267, 0.5493624541], errors: [3.05e-4, 4.22e-4, 3.59e-4])
        expect(run.prior[2], [0.0925859945, 0.1186470459, 0.1508442138], errors: [6.6e-5, 8.4e-5, 1.08e-4])
        expect(run.posterior[0], [0.520376975, 0.6458923291, 0.7537547261], errors: [3.64e-4, 3.74e-4, 2.65e-4])
        expect(run.posterior[1], [0.2054909608, 0.3025595834, 0.4193060957], errors: [2.49e-4, 3.24e-4, 3.67e-4])
    }

    @Test("numbers without intervals give the exact posterior, to the last digits")
    func degenerate() throws {
        let question = try Samples.question(priors: [(0.5, 0.5), (0.3, 0.3), (0.2, 0.2)])
        let rows = [
            try Samples.row("a", [(3, 3), (1, 1), (0.25, 0.25)], right: 1...1),
            try Samples.row("b", [(0.5, 0.5), (2, 2), (1, 1)], right: 0.6...0.6),
        ]
        let run = try PosteriorRun(question, rows: rows, settings: .init(seed: 1, samples: 200))
        for (estimate, expected) in zip(run.posterior, [0.6679035250, 0.3005565863, 0.0315398887]) {
            for value in [estimate.low, estimate.median, estimate.high] { #expect(abs(value - expected) < 1e-6) }
        }
    }

    @Test("without a diagnostic row the posterior is the prior, to the bit, and the run says so")
    func nothingDiagnostic() throws {
        let rows = [
            try Samples.row("wide", [(0.5, 2), (1, 3), (0.9, 1.1)]),
            try Samples.row("never", [(9, 9), (1, 1), (1, 1)], right: 0...0),
        ]
        let run = try PosteriorRun(try Samples.question(), rows: rows, settings: .init(seed: 3, samples: 500))
        #expect(run.isPriorOnly && run.posterior == run.prior && run.leaveOneOut.isEmpty)
        #expect(run.counted.allSatisfy { $0.standing == .nonDiagnostic })
        #expect(try PosteriorRun(try Samples.question(), rows: [], settings: .init()).isPriorOnly)
    }

    @Test("the order of rows makes no difference, nor does a row that says nothing; another seed draws anew")
    func order() throws {
        let rows = [
            try Samples.row("a", [(2, 5), (1, 1), (0.5, 1)], source: "x"),
            try Samples.row("b", [(0.2, 0.6), (1, 2), (1, 1)], source: "x"),
            try Samples.row("c", [(1, 1), (2, 3), (1, 2)], source: "y"),
        ]
        let settings = PosteriorRun.Settings(seed: 5, samples: 400)
        let question = try Samples.question()
        let run = try PosteriorRun(question, rows: rows, settings: settings)
        let turned = try PosteriorRun(question, rows: rows.reversed(), settings: settings)
        #expect(
            run.posterior == turned.posterior && run.leaveOneOut.map(\.estimates) == turned.leaveOneOut.map(\.estimates)
        )
        let idle = try Samples.row("idle", [(0.5, 2), (0.5, 2), (0.5, 2)])
        #expect(try PosteriorRun(question, rows: rows + [idle], settings: settings).posterior == run.posterior)
        #expect(
            try PosteriorRun(question, rows: rows, settings: .init(seed: 6, samples: 400)).posterior != run.posterior)
    }

    @Test("leaving a row out is the run without it, and says where another hypothesis would come first")
    func leaveOneOut() throws {
        let rows = [
            try Samples.row("for", [(20, 20), (1, 1), (1, 1)], right: 0.95...0.95),
            try Samples.row("against", [(1, 1), (2, 2), (1, 1)]),
        ]
        let settings = PosteriorRun.Settings(seed: 2, samples: 1000)
        let run = try PosteriorRun(try Samples.question(), rows: rows, settings: settings)
        let alone = try PosteriorRun(try Samples.question(), rows: [rows[1]], settings: settings)
        let left = try #require(run.leaveOneOut.first { $0.row == "for" })
        #expect(left.estimates == alone.posterior && left.changesLeader && left.shift > 0.3)
        #expect(run.leaveOneOut.first { $0.row == "against" }?.changesLeader == false)
    }

    @Test("too many draws are refused with what to do")
    func limits() throws {
        let question = try Samples.question()
        for samples in [0, 99, 200_001] {
            #expect(throws: AttributionError.self) {
                try PosteriorRun(question, rows: [], settings: .init(seed: 1, samples: samples))
            }
        }
    }
}

@Suite("How rows count")
struct CountedRowTests {
    @Test(
        "of a dependency group the strongest counts fully, the next for a half, then a quarter; a repetition not at all"
    )
    func groups() throws {
        let rows = [
            try Samples.row("weak", [(2, 2), (1, 1), (1, 1)], source: "s1", depends: "g"),
            try Samples.row("strong", [(9, 9), (1, 1), (1, 1)], source: "s2", depends: "g"),
            try Samples.row("middle", [(4, 4), (1, 1), (1, 1)], source: "s3", depends: "g"),
            try Samples.row("echo", [(5, 5), (1, 1), (1, 1)], source: "s2", depends: "g"),
            try Samples.row("free", [(3, 3), (1, 1), (1, 1)], source: "s2"),
            try Samples.row("idle", [(0.5, 3), (1, 1), (1, 1)], source: "s4", depends: "g"),
        ]
        let standings = Dictionary(
            uniqueKeysWithValues: CountedRow.settle(rows).map { ($0.row.id, $0.standing) })
        #expect(standings["strong"] == .full && standings["free"] == .full)
        #expect(standings["middle"] == .shared(0.5, behind: "strong"))
        #expect(standings["weak"] == .shared(0.25, behind: "strong"))
        #expect(standings["echo"] == .repeated(of: "strong") && standings["idle"] == .nonDiagnostic)
    }

    @Test("a doubtful source's row is not taken for the strongest by its numbers alone")
    func strengthIsTempered() throws {
        let rows = [
            try Samples.row("loud", [(20, 20), (1, 1), (1, 1)], right: 0.05...0.25, depends: "g"),
            try Samples.row("sound", [(4, 4), (1, 1), (1, 1)], right: 0.9...0.98, depends: "g"),
        ]
        #expect(CountedRow.settle(rows).first { $0.standing == .full }?.row.id == "sound")
    }

    @Test("two papers with one agency's words move the posterior as one does")
    func countOnce() throws {
        let question = try Samples.question()
        let settings = PosteriorRun.Settings(seed: 4, samples: 2000)
        let one = try Samples.row("a", [(5, 5), (1, 1), (1, 1)], source: "agency", depends: "g")
        let other = try Samples.row("b", [(5, 5), (1, 1), (1, 1)], source: "agency", depends: "g")
        let both = try PosteriorRun(question, rows: [one, other], settings: settings)
        #expect(try PosteriorRun(question, rows: [one], settings: settings).posterior == both.posterior)
        #expect(both.leaveOneOut.allSatisfy { $0.shift < 0.01 })
    }
}
