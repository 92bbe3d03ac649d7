import ArgumentParser
import Bytes
import Coordination
import Foundation

/// A table of accounts that are known, with the group that each belongs to.
struct TruthTable {
    private(set) var members: [Truth.Member] = []
    /// Rows that could not be read.
    private(set) var faults = 0

    /// Reads a table with the columns `account` or `account_id`, `group` or `group_id`, and perhaps `mode` or `label`.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\(path) cannot be read.")
        }
        let scanner = CSVScanner(try ByteSource(bytes: Array(data)), delimiter: UInt8(ascii: ","))
        var columns: (account: Int, group: Int, label: Int?)?
        reading: while true {
            switch scanner.next() {
            case .end: break reading
            case .fault: faults += 1
            case .row(let row):
                let cells = (0..<row.count).map { row[$0].string }
                if let columns {
                    guard cells.count > max(columns.account, columns.group) else {
                        faults += 1
                        continue
                    }
                    let group = cells[columns.group]
                    members.append(
                        Truth.Member(
                            account: cells[columns.account], group: Self.isOrdinary(group) ? nil : group,
                            label: columns.label.flatMap { $0 < cells.count && !cells[$0].isEmpty ? cells[$0] : nil }))
                } else {
                    guard let account = cells.firstIndex(where: { ["account", "account_id"].contains($0) }),
                        let group = cells.firstIndex(where: { ["group", "group_id"].contains($0) })
                    else { throw ValidationError("\(path) has no columns 'account' and 'group'.") }
                    columns = (account, group, cells.firstIndex { ["mode", "label"].contains($0) })
                }
            }
        }
    }

    /// Spellings of "belongs to no group".
    private static func isOrdinary(_ group: String) -> Bool {
        ["", "none", "ordinary", "control", "-"].contains(group.lowercased())
    }
}
