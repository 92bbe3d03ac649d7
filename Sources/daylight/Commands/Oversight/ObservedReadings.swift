import ArgumentParser
import Exchange
import Oversight
import Records
import Workspace

/// `daylight observe list`: an asset's readings, down to the row and the hash of what was captured.
struct ObservedReadings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the readings of assets with their vantage, evidence, file and row.",
        discussion: """
            What every figure of 'daylight metrics' rests on. 'until' stands at a reading that begins a stretch; its end is a
            reading, too. With --counters the counters that were read. A row is missing where an earlier version imported it.
            """)

    @Argument(help: "Assets, as tiktok:7123456, or a cohort.")
    var assets: [String] = []
    @Option(help: "All assets of a cohort; also without --cohort, where it is named alone.")
    var cohort: String?
    @Flag(help: "List counters (views, followers …) instead of states.")
    var counters = false
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if assets.isEmpty == (cohort == nil) {
            throw ValidationError("Name assets, as tiktok:7123456, or a cohort with --cohort.")
        }
    }

    /// The cohort that is named in the place of assets; nil where there is none of that name.
    private func cohortNamedAlone(in folder: CaseFolder) throws -> String? {
        guard assets.count == 1, (try? AssetKey(reading: assets[0])) == nil else { return nil }
        return try folder.entries(Cohort.self, named: assets[0]).isEmpty ? nil : assets[0]
    }

    func run() throws {
        let folder = try target.open()
        let keys: Set<AssetKey>
        if let cohort = try cohort ?? cohortNamedAlone(in: folder) {
            keys = Set(try folder.entry(Cohort.self, called: cohort).entry.assets.map(\.key))
        } else {
            keys = Set(try assets.map { try OptionValue.asset("asset", $0) })
        }
        var seen: Set<AssetKey> = []
        if counters {
            let header = ["asset", "time", "counter", "value", "file", "file_sha256", "row"]
            try output.print(header: header) { rows in
                for counter in try folder.sourcedCounters(of: keys) {
                    seen.insert(counter.asset)
                    try rows.write(
                        [
                            .text(counter.asset.description), .text(Instant(milliseconds: counter.time).description),
                            .text(counter.counter), .number(counter.value),
                        ] + ReadingCells.source(counter.source))
                }
            }
        } else {
            try output.print(header: ReadingCells.header) { rows in
                for reading in try folder.sourcedReadings(of: keys) {
                    seen.insert(reading.asset)
                    try rows.write(ReadingCells.cells(of: reading))
                }
            }
        }
        for key in keys.subtracting(seen).sorted().prefix(10) {
            output.tell("note: of \(key) there is no \(counters ? "counter" : "reading").")
        }
        let contradictions = try folder.contradictionCounts().reduce(0) { keys.contains($1.key) ? $0 + $1.value : $0 }
        if contradictions > 0 {
            output.tell(
                "note: \(contradictions) readings that contradict others are not listed; 'daylight observe contradictions' lists"
                    + " them.")
        }
    }
}

/// `daylight observe contradictions`: readings that cannot both be right.
struct ObservedContradictions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contradictions",
        abstract:
            "List readings that were left out because another says otherwise of the same asset, vantage and time.",
        discussion: """
            What came first is counted (kept_…); nothing is resolved. Look at the evidence of both. Where two programs looked
            from the same country, name them in the column 'client' and make the case anew: then they are two vantages, and
            both count.
            """)

    @Argument(help: "Assets, as tiktok:7123456; all by default.")
    var assets: [String] = []
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions

    func run() throws {
        let folder = try target.open()
        let keys = Set(try assets.map { try OptionValue.asset("asset", $0) })
        let kept = ["time", "until", "state", "evidence_sha256", "file", "file_sha256", "row"].map { "kept_" + $0 }
        try output.print(header: ReadingCells.header + kept) { rows in
            for pair in try folder.contradictions(of: keys.isEmpty ? nil : keys) {
                let first = ReadingCells.cells(of: pair.kept)
                try rows.write(ReadingCells.cells(of: pair.leftOut) + first[1...2] + first[7...])
            }
        }
    }
}

/// A reading in rows.
private enum ReadingCells {
    static let header = [
        "asset", "time", "until", "country", "network", "logged_in", "client", "state", "evidence_sha256", "file",
        "file_sha256", "row",
    ]

    static func cells(of reading: SourcedReading) -> [Cell] {
        let vantage = reading.vantage
        return [
            .text(reading.asset.description), .text(Instant(milliseconds: reading.time).description),
            .text(reading.until.map { Instant(milliseconds: $0).description }), .text(vantage.country),
            vantage.network.isEmpty ? .missing : .text(vantage.network),
            .text(vantage.isLoggedIn.map { String($0) }), vantage.client.isEmpty ? .missing : .text(vantage.client),
            .text(reading.state.name), .text(reading.evidence),
        ] + source(reading.source)
    }

    static func source(_ source: SourcedReading.Source?) -> [Cell] {
        guard let source else { return [.missing, .missing, .missing] }
        return [.text(source.file), .text(source.sha256), source.row.map { .integer($0) } ?? .missing]
    }
}

/// What an import says of readings that contradict others.
enum ContradictionNote {
    static func tell(_ result: CaseFolder.ObservationImport, _ output: OutputOptions) {
        if result.contradicting == 0 { return }
        output.tell(
            "note: \(result.contradicting) rows contradict readings that stood there first and are not counted; 'daylight observe"
                + " contradictions' lists both sides.")
    }
}
