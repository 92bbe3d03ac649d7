import Corpus
import Records

/// What is known of each account at the beginning of a day, and how it counts where it takes part in something.
struct AccountStates: Sendable {
    /// How an account counts, as bits. A count means something only beside the total that it is a part of: a creation
    /// date that nobody knows is not an old one.
    struct Flags {
        static let firstSeen: UInt8 = 1 << 0
        static let newlyCreated: UInt8 = 1 << 1
        static let dormant: UInt8 = 1 << 2
        static let generatedName: UInt8 = 1 << 3
        static let young: UInt8 = 1 << 4
        /// New to the topic and with a creation date; whether it was dormant can be told; new to the topic and named.
        static let isDated: UInt8 = 1 << 5
        static let isJudged: UInt8 = 1 << 6
        static let isNamed: UInt8 = 1 << 7
    }

    let facts: AccountFacts
    private let parameters: EmergenceParameters
    /// The last day before this one on which each did anything; `never` where there is none.
    private var lastDays: [Int32]
    private static let never = Int32.min

    init(_ facts: AccountFacts, parameters: EmergenceParameters) {
        self.facts = facts
        self.parameters = parameters
        lastDays = Array(repeating: Self.never, count: facts.platforms.count)
    }

    /// How an account counts on a topic.
    /// - Parameter isFresh: whether it is new to the topic.
    @inline(__always)
    func flags(_ account: UInt32, on day: Int32, isFresh: Bool) -> UInt8 {
        var flags: UInt8 = 0
        let first = facts.firstDays[Int(account)]
        let isFirstSeen = first >= day
        if isFirstSeen { flags |= Flags.firstSeen }
        if day - first < parameters.newlySeenDays { flags |= Flags.young }
        let created = facts.created(account, by: day)
        if let created {
            let isNew = day - created < parameters.newDays
            if isNew { flags |= Flags.young }
            if isFresh { flags |= isNew ? Flags.isDated | Flags.newlyCreated : Flags.isDated }
        }
        // An account that was never seen slept since it was made, as far as the input tells.
        let last = isFirstSeen ? created : max(lastDays[Int(account)], first)
        if let last {
            flags |= Flags.isJudged
            if day - last >= parameters.dormantDays { flags |= Flags.dormant }
        }
        if isFresh, facts.names[Int(account)] != AccountFacts.noName {
            flags |= Flags.isNamed
            if facts.names[Int(account)] == 1 { flags |= Flags.generatedName }
        }
        return flags
    }

    /// Whether the account did something on that day, as far as it was told so far.
    @inline(__always)
    func wasActive(_ account: UInt32, on day: Int32) -> Bool { lastDays[Int(account)] == day }

    /// Notes that an account did something on a day, once the day is over.
    @inline(__always)
    mutating func note(_ account: UInt32, on day: Int32) { lastDays[Int(account)] = day }
}

/// Counts of the measures side by side, in the order of `Measure`.
typealias Tally = SIMD8<Float>

extension Tally {
    /// Behind the measures: young accounts that are new to the topic.
    static let youngAccounts = 5
    /// Views of posts: of the young's among the counts, of all among the totals.
    static let views = 6

    /// What one account adds to the counts, by its flags. Posts are added apart.
    static let counts: [Tally] = (0..<256).map { flags in
        let flags = UInt8(flags)
        var tally = Tally.zero
        if flags & AccountStates.Flags.firstSeen != 0 { tally[Measure.firstSeen.rawValue] = 1 }
        if flags & AccountStates.Flags.newlyCreated != 0 { tally[Measure.newlyCreated.rawValue] = 1 }
        if flags & AccountStates.Flags.dormant != 0 { tally[Measure.dormant.rawValue] = 1 }
        if flags & AccountStates.Flags.generatedName != 0 { tally[Measure.generatedName.rawValue] = 1 }
        if flags & AccountStates.Flags.young != 0 { tally[youngAccounts] = 1 }
        return tally
    }

    /// What one account adds to the totals.
    static let totals: [Tally] = (0..<256).map { flags in
        let flags = UInt8(flags)
        var tally = Tally.zero
        tally[Measure.firstSeen.rawValue] = 1
        if flags & AccountStates.Flags.isDated != 0 { tally[Measure.newlyCreated.rawValue] = 1 }
        if flags & AccountStates.Flags.isJudged != 0 { tally[Measure.dormant.rawValue] = 1 }
        if flags & AccountStates.Flags.isNamed != 0 { tally[Measure.generatedName.rawValue] = 1 }
        return tally
    }
}
