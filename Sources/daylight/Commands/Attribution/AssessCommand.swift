import ArgumentParser
import Attribution
import Coordination
import Inquiry
import Intake
import Oversight
import Records
import Workspace

/// `daylight assess`: who is behind it, in steps, against rival explanations, in calibrated words.
struct AssessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess", abstract: "Weigh rival explanations, and sign what can be said.",
        discussion: """
            A question stands on one layer (asset to network, network to operator, operator to sponsor) and has hypotheses
            that exclude one another; accident or unrelated and other are always among them. Rows of evidence say how many
            times as likely they are under each, within an interval. 'run' draws everything that is uncertain and says how
            likely the hypotheses are; 'sign' makes a signed statement of it; publishing takes a second person, 'approve'.
            The program decides nothing: it keeps what a person needs to sign.
            """,
        subcommands: [
            New.self, Add.self, Import.self, Rate.self, Run.self, Matrix.self, Sign.self, Approve.self, Verify.self,
            Show.self, PutTag.self, Techniques.self,
        ])
}

/// How to draw what is uncertain.
struct DrawOptions: ParsableArguments {
    @Option(help: "Where the random numbers begin; the same seed gives the same result.")
    var seed: UInt64 = 1
    @Option(help: "How often everything that is uncertain is drawn, 100 to 200000.")
    var samples = 10_000

    var settings: PosteriorRun.Settings { PosteriorRun.Settings(seed: seed, samples: samples) }
}

extension AttributionLayer: ExpressibleByArgument {}
extension StateResponsibility: ExpressibleByArgument {}
extension Confidence: ExpressibleByArgument {}
extension EvidenceClass: ExpressibleByArgument {}
extension EvidenceAccess: ExpressibleByArgument {}
extension Taxonomy.Kind: ExpressibleByArgument {}

extension AssessCommand {
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask a question: its layer, its hypotheses, their priors.",
            discussion: """
                Hypotheses come from a table with the columns hypothesis, text, prior (0.1..0.3) and role (rival, innocent or
                other; rival where it is left out), or are typed: --hypothesis 'H1=the crew meant it' --prior H1=0.1..0.3
                with --innocent H2 --other H3. With --network or --cohort, exports tie the assessment to that network.
                """)

        @Argument(help: "A short name for the question.")
        var name: String
        @Option(help: "What is asked.")
        var text: String
        @Option(help: "The layer: asset_network, network_operator or operator_sponsor.")
        var layer: AttributionLayer
        @Option(help: "A table of hypotheses.", completion: .file())
        var file: String?
        @Option(help: "A hypothesis as NAME=what would be the case; repeat it.")
        var hypothesis: [String] = []
        @Option(help: "A prior as NAME=0.1..0.3; repeat it for every hypothesis.")
        var prior: [String] = []
        @Option(help: "A hypothesis that is accident, negligence or no connection; repeat it for more.")
        var innocent: [String] = []
        @Option(help: "The hypothesis that stands for what nobody has thought of.")
        var other: String?
        @Option(help: "The network of a run that is asked about, as RUN/NETWORK: 3/N1.")
        var network: String?
        @Option(help: "The cohort that is asked about: its last version.")
        var cohort: String?
        @Option(help: "Anything else, for example what the priors rest on.")
        var note: String?
        @OptionGroup var entry: EntryOptions

        func validate() throws {
            if (file == nil) == hypothesis.isEmpty {
                throw ValidationError("Give the hypotheses in one way: --file or --hypothesis.")
            }
            if network != nil, cohort != nil { throw ValidationError("Give one of --network and --cohort.") }
        }

        func run() throws {
            let folder = try entry.target.open()
            var read: RegisterFile?
            let hypotheses: [Hypothesis]
            if let file {
                var table = try RegisterFile(file)
                try table.check(columns: ["hypothesis", "id", "text", "prior", "role", "note"], entry.output)
                hypotheses = table.table.decode(file) { row throws(FieldFault) in try Hypothesis(row: row) }.map(
                    \.value)
                read = table
            } else {
                hypotheses = try typed()
            }
            // A question that lacks one of its explanations would be another question.
            if let read, !read.table.rejected.isEmpty { return try read.conclude() }
            let question = try AttributionQuestion(
                name: name, text: text, layer: layer, hypotheses: hypotheses, network: try subject(folder),
                note: note)
            try EnteredRows([question], in: folder, at: entry.clock.instant, skipsKnown: false).printDigests(
                entry.output)
        }

        /// What is asked about, as the case calls it.
        private func subject(_ folder: CaseFolder) throws -> String? {
            if let cohort { return try folder.entry(Cohort.self, called: cohort).entry.networkName }
            guard let network else { return nil }
            let parts = network.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, let run = Int64(parts[0]), !parts[1].isEmpty else {
                throw ValidationError("--network: '\(network)' should be a run and a network of it, as in 3/N1.")
            }
            let known = try StoredRun(folder: folder.folder(ofRun: run)).networks().map(\.identifier)
            guard known.contains(String(parts[1])) else {
                throw ValidationError(
                    "--network: run \(run) has no network \(parts[1]); 'daylight networks list' names them.")
            }
            return "run \(run) \(parts[1])"
        }

        private func typed() throws -> [Hypothesis] {
            let priors = try Dictionary(prior.map { try NamedValue($0, "--prior") }.map { ($0.name, $0.value) }) {
                _, _ in
                throw ValidationError("--prior: a hypothesis has two of them.")
            }
            let hypotheses = try hypothesis.map { try NamedValue($0, "--hypothesis") }
            for id in Array(priors.keys).sorted() + innocent + [other].compactMap({ $0 })
            where !hypotheses.contains(where: { $0.name == id }) {
                throw ValidationError("'\(id)' is no hypothesis that --hypothesis names.")
            }
            return try hypotheses.map { pair in
                let role: Hypothesis.Role =
                    pair.name == other ? .other : innocent.contains(pair.name) ? .innocent : .rival
                return try OptionRow.read([
                    "hypothesis": pair.name, "text": pair.value, "prior": priors[pair.name], "role": role.rawValue,
                ]) { row throws(FieldFault) in try Hypothesis(row: row) }
            }
        }
    }
}

/// `NAME=value` as it is typed.
struct NamedValue {
    let name: String
    let value: String

    init(_ text: String, _ option: String) throws {
        guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
            throw ValidationError("\(option): '\(text)' should be a name, an equals sign and a value.")
        }
        name = String(text[..<sign])
        value = String(text[text.index(after: sign)...])
    }
}
