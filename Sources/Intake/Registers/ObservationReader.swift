package import Bytes
package import Records

/// A reading of an asset's state as a file holds it. Views are valid for the call only.
package struct ObservationRow {
    /// Which row of the file it is, from 1.
    package var number: UInt64
    package var platform: Platform
    /// The asset's native id, or `@handle`.
    package var id: ByteView
    /// Milliseconds since 1970.
    package var time: Int64
    /// Until when the state was seen to hold without a break; nil for a single reading.
    package var until: Int64?
    package var country: ByteView
    package var network: ByteView
    package var isLoggedIn: Bool?
    package var client: ByteView
    package var state: ByteView
    /// SHA-256 of what was captured, hexadecimal; empty where there is none.
    package var evidence: ByteView
    /// Counters read at the same time, by their column's name.
    package var counters: [(name: String, value: Double)]
}

/// Reads observations of availability: CSV with a header, or NDJSON, of any length.
///
/// Columns: `platform` and `id` (or `handle`), or `asset` (`tiktok:7123456`); `time` with its zone; `country` (ISO
/// 3166-1); `state`; and where they are known `until`, `network`, `logged_in`, `client`, `evidence_sha256` and the
/// counters `views`, `likes`, `comments`, `shares`, `followers`, `engagements`, `impressions`, `clicks`, `spend_usd`.
package enum ObservationReader {
    package static let counterNames = [
        "views", "likes", "comments", "shares", "followers", "engagements", "impressions", "clicks", "spend_usd",
    ]

    /// What came of a file.
    package struct Outcome: Sendable {
        package var rows: UInt64 = 0
        package var accepted: UInt64 = 0
        package var sha256 = ""
        package var bytes: UInt64 = 0
    }

    /// - Parameters:
    ///   - platform: of rows that name none.
    ///   - take: keeps a reading, or says why it cannot be kept.
    ///   - reject: is told of every row that is not kept.
    /// - Throws: where not even the beginning can be read, or columns are missing.
    package static func read<Failure: Error>(
        _ file: SourceFile, platform: Platform? = nil, progress: Progress = .silent,
        take: (ObservationRow) throws(Failure) -> FieldFault?, reject: (Rejection) -> Void
    ) throws -> Outcome {
        let digest = FileDigest(label: "reading \(file.name)", progress: progress)
        let source = try FileReading.source(of: file, digest)
        let head = SourceHead(source, path: file.path)
        var outcome = Outcome()
        func refuse(_ fault: FieldFault) {
            reject(
                Rejection(
                    file: file.path, row: outcome.rows, field: fault.field, reason: fault.reason, detail: fault.detail))
        }
        func found(_ draft: Result<ObservationDraft, FieldFault>) throws {
            outcome.rows += 1
            let row: ObservationRow
            do throws(FieldFault) {
                row = try draft.get().row(outcome.rows, platform: platform)
            } catch {
                refuse(error)
                return
            }
            if let fault = try take(row) { refuse(fault) } else { outcome.accepted += 1 }
        }
        switch head.content {
        case .empty, .blank, .markdown:
            throw IntakeError.unreadable(file, RecordFault("not-a-table", head.unrecognisedDetail))
        case .table(let header):
            let columns = header.columns.map { ObservationDraft.Column(NamedRow.key($0)) }
            try ObservationDraft.Column.check(columns, of: header, file, platform: platform)
            try readRows(source, header, columns, found)
        case .json: try readObjects(source, found)
        }
        if let failure = source.failure { refuse(FieldFault(failure.reason, failure.description)) }
        if (try? source.drain()) != nil {
            outcome.sha256 = digest.hexadecimal
            outcome.bytes = source.rawBytes
            digest.finish()
        }
        return outcome
    }

    private static let longestRow = 1 << 20

    private static func readRows(
        _ source: ByteSource, _ header: TableHead, _ columns: [ObservationDraft.Column],
        _ found: (Result<ObservationDraft, FieldFault>) throws -> Void
    ) throws {
        let scanner = CSVScanner(source, delimiter: header.delimiter, maximumRecordBytes: longestRow)
        _ = scanner.next()
        while true {
            switch scanner.next() {
            case .end: return
            case .fault(let fault): try found(.failure(FieldFault(RecordFault(fault, maximum: longestRow))))
            case .row(let row):
                if (columns.count..<max(columns.count, row.count)).contains(where: { !row[$0].trimmed.isEmpty }) {
                    try found(
                        .failure(
                            FieldFault(
                                "too-many-fields",
                                "the row has \(row.count) fields and the header \(columns.count); quote fields with commas"
                            )))
                    continue
                }
                var draft = ObservationDraft()
                for (index, column) in columns.enumerated() { draft.set(column, row[index].trimmed) }
                try found(.success(draft))
            }
        }
    }

    private static func readObjects(
        _ source: ByteSource, _ found: (Result<ObservationDraft, FieldFault>) throws -> Void
    ) throws {
        let scanner = JSONElementScanner(
            source, plan: JSONElementScanner.Plan(entered: [], errors: []), maximumRecordBytes: longestRow)
        var arena = ScratchArena()
        var columns: [String: ObservationDraft.Column] = [:]
        while true {
            switch scanner.next() {
            case .end: return
            case .error, .context: continue
            case .fault(let fault):
                try found(.failure(FieldFault(RecordFault(fault, scanner.skipped, maximum: longestRow))))
            case .record(let value):
                arena.reset()
                var draft = ObservationDraft()
                var members = value.members
                while members.next() {
                    let name = members.key.string
                    let known = columns[name]
                    let column = known ?? ObservationDraft.Column(NamedRow.key(name))
                    // Names are hostile input, too.
                    if known == nil, columns.count < 1000 { columns[name] = column }
                    draft.set(column, members.value.text(&arena).trimmed)
                }
                try found(.success(draft))
            }
        }
    }
}

