import ArgumentParser
import Evidence
import Exchange
import Records
import Workspace

/// `daylight export`: what a case holds, in the formats that others read.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Hand out what a case holds in a format that others read.",
        discussion: """
            Without --run, --networks or --cohort it is the whole case. A document may hold what its own marking (--tlp) \
            allows and nothing else: what nobody has marked counts as TLP:AMBER; 'daylight case mark' marks it. Where the \
            case keeps evidence, its custody log says what was exported, by whom and to whom.
            """,
        subcommands: [
            Export<STIXFormat>.self, Export<MISPFormat>.self, Export<FollowTheMoneyFormat>.self,
            Export<GEXFFormat>.self, Export<GraphMLFormat>.self, Export<GephiFormat>.self, Export<MarkdownFormat>.self,
            Export<IndicatorFormat>.self, Export<FourCATFormat>.self, Export<NavigatorFormat>.self,
        ])
}

/// A format that a dossier is exported in: what it is called, what it carries, and how it is written.
protocol ExportFormat {
    static var configuration: CommandConfiguration { get }
    /// The name of its file where --out is a folder that is there; nil for formats that are a folder themselves.
    static var fileName: String? { get }
    static func write(_ dossier: Dossier, _ options: ExportOptions) throws -> ExportReport
}

/// What an export tells when it is done.
struct ExportReport {
    /// How much was written, in words: `12 objects`.
    var what: String
    var withheld: Withheld
    /// Worth knowing and not wrong.
    var notes: [String] = []
}

/// The command of one format.
struct Export<Format: ExportFormat>: ParsableCommand {
    static var configuration: CommandConfiguration { Format.configuration }

    @OptionGroup var options: ExportOptions

    func run() throws {
        var options = options
        options.path = options.place(named: Format.fileName)
        let folder = try options.target.open()
        let report = try Format.write(try options.dossier(of: folder), options)
        try options.handover.enter(
            .exported, fileOrFolder: options.path, in: folder, at: ClockOption.instant(options.now),
            note: "\(Self.configuration.commandName ?? "") document: \(report.what), \(options.tlp.label)")
        options.conclude(report)
    }
}
