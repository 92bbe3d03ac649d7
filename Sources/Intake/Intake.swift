import Bytes
package import Corpus
import Crypto
package import Records

/// Reads exports of platforms and tools.
package enum Intake {
    /// The formats that can be read, for `--as` and for the documentation.
    package static var formats: [FormatDescription] { Formats.all.map(\.description) }

    /// The formats that claim content which begins like this. More than one would be a mistake of ours.
    package static func claimants(of contents: [UInt8]) -> [String] {
        guard let source = try? ByteSource(bytes: contents) else { return [] }
        let head = SourceHead(source)
        return Formats.all.filter { $0.recognises(head) }.map(\.description.id)
    }

    /// Reads files into a corpus. Citations name a file by its place in `sources`.
    ///
    /// A file that cannot be read at all is rejected (row 0), and the others are read; what can be read of a damaged
    /// file is read. A post met again (same platform, same id) is counted and adds nothing.
    /// - Parameters:
    ///   - reject: is given each rejection as it is met; nothing is kept here.
    /// - Throws: where not one file could be read, or the options make no sense.
    package static func read(
        _ sources: [SourceFile], options: IntakeOptions, into builder: inout CorpusBuilder,
        reject: (Rejection) -> Void, progress: Progress
    ) throws(IntakeError) -> IntakeSummary {
        options.keepsDetails
            ? try read(sources, ActionsAndDetails.self, options, into: &builder, reject, progress)
            : try read(sources, ActionsAlone.self, options, into: &builder, reject, progress)
    }

    private static func read<Detail: CorpusDetail>(
        _ sources: [SourceFile], _ detail: Detail.Type, _ options: IntakeOptions, into builder: inout CorpusBuilder,
        _ reject: (Rejection) -> Void, _ progress: Progress
    ) throws(IntakeError) -> IntakeSummary {
        var sink = CorpusSink<Detail>(builder: builder, traces: options.traces)
        // The sink must be the only owner, or filling it would copy everything first.
        builder = CorpusBuilder()
        defer { builder = sink.builder }
        return try readAll(sources, options: options, into: &sink, reject: reject, progress: progress)
    }

    /// Reads files into a table of share events for the modes that reproduce other programs' results: values raw,
    /// rows in their order, times as decimals. Of posts met again the first counts; share events are never joined.
    package static func readShares(
        _ sources: [SourceFile], objects: ShareObjects, options: IntakeOptions, into table: inout ShareTable,
        reject: (Rejection) -> Void, progress: Progress
    ) throws(IntakeError) -> IntakeSummary {
        var sink = ShareSink(table: table, wanted: objects)
        table = ShareTable()
        defer { table = sink.table }
        return try readAll(sources, options: options, into: &sink, reject: reject, progress: progress)
    }

    /// The id of the format that a file is of, or that its user names.
    package static func format(of file: SourceFile, options: IntakeOptions) throws(IntakeError) -> String {
        if let name = file.format { return try Formats.named(name).description.id }
        let source = try FileReading.source(of: file, FileDigest(label: "", progress: .silent), options)
        let head = SourceHead(source, path: file.shown)
        do throws(RecordFault) {
            switch head.content {
            case .empty, .blank: throw RecordFault("empty", head.unrecognisedDetail)
            default: return try Formats.recognise(head, options: options).description.id
            }
        } catch {
            throw .unreadable(file, source.failure.map { RecordFault($0) } ?? error)
        }
    }

    /// The SHA-256 of a file's bytes as they lie on disk, in lower-case hexadecimal, and their number.
    package static func digest(of file: SourceFile, progress: Progress) throws(IntakeError) -> (String, UInt64) {
        let digest = FileDigest(label: "hashing \(file.name)", progress: progress)
        do throws(ByteSourceError) {
            let source = try FileReading.open(file, IntakeOptions(), digest)
            digest.total = source.rawSize
            try source.drain()
            return (digest.hexadecimal, source.rawBytes)
        } catch {
            throw .unreadable(file, RecordFault(error))
        }
    }

    /// Reads files into a sink of the caller's, in the order of `sources`.
    /// - Throws: where not one file could be read, or the options make no sense.
    package static func readAll<Sink: RecordSink>(
        _ sources: [SourceFile], options: IntakeOptions, into sink: inout Sink, reject: (Rejection) -> Void,
        progress: Progress
    ) throws(IntakeError) -> IntakeSummary {
        if sources.isEmpty { throw .noSources }
        for source in sources {
            if let format = source.format { _ = try Formats.named(format) }
        }
        var summary = IntakeSummary()
        var unreadable: [UnreadableFile] = []
        for (index, file) in sources.enumerated() {
            let opened = try FileReading.read(
                file, UInt32(truncatingIfNeeded: index), options, into: &sink, reject, progress)
            summary.files.append(opened.summary)
            if let failure = opened.unreadable { unreadable.append(failure) }
        }
        if unreadable.count == sources.count { throw .nothingReadable(unreadable) }
        return summary
    }
}

/// One file from its path to its summary.
enum FileReading {
    struct Outcome {
        var summary: FileSummary
        /// Why not even its beginning could be read.
        var unreadable: UnreadableFile?
    }

