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
}

extension CaseFolder {
    /// Looks at everything: the file's structure, references, imports against their summaries, runs against their
    /// results.
    package func check(progress: Records.Progress) throws(CaseError) -> CaseCheck {
        var check = CaseCheck()
        do throws(CaseError) {
            check = try read { database in
                var check = CaseCheck()
                try Self.checkStructure(database, &check)
                try Self.checkImports(database, &check)
                try Self.checkObjects(database, &check)
                try Self.checkEntries(database, &check)
                try Self.checkPublishedObjects(database, &check)
                try Self.checkObservations(database, &check)
                check.digest = try Self.digest(database, progress)
                return check
            }
            for run in try runs() { checkRun(run, &check) }
        } catch {
            // What cannot even be read is not as it was left.
            guard case .storage(_, let detail) = error else { throw error }
            check.problems.append("\(detail); restore the case from an archive, or import its files again")
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
    private static func checkEntries(_ database: Database, _ check: inout CaseCheck) throws {
        let rows = try BoundStatement(
            database, "SELECT kind, name, digest, body, entered, chain FROM entries ORDER BY id")
        var chain = ""
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
        if !chain.isEmpty {
            check.notes.append(
                "the registers end with \(chain): note it elsewhere, and entries that go later are missed")
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
        var sums: [Int64: ReadingSum] = [:]
        let rows = try BoundStatement(
            database,
            """
            SELECT platforms.name, assets.value, time, country, network, is_logged_in, client, state, file
            FROM observations JOIN assets ON assets.id = asset JOIN platforms ON platforms.id = platform
            JOIN vantages ON vantages.id = vantage
            """)
        while try rows.step() {
            sums[rows.integer(8), default: ReadingSum()].add(
                asset: ReadingSum.word(rows.string(0) + ":" + rows.string(1)), time: rows.integer(2),
                vantage: ReadingSum.word(
                    ReadingSum.text(rows.string(3), rows.string(4), rows.optionalInteger(5), rows.string(6))),
                state: rows.integer(7))
        }
        let files = try BoundStatement(database, "SELECT id, name, readings, checksum FROM observation_files")
        while try files.step() {
            let sum = sums[files.integer(0)] ?? ReadingSum()
            if sum.count != files.integer(2) || sum.text != files.string(3) {
                check.problems.append("readings from \(files.string(1)) are not what was imported")
            }
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
        ("observation_files", "id"), ("published_objects", "id"),
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
                    hash.update(data: buffer)
                    buffer.removeAll(keepingCapacity: true)
                }
            }
            hash.update(data: buffer)
            progress.report(
                Records.Progress.Step(
                    label: "checking", done: UInt64(number + 1), total: UInt64(tables.count), unit: "tables"))
        }
        return hash.finalize().hexadecimal
    }
}

/// The size and SHA-256 of a file.
enum FileHash {
    static func of(_ path: String) throws -> (sha256: String, bytes: UInt64) {
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
