import Bytes
import GRDB
import Intake
import Oversight
import Records

/// Writes readings, each once.
struct ObservationStore {
    let database: Database
    private let insert: BoundStatement
    let find: BoundStatement
    private let insertCounter: BoundStatement
    private let insertStretch: BoundStatement
    let file: Int64
    private(set) var sum = ReadingSum()
    /// Over rows, evidence, stretches and contradictions.
    var sources = ReadingSum()
    private let now: Int64
    private let created: [AssetKey: Instant]
    private let numbers: NameNumbers
    private var assets = Interner()
    private var assetNumbers: [AssetNumber] = []
    private var vantages: [Vantage: VantageNumber] = [:]
    private(set) var repeated: UInt64 = 0
    var contradicting: UInt64 = 0
    /// Whether the file brought anything that the case did not hold.
    var hasNews = false
    /// What stretches cover, of each asset of this file and vantage: this file's and those of the case.
    var covers: [CoverKey: StretchCover] = [:]
    /// Whether the case held stretches before.
    private let hadStretches: Bool

    struct AssetNumber {
        var index: Int
        var id: Int64
        var created: Int64
        var word: UInt64
        var hasStretches: Bool
    }

    struct VantageNumber {
        var id: Int64
        var word: UInt64
    }

    struct CoverKey: Hashable {
        var asset: Int64
        var vantage: Int64
    }

