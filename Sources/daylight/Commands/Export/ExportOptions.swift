import ArgumentParser
import Briefing
import Exchange
import Foundation
import Inquiry
import Records
import Workspace

/// What every export asks: what of a case, for whom, and where to.
struct ExportOptions: ParsableArguments {
    @OptionGroup var target: CaseOption

    @Option(help: "Networks of this run; with --networks and without a number, of the last.")
    var run: Int64?

    @Option(help: "Only these networks of the run, separated by commas: N1,N2.")
    var networks: String?

    @Option(help: "A cohort, with what was sent and answered about it.")
    var cohort: String?

    @Option(help: "For whom the document is: clear, green, amber, amber+strict, red.")
    var tlp: TrafficLight

    @Flag(help: "Leave out what the document's marking forbids, and say how much; else the export is refused.")
    var leaveOutMarked = false

    @Flag(help: "Leave posts out, and what they point to.")
    var withoutPosts = false

    @Flag(help: "Leave out the objects of imported documents, which stand in the export of a whole case as they came.")
    var withoutImported = false

    @Option(help: "What the document is called; by default what it is about.")
    var title: String?

    @Option(help: "Who hands it out.")
    var producer = "Daylight"

    @Option(help: "As of when; by default when the case last changed, by which the same case gives the same bytes.")
    var now: Instant?

    @Option(
        name: .customLong("out"),
        help:
            "The file to write, or a folder that is there, for a file under the format's own name; for notes and pairs of tables, the folder to make.",
        completion: .file())
    var path: String

    @OptionGroup var handover: HandoverOptions

    @Flag(help: "Print errors, and nothing else.")
    var quiet = false

    func validate() throws {
        if cohort != nil, run != nil || networks != nil {
            throw ValidationError("--cohort goes neither with --run nor with --networks.")
        }
        if producer.allSatisfy(\.isWhitespace) { throw ValidationError("--producer: somebody must hand it out.") }
    }

    /// Gathers what is asked for, with nothing in it that the document's marking forbids.
    ///
    /// As of when it is: by default when the case last changed, by which the same case gives the same bytes.
    func dossier(of folder: CaseFolder) throws -> Dossier {
        let scope: DossierRequest.Scope =
            if let cohort {
                .cohort(cohort)
            } else if run != nil || networks != nil {
                .run(run, networks: names)
            } else {
                .wholeCase
            }
        var request = DossierRequest(
            scope: scope, title: title, producer: producer, marking: tlp, now: now, includesPosts: !withoutPosts)
        request.includesImported = !withoutImported
        return try request.gather(from: folder).cleared(leavingOut: leaveOutMarked)
    }

    private var names: [String]? {
        networks?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter {
            !$0.isEmpty
        }
    }

    /// As whom files name this program.
    static let creator = "Daylight \(Daylight.version)"

    /// Where it goes: a folder that is there gets a file of the format's own name.
    func place(named name: String?) -> String {
        var isFolder: ObjCBool = false
        guard let name, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return path
        }
        return path + (path.hasSuffix("/") ? "" : "/") + name
    }

    /// Writes the file, which appears whole or not at all.
    func write<Outcome>(_ body: (TextSink) throws -> Outcome) throws -> Outcome {
        let sink = try TextSink.file(at: path)
        let outcome = try body(sink)
        try sink.finish()
        return outcome
    }

    /// Writes a folder of files, which appears whole or not at all.
    func folder<Outcome>(_ body: (FolderSink) throws(ExchangeError) -> Outcome) throws -> Outcome {
        let folder = try FolderSink(path: path)
        let outcome = try body(folder)
        try folder.finish()
        return outcome
    }

    /// Says what was written, and always what was left out.
    func conclude(_ report: ExportReport) {
        if !quiet {
            Terminal.tell("\(path): \(report.what), \(tlp.label)")
            for note in report.notes { Terminal.tell("note: \(note)") }
        }
        if report.withheld.total > 0 {
            Terminal.tell("note: left out because of their marking: \(report.withheld.words)")
        }
    }
}

extension TrafficLight: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }

    static var allValueStrings: [String] { allCases.map(\.rawValue) }
}
