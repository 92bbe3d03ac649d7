import HTTPTypes
import Records
import Workspace

/// The two addresses of 4CAT that the browser extension Zeeschuimer knows
/// (https://github.com/digitalmethodsinitiative/zeeschuimer, `popup/interface.js`), so that what somebody collected goes
/// straight into the case.
///
/// The extension sends the lines as they are, with the platform in a field of the header and with the browser's session;
/// it has no token. It then asks every second until `done`, and shows `status` or the address.
struct ZeeschuimerInterface {
    let desk: Desk

    /// Our formats by the names that the extension has for platforms, without what stands behind a dot.
    static let formats = [
        "tiktok": "zeeschuimer-tiktok", "twitter": "zeeschuimer-x", "x": "zeeschuimer-x",
        "instagram": "zeeschuimer-instagram",
    ]

    var endpoints: [Endpoint] { [take, check] }

    private var take: Endpoint {
        Endpoint(
            .post, "/api/import-dataset", kind: .interface, name: "importFromZeeschuimer",
            "Takes what Zeeschuimer collected, as 4CAT does, and begins the job that imports it.", .bring,
            parameters: [
                .header(
                    "X-Zeeschuimer-Platform",
                    "The platform, as Zeeschuimer calls it: tiktok.com, twitter.com, instagram.com.",
                    isRequired: true)
            ],
            input: .init(
                ["application/x-ndjson", "text/plain", "application/octet-stream"], limit: desk.uploads.perFile,
                schema: #"{"type":"string"}"#),
            outputs: [
                .init(
                    "application/json", "It is queued; 'key' is what to ask for.",
                    schema:
                        #"{"type":"object","required":["status","key","url"],"properties":{"status":{"type":"string"},"key":{"type":"string"},"url":{"type":"string"}}}"#
                )
            ],
            sender: .zeeschuimer,
            work: .taking { visit, incoming in
                let stated = visit.headers[.zeeschuimerPlatform] ?? ""
                let platform = String(stated.prefix { $0 != "." }).lowercased()
                guard let format = Self.formats[platform] else {
                    // The extension looks for these words.
                    throw Refusal.notFound(
                        "Unknown platform or source format '\(stated.prefix(80))'.",
                        help: "There are: \(Self.formats.keys.sorted().joined(separator: ", ")).")
                }
                let name = "zeeschuimer-\(platform)-\(visit.now.description.filter { $0.isNumber || $0 == "T" }).ndjson"
                let job = try await Receiving(desk: desk).file(name, visit, incoming) { files in
                    var order = try ImportOrder(files, form: .nothing)
                    order.format = format
                    order.zeeschuimer = String(stated.prefix(80))
                    return order
                }
                var json = JSONWriter()
                json.object {
                    $0.member("status", text: "queued")
                    $0.member("key", text: "\(job.id)")
                    $0.member("url", text: "/jobs/\(job.id)")
                }
                return .json(json.bytes)
            })
    }

    private var check: Endpoint {
        Endpoint(
            .get, "/api/check-query", kind: .interface, name: "checkZeeschuimerImport",
            "How far an import from Zeeschuimer is, as 4CAT says it.", .bring,
            parameters: [.query("key", .number, "The key that the import was given.")],
            outputs: [.init("application/json", "How it stands, in one line.", schema: Self.schema)],
            isUnrecorded: true,
            work: .plain { visit in
                try desk.requireCase(visit)
                guard let number = try visit.query.number("key"),
                    let job = try? desk.jobs.job(Int64(number)), job.kind == JobKind.bring.rawValue
                else { throw Refusal.notFound("Dataset does not exist.") }
                return .json(bytes(job, host: visit.host))
            })
    }

    private func bytes(_ job: Job, host: String) -> [UInt8] {
        let files = job.brought
        let rows = files.reduce(UInt64(0)) { $0 + $1.accepted }
        let order = job.order
        let isDone = job.state.isFinal
        // Once it is there, the address is that of what was imported.
        let path = files.lazy.compactMap(\.number).first.map { "/imports/\($0)" } ?? "/jobs/\(job.id)"
        var json = JSONWriter()
        json.object { json in
            json.member("datasource", text: order?.zeeschuimer ?? "upload")
            json.member("status", text: Self.words(job, rows))
            json.member("label", text: order?.files.first?.name ?? "")
            json.member("rows") { $0.raw("\(rows)") }
            json.member("key", text: "\(job.id)")
            json.member("done") { $0.raw(isDone ? "true" : "false") }
            json.member("path", text: isDone ? path : "")
            json.member("progress") { $0.raw("\(isDone ? 100 : job.advance?.percent ?? 0)") }
            json.member("empty") { $0.raw(isDone && rows == 0 ? "true" : "false") }
            json.member("is_favourite") { $0.raw("false") }
            json.member("url", text: "\(desk.gate.site.isSecure ? "https" : "http")://\(host)\(path)")
        }
        return json.bytes
    }

    private static func words(_ job: Job, _ rows: UInt64) -> String {
        switch job.state {
        case .waiting: "Waiting for its turn."
        case .running: job.advance.map { "\($0.label), \($0.percent) %" } ?? "Begun."
        case .done: "Imported \(rows) records."
        case .failed: "Failed: \(job.message ?? "for no known reason")"
        case .cancelled: "Stopped by somebody."
        case .interrupted: "Interrupted: \(job.message ?? "")"
        }
    }

    private static let schema = #"""
        {"type":"object","required":["datasource","status","label","rows","key","done","path","progress","empty","is_favourite","url"],"properties":{"datasource":{"type":"string"},"status":{"type":"string"},"label":{"type":"string"},"rows":{"type":"integer"},"key":{"type":"string"},"done":{"type":"boolean"},"path":{"type":"string"},"progress":{"type":"integer","minimum":0,"maximum":100},"empty":{"type":"boolean"},"is_favourite":{"type":"boolean"},"url":{"type":"string"}}}
        """#
}

extension Job.Advance {
    /// How much of this step is done, 0 to 100; 0 where nobody knows.
    var percent: Int {
        guard let total, total > 0 else { return 0 }
        return Int(min(100, max(0, Double(done) / Double(total) * 100)))
    }
}
