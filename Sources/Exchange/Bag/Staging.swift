import Foundation
import Glibc

/// A folder beside a result in which the result is made, so that it appears whole or not at all.
///
/// It has one name for each result: what a run that was killed left behind is cleared away by the next.
package final class Staging {
    package let folder: String
    private let target: String
    private let claim: FolderClaim

    /// - Throws: `exists` where the result is there already, `inUse` where another run is making it.
    package init(for target: String) throws(ExchangeError) {
        var plain = target
        while plain.count > 1, plain.hasSuffix("/") { plain.removeLast() }
        self.target = plain
        let parts = plain.split(separator: "/")
        guard let name = parts.last, name != "..", name != "." else { throw .notAFile(path: target) }
        let parent = plain.dropLast(name.utf8.count)
        folder = parent + "." + name + ".daylight-part"
        try Self.refuse(plain)
        try Folder.make(at: folder)
        claim = try FolderClaim(folder)
        do {
            for left in try FileManager.default.contentsOfDirectory(atPath: folder) {
                try FileManager.default.removeItem(atPath: folder + "/" + left)
            }
        } catch {
            throw .notPermitted(path: folder)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static func refuse(_ path: String) throws(ExchangeError) {
        var status = stat()
        if lstat(path, &status) == 0 { throw .exists(path: path) }
    }

    /// Makes the names in a folder and in all below it last, the lowest first; files were flushed as they were written.
    private static func flushFolders(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
            var status = stat()
            if lstat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                flushFolders(path + "/" + name)
            }
        }
        fsync(descriptor)
        close(descriptor)
    }

    /// A file or folder in it.
    package func path(_ name: String) -> String { folder + "/" + name }

    /// Puts what was made in its place.
    package func publish(_ name: String) throws(ExchangeError) {
        try Self.refuse(target)
        Self.flushFolders(path(name))
        guard rename(path(name), target) == 0 else { throw ExchangeError(code: errno, path: target) }
        let parent = open(folder + "/..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if parent >= 0 {
            fsync(parent)
            close(parent)
        }
    }
}
