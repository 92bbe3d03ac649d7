import Bytes
package import Coordination
import Records

extension StoredRun {
    /// The networks of the run with their members, in the order of its tables.
    package func networks() throws(InquiryError) -> [Lineage.Ancestor] {
        let scanner: CSVScanner
        do {
            scanner = CSVScanner(try ByteSource(bytes: try contents(of: "accounts.csv")), delimiter: UInt8(ascii: ","))
        } catch let error as InquiryError {
            throw error
        } catch {
            throw .noRun(folder: folder, reason: "accounts.csv cannot be read (\(error))")
        }
        var networks: [Lineage.Ancestor] = []
        var columns: [Int] = []
        while true {
            switch scanner.next() {
            case .end: return networks
            case .fault: throw .noRun(folder: folder, reason: "accounts.csv is damaged")
            case .row(let row):
                let cells = (0..<row.count).map { row[$0].string }
                if columns.isEmpty {
                    columns = ["network", "platform", "kind", "account"].compactMap { cells.firstIndex(of: $0) }
                    guard columns.count == 4 else {
                        throw .noRun(folder: folder, reason: "accounts.csv lacks a column")
                    }
                    continue
                }
                guard cells.count > columns.max() ?? 0, let platform = Platform(name: cells[columns[1]]) else {
                    throw .noRun(folder: folder, reason: "accounts.csv is damaged")
                }
                let key = AccountKey(
                    platform: platform, kind: cells[columns[2]] == "handle" ? .handle : .id, value: cells[columns[3]])
                if networks.last?.identifier != cells[columns[0]] {
                    networks.append(Lineage.Ancestor(identifier: cells[columns[0]], members: []))
                }
                networks[networks.count - 1].members.append(key)
            }
        }
    }
}
