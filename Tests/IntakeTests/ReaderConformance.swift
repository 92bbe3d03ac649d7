import Bytes
import Corpus
import Foundation
import Intake
import Records
import TestSupport
import Testing

/// What every reader must stand, run with a valid sample of its format.
///
/// A new format adds its sample to `ConformanceTests.samples`; nothing else is needed.
struct ReaderConformance: Sendable, CustomTestStringConvertible {
    /// The format's id.
    var format: String
    /// At least three records, each a post of its own, in a file that ends with a line end.
    var sample: String
    /// Number of records in the sample.
    var records: UInt64
    /// For CSV: a column without which the format cannot be read.
    var requiredColumn: String?
    /// What readers that never recognise a file by themselves are given.
    var mapping: String?

    var testDescription: String { format }

    /// What reading some bytes gave.
    struct Reading: Equatable {
        var accepted: UInt64 = 0
        var rejected: UInt64 = 0
        /// Records that tell of nothing that is kept.
        var passed: UInt64 = 0
        var rows: UInt64 = 0
        var format: String?
        var reasons: [String] = []
        var actions: [String] = []
        var failed = false
    }

    func read(_ bytes: [UInt8], sizes: ByteSource.Sizes = ByteSource.Sizes(), maximum: Int = 1 << 20) throws -> Reading
    {
        var options = IntakeOptions()
        options.mapping = try mapping.map { try ColumnMapping($0) }
        options.sizes = sizes
        options.maximumRecordBytes = maximum
        return Reading(bytes, options)
    }

    func checkAll() throws {
        try checkRecognition()
        try checkPacking()
        try checkChunks()
        try checkDamage()
        if requiredColumn != nil { try checkTables() }
    }

    private func checkRecognition() throws {
        let plain = try read(Array(sample.utf8))
        #expect(plain.format == format)
        #expect(plain.accepted == records)
        #expect(plain.rejected == 0)
        #expect(plain.rows == records)
        #expect(try read([]).reasons == ["empty"])
        #expect(try read(Array("\n\n".utf8)).reasons == ["empty"])
    }

    private func checkPacking() throws {
        let bytes = Array(sample.utf8)
        let plain = try read(bytes)
        #expect(try read([0xEF, 0xBB, 0xBF] + bytes) == plain)
        #expect(try read(Packed.gzip(bytes)) == plain)
        #expect(try read(Packed.zstd(bytes)) == plain)
        let half = bytes.count / 2
        #expect(try read(Packed.gzip(Array(bytes[..<half])) + Packed.gzip(Array(bytes[half...]))) == plain)
        #expect(try read(Packed.zstd(Array(bytes[..<half])) + Packed.zstd(Array(bytes[half...]))) == plain)
        #expect(try read(Array(sample.replacingOccurrences(of: "\n", with: "\r\n").utf8)) == plain)
        #expect(try read(Array(sample.dropLast().utf8)) == plain, "the last line needs no end")
        #expect(try read([0xFF, 0xFE] + bytes).reasons == ["utf16"])
        let packed = Packed.gzip(bytes)
        let cut = try read(Array(packed[..<(packed.count - 12)]))
        #expect(cut.reasons.contains("truncated") && cut.rows <= records)
    }

    private func checkChunks() throws {
        let bytes = Array(sample.utf8)
        let plain = try read(bytes)
        let packed = Packed.gzip(bytes)
        for size in [1, 2, 3, 7, 16, 61, 256] {
            let sizes = ByteSource.Sizes(chunk: size, window: size)
            #expect(try read(bytes, sizes: sizes) == plain, "windows of \(size) bytes")
            #expect(try read(packed, sizes: sizes) == plain, "windows of \(size) bytes, packed")
        }
    }

    private func checkDamage() throws {
        let bytes = Array(sample.utf8)
        for end in stride(from: 0, to: bytes.count, by: 1) {
            let reading = try read(Array(bytes[..<end]))
            #expect(reading.accepted + reading.rejected + reading.passed == reading.rows)
            #expect(reading.accepted <= records)
        }
        for position in stride(from: 0, to: bytes.count, by: 1) {
            for byte: UInt8 in [0x00, 0xFF, 0x22, 0x0A] {
                var damaged = bytes
                damaged[position] = byte
                let reading = try read(damaged)
                #expect(reading.accepted + reading.rejected + reading.passed == reading.rows)
            }
        }
        // A record far larger than allowed costs itself, and not what follows.
        let huge = Array(repeating: UInt8(ascii: "x"), count: 3 << 16)
        let lines = sample.split(separator: "\n", omittingEmptySubsequences: true)
        let head = Array((lines.dropLast().joined(separator: "\n") + "\n").utf8)
        let tail = Array(("\n" + (lines.last ?? "") + "\n").utf8)
        let reading = try read(head + huge + tail, maximum: 1 << 15)
        #expect(reading.accepted + reading.rejected + reading.passed == reading.rows)
        #expect(reading.accepted >= records - 1)
        #expect(reading.rejected >= 1)
    }

    private func checkTables() throws {
        let lines = sample.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let twice = try read(Array((sample + sample).utf8))
        #expect(twice.reasons == ["repeated-header"], "files joined end to end")
        #expect(twice.rows == records * 2 + 1)
        #expect(twice.accepted == records * 2)
        if let column = requiredColumn {
            let renamed = lines[0].replacingOccurrences(of: column, with: "renamed")
            let reading = try read(Array(([renamed] + lines.dropFirst()).joined(separator: "\n").utf8))
            #expect(reading.failed)
        }
        let crowded = ([lines[0], lines[1] + ",one too many"] + lines.dropFirst(2)).joined(separator: "\n")
        #expect(try read(Array(crowded.utf8)).reasons == ["wrong-column-count"])
        let unclosed = ([lines[0], "\"" + lines[1]] + lines.dropFirst(2)).joined(separator: "\n")
        let reading = try read(Array(unclosed.utf8))
        #expect(reading.accepted >= records - 2, "an open quote costs its own line")
    }
}

extension ReaderConformance.Reading {
    init(_ bytes: [UInt8], _ options: IntakeOptions) {
        var builder = CorpusBuilder()
        var reasons: [String] = []
        let file = SourceFile(path: "sample", contents: bytes)
        do {
            let summary = try Intake.read(
                [file], options: options, into: &builder, reject: { reasons.append($0.reason) }, progress: .silent)
            accepted = summary.accepted
            rejected = summary.rejected
            passed = summary.passed
            rows = summary.rows
            format = summary.files.first?.format
        } catch {
            failed = true
        }
        self.reasons = reasons
        let corpus = builder.finish()
        for layer in corpus.layers {
            for index in 0..<layer.actions.count {
                let account = corpus.accounts.value(layer.actions.accounts[index])
                let object = layer.objects.string(layer.actions.objects[index])
                actions.append("\(layer.trace) \(account) \(object) \(layer.actions.times[index])")
            }
        }
    }
}
