import ArgumentParser
import Briefing
import Exchange
import Inquiry
import Intake
import Oversight
import Records
import Workspace

extension LedgerCommand {
    /// `daylight ledger import`: reports as they were captured.
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter captured reports in a case: a version of each report that the tables hold.",
            discussion: """
                CSV or NDJSON with platform, report, source_url, and where known period (or period_start, period_end),
                published, origin_country, target_countries, accounts, pages, groups, channels, ig_accounts, followers …,
                unit, detected_by, operation_name, aliases, verification, capture_sha256, notes; or TikTok's quarterly tables
                (quarter, origin_fr, targets_fr, detection, accounts, followers, source_url). A report that the case has
                captured before gets a version, and what differs is told. Files given together are one capture.
                """)

        @Argument(
            help: "Tables to read, - for the standard input; gzip and zstd are unpacked as they are read.",
            completion: .file())
        var files: [String]
        @Option(help: "When the reports were captured: a day, or a moment with its zone; the present by default.")
        var captured: String?
        @Option(help: "What the platform itself says that it changed, or where it says so.")
        var changelog: String?
        @Flag(
            help: """
                The tables hold some of the reports' networks and not all: that one is not among them then says nothing                 ('ledger omission').
                """)
        var part = false
        @OptionGroup var entry: EntryOptions

        func validate() throws { try SourceFile.refuseRepeatedInput(files) }

        func run() throws {
            let folder = try entry.target.open()
            let time = try captured.map { try OptionValue.time("--captured", $0) } ?? StatedTime(entry.clock.instant)
            if time.earliest > entry.clock.instant { throw ValidationError("--captured lies in the future.") }
            let capture = try Capture(files, captured: time)
            let known = try CaseLedger(folder)
            var steps: [Step] = []
            for var report in LedgerReport.versions(of: capture.rows, captured: time, changelog: changelog) {
                report.documentSHA256 = capture.document(of: report)
                report.capturedFields = capture.fields(of: report)
                report.rejectedRows = capture.rejectedRows(besides: report)
                report.holdsPart = part ? true : nil
                steps.append(Step(report, after: known.report(named: report.name), isDated: captured != nil))
            }
            let changed = steps.indices.filter { steps[$0].status != .unchanged }
            let entered = try EnteredRows(
                changed.map { steps[$0].report }, in: folder, at: entry.clock.instant, skipsKnown: false)
            for (place, row) in zip(changed, entered.rows) { steps[place].take(row.outcome, row.digest) }
            var counts: [Step.Status: Int] = [:]
            try entry.output.print(header: [
                "report", "status", "captured", "rows", "fields_changed", "rows_added", "rows_removed", "silent",
                "digest",
            ]) { rows in
                for step in steps {
                    try rows.write(step.cells)
                    if let line = step.line { entry.output.tell(line) } else { counts[step.status, default: 0] += 1 }
                }
            }
            for (status, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                entry.output.tell("\(FigureText.count(count, "report", "reports")) \(status.words)")
            }
            try RegisterFile.conclude(capture.files)
        }
    }
}

/// The tables of one capture, read whole before anything is entered.
private struct Capture {
    private(set) var files: [RegisterFile] = []
    private(set) var rows: [Disclosure] = []
    /// Tables that each report's rows stand in, by the reports' names.
    private var tables: [String: Set<String>] = [:]
    /// How many rows of a table were not taken: what it holds of a report may lack them.
    private var lacking: [String: Int] = [:]

    /// What each table has columns for.
    private var fields: [String: Set<String>] = [:]

    init(_ paths: [String], captured: StatedTime) throws {
        var seen: Set<Disclosure> = []
        for path in paths {
            var file = try RegisterFile(path)
            let columns = Set(file.table.columns)
            if !columns.isSuperset(of: ["platform", "report"]), !columns.contains("quarter") {
                throw FieldFault(
                    "not-a-ledger",
                    "\(path) is another table: it has no columns platform and report (nor quarter, as TikTok's tables"
                        + " have); 'daylight ledger import --help' lists the columns. Nothing was entered.")
            }
            let read = file.table.decode(file.path) { row throws(FieldFault) in
                let row = try Disclosure(reading: row)
                try row.checkPublication(captured: captured)
                return row
            }
            fields[file.table.sha256] = Set(Disclosure.fields(ofColumns: file.table.columns))
            if !file.table.rejected.isEmpty { lacking[file.table.sha256] = file.table.rejected.count }
            for (number, row) in read {
                tables[row.reportName, default: []].insert(file.table.sha256)
                if seen.insert(row).inserted {
                    rows.append(row)
                } else {
                    file.table.rejected.append(
                        Rejection(
                            file: file.path, row: number, field: nil, reason: "repeated-row",
                            detail: "the same row, word for word, stands in an earlier row already; that one counts"))
                }
            }
            files.append(file)
        }
    }

