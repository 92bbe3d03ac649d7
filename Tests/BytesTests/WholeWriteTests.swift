import Bytes
import Foundation
import Glibc
import Testing

@Suite("Writing all bytes")
struct WholeWriteTests {
    @Test("a slow reader gets all of them, and a full pipe that does not wait is told")
    func pipes() throws {
        signal(SIGPIPE, SIG_IGN)
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let pipe = Pipe()
        let writer = pipe.fileHandleForWriting
        // A pipe holds 64 KiB: the writer waits for the reader, and is given parts.
        #expect(fcntl(writer.fileDescriptor, F_SETFL, O_NONBLOCK) == 0)
        let isTaken = bytes.writeWhole(to: writer.fileDescriptor)
        let code = errno
        #expect(!isTaken)
        #expect(code == EAGAIN)
        #expect(fcntl(writer.fileDescriptor, F_SETFL, 0) == 0)
        let done = DispatchSemaphore(value: 0)
        nonisolated(unsafe) var isWritten = false
        Thread {
            isWritten = bytes.writeWhole(to: writer.fileDescriptor)
            try? writer.close()
            done.signal()
        }.start()
        let read = try #require(try pipe.fileHandleForReading.readToEnd())
        done.wait()
        #expect(isWritten)
        #expect(Array(read.suffix(bytes.count)) == bytes)
    }

    @Test("nothing needs no file, and no file takes nothing")
    func ends() {
        #expect([UInt8]().writeWhole(to: -1))
        let isTaken = [1].writeWhole(to: -1)
        let code = errno
        #expect(!isTaken)
        #expect(code == EBADF)
    }
}
