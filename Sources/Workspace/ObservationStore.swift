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
                var store = try ObservationStore(database, now: now, created: created)
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
                try database.execute(
                    sql: """
                        INSERT INTO observation_files (name, sha256, bytes, entered, rows, accepted)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING
                        """,
                    arguments: [
                        file.name, outcome.sha256, Int64(clamping: outcome.bytes), now.milliseconds,
                        Int64(clamping: outcome.rows), Int64(clamping: outcome.accepted),
                    ])
                return result
            }
        } catch {
            throw CaseError(error, folder: path)
        }
    }

    /// All readings, or those of some assets.
    package func observations(of keys: Set<AssetKey>? = nil) throws(CaseError) -> ObservationTable {
        try read { database in
            let numbers = try NameNumbers(database)
            var builder = ObservationTable.Builder()
            var vantages: [Int64: UInt16] = [:]
            let named = try BoundStatement(database, "SELECT id, country, network, is_logged_in, client FROM vantages")
            while try named.step() {
                let vantage = Vantage(
                    country: named.string(1), network: named.string(2),
                    isLoggedIn: named.optionalInteger(3).map { $0 != 0 }, client: named.string(4))
                vantages[named.integer(0)] = builder.number(of: vantage)
            }
            let assets = try BoundStatement(database, "SELECT id, platform, value FROM assets")
            var wanted: [UInt32?] = []
            while try assets.step() {
                guard let platform = numbers.platformOfNumber[assets.integer(1)] else { continue }
                let key = AssetKey(platform: platform, id: assets.string(2))
                if let keys, !keys.contains(key) { continue }
                let id = Int(assets.integer(0))
                if id >= wanted.count { wanted += Array(repeating: nil, count: id + 1 - wanted.count) }
                wanted[id] = builder.number(of: key)
            }
            let rows = try BoundStatement(database, "SELECT asset, time, vantage, state FROM observations")
            while try rows.step() {
                let asset = Int(rows.integer(0))
                guard asset < wanted.count, let number = wanted[asset], let vantage = vantages[rows.integer(2)],
                    let state = AvailabilityState(rawValue: UInt8(truncatingIfNeeded: rows.integer(3)))
                else { continue }
                builder.add(asset: number, time: rows.integer(1), vantage: vantage, state: state)
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
    private let now: Int64
    private let created: [AssetKey: Instant]
    private let numbers: NameNumbers
    private var assets = Interner()
    private var assetNumbers: [(id: Int64, created: Int64)] = []
    private var vantages: [Vantage: Int64] = [:]
    private(set) var repeated: UInt64 = 0
    /// The stretch that was read last of each asset and vantage, while stretches come in order.
    private var stretches: [StretchKey: (end: Int64, state: UInt8)] = [:]

    private struct StretchKey: Hashable {
        var asset: Int64
        var vantage: Int64
    }

    init(_ database: Database, now: Instant, created: [AssetKey: Instant]) throws {
        self.database = database
        self.now = now.milliseconds
        self.created = created
        var numbers = try NameNumbers(database)
        try numbers.complete(database)
        self.numbers = numbers
        insert = try BoundStatement(
            database,
            """
            INSERT INTO observations (asset, time, vantage, state, evidence) VALUES (?, ?, ?, ?, ?)
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
        let vantage = try vantageNumber(row)
        if let until = row.until {
            let key = StretchKey(asset: asset.id, vantage: vantage)
            if let last = stretches[key], row.time < last.end, last.state != state.rawValue {
                return FieldFault(
                    "overlap", field: "time",
                    "the stretch overlaps with an earlier one of the same asset and vantage in another state, which ends on "
                        + "\(Instant(milliseconds: last.end))")
            }
            stretches[key] = (max(until, stretches[key]?.end ?? until), state.rawValue)
        }
        for time in row.until.map({ $0 == row.time ? [row.time] : [row.time, $0] }) ?? [row.time] {
            if let fault = try write(asset.id, time, vantage, state, row) { return fault }
        }
        for counter in row.counters {
            insertCounter.bind(1, asset.id)
            insertCounter.bind(2, counter.name)
            insertCounter.bind(3, row.time)
            insertCounter.bind(4, real: counter.value)
            try insertCounter.run()
        }
        return nil
    }

    private mutating func write(
        _ asset: Int64, _ time: Int64, _ vantage: Int64, _ state: AvailabilityState, _ row: ObservationRow
    ) throws -> FieldFault? {
        insert.bind(1, asset)
        insert.bind(2, time)
        insert.bind(3, vantage)
        insert.bind(4, Int64(state.rawValue))
        insert.bind(5, row.evidence)
        try insert.run()
        if database.changesCount > 0 { return nil }
        repeated += 1
        find.bind(1, asset)
        find.bind(2, time)
        find.bind(3, vantage)
        defer { find.reset() }
        guard try find.step(), find.integer(0) != Int64(state.rawValue) else { return nil }
        let other = AvailabilityState(rawValue: UInt8(truncatingIfNeeded: find.integer(0)))?.name ?? "?"
        return FieldFault(
            "contradiction", field: "state",
            "the same asset was read as '\(other)' at the same moment from the same vantage; the first reading stays")
    }

    private mutating func assetNumber(_ row: ObservationRow) throws -> (id: Int64, created: Int64) {
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
        assetNumbers.append((id, created[key]?.milliseconds ?? .min))
        return assetNumbers[Int(index)]
    }

    private mutating func vantageNumber(_ row: ObservationRow) throws -> Int64 {
        let vantage = Vantage(
            country: row.country.string, network: row.network.string, isLoggedIn: row.isLoggedIn,
            client: row.client.string)
        if let known = vantages[vantage] { return known }
        let values: StatementArguments = [
            vantage.country, vantage.network, vantage.isLoggedIn.map { $0 ? 1 : 0 }, vantage.client,
        ]
        let sql = "SELECT id FROM vantages WHERE country = ? AND network = ? AND is_logged_in IS ? AND client = ?"
        let id: Int64
        if let known = try Int64.fetchOne(database, sql: sql, arguments: values) {
            id = known
        } else {
            try database.execute(
                sql: "INSERT INTO vantages (country, network, is_logged_in, client) VALUES (?, ?, ?, ?)",
                arguments: values)
            id = database.lastInsertedRowID
        }
        vantages[vantage] = id
        return id
    }
}
