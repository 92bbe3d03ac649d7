import Bytes
import Coordination
import Exchange
import Records
import Statistics

extension NetworkRow {
    /// Reads what `NetworkTable` wrote.
    init?(_ row: TableRow) {
        func number(_ column: String) -> Int? { row[column].flatMap { Int($0) } }
        func probability(_ column: String) -> Probability? {
            guard let logarithm = row[bytes: column].flatMap({ TableCell.logarithm($0) }), !logarithm.isNaN else {
                return nil
            }
            return Probability(logarithm: logarithm)
        }
        func words(_ column: String) -> [String] { (row[column] ?? "").split(separator: " ").map(String.init) }
        guard let network = row["network"], Lineage.number(network) != nil, let accounts = number("accounts"),
            let edges = number("edges"), let objects = number("objects"), let posts = number("posts"),
            let first = row[bytes: "first"].flatMap({ TableCell.instant($0) }),
            let last = row[bytes: "last"].flatMap({ TableCell.instant($0) }),
            let strongest = row["strongest_weight"].flatMap({ UInt32($0) }),
            let median = row["median_weight"].flatMap({ Double($0) })
        else { return nil }
        self.init(
            network: network, accounts: accounts, edges: edges, traces: words("traces").compactMap { Trace(name: $0) },
            windows: words("windows_s").compactMap { Window($0) },
            platforms: words("platforms").compactMap { Platform(name: $0) }, objects: objects, posts: posts,
            first: first,
            last: last, strongestWeight: strongest, medianWeight: median, weakestQ: probability("q_weakest"),
            medianQ: probability("q_median"), rivals: words("rivals").compactMap { RivalExplanation(rawValue: $0) })
    }
}

extension AccountRow {
    /// Reads what `AccountsTable` wrote.
    init?(_ row: TableRow) {
        guard let network = row["network"], let platform = row["platform"].flatMap({ Platform(name: $0) }),
            let kind = row["kind"], kind == "handle" || kind == "id", let value = row["account"], !value.isEmpty,
            let posts = row["posts_in_input"].flatMap({ UInt32($0) }),
            let coActing = row["co_acting_posts"].flatMap({ Int($0) }),
            let partners = row["partners"].flatMap({ Int($0) }), let strength = row["strength"].flatMap({ UInt64($0) }),
            let first = row[bytes: "first"].flatMap({ TableCell.instant($0) }),
            let last = row[bytes: "last"].flatMap({ TableCell.instant($0) })
        else { return nil }
        let handle = row["handle"] ?? ""
        self.init(
            network: network,
            account: AccountKey(platform: platform, kind: kind == "handle" ? .handle : .id, value: value),
            handle: handle.isEmpty ? nil : handle, postsInInput: posts, coActingPosts: coActing, partners: partners,
            strength: strength, first: first, last: last)
    }
}
