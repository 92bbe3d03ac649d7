import Bytes
import GRDB
package import Oversight
package import Records

/// Readings as columns, for what is measured of them.
extension CaseFolder {
    /// All readings, or those of some assets.
    /// - Parameter until: later readings are left out.
    /// - Throws: `tampered` where readings are not what was imported.
    package func observations(
        of keys: Set<AssetKey>? = nil, until: Instant? = nil
    ) throws(CaseError) -> ObservationTable {
        try observationsWithFiles(of: keys, until: until).table
    }

    /// A file that readings were taken from, by its name and the SHA-256 of its bytes, hexadecimal.
    package typealias FileOfReadings = (name: String, sha256: String)

    /// The same with the files that hold a reading, a counter or a contradiction of these assets, in the order of their
    /// import, each once.
    package func observationsWithFiles(
        of keys: Set<AssetKey>? = nil, until: Instant? = nil
    ) throws(CaseError) -> (table: ObservationTable, files: [FileOfReadings]) {
        let limit = until?.milliseconds ?? .max
        let folder = path
        return try read { database in
            var columns = ReadingColumns(database, folder)
            try columns.readVantages()
            try columns.readAssets(keys)
            try columns.readFiles()
            try columns.readReadings(until: limit)
            try columns.readStatements(until: limit)
            return columns.finish()
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
}

/// The tables of readings on their way into columns.
private struct ReadingColumns {
    /// A file that readings were taken from.
    private struct File {
        var name = ""
        var digest = ""
        /// What its readings add up to, as it was entered and as they are.
        var expected = ""
        var sum = ReadingSum()
        var contributes = false
    }

    private let database: Database
    private let folder: String
    private var builder = ObservationTable.Builder()
    // By their ids, which are small: a dictionary costs as much as the row.
    private var vantages: [(number: UInt16, word: UInt64)?] = []
    private var assets: [(number: UInt32?, word: UInt64)] = []
    private var files: [File] = []

    init(_ database: Database, _ folder: String) {
        self.database = database
        self.folder = folder
    }

    /// Vantages are numbered one after the other, and never taken out.
    private static let mostVantageIDs = 1 << 20
    /// Of assets and files: far beyond what a case holds, and short of what no memory does.
    private static let mostIDs = 1 << 27

    private func tampered(_ what: String, _ digest: String = "") -> CaseError {
        .tampered(folder: folder, what: what, digest: digest)
    }

    mutating func readVantages() throws {
        let rows = try BoundStatement(database, "SELECT id, country, network, is_logged_in, client FROM vantages")
        while try rows.step() {
            let vantage = Vantage(
                country: rows.string(1), network: rows.string(2), isLoggedIn: rows.optionalInteger(3).map { $0 != 0 },
                client: rows.string(4))
            let id = Int(rows.integer(0))
            guard (0...Self.mostVantageIDs).contains(id) else { throw tampered("table of vantages") }
            if id >= vantages.count { vantages += Array(repeating: nil, count: id + 1 - vantages.count) }
            vantages[id] = builder.number(of: vantage).map {
                (
                    $0,
                    ReadingSum.word(
                        ReadingSum.text(rows.string(1), rows.string(2), rows.optionalInteger(3), rows.string(4)))
                )
            }
        }
    }

    /// - Parameter keys: those whose readings are wanted; nil for all.
    mutating func readAssets(_ keys: Set<AssetKey>?) throws {
        let numbers = try NameNumbers(database)
        let rows = try BoundStatement(database, "SELECT id, platform, value FROM assets")
        while try rows.step() {
            guard let platform = numbers.platformOfNumber[rows.integer(1)] else { continue }
            let key = AssetKey(platform: platform, id: rows.string(2))
            let id = Int(rows.integer(0))
            guard (0...Self.mostIDs).contains(id) else { throw tampered("table of assets") }
            if id >= assets.count { assets += Array(repeating: (nil, 0), count: id + 1 - assets.count) }
            assets[id] = (
                keys?.contains(key) == false ? nil : builder.number(of: key), ReadingSum.word(key.description)
            )
        }
    }

    mutating func readFiles() throws {
        let rows = try BoundStatement(database, "SELECT id, name, checksum, sha256 FROM observation_files")
        while try rows.step() {
            let id = Int(rows.integer(0))
            guard (0...Self.mostIDs).contains(id) else { throw tampered("table of files of readings") }
            if id >= files.count { files += Array(repeating: File(), count: id + 1 - files.count) }
            // Where a file was read again with news, that stands behind its digest.
            files[id] = File(
                name: rows.string(1), digest: String(rows.string(3).prefix(64)), expected: rows.string(2))
        }
    }

    mutating func readReadings(until limit: Int64) throws {
        let standing = try StandingReadings(database).states
        let rows = try BoundStatement(database, "SELECT asset, time, vantage, state, file FROM observations")
        while try rows.step() {
            let (asset, file) = (Int(rows.integer(0)), Int(rows.integer(4)))
            let place = Int(rows.integer(2))
            let (time, code) = (rows.integer(1), rows.integer(3))
            guard asset >= 0, asset < assets.count, file >= 0, file < files.count,
                place >= 0, place < vantages.count, let vantage = vantages[place],
                let state = UInt8(exactly: code).flatMap({ AvailabilityState(rawValue: $0) })
            else { throw tampered("table of readings") }
            files[file].sum.add(asset: assets[asset].word, time: time, vantage: vantage.word, state: code)
            if let number = assets[asset].number, time <= limit {
                let moment = StandingReadings.Moment(asset: Int64(asset), time: time, vantage: Int64(place))
                builder.add(
                    asset: number, time: time, vantage: vantage.number,
                    state: standing.isEmpty ? state : standing[moment] ?? state)
                files[file].contributes = true
            }
        }
        for file in files where file.expected != file.sum.text && !file.name.isEmpty {
            throw tampered("readings from \(file.name)", file.expected)
        }
        if let missed = try ReadingScan.filesUnlikeTheirEntries(database).first {
            throw tampered("readings from \(missed)")
        }
    }

    /// What stands beside the readings, and which of several statements counts.
    mutating func readStatements(until limit: Int64) throws {
        let rows = try BoundStatement(
            database,
            """
            SELECT asset, file, start, 1 FROM stretches
            UNION ALL SELECT asset, file, start, 1 FROM contradictions
            UNION ALL SELECT asset, file, time, 0 FROM asset_counters WHERE file IS NOT NULL
            """)
        var isChoosing = false
        while try rows.step() {
            if rows.integer(3) == 1 { isChoosing = true }
            let (asset, file) = (Int(rows.integer(0)), Int(rows.integer(1)))
            guard assets.indices.contains(asset), files.indices.contains(file) else {
                throw tampered("table of readings")
            }
            if assets[asset].number != nil, rows.integer(2) <= limit { files[file].contributes = true }
        }
        // Which of several statements counts hangs on what the sums do not hold.
        if isChoosing, let altered = try ReadingScan(database, keeping: .nothing).altered.first {
            throw tampered("readings from \(altered)")
        }
    }

    mutating func finish() -> (table: ObservationTable, files: [CaseFolder.FileOfReadings]) {
        var seen: Set<String> = []
        let contributing = files.filter { $0.contributes && seen.insert($0.digest).inserted }
        return (builder.finish(), contributing.map { ($0.name, $0.digest) })
    }
}