extension FieldFault {
    fileprivate init(_ fault: RecordFault) { self.init(fault.reason, field: fault.field, fault.detail) }
}

/// The fields of an observation while they are gathered.
struct ObservationDraft {
    enum Column: Equatable {
        case asset, platform, id, handle, time, until, country, network, loggedIn, client, state, evidence
        case counter(Int)
        case other

        init(_ name: String) {
            switch name {
            case "asset": self = .asset
            case "platform": self = .platform
            case "id", "account_id", "native_id": self = .id
            case "handle", "username": self = .handle
            case "time", "observed", "t_utc", "timestamp": self = .time
            case "until": self = .until
            case "country", "vantage_country", "vantage": self = .country
            case "network", "ip_class": self = .network
            case "logged_in": self = .loggedIn
            case "client": self = .client
            case "state": self = .state
            case "evidence_sha256", "evidence": self = .evidence
            default: self = ObservationReader.counterNames.firstIndex(of: name).map { .counter($0) } ?? .other
            }
        }

        static func check(
            _ columns: [Column], of header: TableHead, _ file: SourceFile, platform: Platform?
        ) throws(IntakeError) {
            var missing: [String] = []
            if !columns.contains(.asset) {
                if !columns.contains(.platform), platform == nil { missing.append("platform") }
                if !columns.contains(.id), !columns.contains(.handle) { missing.append("id") }
            }
            if !columns.contains(.time) { missing.append("time") }
            if !columns.contains(.country) { missing.append("country") }
            if !columns.contains(.state) { missing.append("state") }
            for (index, column) in columns.enumerated() where column != .other {
                if let first = columns[..<index].firstIndex(of: column) {
                    throw .unreadable(
                        file,
                        RecordFault(
                            "repeated-column", field: header.columns[index],
                            "the columns '\(header.columns[first])' and '\(header.columns[index])' mean the same here, and nobody"
                                + " can say which of them counts; rename or delete one"))
                }
            }
            if missing.isEmpty { return }
            throw .unreadable(
                file,
                RecordFault(
                    "missing-column", field: missing.first,
                    "there is no column \(missing.joined(separator: ", ")); found: "
                        + "\(header.columns.joined(separator: ", "))"))
        }
    }

    private var asset = ByteView.empty
    private var platform = ByteView.empty
    private var id = ByteView.empty
    private var handle = ByteView.empty
    private var time = ByteView.empty
    private var until = ByteView.empty
    private var country = ByteView.empty
    private var network = ByteView.empty
    private var loggedIn = ByteView.empty
    private var client = ByteView.empty
    private var state = ByteView.empty
    private var evidence = ByteView.empty
    private var counters: [(index: Int, text: ByteView)] = []
    /// A value for which there was another.
    private var second: ByteView?

    init() {}

    mutating func set(_ column: Column, _ value: ByteView) {
        if value.isEmpty { return }
        let isSecond: Bool =
            switch column {
            case .asset: Self.put(value, in: &asset)
            case .platform: Self.put(value, in: &platform)
            case .id: Self.put(value, in: &id)
            case .handle: Self.put(value, in: &handle)
            case .time: Self.put(value, in: &time)
            case .until: Self.put(value, in: &until)
            case .country: Self.put(value, in: &country)
            case .network: Self.put(value, in: &network)
            case .loggedIn: Self.put(value, in: &loggedIn)
            case .client: Self.put(value, in: &client)
            case .state: Self.put(value, in: &state)
            case .evidence: Self.put(value, in: &evidence)
            case .counter(let index): put(value, inCounter: index)
            case .other: false
            }
        if isSecond { second = value }
    }

    /// Whether there was a value already.
    private static func put(_ value: ByteView, in field: inout ByteView) -> Bool {
        defer { field = value }
        return !field.isEmpty
    }

