import Bytes
import GRDB
import Intake
import Records

/// Gives accounts their ids, and keeps their handles' periods and their profiles.
struct AccountStore {
    /// What is known of an account in this import.
    private struct State {
        var id: Int64
        /// Index of the handle in the record read last among `handles`, folded; `UInt32.max` where none was.
        var handle = UInt32.max
        /// When that handle was seen since it was last written down; first > last where it was not.
        var first = Int64.max
        var last = Int64.min
        /// Hash of the profile seen last; nil where it was not looked up yet.
        var profile: UInt64?
        var created: Int64?
        var isTouched = false
    }

    private var keys = Interner()
    private var states: [State] = []
    private var handles = Interner()
    /// Accounts whose handles must be written down before the batch ends.
    private var touched: [UInt32] = []
    private var isComplete: Bool
    private var next: Int64
    /// Accounts and handles that were not known before.
    private(set) var learnt = 0
    private let seed = UInt64.random(in: .min ... .max)
    private let find: BoundStatement
    private let insert: BoundStatement
    private let rename: BoundStatement
    private let period: BoundStatement
    private let setCreated: BoundStatement
    private let flagOlder: BoundStatement
    private let lastProfile: BoundStatement
    private let insertProfile: BoundStatement

    /// When to forget and ask the case again.
    private static let mostAccounts = 4_000_000

