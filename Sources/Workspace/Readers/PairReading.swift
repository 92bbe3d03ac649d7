import Bytes
package import Corpus
import GRDB
package import Records
import Traces

/// What two accounts did with the objects that both met, as columns.
package struct PairReading: Sendable {
    /// The posts of both on these objects, in the order in which the whole case has them.
    package var corpus: Corpus
    /// The two as a search of the whole case names them.
    package var a: AccountKey
    package var b: AccountKey
    /// SHA-256 of each import's file, in their order.
    package var files: [String]
}

extension CaseReaders {
    /// Reads what two accounts did, and nothing of anybody else.
    ///
    /// The columns hold what `CaseFolder.corpus` has of the two on objects that both acted on, in the same order. An account
    /// that is known by its handle alone is the one account with an id that has the handle, as there.
    /// - Parameters:
    ///   - traces: whose objects are read.
    ///   - rows: how many records of each import count; nil for all.
    ///   - index: names the share events of an account; it must have all of them.
    /// - Returns: nil where the case has not both.
    package func pair(
        _ first: AccountKey, _ second: AccountKey, traces: TraceSet, rows: [UInt64]? = nil, index: SearchIndex
    ) throws(CaseError) -> PairReading? {
        let indexed = try index.status(of: self)
        if traces.contains(.shared), indexed.events < indexed.totals.events {
            throw .refused("share events are being indexed; ask again when the page of imports says that it is done.")
        }
        let found = try read { database -> (sides: [Side], known: Known)? in
            let known = try known(database)
            let sides = try [first, second].map { try Side($0, known.names, database) }
            guard let one = sides[0], let other = sides[1] else { return nil }
            return ([one, other], known)
        }
        guard let (sides, known) = found else { return nil }
        var events: [[Int64]] = []
        for side in sides {
            var numbers: [Int64] = []
            for account in side.accounts { numbers += try index.events(ofAccount: account.number) }
            events.append(numbers)
        }
        return try read { database in
            let imports = known.imports.prefix(rows?.count ?? .max)
            let reader = PairReader(
                database: database, names: known.names, traces: traces, rows: rows, imports: Array(imports))
            return PairReading(
                corpus: try reader.read(sides, events: events), a: sides[0].key, b: sides[1].key,
                files: imports.map(\.sha256))
        }
    }
}

/// One of those that are read, with the account that stands for its handle where there is one.
struct Side {
    struct Account {
        var number: Int64
        var key: AccountKey
        /// Folded; nil where the account is its handle, or has none.
        var handle: String?
    }

    var accounts: [Account] = []
    /// What a search calls it.
    var key: AccountKey

    init?(_ asked: AccountKey, _ names: NameNumbers, _ database: Database) throws {
        key = asked
        guard let number = try CaseReaders.number(of: asked, names, database) else { return nil }
        if asked.kind == .handle {
            accounts = [Account(number: number, key: asked)]
            let owners = try Self.owners(of: asked.value, asked.platform, names, database)
            if let owner = owners.first, owners.count == 1 {
                accounts.append(owner)
                key = owner.key
            }
            return
        }
        let row = try BoundStatement(cached: database, "SELECT handle FROM accounts WHERE id = ?")
        row.bind(1, number)
        let handle = try row.step() ? Self.folded(row.string(0), asked.platform) : nil
        accounts = [Account(number: number, key: asked, handle: handle)]
        guard let handle else { return }
        let provisional = AccountKey(platform: asked.platform, kind: .handle, value: handle)
        if let other = try CaseReaders.number(of: provisional, names, database),
            try Self.owners(of: handle, asked.platform, names, database).map(\.number) == [number]
        {
            accounts.append(Account(number: other, key: provisional))
        }
    }

    /// Accounts with an id whose handle it is now.
    private static func owners(
        of handle: String, _ platform: Platform, _ names: NameNumbers, _ database: Database
    ) throws -> [Account] {
        let rows = try BoundStatement(
            cached: database,
            """
            SELECT accounts.id, value, accounts.handle FROM handles CROSS JOIN accounts ON accounts.id = handles.account
            WHERE handles.handle = ? AND platform = ? AND kind = 'id' ORDER BY accounts.id
            """)
        rows.bind(1, handle)
        rows.bind(2, names[platform])
        var owners: [Account] = []
        while try rows.step() {
            guard folded(rows.string(2), platform) == handle else { continue }
            owners.append(
                Account(
                    number: rows.integer(0), key: AccountKey(platform: platform, kind: .id, value: rows.string(1)),
                    handle: handle))
        }
        return owners
    }

    private static func folded(_ handle: String, _ platform: Platform) -> String? {
        if handle.isEmpty { return nil }
        var arena = ScratchArena()
        return ByteView.with(handle) { handle in
            (MentionTrace.normalise(handle, folds: platform.foldsHandles, &arena) ?? handle).string
        }
    }
}

struct PairReader {
    struct Act {
        var number: Int64
        var account: Int64
        var time: Int64
        var citation: Citation
        var objects: [Int64]
        var content: String
    }

    let database: Database
    let names: NameNumbers
    let traces: TraceSet
    let rows: [UInt64]?
    let imports: [ImportLine]

