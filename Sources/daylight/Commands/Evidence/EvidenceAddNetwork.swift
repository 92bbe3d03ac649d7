import ArgumentParser
import Evidence
import Exchange
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
        let writer = try folder.evidence.writer()
        writer.tellNotes(output)
        let why = reason ?? "posts behind the edges of \(name)"
        var files: [CapturedFile] = []
        var missing: [Int: String] = [:]
        var drafts: [CustodyDraft] = []
        let cited = Set(found.posts.map { Int($0.citation.source) })
        for (number, source) in found.sources.enumerated() {
            let isCited = cited.contains(number)
            let kept = isCited && !withoutFiles ? try writer.keep(file: source.path, expecting: source.sha256) : nil
            files.append(
                CapturedFile(
                    part: .original, name: source.name, sha256: source.sha256, bytes: Int64(clamping: source.bytes),
                    isKept: kept != nil))
            if let kept {
                drafts.append(
                    try CustodyDraft(
                        .collected, object: kept.sha256, by: custodian, reason: why, from: origin, note: source.name))
            } else if isCited {
                missing[number] =
                    withoutFiles
                    ? "the imported file \(source.name) was not kept, as was asked for; its SHA-256 is recorded"
                    : "the imported file \(source.name) was not found as it was imported; its SHA-256 is recorded, its bytes are"
                        + " not here"
                output.tell("note: " + (missing[number] ?? ""))
            }
        }
        let common = limits(of: found, name)
        let sink = TextSink.standardOutput()
        var rows = try Rows(sink, format: output.rowFormat, header: ["record", "sha256", "name", "entry"])
        var waiting: [(identifier: String, post: CitedPost)] = []
        func flush() throws {
            let entries = try writer.append(drafts, at: clock.instant)
            for (offset, item) in waiting.enumerated() {
                let source = Int(item.post.citation.source)
                try rows.write([
                    .text(item.identifier), .text(files[source].sha256),
                    .text("\(files[source].name):\(item.post.citation.row)"),
                    .integer(Int64(entries.upperBound - waiting.count + offset)),
                ])
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
        try rows.finish()
        try sink.finish()
        output.tell(
            "\(found.posts.count) posts behind \(found.coacts) co-acts of \(found.pairs) pairs; \(found.omitted) further co-acts"
                + " are counted in the limits")
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
