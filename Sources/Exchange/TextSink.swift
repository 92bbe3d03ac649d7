package import Bytes
import Glibc

/// Where a writer's bytes go: a file that appears whole or not at all, the standard output, or memory.
///
/// A file is written beside its final place under a temporary name, flushed to the disk and then renamed, so that a
/// crash or a full disk never leaves half a result under a result's name. A sink that is dropped before `finish`
/// removes what it wrote.
package final class TextSink {
    private enum Target {
        case file(descriptor: Int32, temporary: String, path: String, isDurable: Bool)
        case descriptor(Int32, name: String)
        case memory
    }

    private static let chunk = 1 << 17

    private let target: Target
    private var buffer: [UInt8] = []
    private var isFinished = false
    /// Bytes written so far.
    package private(set) var count: UInt64 = 0

    private init(_ target: Target) {
        self.target = target
        buffer.reserveCapacity(Self.chunk + 4096)
    }

    /// A sink for the file at `path`, in a folder that exists. What stood there before stays until `finish`.
    /// - Parameter isDurable: whether `finish` waits until the disk has it: not needed where somebody else waits for all
    ///   files of a folder together.
    package static func file(at path: String, isDurable: Bool = true) throws(ExchangeError) -> TextSink {
        // The process id keeps two runs into one folder apart; O_EXCL refuses a link that somebody put in the way.
        let temporary = "\(path).\(getpid()).part"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw ExchangeError(code: errno, path: path) }
        return TextSink(.file(descriptor: descriptor, temporary: temporary, path: path, isDurable: isDurable))
    }

    /// A sink for the standard output.
    package static func standardOutput() -> TextSink {
        TextSink(.descriptor(STDOUT_FILENO, name: "standard output"))
    }

    /// A sink that keeps everything in `bytes`.
    package static func memory() -> TextSink {
        TextSink(.memory)
    }

    deinit {
        if case .file(let descriptor, let temporary, _, _) = target, !isFinished {
            close(descriptor)
            unlink(temporary)
        }
    }

    package func write(_ text: String) throws(ExchangeError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.chunk { try flush() }
    }

    package func write(_ bytes: [UInt8]) throws(ExchangeError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.chunk { try flush() }
    }

    package func write(_ bytes: ByteView) throws(ExchangeError) {
        bytes.append(to: &buffer)
        if buffer.count >= Self.chunk { try flush() }
    }

    /// Ends the output: for a file, makes it durable and puts it in its place. Nothing may be written afterwards.
    package func finish() throws(ExchangeError) {
        precondition(!isFinished)
        try flush()
        if case .file(let descriptor, let temporary, let path, let isDurable) = target {
            guard !isDurable || fsync(descriptor) == 0 else { throw ExchangeError(code: errno, path: path) }
            // Network folders report a full disk only here. The descriptor is gone even if closing fails.
            isFinished = true
            guard close(descriptor) == 0, rename(temporary, path) == 0 else {
                let code = errno
                unlink(temporary)
                throw ExchangeError(code: code, path: path)
            }
        }
        isFinished = true
    }

    /// What a sink in memory holds; empty for the others.
    package var bytes: [UInt8] {
        if case .memory = target { return buffer }
        return []
    }

    /// `bytes` as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Hands on what is held back: whoever reads the standard output sees it now.
    package func flush() throws(ExchangeError) {
        switch target {
        case .memory:
            count = UInt64(buffer.count)
        case .file(let descriptor, _, let path, _), .descriptor(let descriptor, let path):
            count += UInt64(buffer.count)
            guard buffer.writeWhole(to: descriptor) else { throw ExchangeError(code: errno, path: path) }
            buffer.removeAll(keepingCapacity: true)
        }
    }
}
