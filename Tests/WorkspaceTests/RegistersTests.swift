import Foundation
import GRDB
import Intake
import Oversight
import Records
import Testing

@testable import Workspace

@Suite("Registers and readings in a case")
struct RegistersTests {
    private static func withCase(_ body: (CaseFolder) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("daylight-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(try CaseFolder.create(at: path))
    }

    private static let now = Instant(milliseconds: 1_732_000_000_000)

    private func exposure(_ name: String, by: String = "a newspaper") throws -> Exposure {
        Exposure(name: name, source: .exposed, at: try StatedTime(reading: "2024-01-01"), by: by, cohort: "c")
    }

    private func fill(_ folder: CaseFolder) throws {
        try folder.enter([exposure("one"), exposure("two")], at: Self.now)
        try folder.enter([exposure("three")], at: Self.now)
        var rows = ["asset,time,country,state"]
        for asset in 1...3 {
            for day in 1...4 { rows.append("tiktok:\(asset),2024-01-0\(day)T00:00:00Z,RO,up") }
        }
        let file = SourceFile(path: "r.csv", contents: Array(rows.joined(separator: "\n").utf8))
        let result = try folder.importObservations(file, platform: nil, now: Self.now, created: [:])
        #expect(result.accepted == 12 && result.rejected.isEmpty)
        #expect(try folder.importObservations(file, platform: nil, now: Self.now, created: [:]).repeated == 12)
    }

    @Test("a later entry of a name supersedes the earlier, also where it takes a correction back")
    func superseding() throws {
        try Self.withCase { folder in
            try folder.enter([exposure("one")], at: Self.now)
            #expect(try folder.enter([exposure("one")], at: Self.now).map(\.isNew) == [false])
            try folder.enter([exposure("one", by: "another")], at: Self.now)
            #expect(try folder.current(Exposure.self).map(\.entry.by) == ["another"])
            #expect(try folder.enter([exposure("one")], at: Self.now, skipsKnown: true).map(\.isNew) == [false])
            #expect(try folder.current(Exposure.self).map(\.entry.by) == ["another"])
            #expect(try folder.enter([exposure("one")], at: Self.now).map(\.isNew) == [true])
            #expect(try folder.current(Exposure.self).map(\.entry.by) == ["a newspaper"])
            #expect(try folder.entries(Exposure.self).count == 3)
            let check = try folder.check()
            #expect(check.problems.isEmpty)
        }
    }

    @Test(
        "names that nobody can type or read are refused",
        arguments: ["", "  ", "a\u{1B}[31mb", "a\nb", "a\u{202E}b", String(repeating: "x", count: 300)])
    func names(name: String) throws {
        try Self.withCase { folder in
            let entry = try exposure(name)
            #expect(throws: CaseError.self) { _ = try folder.enter([entry], at: Self.now) }
            let kept = try folder.entries(Exposure.self)
            #expect(kept.isEmpty)
        }
    }

    @Test("an untouched case is sound, and its readings come back")
    func sound() throws {
        try Self.withCase { folder in
            try fill(folder)
            let check = try folder.check()
            #expect(check.problems.isEmpty)
            let table = try folder.observations()
            #expect(table.count == 12 && table.assets.count == 3)
            let early = try folder.observations(
                of: [AssetKey(platform: .tiktok, id: "2")], until: Instant(milliseconds: 1_704_240_000_000))
            #expect(early.count == 3 && early.assets.count == 1)
        }
    }

    @Test(
        "whatever is changed in the file behind the program's back is told",
        arguments: [
            "DELETE FROM entries WHERE name = 'two'", "UPDATE entries SET entered = 0 WHERE name = 'one'",
            "UPDATE entries SET name = 'other' WHERE name = 'one'",
            "UPDATE entries SET kind = 'claim' WHERE name = 'two'",
            "UPDATE entries SET body = replace(body, 'newspaper', 'stranger') WHERE name = 'three'",
            "UPDATE observations SET state = 1 WHERE time = (SELECT max(time) FROM observations) AND asset = 1",
            "DELETE FROM observations WHERE asset = 2", "UPDATE vantages SET country = 'DE'",
            "UPDATE assets SET value = '9' WHERE value = '1'", "UPDATE observations SET time = time + 1",
            "UPDATE observation_files SET readings = 5",
        ])
    func tampered(statement: String) throws {
        try Self.withCase { folder in
            try fill(folder)
            try folder.queue.write { try $0.execute(sql: statement) }
            #expect(try !folder.check().problems.isEmpty, "\(statement)")
            if statement.contains("observations SET") || statement.contains("FROM observations") {
                #expect(throws: CaseError.self) { _ = try folder.observations() }
            }
        }
    }
}

extension CaseFolder {
    fileprivate func check() throws -> CaseCheck { try check(progress: .silent) }
}
