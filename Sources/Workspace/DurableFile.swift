import Bytes
import Foundation
import Glibc

/// Files that are on the disk when a function returns, and never half.
enum DurableFile {
    /// What the operating system said.
    struct Failed: Error, CustomStringConvertible {
        let description: String

        init(_ path: String) {
            description = "\(path): \(String(cString: strerror(errno)))"
        }
    }

    /// Puts a file in its place, whole or not at all.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws {
        let temporary = path + ".part"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw Failed(temporary) }
        do {
            defer { close(descriptor) }
            try write(bytes, to: descriptor, path: temporary)
            // The mask of the user may have taken bits away.
            guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw Failed(temporary) }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else { throw Failed(path) }
        try flush(folder: parent(of: path))
    }

    /// The folder that a path lies in.
    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Writes all of the bytes.
    static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
        guard bytes.writeWhole(to: descriptor) else { throw Failed(path) }
    }

    /// Makes names in a folder last.
    static func flush(folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failed(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failed(folder) }
    }

    /// Makes a folder, if it is not there, in one that is.
    static func makeFolder(_ path: String) throws {
        if mkdir(path, 0o777) != 0, errno != EEXIST { throw Failed(path) }
        // Also where it is there: whoever made it may have been stopped before its name was on the disk.
        try flush(folder: parent(of: path))
    }
}

/// A file that is read at any place, or from end to end.
final class ReadableFile {
    let path: String
    let count: Int
    private let descriptor: Int32

    /// Nil where there is no such file.
    /// - Parameter followsLinks: a file that the user names may be a link; in a case there are none.
    init?(_ path: String, followsLinks: Bool = false) throws {
        self.path = path
        // A named pipe must not wait for a writer before it is found to be one.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw DurableFile.Failed(path)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            errno = EINVAL
            throw DurableFile.Failed(path)
        }
        count = Int(status.st_size)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// So many bytes from a place on; fewer at the end.
    func bytes(at offset: Int, count wanted: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, min(wanted, count - offset)))
        var filled = 0
        while filled < bytes.count {
            let start = filled
            let read = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[start...]).baseAddress,
                    buffer.count - start,
                    off_t(offset + start))
            }
            if read < 0, errno == EINTR { continue }
            guard read > 0 else { throw DurableFile.Failed(path) }
            filled += read
        }
        return bytes
    }

    /// All of it, a mebibyte at a time.
    func eachChunk(_ body: ([UInt8]) throws -> Void) throws {
        for offset in stride(from: 0, to: count, by: 1 << 20) { try body(try bytes(at: offset, count: 1 << 20)) }
    }
}
