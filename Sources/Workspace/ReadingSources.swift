import Bytes
import GRDB
package import Oversight
package import Records
import Seals

/// A reading with all that is kept of it: what a figure rests on, down to the row of a file and the hash of what was captured.
package struct SourcedReading: Sendable, Hashable {
    package var asset: AssetKey
    package var vantage: Vantage
    package var time: Int64
    /// Until when the state was seen to hold; nil for a single reading.
    package var until: Int64?
    package var state: AvailabilityState
    /// SHA-256 of what was captured, hexadecimal; nil where the file gave none.
    package var evidence: String?
    package var source: Source

    /// A row of a file.
    package struct Source: Sendable, Hashable {
        package var file: String
        package var sha256: String
        /// Nil for readings that an earlier version imported.
        package var row: Int64?
    }
}

/// Two statements that cannot both be right: of the same asset, from the same vantage, at the same time.
package struct ReadingContradiction: Sendable, Hashable {
    /// What stands in the case and is counted.
    package var kept: SourcedReading
    /// What came later and is not.
    package var leftOut: SourcedReading
}

/// A counter's reading with its row.
package struct SourcedCounter: Sendable, Hashable {
    package var asset: AssetKey
    package var counter: String
    package var time: Int64
    package var value: Double
    /// Nil where an earlier version imported it.
    package var source: SourcedReading.Source?
}

extension CaseFolder {
    /// Readings of some assets with where they come from, by asset, time and vantage. Where a stretch begins, its end stands beside it.
    /// - Throws: `tampered` where any reading of the case is not what was imported.
    package func sourcedReadings(of keys: Set<AssetKey>) throws(CaseError) -> [SourcedReading] {
        try sources(of: keys).readings
    }

    /// What was left out because it contradicts what stood there, by asset, time and vantage.
    /// - Parameter keys: nil for all assets.
    /// - Throws: `tampered` where any reading of the case is not what was imported.
    package func contradictions(of keys: Set<AssetKey>? = nil) throws(CaseError) -> [ReadingContradiction] {
        try sources(of: keys, readings: false).contradictions
    }

    /// Counters of some assets, by asset, counter and time.
    /// - Throws: `tampered` where any reading of the case is not what was imported.
    package func sourcedCounters(of keys: Set<AssetKey>) throws(CaseError) -> [SourcedCounter] {
        try sources(of: keys, readings: false).counters
    }

    /// How many readings of each asset contradict another and are left out.
    package func contradictionCounts() throws(CaseError) -> [AssetKey: Int] {
        try read { database in
            let numbers = try NameNumbers(database)
            let rows = try BoundStatement(
                database,
                """
                SELECT platform, value, count(*) FROM contradictions JOIN assets ON assets.id = asset
                WHERE state NOT IN \(AvailabilityState.silentNumbers)
                    AND other_state NOT IN \(AvailabilityState.silentNumbers)
                GROUP BY asset
                """)
            var counts: [AssetKey: Int] = [:]
            while try rows.step() {
                guard let platform = numbers.platformOfNumber[rows.integer(0)] else { continue }
                counts[AssetKey(platform: platform, id: rows.string(1))] = Int(rows.integer(2))
            }
            return counts
        }
    }

    /// For how long states were seen to hold, by asset.
    package func stretches() throws(CaseError) -> [AssetKey: [StateStretch]] {
        try read { database in
            let names = try ReadingNames(database)
            let rows = try BoundStatement(database, "SELECT asset, vantage, start, until, state FROM stretches")
            var stretches: [AssetKey: [StateStretch]] = [:]
            while try rows.step() {
                guard let asset = names.assets[rows.integer(0)]?.key, let vantage = names.vantages[rows.integer(1)],
                    let state = AvailabilityState(rawValue: UInt8(truncatingIfNeeded: rows.integer(4)))
                else { continue }
                stretches[asset, default: []].append(
                    StateStretch(vantage: vantage.vantage, start: rows.integer(2), end: rows.integer(3), state: state))
            }
            return stretches
        }
    }

    private func sources(of keys: Set<AssetKey>?, readings: Bool = true) throws(CaseError) -> ReadingScan {
        let folder = path
        return try read { database in
            let scan = try ReadingScan(database, keeping: readings ? .all(keys) : .beside(keys))
            if let altered = scan.altered.first {
                throw CaseError.tampered(folder: folder, what: "readings from \(altered)", digest: "")
            }
            return scan
        }
    }
}

