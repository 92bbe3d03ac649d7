import Bytes
import Crypto
package import Evidence
import Foundation
package import Records
package import Seals

/// Makes a package of a case's evidence: everything that a court, a regulator or another lab needs to check it without us.
///
/// What is written hangs on the case up to its last checkpoint and on what was asked for, and on nothing else: the same
/// order makes the same bytes.
package struct PackageWriter {
    /// What came of it.
    package struct Summary: Sendable {
        /// SHA-256 of the manifest of manifests, which changes with everything in the package.
        package var digest: String
        package var contents: PackageContents
        package var bytes: UInt64
        /// Worth knowing and not wrong.
        package var notes: [String]
    }

    /// Records that the page in the package lists.
    private static let mostListed = 500
    /// Entries of an exhibit that have a proof of their own; the log has them all.
    private static let mostProofs = 10_000

    private let source: PackageSource
    private let order: PackageOrder
    private let staging: Staging
    private let isFolder: Bool
    private let checkpoint: Checkpoint
    private let progress: Records.Progress
    private var files: [BagFile] = []
    private var notes: [String] = []

    private init(_ source: PackageSource, _ order: PackageOrder, _ path: String, _ progress: Records.Progress) throws {
        self.source = source
        self.order = order
        self.progress = progress
        isFolder = !path.lowercased().hasSuffix(".zip")
        staging = try Staging(for: path)
        guard let text = String(validating: source.checkpoint, as: UTF8.self) else {
            throw SealError.badNote("it is no text in UTF-8")
        }
        let note = try SignedNote(reading: text)
        try note.verify(with: [source.key])
        checkpoint = try Checkpoint(text: note.text)
    }

    /// Writes the package: a ZIP file where the path ends in `.zip`, a folder otherwise. It appears whole or not at all.
    /// - Parameters:
    ///   - report: makes the page of what the package says of itself.
    ///   - key: signs it.
    ///   - willAppear: is called when everything is written and on the disk, before it gets its name.
    package static func write(
        _ order: PackageOrder, of source: PackageSource, to path: String, signedBy key: SigningKey,
        progress: Records.Progress = .silent, report: (PackageFacts) throws -> String,
        willAppear: (Summary) throws -> Void = { _ in }
    ) throws -> Summary {
        var writer = try PackageWriter(source, order, path, progress)
        let summary = try writer.write(signedBy: key, report: report)
        try willAppear(summary)
        try writer.staging.publish(writer.isFolder ? "package" : "package.zip")
        return summary
    }

    private mutating func write(
        signedBy key: SigningKey, report: (PackageFacts) throws -> String
    ) throws -> Summary {
        guard key.verifyingKey == source.key else {
            throw SealError.unknownKey(stated: [key.name.description], given: [source.key.name.description])
        }
        let log = try PackageLog(source.log, checkpoint: checkpoint)
        var plan = PackagePlan(exhibits: order.exhibits, onlyExhibits: order.onlyExhibits, marking: order.marking)
        for (number, entry) in log.records.enumerated() {
            if let taken = source.destroyed[entry.identifier] {
                plan.leaveOut(destroyed: entry.identifier, entry: taken)
                continue
            }
            let record = try record(entry.identifier, entry.entry)
            plan.take(
                record, identifier: entry.identifier, entry: entry.entry, disclosure: order.disclosure(of: record),
                presence: { presence(of: $0) })
            if number % 1000 == 0 { step("choosing records", number, log.records.count, "records") }
        }
        try plan.finish()
        if let lost = plan.vanished.first { throw altered(lost, log, "it is not there any more") }
        try addLog(log, &plan)
        for object in plan.objects {
            files.append(
                try BagFile(
                    object.path, file: source.object(object.sha256), sha256: object.sha256,
                    bytes: UInt64(clamping: object.bytes),
                    otherwise: altered(object, log, "its content is not what was kept: the SHA-256 is another")))
        }
        let facts = try addRecords(plan)
        try addExhibits(plan, log)
        try addCheckpoints()
        try addStamped()
        let stamps = try addTimeStamps()
        if let stix = order.stix {
            if let narrower = try MarkedBundle(StoredFile(stix)).marking(narrowerThan: order.marking) {
                throw EvidenceError.refused(
                    field: "stix",
                    reason:
                        "something in \(stix) is marked \(narrower.label), and the package \(order.marking.label); export it"
                        + " again with --tlp \(order.marking.rawValue)")
            }
            files.append(try BagFile(PackageLayout.stix, file: stix))
        }
        let contents = PackageContents(
            origin: checkpoint.origin, marking: order.marking, software: order.software,
            exhibits: plan.exhibits.map(\.label), size: checkpoint.size, isWholeLog: !plan.isExcerpt,
            records: plan.records.count, files: plan.objects.count, omissions: plan.omissions)
        add(PackageLayout.contents, try CanonicalJSON.encode(contents))
        var shown = facts
        shown.contents = contents
        shown.timeStamps = stamps.responses
        add(PackageLayout.report, try report(shown))
        return try seal(contents, stamps.commands, key)
    }

    private mutating func seal(
        _ contents: PackageContents, _ stamps: [PackageCommands.Stamp], _ key: SigningKey
    ) throws -> Summary {
        let commands = PackageCommands(
            origin: checkpoint.origin, key: source.key, size: checkpoint.size, isWholeLog: contents.isWholeLog,
            timeStamps: stamps)
        var information = BagInformation()
        information.add("Source-Organization", source.key.name.name)
        information.add("External-Identifier", checkpoint.origin)
        information.add("External-Description", "Evidence with its custody log, \(contents.marking)")
        information.add("Bag-Software-Agent", order.software)
        information.add("Daylight-Checkpoint", "\(checkpoint.size) \(checkpoint.root.base64)")
        let bag =
            isFolder
            ? try BagWriter(folder: staging.path("package"), scratch: staging.folder)
            : try BagWriter(
                zip: staging.path("package.zip"), folder: PackageLayout.folder(origin: checkpoint.origin),
                scratch: staging.folder)
        let origin = checkpoint.origin
        let progress = progress
        let digest = try bag.write(
            payload: files, tags: [(PackageLayout.commands, Array(commands.text.utf8))], information: information,
            seal: { digest in
                (PackageLayout.signature, try PackageSeal(origin: origin, digest: digest).note(with: key))
            },
            progress: { done, total in
                progress.report(
                    Records.Progress.Step(label: "writing the package", done: done, total: total, unit: "bytes"))
            })
        return Summary(
            digest: digest, contents: contents, bytes: files.reduce(0) { $0 + $1.size }, notes: notes)
    }

    private func step(_ label: String, _ done: Int, _ total: Int, _ unit: String) {
        progress.report(
            Records.Progress.Step(label: label, done: UInt64(done), total: UInt64(total), unit: unit))
    }

    private mutating func add(_ path: String, _ text: String) {
        files.append(BagFile(path, bytes: Array(text.utf8)))
    }

    private func presence(of sha256: String) -> PackagePlan.Presence {
        if FileManager.default.fileExists(atPath: source.object(sha256)) { return .kept }
        return source.destroyed[sha256].map { .destroyed(entry: $0) } ?? .vanished
    }

    /// That an original is not what was kept, with the entry that brought it in and the record that rests on it.
    private func altered(_ object: PackagePlan.Object, _ log: PackageLog, _ what: String) -> ExchangeError {
        .evidenceAltered(
            EvidenceProblem(
                file: source.object(object.sha256), entry: log.entry(of: object.sha256) ?? object.entry,
                "\(what); record \(object.record), entry \(object.entry), rests on it"))
    }

    /// A record, compared with its id.
    /// - Parameter entry: the one that recorded it.
    private func record(_ identifier: String, _ entry: Int) throws -> EvidenceRecord {
        try EvidenceRecord(body: try body(identifier, entry))
    }

    private func body(_ identifier: String, _ entry: Int) throws -> [UInt8] {
        let path = source.object(identifier)
        guard FileManager.default.fileExists(atPath: path) else {
            throw ExchangeError.evidenceAltered(
                EvidenceProblem(file: path, entry: entry, "the record is not there any more"))
        }
        let file = try StoredFile(path)
        let bytes = try file.bytes(at: 0, count: Int(file.count))
        guard ContentHash(of: bytes).hexadecimal == identifier else {
            throw ExchangeError.evidenceAltered(
                EvidenceProblem(file: path, entry: entry, "it is not the record that was kept"))
        }
        return bytes
    }

    // MARK: The log

    private mutating func addLog(_ log: PackageLog, _ plan: inout PackagePlan) throws {
        let spool = staging.path("custody")
        let sink = try TextSink.file(at: spool)
        if plan.isExcerpt {
            let proofs = staging.path("proofs")
            let proofSink = try TextSink.file(at: proofs)
            let known = plan.known()
            var left = 0
            try log.eachLine { number, line in
                // Checkpoints and their time-stamps are about the log, and not about what is kept out.
                let (isOfLog, object) = try ByteView.with(line) { line throws(EvidenceError) in
                    let entry = try CustodyLine(line)
                    let size = entry.action == .sealed ? try entry.event.draft.checkpointSize : nil
                    return (entry.action == .stamped || size != nil, ContentKey(hexadecimal: entry.object))
                }
                guard isOfLog || known.contains(object) else {
                    left += 1
                    return
                }
                try sink.write(line)
                try sink.write("\n")
                try proofSink.write(try CanonicalJSON.encode(try proof(of: number, line)) + "\n")
            }
            try proofSink.finish()
            files.append(try BagFile(PackageLayout.excerptProofs, file: proofs))
            plan.leaveOut(entries: left)
        } else {
            try log.read { try sink.write($0) }
        }
        try sink.finish()
        files.append(try BagFile(PackageLayout.custody, file: spool))
    }

    private func proof(of entry: Int, _ line: [UInt8]) throws -> InclusionProof {
        InclusionProof(
            entry: entry, size: checkpoint.size, root: checkpoint.root,
            proof: try source.inclusion(entry, checkpoint.size), line: line)
    }

    private mutating func addCheckpoints() throws {
        files.append(BagFile(PackageLayout.checkpoint, bytes: source.checkpoint))
        add(PackageLayout.publicKey, source.key.pem)
        add(PackageLayout.publicKeyLine, source.key.noteText + "\n")
        guard let previous = source.previous else { return }
        let note = try SignedNote(reading: String(decoding: previous, as: UTF8.self))
        try note.verify(with: [source.key])
        let earlier = try Checkpoint(text: note.text)
        let proof = ConsistencyProof(
            from: earlier, to: checkpoint, proof: try source.consistency(earlier.size, checkpoint.size))
        try proof.verify(from: earlier, to: checkpoint)
        files.append(BagFile(PackageLayout.previousCheckpoint, bytes: previous))
        add(PackageLayout.consistency, try CanonicalJSON.encode(proof))
    }

    /// The earlier checkpoints that an authority stamped, each with the proof that the log went on from there.
    private mutating func addStamped() throws {
        for size in Set(source.timeStamps.map(\.size)).sorted() where size != checkpoint.size {
            guard let bytes = source.stamped[size] else { continue }
            let note = try SignedNote(reading: String(decoding: bytes, as: UTF8.self))
            try note.verify(with: [source.key])
            let earlier = try Checkpoint(text: note.text)
            let proof = ConsistencyProof(
                from: earlier, to: checkpoint, proof: try source.consistency(earlier.size, checkpoint.size))
            try proof.verify(from: earlier, to: checkpoint)
            files.append(BagFile(PackageLayout.checkpoint(of: size), bytes: bytes))
            add(PackageLayout.consistency(from: size), try CanonicalJSON.encode(proof))
        }
    }

    private mutating func addTimeStamps() throws -> (
        commands: [PackageCommands.Stamp], responses: [(file: String, response: TimeStampResponse)]
    ) {
        let names = Set(source.timeStamps.map(\.name))
        var commands: [PackageCommands.Stamp] = []
        var responses: [(file: String, response: TimeStampResponse)] = []
        for stamp in source.timeStamps.sorted(by: { BagManifest.precedes($0.name, $1.name) }) {
            let path = PackageLayout.timeStamps + stamp.name
            let file = try BagFile(path, file: stamp.path)
            files.append(file)
            guard stamp.name.hasSuffix(".tsr") else { continue }
            let stem = String(stamp.name.dropLast(4))
            let answer = try StoredFile(stamp.path)
            responses.append((path, try TimeStampResponse(bytes: try answer.bytes(at: 0, count: Int(answer.count)))))
            commands.append(
                PackageCommands.Stamp(
                    stem: PackageLayout.timeStamps + stem,
                    note: stamp.size == checkpoint.size
                        ? PackageLayout.checkpoint : PackageLayout.checkpoint(of: stamp.size),
                    hasChain: names.contains(stem + ".chain.pem")))
        }
        if commands.isEmpty {
            notes.append("no authority has stamped a checkpoint: nobody but you says when it was there")
        }
        return (commands, responses)
    }

    // MARK: Records

    private mutating func addRecords(_ plan: PackagePlan) throws -> PackageFacts {
        var facts = PackageFacts(
            contents: PackageContents(
                origin: checkpoint.origin, marking: order.marking, software: order.software, exhibits: [],
                size: checkpoint.size, isWholeLog: true, records: 0, files: 0, omissions: []),
            exhibits: plan.exhibits, checkpoint: checkpoint, key: source.key)
        let paths = Dictionary(plan.objects.map { ($0.sha256, $0.path) }, uniquingKeysWith: { first, _ in first })
        var limits: [String: Int] = [:]
        let spool = staging.path("posts")
        let sink = try TextSink.file(at: spool)
        var rows = 0
        for (number, item) in plan.records.sorted(by: { $0.entry < $1.entry }).enumerated() {
            let record = try record(item.identifier, item.entry)
            if item.isRow {
                try sink.write(try body(item.identifier, item.entry))
                try sink.write("\n")
                rows += 1
            } else {
                files.append(
                    try BagFile(PackageLayout.record(item.identifier), file: source.object(item.identifier)))
            }
            if item.hasAnswer { try addCapture(record, item, paths) }
            for limit in Set(record.limits) { limits[limit, default: 0] += 1 }
            if facts.records.count < Self.mostListed {
                facts.records.append(Self.brief(record, item, paths))
            } else {
                facts.further += 1
            }
            if number % 1000 == 0 { step("gathering records", number, plan.records.count, "records") }
        }
        try sink.finish()
        if rows > 0 { files.append(try BagFile(PackageLayout.posts, file: spool)) }
        facts.limits = limits.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
        return facts
    }

    private static func brief(
        _ record: EvidenceRecord, _ item: PackagePlan.Item, _ paths: [String: String]
    ) -> PackageFacts.Brief {
        let asset = record.asset.map { asset in
            let name = asset.handle.map { "@" + $0 } ?? asset.identifier ?? ""
            return "\(asset.platform.name) \(name)" + (asset.post.map { ", post \($0)" } ?? "")
        }
        let row = record.row.map { "row \($0.number) of \($0.file)" }
        return PackageFacts.Brief(
            identifier: item.identifier,
            path: item.isRow ? PackageLayout.posts : PackageLayout.record(item.identifier), entry: item.entry,
            subject: [asset, record.capture.urlFinal ?? record.capture.urlRequested, row].compactMap { $0 }
                .joined(separator: " · "),
            files: record.files.map { ($0.name, $0.sha256, paths[$0.sha256]) }, limits: record.limits)
    }

    /// Makes a web archive of an answer of HTTP whose content goes in.
    private mutating func addCapture(
        _ record: EvidenceRecord, _ item: PackagePlan.Item, _ paths: [String: String]
    ) throws {
        guard let writer = WACZWriter(record, identifier: item.identifier, software: order.software),
            paths[writer.body.sha256] != nil
        else { return }
        let spool = staging.path(item.identifier + ".wacz")
        try writer.write(
            to: spool, scratch: staging.path("warc"), content: try StoredFile(source.object(writer.body.sha256)))
        files.append(try BagFile(PackageLayout.capture(item.identifier), file: spool))
    }

    // MARK: Exhibits

    private mutating func addExhibits(_ plan: PackagePlan, _ log: PackageLog) throws {
        let encoded = try plan.exhibits.map { (exhibit: $0, text: try CanonicalJSON.encode($0)) }
        let names = PackageLayout.names(of: encoded.map { ($0.exhibit.label, CanonicalJSON.digest($0.text)) })
        var lines: [Int: [UInt8]] = [:]
        var wanted: [[Int]] = []
        let records = Dictionary(
            plan.records.map { ($0.identifier, $0) }, uniquingKeysWith: { first, _ in first })
        // A file can have come with a record that is kept out: then its entry is, too.
        let shown = plan.isExcerpt ? plan.known() : nil
        for (exhibit, _) in encoded {
            var entries: Set<Int> = []
            for identifier in Set(exhibit.assessed.records) {
                guard let item = records[identifier] else { continue }
                let files = try record(identifier, item.entry).files
                for object in [identifier] + files.map(\.sha256) {
                    guard let key = ContentKey(object), shown?.contains(key) ?? true,
                        let entry = log.entry(of: object)
                    else { continue }
                    entries.insert(entry)
                }
            }
            wanted.append(entries.sorted())
        }
        let needed = Set(wanted.flatMap { $0.prefix(Self.mostProofs) })
        if !needed.isEmpty {
            try log.eachLine { number, line in
                if needed.contains(number) { lines[number] = line }
            }
        }
        for (place, (exhibit, text)) in encoded.enumerated() {
            add(PackageLayout.exhibits + names[place] + ".json", text)
            let entries = wanted[place]
            let proofs = try entries.prefix(Self.mostProofs).compactMap { entry in
                try lines[entry].map { try proof(of: entry, $0) }
            }
            add(
                PackageLayout.proofs + names[place] + ".json",
                try CanonicalJSON.encode(
                    ExhibitProofs(exhibit: exhibit.label, entries: proofs, further: entries.count - proofs.count)))
        }
    }
}
