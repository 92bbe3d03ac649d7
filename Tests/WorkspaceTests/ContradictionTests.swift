import Foundation
import GRDB
import Intake
import Oversight
import Records
import Testing

@testable import Workspace

@Suite("Readings that say otherwise than others")
struct ContradictionTests {
    private static let now = Instant(milliseconds: 1_740_000_000_000)

    private static func withCase(_ body: (CaseFolder) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("daylight-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(try CaseFolder.create(at: path))
    }

    /// Rows as `day,until,state`, days of November 2024, of one asset from one country.
    @discardableResult
    private func take(
        _ rows: [String], _ name: String, into folder: CaseFolder, country: String = "RO"
    ) throws -> CaseFolder.ObservationImport {
        var text = "asset,time,until,country,state,evidence_sha256\n"
        for (number, row) in rows.enumerated() {
            let parts = row.split(separator: ",", omittingEmptySubsequences: false)
            let days = parts[0...1].map { $0.isEmpty ? "" : "2024-11-\($0)T00:00:00Z" }
            text +=
                "tiktok:1,\(days[0]),\(days[1]),\(country),\(parts[2]),\(String(repeating: "ab", count: 31))\(number + 10)\n"
        }
        return try folder.importObservations(
            SourceFile(path: name, contents: Array(text.utf8)), platform: nil, now: Self.now, created: [:])
    }

    private static let pairs: [(first: String, second: String, says: String?)] = [
        ("05,10,up", "08,12,suspended", "the stretch overlaps with one"),
        ("05,10,up", "01,20,suspended", "the stretch overlaps with one"),
        ("05,10,up", "06,07,suspended", "the stretch overlaps with one"),
        ("05,10,up", "07,,suspended", "the reading lies within a stretch"),
        ("07,,suspended", "05,10,up", "the stretch holds a reading"),
        ("05,,suspended", "05,10,up", "the stretch holds a reading"),
        ("10,,unknown", "05,10,up", nil),
        ("05,10,up", "05,,suspended", "at the same moment"),
        ("05,10,up", "10,,suspended", "at the same moment"),
        ("05,,up", "05,,suspended", "at the same moment"),
        ("05,10,up", "10,15,suspended", nil),
        ("05,10,up", "11,15,suspended", nil),
        ("05,10,up", "08,12,up", nil),
        ("05,10,up", "07,,up", nil),
        ("05,10,up", "07,,unreachable", nil),
        ("07,,unreachable", "05,10,up", nil),
        ("05,10,unknown", "07,,suspended", nil),
        ("05,10,unknown", "06,09,suspended", nil),
    ]

    @Test("one file's row against another's", arguments: pairs)
    func acrossFiles(first: String, second: String, says: String?) throws {
        try Self.withCase { folder in
            #expect(try take([first], "one.csv", into: folder).rejected.isEmpty)
            let result = try take([second], "two.csv", into: folder)
            #expect(result.contradicting == (says == nil ? 0 : 1))
            #expect(result.accepted == (says == nil ? 1 : 0))
            let kept = try folder.contradictions()
            if let says {
                let detail = try #require(result.rejected.first).detail
                #expect(
                    detail.contains(says) && detail.contains("tiktok:1") && detail.contains("(one.csv, row 1)"),
                    "\(detail)")
                let pair = try #require(kept.first)
                #expect(kept.count == 1 && pair.kept.source.file == "one.csv" && pair.leftOut.source.file == "two.csv")
                #expect(pair.leftOut.source.row == 1 && pair.leftOut.evidence?.hasSuffix("10") == true)
                #expect(pair.kept.state.name == first.split(separator: ",").last.map(String.init))
                #expect(try folder.contradictionCounts() == [AssetKey(platform: .tiktok, id: "1"): 1])
            } else {
                #expect(kept.isEmpty)
            }
            // A row that is not taken leaves nothing among the readings.
            let ends = first.split(separator: ",", omittingEmptySubsequences: false)[1].isEmpty ? 1 : 2
            if says != nil { #expect(try folder.observations().count == ends) }
            let check = try folder.check(progress: .silent)
            #expect(check.problems.isEmpty)
        }
    }

    @Test("the same comparison within a file, and another vantage contradicts nothing")
    func withinFile() throws {
        try Self.withCase { folder in
            let result = try take(["05,10,up", "07,,suspended", "12,,suspended"], "one.csv", into: folder)
            #expect(result.contradicting == 1 && result.accepted == 2)
            #expect(result.rejected.first?.row == 2)
            #expect(try take(["07,,suspended"], "two.csv", into: folder, country: "DE").accepted == 1)
        }
    }

    @Test("the stretch that is named is the one that says so, not its neighbour of the same state")
    func named() throws {
        try Self.withCase { folder in
            try take(["01,05,up", "05,10,up"], "one.csv", into: folder)
            let result = try take(["07,,suspended", "03,,suspended", "05,,suspended"], "two.csv", into: folder)
            #expect(result.rejected.map { $0.detail.contains("one.csv, row 2") } == [true, false, true])
            #expect(result.rejected.map { $0.detail.contains("one.csv, row 1") } == [false, true, false])
        }
    }

    @Test("a file that is read again brings nothing twice, and is told again")
    func again() throws {
        try Self.withCase { folder in
            try take(["05,10,up", "07,,suspended"], "one.csv", into: folder)
            let before = try folder.check(progress: .silent).digest
            let result = try take(["05,10,up", "07,,suspended"], "one.csv", into: folder)
            #expect(result.contradicting == 1 && result.repeated == 2)
            #expect(try folder.check(progress: .silent).digest == before)
            #expect(try folder.entries(ReadingFile.self).count == 1)
        }
    }

    @Test("readings come back with evidence, file and row")
    func sources() throws {
        try Self.withCase { folder in
            try take(["05,10,up", "12,,suspended"], "one.csv", into: folder)
            let readings = try folder.sourcedReadings(of: [AssetKey(platform: .tiktok, id: "1")])
            #expect(readings.map(\.source.row) == [1, 1, 2] && readings.map(\.state) == [.up, .up, .suspended])
            #expect(readings.map { $0.until != nil } == [true, false, false])
            #expect(readings.map { $0.evidence?.suffix(2) } == ["10", "10", "11"])
            #expect(Set(readings.map(\.source.sha256)).count == 1 && readings[0].source.sha256.count == 64)
            #expect(try folder.sourcedReadings(of: [AssetKey(platform: .tiktok, id: "2")]).isEmpty)
            let asset = try #require(try folder.stretches().first)
            #expect(asset.value.count == 1 && asset.value[0].state == .up)
        }
    }

    @Test(
        "evidence, rows, stretches, counters and contradictions that were changed behind the program's back are told",
        arguments: [
            "UPDATE observations SET evidence = NULL WHERE row = 1", "UPDATE observations SET row = 9 WHERE row = 3",
            "UPDATE stretches SET until = until + 1", "DELETE FROM stretches", "DELETE FROM contradictions",
            "UPDATE contradictions SET state = 3", "UPDATE contradictions SET other_row = 4",
            "UPDATE asset_counters SET number = 5", "UPDATE observation_files SET name = 'other.csv'",
            "DELETE FROM asset_counters", "UPDATE observation_files SET sources = ''",
            """
            DELETE FROM asset_counters; DELETE FROM contradictions; DELETE FROM stretches; DELETE FROM observations;
            DELETE FROM observation_files
            """,
        ])
    func tampered(statement: String) throws {
        try Self.withCase { folder in
            try take(["05,10,up", "07,,suspended", "12,,suspended"], "one.csv", into: folder)
            let text = "asset,time,country,state,views\ntiktok:1,2024-11-20T00:00:00Z,RO,up,7\n"
            _ = try folder.importObservations(
                SourceFile(path: "v.csv", contents: Array(text.utf8)), platform: nil, now: Self.now, created: [:])
            #expect(try folder.check(progress: .silent).problems.isEmpty)
            #expect(try folder.sourcedCounters(of: [AssetKey(platform: .tiktok, id: "1")]).map(\.source?.row) == [1])
            try folder.queue.write { try $0.execute(sql: statement) }
            #expect(try !folder.check(progress: .silent).problems.isEmpty, "\(statement)")
            #expect(throws: CaseError.self) { _ = try folder.sourcedReadings(of: []) }
        }
    }

    @Test("a file of readings that no register names is told, and ends what is measured")
    func forgedFile() throws {
        try Self.withCase { folder in
            try take(["05,,up"], "one.csv", into: folder)
            try folder.queue.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO observation_files (name, sha256, bytes, entered, rows, accepted, readings, checksum, sources)
                        VALUES ('forged.csv', 'ff', 1, 1, 0, 0, 0, '0-0', '0-0')
                        """)
            }
            #expect(
                try folder.check(progress: .silent).problems == ["readings from forged.csv are not what was imported"])
            #expect(throws: CaseError.self) { _ = try folder.observations() }
        }
    }

    /// The states that count, in the order of time.
    private func states(_ folder: CaseFolder) throws -> [AvailabilityState] {
        let table = try folder.observations()
        return table.positions(of: AssetKey(platform: .tiktok, id: "1")).compactMap {
            AvailabilityState(rawValue: table.states[$0])
        }
    }

    private static let moments: [(rows: [String], counts: [AvailabilityState])] = [
        (["05,,unknown", "05,,up"], [.up]), (["05,,unreachable", "05,,suspended"], [.suspended]),
        (["05,10,up", "10,,unknown"], [.up, .up]),
        (["05,10,unreachable", "10,,suspended"], [.unreachable, .suspended]),
        (["05,10,up", "10,15,suspended"], [.up, .suspended, .suspended]),
        (["05,10,unknown", "10,15,up"], [.unknown, .up, .up]), (["05,10,up", "10,15,unknown"], [.up, .up, .unknown]),
        (["05,10,up", "10,15,suspended", "10,,unreachable"], [.up, .suspended, .suspended]),
    ]

    @Test("what counts of a moment does not depend on the order of rows or files", arguments: moments)
    func orderOfRows(rows: [String], counts: [AvailabilityState]) throws {
        for order in [rows, rows.reversed()] {
            try Self.withCase { folder in
                let result = try take(order, "one.csv", into: folder)
                #expect(result.rejected.isEmpty && result.accepted == UInt64(rows.count))
                #expect(try states(folder) == counts, "\(order)")
                #expect(try folder.contradictions().isEmpty && folder.contradictionCounts().isEmpty)
                #expect(try folder.check(progress: .silent).problems.isEmpty)
                // Each row of the file is listed with its evidence.
                let listed = try folder.sourcedReadings(of: [AssetKey(platform: .tiktok, id: "1")])
                #expect(Set(listed.compactMap(\.source.row)) == Set(1...Int64(rows.count)), "\(order)")
                // Read again it brings nothing.
                let again = try take(order, "one.csv", into: folder)
                #expect(again.rejected.isEmpty)
                #expect(try folder.entries(ReadingFile.self).count == 1)
            }
            try Self.withCase { folder in
                for (number, row) in order.enumerated() { try take([row], "\(number).csv", into: folder) }
                #expect(try states(folder) == counts, "\(order)")
                #expect(try folder.check(progress: .silent).problems.isEmpty)
            }
        }
    }

    @Test("what contradicts the reading that counts is told, also where one that says nothing came first")
    func besideSilence() throws {
        for rows in [["05,,unknown", "05,,up", "05,,suspended"], ["05,,up", "05,,unknown", "05,,suspended"]] {
            try Self.withCase { folder in
                let result = try take(rows, "one.csv", into: folder)
                #expect(result.contradicting == 1 && result.rejected.map(\.row) == [3])
                let pair = try #require(try folder.contradictions().first)
                #expect(pair.kept.state == .up && pair.leftOut.state == .suspended)
                #expect(pair.kept.evidence?.hasSuffix(rows[0].hasSuffix("up") ? "10" : "11") == true)
                #expect(try states(folder) == [.up])
            }
        }
        try Self.withCase { folder in
            try take(["07,,unknown", "07,,suspended"], "one.csv", into: folder)
            #expect(try take(["05,10,up"], "two.csv", into: folder).contradicting == 1)
        }
    }

    @Test("a file of which no row could be taken is no source, and files are named where they hold a reading asked for")
    func filesThatContribute() throws {
        try Self.withCase { folder in
            let key = AssetKey(platform: .tiktok, id: "1")
            try take(["05,,up"], "one.csv", into: folder)
            try take(["99,,up"], "wrong.csv", into: folder)
            try take([], "empty.csv", into: folder)
            let text = "asset,time,country,state\ntiktok:2,2024-11-20T00:00:00Z,RO,up\n"
            _ = try folder.importObservations(
                SourceFile(path: "other.csv", contents: Array(text.utf8)), platform: nil, now: Self.now, created: [:])
            #expect(try folder.entries(ReadingFile.self).map(\.entry.file) == ["one.csv", "other.csv"])
            #expect(try folder.observationsWithFiles(of: [key]).files.map(\.name) == ["one.csv"])
            #expect(try folder.observationsWithFiles().files.map(\.name) == ["one.csv", "other.csv"])
            let before = try #require(Day("2024-11-01")).start
            #expect(try folder.observationsWithFiles(of: [key], until: before).files.isEmpty)
        }
    }

    @Test("readings whose file is gone with them end what is measured of them")
    func lostFile() throws {
        try Self.withCase { folder in
            try take(["05,,up"], "one.csv", into: folder)
            try folder.queue.write { try $0.execute(sql: "DELETE FROM observations; DELETE FROM observation_files") }
            #expect(throws: CaseError.self) { _ = try folder.observations() }
        }
    }

    @Test("thousands of nested, growing and overlapping stretches are compared in good time")
    func nested() throws {
        try Self.withCase { folder in
            var text = "asset,time,until,country,state\n"
            for number in 0..<4000 {
                let (start, end) = (Instant(milliseconds: 1_700_000_000_000), 1_700_000_001_000 + Int64(number) * 1000)
                text += "tiktok:1,\(start),\(Instant(milliseconds: end)),RO,up\n"
                text += "tiktok:1,\(Instant(milliseconds: end - 500)),,RO,suspended\n"
            }
            let result = try folder.importObservations(
                SourceFile(path: "n.csv", contents: Array(text.utf8)), platform: nil, now: Self.now, created: [:])
            #expect(result.contradicting == 4000 && result.accepted == 4000)
        }
    }
}
