import Bytes
import Corpus
import Records

/// Reads one file's records into a sink.
struct SourceRun<Sink: RecordSink> {
    let file: SourceFile
    let index: UInt32
    let options: IntakeOptions
    let reject: (Rejection) -> Void
    var tally = FileTally()
    private var draft = RecordDraft(readsAsPeers: Sink.readsAsPeers, keepsDetails: Sink.keepsDetails)
    /// An object and the records inside it, while they are read.
    private var pending: [JSONValue] = []
    private let tape = JSONTape()

    init(file: SourceFile, index: UInt32, options: IntakeOptions, reject: @escaping (Rejection) -> Void) {
        self.file = file
        self.index = index
        self.options = options
        self.reject = reject
    }

    /// Reads all records. Throws only where their number is beyond counting.
    mutating func read(
        _ source: ByteSource, head: SourceHead, reader: FormatReader, into sink: inout Sink
    ) throws(IntakeError) {
        switch reader {
        case .table(let reader):
            guard let table = head.table else { return }
            try readRows(source, table, reader, &sink)
        case .lines(let reader):
            try readLines(source, reader, &sink)
        case .elements(let reader, let plan):
            try readElements(source, plan, reader, &sink)
        case .statements(let reader):
            guard let table = head.table else { return }
            try readStatements(source, table, reader, &sink)
        case .markdown(let reader, let columns):
            try readMarkdown(source, reader, columns, &sink)
        case .stated(let reader, let plan):
            try readStated(source, plan, reader, &sink)
        }
    }

    private mutating func readRows(
        _ source: ByteSource, _ table: TableHead, _ reader: any TableReader, _ sink: inout Sink
    ) throws(IntakeError) {
        var arena = ScratchArena()
        try eachRow(source, table, &sink) { (run, row, sink) throws(RecordFault) in
            run.draft.clear()
            arena.reset()
            try reader.read(row, into: &run.draft, &arena)
            try run.finishDraft()
            run.accept(isNew: sink.take(run.draft, run.citation, &arena))
        }
    }

    /// Gives each row below the header that is wanted and fits the header. What `take` throws rejects the row.
    mutating func eachRow(
        _ source: ByteSource, _ table: TableHead, _ sink: inout Sink,
        _ take: (inout Self, CSVRow, inout Sink) throws(RecordFault) -> Void
    ) throws(IntakeError) {
        let scanner = CSVScanner(
            source, delimiter: table.delimiter, maximumRecordBytes: options.maximumRecordBytes)
        var isHeader = true
        tally.noteRepeated(columns: table.repeatedColumns)
        while !sink.isStopped {
            switch scanner.next() {
            case .row(let row):
                if isHeader {
                    isHeader = false
                    continue
                }
                guard try begin(wantedBy: sink) else { continue }
                do throws(RecordFault) {
                    try check(row, table)
                    try take(&self, row, &sink)
                } catch {
                    report(error)
                }
            case .fault(let fault):
                isHeader = false
                guard try begin(wantedBy: sink) else { continue }
                report(RecordFault(fault, maximum: options.maximumRecordBytes))
            case .end:
                if tally.rows == 0, !isHeader { tally.noteHeaderAlone() }
                return
            }
        }
    }

    private mutating func readLines(
        _ source: ByteSource, _ reader: any ObjectReader, _ sink: inout Sink
    ) throws(IntakeError) {
        var arena = ScratchArena()
        try eachLine(source, &sink) { (run, line, sink) throws(IntakeError) in
            if let value = run.tape.parse(line), value.kind == .object {
                try run.take(value, reader, &arena, &sink)
            } else if try run.begin(wantedBy: sink) {
                run.report(.notAnObject(line))
            }
        }
    }

    /// Gives each line; one that is too long or cut off is a record of its own, and rejected.
    mutating func eachLine(
        _ source: ByteSource, _ sink: inout Sink,
        _ take: (inout Self, ByteView, inout Sink) throws(IntakeError) -> Void
    ) throws(IntakeError) {
        let scanner = LineScanner(source, maximumLineBytes: options.maximumRecordBytes)
        while !sink.isStopped {
            switch scanner.next() {
            case .line(let line):
                try take(&self, line, &sink)
            case .tooLong:
                if try begin(wantedBy: sink) { report(.tooLong(options.maximumRecordBytes)) }
            case .cut:
                if try begin(wantedBy: sink) { report(.cut) }
            case .end:
                return
            }
        }
    }