/// The names behind the numbers of assets and vantages.
private struct ReadingNames {
    var assets: [Int64: (key: AssetKey, word: UInt64)] = [:]
    var vantages: [Int64: (vantage: Vantage, word: UInt64)] = [:]

    init(_ database: Database) throws {
        let numbers = try NameNumbers(database)
        let assets = try BoundStatement(database, "SELECT id, platform, value FROM assets")
        while try assets.step() {
            guard let platform = numbers.platformOfNumber[assets.integer(1)] else { continue }
            let key = AssetKey(platform: platform, id: assets.string(2))
            self.assets[assets.integer(0)] = (key, ReadingSum.word(key.description))
        }
        let vantages = try BoundStatement(database, "SELECT id, country, network, is_logged_in, client FROM vantages")
        while try vantages.step() {
            let isLoggedIn = vantages.optionalInteger(3)
            self.vantages[vantages.integer(0)] = (
                Vantage(
                    country: vantages.string(1), network: vantages.string(2), isLoggedIn: isLoggedIn.map { $0 != 0 },
                    client: vantages.string(4)),
                ReadingSum.word(
                    ReadingSum.text(vantages.string(1), vantages.string(2), isLoggedIn, vantages.string(4)))
            )
        }
    }
}

/// One look at all that is kept of readings, with the sums by which a changed one shows.
struct ReadingScan {
    /// Names of files whose readings are not what was imported.
    private(set) var altered: [String] = []
    private(set) var readings: [SourcedReading] = []
    private(set) var contradictions: [ReadingContradiction] = []
    private(set) var counters: [SourcedCounter] = []

    /// What is wanted beside the sums; nil keys are all assets.
    enum Keeping {
        case nothing
        /// Readings, contradictions and counters.
        case all(Set<AssetKey>?)
        /// Contradictions and counters.
        case beside(Set<AssetKey>?)

        fileprivate func wants(_ key: AssetKey) -> Bool {
            switch self {
            case .nothing: false
            case .all(let keys), .beside(let keys): keys?.contains(key) ?? true
            }
        }

        fileprivate var wantsReadings: Bool {
            if case .all = self { true } else { false }
        }
    }

    private struct File {
        var name: String
        var sha256: String
        var readings: Int64
        var checksum: String
        var expected: String
        var sum = ReadingSum()
        var sources = ReadingSum()
    }

    private struct StretchStart: Hashable {
        var asset: Int64
        var vantage: Int64
        var time: Int64
        var state: Int64
    }

    /// Where a stretch begins, with what it says.
    private struct Beginning {
        var until: Int64
        var evidence: String?
        var file: Int64
        var row: Int64?
    }

    init(_ database: Database, keeping: Keeping) throws {
        var files: [Int64: File] = [:]
        let listed = try BoundStatement(
            database, "SELECT id, name, sha256, readings, checksum, sources FROM observation_files ORDER BY id")
        var order: [Int64] = []
        while try listed.step() {
            order.append(listed.integer(0))
            files[listed.integer(0)] = File(
                name: listed.string(1), sha256: listed.string(2), readings: listed.integer(3),
                checksum: listed.string(4), expected: listed.string(5))
        }
        let names = try ReadingNames(database)
        let stretches = try scanStretches(database, names, &files, keeping)
        try scanReadings(database, names, &files, keeping, stretches)
        try scanContradictions(database, names, &files, keeping)
        try scanCounters(database, names, &files, keeping)
        for number in order {
            guard let file = files[number] else { continue }
            let isSound =
                file.sum.count == file.readings && file.sum.text == file.checksum
                && (file.expected.isEmpty || file.sources.text == file.expected)
            if !isSound { altered.append(file.name) }
        }
        altered += try Self.filesUnlikeTheirEntries(database).filter { !altered.contains($0) }
        readings.sort {
            ($0.asset, $0.time, $0.vantage, $0.state.rawValue, $0.until ?? 0)
                < ($1.asset, $1.time, $1.vantage, $1.state.rawValue, $1.until ?? 0)
        }
        contradictions.sort {
            ($0.leftOut.asset, $0.leftOut.time, $0.leftOut.vantage, $0.leftOut.state.rawValue)
                < ($1.leftOut.asset, $1.leftOut.time, $1.leftOut.vantage, $1.leftOut.state.rawValue)
        }
        counters.sort { ($0.asset, $0.counter, $0.time) < ($1.asset, $1.counter, $1.time) }
    }

