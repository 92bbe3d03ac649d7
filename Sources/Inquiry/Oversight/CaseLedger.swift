package import Oversight
import Records
package import Workspace

/// The reports that a case has captured, each with its versions in the order of their captures.
package struct CaseLedger: Sendable {
    /// One capture of a report, and which state of the report it shows.
    package struct Capture: Sendable {
        package var entry: Registered<LedgerReport>
        /// From 1; captures in a row of the same bytes show one version.
        package var version: Int
    }

    /// One report of a platform.
    package struct Report: Sendable {
        /// `TikTok: Community Guidelines Enforcement Report Q3 2022`
        package var name: String
        /// The earliest first. An entry of the same capture as another mends how that was read, and takes its place; two
        /// documents of one day are two captures, in the order in which they were entered.
        package let captures: [Capture]
        /// One capture of each version, the earliest version first: its first, or where a later one of the same bytes was
        /// read differently, that which was entered last.
        package let versions: [Registered<LedgerReport>]

        /// - Parameter entries: of one name, in the order in which they were entered.
        init(name: String, entries: [Registered<LedgerReport>]) {
            self.name = name
            var kept: [Registered<LedgerReport>] = []
            var readings: [String: Int] = [:]
            for (order, entry) in entries.enumerated() {
                readings[entry.digest] = order
                if let read = kept.lastIndex(where: { $0.entry.isSameCapture(as: entry.entry) }) {
                    kept[read] = entry
                } else {
                    kept.append(entry)
                }
            }
            var runs: [[Registered<LedgerReport>]] = []
            for capture in Self.ordered(kept) {
                if let before = runs.last?.last, before.entry.hasDocument(of: capture.entry) {
                    runs[runs.count - 1].append(capture)
                } else {
                    runs.append([capture])
                }
            }
            captures = runs.enumerated().flatMap { index, run in
                run.map { Capture(entry: $0, version: index + 1) }
            }
            versions = runs.compactMap { run in
                let read = run.max { readings[$0.digest, default: 0] < readings[$1.digest, default: 0] }
                return read?.entry.rows == run.first?.entry.rows ? run.first : read
            }
        }

        /// By the times of the captures. Of documents of one time the one that the next capture shows again was the last of
        /// them, as far as anybody knows: that the platform went back to it nobody saw.
        private static func ordered(_ captures: [Registered<LedgerReport>]) -> [Registered<LedgerReport>] {
            let sorted = captures.enumerated().sorted {
                let (one, other) = ($0.element.entry.captured, $1.element.entry.captured)
                return (one.earliest, one.latest, $0.offset) < (other.earliest, other.latest, $1.offset)
            }.map(\.element)
            var ordered: [Registered<LedgerReport>] = []
            for capture in sorted {
                let tied = ordered.reversed().prefix { !$0.entry.isOrderKnown(to: ordered[ordered.count - 1].entry) }
                    .count
                let isLater = ordered.last?.entry.isOrderKnown(to: capture.entry) ?? false
                let place = ordered.suffix(tied).firstIndex { $0.entry.hasDocument(of: capture.entry) }
                if isLater, let place { ordered.append(ordered.remove(at: place)) }
                ordered.append(capture)
            }
            return ordered
        }

        /// The version of the latest capture.
        package var current: Registered<LedgerReport>? { versions.last }

        /// The latest version was captured on the same day as the one before, and which came first is not known: that
        /// which was entered last is taken.
        package var isOrderUnknown: Bool {
            guard versions.count > 1 else { return false }
            return !versions[versions.count - 2].entry.isOrderKnown(to: versions[versions.count - 1].entry)
        }

        /// Where the current version's table has no column for the publication: the earlier version that states it.
        package var dating: Registered<LedgerReport>? {
            guard let found = current?.entry.dating(among: versions.dropLast().map(\.entry)) else { return nil }
            return versions.last { $0.entry == found }
        }

        /// The current version's rows, and rows that say when the report appeared where only an earlier version does.
        package var rows: [Disclosure] { (current?.entry.rows ?? []) + (dating?.entry.publicationRows ?? []) }
    }

    /// By name.
    package let reports: [Report]

    /// - Throws: `CaseError.tampered` where an entry is not what was entered.
    package init(_ folder: CaseFolder) throws(CaseError) {
        self.init(try folder.entries(LedgerReport.self))
    }

    /// - Parameter entries: in the order in which they were entered.
    package init(_ entries: [Registered<LedgerReport>]) {
        let named = Dictionary(grouping: entries, by: \.entry.name)
        reports = named.map { Report(name: $0.key, entries: $0.value) }.sorted { $0.name < $1.name }
    }

    package func report(named name: String) -> Report? { reports.first { $0.name == name } }

    /// Rows of the current versions.
    package var rows: [Disclosure] { reports.flatMap(\.rows) }
}

