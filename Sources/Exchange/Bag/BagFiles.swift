package import Evidence
import Foundation
import Glibc

/// The files of a bag that somebody gives us, in a ZIP file or a folder, for reading.
package struct BagFiles {
    private enum Container {
        case zip(ZipArchive, [String: ZipArchive.Entry])
        case folder(String)
    }

    /// Relative to the bag, in the order of their bytes.
    package let paths: [String]
    /// What is wrong with the container, and not with a file's content.
    package let problems: [EvidenceProblem]
    private let container: Container

    /// - Throws: where there is nothing to read.
    package init(_ path: String) throws(ExchangeError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        if status.st_mode & S_IFMT == S_IFDIR {
            try self.init(folder: path)
        } else {
            try self.init(zip: path)
        }
    }

    private init(zip path: String) throws(ExchangeError) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let archive = try ZipArchive(try StoredFile(path), expecting: .own)
        // The bag is the one folder that all files stand in.
        let base = archive.entries.first?.name.split(separator: "/").first.map { $0 + "/" } ?? ""
        var problems: [EvidenceProblem] = []
        for problem in archive.problems {
            let file = problem.name.map { Self.bare($0, base) } ?? name
            problems.append(EvidenceProblem(file: file, problem.what))
        }
        var entries: [String: ZipArchive.Entry] = [:]
        var before: String?
        for entry in archive.entries {
            guard entry.name.hasPrefix(base), !base.isEmpty, entry.name.utf8.count > base.utf8.count else {
                problems.append(EvidenceProblem(file: entry.name, "it stands outside of the package's folder"))
                continue
            }
            let path = Self.bare(entry.name, base)
            if let before, !BagManifest.precedes(before, path) {
                problems.append(EvidenceProblem(file: path, "it stands out of order in the archive"))
            }
            before = path
            if entries.updateValue(entry, forKey: path) != nil {
                problems.append(EvidenceProblem(file: path, "it stands in the archive twice"))
            }
        }
        container = .zip(archive, entries)
        paths = entries.keys.sorted(by: BagManifest.precedes)
        self.problems = problems
    }

    private static func bare(_ name: String, _ base: String) -> String {
        name.hasPrefix(base) ? String(name.dropFirst(base.count)) : name
    }

    private init(folder: String) throws(ExchangeError) {
        var problems: [EvidenceProblem] = []
        var paths: [String] = []
        var waiting = [""]
        while let below = waiting.popLast() {
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: folder + "/" + below)
            } catch {
                throw .unreadable(path: folder + "/" + below, reason: "its files cannot be listed")
            }
            if names.isEmpty, !below.isEmpty {
                problems.append(EvidenceProblem(file: below, "an empty folder that is no part of the package"))
            }
            for name in names {
                let path = below.isEmpty ? name : below + "/" + name
                var status = stat()
                guard lstat(folder + "/" + path, &status) == 0 else {
                    problems.append(EvidenceProblem(file: path, "it cannot be looked at"))
                    continue
                }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: waiting.append(path)
                case S_IFREG: paths.append(path)
                default: problems.append(EvidenceProblem(file: path, "it is a link or a device, no file"))
                }
            }
        }
        container = .folder(folder)
        self.paths = paths.sorted(by: BagManifest.precedes)
        self.problems = problems.sorted { BagManifest.precedes($0.file, $1.file) }
    }

    /// How many bytes a file has; nil where there is none.
    package func size(_ path: String) -> UInt64? {
        switch container {
        case .zip(_, let entries): entries[path]?.size
        case .folder(let folder): try? StoredFile(folder + "/" + path).count
        }
    }

    package func has(_ path: String) -> Bool {
        switch container {
        case .zip(_, let entries): return entries[path] != nil
        case .folder(let folder):
            var status = stat()
            return lstat(folder + "/" + path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        }
    }

    /// Hands over a file's content, piece by piece.
    package func read(_ path: String, _ body: (_ chunk: [UInt8]) throws -> Void) throws {
        switch container {
        case .zip(let archive, let entries):
            guard let entry = entries[path] else {
                throw ExchangeError.unreadable(path: path, reason: "it is not there")
            }
            try archive.read(entry, body)
        case .folder(let folder): try StoredFile(folder + "/" + path).eachChunk(body)
        }
    }

    /// All of a file.
    /// - Parameter most: bytes; a larger file is refused.
    package func contents(of path: String, most: UInt64) throws -> [UInt8] {
        guard let size = size(path) else { throw ExchangeError.unreadable(path: path, reason: "it is not there") }
        guard size <= most else {
            throw ExchangeError.unreadable(path: path, reason: "it has \(size) bytes, and \(most) are the most here")
        }
        var bytes: [UInt8] = []
        try read(path) { bytes += $0 }
        return bytes
    }
}
