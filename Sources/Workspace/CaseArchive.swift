import Evidence
import Foundation
import GRDB
import Glibc

/// A whole case in one file: a BagIt 1.0 bag (RFC 8493) in a compressed tar, which `tar` and `sha256sum -c` open too.
extension CaseFolder {
    /// Writes the case with its runs and its evidence into one file, which appears only when it is whole. Nobody writes to the case
    /// meanwhile.
    package func archive(to target: String) throws(CaseError) {
        let lock = isReadOnly ? nil : try CaseLock(self, waits: true)
        let registers = isReadOnly ? nil : try CaseLock(self, .registers, waits: true)
        defer { withExtendedLifetime((lock, registers)) {} }
        let manager = FileManager.default
        if manager.fileExists(atPath: target) { throw .exists(folder: target) }
        let staging = Place.staging(beside: target)
        defer { try? manager.removeItem(atPath: staging) }
        do {
            let bag = staging + "/case"
            try manager.createDirectory(atPath: bag + "/data", withIntermediateDirectories: true)
            // A copy without free pages and without a log, as of one moment.
            try queue.inDatabase { database in
                try database.execute(sql: "VACUUM INTO ?", arguments: [bag + "/data/case.sqlite"])
            }
            if manager.fileExists(atPath: path + "/runs") {
                try manager.copyItem(atPath: path + "/runs", toPath: bag + "/data/runs")
            }
            try HeadNotes(path).copy(to: bag + "/data")
            if evidence.isThere {
                try manager.copyItem(atPath: evidence.path, toPath: bag + "/data/evidence")
            }
            try Bag.write(bag)
            let packed = staging + "/packed"
            try Tar.run([
                "--create", "--force-local", "--file", packed, "--use-compress-program", "gzip -n", "--sort=name",
                "--mtime=@0",
                "--owner=0", "--group=0", "--numeric-owner", "--directory", staging, "case",
            ])
            try manager.moveItem(atPath: packed, toPath: target)
        } catch {
            throw CaseError(error, folder: target)
        }
    }

    /// Unpacks an archive into a folder that is not there yet, once every file of it was found to be what its list
    /// says.
    package static func restore(_ archive: String, to path: String) throws(CaseError) -> CaseFolder {
        let manager = FileManager.default
        guard manager.fileExists(atPath: archive) else {
            throw .badArchive(path: archive, detail: "there is no such file")
        }
        try Place.refuseUnlessFree(path)
        let staging = Place.staging(beside: path)
        defer { try? manager.removeItem(atPath: staging) }
        do {
            try manager.createDirectory(atPath: staging, withIntermediateDirectories: true)
            do {
                try Tar.run([
                    "--extract", "--gzip", "--force-local", "--file", archive, "--directory", staging,
                    "--no-same-owner", "--no-same-permissions",
                ])
            } catch {
                throw CaseError.badArchive(path: archive, detail: "\(error)")
            }
            try Bag.verify(staging + "/case", of: archive)
            _ = try open(at: staging + "/case/data")
            // An empty folder may lie there; anything else keeps the case out.
            rmdir(path)
            try manager.moveItem(atPath: staging + "/case/data", toPath: path)
        } catch {
            throw CaseError(error, folder: path)
        }
        return try open(at: path)
    }
}

/// The lists that make a folder a bag.
private enum Bag {
    private static let list = BagManifest.payloadFile(.sha256)

    static func write(_ bag: String) throws {
        try bytes(Array(BagManifest.declaration.utf8), to: bag + "/" + BagManifest.declarationFile)
        let entries = try files(bag).map { file in
            BagManifest.Entry(path: file, digest: try FileHash.of(bag + "/" + file).sha256)
        }
        try bytes(BagManifest(.sha256, entries).bytes, to: bag + "/" + list)
    }

    static func verify(_ bag: String, of archive: String) throws {
        for folder in [bag, bag + "/data"] {
            let type = try? FileManager.default.attributesOfItem(atPath: folder)[.type] as? FileAttributeType
            if type != .typeDirectory {
                throw CaseError.badArchive(path: archive, detail: "it has no folder case/data")
            }
        }
        guard let bytes = FileManager.default.contents(atPath: bag + "/" + list) else {
            throw CaseError.badArchive(path: archive, detail: "it has no case/\(list)")
        }
        let manifest: BagManifest
        do throws(EvidenceError) {
            manifest = try BagManifest(.sha256, reading: Array(bytes))
        } catch {
            throw CaseError.badArchive(path: archive, detail: "its case/\(list): \(error)")
        }
        var listed: Set<String> = []
        for entry in manifest.entries {
            guard entry.path.hasPrefix("data/") else {
                throw CaseError.badArchive(path: archive, detail: "its list names \(entry.path)")
            }
            guard let found = try? FileHash.of(bag + "/" + entry.path), found.sha256 == entry.digest else {
                throw CaseError.altered(path: archive, file: entry.path)
            }
            listed.insert(entry.path)
        }
        for file in try files(bag) where !listed.contains(file) {
            throw CaseError.altered(path: archive, file: file)
        }
        if !listed.contains("data/case.sqlite") {
            throw CaseError.badArchive(path: archive, detail: "it holds no case.sqlite")
        }
    }

    /// The payload's files, relative to the bag, sorted. Links and devices have no place in it.
    private static func files(_ bag: String) throws -> [String] {
        let manager = FileManager.default
        return try manager.subpathsOfDirectory(atPath: bag + "/data").sorted().compactMap { file in
            let type = try manager.attributesOfItem(atPath: bag + "/data/" + file)[.type] as? FileAttributeType
            if type == .typeDirectory { return nil }
            guard type == .typeRegular else {
                throw CaseError.badArchive(path: bag, detail: "\(file) is no regular file")
            }
            return "data/" + file
        }
    }

    private static func bytes(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}

/// GNU tar as a child process.
private enum Tar {
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    static func run(_ arguments: [String]) throws {
        let tar = try ChildProcess("tar", arguments)
        if tar.status != 0 { throw Failed(description: tar.firstLine) }
    }
}