    private mutating func put(_ value: ByteView, inCounter index: Int) -> Bool {
        defer { counters.append((index, value)) }
        return counters.contains { $0.index == index }
    }

    func row(_ number: UInt64, platform standard: Platform?) throws(FieldFault) -> ObservationRow {
        if let second {
            throw FieldFault(
                "repeated-field",
                "\(second.quoted) is a second value for something that the record has already, and nobody can say which counts"
            )
        }
        let (platform, id) = try key(standard)
        let time = try moment("time", self.time)
        var until: Int64?
        if !self.until.isEmpty {
            let end = try moment("until", self.until)
            if end < time {
                throw FieldFault("ends-before-it-begins", field: "until", "the reading ends before it begins")
            }
            until = end
        }
        guard country.count == 2, CountryCode.isKnown(country.string) else {
            throw FieldFault(
                "bad-country", field: "country",
                country.isEmpty
                    ? "the row does not say from which country the asset was looked at"
                    : "'\(country.string)' is no country; write two capitals, as RO (ISO 3166-1; GB and GR, not UK and EL)"
            )
        }
        if state.isEmpty { throw FieldFault("missing-state", field: "state", "the row states no state") }
        guard evidence.isEmpty || evidence.count == 64 && (0..<64).allSatisfy({ Self.isHex(evidence[$0]) }) else {
            throw FieldFault("bad-digest", field: "evidence_sha256", "'\(evidence.string)' is no SHA-256")
        }
        for text in [id, network, client, state] where !text.isUTF8 {
            throw FieldFault("bad-utf8", "the row is not UTF-8; convert the file (iconv -f WINDOWS-1252 -t UTF-8)")
        }
        var values: [(name: String, value: Double)] = []
        for counter in counters {
            let name = ObservationReader.counterNames[counter.index]
            guard let value = counter.text.double, value.isFinite, value >= 0 else {
                throw FieldFault("bad-number", field: name, "'\(counter.text.string)' is no number of \(name)")
            }
            values.append((name, value))
        }
        return ObservationRow(
            number: number, platform: platform, id: id, time: time, until: until, country: country, network: network,
            isLoggedIn: try isLoggedIn(), client: client, state: state, evidence: evidence, counters: values)
    }

    private func key(_ standard: Platform?) throws(FieldFault) -> (Platform, ByteView) {
        var (name, id) = (platform, self.id)
        if !asset.isEmpty {
            guard let colon = asset.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < asset.count else {
                throw FieldFault(
                    "bad-asset", field: "asset",
                    "'\(asset.string)' names no asset; write the platform and its id, tiktok:7123456")
            }
            name = asset[0..<colon]
            id = asset[colon + 1..<asset.count]
        }
        if id.isEmpty {
            guard !handle.isEmpty, handle[0] == UInt8(ascii: "@") else {
                throw FieldFault(
                    "missing-id", field: "id",
                    handle.isEmpty
                        ? "the row names no asset: give its id"
                        : "a handle alone stands for an asset only with its @: @\(handle.string)")
            }
            id = handle
        }
        if var fault = NativeID.fault(in: id) {
            fault.field = asset.isEmpty ? "id" : "asset"
            throw fault
        }
        if name.isEmpty, let standard { return (standard, id) }
        guard let platform = Platform(name: name.string) else {
            throw FieldFault(
                "unknown-platform", field: "platform",
                name.isEmpty
                    ? "the row does not say on which platform the asset is; --platform says it for all"
                    : "'\(name.string)' is no platform; known are \(Platform.allCases.map(\.name).joined(separator: ", "))"
            )
        }
        return (platform, id)
    }

    private func moment(_ field: String, _ text: ByteView) throws(FieldFault) -> Int64 {
        if text.isEmpty { throw FieldFault("missing-\(field)", field: field, "the row has no \(field)") }
        // The usual spelling, without a detour over text.
        if text.count >= 20, text[text.count - 1] == UInt8(ascii: "Z"), text[4] == UInt8(ascii: "-"),
            let time = TimeParser.parse(text)
        {
            return time.milliseconds
        }
        let stated: StatedTime
        do throws(FieldFault) {
            stated = try StatedTime(reading: text.string)
        } catch {
            throw FieldFault(error.reason, field: field, error.detail)
        }
        guard stated.fineness == .moment else {
            throw FieldFault(
                "coarse-time", field: field,
                "'\(text.string)' is a day and no moment; a reading needs its time of day and zone")
        }
        return stated.earliest.milliseconds
    }

    private func isLoggedIn() throws(FieldFault) -> Bool? {
        if loggedIn.isEmpty { return nil }
        switch loggedIn.string.lowercased() {
        case "true", "yes", "1": return true
        case "false", "no", "0": return false
        default:
            throw FieldFault("bad-flag", field: "logged_in", "'\(loggedIn.string)' is neither true nor false")
        }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
