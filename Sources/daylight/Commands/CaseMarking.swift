import ArgumentParser
import Exchange
import Inquiry
import Oversight
import Records
import Workspace

extension CaseCommand {
    struct Mark: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say to whom something in the case may be shown (TLP 2.0).",
            discussion: """
                What nobody has marked counts as TLP:AMBER. An object's own marking counts before its kind's, and that \
                before the case's; a later one supersedes an earlier one, and all are kept.
                For example: 'case mark case --tlp green …' for whatever has no marking of its own, \
                'case mark post --all --tlp amber …' for every post, 'case mark account tiktok:7123456 --tlp red …'.
                Ids: accounts and posts 'platform:id' (an account without an id 'platform:@handle'), observables \
                'domain:…', 'url:…' or 'hashtag:…', networks 'run 3 N1' and 'amber version 2', techniques \
                'DISARM T0049 amber' (the list, the id, what it was put on), imported objects by their own id, everything \
                else by its name.
                """)

        @Argument(
            help:
                "What it is: case, account, post, observable, network, assessment, technique, notice, response, exposure, obligation, disclosure, imported."
        )
        var kind: ObjectReference.Kind
        @Argument(help: "Which one.")
        var id: String?
        @Flag(help: "Every one of the kind that has no marking of its own.")
        var all = false
        @Option(help: "For whom: clear, green, amber, amber+strict, red.")
        var tlp: TrafficLight
        @Option(help: "Who decides it.")
        var by: String
        @Option(help: "Why.")
        var reason: String
        @Flag(help: "Mark it although the case does not hold it yet.")
        var unseen = false
        @OptionGroup var clock: ClockOption
        @OptionGroup var target: CaseOption

        func validate() throws {
            if kind == .wholeCase {
                if id != nil || all { throw ValidationError("The case has neither an id nor parts: 'case mark case'.") }
            } else if (id == nil) != all {
                throw ValidationError("Name one \(kind.rawValue) by its id, or say --all.")
            }
            for (option, text) in [("--by", by), ("--reason", reason)] where text.allSatisfy(\.isWhitespace) {
                throw ValidationError("\(option): a marking without it explains nothing to whoever reads it later.")
            }
        }

        func run() throws {
            let folder = try target.open()
            var object = ObjectReference(kind, id ?? ObjectReference.all)
            if kind == .account, let id { object.id = try OptionValue.asset("the account", id).description }
            if id != nil, !unseen, try !CaseObjects(folder).holds(object) {
                throw ValidationError(
                    "The case holds no \(object); a marking of another name protects nothing. --unseen enters it all the same."
                )
            }
            let marking = Marking(object, tlp, by: by, reason: reason)
            let digest = try folder.enter([marking], at: clock.instant)[0].digest
            let sink = TextSink.standardOutput()
            try sink.write(digest + "\n")
            try sink.finish()
        }
    }

    struct Marks: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List to whom what may be shown, and who said so.")

        @OptionGroup var target: CaseOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            try output.print(header: ["kind", "id", "tlp", "by", "reason", "entered", "digest"]) { rows in
                for marking in try target.open().current(Marking.self).sorted(by: { $0.entry.object < $1.entry.object })
                {
                    try rows.write([
                        .text(marking.entry.object.kind.rawValue), .text(marking.entry.object.id),
                        .text(marking.entry.light.label), .text(marking.entry.by), .text(marking.entry.reason),
                        .text(marking.entered.description), .text(marking.digest),
                    ])
                }
            }
            output.tell("Whatever has no marking counts as \(TrafficLight.unmarked.label).")
        }
    }
}

extension ObjectReference.Kind: ExpressibleByArgument {}
