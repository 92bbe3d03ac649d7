import Bytes
import Exchange
import HTTPTypes
import Intake
import Records
import Workspace

/// Imports for programs: sending files, and what was made of them.
struct ImportInterface {
    let desk: Desk

    private static let number = Endpoint.Parameter.path("import", .number, "The import's number.")

    /// What a form with files holds.
    static func input(_ rules: UploadRules) -> Endpoint.Input {
        Endpoint.Input(
            ["multipart/form-data"], limit: rules.perRequest,
            schema: #"""
                {"type":"object","required":["file"],"properties":{"file":{"type":"array","minItems":1,"maxItems":\#(rules.mostFiles),"items":{"type":"string","contentMediaType":"application/octet-stream"}},"format":{"type":"string"},"platform":{"type":"string"},"map":{"type":"string"},"collected":{"type":"string"},"allow_expansion":{"type":"string"},"form_token":{"type":"string"}}}
                """#)
    }

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/api/imports", kind: .interface, name: "uploadFiles",
                "Takes files and begins the job that imports them.", .bring, input: Self.input(desk.uploads),
                outputs: [
                    .init(
                        "application/json", "The job, which waits for its turn.", status: 202,
                        schema: JobDocument.schema)
                ],
                sender: .pageWithFiles,
                work: .taking { visit, incoming in
                    try JobInterface.accepted(await Receiving(desk: desk).form(visit, incoming))
                }),
            Endpoint(
                .get, "/api/imports", kind: .interface, name: "listImportsForPrograms",
                "The imports of the case, the oldest first.", .read,
                outputs: [
                    .init(
                        "application/json", "The imports.",
                        schema:
                            #"{"type":"object","required":["imports"],"properties":{"imports":{"type":"array","items":"#
                            + Self.schema.trimmed + "}}}")
                ],
                work: .plain { visit in
                    try desk.requireCase(visit)
                    let imports = try desk.readers.imports()
                    var json = JSONWriter()
                    json.object { json in json.member("imports") { $0.list(imports) { Self.write($0, &$1) } } }
                    return .json(json.bytes + [0x0A])
                }),
            Endpoint(
                .get, "/api/imports/{import}", kind: .interface, name: "getImport", "One import, in numbers.", .read,
                parameters: [Self.number],
                outputs: [.init("application/json", "The import.", schema: Self.schema)],
                work: .plain { visit in
                    try desk.requireCase(visit)
                    var json = JSONWriter()
                    Self.write(try ImportPages.line(desk, visit), &json)
                    return .json(json.bytes + [0x0A])
                }),
            Endpoint(
                .get, "/api/imports/{import}/rejects", kind: .interface, name: "getRejects",
                """
                What an import could not take and why, an object a line. Where there is more, the field Link says where \
                (rel="next").
                """, .export,
                parameters: [
                    Self.number, .query("after", .number, "The number after which the page begins."),
                    .query("count", .number, "How many at most, to 100,000."),
                ],
                outputs: [.init("application/x-ndjson", "The rejects.", schema: #"{"type":"string"}"#)],
                work: .plain { try rejects($0) }),
        ]
    }

    private func rejects(_ visit: Visit) throws -> Answer {
        try desk.requireCase(visit)
        let line = try ImportPages.line(desk, visit)
        let count = min(100_000, max(1, try visit.query.number("count") ?? 10_000))
        let page = try desk.readers.rejects(
            ofImport: line.number, after: Int64(try visit.query.number("after") ?? 0), limit: count)
        var bytes: [UInt8] = []
        for (number, rejection) in page.rejects {
            bytes += "{\"number\":\(number),\"row\":\(rejection.row),\"field\":".utf8
            if let field = rejection.field { JSONText.append(field, to: &bytes) } else { bytes += "null".utf8 }
            bytes += ",\"reason\":".utf8
            JSONText.append(rejection.reason, to: &bytes)
            bytes += ",\"detail\":".utf8
            JSONText.append(rejection.detail, to: &bytes)
            bytes += "}\n".utf8
        }
        var answer = Answer.bytes(
            bytes, type: "application/x-ndjson", download: "rejects-of-import-\(line.number).ndjson")
        if let next = page.next {
            answer.fields[.link] = "</api/imports/\(line.number)/rejects?after=\(next)&count=\(count)>; rel=\"next\""
        }
        return answer
    }

    private static func write(_ line: ImportLine, _ json: inout JSONWriter) {
        json.object { json in
            json.member("import") { $0.raw("\(line.number)") }
            json.member("name", text: line.name)
            json.member("sha256", text: line.sha256)
            json.member("bytes") { $0.raw("\(line.bytes)") }
            json.member("started", text: line.started.description)
            json.member("collected") { $0.raw(line.collected.map { "\"\($0)\"" } ?? "null") }
            json.member("is_whole") { $0.raw(line.summary == nil ? "false" : "true") }
            json.member("format") { $0.raw(line.summary?.format.map(JSONText.quoted) ?? "null") }
            json.member("rows") { $0.raw("\(line.summary?.rows ?? UInt64(clamping: line.rows))") }
            json.member("accepted") { $0.raw(line.summary.map { "\($0.accepted)" } ?? "null") }
            json.member("repeated") { $0.raw(line.summary.map { "\($0.repeated)" } ?? "null") }
            json.member("rejected") { $0.raw("\(line.summary?.rejected ?? UInt64(clamping: line.rejects))") }
            json.member("first") { $0.raw(line.summary?.first.map { "\"\($0)\"" } ?? "null") }
            json.member("last") { $0.raw(line.summary?.last.map { "\"\($0)\"" } ?? "null") }
        }
    }

    private static let schema = #"""
        {"type":"object","required":["import","name","sha256","bytes","started","collected","is_whole","format","rows","accepted","repeated","rejected","first","last"],"properties":{"import":{"type":"integer"},"name":{"type":"string"},"sha256":{"type":"string"},"bytes":{"type":"integer"},"started":{"type":"string"},"collected":{"type":["string","null"]},"is_whole":{"type":"boolean"},"format":{"type":["string","null"]},"rows":{"type":"integer"},"accepted":{"type":["integer","null"]},"repeated":{"type":["integer","null"]},"rejected":{"type":"integer"},"first":{"type":["string","null"]},"last":{"type":["string","null"]}}}
        """#
}
