import Bytes
import GRDB
import Intake
import Oversight
import Records

/// What a file says otherwise than what stands in the case: the first stays, and both are kept.
extension ObservationStore {
    /// What stands there already and says otherwise.
    struct Other {
        var start: Int64
        var until: Int64
        var state: AvailabilityState
        var file: Int64
        var row: Int64?

        init(_ span: StretchCover.Span) {
            (start, until, state, file, row) = (span.start, span.end, span.state, span.file, span.row)
        }

        init(start: Int64, until: Int64, state: Int64, file: Int64, row: Int64?) {
            self.start = start
            self.until = until
            self.state = AvailabilityState(rawValue: UInt8(truncatingIfNeeded: state)) ?? .unknown
            self.file = file
            self.row = row
        }
    }

    /// What stands there and contradicts a stretch: another stretch, or a reading within it or at its ends.
    func conflict(
        _ asset: AssetNumber, _ vantage: VantageNumber, _ start: Int64, _ until: Int64, _ state: AvailabilityState
    ) throws -> Other? {
        let cover = covers[CoverKey(asset: asset.id, vantage: vantage.id)] ?? StretchCover()
        if state.saysSomething, let span = cover.conflict(from: start, to: until, state) {
            return try stated(by: span, asset, vantage, start, until)
        }
        for end in [start, until] {
            guard let other = try reading(asset, end, vantage), other.state.contradicts(state) else { continue }
            // One stretch may end in the moment in which the next begins; what was stated first of it stands.
            if !cover.hasEnd(at: end) { return other }
        }
        if !state.saysSomething { return nil }
        let within = try database.cachedStatement(
            sql: """
                SELECT time, state, file, row FROM observations
                WHERE asset = ?1 AND time > ?2 AND time < ?3 AND vantage = ?4 AND state != ?5
                UNION ALL
                SELECT start, state, file, row FROM contradictions
                WHERE asset = ?1 AND vantage = ?4 AND start > ?2 AND start < ?3 AND until = start AND state != ?5
                    AND other_state IN \(AvailabilityState.silentNumbers)
                ORDER BY 1
                """)
        for gap in cover.gaps(from: start, to: until) {
            let rows = try Row.fetchCursor(
                within, arguments: [asset.id, gap.start, gap.end, vantage.id, Int64(state.rawValue)])
            while let found = try rows.next() {
                let other = Other(start: found[0], until: found[0], state: found[1], file: found[2], row: found[3])
                if other.state.contradicts(state) { return other }
            }
        }
        return nil
    }