/// The rows that a question is put to, and what they were taken from.
package struct LedgerSelection: Sendable {
    package let ledger: Ledger
    /// The case's reports; none where no case is asked.
    package let reports: [CaseLedger.Report]
    /// How many of the shipped ledger's rows are among the rows.
    package let shippedRows: Int
    private let shippedDigest: String?

    /// The shipped ledger alone.
    package static var shipped: LedgerSelection {
        LedgerSelection(
            ledger: ShippedLedger.ledger, reports: [], shippedRows: ShippedLedger.ledger.rows.count,
            shippedDigest: ShippedLedger.digest)
    }

    private init(ledger: Ledger, reports: [CaseLedger.Report], shippedRows: Int, shippedDigest: String?) {
        self.ledger = ledger
        self.reports = reports
        self.shippedRows = shippedRows
        self.shippedDigest = shippedDigest
    }

    /// The current versions of a case's reports, and with them the shipped rows of reports that the case lacks: networks
    /// that stand in both would count twice. A shipped row that only says when a report appeared stays where the case does
    /// not say it.
    package init(_ ledger: CaseLedger, withShipped: Bool) {
        let rows = ledger.rows
        var shipped: [Disclosure] = []
        if withShipped {
            let captured = Set(ledger.reports.map(\.name))
            let dated = Set(rows.filter(\.isDated).map(\.reportName))
            shipped = ShippedLedger.ledger.rows.filter { row in
                !captured.contains(row.reportName)
                    || row.unit == .report && row.isDated && !dated.contains(row.reportName)
            }
        }
        self.init(
            ledger: Ledger(rows + shipped), reports: ledger.reports, shippedRows: shipped.count,
            shippedDigest: withShipped ? ShippedLedger.digest : nil)
    }

    /// Digests of what the rows were taken from: the case's entries, and the shipped ledger.
    /// - Parameter platform: only entries of this platform.
    package func inputs(of platform: String? = nil) -> [String] {
        let name = platform.map(PlatformName.normalised)
        let entries = reports.flatMap { [$0.current, $0.dating].compactMap { $0 } }.filter {
            name == nil || $0.entry.platform == name
        }.map(\.digest)
        return entries + [shippedDigest].compactMap { $0 }
    }

    /// Reports of which the rows are perhaps not all: of the shipped ledger those that were not read whole, of the case those
    /// whose capture is said to hold a part, or of whose tables rows were rejected.
    package var reportsInPart: Set<String> {
        let captured = Dictionary(uniqueKeysWithValues: reports.map { ($0.name, $0.current?.entry.isWhole ?? false) })
        return Set(reportNames).filter { !(captured[$0] ?? ShippedLedger.wholeReports.contains($0)) }
    }

    /// Names of the reports that rows belong to, in order.
    package var reportNames: [String] { Set(ledger.rows.map(\.reportName)).sorted() }

    /// Names of the platforms that the rows are of, in order.
    package var platforms: [String] { Set(ledger.rows.map(\.platform)).sorted() }

    /// Names that somebody may mean: the one that it is in full or without its platform, or all that hold its words.
    package func reportNames(matching text: String) -> [String] {
        let wanted = text.lowercased()
        let names = reportNames
        if let whole = names.first(where: { $0.lowercased() == wanted }) { return [whole] }
        let titled = names.filter { $0.lowercased().hasSuffix(": " + wanted) }
        if !titled.isEmpty { return titled }
        let words = wanted.split(separator: " ")
        return names.filter { name in
            let folded = name.lowercased()
            return !words.isEmpty && words.allSatisfy { folded.contains($0) }
        }
    }
}
