import Bytes
import Crypto
import Foundation
import GRDB
import Intake
import Oversight
package import Records
import Seals

/// What a look at every part of a case found.
package struct CaseCheck: Sendable {
    /// What is wrong; empty for a sound case.
    package var problems: [String] = []
    /// What is worth knowing and not wrong.
    package var notes: [String] = []
    /// SHA-256 over every record in the order of its key, runs left out: two cases with one digest hold the same.
    package var digest = ""
    /// Where the registers end.
    package var head = RegistersHead(entries: 0, digest: "")
}

extension CaseFolder {
    /// Looks at everything: the file's structure, references, imports against their summaries, registers against the ends that
    /// they had, runs against their results.
    /// - Parameter expectedHead: the hash at the registers' end, or its first sixteen digits or more, as somebody noted it
    ///   elsewhere: entries may have come since, and none may have gone.
    package func check(expectedHead: String? = nil, progress: Records.Progress) throws(CaseError) -> CaseCheck {
        var check = CaseCheck()
        let notes = Result { try HeadNotes(path).all() }
        let lacksNotes = !isReadOnly && !HeadNotes(path).exists
        do throws(CaseError) {
            check = try read { database in
                var check = CaseCheck()
                try Self.checkStructure(database, &check)
                try Self.checkImports(database, &check)
                try Self.checkObjects(database, &check)
                try Self.checkPublishedObjects(database, &check)
                let chain = try Self.checkEntries(database, &check)
                Self.checkHeads(chain, notes, lacksNotes: lacksNotes, expectedHead: expectedHead, &check)
                try Self.checkObservations(database, &check)
                check.digest = try Self.digest(database, progress)
                return check
            }
            for run in try runs() { checkRun(run, &check) }
            check.notes += try unlistedRuns().map(Self.words(ofUnlisted:))
            if evidence.isThere {
                let found = try evidence.verify(progress: progress)
                check.problems += found.problems.map { "evidence/\($0)" }
                check.notes += found.notes.map { "evidence: \($0)" }
                check.notes.append(
                    "the custody log has \(found.entries) entries and ends with the root \(found.root.hexadecimal)")
            }
        } catch {
            // What cannot even be read is not as it was left.
            switch error {
            case .storage(_, let detail), .damaged(_, let detail):
                check.problems.append("\(detail); restore the case from an archive, or import its files again")
            default: throw error
            }
        }
        return check
    }

    private static func checkStructure(_ database: Database, _ check: inout CaseCheck) throws {
        let messages = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
        if messages != ["ok"] { check.problems += messages.map { "case.sqlite is damaged: \($0)" } }
        var broken: [String: Int] = [:]
        let rows = try BoundStatement(database, "PRAGMA foreign_key_check")
        while try rows.step() { broken["\(rows.string(0)) → \(rows.string(2))", default: 0] += 1 }
        for (reference, count) in broken.sorted(by: { $0.key < $1.key }) {
            check.problems.append("\(count) rows refer to nothing: \(reference)")
        }
        let orphans = [
            (
                "posts without their content",
                """
                SELECT count(*) FROM posts LEFT JOIN contents ON contents.post = posts.id
                WHERE posts.time IS NOT NULL AND contents.post IS NULL
                """
            ),
            (
                "actions on objects that are not there",
                """
                SELECT count(*) FROM posts CROSS JOIN json_each(posts.objects) AS action
                WHERE action.value NOT IN (SELECT id FROM objects)
                """
            ),
            (
                "posts and events beyond the records that were imported",
                """
                SELECT (SELECT count(*) FROM posts JOIN imports ON imports.id = import WHERE row > rows_done)
                    + (SELECT count(*) FROM events JOIN imports ON imports.id = import WHERE row > rows_done)
                """
            ),
            (
                "objects that nobody acted on",
                """
                SELECT count(*) FROM objects WHERE id NOT IN (SELECT object FROM actions)
                    AND id NOT IN (SELECT object FROM events WHERE object IS NOT NULL)
                """
            ),
        ]
        for (name, sql) in orphans {
            let count = try Int.fetchOne(database, sql: sql) ?? 0
            if count > 0 { check.problems.append("\(count) \(name)") }
        }
        let bare = try Int.fetchOne(database, sql: "SELECT count(*) FROM posts WHERE time IS NULL") ?? 0
        if bare > 0 { check.notes.append("of \(bare) posts only counters were seen so far") }
    }

    /// Objects whose value is not the one that was written.
    private static func checkObjects(_ database: Database, _ check: inout CaseCheck) throws {
        let rows = try BoundStatement(database, "SELECT digest, value FROM objects")
        var changed = 0
        while try rows.step() { if rows.integer(0) != ObjectStore.digest(rows.bytes(1)) { changed += 1 } }
        if changed > 0 { check.problems.append("\(changed) objects are not what was imported") }
    }

