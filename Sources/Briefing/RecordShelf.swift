package import Evidence
package import Records
import Synchronization
package import Workspace

/// The records of a case as lists show them, read as the custody log grows: each once, since nothing in it ever changes.
package final class RecordShelf: Sendable {
    package struct Line: Sendable {
        /// The entry of the log that names it first.
        package let entry: Int
        package let identifier: String
        package let recorded: String
        /// `tiktok:7123456`, `x:@name`; nil for a record of no asset.
        package let asset: String?
        package let files: [String]
        package let row: ImportedRow?
        package let grade: String
        package let light: TrafficLight
        package let limits: Int
        package let isCopy: Bool

        init(_ record: EvidenceRecord, entry: Int, identifier: String) {
            self.entry = entry
            self.identifier = identifier
            recorded = record.recorded.description
            asset = record.asset.map { asset in
                "\(asset.platform.name):\(asset.identifier ?? asset.handle.map { "@" + $0 } ?? "")"
            }
            files = record.files.map(\.name)
            row = record.row
            grade = record.provenance.grade
            light = record.legal.disclosure
            limits = record.limits.count
            isCopy = record.original != nil
        }
    }

    private struct Known: Sendable {
        var entries = 0
        var lines: [Line] = []
        var places: [String: Int] = [:]
    }

    private let known = Mutex(Known())
    /// One reading at a time.
    private let turn = Mutex(())

    package init() {}

    /// In the order of the log.
    package func lines(_ evidence: EvidenceFolder) throws -> [Line] {
        guard evidence.isThere else { return [] }
        return try turn.withLock { _ in
            var now = known.withLock { $0 }
            let custody = try evidence.custody()
            if custody.size < now.entries { now = Known() }
            let from = now.entries
            func take(_ event: CustodyEvent) throws {
                let identifier = event.draft.object
                guard event.number > from, event.draft.action == .recorded, now.places[identifier] == nil else {
                    return
                }
                now.places[identifier] = now.lines.count
                now.lines.append(Line(try evidence.record(identifier), entry: event.number, identifier: identifier))
            }
            // A few new entries are looked up; many are read in one go.
            if custody.size - from > 500 {
                try custody.eachEvent(take)
            } else if custody.size > from {
                for event in try custody.events(from + 1...custody.size) { try take(event) }
            }
            now.entries = custody.size
            known.withLock { [now] in $0 = now }
            return now.lines
        }
    }

    /// A record by its whole id; nil where the log names none.
    package func line(_ identifier: String, _ evidence: EvidenceFolder) throws -> Line? {
        let lines = try lines(evidence)
        return known.withLock { $0.places[identifier] }.map { lines[$0] }
    }
}