    func read(_ sides: [Side], events: [[Int64]]) throws -> Corpus {
        var posts: [[Act]] = []
        var shares: [[Act]] = []
        for (side, numbers) in zip(sides, events) {
            posts.append(try side.accounts.flatMap { try acts(ofAccount: $0.number) })
            shares.append(try numbers.compactMap { try event($0) })
        }
        return try corpus(sides, posts: posts, shares: shares)
    }

    /// The columns of what each did on objects that at least two of them met.
    func corpus(_ sides: [Side], posts: [[Act]], shares: [[Act]]) throws -> Corpus {
        var met: [Int64: Int] = [:]
        for (posts, shares) in zip(posts, shares) {
            for object in Set((posts + shares).flatMap(\.objects)) { met[object, default: 0] += 1 }
        }
        var builder = CorpusBuilder()
        let objects = try builder.objects(met.filter { $0.value > 1 }.keys.sorted(), names, traces, database)
        var accounts: [Int64: UInt32] = [:]
        for account in sides.flatMap(\.accounts) {
            accounts[account.number] = ByteView.with(account.key.value) { value in
                ByteView.with(account.handle ?? "") { handle in
                    builder.account(
                        platform: account.key.platform, kind: account.key.kind, value: value, handle: handle)
                }
            }
        }
        for act in posts.joined().sorted(by: { $0.number < $1.number }) {
            let shared = act.objects.compactMap { objects[$0] }
            guard !shared.isEmpty, let account = accounts[act.account] else { continue }
            let time = Instant(milliseconds: act.time)
            let post = builder.post(account: account, time: time, citation: act.citation)
            for object in shared {
                builder.action(trace: object.trace, object: object.index, account: account, time: time, post: post)
            }
        }
        for act in shares.joined().sorted(by: { $0.number < $1.number }) {
            guard let object = act.objects.first.flatMap({ objects[$0] }), let account = accounts[act.account] else {
                continue
            }
            ByteView.with(act.content) { content in
                builder.share(
                    object: object.index, content: content, account: account, time: Instant(milliseconds: act.time),
                    citation: act.citation)
            }
        }
        return builder.finish()
    }

    private func citation(_ number: Int64, _ row: Int64) -> Citation? {
        guard let place = imports.firstIndex(where: { $0.number == number }) else { return nil }
        if let rows, place < rows.count, row > Int64(clamping: rows[place]) { return nil }
        return Citation(source: UInt32(place), row: UInt32(truncatingIfNeeded: row))
    }

    func acts(ofAccount account: Int64) throws -> [Act] {
        let posts = try BoundStatement(
            cached: database,
            """
            SELECT id, time, import, row, objects FROM posts
            WHERE account = ? AND time IS NOT NULL AND objects IS NOT NULL
            """)
        posts.bind(1, account)
        var acts: [Act] = []
        while try posts.step() {
            guard let citation = citation(posts.integer(2), posts.integer(3)) else { continue }
            var objects: [Int64] = []
            posts.bytes(4).eachNumber { objects.append(Int64(clamping: $0)) }
            acts.append(
                Act(
                    number: posts.integer(0), account: account, time: posts.integer(1), citation: citation,
                    objects: objects, content: ""))
        }
        return acts
    }

    func event(_ number: Int64) throws -> Act? {
        let row = try BoundStatement(
            cached: database, "SELECT account, time, import, row, object, content FROM events WHERE id = ?")
        row.bind(1, number)
        guard try row.step(), let citation = citation(row.integer(2), row.integer(3)) else { return nil }
        return Act(
            number: number, account: row.integer(0), time: row.integer(1), citation: citation,
            objects: row.optionalInteger(4).map { [$0] } ?? [], content: row.string(5))
    }
}

extension CorpusBuilder {
    /// Takes objects of some traces, by number.
    fileprivate mutating func objects(
        _ numbers: [Int64], _ names: NameNumbers, _ traces: TraceSet, _ database: Database
    ) throws -> [Int64: (trace: Trace, index: UInt32)] {
        let row = try BoundStatement(cached: database, "SELECT trace, platform, value FROM objects WHERE id = ?")
        var found: [Int64: (trace: Trace, index: UInt32)] = [:]
        for number in numbers {
            row.bind(1, number)
            guard try row.step() else { continue }
            defer { row.reset() }
            guard let trace = names.traceOfNumber[row.integer(0)], traces.contains(trace) else { continue }
            let platform = row.optionalInteger(1).flatMap { names.platformOfNumber[$0] } ?? .unstated
            found[number] = (trace, object(trace: trace, platform: platform, value: row.bytes(2)))
        }
        return found
    }
}

extension SearchIndex {
    /// The numbers of an account's share events.
    func events(ofAccount account: Int64) throws(CaseError) -> [Int64] {
        try read { database in
            let rows = try BoundStatement(cached: database, "SELECT item FROM acts WHERE account = ? AND item & 1 = 1")
            rows.bind(1, account)
            var found: [Int64] = []
            while try rows.step() { found.append(rows.integer(0) >> 1) }
            return found
        }
    }
}