    /// Entries of registers that are not what was entered.
    /// - Returns: the chain's hash after each.
    private static func checkEntries(_ database: Database, _ check: inout CaseCheck) throws -> [String] {
        let rows = try BoundStatement(
            database, "SELECT kind, name, digest, body, entered, chain FROM entries ORDER BY id")
        var chain = ""
        var chains: [String] = []
        var cohorts: Set<String> = []
        var sealed: [(name: String, cohort: String)] = []
        while try rows.step() {
            let (kind, name, digest) = (rows.string(0), rows.string(1), rows.string(2))
            if CanonicalJSON.digest(rows.string(3)) != digest {
                check.problems.append("the \(kind) '\(name)' is not what was entered")
            }
            chain = EntryChain.next(
                after: chain, kind: kind, name: name, entered: rows.integer(4), digest: digest)
            if chain != rows.string(5) {
                check.problems.append(
                    "the \(kind) '\(name)' does not follow what was entered before it: an entry was changed, moved or taken out"
                )
                chain = rows.string(5)
            }
            chains.append(chain)
            if kind == RegisterKind.cohort.rawValue { cohorts.insert(digest) }
            if kind == RegisterKind.seal.rawValue,
                let seal = try? JSONDecoder().decode(SealedCohort.self, from: Data(rows.string(3).utf8))
            {
                sealed.append((name, seal.cohort))
            }
        }
        for seal in sealed where !cohorts.contains(seal.cohort) {
            check.problems.append(
                "the cohort '\(seal.name)' that was sealed is not there any more, or is not what was sealed")
        }
        return chains
    }

    /// Ends that the registers had and that are not in them any more.
    private static func checkHeads(
        _ chain: [String], _ notes: Result<[RegistersHead], any Error>, lacksNotes: Bool, expectedHead: String?,
        _ check: inout CaseCheck
    ) {
        check.head = RegistersHead(entries: Int64(chain.count), digest: chain.last ?? "")
        switch notes {
        case .failure(let error): check.problems.append("\(error)")
        case .success(let heads):
            if lacksNotes, !chain.isEmpty {
                check.problems.append(
                    "registers.heads is gone, where the ends of the registers are noted: whether entries were cut off can only"
                        + " be told by a head that somebody noted elsewhere (--expect-head)")
            }
            let lost = heads.first { $0.entries > chain.count || chain[Int($0.entries) - 1] != $0.digest }
            if let lost, lost.entries > chain.count {
                check.problems.append(
                    "the registers had \(heads.last?.entries ?? 0) entries and have \(chain.count): the last were cut off"
                )
            } else if let lost {
                check.problems.append(
                    "the first \(lost.entries) entries of the registers are not those that ended with \(lost.digest)")
            }
        }
        if !chain.isEmpty {
            check.notes.append(
                "the registers have \(chain.count) entries and end with \(check.head.digest): note it elsewhere, and --expect-head"
                    + " tells whether any of them went")
        }
        guard let expectedHead else { return }
        if let place = chain.firstIndex(where: { $0.hasPrefix(expectedHead.lowercased()) }) {
            check.notes.append(
                "the expected head is that of the first \(place + 1) entries; \(chain.count - place - 1) came since")
        } else {
            check.problems.append(
                "no entry of the registers ends with the expected head \(expectedHead): what was entered up to it was changed or"
                    + " cut off, or it is another case's")
        }
    }

    /// Objects of documents that are not what was imported.
    private static func checkPublishedObjects(_ database: Database, _ check: inout CaseCheck) throws {
        let rows = try BoundStatement(database, "SELECT digest, body FROM published_objects")
        var changed = 0
        while try rows.step() {
            let canonical = try? CanonicalJSON.canonical(Array(rows.string(1).utf8), keepsDigits: true)
            if canonical.map(CanonicalJSON.digest) != rows.string(0) { changed += 1 }
        }
        if changed > 0 { check.problems.append("\(changed) objects of documents are not what was imported") }
    }

