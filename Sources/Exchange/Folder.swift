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