    private mutating func readElements(
        _ source: ByteSource, _ plan: JSONElementScanner.Plan, _ reader: any ObjectReader, _ sink: inout Sink
    ) throws(IntakeError) {
        let scanner = JSONElementScanner(source, plan: plan, maximumRecordBytes: options.maximumRecordBytes)
        var arena = ScratchArena()
        while !sink.isStopped {
            switch scanner.next() {
            case .record(let value):
                try take(value, reader, &arena, &sink)
            case .error(let value):
                noteError(value, &arena)
            case .context(let name, let value):
                reader.meet(name, value)
            case .fault(let fault):
                if try begin(wantedBy: sink) {
                    report(RecordFault(fault, scanner.skipped, maximum: options.maximumRecordBytes))
                }
            case .end:
                return
            }
        }
    }

    /// Takes an object's record, and then those inside it.
    private mutating func take(
        _ value: JSONValue, _ reader: any ObjectReader, _ arena: inout ScratchArena, _ sink: inout Sink
    ) throws(IntakeError) {
        if !pending.isEmpty { pending.removeAll(keepingCapacity: true) }
        pending.append(value)
        var next = 0
        while next < pending.count {
            let object = pending[next]
            next += 1
            if try begin(wantedBy: sink) {
                do throws(RecordFault) {
                    arena.reset()
                    draft.clear()
                    try reader.read(object, into: &draft, &arena)
                    try finishDraft()
                    accept(isNew: sink.take(draft, citation, &arena))
                } catch {
                    report(error)
                }
            }
            reader.nested(in: object, into: &pending)
        }
    }

    var citation: Citation { Citation(source: index, row: UInt32(truncatingIfNeeded: tally.rows)) }

    /// Counts a record; whether it is wanted.
    mutating func begin(wantedBy sink: Sink) throws(IntakeError) -> Bool {
        tally.begin()
        guard tally.rows < UInt64(UInt32.max) else { throw .tooManyRecords(path: file.path) }
        return sink.wants(row: UInt32(truncatingIfNeeded: tally.rows))
    }

    private mutating func accept(isNew: Bool) { tally.accept(draft, isNew: isNew) }

    mutating func report(_ fault: RecordFault) {
        if fault.isPassing { return tally.pass(fault) }
        tally.reject(fault)
        reject(
            Rejection(
                file: file.path, row: tally.rows, field: fault.field, reason: fault.reason, detail: fault.detail))
    }

    /// A row that fits its header: as many fields, or more that are all empty (some programs end rows so).
    func check(_ row: CSVRow, _ table: TableHead) throws(RecordFault) {
        let expected = table.columns.count
        if row.count == expected {
            // A header in the middle comes from files joined end to end.
            if table.isRepeated(by: row) {
                throw RecordFault("repeated-header", "the header again; were files joined end to end?")
            }
            return
        }
        var index = expected
        while index < row.count, row[index].isEmpty { index += 1 }
        if row.count > expected, index == row.count { return }
        throw RecordFault(
            "wrong-column-count",
            "\(row.count) fields where the header has \(expected); is a quote missing, or the end of the file?")
    }

    /// What every post needs, whatever its format.
    private mutating func finishDraft() throws(RecordFault) {
        if draft.platform == .unstated { draft.platform = options.platform ?? .unstated }
        // Share events keep what they say where other programs' results are reproduced.
        if !(draft.kind == .shareEvent && draft.readsAsPeers), Field.isRounded(draft.identifier) {
            draft.identifier = .empty
            draft.hasRoundedIdentifier = true
        }
        switch draft.kind {
        case .post, .shareEvent, .profile:
            if draft.account.isEmpty { throw RecordFault("missing-account", "the record names no account") }
        case .anonymousPost: break
        case .counters:
            if draft.identifier.isEmpty { throw RecordFault("missing-post", "the record names no post") }
        }
        if draft.account.firstIndex(of: 0) != nil {
            throw RecordFault("bad-account", "\(draft.account.quoted) is no account: it holds a NUL byte")
        }
        if !draft.isWellFormed { throw draft.firstMalformed }
    }

