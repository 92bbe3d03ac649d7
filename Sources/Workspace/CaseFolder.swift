import Foundation
import GRDB
import Glibc
import Records
import Synchronization

// What belongs here: the case folder — SQLite with its migrations, imports, runs, archives — and reading it back as
// columns. What does not: what a search asks of them, what a command prints.

/// A case: a folder with one SQLite file, `case.sqlite`, and the results of its runs in `runs/`.
///
/// Many may read while one writes. Whoever writes holds the lock file; it is let go with the process, however that ends.
package final class CaseFolder: Sendable {
    /// The folder, as the user named it.
    package let path: String
    let queue: DatabaseQueue
    /// The file's device and number; nil where a copy is read.
    private let identity: [UInt64]?
    /// What is read instead where the case cannot be written; goes with the case.
    private let copy: TemporaryFolder?
    /// How long to wait for another program that writes to the case; nil for as long as it takes.
    let patience: Duration?
    /// Is told where the registers end, whenever something was entered.
    let announce: @Sendable (RegistersHead) -> Void

    private init(
        path: String, queue: DatabaseQueue, copy: TemporaryFolder? = nil, patience: Duration?,
        announce: @escaping @Sendable (RegistersHead) -> Void
    ) {
        self.path = path
        self.queue = queue
        self.copy = copy
        self.patience = patience
        self.announce = announce
        identity = copy == nil ? Self.identity(of: Self.file(path)) : nil
        if let identity { Self.opened.withLock { $0[identity, default: 0] += 1 } }
    }

    /// Whether only a copy is open: whatever were written to it would be lost.
    var isReadOnly: Bool { copy != nil }

    static func file(_ path: String) -> String { path + "/case.sqlite" }

    /// Where the results of a run lie.
    package func folder(ofRun number: Int64) -> String { "\(path)/runs/\(number)" }

    /// Makes a case in a folder that is not there yet, or is empty. It appears when it is whole.
    package static func create(at path: String) throws(CaseError) -> CaseFolder {
        let manager = FileManager.default
        try Place.refuseUnlessFree(path)
        let staging = Place.staging(beside: path)
        defer { try? manager.removeItem(atPath: staging) }
        do {
            try manager.createDirectory(atPath: staging + "/runs", withIntermediateDirectories: true)
            let queue = try connect(staging)
            try queue.write { try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
            try Schema.migrator.migrate(queue)
            try HeadNotes(staging).create()
            try queue.close()
            rmdir(path)
            try manager.moveItem(atPath: staging, toPath: path)
        } catch {
            throw CaseError(error, folder: path)
        }
        return try open(at: path)
    }

    /// Opens a case, and brings it forward where an earlier version of the program made it.
    /// - Parameters:
    ///   - patience: how long to wait for another program that writes to the case, before it is called busy; nil for as
    ///     long as it takes.
    ///   - announce: is told where the registers end, whenever something was entered.
    package static func open(
        at path: String, patience: Duration? = nil, announce: @escaping @Sendable (RegistersHead) -> Void = { _ in }
    ) throws(CaseError) -> CaseFolder {
        guard FileManager.default.fileExists(atPath: file(path)) else { throw .noCase(folder: path) }
        do {
            // Looked at before anything is written to it: it may be another program's.
            let mark = try knownMark(of: file(path))
            if mark != Schema.applicationID {
                // Where results lie beside it, it was a case, whatever its beginning has become.
                throw FileManager.default.fileExists(atPath: path + "/runs")
                    ? CaseError.damaged(folder: path, detail: "its beginning is not that of a case")
                    : CaseError.foreign(
                        folder: path, detail: mark == nil ? "it is no SQLite file" : "another program made it")
            }
            // SQLite keeps a log beside the file even to read it: evidence that is kept read-only is read from a copy.
            let isWritable = access(file(path), W_OK) == 0 && access(path, W_OK) == 0
            let copy = isWritable ? nil : try TemporaryFolder()
            if let copy {
                for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: file(path) + ending) {
                    try FileManager.default.copyItem(atPath: file(path) + ending, toPath: file(copy.path) + ending)
                    chmod(file(copy.path) + ending, 0o600)
                }
            }
            let queue = try connect(copy?.path ?? path)
            let migrator = Schema.migrator
            let (isLater, isCurrent) = try queue.read { database in
                (try migrator.hasBeenSuperseded(database), try migrator.hasCompletedMigrations(database))
            }
            if isLater { throw CaseError.foreign(folder: path, detail: "a later version of daylight made it") }
            let folder = CaseFolder(path: path, queue: queue, copy: copy, patience: patience, announce: announce)
            if !isCurrent {
                let lock = copy == nil ? try CaseLock(folder, waits: true) : nil
                let registers = copy == nil ? try CaseLock(folder, .registers, waits: true) : nil
                try withExtendedLifetime((lock, registers)) {
                    try migrator.migrate(queue)
                    try folder.noteHeadOfEarlierVersion()
                }
            }
            return folder
        } catch {
            throw CaseError(error, folder: path)
        }
    }

    /// Earlier versions noted no heads: from now on the end that they left is known.
    private func noteHeadOfEarlierVersion() throws {
        let notes = HeadNotes(path)
        if isReadOnly || notes.exists { return }
        let head = try queue.read { try RegistersHead($0) }
        if head.entries > 0 { try notes.append(head) } else { try notes.create() }
    }

    /// How many cases this process has open of each file, by device and number.
    ///
    /// To close any handle of a file lets go of all locks that the process holds on it (POSIX), those of SQLite's open
    /// connections among them; another program would then take itself for the last one and remove the log from under them.
    /// So a file is looked at only while nobody here has it open as a case.
    private static let opened = Mutex<[[UInt64]: Int]>([:])

    private static func identity(of path: String) -> [UInt64]? {
        var status = stat()
        return stat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
    }

    private static func knownMark(of path: String) throws -> Int32? {
        if let identity = identity(of: path), opened.withLock({ $0[identity] != nil }) { return Schema.applicationID }
        return try mark(of: path)
    }

    deinit {
        guard let identity else { return }
        Self.opened.withLock { opened in
            let left = opened[identity, default: 1] - 1
            opened[identity] = left > 0 ? left : nil
        }
    }

    /// The application id in a SQLite file's header (its bytes 68 to 71); nil where it is no SQLite file.
    private static func mark(of path: String) throws -> Int32? {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        guard let header = try file.read(upToCount: 100), header.count == 100,
            header.starts(with: "SQLite format 3\0".utf8)
        else { return nil }
        return header[68..<72].reduce(Int32(0)) { $0 << 8 | Int32($1) }
    }

    private static func connect(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
                    PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 8192; PRAGMA temp_store = MEMORY;
                    PRAGMA trusted_schema = OFF;
                    """)
        }
        return try DatabaseQueue(path: file(path), configuration: configuration)
    }

    /// Reads with what `body` does as one moment of the case.
    func read<Result>(_ body: (Database) throws -> Result) throws(CaseError) -> Result {
        do {
            return try queue.read(body)
        } catch {
            throw CaseError(error, folder: path)
        }
    }
}

/// A folder that goes when nobody uses it any more.
private final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "daylight-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Where a case or an archive is put.
enum Place {
    /// A name beside `path` that nobody uses, for what is not whole yet.
    static func staging(beside path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path + ".unfinished-" + UUID().uuidString.prefix(8)
    }

    /// Only a name that is free, or an empty folder, is taken.
    static func refuseUnlessFree(_ path: String) throws(CaseError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        let contents = try? FileManager.default.contentsOfDirectory(atPath: path)
        guard status.st_mode & S_IFMT == S_IFDIR, contents?.isEmpty == true else { throw .exists(folder: path) }
    }
}