    /// What counts of a moment (`StandingReadings`); nil where nothing stands there.
    func reading(_ asset: AssetNumber, _ time: Int64, _ vantage: VantageNumber) throws -> Other? {
        guard let first = try firstReading(asset, time, vantage) else { return nil }
        let cover = covers[CoverKey(asset: asset.id, vantage: vantage.id)]
        if let span = cover?.span(beginningAt: time), span.state != first.state {
            return try stated(by: span, asset, vantage, time, time)
        }
        if first.state.saysSomething { return first }
        if let span = cover?.span(endingAt: time) { return try stated(by: span, asset, vantage, time - 1, time) }
        let beside = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT state, file, row FROM contradictions
                    WHERE asset = ? AND vantage = ? AND start = ? AND until = start
                        AND state NOT IN \(AvailabilityState.silentNumbers)
                    ORDER BY file, row LIMIT 1
                    """), arguments: [asset.id, vantage.id, time])
        return beside.map { Other(start: time, until: time, state: $0[0], file: $0[1], row: $0[2]) } ?? first
    }

    /// Whether something that stands in the case says the same of a moment, though something else counts.
    func isStated(
        _ state: AvailabilityState, of asset: AssetNumber, at time: Int64, from vantage: VantageNumber
    ) throws -> Bool {
        if try firstReading(asset, time, vantage)?.state == state { return true }
        let cover = covers[CoverKey(asset: asset.id, vantage: vantage.id)]
        return cover?.span(endingAt: time)?.state == state || cover?.span(beginningAt: time)?.state == state
    }

    /// What was taken first of a moment.
    private func firstReading(_ asset: AssetNumber, _ time: Int64, _ vantage: VantageNumber) throws -> Other? {
        find.bind(1, asset.id)
        find.bind(2, time)
        find.bind(3, vantage.id)
        defer { find.reset() }
        guard try find.step() else { return nil }
        return Other(
            start: time, until: time, state: find.integer(0), file: find.integer(1), row: find.optionalInteger(2))
    }

    /// The stretch that makes a span cover a time: the nearest that begins before its end, or else the span's first.
    func stated(
        by span: StretchCover.Span, _ asset: AssetNumber, _ vantage: VantageNumber, _ start: Int64, _ until: Int64
    ) throws -> Other {
        let row = try Row.fetchOne(
            database,
            // However many stretches a file nests in one another, few are looked at.
            sql: """
                SELECT start, until, state, file, row FROM (
                    SELECT * FROM stretches WHERE asset = ? AND vantage = ? AND start < ? ORDER BY start DESC LIMIT 100)
                WHERE until > ? AND state = ? LIMIT 1
                """,
            arguments: [asset.id, vantage.id, max(until, start + 1), start, Int64(span.state.rawValue)])
        guard let row else { return Other(span) }
        return Other(start: row[0], until: row[1], state: row[2], file: row[3], row: row[4])
    }

    /// Keeps what is not taken beside what stands there, and says so.
    mutating func contradiction(
        _ row: ObservationRow, _ asset: AssetNumber, _ vantage: VantageNumber, _ state: AvailabilityState,
        _ other: Other
    ) throws -> FieldFault {
        contradicting += 1
        let until = row.until ?? row.time
        _ = try keepBeside(row, asset, vantage, state, other)
        let name =
            try String.fetchOne(
                database, sql: "SELECT name FROM observation_files WHERE id = ?", arguments: [other.file]) ?? "?"
        let place = other.row.map { "\(name), row \($0)" } ?? name
        let what = "\(row.platform.name):\(row.id.string)"
        let advice =
            "; the first stays, and 'daylight observe contradictions' lists both: look at their evidence, and where two programs"
            + " looked, name them in the column client"
        if other.until > other.start, until > row.time {
            return FieldFault(
                "overlap", field: "time",
                "the stretch overlaps with one of the same asset and vantage in another state: \(what) was '\(other.state.name)'"
                    + " from \(Instant(milliseconds: other.start)) to \(Instant(milliseconds: other.until)) (\(place))"
                    + advice)
        }
        if other.until > other.start {
            return FieldFault(
                "overlap", field: "time",
                "the reading lies within a stretch of the same asset and vantage in another state: \(what) was"
                    + " '\(other.state.name)' from \(Instant(milliseconds: other.start)) to"
                    + " \(Instant(milliseconds: other.until)) (\(place))" + advice)
        }
        if until > row.time {
            return FieldFault(
                "overlap", field: "time",
                "the stretch holds a reading of the same asset and vantage in another state: \(what) was '\(other.state.name)' at"
                    + " \(Instant(milliseconds: other.start)) (\(place))" + advice)
        }
        return FieldFault(
            "contradiction", field: "state",
            "the same asset was read as '\(other.state.name)' at the same moment from the same vantage: \(what) (\(place))"
                + advice)
    }

    /// Keeps a row beside what counts of its moment or stretch.
    /// - Returns: whether it is new.
    mutating func keepBeside(
        _ row: ObservationRow, _ asset: AssetNumber, _ vantage: VantageNumber, _ state: AvailabilityState,
        _ other: Other
    ) throws -> Bool {
        let until = row.until ?? row.time
        let number = Int64(clamping: row.number)
        try database.execute(
            sql: """
                INSERT INTO contradictions (asset, vantage, start, until, state, evidence, file, row,
                    other_start, other_until, other_state, other_file, other_row)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
            arguments: [
                asset.id, vantage.id, row.time, until, Int64(state.rawValue),
                row.evidence.isEmpty ? nil : row.evidence.string, file, number, other.start, other.until,
                Int64(other.state.rawValue), other.file, other.row,
            ])
        if database.changesCount == 0 { return false }
        sources.add(
            asset: asset.word, time: row.time, vantage: vantage.word,
            state: ReadingSum.source(
                row: number, evidence: row.evidence, until, Int64(state.rawValue), other.start, other.until,
                Int64(other.state.rawValue), other.file, other.row ?? -1))
        hasNews = true
        return true
    }
}
