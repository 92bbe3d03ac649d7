import Records
import Statistics
import Testing

@testable import Coordination

@Suite("Accounts made on the same days")
struct CreationClustersTests {
    /// A platform on which so many accounts are made each day of ten years.
    private func curve(perDay: Int, adding days: [Int32]) -> CreationCurve {
        var curve = CreationCurve()
        for day in Int32(16_000)..<19_650 { for _ in 0..<perDay { curve.add(day) } }
        for day in days { curve.add(day) }
        curve.settle()
        return curve
    }

    private func scattered(_ count: Int, seed: UInt64) -> [Int32] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in Int32(16_100 + generator.below(3400)) }.sorted()
    }

    @Test("a batch among scattered accounts is found on its day")
    func batch() throws {
        let days = (scattered(400, seed: 1) + [Int32](repeating: 17_777, count: 40)).sorted()
        let cluster = try #require(CreationClusters.strongest(days, among: curve(perDay: 20, adding: days)))
        #expect(cluster.from == Day(17_777) && cluster.until == Day(17_777))
        #expect((40...43).contains(cluster.count) && cluster.logP < -40)
    }

    @Test("scattered accounts are no cluster, nor is a day on which everybody joined")
    func none() {
        for seed in UInt64(1)...5 {
            let days = scattered(3000, seed: seed)
            let logP = CreationClusters.strongest(days, among: curve(perDay: 20, adding: days))?.logP ?? 0
            #expect(logP > -5)
        }
        let rush = [Int32](repeating: 18_000, count: 4000)
        let days = (scattered(500, seed: 9) + rush.prefix(60)).sorted()
        let logP = CreationClusters.strongest(days, among: curve(perDay: 20, adding: days + rush))?.logP ?? 0
        #expect(logP > -5)
    }

    @Test("it is the most surprising of all windows, corrected for their number: compared with a double loop")
    func bruteForce() {
        for seed in UInt64(1)...30 {
            var generator = SeededGenerator(seed: seed)
            let middle = Int32(17_000 + generator.below(1000))
            let batch = (0..<generator.integer(in: 5...30)).map { _ in middle + Int32(generator.below(6)) }
            let days = (scattered(generator.integer(in: 20...200), seed: seed) + batch).sorted()
            let curve = curve(perDay: 3, adding: days)
            var best = 0.0
            for width in CreationClusters.widths {
                for start in Set(days) {
                    let count = days.filter { $0 >= start && $0 < start + width }.count
                    let around = days.filter { abs($0 - start) <= CreationClusters.reach }.count
                    if count < CreationClusters.least { continue }
                    let others = curve.count(from: start, through: start + width - 1) - count
                    let othersAround =
                        curve.count(from: start - CreationClusters.reach, through: start + CreationClusters.reach)
                        - around
                    let share =
                        (Double(max(0, others)) + CreationClusters.evenly * Double(width) / 91)
                        / (Double(max(0, othersAround)) + CreationClusters.evenly)
                    best = min(
                        best,
                        ShareTest.logUpperTail(
                            Double(count), mean: Double(around) * min(1, share),
                            dispersion: CreationClusters.dispersion))
                }
            }
            let expected = best + PlainMath.log(Double(Set(days).count * CreationClusters.widths.count))
            let found = CreationClusters.strongest(days, among: curve)?.logP
            if expected < 0 { #expect(abs((found ?? 0) - expected) < 1e-9) } else { #expect(found == nil) }
        }
    }
}
