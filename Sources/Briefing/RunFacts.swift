import Coordination
import Corpus
import Inquiry
import Intake
import Records
import Reporting

/// What a page says about the run as a whole.
struct RunFacts {
    let answer: Answer
    let version: String

    var program: String { "daylight \(version)" }

    private var names: [String] { answer.question.sourceNames }

    var title: String {
        names.count == 1 ? names[0] : FigureText.count(names.count, "file", "files")
    }

    /// The names of several files, the format of a single one, whose name is the title.
    var subject: String {
        if names.count == 1 { return answer.intake.files.first.map { format($0) } ?? "" }
        let named = 4
        if names.count <= named + 1 { return FigureText.list(names) }
        return FigureText.list(names.prefix(named) + ["\(names.count - named) more files"])
    }

    private func format(_ file: FileSummary) -> String {
        guard let id = file.format else { return "could not be read" }
        return Intake.formats.first { $0.id == id }?.title ?? id
    }

    var question: QuestionView {
        let question = answer.question
        var settings = rule
        settings += [
            SettingView(
                name: "--max-object-accounts",
                value: question.search.objectCap.map { FigureText.grouped($0) } ?? "no object left out"),
            SettingView(name: "--accept-coarse-time", value: question.acceptsCoarseTime ? "yes" : "no"),
        ]
        if let platform = question.intake.platform {
            settings.append(SettingView(name: "--platform", value: platform.name))
        }
        if let mapping = question.intake.mapping {
            settings.append(SettingView(name: "--map", value: mapping.pairs.joined(separator: ",")))
        }
        // What was asked for and does not occur in the input was not searched.
        let searched = question.intake.traces.traces.filter { answer.corpus.layer($0) != nil }
        return QuestionView(
            traces: searched, windows: question.search.windows, minimumWeight: question.search.minimumWeight,
            minimumParticipation: question.search.minimumParticipation, settings: settings)
    }

    /// What decides whether two accounts belong together.
    private var rule: [SettingView] {
        let question = answer.question
        guard let chance = question.search.chance else {
            return [
                SettingView(name: "--fdr", value: "none: occasions alone decide"),
                SettingView(name: "occasions that link two accounts", value: "\(question.rule.minimumOccasions)"),
                SettingView(
                    name: "the same, where objects are common property (hashtags, domains, mentions, effects)",
                    value: "\(question.rule.minimumCommonOccasions)"),
            ]
        }
        return [
            SettingView(name: "--fdr, the false discovery rate at which pairs are reported", value: "\(chance.rate)"),
            SettingView(
                name: "--chance-bin, within which who acted when is left to chance", value: chance.bin.description),
            SettingView(
                name: "--correction, the pairs that probabilities are corrected for",
                value: chance.correction == .all
                    ? "all that were active enough" : "attainable: those that could have met often enough"),
            SettingView(
                name: "--permutations, runs over shuffled accounts",
                value: FigureText.number(question.permutations)),
            SettingView(name: "--seed", value: "\(question.seed)"),
        ]
    }

    var figures: ReportFigures {
        let widest = answer.question.search.windows.last
        let pairs = answer.layers.filter { $0.window == widest }
            .reduce(UInt64(0)) { sum, layer in layer.edges.reduce(sum) { $0 + $1.pairs } }
        return ReportFigures(
            posts: answer.corpus.citations.count, accounts: answer.corpus.accounts.count,
            actions: answer.corpus.layers.reduce(0) { $0 + $1.actions.count }, coActingPairs: Int(clamping: pairs),
            edges: answer.edgeCount, networks: answer.networks.count,
            networkAccounts: answer.networks.reduce(0) { $0 + $1.members.count }, first: answer.intake.first,
            last: answer.intake.last)
    }

    var inputs: [InputView] {
        zip(answer.intake.files, names).map { file, name in
            InputView(
                name: name, format: format(file), bytes: Int(clamping: file.bytes), sha256: file.sha256 ?? "",
                rows: Int(clamping: file.rows), accepted: Int(clamping: file.accepted),
                repeated: Int(clamping: file.repeated),
                rejected: file.rejectedByReason.map {
                    RejectionCount(reason: $0.name, count: Int(clamping: $0.count))
                },
                first: file.first, last: file.last, resolution: file.resolution ?? .second)
        }
    }

    var limits: [String] {
        var limits: [String] = []
        if !answer.networks.isEmpty {
            limits.append(
                answer.question.search.chance == nil
                    ? "A network holds everybody who is tied to anybody in it, over however many others: one tie between two "
                        + "groups makes one network of them."
                    : "A network is a community of accounts that are tied more to one another than to others. Where one ends "
                        + "and the next begins is a choice of method: accounts at its border may be tied into a neighbour too."
            )
        }
        if answer.question.acceptsCoarseTime,
            let coarsest = answer.intake.resolution, let finest = answer.question.search.windows.first,
            finest.milliseconds < coarsest.rawValue
        {
            limits.append(
                "The window of \(finest) is finer than the times of the input, which are stated to the \(coarsest.name): "
                    + "posts that seem simultaneous may lie one \(coarsest.name) apart.")
        }
        return limits
    }

    func reproduction(command: String) -> ReproductionView {
        ReproductionView(
            command: command,
            facts: [SettingView(name: "Version", value: program)]
                + zip(answer.intake.files, names).map { file, name in
                    SettingView(name: "\(name), SHA-256", value: file.sha256 ?? "could not be read to its end")
                })
    }

    func files(_ outputs: [RunManifest.Output]) -> [FileView] {
        outputs.map { FileView(name: $0.name, content: content($0.name), sha256: $0.sha256) }
            + [FileView(name: "run.json", content: "the run’s manifest: inputs, settings, counts, results")]
    }

    private func content(_ name: String) -> String {
        switch name {
        case "networks.csv": "one row for each network"
        case "edges.csv":
            answer.question.search.chance == nil
                ? "one row for each tie, at each window, in a network or not"
                : "one row for each pair in one trace at one window, in a network or not, but for those whom chance explains "
                    + "too well to be reported"
        case "history.csv": "what became of the networks of the run that was followed"
        case "accounts.csv": "one row for each account of a network"
        case "graph.gexf": "the networks as a graph, for Gephi and the like"
        case "rejects.ndjson": "each row that could not be taken, with its reason"
        default: "written by this run"
        }
    }
}