    private mutating func noteError(_ value: JSONValue, _ arena: inout ScratchArena) {
        arena.reset()
        var code = value.member("code").text(&arena)
        if code.isEmpty { code = value.member("error_code").text(&arena) }
        if code.isEmpty || code.equals("ok") || code.equals("0") { return }
        tally.noteErrorReport()
        var message = value.member("message").text(&arena)
        if message.isEmpty { message = value.member("error_msg").text(&arena) }
        let detail =
            "after record \(tally.rows) the interface reports \(code.quoted): \(message.quoted);"
            + " posts may be missing here: ask for this page again"
        tally.flag("error-report", detail)
        reject(Rejection(file: file.path, row: 0, field: "error", reason: "error-report", detail: detail))
    }
}

extension RecordDraft {
    /// Whether all that was read is UTF-8.
    fileprivate var isWellFormed: Bool {
        account.isUTF8 && handle.isUTF8 && identifier.isUTF8 && text.isUTF8 && caption.isUTF8 && sound.isUTF8
            && replyTarget.isUTF8 && repostTarget.isUTF8 && quotedPost.isUTF8 && sharedObject.isUTF8
            && address.isUTF8 && hashtags.isUTF8 && urls.isUTF8 && mentions.isUTF8 && effects.isUTF8
            && (!keepsDetails || areDetailsUTF8)
    }

    private var areDetailsUTF8: Bool {
        language.isUTF8 && region.isUTF8 && client.isUTF8 && profile.name.isUTF8 && profile.description.isUTF8
            && profile.location.isUTF8 && profile.urls.isUTF8
    }

    /// What to say where it is not.
    fileprivate var firstMalformed: RecordFault {
        let values: [(name: String, value: ByteView)] = [
            ("account", account), ("handle", handle), ("post", identifier), ("text", text), ("caption", caption),
            ("sound", sound), ("reply", replyTarget), ("repost", repostTarget), ("quote", quotedPost),
            ("object", sharedObject), ("address", address), ("language", language), ("region", region),
            ("client", client),
            ("account name", profile.name), ("account description", profile.description),
            ("account location", profile.location),
        ]
        let lists: [(name: String, values: [ByteView])] = [
            ("hashtags", hashtags), ("url", urls), ("mentions", mentions), ("effects", effects),
            ("account url", profile.urls),
        ]
        for (name, value) in values + lists.flatMap({ list in list.values.map { (list.name, $0) } }) {
            if let position = value.firstInvalidUTF8 { return .notUTF8(name, value[position..<value.count]) }
        }
        return .notUTF8("record", .empty)
    }
}

extension [ByteView] {
    fileprivate var isUTF8: Bool { allSatisfy { $0.isUTF8 } }
}

extension RecordFault {
    static let cut = RecordFault("cut", "the file breaks off inside this record")

    static func tooLong(_ maximum: Int) -> RecordFault {
        RecordFault("too-long", "the record is larger than \(maximum) bytes")
    }

    static func notAnObject(_ line: ByteView) -> RecordFault {
        RecordFault("bad-json", "\(line.quoted) is not a JSON object")
    }

    static func notUTF8(_ field: String, _ rest: ByteView) -> RecordFault {
        RecordFault(
            "bad-utf8", field: field,
            "\(rest.isEmpty ? "a byte" : "byte 0x" + String(rest[0], radix: 16)) is not UTF-8; if the whole file is like this, convert it"
                + " (iconv -f WINDOWS-1252 -t UTF-8)")
    }

    init(_ fault: CSVFault, maximum: Int) {
        switch fault {
        case .unclosedQuote:
            self.init(
                "unclosed-quote",
                "a quote is opened in this record and never closed; reading went on with the next line")
        case .tooLong: self = .tooLong(maximum)
        case .cut: self = .cut
        }
    }

    /// - Parameter skipped: bytes that the fault cost, the good ones among them.
    init(_ fault: JSONFault, _ skipped: UInt64, maximum: Int) {
        switch fault {
        case .malformed:
            self.init(
                "bad-json",
                "this is not JSON; \(skipped) bytes were left out, up to the next line that begins with a bracket, or the end"
            )
        case .broken: self.init("bad-json", "the object is not well-formed JSON")
        case .tooDeep: self.init("too-deep", "the object is nested more than 64 levels deep")
        case .tooLong: self = .tooLong(maximum)
        case .cut: self = .cut
        }
    }
}
