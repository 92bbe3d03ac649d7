package import Inquiry
import Synchronization
package import Workspace

/// Runs that pages ask, read once and kept in memory: the last few that somebody asked for.
///
/// A run never changes, and its hashes are compared when it is read.
package final class RunShelf: Sendable {
    private let folder: CaseFolder
    private let readers: CaseReaders
    private let listed = Recent<CaseVersion, [CaseRun]>(most: 1)
    private let read = Recent<Int64, RunIndex>(most: 3)
    /// One is read at a time: large ones take hundreds of megabytes.
    private let turn = Mutex(())

    init(_ folder: CaseFolder, _ readers: CaseReaders) {
        self.folder = folder
        self.readers = readers
    }

    /// All runs of the case, the oldest first.
    package func list() throws -> [CaseRun] {
        try listed.value(readers.version()) { try folder.runs() }
    }

    /// A run by its number.
    package func run(_ number: Int64) throws -> RunIndex {
        try read.value(number) {
            try turn.withLock { _ in try RunIndex(StoredRun(folder: folder.folder(ofRun: number))) }
        }
    }
}
