import Bytes
import GRDB
package import Intake
package import Oversight
package import Records

extension CaseFolder {
    /// What an import of observations came to.
    package struct ObservationImport: Sendable {
        package var rows: UInt64 = 0
        package var accepted: UInt64 = 0
        /// Readings that stood there already.
        package var repeated: UInt64 = 0
        package var rejected: [Rejection] = []
        /// Rejections beyond those that are kept here.
        package var moreRejected: UInt64 = 0
        package var sha256 = ""

        package init() {}
    }

    /// Rejections listed at most.
    private static let mostRejections = 100_000

    /// Takes a file's readings into the case, whole or not at all.
    /// - Parameters:
    ///   - platform: of rows that name none.
    ///   - now: readings dated later are rejected.
    ///   - created: when assets were created, as cohorts say; earlier readings are rejected.
    package func importObservations(
        _ file: SourceFile, platform: Platform?, now: Instant, created: [AssetKey: Instant],
        progress: Records.Progress = .silent
    ) throws(CaseError) -> ObservationImport {
        let lock = try CaseLock(self, waits: true)
        defer { withExtendedLifetime(lock) {} }
        do {
            return try queue.write { database in
                var result = ObservationImport()
                try database.execute(
                    sql: """
                        INSERT INTO observation_files (name, sha256, bytes, entered, rows, accepted, readings, checksum)
                        VALUES (?, ?, 0, ?, 0, 0, 0, '')
                        """,
                    // Until its digest is known, a name of its own.
                    arguments: [file.name, "being read at \(now.milliseconds)", now.milliseconds])
                let number = database.lastInsertedRowID
                var store = try ObservationStore(database, file: number, now: now, created: created)
                let outcome = try ObservationReader.read(
                    file, platform: platform, progress: progress,
                    take: { try store.take($0) },
                    reject: {
                        if result.rejected.count < Self.mostRejections {
                            result.rejected.append($0)
                        } else {
                            result.moreRejected += 1
                        }
                    })
                result.rows = outcome.rows
                result.accepted = outcome.accepted
                result.repeated = store.repeated
                result.sha256 = outcome.sha256
                let isKnown =
                    try Bool.fetchOne(
                        database, sql: "SELECT count(*) FROM observation_files WHERE sha256 = ?",
                        arguments: [outcome.sha256]) ?? false
                if isKnown, store.sum.count == 0 {
                    try database.execute(sql: "DELETE FROM observation_files WHERE id = ?", arguments: [number])
                    return result
                }
                try database.execute(
                    sql: """
                        UPDATE observation_files SET sha256 = ?, bytes = ?, rows = ?, accepted = ?, readings = ?,
                            checksum = ? WHERE id = ?
                        """,
                    arguments: [
                        // The same file gives more where cohorts have changed since: then it counts again.
                        isKnown ? outcome.sha256 + " again at \(now.milliseconds)" : outcome.sha256,
                        Int64(clamping: outcome.bytes), Int64(clamping: outcome.rows),
                        Int64(clamping: outcome.accepted), store.sum.count, store.sum.text, number,
                    ])
                return result
            }
        } catch {
            throw CaseError(error, folder: path)
        }
    }

