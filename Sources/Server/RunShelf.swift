package import Inquiry
import Synchronization
package import Workspace

/// Runs that pages ask, read once and kept in memory: the last few that somebody asked for.
///
/// A run never changes, and its hashes are compared when it is read.
package final class RunShelf: Sendable {
    private struct Shelf {
        var runs: [Int64: RunIndex] = [:]
        /// The one asked for last stands last.
        var order: [Int64] = []
    }

    private let folder: CaseFolder
    private let shelf = Mutex(Shelf())
    /// One is read at a time: whoever comes meanwhile for the same waits instead of reading it too.
    private let turn = Mutex(())

    /// How many are kept.
    static let most = 3

    init(_ folder: CaseFolder) { self.folder = folder }

    /// A run.
    /// - Parameter number: nil for the case's last.
    package func run(_ number: Int64?) throws -> RunIndex {
        let number = try number ?? last()
        if let known = known(number) { return known }
        return try turn.withLock { _ in
            if let known = known(number) { return known }
            let path = try folder.folder(ofRun: Optional(number))
            let run = try RunIndex(StoredRun(folder: path))
            shelf.withLock { shelf in
                shelf.runs[number] = run
                shelf.order.append(number)
                if shelf.order.count > Self.most { shelf.runs[shelf.order.removeFirst()] = nil }
            }
            return run
        }
    }

    /// The number of the case's last run.
    package func last() throws -> Int64 {
        guard let last = try folder.runs().last else { throw CaseError.noRun(folder: folder.path, number: nil) }
        return last.number
    }

    private func known(_ number: Int64) -> RunIndex? {
        shelf.withLock { shelf in
            guard let run = shelf.runs[number] else { return nil }
            if shelf.order.last != number {
                shelf.order.removeAll { $0 == number }
                shelf.order.append(number)
            }
            return run
        }
    }
}