    /// Files that the registers name and that are not there any more or are not what the registers say, and files that are
    /// there and that the registers do not name. Those of the versions that kept no sources had no entries.
    static func filesUnlikeTheirEntries(_ database: Database) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT coalesce(json_extract(body, '$.file'), entries.name) FROM entries
                LEFT JOIN observation_files AS file ON file.sha256 = entries.name
                WHERE kind = '\(RegisterKind.readings.rawValue)' AND (
                    file.readings IS NOT json_extract(body, '$.readings')
                    OR file.checksum IS NOT json_extract(body, '$.checksum')
                    OR file.sources IS NOT json_extract(body, '$.sources')
                    OR file.name IS NOT json_extract(body, '$.file'))
                ORDER BY entries.id
                """)
            + String.fetchAll(
                database,
                sql: """
                    SELECT name FROM observation_files AS file WHERE sources != '' AND NOT EXISTS (
                        SELECT 1 FROM entries
                        WHERE kind = '\(RegisterKind.readings.rawValue)' AND entries.name = file.sha256)
                    ORDER BY id
                    """)
    }

    // MARK: Tables

    /// - Returns: what stretches say, by where they begin; of several the longest.
    private mutating func scanStretches(
        _ database: Database, _ names: ReadingNames, _ files: inout [Int64: File], _ keeping: Keeping
    ) throws -> [StretchStart: Beginning] {
        let rows = try BoundStatement(
            database, "SELECT asset, vantage, start, until, state, evidence, file, row FROM stretches")
        var starts: [StretchStart: Beginning] = [:]
        while try rows.step() {
            let (asset, vantage) = (rows.integer(0), rows.integer(1))
            files[rows.integer(6)]?.sources.add(
                asset: names.assets[asset]?.word ?? 0, time: rows.integer(2),
                vantage: names.vantages[vantage]?.word ?? 0,
                state: ReadingSum.source(
                    row: rows.integer(7), evidence: rows.bytes(5), rows.integer(3), rows.integer(4)))
            guard let key = names.assets[asset]?.key, keeping.wantsReadings, keeping.wants(key) else { continue }
            let start = StretchStart(
                asset: asset, vantage: vantage, time: rows.integer(2), state: rows.integer(4))
            if starts[start].map({ $0.until < rows.integer(3) }) ?? true {
                starts[start] = Beginning(
                    until: rows.integer(3), evidence: rows.optionalString(5), file: rows.integer(6),
                    row: rows.optionalInteger(7))
            }
        }
        return starts
    }

    private mutating func scanReadings(
        _ database: Database, _ names: ReadingNames, _ files: inout [Int64: File], _ keeping: Keeping,
        _ stretches: [StretchStart: Beginning]
    ) throws {
        var stretches = stretches
        let rows = try BoundStatement(
            database, "SELECT asset, time, vantage, state, evidence, file, row FROM observations")
        // Readings of one asset stand together.
        var (asset, key, word, isWanted): (Int64, AssetKey?, UInt64, Bool) = (-1, nil, 0, false)
        while try rows.step() {
            if rows.integer(0) != asset {
                asset = rows.integer(0)
                (key, word) = (names.assets[asset]?.key, names.assets[asset]?.word ?? 0)
                isWanted = keeping.wantsReadings && key.map { keeping.wants($0) } ?? false
            }
            let (time, vantage, state) = (rows.integer(1), rows.integer(2), rows.integer(3))
            let number = rows.integer(5)
            let vantageWord = names.vantages[vantage]?.word ?? 0
            files[number]?.sum.add(asset: word, time: time, vantage: vantageWord, state: state)
            if let row = rows.optionalInteger(6) {
                files[number]?.sources.add(
                    asset: word, time: time, vantage: vantageWord,
                    state: ReadingSum.source(row: row, evidence: rows.bytes(4)))
            }
            guard isWanted, let key else { continue }
            let place = StretchStart(asset: asset, vantage: vantage, time: time, state: state)
            readings.append(
                SourcedReading(
                    asset: key, vantage: names.vantages[vantage]?.vantage ?? Vantage(country: ""), time: time,
                    until: stretches.removeValue(forKey: place)?.until, state: Self.state(state),
                    evidence: rows.optionalString(4), source: Self.source(files[number], rows.optionalInteger(6))))
        }
        // A stretch may begin in a moment of which something else stands in the table.
        for (place, beginning) in stretches {
            guard let key = names.assets[place.asset]?.key else { continue }
            readings.append(
                SourcedReading(
                    asset: key, vantage: names.vantages[place.vantage]?.vantage ?? Vantage(country: ""),
                    time: place.time, until: beginning.until, state: Self.state(place.state),
                    evidence: beginning.evidence, source: Self.source(files[beginning.file], beginning.row)))
        }
    }

    private mutating func scanContradictions(
        _ database: Database, _ names: ReadingNames, _ files: inout [Int64: File], _ keeping: Keeping
    ) throws {
        let rows = try BoundStatement(
            database,
            """
            SELECT asset, vantage, start, until, state, evidence, file, row, other_start, other_until, other_state,
                other_file, other_row,
                coalesce(
                    (SELECT evidence FROM stretches AS kept WHERE kept.asset = contradictions.asset
                        AND kept.vantage = contradictions.vantage AND kept.start = other_start
                        AND kept.until = other_until AND kept.state = other_state),
                    (SELECT evidence FROM observations AS kept WHERE kept.asset = contradictions.asset
                        AND kept.time = other_start AND kept.vantage = contradictions.vantage
                        AND kept.state = other_state),
                    (SELECT evidence FROM contradictions AS kept WHERE kept.asset = contradictions.asset
                        AND kept.vantage = contradictions.vantage AND kept.start = contradictions.other_start
                        AND kept.until = contradictions.other_until AND kept.state = contradictions.other_state))
            FROM contradictions
            """)
        while try rows.step() {
            let (asset, vantage) = (names.assets[rows.integer(0)], names.vantages[rows.integer(1)])
            files[rows.integer(6)]?.sources.add(
                asset: asset?.word ?? 0, time: rows.integer(2), vantage: vantage?.word ?? 0,
                state: ReadingSum.source(
                    row: rows.integer(7), evidence: rows.bytes(5), rows.integer(3), rows.integer(4), rows.integer(8),
                    rows.integer(9), rows.integer(10), rows.integer(11), rows.optionalInteger(12) ?? -1))
            guard let key = asset?.key, keeping.wants(key), let vantage = vantage?.vantage else { continue }
            func reading(_ start: Int32, _ state: Int32, _ evidence: Int32, _ file: Int32) -> SourcedReading {
                let (time, until) = (rows.integer(start), rows.integer(start + 1))
                return SourcedReading(
                    asset: key, vantage: vantage, time: time, until: until > time ? until : nil,
                    state: Self.state(rows.integer(state)), evidence: rows.optionalString(evidence),
                    source: Self.source(files[rows.integer(file)], rows.optionalInteger(file + 1)))
            }
            let (kept, other) = (reading(8, 10, 13, 11), reading(2, 4, 5, 6))
            if kept.state.contradicts(other.state) {
                contradictions.append(ReadingContradiction(kept: kept, leftOut: other))
            } else if keeping.wantsReadings {
                // One of them says nothing: that is no contradiction, and both are readings.
                readings.append(other)
            }
        }
    }

    private mutating func scanCounters(
        _ database: Database, _ names: ReadingNames, _ files: inout [Int64: File], _ keeping: Keeping
    ) throws {
        let rows = try BoundStatement(
            database, "SELECT asset, counter, time, number, file, row FROM asset_counters")
        while try rows.step() {
            let asset = names.assets[rows.integer(0)]
            let source = rows.optionalInteger(4).map { Self.source(files[$0], rows.optionalInteger(5)) }
            if let file = rows.optionalInteger(4) {
                files[file]?.sources.addCounter(
                    asset: asset?.word ?? 0, counter: rows.string(1), time: rows.integer(2), value: rows.double(3),
                    row: rows.integer(5))
            }
            guard let key = asset?.key, keeping.wants(key) else { continue }
            counters.append(
                SourcedCounter(
                    asset: key, counter: rows.string(1), time: rows.integer(2), value: rows.double(3), source: source))
        }
    }

    private static func state(_ code: Int64) -> AvailabilityState {
        AvailabilityState(rawValue: UInt8(truncatingIfNeeded: code)) ?? .unknown
    }

    private static func source(_ file: File?, _ row: Int64?) -> SourcedReading.Source {
        SourcedReading.Source(file: file?.name ?? "", sha256: String((file?.sha256 ?? "").prefix(64)), row: row)
    }
}
