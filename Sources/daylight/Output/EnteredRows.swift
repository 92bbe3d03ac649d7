import Exchange
import Intake
import Oversight
import Records
import Seals
import Workspace

/// Entries on their way into their register, and what became of each: the one way of entering.
struct EnteredRows<Entry: RegisterEntry> {
    /// How an entry stands to what was there.
    enum Outcome: String {
        case new
        /// An earlier entry of that name counts no more.
        case supersedes
        /// It stands there already, word for word.
        case known
        /// It stands there already, and a later entry of that name counts.
        case outdated
    }

    private(set) var rows: [(entry: Entry, digest: String, outcome: Outcome)] = []

    /// Enters them, and notes how each stands to what was there before.
    /// - Parameter skipsKnown: whether they are a table's, which undoes no correction when it is read again. Typed by hand,
    ///   what stood there before a correction becomes the last entry again.
    init(_ entries: [Entry], in folder: CaseFolder, at now: Instant, skipsKnown: Bool) throws(CaseError) {
        let before = Dictionary(try folder.current(Entry.self).map { ($0.entry.name, $0.digest) }) { _, last in last }
        for (entry, entered) in zip(entries, try folder.enter(entries, at: now, skipsKnown: skipsKnown)) {
            let last = before[entry.name]
            let outcome: Outcome =
                if entered.isNew { last == nil ? .new : .supersedes } else {
                    last == entered.digest ? .known : .outdated
                }
            rows.append((entry, entered.digest, outcome))
        }
    }

    /// Prints the digest of what was entered by hand.
    /// - Parameter tells: whether to say how it stands to what was there; not where the command has better words for it.
    func printDigests(_ output: OutputOptions, tells: Bool = true) throws {
        let sink = TextSink.standardOutput()
        for row in rows { try sink.write(row.digest + "\n") }
        try sink.finish()
        if tells { tell(output) }
    }

    /// Prints a row for each entry of a table.
    func print(_ output: OutputOptions) throws {
        let sink = TextSink.standardOutput()
        var table = try Rows(sink, format: output.rowFormat, header: [Entry.kind.rawValue, "outcome", "digest"])
        for row in rows { try table.write([.text(row.entry.name), .text(row.outcome.rawValue), .text(row.digest)]) }
        try table.finish()
        try sink.finish()
        tell(output)
    }

    /// Says of each that is not simply new how it stands to what was there.
    func tell(_ output: OutputOptions) {
        for row in rows {
            switch row.outcome {
            case .new: break
            case .supersedes: output.tell("note: '\(row.entry.name)' supersedes an earlier entry, which is kept.")
            case .known: output.tell("note: '\(row.entry.name)' stands in the register already.")
            case .outdated:
                Terminal.tell(
                    "note: '\(row.entry.name)' was entered so before, and a later entry counts; change something of it (a"
                        + " note will do) to make it the last.")
            }
        }
    }
}

extension RegisterFile {
    /// Makes an entry of each row, or none where `body` gives none; a name that stands in an earlier row is rejected, since one of the two would vanish.
    mutating func entries<Entry: RegisterEntry>(
        _ body: (NamedRow) throws(FieldFault) -> Entry?
    ) -> [Entry] {
        var seen: [String: UInt64] = [:]
        var entries: [Entry] = []
        for (row, entry) in table.decode(path, body) {
            guard let entry else { continue }
            if let first = seen[entry.name] {
                table.rejected.append(
                    Rejection(
                        file: path, row: row, field: "name", reason: "repeated-name",
                        detail: "'\(entry.name)' stands in row \(first) already; give each its own name"))
            } else {
                seen[entry.name] = row
                entries.append(entry)
            }
        }
        return entries
    }

    /// - Parameter needed: columns without which no row can be taken.
    /// - Throws: where nothing at all can be read: none of the columns is known, or a needed one is missing.
    func refuseOtherTable(knowing known: [String], needing needed: [String] = []) throws(FieldFault) {
        let named = table.columns.filter { !$0.isEmpty }
        if named.isEmpty { return }
        if !named.contains(where: known.contains) {
            throw FieldFault(
                "unknown-columns",
                "\(path) is another table: nothing is read from its columns \(named.joined(separator: ", ")); known are "
                    + "\(known.joined(separator: ", "))")
        }
        let missing = needed.filter { !named.contains($0) }
        if !missing.isEmpty {
            throw FieldFault(
                "missing-columns",
                "\(path) is another table: it has no \(missing.count == 1 ? "column" : "columns")"
                    + " \(missing.joined(separator: ", ")); known are \(known.joined(separator: ", "))")
        }
    }

    /// Says which columns nothing is read from: a misspelt name would go unseen.
    /// - Throws: where nothing at all can be read: none of the columns is known, or there are no rows.
    func check(columns known: [String], _ output: OutputOptions) throws(FieldFault) {
        try refuseOtherTable(knowing: known)
        if table.rows.isEmpty, table.rejected.isEmpty {
            throw FieldFault("no-rows", "\(path) holds no rows: there is nothing to enter")
        }
        let unread = table.columns.filter { !$0.isEmpty && !known.contains($0) }
        if !unread.isEmpty {
            output.tell("note: nothing is read from the columns \(unread.joined(separator: ", ")) of \(path).")
        }
    }
}
