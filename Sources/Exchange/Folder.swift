import Glibc

/// Folders that results go into.
package enum Folder {
    /// Makes the folder at `path`, and those above it, where they are missing.
    package static func make(at path: String) throws(ExchangeError) {
        var built = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            built += part + "/"
            if mkdir(built, 0o777) == 0 || errno == EEXIST { continue }
            throw ExchangeError(code: errno, path: path)
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR { throw .notAFile(path: path) }
    }
}

/// A folder that one run writes into, until it is done or gone: the system ends the claim of a run that was killed.
package final class FolderClaim {
    private var descriptor: Int32

    /// Claims a folder that exists, and fails where another run has claimed it. Network folders that know no locks are not
    /// claimed, and no run is kept from them.
    package init(_ path: String) throws(ExchangeError) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            release()
            throw .inUse(path: path)
        }
    }

    /// Ends the claim.
    package func release() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    deinit { release() }
}
