import Foundation
import Glibc

/// The right to serve a case and to carry out its jobs, held by one server at a time and let go with its process, however
/// that ends. Two servers of one case would otherwise begin each other's jobs again, and clear up each other's uploads.
package final class JobsLock: Sendable {
    private let descriptor: Int32

    /// - Returns: nil where another server holds it.
    package init?(of store: ServerStore) throws(CaseError) {
        let path = Self.file(store)
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw .storage(folder: store.path, detail: "\(path): \(String(cString: strerror(errno)))")
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            return nil
        }
        let note = "process \(getpid()) on \(ProcessInfo.processInfo.hostName)"
        ftruncate(descriptor, 0)
        _ = note.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    /// Who holds it, or held it last; nil where nobody ever did.
    package static func holder(_ store: ServerStore) -> String? {
        guard let note = try? String(contentsOfFile: file(store), encoding: .utf8), !note.isEmpty else { return nil }
        return note
    }

    private static func file(_ store: ServerStore) -> String { store.path + "/jobs.lock" }

    deinit { close(descriptor) }
}