    init(_ database: Database, file: Int64, now: Instant, created: [AssetKey: Instant]) throws {
        self.database = database
        self.file = file
        self.now = now.milliseconds
        self.created = created
        var numbers = try NameNumbers(database)
        try numbers.complete(database)
        self.numbers = numbers
        hadStretches = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM stretches)") ?? false
        insert = try BoundStatement(
            database,
            """
            INSERT INTO observations (asset, time, vantage, state, evidence, file, row) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (asset, time, vantage) DO NOTHING
            """)
        find = try BoundStatement(
            database, "SELECT state, file, row FROM observations WHERE asset = ? AND time = ? AND vantage = ?")
        insertCounter = try BoundStatement(
            database,
            """
            INSERT INTO asset_counters (asset, counter, time, number, file, row) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (asset, counter, time) DO NOTHING
            """)
        insertStretch = try BoundStatement(
            database,
            """
            INSERT INTO stretches (asset, vantage, start, until, state, evidence, file, row)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """)
    }

    mutating func take(_ row: ObservationRow) throws -> FieldFault? {
        guard let state = AvailabilityState(bytes: row.state) else {
            return FieldFault(
                "unknown-state", field: "state",
                "'\(row.state.string)' is no state; known are "
                    + AvailabilityState.allCases.map(\.name).joined(separator: ", "))
        }
        let asset = try assetNumber(row)
        if row.until ?? row.time > now {
            return FieldFault("in-the-future", field: "time", "the reading is dated after the time of its import")
        }
        if row.time < asset.created {
            return FieldFault(
                "before-creation", field: "time",
                "the asset \(row.platform.name):\(row.id.string) was seen before it was created "
                    + "(\(Instant(milliseconds: asset.created))): one of the two dates is wrong")
        }
        guard let vantage = try vantageNumber(row) else {
            return FieldFault(
                "too-many-vantages", field: "client",
                "the case has \(Self.mostVantages) vantages, as many as it can hold; a vantage is a country, a kind of network and"
                    + " a client, not a session")
        }
        if let until = row.until, until > row.time {
            if let other = try conflict(asset, vantage, row.time, until, state) {
                return try contradiction(row, asset, vantage, state, other)
            }
            _ = try write(asset, row.time, vantage, state, row)
            _ = try write(asset, until, vantage, state, row)
            try writeStretch(asset, vantage, until, state, row)
        } else {
            let inside =
                asset.hasStretches
                ? covers[CoverKey(asset: asset.id, vantage: vantage.id)]?.conflict(at: row.time, state) : nil
            if let span = inside {
                let other = try stated(by: span, asset, vantage, row.time, row.time)
                return try contradiction(row, asset, vantage, state, other)
            }
            if try !write(asset, row.time, vantage, state, row),
                let other = try reading(asset, row.time, vantage), other.state != state,
                try !isStated(state, of: asset, at: row.time, from: vantage)
            {
                if state.contradicts(other.state) { return try contradiction(row, asset, vantage, state, other) }
                // One of them says nothing. Both are kept, and the other counts.
                if try keepBeside(row, asset, vantage, state, other) { repeated -= 1 }
            }
        }
        for counter in row.counters {
            if let fault = try write(counter, asset, row) { return fault }
        }
        return nil
    }

    // MARK: Writing

    /// - Returns: whether it is new; there may be another in its place.
    private mutating func write(
        _ asset: AssetNumber, _ time: Int64, _ vantage: VantageNumber, _ state: AvailabilityState, _ row: ObservationRow
    ) throws -> Bool {
        insert.bind(1, asset.id)
        insert.bind(2, time)
        insert.bind(3, vantage.id)
        insert.bind(4, Int64(state.rawValue))
        insert.bind(5, row.evidence)
        insert.bind(6, file)
        insert.bind(7, Int64(clamping: row.number))
        try insert.run()
        if database.changesCount == 0 {
            repeated += 1
            return false
        }
        sum.add(asset: asset.word, time: time, vantage: vantage.word, state: Int64(state.rawValue))
        sources.add(
            asset: asset.word, time: time, vantage: vantage.word,
            state: ReadingSum.source(row: Int64(clamping: row.number), evidence: row.evidence))
        hasNews = true
        return true
    }

    private mutating func writeStretch(
        _ asset: AssetNumber, _ vantage: VantageNumber, _ until: Int64, _ state: AvailabilityState,
        _ row: ObservationRow
    ) throws {
        let number = Int64(clamping: row.number)
        covers[CoverKey(asset: asset.id, vantage: vantage.id), default: StretchCover()].insert(
            StretchCover.Span(start: row.time, end: until, state: state, file: file, row: number))
        assetNumbers[asset.index].hasStretches = true
        insertStretch.bind(1, asset.id)
        insertStretch.bind(2, vantage.id)
        insertStretch.bind(3, row.time)
        insertStretch.bind(4, until)
        insertStretch.bind(5, Int64(state.rawValue))
        insertStretch.bind(6, row.evidence)
        insertStretch.bind(7, file)
        insertStretch.bind(8, number)
        try insertStretch.run()
        if database.changesCount == 0 { return }
        sources.add(
            asset: asset.word, time: row.time, vantage: vantage.word,
            state: ReadingSum.source(row: number, evidence: row.evidence, until, Int64(state.rawValue)))
        hasNews = true
    }

    private mutating func write(
        _ counter: (name: String, value: Double), _ asset: AssetNumber, _ row: ObservationRow
    ) throws -> FieldFault? {
        insertCounter.bind(1, asset.id)
        insertCounter.bind(2, counter.name)
        insertCounter.bind(3, row.time)
        insertCounter.bind(4, real: counter.value)
        insertCounter.bind(5, file)
        insertCounter.bind(6, Int64(clamping: row.number))
        try insertCounter.run()
        if database.changesCount > 0 {
            sources.addCounter(
                asset: asset.word, counter: counter.name, time: row.time, value: counter.value,
                row: Int64(clamping: row.number))
            hasNews = true
            return nil
        }
        let known = try Double.fetchOne(
            database, sql: "SELECT number FROM asset_counters WHERE asset = ? AND counter = ? AND time = ?",
            arguments: [asset.id, counter.name, row.time])
        if known == counter.value { return nil }
        return FieldFault(
            "contradiction", field: counter.name,
            "another number of \(counter.name) was read of this asset at the same moment; the first stays, and so does this"
                + " row's state")
    }

    // MARK: Numbers

    private mutating func assetNumber(_ row: ObservationRow) throws -> AssetNumber {
        let (index, isNew) = assets.insert(row.id, space: UInt32(row.platform.rawValue))
        if !isNew { return assetNumbers[Int(index)] }
        let key = AssetKey(platform: row.platform, id: row.id.string)
        try database.execute(
            sql: "INSERT INTO assets (platform, value) VALUES (?, ?) ON CONFLICT (value, platform) DO NOTHING",
            arguments: [numbers[key.platform], key.id])
        let id =
            try Int64.fetchOne(
                database, sql: "SELECT id FROM assets WHERE value = ? AND platform = ?",
                arguments: [key.id, numbers[key.platform]]) ?? 0
        assetNumbers.append(
            AssetNumber(
                index: Int(index), id: id, created: created[key]?.milliseconds ?? .min,
                word: ReadingSum.word(key.description), hasStretches: hadStretches ? try loadStretches(of: id) : false))
        return assetNumbers[Int(index)]
    }

    /// Learns what stretches of the case cover of an asset; false where it has none.
    private mutating func loadStretches(of asset: Int64) throws -> Bool {
        let rows = try Row.fetchCursor(
            try database.cachedStatement(
                sql:
                    "SELECT vantage, start, until, state, file, row FROM stretches WHERE asset = ? ORDER BY vantage, start"
            ),
            arguments: [asset])
        var any = false
        while let row = try rows.next() {
            any = true
            let code: Int64 = row[3]
            covers[CoverKey(asset: asset, vantage: row[0]), default: StretchCover()].insert(
                StretchCover.Span(
                    start: row[1], end: row[2],
                    state: AvailabilityState(rawValue: UInt8(truncatingIfNeeded: code)) ?? .unknown, file: row[4],
                    row: row[5]))
        }
        return any
    }

    /// As many as a table of readings can number.
    private static let mostVantages = 65_535

    private mutating func vantageNumber(_ row: ObservationRow) throws -> VantageNumber? {
        let vantage = Vantage(
            country: row.country.string, network: row.network.string, isLoggedIn: row.isLoggedIn,
            client: row.client.string)
        if let known = vantages[vantage] { return known }
        let values: StatementArguments = [
            vantage.country, vantage.network, vantage.isLoggedIn.map { $0 ? 1 : 0 }, vantage.client,
        ]
        let sql =
            "SELECT id FROM vantages WHERE country = ? AND network = ? AND coalesce(is_logged_in, -1) = coalesce(?, -1) AND client = ?"
        let id: Int64
        if let known = try Int64.fetchOne(database, sql: sql, arguments: values) {
            id = known
        } else {
            if try Int.fetchOne(database, sql: "SELECT count(*) FROM vantages") ?? 0 >= Self.mostVantages { return nil }
            try database.execute(
                sql: "INSERT INTO vantages (country, network, is_logged_in, client) VALUES (?, ?, ?, ?)",
                arguments: values)
            id = database.lastInsertedRowID
        }
        let word = ReadingSum.word(
            ReadingSum.text(
                vantage.country, vantage.network, vantage.isLoggedIn.map { $0 ? 1 : 0 }, vantage.client))
        let number = VantageNumber(id: id, word: word)
        vantages[vantage] = number
        return number
    }
}
