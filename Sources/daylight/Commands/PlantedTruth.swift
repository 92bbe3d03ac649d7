import ArgumentParser
import Bytes
import Coordination
import Corpus
import Foundation
import Inquiry

/// Groups that are known to be in the input, and what became of them.
struct PlantedTruth {
    private var members: [String: Set<String>] = [:]

    /// Reads a table with the columns `account` and `group`.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\(path) cannot be read.")
        }
        let scanner = CSVScanner(try ByteSource(bytes: Array(data)), delimiter: UInt8(ascii: ","))
        var columns: (account: Int, group: Int)?
        reading: while true {
            switch scanner.next() {
            case .end: break reading
            case .fault: continue
            case .row(let row):
                let cells = (0..<row.count).map { row[$0].string }
                if let columns {
                    guard cells.count > max(columns.account, columns.group) else { continue }
                    members[cells[columns.group], default: []].insert(cells[columns.account])
                } else {
                    guard let account = cells.firstIndex(of: "account"), let group = cells.firstIndex(of: "group")
                    else { throw ValidationError("\(path) has no columns 'account' and 'group'.") }
                    columns = (account, group)
                }
            }
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
