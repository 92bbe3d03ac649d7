import ArgumentParser
import Coordination
import Evidence
import Exchange
import Foundation
import Inquiry
import Oversight
import Records
import Seals
import Workspace

extension EvidenceAdd {
    /// Events that share one flush to the disk.
    private static let batch = 500

    /// Keeps the posts behind the edges of a network or a cohort.
    func addNetwork(_ folder: CaseFolder) throws {
        let run = try StoredRun(folder: RunFolder.path(of: stored, in: folder))
        let (name, members) = try members(folder, run)
        let custodian = try custodian.custodian
        let line = ProgressLine(quiet: output.quiet)
        let found = try run.evidence(
            among: members, limit: perPair, version: Daylight.version, threads: 1, progress: line.progress)
        line.clear()
        if found.posts.isEmpty {
            throw ValidationError("The run ties no two accounts of \(name): there is nothing to keep.")
        }
        // What is wrong with the folders is said before anything is kept.
        let finder = try OriginalFiles(in: self.originals)
        let writer = try folder.evidence.writer()
        writer.tellNotes(output)
        let originals = try keepFiles(of: found, name, custodian, finder, writer)
        let (files, missing) = (originals.files, originals.missing)
        var drafts = originals.drafts
        let common = limits(of: found, name)
        let sink = TextSink.standardOutput()
        var table = try KeptRows(sink, output.rowFormat, listsAll: verbose || output.rowFormat != .table)
        var waiting: [(identifier: String, post: CitedPost)] = []
        func flush() throws {
            let entries = try writer.append(drafts, at: clock.instant)
            for (offset, item) in waiting.enumerated() {
                let file = files[Int(item.post.citation.source)]
                try table.add(
                    item.identifier, file, row: Int(item.post.citation.row),
                    entry: entries.upperBound - waiting.count + offset)
            }
            if output.rowFormat == .ndjson { try sink.flush() }
            drafts = []
            waiting = []
        }
        for post in found.posts {
            let source = Int(post.citation.source)
            let record = try recordOf(
                post, file: files[source], limits: common + [missing[source]].compactMap { $0 }, folder)
            let identifier = try writer.keep(record).sha256
            drafts.append(try CustodyDraft(.recorded, object: identifier, by: custodian, note: name))
            waiting.append((identifier, post))
            if drafts.count >= Self.batch { try flush() }
        }
        try flush()
        try table.finish(of: name)
        try sink.finish()
        output.tell(
            "\(found.posts.count) posts behind \(found.coacts) co-acts of \(found.pairs) pairs; \(found.omitted) further co-acts"
                + " are counted in the limits")
    }

    /// Keeps the imported files that posts are cited from.
    /// - Returns: the files in the order of their sources, why some of them are not here, and what the log is to say.
    private func keepFiles(
        of found: NetworkEvidence, _ name: String, _ custodian: Custodian, _ finder: OriginalFiles,
        _ writer: EvidenceWriter
    ) throws -> (files: [CapturedFile], missing: [Int: String], drafts: [CustodyDraft]) {
        let why = reason ?? "posts behind the edges of \(name)"
        let cited = Set(found.posts.map { Int($0.citation.source) })
        var files: [CapturedFile] = []
        var missing: [Int: String] = [:]
        var drafts: [CustodyDraft] = []
        for (number, source) in found.sources.enumerated() {
            var kept: KeptObject?
            if cited.contains(number), !withoutFiles {
                for path in [source.path] + finder.candidates(bytes: source.bytes) where kept == nil {
                    kept = try writer.keep(file: path, expecting: source.sha256)
                }
            }
            files.append(
                CapturedFile(
                    part: .original, name: source.name, sha256: source.sha256, bytes: Int64(clamping: source.bytes),
                    isKept: kept != nil))
            if let kept {
                drafts.append(
                    try CustodyDraft(
                        .collected, object: kept.sha256, by: custodian, reason: why, from: origin, note: source.name))
            } else if cited.contains(number) {
                missing[number] =
                    withoutFiles
                    ? "the imported file \(source.name) was not kept, as was asked for; its SHA-256 is recorded"
                    : "the imported file \(source.name) was not found as it was imported; its SHA-256 is recorded, its bytes are"
                        + " not here"
                output.tell("note: " + (missing[number] ?? ""))
                if !withoutFiles {
                    output.tell(
                        "note: to keep it, name the folder where \(source.name) lies with --originals FOLDER and type the same"
                            + " again; it is known by its SHA-256, \(source.sha256)")
                }
            }
        }
        return (files, missing, drafts)
    }

