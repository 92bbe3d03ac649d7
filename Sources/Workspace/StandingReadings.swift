import GRDB
import Oversight

/// What counts of several statements about one moment, of the same asset from the same vantage. One of them stands in the table
/// of readings, the first that was taken; what counts does not depend on which:
///
/// 1. the stretch that begins then, since one stretch may end in the moment in which the next begins;
/// 2. what stands in the table;
/// 3. where that says nothing (`unreachable`, `unknown`), the stretch that ends then, and else another single reading.
struct StandingReadings {
    struct Moment: Hashable {
        var asset: Int64
        var time: Int64
        var vantage: Int64
    }

    /// Only where another state counts than stands in the table.
    private(set) var states: [Moment: AvailabilityState] = [:]

    init(_ database: Database) throws {
        let silent = AvailabilityState.silentNumbers
        // The later a rule stands here, the more it counts.
        for sql in [
            """
            SELECT kept.asset, kept.time, kept.vantage, beside.state FROM contradictions AS beside
            JOIN observations AS kept
                ON kept.asset = beside.asset AND kept.time = beside.start AND kept.vantage = beside.vantage
            WHERE beside.start = beside.until AND beside.state NOT IN \(silent) AND kept.state IN \(silent)
            ORDER BY beside.file DESC, beside.row DESC
            """,
            """
            SELECT kept.asset, kept.time, kept.vantage, stretches.state FROM stretches
            JOIN observations AS kept
                ON kept.asset = stretches.asset AND kept.time = stretches.until AND kept.vantage = stretches.vantage
            WHERE stretches.state NOT IN \(silent) AND kept.state IN \(silent)
            """,
            """
            SELECT kept.asset, kept.time, kept.vantage, stretches.state FROM stretches
            JOIN observations AS kept
                ON kept.asset = stretches.asset AND kept.time = stretches.start AND kept.vantage = stretches.vantage
            WHERE stretches.state NOT IN \(silent) AND kept.state != stretches.state
            """,
        ] {
            let rows = try BoundStatement(database, sql)
            while try rows.step() {
                let moment = Moment(asset: rows.integer(0), time: rows.integer(1), vantage: rows.integer(2))
                states[moment] = AvailabilityState(rawValue: UInt8(truncatingIfNeeded: rows.integer(3)))
            }
        }
    }
}

extension AvailabilityState {
    /// The numbers of states that say nothing of the asset, as SQL lists them.
    static let silentNumbers =
        "(" + allCases.filter { !$0.saysSomething }.map { String($0.rawValue) }.joined(separator: ", ") + ")"
}
