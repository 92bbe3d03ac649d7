import ArgumentParser

/// `daylight export`: what a case holds, in the formats that others read.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Hand out what a case holds in a format that others read.",
        discussion: """
            Without --run, --networks or --cohort it is the whole case. A document may hold what its own marking (--tlp) \
            allows and nothing else: what nobody has marked counts as TLP:AMBER; 'daylight case mark' marks it.
            """,
        subcommands: [
            STIX.self, MISP.self, FollowTheMoney.self, GEXF.self, GraphML.self, Gephi.self, Markdown.self,
            Indicators.self,
            FourCAT.self, Navigator.self,
        ])
}
