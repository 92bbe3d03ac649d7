import ArgumentParser
import Inquiry
import Intake
import Oversight
import Records
import Workspace

/// Networks that others documented: what M10 asks a platform's reports for.
struct NetworkOptions: ParsableArguments {
    @Option(
        help: "For M10: a table of networks that others confirmed, as 'daylight ledger omission' takes it.",
        completion: .file())
    var networks: String?
    @Option(
        help: "For M10: a table of assets that were published with a row of the ledger: source_url (the row's), asset.",
        completion: .file())
    var released: String?
    @Option(help: "For M08 and M10: one series of the platform's reports; by default each by itself.")
    var series: String?
    @Option(help: "For M10: the fewest assets on the platform that a report should mention.")
    var fewest = 3

    func validate() throws {
        if fewest < 1 { throw ValidationError("--fewest takes a number of assets, 1 or more.") }
        try SourceFile.refuseRepeatedInput([networks, released].compactMap { $0 })
    }

    /// Reads the tables.
    func read(in folder: CaseFolder) throws -> (registry: NetworkRegistry, tables: NetworkTables) {
        if let series {
            let ledger = LedgerSelection(try CaseLedger(folder), withShipped: true)
            try ledger.check(series: series, of: ledger.platforms)
        }
        let tables = try NetworkTables(networks: networks, released: released)
        return (
            NetworkRegistry(
                networks: tables.networks, released: tables.released, series: series, fewest: fewest,
                inputs: tables.inputs), tables
        )
    }
}

/// Tables of networks that others confirmed, and of assets that platforms published, as they were read.
struct NetworkTables {
    private(set) var networks: [NetworkRecord] = []
    /// Ids of assets, by the source of the row with which they were published.
    private(set) var released: [String: Set<String>] = [:]
    private(set) var files: [RegisterFile] = []

    init(networks: String?, released: String?) throws {
        if let networks {
            var file = try RegisterFile(networks)
            try file.refuseOtherTable(knowing: NetworkRecord.columns, needing: ["name", "platform"])
            self.networks = file.table.decode(networks) { row throws(FieldFault) in
                try NetworkRecord(reading: row)
            }.map(\.value)
            files.append(file)
        }
        if let released {
            var file = try RegisterFile(released)
            try file.refuseOtherTable(knowing: ["source_url", "asset"], needing: ["source_url", "asset"])
            let rows = file.table.decode(released) { row throws(FieldFault) in
                (source: try row.required("source_url"), asset: try row.required("asset"))
            }
            for (source, asset) in rows.map(\.value) { self.released[source, default: []].insert(asset) }
            files.append(file)
        }
    }

    var inputs: [String] { files.map(\.table.sha256) }
}

extension LedgerSelection {
    /// That a misspelt series names nothing would look like an omission.
    /// - Throws: where none of the platforms has the series.
    func check(series: String, of platforms: [String]) throws {
        let known = Set(platforms.flatMap { ledger.series(of: $0).map(\.name) })
        if !platforms.isEmpty, !known.contains(series) {
            throw ValidationError(
                "\(platforms.joined(separator: ", ")) has no series '\(series)'; it has"
                    + " \(known.sorted().joined(separator: "; ")).")
        }
    }
}

/// Networks that were disrupted and what came after: what M07 is measured on.
struct ReturnOptions: ParsableArguments {
    @Option(
        help: """
            For M07: a table of networks that were disrupted: network, platform, disrupted (how many assets), at, \
            watched_until (the present by default).
            """, completion: .file())
    var disrupted: String?
    @Option(
        help: "For M07: a table of the assets that came after: network, platform, id, grade, first_seen.",
        completion: .file())
    var returns: String?

    func validate() throws {
        if returns != nil, disrupted == nil { throw ValidationError("--returns goes with --disrupted.") }
        try SourceFile.refuseRepeatedInput([disrupted, returns].compactMap { $0 })
    }

    /// Tables as they were read.
    struct Tables {
        var networks: [Recurrence.Network] = []
        fileprivate(set) var files: [RegisterFile] = []

        var inputs: [String] { files.map(\.table.sha256) }
    }

    /// Reads the tables.
    /// - Parameter grade: how sure the ties are of rows that do not say.
    func read(grade: MembershipGrade, present: Instant) throws -> Tables {
        guard let disrupted else { return Tables() }
        var file = try RegisterFile(disrupted)
        try file.refuseOtherTable(knowing: Recurrence.Network.columns, needing: ["network"])
        var seen: [String: UInt64] = [:]
        var networks: [Recurrence.Network] = []
        for (row, network) in file.table.decode(
            disrupted,
            { row throws(FieldFault) in try Recurrence.Network(reading: row, present: StatedTime(present)) })
        {
            if let first = seen[network.name] {
                file.table.rejected.append(
                    Rejection(
                        file: disrupted, row: row, field: "network", reason: "duplicate-network",
                        detail: "'\(network.name)' stands in row \(first) already; a network has one row"))
                continue
            }
            seen[network.name] = row
            networks.append(network)
        }
        guard let returns else { return Tables(networks: networks, files: [file]) }
        var others = try RegisterFile(returns)
        try others.refuseOtherTable(
            knowing: ["network", "first_seen"] + Asset.columns, needing: ["first_seen"])
        let places = Dictionary(uniqueKeysWithValues: networks.enumerated().map { ($0.element.name, $0.offset) })
        for (_, found) in others.table.decode(
            returns,
            { row throws(FieldFault) in
                (place: try Self.place(row, places), value: try Recurrence.Return(reading: row, grade: grade))
            })
        {
            networks[found.place].returns.append(found.value)
        }
        return Tables(networks: networks, files: [file, others])
    }

    /// Which of the disrupted networks a row is tied to.
    private static func place(_ row: NamedRow, _ places: [String: Int]) throws(FieldFault) -> Int {
        guard let name = row.text("network") else {
            if places.count == 1 { return 0 }
            throw FieldFault(
                "missing-network", field: "network", "the row does not say to which network the asset is tied")
        }
        guard let place = places[name] else {
            throw FieldFault(
                "unknown-network", field: "network",
                "no disrupted network is called '\(name)' in the table of --disrupted")
        }
        return place
    }
}
