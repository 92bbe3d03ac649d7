import Foundation
import GRDB
import Glibc
package import Records

/// A run over a case, as it is listed.
package struct CaseRun: Sendable {
    package var number: Int64
    package var manifest: RunManifest
}

extension CaseFolder {
    /// Takes the next free number for a run and makes its folder, which nobody else can take.
    package func reserveRun() throws(CaseError) -> Int64 {
        if isReadOnly { throw .readOnly(folder: path) }
        let listed = try read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM runs") } ?? 0
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: path + "/runs")) ?? []
        if folders.isEmpty { mkdir(path + "/runs", 0o755) }
        // Folders that somebody else named after large numbers are no runs of ours.
        var number = max(listed, folders.compactMap { Int32($0).map(Int64.init) }.max() ?? 0) + 1
        while mkdir(folder(ofRun: number), 0o755) != 0 {
            guard errno == EEXIST else {
                throw .storage(folder: path, detail: "\(folder(ofRun: number)): \(String(cString: strerror(errno)))")
            }
            number += 1
        }
        return number
    }

    /// Gives a run's folder back that came to nothing, if nothing lies in it.
    package func releaseRun(_ number: Int64) { rmdir(folder(ofRun: number)) }

    /// Runs that left all their results and that the case does not list, since a program was stopped between the two, by the
    /// numbers of their folders. One that is just ending is among them for a moment.
    package func unlistedRuns() throws(CaseError) -> [Int64] {
        let listed = Set(try read { try Int64.fetchAll($0, sql: "SELECT id FROM runs") })
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: path + "/runs")) ?? []
        return folders.compactMap { Int32($0).map(Int64.init) }.sorted().filter { number in
            // Without its manifest a run is not whole.
            !listed.contains(number) && FileManager.default.fileExists(atPath: folder(ofRun: number) + "/run.json")
        }
    }

    /// What to tell of a run that is not listed.
    package static func words(ofUnlisted number: Int64) -> String {
        "runs/\(number) holds a run that the case does not list: a program was stopped before it had entered it. Searching "
            + "again gives the same under another number; the folder can be moved away"
    }

    /// Enters a run whose results lie in its folder.
    /// - Parameter manifest: the text of its run.json.
    package func enterRun(_ number: Int64, command: String, manifest: String) throws(CaseError) {
        let lock = try CaseLock(self, .registers, waits: true)
        defer { withExtendedLifetime(lock) {} }
        do {
            try queue.write {
                try $0.execute(
                    sql: "INSERT INTO runs (id, command, manifest) VALUES (?, ?, ?)",
                    arguments: [number, command, manifest])
            }
        } catch {
            throw CaseError(error, folder: path)
        }
    }

    /// The runs, oldest first.
    package func runs() throws(CaseError) -> [CaseRun] {
        try read { database in
            let rows = try BoundStatement(database, "SELECT id, manifest FROM runs ORDER BY id")
            var runs: [CaseRun] = []
            while try rows.step() {
                let manifest = try JSONDecoder().decode(RunManifest.self, from: Data(rows.string(1).utf8))
                runs.append(CaseRun(number: rows.integer(0), manifest: manifest))
            }
            return runs
        }
    }

    /// The folder of a run; of the last one where no number is given.
    package func folder(ofRun number: Int64?) throws(CaseError) -> String {
        let found = try read { database in
            try Int64.fetchOne(
                database, sql: "SELECT max(id) FROM runs WHERE id = ? OR ? IS NULL", arguments: [number, number])
        }
        guard let found else { throw .noRun(folder: path, number: number) }
        return folder(ofRun: found)
    }
}
