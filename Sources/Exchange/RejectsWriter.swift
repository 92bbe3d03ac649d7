package import Records

/// `rejects.ndjson`: a line for each part of the input that could not be taken. Nothing is held back, so a run with
/// millions of rejects needs no more memory than one with none.
package struct RejectsWriter {
    private let sink: TextSink
    private var line: [UInt8] = []

    package init(_ sink: TextSink) {
        self.sink = sink
    }

    /// Writes `{"file":…,"row":…,"field":…,"reason":…,"detail":…}`; `field` is null where the whole record is at fault.
    package mutating func write(_ rejection: Rejection) throws(ExchangeError) {
        line.removeAll(keepingCapacity: true)
        line.append(contentsOf: "{\"file\":".utf8)
        JSONText.append(rejection.file, to: &line)
        line.append(contentsOf: ",\"row\":".utf8)
        line.append(decimal: rejection.row)
        line.append(contentsOf: ",\"field\":".utf8)
        if let field = rejection.field {
            JSONText.append(field, to: &line)
        } else {
            line.append(contentsOf: "null".utf8)
        }
        line.append(contentsOf: ",\"reason\":".utf8)
        JSONText.append(rejection.reason, to: &line)
        line.append(contentsOf: ",\"detail\":".utf8)
        JSONText.append(rejection.detail, to: &line)
        line.append(contentsOf: "}\n".utf8)
        try sink.write(line)
    }
}
