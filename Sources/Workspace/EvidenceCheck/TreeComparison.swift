import Evidence
import Seals

/// The file of the tree beside the nodes that the log gives.
struct TreeComparison {
    private let tree: ReadableFile?
    private var position = 0
    private var entries: [Int] = []

    init(_ tree: ReadableFile?) {
        self.tree = tree
    }

    private static let most = 100

    mutating func take(_ nodes: [UInt8]) throws {
        defer { position += nodes.count }
        guard let tree, position < tree.count, !nodes.isEmpty else { return }
        let kept = try tree.bytes(at: position, count: nodes.count)
        if kept == nodes { return }
        for start in stride(from: 0, to: kept.count - 31, by: 32)
        where kept[start..<start + 32] != nodes[start..<start + 32] {
            let entry = MerkleNodes.leaves(nodes: (position + start) / 32) + 1
            if entries.last != entry, entries.count < Self.most { entries.append(entry) }
        }
    }

    /// - Parameter nodes: how many the log gives.
    func finish(nodes: Int) -> [EvidenceProblem] {
        var problems = entries.map {
            EvidenceProblem(
                file: EvidenceFolder.tree, entry: $0,
                "it has another hash than the log gives: the entry was changed since, or this file was")
        }
        if let tree, tree.count > 32 * nodes {
            problems.append(
                EvidenceProblem(
                    file: EvidenceFolder.tree,
                    "it knows more entries than the log has: entries were cut off, or this file was changed"))
        }
        return problems
    }

    var notes: [String] {
        guard let tree else {
            return position > 0 ? ["\(EvidenceFolder.tree) is missing; the next entry makes it again"] : []
        }
        return tree.count < position ? ["\(EvidenceFolder.tree) is short; the next entry makes it again"] : []
    }
}
