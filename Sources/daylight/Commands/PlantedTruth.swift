import Coordination
import Corpus
import Inquiry

/// Groups that are known to be in the input, and what became of them.
struct PlantedTruth {
    private let table: TruthTable

    init(path: String) throws {
        table = try TruthTable(path: path)
    }

    /// How many groups were found, and what of the truth could not be used. A group is found where one network holds most
    /// of its members, those included that the input lacks.
    func verdict(_ answer: Answer) -> [String] {
        let truth = Truth(table.members, accounts: answer.corpus.accounts)
        var sizes: [String: Int] = [:]
        for members in Dictionary(grouping: table.members, by: \.group) {
            if let name = members.key { sizes[name] = Set(members.value.map(\.account)).count }
        }
        var found: Set<String> = []
        var both = 0
        var others = 0
        for network in answer.networks {
            var shared: [Int: Int] = [:]
            for member in network.members {
                if let group = truth.groups[Int(member)] { shared[group, default: 0] += 1 } else { others += 1 }
            }
            both += shared.values.reduce(0, +)
            for (group, count) in shared where count * 2 > sizes[truth.names[group]] ?? 0 {
                found.insert(truth.names[group])
            }
        }
        var text =
            "planted groups found: \(found.count) of \(sizes.count); accounts: \(both) of "
            + "\(sizes.values.reduce(0, +)) planted ones are in a network, \(others) others too"
        let missed = sizes.keys.filter { !found.contains($0) }.sorted()
        if !missed.isEmpty { text += "; not found: \(missed.joined(separator: ", "))" }
        let contradictions = truth.contradictions.map { "note: \(table.error($0)) The first was taken." }
        return [text] + table.notes(truth).map { "note: " + $0 } + contradictions
    }
}
