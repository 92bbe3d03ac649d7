import ArgumentParser
import Exchange

// One command a format: each says what the format carries; how they are written is the same for all.

extension ExportCommand {
    struct MISP: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "misp", abstract: "Write a MISP event, for MISP 2.5.",
            discussion: """
                Accounts, posts, networks, assessments and notices are objects of MISP's own templates, networks and their \
                members refer to each other, techniques are tags of the DISARM galaxy. The event is unpublished and goes to \
                the importing organisation alone, until somebody there decides otherwise.
                """)

        @OptionGroup var options: ExportOptions

        func run() throws {
            try options.write("attributes and objects") { dossier, sink throws(ExchangeError) in
                try MISPWriter.write(dossier, to: sink)
            }
        }
    }

    struct FollowTheMoney: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ftm", abstract: "Write FollowTheMoney entities, a JSON object a line, for OpenAleph.",
            discussion: """
                Accounts are UserAccount, posts Message, networks and what happened Event, ties UnknownLink, assessments \
                documents. Hashtags, domains and addresses have no entity there; messages say what they point to.
                """)

        @OptionGroup var options: ExportOptions

        func run() throws {
            try options.write("entities") { dossier, sink throws(ExchangeError) in
                try FollowTheMoneyWriter.write(dossier, to: sink)
            }
        }
    }

    struct Indicators: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "indicators", abstract: "Write indicators as Meta publishes them, as CSV.",
            discussion: """
                Accounts, domains and what posts point to, with the step of the kill chain where one says no more than is \
                known; addresses are broken so that nobody follows one by mistake. Daylight reads the table again.
                """)

        @OptionGroup var options: ExportOptions

        func run() throws {
            try options.write("rows") { dossier, sink throws(ExchangeError) in
                try IndicatorTable.write(dossier, to: sink)
            }
        }
    }

    struct FourCAT: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "4cat", abstract: "Write posts as CSV for 4CAT's custom upload.")

        @OptionGroup var options: ExportOptions

        func run() throws {
            try options.write("posts") { dossier, sink throws(ExchangeError) in
                try FourCATTable.write(dossier, to: sink)
            }
        }
    }

    struct Navigator: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "navigator", abstract: "Write assessed techniques as a layer of the DISARM Navigator.")

        @OptionGroup var options: ExportOptions

        func run() throws {
            try options.write("techniques") { dossier, sink throws(ExchangeError) in
                try NavigatorLayer.write(dossier, to: sink)
            }
        }
    }

    struct Markdown: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "markdown", abstract: "Write a folder of linked notes, for Obsidian.",
            discussion: """
                A note for the case and for each network, account, assessment, notice and answer, with properties \
                in YAML and a canvas of them all. Posts are not in it. --out names the folder, which must not exist yet.
                """)

        @OptionGroup var options: ExportOptions

        func run() throws {
            let dossier = try options.dossier()
            let outcome = try options.writeFolder { folder throws(ExchangeError) in
                try MarkdownFolder.write(dossier) { name throws(ExchangeError) in try folder.file(name) }
            }
            options.conclude("\(outcome.written) files", withheld: outcome.withheld)
        }
    }
}

extension ExportOptions {
    /// Writes what is asked for as one file, and says how much it was.
    fileprivate func write(
        _ things: String, _ body: (Dossier, TextSink) throws(ExchangeError) -> ExportOutcome
    ) throws {
        let dossier = try dossier()
        let outcome = try write { try body(dossier, $0) }
        conclude("\(outcome.written) \(things)", withheld: outcome.withheld)
    }

    /// Writes a folder of files, which appears whole or not at all.
    func writeFolder<Outcome>(_ body: (FolderSink) throws(ExchangeError) -> Outcome) throws -> Outcome {
        let folder = try FolderSink(path: path)
        let outcome = try body(folder)
        try folder.finish()
        return outcome
    }
}
