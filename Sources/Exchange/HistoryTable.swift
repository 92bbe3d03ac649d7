package import Coordination

/// `history.csv`: what became of the networks of an earlier run, a row for each network then or now.
package struct HistoryTable {
    package static let header = [
        "network", "event", "ancestors", "members_before", "members_now", "stayed", "joined", "left",
    ]

    private var table: CSVWriter

    package init(_ sink: TextSink) throws(ExchangeError) {
        table = try CSVWriter(sink, header: Self.header)
    }

    package mutating func write(_ change: Lineage.Change) throws(ExchangeError) {
        table.field(change.identifier)
        table.field(change.event.rawValue)
        table.field(change.ancestors.joined(separator: " "))
        table.field(change.membersBefore)
        table.field(change.membersNow)
        table.field(change.stayed)
        table.field(change.membersNow - change.stayed)
        table.field(change.membersBefore - change.stayed)
        try table.endRow()
    }
}
