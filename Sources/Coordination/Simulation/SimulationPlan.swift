package import Records

/// What a simulated world shall hold. The same plan gives the same world, byte for byte, on every machine.
package struct SimulationPlan: Sendable, Equatable {
    /// Posts in all, those of planted groups included.
    package var posts: Int
    /// Accounts that may post; with heavy tails, some never do.
    package var accounts: Int
    /// Planted groups.
    package var groups: Int
    /// The moment before which nothing is posted.
    package var start: Instant
    /// Days from `start`, at most the 30 that one query to the Research API may span.
    package var days: Int
    package var seed: UInt64

    /// - Parameters:
    ///   - posts: at least 1,000; a group makes at most 500 posts together, so there are at most `posts` / 500 groups.
    ///   - accounts: nil for one account to six posts.
    ///   - start: 2024-11-01 by default.
    package init(
        posts: Int = 20_000, accounts: Int? = nil, groups: Int = 12,
        start: Instant = Instant(milliseconds: 1_730_419_200_000), days: Int = 28, seed: UInt64 = 7
    ) {
        self.posts = max(1000, posts)
        self.groups = min(max(0, groups), self.posts / 500)
        self.accounts = max(accounts ?? self.posts / 6, self.groups * PlantedGroup.largest * 2, 200)
        self.start = start
        self.days = min(max(1, days), 30)
        self.seed = seed
    }
}