    /// Readings that are not what was imported.
    private static func checkObservations(_ database: Database, _ check: inout CaseCheck) throws {
        let scan = try ReadingScan(database, keeping: .nothing)
        for file in scan.altered {
            check.problems.append("readings from \(file) are not what was imported")
        }
        let silent = AvailabilityState.silentNumbers
        let contradictions =
            try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM contradictions WHERE state NOT IN \(silent) AND other_state NOT IN \(silent)"
            )
            ?? 0
        if contradictions > 0 {
            check.notes.append(
                "\(contradictions) readings contradict others and are left out; 'daylight observe contradictions' lists them"
            )
        }
    }

    private static func checkImports(_ database: Database, _ check: inout CaseCheck) throws {
        let imports = try CaseImports(database)
        for (number, summary) in zip(imports.numbers, imports.summaries) {
            if imports.changed.contains(number) {
                check.problems.append(
                    "import \(number), \(summary.path): the file changed while it was read, so that what is here of it "
                        + "is not of the bytes whose hash stands beside it")
                continue
            }
            if summary.format == nil {
                check.notes.append(
                    "import \(number), \(summary.path), stopped after \(summary.rows) records; import the file again "
                        + "and it goes on from there")
                continue
            }
            if UInt64(clamping: imports.rowsDone[number] ?? 0) != summary.rows {
                check.problems.append(
                    "import \(number), \(summary.path): \(summary.rows) records were read, "
                        + "\(imports.rowsDone[number] ?? 0) are noted as done")
            }
            let kept =
                try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM rejects WHERE import = ? AND row > 0", arguments: [number])
                ?? 0
            if UInt64(kept) != summary.rejected {
                check.problems.append(
                    "import \(number), \(summary.path): \(summary.rejected) records were rejected, \(kept) are listed")
            }
        }
    }

    private func checkRun(_ run: CaseRun, _ check: inout CaseCheck) {
        let folder = folder(ofRun: run.number)
        guard let data = FileManager.default.contents(atPath: folder + "/run.json"),
            let manifest = try? JSONDecoder().decode(RunManifest.self, from: data)
        else {
            check.problems.append("run \(run.number): \(folder)/run.json is gone or cannot be read")
            return
        }
        if manifest != run.manifest {
            check.problems.append("run \(run.number): \(folder)/run.json is not the manifest that the case holds")
        }
        for result in run.manifest.results {
            let location = folder + "/" + result.name
            guard let found = try? FileHash.of(location) else {
                check.problems.append("run \(run.number): \(location) is gone")
                continue
            }
            if found.sha256 != result.sha256 {
                check.problems.append("run \(run.number): \(location) is not as the run left it")
            }
        }
    }

    // MARK: Digest

    /// The tables whose rows make up the case, with what orders them.
    private static let tables = [
        ("platforms", "id"), ("traces", "id"), ("imports", "id"), ("rejects", "import, number"), ("accounts", "id"),
        ("handles", "account, handle"), ("profiles", "account, observed, import, row"), ("posts", "id"),
        ("contents", "post"), ("revisions", "post, import, row"), ("counters", "post, observed, import, row"),
        ("flags", "post, flag"), ("objects", "id"), ("events", "id"),
        ("indicators", "id"), ("claims", "id"), ("addresses", "account, platform, handle"),
        ("identities", "a, b, reason"), ("entries", "id"), ("assets", "id"), ("vantages", "id"),
        ("observations", "asset, time, vantage"), ("asset_counters", "asset, counter, time"),
        ("observation_files", "id"), ("stretches", "asset, vantage, start, until, state"),
        ("contradictions", "asset, vantage, start, until, state"),
        ("published_objects", "id"),
    ]

    private static func digest(_ database: Database, _ progress: Records.Progress) throws -> String {
        var hash = SHA256()
        for (number, (table, order)) in tables.enumerated() {
            hash.update(data: Array("\n\(table)\n".utf8))
            let rows = try BoundStatement(database, "SELECT * FROM \(table) ORDER BY \(order)")
            var buffer: [UInt8] = []
            while try rows.step() {
                for column in 0..<rows.columnCount {
                    if rows.isNull(column) {
                        buffer.append(UInt8(ascii: "-"))
                    } else {
                        // With its length in front: no text can pass for two.
                        let bytes = rows.bytes(column)
                        buffer += "\(bytes.count):".utf8
                        bytes.append(to: &buffer)
                    }
                    buffer.append(0)
                }
                buffer.append(0x0A)
                if buffer.count > 1 << 20 {
                    if progress.isCancelled() { throw CancellationError() }
                    hash.update(data: buffer)
                    buffer.removeAll(keepingCapacity: true)
                }
            }
            hash.update(data: buffer)
            if progress.isCancelled() { throw CancellationError() }
            progress.report(
                Records.Progress.Step(
                    label: "checking", done: UInt64(number + 1), total: UInt64(tables.count), unit: "tables"))
        }
        return hash.finalize().hexadecimal
    }
}

/// The size and SHA-256 of a file.
package enum FileHash {
    package static func of(_ path: String) throws -> (sha256: String, bytes: UInt64) {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        var hash = SHA256()
        var size: UInt64 = 0
        while let part = try file.read(upToCount: 1 << 20), !part.isEmpty {
            hash.update(data: part)
            size += UInt64(part.count)
        }
        return (hash.finalize().hexadecimal, size)
    }
}
