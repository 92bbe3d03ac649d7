package import Corpus
package import Records
import Statistics

/// Accounts that were made on the same few days: the fourth alarm's measure, for the newcomers of a topic or the members
/// of a network.
///
/// How many accounts of the group were made on a day, or within a week, is compared with how many of its accounts of the
/// weeks around the platform's own curve would put there. So neither an old group nor a young one is surprising, nor a
/// day on which half the country joined; but two hundred of a crowd made on one Tuesday are.
package enum CreationClusters {
    /// Days before and after over which the curves are compared.
    static let reach: Int32 = 45
    /// Lengths of the windows, days.
    static let widths: [Int32] = [1, 7]
    /// Least accounts in a window.
    static let least = 10
    /// What days differ by among themselves, as in `ShareTest`.
    static let dispersion = 0.25
    /// The platform's curve is taken to hold so many accounts more, spread evenly.
    static let evenly = 20.0

    /// The most surprising window of a group.
    package struct Cluster: Sendable, Equatable {
        package var from: Day
        package var until: Day
        /// Accounts made in the window, of so many made in the weeks around it.
        package var count: Int
        package var around: Int
        /// How many of these the platform's curve puts into the window.
        package var expected: Double
        /// The logarithm of its probability, corrected for all windows that were looked at.
        package var logP: Double
    }

    /// - Parameters:
    ///   - days: the creation days of the group's accounts, ascending.
    ///   - curve: those of all accounts seen so far, the group's among them.
    static func strongest(_ days: [Int32], among curve: CreationCurve) -> Cluster? {
        var found: Cluster?
        var positions = 0
        var aroundStart = 0
        var aroundEnd = 0
        var windowEnds = widths.map { _ in 0 }
        var start = 0
        while start < days.count {
            let day = days[start]
            while aroundStart < days.count, days[aroundStart] < day - reach { aroundStart += 1 }
            while aroundEnd < days.count, days[aroundEnd] <= day + reach { aroundEnd += 1 }
            let around = aroundEnd - aroundStart
            for (index, width) in widths.enumerated() {
                positions += 1
                while windowEnds[index] < days.count, days[windowEnds[index]] < day + width { windowEnds[index] += 1 }
                let count = windowEnds[index] - start
                if count < least { continue }
                let others = Double(curve.count(from: day, through: day + width - 1) - count)
                let othersAround = Double(curve.count(from: day - reach, through: day + reach) - around)
                let share =
                    (max(0, others) + evenly * Double(width) / Double(2 * reach + 1)) / (max(0, othersAround) + evenly)
                let expected = Double(around) * min(1, share)
                let logP = ShareTest.logUpperTail(Double(count), mean: expected, dispersion: dispersion)
                if logP < found?.logP ?? -1e-9 {
                    found = Cluster(
                        from: Day(day), until: Day(day + width - 1), count: count, around: around, expected: expected,
                        logP: logP)
                }
            }
            let current = start
            while start < days.count, days[start] == days[current] { start += 1 }
        }
        found?.logP += PlainMath.log(Double(max(1, positions)))
        if let logP = found?.logP, logP >= 0 { return nil }
        return found
    }
}

extension CreationClusters {
    /// What can be said of a group's creation dates.
    package enum Outcome: Sendable, Equatable {
        case cluster(Cluster)
        /// The dates lie as others' do.
        case nothing
        case notComputable(reason: String)
    }

    /// The most surprising window among the members of a network, compared with everybody else of the input.
    /// - Parameter members: indexes of the accounts, of one platform.
    package static func among(_ members: [UInt32], of accounts: AccountTable) -> Outcome {
        guard let first = members.first else { return .notComputable(reason: "there is no account") }
        let platform = accounts.platform(first)
        func day(_ account: UInt32) -> Int32? { accounts.created(account).map { Day(of: $0).number } }
        let days = members.compactMap(day).sorted()
        if days.isEmpty { return .notComputable(reason: "no source says when any of the accounts was made") }
        var curve = CreationCurve()
        for account in 0..<UInt32(accounts.count) where accounts.platform(account) == platform {
            if let day = day(account) { curve.add(day) }
        }
        curve.settle()
        return strongest(days, among: curve).map { .cluster($0) } ?? .nothing
    }
}

/// How many accounts were made up to each day, of those seen so far.
struct CreationCurve: Sendable {
    /// 1990-01-01 to 2099-12-31; what is stated to lie outside is put at the ends.
    private static let first: Int32 = 7305
    private static let last: Int32 = 47482
    private var counts = [UInt32](repeating: 0, count: Int(last - first) + 1)
    private var sums: [UInt32] = []

    mutating func add(_ day: Int32) {
        counts[Int(min(max(day, Self.first), Self.last) - Self.first)] += 1
    }

    /// Makes what was added count.
    mutating func settle() {
        var sum: UInt32 = 0
        sums = counts.map { count in
            sum += count
            return sum
        }
    }

    /// Accounts made on the days from `from` through `last`.
    func count(from: Int32, through last: Int32) -> Int {
        sum(through: last) - sum(through: from - 1)
    }

    private func sum(through day: Int32) -> Int {
        if day < Self.first || sums.isEmpty { return 0 }
        return Int(sums[Int(min(day, Self.last) - Self.first)])
    }
}
