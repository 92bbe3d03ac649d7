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
            let numbers = try NameNumbers(database)
            var builder = ObservationTable.Builder()
            // By their ids, which are small: a dictionary costs as much as the row.
            var vantages: [(number: UInt16, word: UInt64)?] = []
            let named = try BoundStatement(database, "SELECT id, country, network, is_logged_in, client FROM vantages")
            while try named.step() {
                let vantage = Vantage(
                    country: named.string(1), network: named.string(2),
                    isLoggedIn: named.optionalInteger(3).map { $0 != 0 }, client: named.string(4))
                let id = Int(named.integer(0))
                guard (0...Self.mostVantageIDs).contains(id) else {
                    throw CaseError.tampered(folder: folder, what: "table of vantages", digest: "")
                }
                if id >= vantages.count { vantages += Array(repeating: nil, count: id + 1 - vantages.count) }
                vantages[id] = builder.number(of: vantage).map {
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
                guard (0...Self.mostIDs).contains(id) else {
                    throw CaseError.tampered(folder: folder, what: "table of assets", digest: "")
                }
                if id >= wanted.count { wanted += Array(repeating: (nil, 0), count: id + 1 - wanted.count) }
                wanted[id] = (
                    keys?.contains(key) == false ? nil : builder.number(of: key), ReadingSum.word(key.description)
                )
            }
            let files = try BoundStatement(
                database, "SELECT id, name, readings, checksum, sha256 FROM observation_files")
            var sums: [(name: String, expected: String, sum: ReadingSum)] = []
            var digests: [String] = []
            var contributes: [Bool] = []
            while try files.step() {
                let id = Int(files.integer(0))
                guard (0...Self.mostIDs).contains(id) else {
                    throw CaseError.tampered(folder: folder, what: "table of files of readings", digest: "")
                }
                if id >= sums.count {
                    sums += Array(repeating: ("", "", ReadingSum()), count: id + 1 - sums.count)
                    digests += Array(repeating: "", count: id + 1 - digests.count)
                    contributes += Array(repeating: false, count: id + 1 - contributes.count)
                }
                sums[id] = (files.string(1), files.string(3), ReadingSum())
                // Where a file was read again with news, that stands behind its digest.
                digests[id] = String(files.string(4).prefix(64))
            }
            let standing = try StandingReadings(database).states
            let rows = try BoundStatement(database, "SELECT asset, time, vantage, state, file FROM observations")
            while try rows.step() {
                let (asset, file) = (Int(rows.integer(0)), Int(rows.integer(4)))
                let place = Int(rows.integer(2))
                let (time, code) = (rows.integer(1), rows.integer(3))
                guard asset >= 0, asset < wanted.count, file >= 0, file < sums.count,
                    place >= 0, place < vantages.count, let vantage = vantages[place],
                    let state = UInt8(exactly: code).flatMap({ AvailabilityState(rawValue: $0) })
                else { throw CaseError.tampered(folder: folder, what: "table of readings", digest: "") }
                sums[file].sum.add(asset: wanted[asset].word, time: time, vantage: vantage.word, state: code)
                if let number = wanted[asset].number, time <= limit {
                    let moment = StandingReadings.Moment(
                        asset: Int64(asset), time: time, vantage: Int64(place))
                    builder.add(
                        asset: number, time: time, vantage: vantage.number,
                        state: standing.isEmpty ? state : standing[moment] ?? state)
                    contributes[file] = true
                }
            }
            for file in sums where file.expected != file.sum.text && !file.name.isEmpty {
                throw CaseError.tampered(
                    folder: folder, what: "readings from \(file.name)", digest: file.expected)
            }
            if let missed = try ReadingScan.filesUnlikeTheirEntries(database).first {
                throw CaseError.tampered(folder: folder, what: "readings from \(missed)", digest: "")
            }
            let beside = try BoundStatement(
                database,
                """
                SELECT asset, file, start, 1 FROM stretches
                UNION ALL SELECT asset, file, start, 1 FROM contradictions
                UNION ALL SELECT asset, file, time, 0 FROM asset_counters WHERE file IS NOT NULL
                """)
            var isChoosing = false
            while try beside.step() {
                if beside.integer(3) == 1 { isChoosing = true }
                let (asset, file) = (Int(beside.integer(0)), Int(beside.integer(1)))
                guard wanted.indices.contains(asset), contributes.indices.contains(file) else {
                    throw CaseError.tampered(folder: folder, what: "table of readings", digest: "")
                }
                if wanted[asset].number != nil, beside.integer(2) <= limit { contributes[file] = true }
            }
            // Which of several statements counts hangs on what the sums above do not hold.
            if isChoosing, let altered = try ReadingScan(database, keeping: .nothing).altered.first {
                throw CaseError.tampered(folder: folder, what: "readings from \(altered)", digest: "")
            }
            var seen: Set<String> = []
            let contributing = sums.indices.filter { contributes[$0] && seen.insert(digests[$0]).inserted }
            return (builder.finish(), contributing.map { (sums[$0].name, digests[$0]) })
        }
    }

    /// Vantages are numbered one after the other, and never taken out.
    private static let mostVantageIDs = 1 << 20
    /// Of assets and files: far beyond what a case holds, and short of what no memory does.
    private static let mostIDs = 1 << 27

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
