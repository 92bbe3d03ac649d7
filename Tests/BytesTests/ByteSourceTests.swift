import Bytes
import Foundation
import TestSupport
import Testing

@Suite struct ByteSourceTests {
    private func lines(_ source: ByteSource) -> Int {
        let scanner = LineScanner(source)
        var count = 0
        while true {
            switch scanner.next() {
            case .line: count += 1
            case .tooLong, .cut: continue
            case .end: return count
            }
        }
    }

    @Test func pathsThatCannotBeReadSayWhy() {
        #expect(throws: ByteSourceError.missing) { try ByteSource(path: "/nowhere/at/all.csv") }
        #expect(throws: ByteSourceError.directory) { try ByteSource(path: "/tmp") }
    }

    @Test func everyStoredByteIsShownOnce() throws {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7 | 1) }
        var seen: [UInt8] = []
        let source = try ByteSource(bytes: bytes, sizes: .init(chunk: 97, window: 31)) { $0.append(to: &seen) }
        _ = lines(source)
        try source.drain()
        #expect(seen == bytes)
        #expect(source.rawBytes == 10_000)
    }

    @Test func aSmallFileThatUnfoldsWithoutMeasureIsStopped() throws {
        let bomb = Packed.gzip([UInt8](repeating: UInt8(ascii: "\n"), count: 4 << 20))
        var sizes = ByteSource.Sizes()
        sizes.freeExpansion = 1 << 20
        sizes.expansionRatio = 100
        let source = try ByteSource(bytes: bomb, sizes: sizes)
        _ = lines(source)
        guard case .expansion(let delivered, _)? = source.failure else {
            Issue.record("not stopped")
            return
        }
        #expect(delivered < 4 << 20)
    }

    @Test func truncatedAndDamagedPacksGiveWhatCameBefore() throws {
        let text = (0..<5000).map { "line \($0 &* 2_654_435_761)\n" }.joined()
        for packed in [Packed.gzip(Array(text.utf8)), Packed.zstd(Array(text.utf8))] {
            let source = try ByteSource(
                bytes: Array(packed.dropLast(packed.count / 3)), sizes: .init(chunk: 512, window: 64))
            let count = lines(source)
            #expect(count > 0 || source.compression == .zstd)
            #expect(count < 5000)
            guard case .truncated? = source.failure else {
                Issue.record("\(String(describing: source.failure))")
                continue
            }
            var broken = packed
            broken[packed.count / 2] ^= 0xFF
            broken[packed.count / 2 + 1] ^= 0xFF
            let damaged = try ByteSource(bytes: broken)
            _ = lines(damaged)
            #expect(damaged.failure != nil)
        }
    }

    @Test func bytesAfterThePackAreReported() throws {
        let source = try ByteSource(bytes: Packed.gzip(Array("a\nb\n".utf8)) + Array("garbage".utf8))
        #expect(lines(source) == 2)
        #expect(source.failure == .trailingBytes(compression: .gzip, delivered: 4))
        let padded = try ByteSource(bytes: Packed.gzip(Array("a\nb\n".utf8)) + [0, 0, 0])
        #expect(lines(padded) == 2)
        #expect(padded.failure == nil)
    }

    @Test func aLineThatIsTooLongIsLeftOut() throws {
        let text = "a\n" + String(repeating: "x", count: 1000) + "\nb\r\n\n  \nc"
        for window in [1, 3, 64, 4096] {
            let source = try ByteSource(bytes: Array(text.utf8), sizes: .init(chunk: window, window: window))
            let scanner = LineScanner(source, maximumLineBytes: 100)
            var found: [String] = []
            loop: while true {
                switch scanner.next() {
                case .line(let line): found.append(line.string)
                case .tooLong: found.append("<too long>")
                case .cut: found.append("<cut>")
                case .end: break loop
                }
            }
            #expect(found == ["a", "<too long>", "b", "c"])
        }
    }
}
