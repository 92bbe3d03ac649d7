import Glibc

/// How much topics differ among themselves beside chance, learnt from the days before.
///
/// A variance would be ruled by the largest topics and be blind to the tail, where alarms are. So the dispersion is
/// calibrated where it matters: it is the least of a few steps at which, of all counts of the days before, no more than
/// two in a thousand had a probability below one in a thousand. Where unlikely things are common, they are no news.
struct Dispersion: Sendable {
    /// Each step is so many times the one before.
    private static let factor = 2.0
    static let steps = 8
    private static let logLevel = -6.907_755_278_982_137

    let floor: Double
    private var tests = 0
    private var exceeded = [Int](repeating: 0, count: Self.steps)
    private(set) var value: Double

    /// - Parameter floor: what topics differ by at least, however alike they were so far.
    init(floor: Double) {
        self.floor = floor
        value = floor
    }

    private func step(_ index: Int) -> Double { floor * pow(Self.factor, Double(index)) }

    /// How many steps a count exceeds: it is that surprising at all smaller ones.
    func exceedance(count: Double, mean: Double) -> Int {
        // Nothing below twice its mean can be so surprising without a large mean, and then the next line tells.
        if count < 4 || count <= mean { return 0 }
        for index in 0..<Self.steps
        where ShareTest.logUpperTail(count, mean: mean, dispersion: step(index)) > Self.logLevel {
            return index
        }
        return Self.steps
    }

    /// Takes a count of a day that is over.
    mutating func learn(exceedance: Int) {
        tests += 1
        for index in 0..<exceedance { exceeded[index] += 1 }
    }

    /// Works out the dispersion for the days that come.
    mutating func settle() {
        let allowed = max(2, tests / 500)
        let index = exceeded.firstIndex { $0 <= allowed } ?? Self.steps
        value = step(index)
    }
}
