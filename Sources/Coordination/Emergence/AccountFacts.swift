import Corpus
import Records

/// What does not change of each account, by index: nothing in it tells what an account will do.
struct AccountFacts: Sendable {
    /// Stands where no creation date is known.
    static let unknownDay = Int32.min

    let platforms: [Platform]
    /// The day each was made; `unknownDay` where nobody says, and in an input without creation dates no entries at all.
    let createdDays: [Int32]
    /// The day each was first seen. Asked only for accounts that were met already.
    let firstDays: [Int32]
    /// 0 for a chosen name, 1 for a generated one, 2 where no name is known.
    let names: [UInt8]

    static let noName: UInt8 = 2

    init(_ corpus: Corpus) {
        let accounts = corpus.accounts
        let indexes = 0..<UInt32(accounts.count)
        platforms = indexes.map { accounts.platform($0) }
        createdDays =
            accounts.createdTimes.isEmpty
            ? [] : indexes.map { accounts.created($0).map { Day(of: $0).number } ?? Self.unknownDay }
        firstDays = Self.firstDays(corpus)
        names = indexes.map { index in
            accounts.withName(index) { NameShape($0).isGenerated ? 1 : 0 } ?? Self.noName
        }
    }

    /// A post with a time that cannot be true must not make its account an old acquaintance, or a sleeper of decades:
    /// such an account was first seen when it first acted within the plausible days, and never where it did not.
    private static func firstDays(_ corpus: Corpus) -> [Int32] {
        func day(_ time: Int64) -> Day { Day(of: Instant(milliseconds: time)) }
        let earliest = KnownDays.plausible.lowerBound
        var days = corpus.accounts.firstTimes.map { day($0) >= earliest ? day($0).number : Int32.max }
        for layer in corpus.layers {
            for (action, account) in layer.actions.accounts.enumerated()
            where day(corpus.accounts.firstTimes[Int(account)]) < earliest {
                let acted = day(layer.actions.times[action])
                if acted >= earliest { days[Int(account)] = min(days[Int(account)], acted.number) }
            }
        }
        return days
    }

    /// The day an account was made, as far as it is known and not contradicted by what the account did.
    @inline(__always)
    func created(_ account: UInt32, by day: Int32) -> Int32? {
        if createdDays.isEmpty { return nil }
        let created = createdDays[Int(account)]
        return created == Self.unknownDay || created > day ? nil : created
    }
}