    /// The captured document where its rows name it, else the table where it is one.
    func document(of report: LedgerReport) -> String? {
        let named = Set(report.rows.map(\.captureSHA256))
        if let document = named.first, named.count == 1, let document { return document }
        let tables = tables[report.name] ?? []
        return tables.count == 1 ? tables.first : nil
    }

    /// What all tables in which the report stands have columns for.
    func fields(of report: LedgerReport) -> [String]? {
        let sets = (tables[report.name] ?? []).compactMap { fields[$0] }
        guard let first = sets.first else { return nil }
        return sets.dropFirst().reduce(first) { $0.intersection($1) }.sorted()
    }

    /// Rows that were rejected from the tables in which the report stands; nil without any.
    func rejectedRows(besides report: LedgerReport) -> Int? {
        let count = (tables[report.name] ?? []).reduce(0) { $0 + (lacking[$1] ?? 0) }
        return count == 0 ? nil : count
    }
}

/// What comes of one report: whether it is new, and what differs.
private struct Step {
    enum Status: String {
        case first
        case version
        /// Another capture of the same bytes: no new version.
        case again
        /// The same capture, read anew: it takes the earlier reading's place.
        case correction
        /// The case has captured a later state already.
        case earlier
        /// The case has the same rows, and nobody says that they were captured again.
        case unchanged
        /// The case has the same entry.
        case known

        /// What is said of so many reports.
        var words: String {
            switch self {
            case .first: "captured for the first time"
            case .version, .earlier: "captured again, without any change"
            case .again: "captured again, the same document"
            case .correction: "read anew"
            case .unchanged: "as the case has them, and not entered again"
            case .known: "in the case already"
            }
        }
    }

    let report: LedgerReport
    private(set) var status: Status
    /// Of its entry; nil where none was made.
    private var digest: String?
    private var diff: LedgerDiff?
    /// The capture that it is compared with.
    private var other: LedgerReport?

    /// - Parameter isDated: whether somebody says when it was captured: then a capture that shows no change is kept too.
    init(_ report: LedgerReport, after known: CaseLedger.Report?, isDated: Bool) {
        self.report = report
        let captures = known?.captures.map(\.entry.entry) ?? []
        let time = report.captured
        if let same = captures.last(where: { $0.isSameCapture(as: report) }) {
            status = .correction
            (diff, other) = (LedgerDiff(from: same, to: report), same)
        } else if let last = captures.last(where: {
            ($0.captured.earliest, $0.captured.latest) <= (time.earliest, time.latest)
        }) {
            // Of several documents of that time the one that this one is again.
            let before =
                captures.first {
                    !$0.isOrderKnown(to: last) && $0.hasDocument(of: report) && last.isOrderKnown(to: report)
                }
                ?? last
            let isSame = !isDated && before.rows == report.rows
            status = isSame ? .unchanged : before.hasDocument(of: report) ? .again : .version
            (diff, other) = (LedgerDiff(from: before, to: report), before)
        } else if let after = captures.first {
            status = report.hasDocument(of: after) ? .again : .earlier
            (diff, other) = (LedgerDiff(from: report, to: after), after)
        } else {
            status = .first
        }
    }

    private var isSilent: Bool { (status == .version || status == .earlier) && diff?.isSilent == true }

    /// Notes how it was entered.
    mutating func take(_ outcome: EnteredRows<LedgerReport>.Outcome, _ digest: String) {
        self.digest = digest
        if outcome == .known || outcome == .outdated { status = .known }
    }

    var cells: [Cell] {
        func count(_ value: Int?) -> Cell { value.map { .integer(Int64($0)) } ?? .missing }
        return [
            .text(report.name), .text(status.rawValue), .text(report.captured.text),
            .integer(Int64(report.rows.count)), count(diff?.changes.count), count(diff?.added.count),
            count(diff?.removed.count), isSilent ? .text("SILENT CHANGE") : .missing, .text(digest),
        ]
    }

    /// What people are told of a report that differs; of others they are told how many there are.
    var line: String? {
        guard let diff, let other, diff.differs || status == .correction else { return nil }
        switch status {
        case .first, .unchanged, .known: return nil
        case .version where !other.isOrderKnown(to: report):
            return "\(report.name): another document of \(report.captured), and so another version;"
                + " \(LedgerShelf.summary(diff)). Captures with a time, as 2024-05-23T14:00:00Z, tell it"
        case .version: return "\(report.name): a new version; since \(other.captured) \(LedgerShelf.summary(diff))"
        case .earlier:
            return "\(report.name): captured before what the case has; until \(other.captured)"
                + " \(LedgerShelf.summary(diff))"
        case .again:
            return
                "\(report.name): the same document as captured \(other.captured), read differently; the reading entered"
                + " last counts"
        case .correction:
            return
                "\(report.name): the capture of \(other.captured) is read anew; this reading takes the other's place."
                + " Where the report itself changed that day, capture it with a time"
        }
    }
}
