import Bytes
import Corpus
import Glibc
import Intake
import Records
import Seals
import Traces

// Feeds hostile bytes to one reader, or to the scanners, and stops where a promise is broken: a crash, a record that is
// neither accepted nor rejected, or a result that hangs on how the bytes were cut into chunks. README.md says how to
// build and run it.

/// What is fuzzed: a format's id, `scanners`, or another reader that README.md names; from the environment, since libFuzzer owns the arguments.
private let target = getenv("DAYLIGHT_FUZZ_READER").map { String(cString: $0) } ?? "scanners"

/// More than an input holds (`make fuzz` gives at most 4096 bytes), so that nothing is ever cut; far less than files get,
/// so that runs are quick.
private let roomy = ByteSource.Sizes(chunk: 8192, window: 8192)

private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>

/// libFuzzer's loop; the linker finds it by its C name.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>, _ arguments: Arguments,
    _ target: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// The entry point under the name that the package manager gives it: libFuzzer's own would be `main`.
@_cdecl("FuzzReaders_main")
public func fuzzReadersMain(
    _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
    var count = count
    var arguments = arguments
    return runFuzzer(&count, &arguments, fuzzOneInput)
}

/// Called by libFuzzer for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    let bytes = data.map { Array(UnsafeBufferPointer(start: $0, count: size)) } ?? []
    let size = 1 + Int(bytes.first ?? 0) % 64
    let small = ByteSource.Sizes(chunk: size, window: size)
    switch target {
    case "scanners": fuzzScanners(bytes)
    case "python": fuzzPython(bytes)
    case "statements-of-reasons": fuzzStatementsOfReasons(bytes, roomy, small)
    case "harmonised-report": fuzzHarmonisedReport(bytes, roomy, small)
    case "register": fuzzRegister(bytes)
    case "taxonomy": fuzzTaxonomy(bytes)
    case "observations": fuzzObservations(bytes)
    case "custody-line": fuzzCustodyLine(bytes)
    case "custody-log": fuzzCustodyLog(bytes)
    case "checkpoint": fuzzCheckpoint(bytes)
    case "time-stamp": fuzzTimeStamp(bytes)
    case "evidence-record": fuzzEvidenceRecord(bytes)
    case "bag-manifest": fuzzBagManifest(bytes)
    case "zip": fuzzZip(bytes)
    case "search-query": fuzzSearchQuery(bytes)
    default: fuzzReader(bytes)
    }
    return 0
}

private func fuzzReader(_ bytes: [UInt8]) {
    let small = 1 + Int(bytes.first ?? 0) % 64
    let whole = Reading(bytes, roomy)
    let cut = Reading(bytes, ByteSource.Sizes(chunk: small, window: small))
    precondition(whole == cut, "chunks of \(small) bytes give another result")
    precondition(
        whole.rows == whole.accepted + whole.rejected + whole.passed,
        "a record is neither accepted, rejected, nor counted in a note")
    readDetails(bytes, as: target, roomy)
}

/// What reading gave, for comparison.
private struct Reading: Equatable {
    var rows: UInt64 = 0
    var accepted: UInt64 = 0
    var rejected: UInt64 = 0
    var passed: UInt64 = 0
    var reasons: [String] = []
    var actions: [ActionKey] = []

    struct ActionKey: Equatable {
        var trace: Trace
        var object: String
        var account: String
        var time: Int64
    }

    init(_ bytes: [UInt8], _ sizes: ByteSource.Sizes) {
        let isMapped = target == "csv" || target == "ndjson"
        var options = IntakeOptions()
        if isMapped {
            options.mapping = try? ColumnMapping(
                "account=a,handle=h,post=p,time=t,text=x,url=u,hashtags=g,mentions=m,repost=r.i,is-repost=q")
        }
        options.sizes = sizes
        // Mostly a record may be as large as the input, so that texts go through whole; sometimes it may not.
        options.maximumRecordBytes = (bytes.last ?? 0) % 4 == 3 ? 256 : 4096
        var builder = CorpusBuilder()
        var reasons: [String] = []
        let file = SourceFile(path: "input", format: target, contents: bytes)
        if let summary = try? Intake.read(
            [file], options: options, into: &builder, reject: { reasons.append($0.reason) }, progress: .silent)
        {
            rows = summary.rows
            accepted = summary.accepted
            rejected = summary.rejected
            passed = summary.passed
        }
        self.reasons = reasons
        var details = DetailCount()
        _ = try? Intake.readAll([file], options: options, into: &details, reject: { _ in }, progress: .silent)
        precondition(UInt64(details.records) <= accepted, "details make more of a file than a search does")
        let corpus = builder.finish()
        let cited = try? Intake.resolve(corpus.citations.all, sources: [file], options: options, progress: .silent)
        precondition(cited?.count == corpus.citations.count, "a post cannot be cited")
        for layer in corpus.layers {
            for index in 0..<layer.actions.count {
                actions.append(
                    ActionKey(
                        trace: layer.trace, object: layer.objects.string(layer.actions.objects[index]),
                        account: corpus.accounts.value(layer.actions.accounts[index]),
                        time: layer.actions.times[index]))
            }
        }
    }
}