    init(_ database: Database) throws {
        let last = try database.largestNumber(in: "accounts")
        next = (last ?? 0) + 1
        isComplete = last == nil
        find = try BoundStatement(
            database, "SELECT id, handle, created FROM accounts WHERE value = ? AND platform = ? AND kind = ?")
        insert = try BoundStatement(
            database, "INSERT INTO accounts (id, platform, kind, value, handle) VALUES (?, ?, ?, ?, ?)")
        rename = try BoundStatement(database, "UPDATE accounts SET handle = ? WHERE id = ?")
        period = try BoundStatement(
            database,
            """
            INSERT INTO handles (account, handle, first, last) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last)
            """)
        setCreated = try BoundStatement(database, "UPDATE accounts SET created = ? WHERE id = ?")
        flagOlder = try BoundStatement(
            database,
            """
            INSERT OR IGNORE INTO flags (post, flag, detail)
            SELECT id, 'older-than-account', 'the post is older than its account by more than a day'
            FROM posts WHERE account = ? AND time < ?
            """)
        lastProfile = try BoundStatement(
            database,
            """
            SELECT name, description, location, urls, followers, following, posts, likes, is_verified FROM profiles
            WHERE account = ? ORDER BY import DESC, row DESC LIMIT 1
            """)
        insertProfile = try BoundStatement(
            database,
            """
            INSERT OR IGNORE INTO profiles (account, observed, import, row, is_stated, name, description, location,
                urls, followers, following, posts, likes, is_verified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
    }

    /// The id of a record's account, its handle noted as seen at `time`.
    mutating func id(
        of record: RecordDraft, at time: Int64, _ numbers: NameNumbers, _ arena: inout ScratchArena
    ) throws -> (id: Int64, slot: Int) {
        let isHandle = record.accountKind == .handle
        let value = isHandle ? record.folded(record.account, &arena) : record.account
        let written = isHandle ? record.account : record.handle
        let space = UInt32(record.platform.rawValue) << 1 | UInt32(record.accountKind.rawValue)
        let key = keys.insert(value, space: space)
        let slot = Int(key.index)
        if key.isNew { states.append(try state(of: record, value, written, numbers, &arena)) }
        if !isHandle, !written.isEmpty { try note(written, record, slot, time, &arena) }
        return (states[slot].id, slot)
    }

    private mutating func state(
        of record: RecordDraft, _ value: ByteView, _ written: ByteView, _ numbers: NameNumbers,
        _ arena: inout ScratchArena
    ) throws -> State {
        let kind = record.accountKind == .handle ? "handle" : "id"
        if !isComplete {
            find.bind(1, value)
            find.bind(2, numbers[record.platform])
            find.bind(3, kind)
            if try find.step() {
                var state = State(id: find.integer(0))
                let handle = find.bytes(1)
                if !handle.isEmpty { state.handle = handles.intern(record.folded(handle, &arena)) }
                state.created = find.optionalInteger(2)
                find.reset()
                return state
            }
        }
        let id = next
        next += 1
        insert.bind(1, id)
        insert.bind(2, numbers[record.platform])
        insert.bind(3, kind)
        insert.bind(4, value)
        insert.bind(5, written)
        try insert.run()
        learnt += 1
        return State(id: id)
    }

    private mutating func note(
        _ written: ByteView, _ record: RecordDraft, _ slot: Int, _ time: Int64, _ arena: inout ScratchArena
    ) throws {
        let handle = handles.intern(record.folded(written, &arena))
        if states[slot].handle != handle {
            try writePeriod(slot)
            states[slot].handle = handle
            learnt += 1
            rename.bind(1, written)
            rename.bind(2, states[slot].id)
            try rename.run()
        }
        states[slot].first = min(states[slot].first, time)
        states[slot].last = max(states[slot].last, time)
        if !states[slot].isTouched {
            states[slot].isTouched = true
            touched.append(UInt32(slot))
        }
    }

    private mutating func writePeriod(_ slot: Int) throws {
        let state = states[slot]
        guard state.first <= state.last else { return }
        period.bind(1, state.id)
        period.bind(2, handles.names.string(state.handle))
        period.bind(3, state.first)
        period.bind(4, state.last)
        try period.run()
        states[slot].first = .max
        states[slot].last = .min
    }

    /// Writes down what is still in memory, so that a batch is whole.
    mutating func flush() throws {
        for slot in touched {
            try writePeriod(Int(slot))
            states[Int(slot)].isTouched = false
        }
        touched.removeAll(keepingCapacity: true)
        if states.count > Self.mostAccounts {
            keys = Interner()
            handles = Interner()
            states = []
            isComplete = false
        }
    }

    /// Whether a post of the account would be older than the account itself. A day is allowed: sources state the day,
    /// or another zone's.
    func isOlderThanAccount(_ time: Int64, slot: Int) -> Bool {
        guard let created = states[slot].created else { return false }
        return time < Self.dayBefore(created)
    }

    private static func dayBefore(_ time: Int64) -> Int64 { max(time, .min + 86_400_000) - 86_400_000 }

    // MARK: Profiles

    /// Keeps a profile where it differs from the one seen last; whether it did.
    mutating func keep(
        _ record: RecordDraft, slot: Int, _ observation: Observation, _ arena: inout ScratchArena
    ) throws -> Bool {
        let profile = record.profile
        if let created = profile.created?.milliseconds, states[slot].created != created {
            states[slot].created = created
            flagOlder.bind(1, states[slot].id)
            flagOlder.bind(2, Self.dayBefore(created))
            try flagOlder.run()
            setCreated.bind(1, created)
            setCreated.bind(2, states[slot].id)
            try setCreated.run()
        }
        let urls = Self.joined(profile.urls, &arena)
        let hash = hash([profile.name, profile.description, profile.location, urls], profile)
        if states[slot].profile == nil { states[slot].profile = try storedProfile(slot) }
        if hash == Self.nothing || states[slot].profile == hash { return false }
        states[slot].profile = hash
        insertProfile.bind(1, states[slot].id)
        insertProfile.bind(2, observation.time)
        insertProfile.bind(3, observation.source)
        insertProfile.bind(4, observation.row)
        insertProfile.bind(5, observation.isStated ? 1 : 0)
        insertProfile.bind(6, profile.name)
        insertProfile.bind(7, profile.description)
        insertProfile.bind(8, profile.location)
        insertProfile.bind(9, urls)
        insertProfile.bind(10, profile.counters.followers)
        insertProfile.bind(11, profile.counters.following)
        insertProfile.bind(12, profile.counters.posts)
        insertProfile.bind(13, profile.counters.likes)
        insertProfile.bind(14, profile.isVerified.map { $0 ? 1 : 0 })
        try insertProfile.run()
        return true
    }

    /// Stands for a profile that says nothing.
    private static let nothing: UInt64 = 0

    private func storedProfile(_ slot: Int) throws -> UInt64 {
        lastProfile.bind(1, states[slot].id)
        guard try lastProfile.step() else { return Self.nothing }
        defer { lastProfile.reset() }
        var counters = AccountCounters()
        counters.followers = lastProfile.optionalInteger(4)
        counters.following = lastProfile.optionalInteger(5)
        counters.posts = lastProfile.optionalInteger(6)
        counters.likes = lastProfile.optionalInteger(7)
        var profile = ProfileDraft()
        profile.counters = counters
        profile.isVerified = lastProfile.optionalInteger(8).map { $0 != 0 }
        return hash((0..<4).map { lastProfile.bytes($0) }, profile)
    }

    private func hash(_ texts: [ByteView], _ profile: ProfileDraft) -> UInt64 {
        let counters = profile.counters
        if texts.allSatisfy(\.isEmpty), counters.isEmpty, profile.isVerified == nil { return Self.nothing }
        var bytes: [UInt8] = []
        for text in texts {
            text.append(to: &bytes)
            bytes.append(0)
        }
        let numbers = [counters.followers, counters.following, counters.posts, counters.likes]
        bytes += "\(numbers) \(String(describing: profile.isVerified))".utf8
        return ByteView.with(bytes) { $0.hash(seed: seed) } | 1
    }

    /// Several addresses as one text, a line each.
    private static func joined(_ texts: [ByteView], _ arena: inout ScratchArena) -> ByteView {
        for (number, text) in texts.enumerated() {
            if number > 0 { arena.append(0x0A) }
            arena.append(text)
        }
        return arena.finish()
    }
}

/// When something was seen, and where that is written.
struct Observation {
    /// Milliseconds since 1970 UTC.
    var time: Int64
    /// Whether the source says when; else it is the time of the import, before which it must have been.
    var isStated: Bool
    /// The import's number.
    var source: Int64
    var row: Int64
}