    /// All readings, or those of some assets.
    /// - Parameter until: later readings are left out.
    /// - Throws: `tampered` where readings are not what was imported.
    package func observations(
        of keys: Set<AssetKey>? = nil, until: Instant? = nil
    ) throws(CaseError) -> ObservationTable {
        let limit = until?.milliseconds ?? .max
        let folder = path
        return try read { database in
            let numbers = try NameNumbers(database)
            var builder = ObservationTable.Builder()
            var vantages: [Int64: (number: UInt16, word: UInt64)] = [:]
            let named = try BoundStatement(database, "SELECT id, country, network, is_logged_in, client FROM vantages")
            while try named.step() {
                let vantage = Vantage(
                    country: named.string(1), network: named.string(2),
                    isLoggedIn: named.optionalInteger(3).map { $0 != 0 }, client: named.string(4))
                vantages[named.integer(0)] = builder.number(of: vantage).map {
                    (
                        $0,
                        ReadingSum.word(
                            ReadingSum.text(
                                named.string(1), named.string(2), named.optionalInteger(3), named.string(4)))
                    )
                }
            }
            let assets = try BoundStatement(database, "SELECT id, platform, value FROM assets")
            var wanted: [(number: UInt32?, word: UInt64)] = []
            while try assets.step() {
                guard let platform = numbers.platformOfNumber[assets.integer(1)] else { continue }
                let key = AssetKey(platform: platform, id: assets.string(2))
                let id = Int(assets.integer(0))
                if id >= wanted.count { wanted += Array(repeating: (nil, 0), count: id + 1 - wanted.count) }
                wanted[id] = (
                    keys?.contains(key) == false ? nil : builder.number(of: key), ReadingSum.word(key.description)
                )
            }
            let files = try BoundStatement(database, "SELECT id, name, readings, checksum FROM observation_files")
            var sums: [(name: String, expected: String, sum: ReadingSum)] = []
            while try files.step() {
                let id = Int(files.integer(0))
                if id >= sums.count { sums += Array(repeating: ("", "", ReadingSum()), count: id + 1 - sums.count) }
                sums[id] = (files.string(1), files.string(3), ReadingSum())
            }
            let rows = try BoundStatement(database, "SELECT asset, time, vantage, state, file FROM observations")
            while try rows.step() {
                let (asset, file) = (Int(rows.integer(0)), Int(rows.integer(4)))
                let (time, code) = (rows.integer(1), rows.integer(3))
                guard asset >= 0, asset < wanted.count, file >= 0, file < sums.count,
                    let vantage = vantages[rows.integer(2)],
                    let state = UInt8(exactly: code).flatMap({ AvailabilityState(rawValue: $0) })
                else { throw CaseError.tampered(folder: folder, what: "table of readings", digest: "") }
                sums[file].sum.add(asset: wanted[asset].word, time: time, vantage: vantage.word, state: code)
                if let number = wanted[asset].number, time <= limit {
                    builder.add(asset: number, time: time, vantage: vantage.number, state: state)
                }
            }
            for file in sums where file.expected != file.sum.text && !file.name.isEmpty {
                throw CaseError.tampered(
                    folder: folder, what: "readings from \(file.name)", digest: file.expected)
            }
            return builder.finish()
        }
    }

    /// A counter's readings, by asset.
    package func counters(named counter: String) throws(CaseError) -> [ExposureAfter.Series] {
        try read { database in
            let numbers = try NameNumbers(database)
            let rows = try BoundStatement(
                database,
                """
                SELECT assets.platform, assets.value, time, number FROM asset_counters
                JOIN assets ON assets.id = asset WHERE counter = ? ORDER BY asset, time
                """)
            rows.bind(1, counter)
            var series: [AssetKey: [ExposureAfter.Reading]] = [:]
            while try rows.step() {
                guard let platform = numbers.platformOfNumber[rows.integer(0)] else { continue }
                series[AssetKey(platform: platform, id: rows.string(1)), default: []].append(
                    ExposureAfter.Reading(time: rows.integer(2), value: rows.double(3)))
            }
            return series.map { ExposureAfter.Series(asset: $0.key, readings: $0.value) }
                .sorted { $0.asset < $1.asset }
        }
    }

    /// SHA-256 of the files that readings were taken from, in the order of their import.
    package func observationFiles() throws(CaseError) -> [(name: String, sha256: String)] {
        try read { database in
            let rows = try BoundStatement(database, "SELECT name, sha256 FROM observation_files ORDER BY id")
            var files: [(name: String, sha256: String)] = []
            while try rows.step() { files.append((rows.string(0), rows.string(1))) }
            return files
        }
    }
}

