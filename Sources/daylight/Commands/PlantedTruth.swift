import Coordination
import Corpus
import Inquiry

/// Groups that are known to be in the input, and what became of them.
struct PlantedTruth {
    private let members: [String: Set<String>]

    init(path: String) throws {
        members = try TruthTable(path: path).members.reduce(into: [:]) { groups, member in
            if let group = member.group { groups[group, default: []].insert(member.account) }
        }
    }

    /// How many groups were found: a group is found where one network holds most of its members.
    func verdict(_ answer: Answer) -> String {
        let accounts = answer.corpus.accounts
        let networks = answer.networks.map { Set($0.members.map { accounts.label($0) }) }
        let found = members.filter { _, group in
            networks.contains { $0.intersection(group).count * 2 > group.count }
        }
        let planted = members.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        let reported = networks.reduce(into: Set<String>()) { $0.formUnion($1) }
        let both = planted.intersection(reported).count
        var text =
            "planted groups found: \(found.count) of \(members.count); accounts: \(both) of "
            + "\(planted.count) planted ones are in a network, \(reported.count - both) others too"
        let missed = members.keys.filter { found[$0] == nil }.sorted()
        if !missed.isEmpty { text += "; not found: \(missed.joined(separator: ", "))" }
        return text
    }
}
