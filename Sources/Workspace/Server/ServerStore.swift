import Foundation
import GRDB
import Glibc
import Records

/// What the server keeps beside a case, in `server/server.sqlite`: people, sessions, tokens, jobs and approvals, for the
/// holder of the case alone.
///
/// It is in no archive and no package, and nothing that it holds is evidence. What a function has returned from is on the
/// disk: it is there after a power failure too.
package final class ServerStore: Sendable {
    /// The folder `server` of the case.
    package let path: String
    private let pool: DatabasePool

    private init(path: String, pool: DatabasePool) {
        self.path = path
        self.pool = pool
    }

    private static func file(_ path: String) -> String { path + "/server.sqlite" }

    /// Opens what the server keeps of a case, and makes it where nothing is there yet.
    /// - Throws: `CaseError.refused` where others than its owner may read it, with what to type.
    package static func open(of folder: CaseFolder) throws(CaseError) -> ServerStore {
        if folder.isReadOnly { throw .readOnly(folder: folder.path) }
        let path = folder.path + "/server"
        do {
            try PrivateFiles.makeFolder(path)
            try PrivateFiles.makeFile(file(path))
            for ending in ["", "-wal", "-shm"] { try PrivateFiles.check(file(path) + ending, isFolder: false) }
            let pool = try connect(path)
            let migrator = ServerSchema.migrator
            let mark = try pool.read { try Int32.fetchOne($0, sql: "PRAGMA application_id") ?? 0 }
            let isEmpty = try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") == 0 }
            guard mark == ServerSchema.applicationID || (mark == 0 && isEmpty) else {
                throw CaseError.refused(
                    "\(file(path)) was made by another program; move it away, and people are entered anew.")
            }
            if try pool.read({ try migrator.hasBeenSuperseded($0) }) {
                throw CaseError.refused("a later version of daylight made \(file(path)); use that one.")
            }
            try pool.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA application_id = \(ServerSchema.applicationID)")
            }
            try migrator.migrate(pool)
            return ServerStore(path: path, pool: pool)
        } catch {
            throw CaseError(error, folder: path)
        }
    }

    private static func connect(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
        let pool = try DatabasePool(path: file(path), configuration: configuration)
        // A pool asks for less: what was acknowledged must outlast a power failure.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return pool
    }

    /// Reads one moment of the store.
    func read<Result>(_ body: (Database) throws -> Result) throws(CaseError) -> Result {
        do {
            return try pool.read(body)
        } catch {
            throw CaseError(error, folder: path)
        }
    }

    /// Writes in one transaction, which is on the disk when this returns.
    func write<Result>(_ body: (Database) throws -> Result) throws(CaseError) -> Result {
        do {
            return try pool.write(body)
        } catch {
            throw CaseError(error, folder: path)
        }
    }

    /// Closes the files. Nothing may be asked afterwards.
    package func close() throws(CaseError) {
        do { try pool.close() } catch { throw CaseError(error, folder: path) }
    }
}

/// Folders and files for their owner's eyes only.
enum PrivateFiles {
    /// Makes a folder with mode 0700 where there is none.
    static func makeFolder(_ path: String) throws {
        if mkdir(path, 0o700) == 0 {
            try DurableFile.flush(folder: (path as NSString).deletingLastPathComponent)
        } else if errno != EEXIST {
            throw DurableFile.Failed(path)
        }
        try check(path, isFolder: true)
    }

    /// Makes an empty file with mode 0600 where there is none.
    static func makeFile(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw DurableFile.Failed(path)
        }
    }

    /// Refuses what is a link, somebody else's, or open to others. What is not there is in order.
    static func check(_ path: String, isFolder: Bool) throws(CaseError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == (isFolder ? S_IFDIR : S_IFREG) else {
            throw .refused("\(path) is no \(isFolder ? "folder" : "file"), or is a link; move it away.")
        }
        if status.st_uid != geteuid() {
            throw .refused(
                "\(path) belongs to another user of this machine; start the server as that user, or give it to yours: "
                    + "chown \(geteuid()) \(path)")
        }
        if status.st_mode & 0o077 != 0 {
            throw .refused(
                "others may read or change \(path), so that sessions and tokens in it may be known to them. If nobody "
                    + "used that, type: chmod \(isFolder ? "700" : "600") \(path)")
        }
    }
}
