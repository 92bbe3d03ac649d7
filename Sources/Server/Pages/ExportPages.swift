import Briefing
import Exchange
import HTTPTypes
import Inquiry
import Oversight
import Records
import Reporting
import Seals
import Workspace

/// Taking what a case holds away, by the rules of `daylight export`: nothing leaves that the document's marking forbids, and
/// no document is marked above the clearance of whoever takes it.
struct ExportPages {
    let desk: Desk

    var endpoints: [Endpoint] {
        [
            Endpoint.page(
                "/export", name: "showExport", "Where a case is taken away from, in a format of the field.", .export,
                parameters: [.query("networks", .text, "Networks of a run, with commas between.")]
            ) { visit in
                let isSeen = try desk.sight(visit).seesCase
                return ExportPage.page(
                    formats: ExportFormat.allCases.map { ($0.rawValue, $0.title) },
                    cohorts: isSeen ? try desk.folder.current(Cohort.self).map(\.entry.name) : [],
                    runs: isSeen ? try desk.runs.list().map(\.number).reversed() : [],
                    clearance: visit.visitor.clearance, networks: visit.query["networks"] ?? "",
                    frame: desk.frame(visit))
            },
            file,
        ]
    }

    private var file: Endpoint {
        Endpoint(
            .get, "/export/file", kind: .interface, name: "exportCase",
            "What the case holds, in a format of the field.",
            .export,
            parameters: [
                .query("format", .choice(ExportFormat.allCases.map(\.rawValue)), "The format."),
                .query("subject", .text, "'case', 'cohort:NAME' or 'run:NUMBER'; the whole case by default."),
                .query("networks", .text, "With a run: only these networks, with commas between."),
                .query("tlp", .choice(TrafficLight.allCases.map(\.rawValue)), "To whom the document may be shown."),
                .query(
                    "marked", .choice(["refuse", "leave_out"]),
                    "What to do where something is marked above that; it is refused by default."),
                .query("posts", .choice(["yes", "no"]), "Whether posts go along."),
                .query("producer", .text, "Who hands it out."),
            ],
            outputs: Set(ExportFormat.allCases.map(\.mediaType)).sorted().map { Endpoint.Output($0, "The document.") },
            work: .plain { try export($0) })
    }

    private func export(_ visit: Visit) throws -> Answer {
        guard let format = ExportFormat(rawValue: visit.query["format"] ?? "") else {
            throw Refusal.bad(
                "Say with 'format' in which form: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        guard let light = TrafficLight(visit.query["tlp"] ?? "") else {
            throw Refusal.bad(
                "Say with 'tlp' to whom the document may be shown: clear, green, amber, amber+strict, red.")
        }
        guard visit.visitor.sees(light) else {
            throw Refusal.forbidden(
                "A document marked \(light.label) may hold more than you may see: your clearance is "
                    + "\(visit.visitor.clearance.label).")
        }
        try desk.requireCase(visit)
        let request = DossierRequest(
            scope: try scope(visit), producer: visit.query["producer"] ?? "Daylight", marking: light,
            includesPosts: visit.query["posts"] != "no")
        let sink = TextSink.memory()
        do {
            let dossier = try request.gather(from: desk.folder).cleared(
                leavingOut: visit.query["marked"] == "leave_out")
            let withheld = try format.write(dossier, to: sink, creator: desk.version).withheld
            try sink.finish()
            let name = (visit.query["subject"] ?? "case").replacing(":", with: "-")
            var answer = Answer.bytes(sink.bytes, type: format.mediaType, download: "\(name).\(format.ending)")
            if withheld.total > 0, let field = HTTPField.Name("Daylight-Left-Out") {
                answer.fields[field] = withheld.words
            }
            return answer
        } catch let error as ExchangeError {
            guard case .marked = error else { throw error }
            throw Refusal(
                .forbidden, "marked", "\(error)",
                help: "Mark the document higher, or have what is marked above it left out and counted.")
        }
    }

    private func scope(_ visit: Visit) throws -> DossierRequest.Scope {
        let subject = visit.query["subject"] ?? "case"
        if subject == "case" { return .wholeCase }
        if subject.hasPrefix("cohort:") { return .cohort(String(subject.dropFirst(7))) }
        guard subject.hasPrefix("run:"), let number = Int64(subject.dropFirst(4)) else {
            throw Refusal.bad("'\(subject.prefix(60))' is no subject: write 'case', 'cohort:NAME' or 'run:NUMBER'.")
        }
        let networks = visit.query["networks"]?.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
        return .run(number, networks: networks?.isEmpty == true ? nil : networks)
    }
}
