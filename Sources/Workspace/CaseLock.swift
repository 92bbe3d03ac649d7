import Foundation
import Glibc

/// The right to write to a case, held by one program at a time and let go with its process, however that ends.
final class CaseLock {
    /// What is held. Whoever holds the whole may take the registers, and never the other way about.
    enum Part: String {
        /// Records, evidence and all the rest, for as long as an import takes.
        case whole = "case.lock"
        /// What is entered in a moment, also while an import goes on: registers and the list of runs.
        case registers = "registers.lock"
    }

    private let descriptor: Int32

    /// Between two looks.
    private static let pause = Duration.milliseconds(20)
    /// A child that is just being started holds its parent's files for a moment, those that were closed too.
    private static let moment = Duration.milliseconds(500)

    /// - Parameters:
    ///   - waits: whether to wait until another is done, as long as the case's patience lasts, or to say at once who holds it.
    ///   - isCancelled: whether to wait no longer.
    init(
        _ folder: CaseFolder, _ part: Part = .whole, waits: Bool, isCancelled: () -> Bool = { false }
    ) throws(CaseError) {
        if folder.isReadOnly { throw .readOnly(folder: folder.path) }
        let path = folder.path + "/" + part.rawValue
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .storage(folder: folder.path, detail: "\(path): \(String(cString: strerror(errno)))")
        }
        var left = waits ? folder.patience : Self.moment
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            // `deinit` closes the file: closed here as well, its number would be another file's by then.
            if isCancelled() { throw .cancelled }
            if let now = left, now <= .zero {
                let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
                throw .busy(folder: folder.path, holder: holder.isEmpty ? "another program" : holder)
            }
            left = left.map { $0 - Self.pause }
            usleep(UInt32(Self.pause / .microseconds(1)))
        }
        let note = "process \(getpid()) on \(ProcessInfo.processInfo.hostName)"
        ftruncate(descriptor, 0)
        _ = note.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    deinit { close(descriptor) }
}
