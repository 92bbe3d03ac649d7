import HTTPTypes
import Records
import Workspace

/// What a program may know of the case as a whole.
struct CaseInterface {
    let desk: Desk

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/api/case", kind: .interface, name: "getCase", "What the case is called, and how much it holds.",
                .read, outputs: [.init("application/json", "The case.", schema: Self.schema)],
                work: .plain { .json(try bytes($0)) })
        ]
    }

    private func bytes(_ visit: Visit) throws -> [UInt8] {
        try desk.requireCase(visit)
        let totals = try desk.readers.totals()
        let marking = try desk.marking(at: visit.now)
        let runs = try desk.readers.version().runs
        var json = JSONWriter()
        json.object { json in
            json.member("name", text: desk.caseName)
            json.member("marking", text: marking.label)
            json.member("version", text: desk.version)
            json.member("now", text: visit.now.description)
            for (name, count) in [
                ("imports", totals.imports), ("rejects", totals.rejects), ("accounts", totals.accounts),
                ("posts", totals.posts), ("events", totals.events), ("objects", totals.objects),
            ] {
                json.member(name) { $0.raw("\(count)") }
            }
            json.member("last_run") { $0.raw(runs > 0 ? "\(runs)" : "null") }
        }
        return json.bytes + [0x0A]
    }

    private static let schema = #"""
        {"type":"object","required":["name","marking","version","now","imports","rejects","accounts","posts","events","objects","last_run"],"properties":{"name":{"type":"string"},"marking":{"type":"string"},"version":{"type":"string"},"now":{"type":"string"},"imports":{"type":"integer"},"rejects":{"type":"integer"},"accounts":{"type":"integer"},"posts":{"type":"integer"},"events":{"type":"integer"},"objects":{"type":"integer"},"last_run":{"type":["integer","null"]}}}
        """#
}
