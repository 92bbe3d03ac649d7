import Glibc

/// The right to carry out the jobs of a case, held by one server at a time and let go with its process, however that ends.
/// Two servers of one case would otherwise begin each other's jobs again.
package final class JobsLock: Sendable {
    private let descriptor: Int32

    /// - Returns: nil where another server holds it.
    package init?(of store: ServerStore) throws(CaseError) {
        let path = store.path + "/jobs.lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw .storage(folder: store.path, detail: "\(path): \(String(cString: strerror(errno)))")
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            return nil
        }
    }

    deinit { close(descriptor) }
}
