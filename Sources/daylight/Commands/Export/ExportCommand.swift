import ArgumentParser
import Briefing
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
            Export<STIXForm>.self, Export<MISPForm>.self, Export<FollowTheMoneyForm>.self,
            Export<GEXFForm>.self, Export<GraphMLForm>.self, Export<GephiForm>.self, Export<MarkdownForm>.self,
            Export<IndicatorForm>.self, Export<FourCATForm>.self, Export<NavigatorForm>.self,
        ])
}

/// The command of one form.
struct Export<Form: ExportForm>: ParsableCommand {
    static var configuration: CommandConfiguration { Form.configuration }

    @OptionGroup var options: ExportOptions

    func run() throws {
        var options = options
        options.path = options.place(named: Form.fileName)
        let folder = try options.target.open()
        let report = try Form.write(try options.dossier(of: folder), options)
        try options.handover.enter(
            .exported, fileOrFolder: options.path, in: folder, at: ClockOption.instant(options.now),
            note: "\(Self.configuration.commandName ?? "") document: \(report.what), \(options.tlp.label)")
        options.conclude(report)
    }
}
