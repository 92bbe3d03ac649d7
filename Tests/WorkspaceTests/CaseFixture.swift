import Foundation
import GRDB
import Intake
import Records

@testable import Workspace

/// A folder of its own for each test, and invented exports.
final class CaseFixture {
    let root: String
    let folder: CaseFolder

    init() throws {
        root = NSTemporaryDirectory() + "daylight-case-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        folder = try CaseFolder.create(at: root + "/case")
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    static let now = Instant(milliseconds: 1_800_000_000_000)

    func file(_ name: String, _ text: String) throws -> SourceFile {
        let path = root + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return SourceFile(path: path)
    }

    @discardableResult
    func take(
        _ file: SourceFile, into other: CaseFolder? = nil, _ change: (inout ImportSettings) -> Void = { _ in }
    ) throws -> ImportOutcome {
        var settings = ImportSettings(reading: IntakeOptions(), now: Self.now)
        change(&settings)
        return try (other ?? folder).importFile(file, settings, reject: { _ in }, progress: .silent)
    }

    func digest(_ other: CaseFolder? = nil) throws -> String {
        let check = try (other ?? folder).check(progress: .silent)
        guard check.problems.isEmpty else { throw Unsound(problems: check.problems) }
        return check.digest
    }

    /// One column of a query, as text.
    func column(_ sql: String) throws -> [String] {
        try folder.queue.read { try String.fetchAll($0, sql: sql) }
    }

    /// Changes the database behind the program's back.
    func tamper(_ sql: String) throws {
        try folder.queue.inDatabase { try $0.execute(sql: "PRAGMA foreign_keys = OFF; \(sql)") }
    }

    struct Unsound: Error {
        var problems: [String]
    }

    /// TikTok rows: `(video, author, second, views, text)`.
    static func videos(_ rows: [(String, String, Int, Int, String)], snapshot: String? = nil) -> String {
        var text = "video_id,author_name,create_time,view_count,video_description,hashtag_names,music_id"
        text += snapshot == nil ? "\n" : ",last_snapshot\n"
        for (video, author, second, views, words) in rows {
            let time = "2024-11-22T00:\(second / 600)\(second / 60 % 10):\(second % 60 / 10)\(second % 10)Z"
            text += "\(video),\(author),\(time),\(views),\(words),,7001"
            text += snapshot.map { "," + $0 + "\n" } ?? "\n"
        }
        return text
    }
}
