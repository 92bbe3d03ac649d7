import Bytes
import Evidence
import Foundation
import Records
import Seals

/// Checks what stands in a package against the log that the checkpoint was signed over, and against what the package says of
/// itself. A package whose manifests were all written anew still has to get past this.
struct PackageParts {
    private let files: BagFiles
    private let digests: [String: String]
    private let checkpoints: [PackageSignatures.Signed]
    private let progress: Records.Progress
    /// Objects that the log names: with the entry that brought each in, and whether as a record.
    private var named: [ContentKey: Use] = [:]
    private var records: Set<String> = []
    private var count = 0
    /// The entries of an excerpt; nil where the log is whole.
    private var excerpt: Set<Int>?

    private struct Use {
        var entry: Int
        var isRecord: Bool
    }

    init(
        _ files: BagFiles, _ digests: [String: String], _ checkpoints: [PackageSignatures.Signed],
        _ progress: Records.Progress
    ) {
        self.files = files
        self.digests = digests
        self.checkpoints = checkpoints
        self.progress = progress
    }

    mutating func run(_ check: inout PackageCheck) {
        readContents(&check)
        checkBundle(&check)
        let isWhole = check.contents?.isWholeLog ?? !files.has(PackageLayout.excerptProofs)
        if isWhole {
            readLog(&check)
        } else {
            readExcerpt(&check)
        }
        readRecords(&check)
        checkObjects(&check)
        checkExhibits(&check)
        if let contents = check.contents, contents.records != count {
            check.problem(
                PackageLayout.contents, "it says that there are \(contents.records) records, and there are \(count)")
        }
    }

    // MARK: Contents

    private func readContents(_ check: inout PackageCheck) {
        guard let contents: PackageContents = decode(PackageLayout.contents, &check) else { return }
        check.contents = contents
        if contents.form != PackageContents.form {
            check.problem(
                PackageLayout.contents, "its form is '\(contents.form)', and this version knows \(PackageContents.form)"
            )
        }
        if let own = checkpoints.first?.checkpoint {
            if contents.origin != own.origin || contents.size != own.size {
                check.problem(
                    PackageLayout.contents,
                    "it is about \(contents.size) entries of '\(contents.origin)', and the checkpoint about \(own.size) of"
                        + " '\(own.origin)'")
            }
        }
        for omission in contents.omissions {
            check.notes.append(
                "left out: \(omission.count) \(omission.kind)\(omission.count == 1 || omission.kind == "entries" ? "" : "s")"
                    + (omission.name.map { " (\($0))" } ?? "") + ": \(omission.reason)")
        }
    }

