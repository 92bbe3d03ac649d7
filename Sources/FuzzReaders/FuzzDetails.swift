import Bytes
import Intake
import Records

/// Asks for all that a reader can find, and looks at each byte of it: searches leave the details out, so that fuzzing
/// only them would never read counters and profiles.
struct DetailSink: RecordSink {
    static let readsAsPeers = false
    static let keepsDetails = true

    private var sum = 0

    mutating func take(_ record: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool {
        for view in [
            record.language, record.region, record.client, record.profile.name, record.profile.description,
            record.profile.location,
        ] + record.profile.urls {
            for index in 0..<view.count { sum &+= Int(view[index]) }
        }
        return true
    }
}

func readDetails(_ bytes: [UInt8], as format: String, _ sizes: ByteSource.Sizes) {
    var options = IntakeOptions()
    if format == "csv" || format == "ndjson" {
        options.mapping = try? ColumnMapping("account=a,handle=h,time=t,views=v,name=n,created=c,observed=o")
    }
    options.sizes = sizes
    var sink = DetailSink()
    let file = SourceFile(path: "input", format: format, contents: bytes)
    _ = try? Intake.readAll([file], options: options, into: &sink, reject: { _ in }, progress: .silent)
}

/// Takes a Python value apart to its leaves.
func fuzzPython(_ bytes: [UInt8]) {
    ByteView.with(bytes) { view in
        var arena = ScratchArena()
        if let value = PythonValue(view) { walk(value, &arena) }
    }
}

private func walk(_ value: PythonValue, _ arena: inout ScratchArena) {
    _ = value.text(&arena)
    _ = value.time(&arena)
    var members = value.members
    while members.next() { walk(members.value, &arena) }
    var elements = value.elements
    while elements.next() { walk(elements.value, &arena) }
}
