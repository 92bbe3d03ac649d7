import Foundation
import Glibc

/// A folder of files that appears whole or not at all.
///
/// Everything is written into a folder beside it, which takes its name at the end. A folder that holds something is
/// refused: it may be somebody's own notes. A sink that is dropped before `finish` removes what it wrote.
package final class FolderSink {
    private let path: String
    private let staging: String
    private var folders: Set<String> = []
    private var isFinished = false

    package init(path: String) throws(ExchangeError) {
        var plain = Substring(path)
        while plain.count > 1, plain.hasSuffix("/") { plain.removeLast() }
        self.path = String(plain)
        staging = "\(plain).\(getpid()).part"
        guard Self.isFree(self.path) else { throw .occupied(path: path) }
        try Folder.make(at: staging)
    }

    deinit {
        if !isFinished { try? FileManager.default.removeItem(atPath: staging) }
    }

    /// A sink for a file.
    /// - Parameter name: its path in the folder, made of names of ours or of `NoteNames`.
    package func file(_ name: String) throws(ExchangeError) -> TextSink {
        if let slash = name.lastIndex(of: "/"), folders.insert(String(name[..<slash])).inserted {
            try Folder.make(at: "\(staging)/\(name[..<slash])")
        }
        return try TextSink.file(at: "\(staging)/\(name)", isDurable: false)
    }

    /// Makes everything durable and puts it in its place.
    package func finish() throws(ExchangeError) {
        let descriptor = open(staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ExchangeError(code: errno, path: path) }
        // Once for all files: on Linux it returns when the disk has them. Waiting for each of many thousands takes minutes.
        sync()
        let code = fsync(descriptor) == 0 ? 0 : errno
        close(descriptor)
        guard code == 0 else { throw ExchangeError(code: code, path: path) }
        // An empty folder gives way; one that was filled in the meantime does not.
        guard rename(staging, path) == 0 else {
            let code = errno
            throw code == ENOTEMPTY || code == EEXIST ? .occupied(path: path) : ExchangeError(code: code, path: path)
        }
        isFinished = true
    }

    private static func isFree(_ path: String) -> Bool {
        var status = stat()
        if lstat(path, &status) != 0 { return errno == ENOENT }
        guard status.st_mode & S_IFMT == S_IFDIR else { return false }
        return (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty ?? false
    }
}