    static func read<Sink: RecordSink>(
        _ file: SourceFile, _ index: UInt32, _ options: IntakeOptions, into sink: inout Sink,
        _ reject: (Rejection) -> Void, _ progress: Progress
    ) throws(IntakeError) -> Outcome {
        let digest = FileDigest(label: "reading \(file.name)", progress: progress)
        var outcome = Outcome(summary: FileSummary(path: file.shown))
        let source: ByteSource
        do throws(ByteSourceError) {
            source = try open(file, options, digest)
        } catch {
            return refuse(&outcome, file, RecordFault(error), reject)
        }
        digest.total = source.rawSize
        let head = SourceHead(source, path: file.shown)
        let reader: FormatReader
        do throws(RecordFault) {
            let format = try format(for: file, head, options)
            outcome.summary.format = format.description.id
            outcome.summary.compression = source.compression
            reader = try format.reader(for: head, options: options)
        } catch {
            // A file whose content is broken from the start has a better reason than an unknown format.
            let fault = source.failure.map { RecordFault($0) } ?? error
            finish(source, digest, &outcome.summary)
            return refuse(&outcome, file, fault, reject)
        }
        try withoutActuallyEscaping(reject) { reject throws(IntakeError) in
            var run = SourceRun<Sink>(file: file, index: index, options: options, reject: reject)
            try run.read(source, head: head, reader: reader, into: &sink)
            var tally = run.tally
            if let failure = source.failure {
                tally.flag(failure.reason, failure.description)
                reject(
                    Rejection(
                        file: file.shown, row: 0, field: nil, reason: failure.reason, detail: failure.description))
            }
            finish(source, digest, &outcome.summary)
            tally.fill(&outcome.summary)
        }
        return outcome
    }

    /// Opens a file that is the only one.
    static func source(
        of file: SourceFile, _ digest: FileDigest, _ options: IntakeOptions = IntakeOptions()
    ) throws(IntakeError) -> ByteSource {
        do throws(ByteSourceError) {
            return try open(file, options, digest)
        } catch {
            throw .unreadable(file, RecordFault(error))
        }
    }

    static func open(
        _ file: SourceFile, _ options: IntakeOptions, _ digest: FileDigest
    ) throws(ByteSourceError) -> ByteSource {
        var sizes = options.sizes
        if options.allowsAnyExpansion { sizes.freeExpansion = .max }
        if let contents = file.contents {
            return try ByteSource(bytes: contents, sizes: sizes, onChunk: digest.take)
        }
        let path = file.isStandardInput ? nil : file.path
        return try ByteSource(path: path, sizes: sizes, onChunk: digest.take)
    }

    private static func format(
        for file: SourceFile, _ head: SourceHead, _ options: IntakeOptions
    ) throws(RecordFault) -> any Format {
        switch head.content {
        case .empty, .blank: throw RecordFault("empty", head.unrecognisedDetail)
        case .table, .json, .markdown: break
        }
        if let name = file.format, let format = Formats.all.first(where: { $0.description.id == name }) {
            return format
        }
        return try Formats.recognise(head, options: options)
    }

    /// Sees the file to its end, so that its digest is that of the whole.
    private static func finish(_ source: ByteSource, _ digest: FileDigest, _ summary: inout FileSummary) {
        guard (try? source.drain()) != nil else { return }
        summary.sha256 = digest.hexadecimal
        summary.bytes = source.rawBytes
        digest.finish()
    }

    private static func refuse(
        _ outcome: inout Outcome, _ file: SourceFile, _ fault: RecordFault, _ reject: (Rejection) -> Void
    ) -> Outcome {
        outcome.summary.format = nil
        outcome.summary.rejectedByReason = [FileSummary.Count(name: fault.reason, count: 1, meaning: fault.detail)]
        outcome.unreadable = UnreadableFile(path: file.shown, reason: fault.reason, detail: fault.detail)
        reject(
            Rejection(file: file.shown, row: 0, field: fault.field, reason: fault.reason, detail: fault.detail))
        return outcome
    }
}

extension IntakeError {
    static func unreadable(_ file: SourceFile, _ fault: RecordFault) -> IntakeError {
        .nothingReadable([UnreadableFile(path: file.shown, reason: fault.reason, detail: fault.detail)])
    }
}

extension SourceFile {
    /// As messages name it: by its label, or by the whole path.
    package var shown: String { label ?? path }

    /// Its label, or the last part of the path.
    package var name: String { label ?? Self.name(of: path) }

    /// The last part of a path. By bytes, as the system takes it apart: a mark behind a slash makes another letter of the
    /// two.
    package static func name(of path: String) -> String {
        path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? path
    }
}

/// Follows a file's bytes as they are read: digests them, and tells how far it is.
final class FileDigest {
    private static let piece = 8 << 10
    private var hash = SHA256()
    private var buffer: [UInt8] = []
    private let label: String
    private let progress: Progress
    private var done: UInt64 = 0
    private var told: UInt64 = 0
    var total: UInt64?

    init(label: String, progress: Progress) {
        self.label = label
        self.progress = progress
    }

    func take(_ chunk: ByteView) {
        // The digest wants an array. Piece by piece, the copy stays in the processor's nearest cache.
        var position = 0
        while position < chunk.count {
            let end = min(position + Self.piece, chunk.count)
            buffer.removeAll(keepingCapacity: true)
            chunk[position..<end].append(to: &buffer)
            hash.update(data: buffer)
            position = end
        }
        done += UInt64(chunk.count)
        // Four megabytes apart: often enough to see, seldom enough to cost nothing.
        if done - told >= 4 << 20 { tell() }
    }

    func finish() { tell() }

    private func tell() {
        told = done
        progress.report(Progress.Step(label: label, done: done, total: total, unit: "bytes"))
    }

    /// The digest of what was taken so far.
    var hexadecimal: String { hash.finalize().hexadecimal }
}

extension ByteSourceError {
    /// The short lasting word for rejections.
    var reason: String {
        switch self {
        case .missing: "missing-file"
        case .directory: "folder"
        case .unreadable: "unreadable"
        case .truncated: "truncated"
        case .corrupt: "corrupt"
        case .trailingBytes: "trailing-bytes"
        case .expansion: "expansion"
        case .utf16: "utf16"
        }
    }
}