    /// A file of canonical JSON; nil where it is missing or is none, which is told.
    private func decode<Value: Codable>(_ path: String, _ check: inout PackageCheck) -> Value? {
        guard let bytes = PackageCheck.bytes(files, path, most: 1 << 28) else {
            check.problem(path, "it is missing, or cannot be read")
            return nil
        }
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(bytes)),
            (try? CanonicalJSON.encode(value).utf8.elementsEqual(bytes)) == true
        else {
            check.problem(path, "it is not what this program writes there")
            return nil
        }
        return value
    }

    /// What a STIX bundle in the package is marked with.
    private func checkBundle(_ check: inout PackageCheck) {
        guard files.has(PackageLayout.stix), let marking = check.contents.flatMap({ TrafficLight($0.marking) }) else {
            return
        }
        var bundle = MarkedBundle()
        // That it cannot be read was said where it was hashed.
        try? files.read(PackageLayout.stix) { bundle.take($0) }
        if let narrower = bundle.marking(narrowerThan: marking) {
            check.problem(
                PackageLayout.stix, "something in it is marked \(narrower.label), and the package \(marking.label)")
        }
    }

    // MARK: The log

    private mutating func readLog(_ check: inout PackageCheck) {
        guard files.has(PackageLayout.custody) else {
            check.problem(PackageLayout.custody, "it is missing")
            return
        }
        var reading = CustodyReading(file: PackageLayout.custody, checkpoints: checkpoints)
        do {
            try files.read(PackageLayout.custody) { reading.take($0) }
        } catch {
            // That it cannot be read was said where it was hashed.
            return
        }
        if reading.finish() {
            check.problem(PackageLayout.custody, entry: reading.size + 1, "its line has no end: it was cut off")
        }
        check.problems += reading.problems
        check.notes += reading.notes
        if let own = checkpoints.first?.checkpoint, own.size < reading.size {
            check.problem(
                PackageLayout.custody, entry: own.size + 1, "it is not covered by the checkpoint, which ends before it")
        }
        for use in reading.uses where use.action.bringsObject {
            take(use.object, entry: use.entry, isRecord: use.action == .recorded)
        }
    }

    private mutating func take(_ object: ContentKey, entry: Int, isRecord: Bool) {
        if named[object] == nil { named[object] = Use(entry: entry, isRecord: isRecord) }
        if isRecord { named[object]?.isRecord = true }
    }

    /// Lines with a proof each, in the place of the whole log.
    private mutating func readExcerpt(_ check: inout PackageCheck) {
        check.unchecked.append(
            "the custody log as a whole: the package's marking keeps entries out; those that are here are proved one by one"
        )
        excerpt = []
        guard let checkpoint = checkpoints.first?.checkpoint else { return }
        var proofs = LineCursor(files, PackageLayout.excerptProofs)
        var before = 0
        var last = 0
        do {
            try Self.eachLine(files, PackageLayout.custody) { line in
                last += 1
                let entry: (number: Int, action: CustodyAction, object: ContentKey)
                do throws(EvidenceError) {
                    entry = try ByteView.with(line) { line throws(EvidenceError) in
                        let entry = try CustodyLine(line)
                        return (entry.number, entry.action, ContentKey(hexadecimal: entry.object))
                    }
                } catch {
                    check.problem(PackageLayout.custody, "line \(last): \(error)")
                    return
                }
                if entry.number <= before {
                    check.problem(
                        PackageLayout.custody, entry: entry.number, "it stands behind a later entry, or twice")
                }
                before = entry.number
                excerpt?.insert(entry.number)
                guard let bytes = try proofs.next(),
                    let proof = try? JSONDecoder().decode(InclusionProof.self, from: Data(bytes)),
                    (try? CanonicalJSON.encode(proof).utf8.elementsEqual(bytes)) == true
                else {
                    check.problem(PackageLayout.excerptProofs, entry: entry.number, "it has no proof for this entry")
                    return
                }
                if let fault = Self.fault(proof, entry.number, line, checkpoint) {
                    check.problem(PackageLayout.custody, entry: entry.number, fault)
                }
                if entry.action.bringsObject {
                    take(entry.object, entry: entry.number, isRecord: entry.action == .recorded)
                }
            }
            if try proofs.next() != nil {
                check.problem(
                    PackageLayout.excerptProofs, "it has more proofs than the log has lines: lines were taken out")
            }
        } catch {
            check.problem(PackageLayout.custody, "\(error)")
        }
    }

    /// Why a proof does not hold for a line; nil where it does.
    private static func fault(
        _ proof: InclusionProof, _ number: Int, _ line: [UInt8]?, _ checkpoint: Checkpoint
    ) -> String? {
        if proof.entry != number || proof.index != number - 1 { return "its proof is another entry's" }
        if let line, !proof.line.utf8.elementsEqual(line) { return "its proof is for another line" }
        if MerkleTree.leafHash(Array(proof.line.utf8)).hexadecimal != proof.leaf {
            return "its proof is for another hash"
        }
        do throws(SealError) {
            try proof.verify(under: checkpoint)
            return nil
        } catch {
            return "it does not stand in the log that was signed: \(error)"
        }
    }

    private static func eachLine(_ files: BagFiles, _ path: String, _ body: (_ line: [UInt8]) throws -> Void) throws {
        var rest: [UInt8] = []
        try files.read(path) { chunk in
            var start = 0
            while let end = chunk[start...].firstIndex(of: 0x0A) {
                try body(rest + chunk[start..<end])
                rest = []
                start = end + 1
            }
            rest += chunk[start...]
        }
        if !rest.isEmpty { throw EvidenceError.badPackage("its last line has no end") }
    }

    /// The lines of a file that is read beside another.
    private struct LineCursor {
        private var lines: ArraySlice<ArraySlice<UInt8>>

        init(_ files: BagFiles, _ path: String) {
            let bytes = PackageCheck.bytes(files, path, most: 1 << 34) ?? []
            lines = bytes.split(separator: 0x0A)[...]
        }

        mutating func next() throws -> [UInt8]? { lines.popFirst().map(Array.init) }
    }

    // MARK: Records

    private mutating func readRecords(_ check: inout PackageCheck) {
        for path in files.paths where path.hasPrefix(PackageLayout.records) {
            let identifier = String(path.dropFirst(PackageLayout.records.count).prefix { $0 != "." })
            guard let bytes = PackageCheck.bytes(files, path), PackageLayout.record(identifier) == path else {
                check.problem(path, "it is no record: those are named by their id")
                continue
            }
            takeRecord(bytes, identifier, path, nil, &check)
        }
        guard files.has(PackageLayout.posts) else { return }
        var number = 0
        do {
            try Self.eachLine(files, PackageLayout.posts) { line in
                number += 1
                takeRecord(line, ContentHash(of: line).hexadecimal, PackageLayout.posts, number, &check)
            }
        } catch let error as EvidenceError {
            check.problem(PackageLayout.posts, "\(error)")
        } catch {
            // That it cannot be read was said where it was hashed.
        }
    }

    private mutating func takeRecord(
        _ bytes: [UInt8], _ identifier: String, _ path: String, _ line: Int?, _ check: inout PackageCheck
    ) {
        count += 1
        let place = line.map { "line \($0): " } ?? ""
        if ContentHash(of: bytes).hexadecimal != identifier {
            check.problem(path, place + "its content is not what its name says")
            return
        }
        guard let use = ContentKey(identifier).flatMap({ named[$0] }), use.isRecord else {
            check.problem(
                path, place + "no entry of the custody log recorded it: it was changed, or is not of this case")
            return
        }
        do throws(EvidenceError) {
            let record = try EvidenceRecord(body: bytes)
            if (record.row != nil) != (line != nil) {
                check.problem(path, place + "it stands where records of another kind stand")
            }
            if let contents = check.contents, let marking = TrafficLight(contents.marking),
                !record.legal.disclosure.isAllowed(in: marking)
            {
                check.problem(
                    path,
                    place + "it is marked \(record.legal.disclosure.label), and the package \(contents.marking)")
            }
            if !records.insert(identifier).inserted { check.problem(path, place + "it is there twice") }
            let omitted = Set((check.contents?.omissions ?? []).compactMap(\.name))
            for file in record.files where file.isKept && !omitted.contains(file.sha256) {
                if !isThere(file.sha256) {
                    check.problem(path, place + "its file '\(file.name)' (\(file.sha256)) is not in the package")
                }
            }
        } catch {
            check.problem(path, place + "\(error)")
        }
    }

    /// Digests of the objects in the package.
    private lazy var objects: Set<String> = Set(files.paths.compactMap(PackageLayout.digest(ofObjectAt:)))

    private mutating func isThere(_ sha256: String) -> Bool { objects.contains(sha256) }

    // MARK: Objects

    private func checkObjects(_ check: inout PackageCheck) {
        for path in files.paths {
            guard path.hasPrefix(PackageLayout.media) || path.hasPrefix(PackageLayout.captures) else { continue }
            guard let stated = PackageLayout.digest(ofObjectAt: path), let key = ContentKey(stated) else {
                check.problem(path, "it is not named by a SHA-256")
                continue
            }
            if path == PackageLayout.capture(stated), records.contains(stated) { continue }
            if let found = digests[path], found != stated {
                check.problem(path, entry: named[key]?.entry, "it was changed: its SHA-256 is not the one in its name")
            } else if named[key] == nil {
                check.problem(path, "no entry of the custody log brought it in: it was changed, or is not of this case")
            }
        }
    }

    // MARK: Exhibits

    private func checkExhibits(_ check: inout PackageCheck) {
        var labels: [String] = []
        for path in files.paths where path.hasPrefix(PackageLayout.exhibits) {
            guard let exhibit: Exhibit = decode(path, &check) else { continue }
            labels.append(exhibit.label)
            for record in exhibit.assessed.records where !records.contains(record) {
                check.problem(path, "it rests on record \(record), which is not in the package")
            }
            let name = path.dropFirst(PackageLayout.exhibits.count)
            checkProofs(PackageLayout.proofs + name, of: exhibit, &check)
        }
        if let contents = check.contents, contents.exhibits != labels.sorted() {
            check.problem(
                PackageLayout.contents,
                "it names other exhibits than there are: \(contents.exhibits.joined(separator: ", "))")
        }
        let known: Set = [PackageLayout.consistency, PackageLayout.excerptProofs]
        let stamped = checkpoints.map { PackageLayout.consistency(from: $0.checkpoint.size) }
        for path in files.paths
        where path.hasPrefix(PackageLayout.proofs) && !known.contains(path) && !stamped.contains(path) {
            let exhibit = PackageLayout.exhibits + path.dropFirst(PackageLayout.proofs.count)
            if !files.has(exhibit) { check.problem(path, "it proves what no exhibit of the package rests on") }
        }
    }

    private func checkProofs(_ path: String, of exhibit: Exhibit, _ check: inout PackageCheck) {
        guard let proofs: ExhibitProofs = decode(path, &check) else { return }
        if proofs.exhibit != exhibit.label { check.problem(path, "it is about another exhibit") }
        guard let checkpoint = checkpoints.first?.checkpoint else { return }
        for proof in proofs.entries {
            if let fault = Self.fault(proof, proof.entry, nil, checkpoint) {
                check.problem(path, entry: proof.entry, fault)
            } else if excerpt?.contains(proof.entry) == false {
                check.problem(path, entry: proof.entry, "it holds an entry that the package's marking keeps out")
            }
        }
        let proved = Set(proofs.entries.map(\.entry))
        for record in exhibit.assessed.records where proofs.further == 0 {
            guard let entry = ContentKey(record).flatMap({ named[$0] })?.entry else { continue }
            if !proved.contains(entry) { check.problem(path, entry: entry, "it has no proof for this entry") }
        }
    }
}
