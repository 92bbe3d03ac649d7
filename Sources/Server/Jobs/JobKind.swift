import Exchange
import Records
import Workspace

/// What jobs there are.
enum JobKind: String, Sendable, CaseIterable {
    /// Files that were sent, into the case.
    case bring = "import"
    /// A search of the case for accounts that act together: a run.
    case detect
    /// What can be found by words, brought up to the present.
    case index
    /// A look at everything: records, registers, runs, evidence.
    case verify

    /// Jobs of one lane are done one after the other; lanes go on beside each other.
    enum Lane: Sendable, CaseIterable {
        /// Those that write to the case while they run: there can be but one.
        case writing
        /// Those that read it, and write little or nothing in the end.
        case reading

        var kinds: Set<String> { Set(JobKind.allCases.filter { $0.lane == self }.map(\.rawValue)) }
    }

    var lane: Lane { self == .bring ? .writing : .reading }

    /// Kinds that come to the same when they are begun again: an import goes on from its last whole batch, and so does an
    /// index; a search and a verification leave nothing until they are done.
    static let resumable = Set(allCases.map(\.rawValue))

    /// For people: `import of 2 files`.
    var title: String {
        switch self {
        case .bring: "import"
        case .detect: "search for networks"
        case .index: "index of words"
        case .verify: "verification"
        }
    }
}

/// A job as programs see it.
enum JobDocument {
    static func bytes(_ job: Job) -> [UInt8] {
        var json = JSONWriter()
        write(job, &json)
        return json.bytes
    }

    static func bytes(_ jobs: [Job], next: Int64?) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("jobs") { $0.list(jobs) { write($0, &$1) } }
            json.member("next") { $0.raw(next.map { "\($0)" } ?? "null") }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    private static func write(_ job: Job, _ json: inout JSONWriter) {
        json.object { json in
            json.member("job") { $0.raw("\(job.id)") }
            json.member("kind", text: job.kind)
            json.member("state", text: job.state.rawValue)
            json.member("asked_by", text: job.askedBy)
            json.member("created", text: job.created.description)
            json.member("attempt") { $0.raw("\(job.attempt)") }
            time("started", job.started, &json)
            time("ended", job.ended, &json)
            json.member("is_cancelled") { $0.raw(job.isCancelled ? "true" : "false") }
            json.member("progress") { json in
                guard let advance = job.advance else { return json.raw("null") }
                json.object { json in
                    json.member("label", text: advance.label)
                    json.member("done") { $0.raw("\(advance.done)") }
                    json.member("total") { $0.raw(advance.total.map { "\($0)" } ?? "null") }
                    json.member("unit", text: advance.unit)
                }
            }
            json.member("message") { $0.raw(job.message.map(JSONText.quoted) ?? "null") }
            json.member("parameters") { $0.raw(job.parameters) }
            json.member("result") { $0.raw(job.result ?? "null") }
            json.member("address", text: "/jobs/\(job.id)")
        }
    }

    private static func time(_ name: String, _ time: Instant?, _ json: inout JSONWriter) {
        json.member(name) { $0.raw(time.map { "\"\($0)\"" } ?? "null") }
    }

    /// Its JSON Schema.
    static let schema = #"""
        {"type":"object","required":["job","kind","state","asked_by","created","attempt","started","ended","is_cancelled","progress","message","parameters","result","address"],"properties":{"job":{"type":"integer"},"kind":{"type":"string","enum":["import","detect","index","verify"]},"state":{"type":"string","enum":["waiting","running","done","failed","cancelled","interrupted"]},"asked_by":{"type":"string"},"created":{"type":"string"},"attempt":{"type":"integer"},"started":{"type":["string","null"]},"ended":{"type":["string","null"]},"is_cancelled":{"type":"boolean"},"progress":{"type":["object","null"],"required":["label","done","total","unit"],"properties":{"label":{"type":"string"},"done":{"type":"integer"},"total":{"type":["integer","null"]},"unit":{"type":"string"}}},"message":{"type":["string","null"]},"parameters":{"type":"object"},"result":{"type":["object","null"]},"address":{"type":"string"}}}
        """#
}