    private func members(_ folder: CaseFolder, _ run: StoredRun) throws -> (name: String, members: Set<AccountKey>) {
        if let cohort {
            let found = try folder.entry(Cohort.self, called: cohort)
            let keys = found.entry.assets.map { asset in
                AccountKey(
                    platform: asset.key.platform, kind: asset.key.isProvisional ? .handle : .id,
                    value: asset.key.isProvisional ? String(asset.key.id.dropFirst()) : asset.key.id)
            }
            return ("cohort \(found.entry.name) version \(found.entry.version)", Set(keys))
        }
        guard let network, let found = try run.networks().first(where: { $0.identifier == network }) else {
            throw ValidationError("There is no network '\(network ?? "")' in \(run.folder).")
        }
        return ("network \(network)", Set(found.members))
    }

    private func limits(of found: NetworkEvidence, _ name: String) -> [String] {
        var limits = record.limits
        limits.append(
            "chosen because the account shared an object with another of \(name) within the run's windows; what it posted"
                + " besides is not here")
        if found.omitted > 0 {
            limits.append("\(found.omitted) co-acts beyond \(perPair) of a pair in a trace are not here")
        }
        limits.append(
            "as an export shows it, not as the platform showed it to anybody; the export's own history is not known")
        return limits
    }

    private func recordOf(
        _ post: CitedPost, file: CapturedFile, limits: [String], _ folder: CaseFolder
    ) throws -> EvidenceRecord {
        var observed = [Observation("posted", post.time.description)]
        if !post.text.isEmpty { observed.append(Observation("text", post.text)) }
        if let address = post.address { observed.append(Observation("address", address)) }
        observed += post.objects.map { Observation($0.trace.name, $0.value) }
        let isHandle = post.account.kind == .handle
        return try EvidenceRecord(
            origin: folder.evidence.origin, recorded: StatedTime(clock.instant),
            asset: RecordedAsset(
                platform: post.account.platform, identifier: isHandle ? nil : post.account.value,
                handle: post.handle ?? (isHandle ? post.account.value : nil),
                handleSeen: StatedTime(post.time), post: post.identifier.isEmpty ? nil : post.identifier),
            capture: Capture(
                method: .importedRow, tool: Capture.Tool(name: "daylight", version: Daylight.version)),
            files: [file],
            row: ImportedRow(file: file.name, sha256: file.sha256, number: Int64(post.citation.row)),
            observed: observed,
            provenance: record.provenance, legal: record.legal, limits: limits)
    }
}

/// Files in folders that the user names, for finding one by its content.
private struct OriginalFiles {
    private var paths: [UInt64: [String]] = [:]

    /// Looks through the folders, and those in them; links are not followed.
    init(in folders: [String]) throws {
        for folder in folders {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
                let files = FileManager.default.enumerator(
                    at: URL(fileURLWithPath: folder), includingPropertiesForKeys: [.fileSizeKey, .isRegularFileKey])
            else { throw ValidationError("--originals: \(folder) is no folder.") }
            for case let file as URL in files {
                let values = try file.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
                guard values.isRegularFile ?? false, let size = values.fileSize else { continue }
                paths[UInt64(size), default: []].append(file.path)
            }
        }
    }

    /// The files of a size, which are all that can have a given content.
    func candidates(bytes: UInt64) -> [String] { (paths[bytes] ?? []).sorted() }
}

/// The records that were kept: one a row, or how many.
private struct KeptRows {
    private var rows: Rows
    private let listsAll: Bool
    private var records = 0
    private var originals: Set<String> = []
    private var entries: ClosedRange<Int>?

    init(_ sink: TextSink, _ format: OutputFormat, listsAll: Bool) throws {
        self.listsAll = listsAll
        rows = try Rows(
            sink, format: format,
            header: listsAll
                ? ["record", "sha256", "name", "entry"]
                : ["of", "records", "files_kept", "first_entry", "last_entry"])
    }

    mutating func add(_ record: String, _ file: CapturedFile, row: Int, entry: Int) throws {
        records += 1
        if file.isKept { originals.insert(file.sha256) }
        entries = min(entries?.lowerBound ?? entry, entry)...max(entries?.upperBound ?? entry, entry)
        guard listsAll else { return }
        try rows.write([
            .text(record), .text(file.sha256), .text("\(file.name):\(row)"), .integer(Int64(entry)),
        ])
    }

    mutating func finish(of name: String) throws {
        if !listsAll, let entries {
            try rows.write([
                .text(name), .integer(Int64(records)), .integer(Int64(originals.count)),
                .integer(Int64(entries.lowerBound)), .integer(Int64(entries.upperBound)),
            ])
        }
        try rows.finish()
    }
}
