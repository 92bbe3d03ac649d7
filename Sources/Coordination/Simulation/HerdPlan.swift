package import Records

/// What a simulated platform before a vote shall hold. The same plan gives the same world on every machine, and the
/// ordinary traffic is the same with a herd and without.
package struct HerdPlan: Sendable, Equatable {
    /// Accounts of ordinary people, of whom many post seldom and some never.
    package var accounts: Int
    /// Accounts that were made for one candidate, sleep, and wake before the vote; 0 for none.
    package var herd: Int
    /// Share of an event's crowd that is anybody, however seldom else they post: the rest are those who post anyway, and
    /// a few who have just joined.
    package var casual = 0.12
    /// The first day.
    package var start: Day
    package var days: Int
    /// The day of the vote, counted from the first.
    package var voteDay: Int
    package var seed: UInt64

    /// - Parameters:
    ///   - accounts: at least 1,000.
    ///   - start: 2024-10-01 by default, and the vote on 2024-11-24.
    package init(
        accounts: Int = 20_000, herd: Int = 250, start: Day = Day(19_997), days: Int = 60, voteDay: Int = 54,
        seed: UInt64 = 7
    ) {
        self.accounts = max(1000, accounts)
        self.herd = max(0, herd)
        self.start = start
        self.days = max(30, days)
        self.voteDay = min(max(20, voteDay), self.days - 1)
        self.seed = seed
    }

    /// The day of the vote.
    package var vote: Day { Day(start.number + Int32(voteDay)) }

    /// The day on which the first of the herd wakes.
    package var wake: Day { Day(vote.number - Int32(Self.wakingDays)) }

    /// Days before the vote over which the herd wakes, more each day.
    static let wakingDays = 13
}

/// A post of a simulated platform before a vote.
package struct HerdPost: Sendable {
    package var account: UInt32
    /// Seconds since 1970 UTC.
    package var seconds: Int64
    /// Its hashtags, by index into the world's names.
    package var tags: [UInt32]
    /// The index of its sound.
    package var sound: UInt32
    package var views: UInt32
}