/// Asks for all that readers can tell.
private struct DetailCount: RecordSink {
    static let keepsDetails = true
    private(set) var records = 0

    mutating func take(_ record: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool {
        records += 1
        return true
    }

    /// What is kept of a document must be what can be written again.
    mutating func take(_ statement: Statement, _ citation: Citation) -> Bool {
        guard case .object(let object) = statement else { return true }
        let canonical = try? CanonicalJSON.canonical(Array(object.text.utf8), keepsDigits: true)
        precondition(canonical.map(CanonicalJSON.digest) == object.digest, "an object is not kept as it stood")
        return true
    }
}

private func fuzzScanners(_ bytes: [UInt8]) {
    let small = 1 + Int(bytes.first ?? 0) % 64
    let sizes = ByteSource.Sizes(chunk: small, window: small)
    precondition(rows(bytes, roomy) == rows(bytes, sizes), "CSV: windows change the result")
    precondition(lines(bytes, roomy) == lines(bytes, sizes), "lines: windows change the result")
    precondition(elements(bytes, roomy) == elements(bytes, sizes), "JSON: windows change the result")
    ByteView.with(bytes) { view in
        var arena = ScratchArena()
        _ = TimeParser.parse(view)
        _ = view.int64
        _ = view.double
        _ = view.isFloatNotation
        let tape = JSONTape()
        if let value = tape.parse(view) { walk(value, &arena) }
        _ = URLTrace.normalise(view, &arena)
        _ = TextTrace.normalise(view, &arena)
        _ = HashtagTrace.normalise(view, &arena)
        LinkFinder.each(in: view) { _ in }
        HashtagTrace.each(in: view) { _ in }
        MentionTrace.each(in: view) { _ in }
    }
}

private func walk(_ value: JSONValue, _ arena: inout ScratchArena) {
    _ = value.text(&arena)
    var members = value.members
    while members.next() { walk(members.value, &arena) }
    var elements = value.elements
    while elements.next() { walk(elements.value, &arena) }
}

private func rows(_ bytes: [UInt8], _ sizes: ByteSource.Sizes) -> [[String]] {
    guard let source = try? ByteSource(bytes: bytes, sizes: sizes) else { return [] }
    let scanner = CSVScanner(source, delimiter: UInt8(ascii: ","), maximumRecordBytes: 200)
    var found: [[String]] = []
    while true {
        switch scanner.next() {
        case .row(let row): found.append((0..<row.count).map { row[$0].string })
        case .fault(let fault): found.append(["\(fault)"])
        case .end: return found
        }
    }
}

private func lines(_ bytes: [UInt8], _ sizes: ByteSource.Sizes) -> [String] {
    guard let source = try? ByteSource(bytes: bytes, sizes: sizes) else { return [] }
    let scanner = LineScanner(source, maximumLineBytes: 100)
    var found: [String] = []
    while true {
        switch scanner.next() {
        case .line(let line): found.append(line.string)
        case .tooLong: found.append("too long")
        case .cut: found.append("cut")
        case .end: return found
        }
    }
}

private func elements(_ bytes: [UInt8], _ sizes: ByteSource.Sizes) -> [String] {
    guard let source = try? ByteSource(bytes: bytes, sizes: sizes) else { return [] }
    let plan = JSONElementScanner.Plan(entered: ["data", "videos"], errors: ["error"], context: ["name"])
    let scanner = JSONElementScanner(source, plan: plan, maximumRecordBytes: 200)
    var found: [String] = []
    while true {
        switch scanner.next() {
        case .record(let value): found.append(value.bytes.string)
        case .error(let value): found.append("error " + value.bytes.string)
        case .context(let name, let value): found.append(name.string + " " + value.bytes.string)
        case .fault(let fault): found.append("\(fault)")
        case .end: return found
        }
    }
}
