import Coordination
import Corpus
import Records

extension Question {
    /// What was asked otherwise in the run that is followed, and which of its platforms are missing: what `history.csv`
    /// calls born or vanished may be due to that, and not to the accounts.
    /// - Parameter ancestors: the networks of the run that is followed.
    func notes(following ancestors: [Lineage.Ancestor], in corpus: Corpus) -> [String] {
        guard let before = followed?.manifest.parameters else { return [] }
        var notes: [String] = []
        let now = manifestParameters
        let changes = zip(Self.settings(before), Self.settings(now)).compactMap { setting, same -> String? in
            guard let before = setting.value, let now = same.value, before != now else { return nil }
            return "\(setting.name) was \(before) and is \(now)"
        }
        if !changes.isEmpty {
            notes.append(
                "the run that is followed was asked otherwise: \(changes.joined(separator: "; ")). What became of its "
                    + "networks may be due to that.")
        }
        let present = Set((0..<UInt32(corpus.accounts.count)).map { corpus.accounts.platform($0) })
        let missing = Set(ancestors.flatMap(\.members).map(\.platform)).subtracting(present)
        if !missing.isEmpty {
            let list = missing.map(\.name).sorted().joined(separator: ", ")
            notes.append(
                "networks of the run that is followed have accounts on \(list), and this input has nothing from there: "
                    + "they cannot but vanish.")
        }
        return notes
    }

    /// The settings that decide which networks there are, as the command line names them; nil where one decides nothing.
    private static func settings(_ parameters: RunManifest.Parameters) -> [(name: String, value: String?)] {
        let isComplete = parameters.traces.count == Trace.allCases.count
        let rate = parameters.falseDiscoveryRate
        return [
            ("--trace", isComplete ? "all" : parameters.traces.joined(separator: ",")),
            ("--window", parameters.windows.joined(separator: ",")),
            ("--min-participation", "\(parameters.minimumParticipation)"),
            ("--min-weight", "\(parameters.minimumWeight)"),
            ("--max-object-accounts", parameters.maximumObjectAccounts.map { "\($0)" } ?? "no limit"),
            ("--fdr", rate.map { "\($0)" } ?? "none"),
            ("--chance-bin", parameters.chanceBin),
            ("--correction", rate == nil ? nil : parameters.correction ?? "all"),
            ("--min-occasions", rate == nil ? "\(parameters.minimumOccasions)" : nil),
            ("--min-common-occasions", rate == nil ? "\(parameters.minimumCommonOccasions)" : nil),
        ]
    }
}