/// Writes readings, each once.
private struct ObservationStore {
    private let database: Database
    private let insert: BoundStatement
    private let find: BoundStatement
    private let insertCounter: BoundStatement
    private let file: Int64
    private(set) var sum = ReadingSum()
    private let now: Int64
    private let created: [AssetKey: Instant]
    private let numbers: NameNumbers
    private var assets = Interner()
    private var assetNumbers: [AssetNumber] = []
    private var vantages: [Vantage: (id: Int64, word: UInt64)] = [:]
    private(set) var repeated: UInt64 = 0
    /// The stretches of this file, of each asset and vantage.
    private var stretches: [StretchKey: [(start: Int64, end: Int64, state: UInt8)]] = [:]

    private struct AssetNumber {
        var id: Int64
        var created: Int64
        var word: UInt64
    }

    private struct StretchKey: Hashable {
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
        insert = try BoundStatement(
            database,
            """
            INSERT INTO observations (asset, time, vantage, state, evidence, file) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (asset, time, vantage) DO NOTHING
            """)
        find = try BoundStatement(
            database, "SELECT state FROM observations WHERE asset = ? AND time = ? AND vantage = ?")
        insertCounter = try BoundStatement(
            database,
            """
            INSERT INTO asset_counters (asset, counter, time, number) VALUES (?, ?, ?, ?)
            ON CONFLICT (asset, counter, time) DO NOTHING
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
        if let until = row.until {
            let key = StretchKey(asset: asset.id, vantage: vantage.id)
            let other = stretches[key]?.first {
                $0.state != state.rawValue && row.time < $0.end && $0.start < until
            }
            if let other {
                return FieldFault(
                    "overlap", field: "time",
                    "the stretch overlaps with one of the same asset and vantage in another state, from "
                        + "\(Instant(milliseconds: other.start)) to \(Instant(milliseconds: other.end))")
            }
            stretches[key, default: []].append((row.time, until, state.rawValue))
        }
        for time in row.until.map({ $0 == row.time ? [row.time] : [row.time, $0] }) ?? [row.time] {
            if let fault = try write(asset, time, vantage, state, row) { return fault }
        }
        for counter in row.counters {
            insertCounter.bind(1, asset.id)
            insertCounter.bind(2, counter.name)
            insertCounter.bind(3, row.time)
            insertCounter.bind(4, real: counter.value)
            try insertCounter.run()
            if database.changesCount == 0,
                try Double.fetchOne(
                    database, sql: "SELECT number FROM asset_counters WHERE asset = ? AND counter = ? AND time = ?",
                    arguments: [asset.id, counter.name, row.time]) != counter.value
            {
                return FieldFault(
                    "contradiction", field: counter.name,
                    "another number of \(counter.name) was read of this asset at the same moment; the first stays")
            }
        }
        return nil
    }

    private mutating func write(
        _ asset: AssetNumber, _ time: Int64, _ vantage: (id: Int64, word: UInt64), _ state: AvailabilityState,
        _ row: ObservationRow
    ) throws -> FieldFault? {
        insert.bind(1, asset.id)
        insert.bind(2, time)
        insert.bind(3, vantage.id)
        insert.bind(4, Int64(state.rawValue))
        insert.bind(5, row.evidence)
        insert.bind(6, file)
        try insert.run()
        if database.changesCount > 0 {
            sum.add(asset: asset.word, time: time, vantage: vantage.word, state: Int64(state.rawValue))
            return nil
        }
        repeated += 1
        find.bind(1, asset.id)
        find.bind(2, time)
        find.bind(3, vantage.id)
        defer { find.reset() }
        guard try find.step(), find.integer(0) != Int64(state.rawValue) else { return nil }
        let other = AvailabilityState(rawValue: UInt8(truncatingIfNeeded: find.integer(0)))?.name ?? "?"
        return FieldFault(
            "contradiction", field: "state",
            "the same asset was read as '\(other)' at the same moment from the same vantage; the first reading stays")
    }

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
                id: id, created: created[key]?.milliseconds ?? .min, word: ReadingSum.word(key.description)))
        return assetNumbers[Int(index)]
    }

    /// As many as a table of readings can number.
    private static let mostVantages = 65_535

    private mutating func vantageNumber(_ row: ObservationRow) throws -> (id: Int64, word: UInt64)? {
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
        vantages[vantage] = (id, word)
        return (id, word)
    }
}
