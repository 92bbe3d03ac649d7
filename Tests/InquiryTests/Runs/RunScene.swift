import Coordination
import Exchange
import Intake
import Records
import TestSupport
import Workspace

@testable import Inquiry

/// A case with runs that are stored in it.
struct RunScene {
    let scratch: Scratch
    let folder: CaseFolder

    static let now = Instant(milliseconds: 1_800_000_000_000)

    init(_ files: [(name: String, text: String)]) throws {
        scratch = try Scratch()
        folder = try CaseFolder.create(at: scratch.path + "/case")
        for file in files { try take(file.name, file.text) }
    }

    func take(_ name: String, _ text: String) throws {
        let source = SourceFile(path: try scratch.file(name, text))
        _ = try folder.importFile(
            source, ImportSettings(reading: IntakeOptions(), now: Self.now), reject: { _ in }, progress: .silent)
    }

    /// Searches the case and stores the run in it.
    func run(
        windows: [Int64] = [10_000, 60_000], cap: Int? = nil, chance: ChanceModel? = nil
    ) throws -> StoredRun {
        var search = SearchParameters(windows: windows.map { Window(milliseconds: $0) }, threads: 1, chance: chance)
        search.objectCap = cap
        let question = try Question(case: folder, search: search)
        let number = try folder.reserveRun()
        return try Self.stored(question, in: folder.folder(ofRun: number))
    }

    /// Asks, and leaves the answer in a folder.
    static func stored(_ question: Question, in folder: String) throws -> StoredRun {
        let results = try ResultFolder(path: folder)
        let answer = try question.answer(reject: results.reject, progress: .silent)
        try results.finishRejects()
        try results.write(answer)
        try results.finish(
            answer.manifest(
                command: "investigate", version: "1", results: results.outputs,
                execution: RunManifest.Execution(
                    started: "", wallSeconds: 0, cpuSeconds: 0, threads: 1, host: "",
                    paths: question.sources.map(\.path), arguments: [])))
        return try StoredRun(folder: folder)
    }

    /// Share events: groups of accounts that share links within seconds, and somebody who shares one by chance.
    static func shares(_ groups: [[String]], links: Int = 3) -> String {
        var rows = ["object_id,account_id,content_id,timestamp_share"]
        for (group, names) in groups.enumerated() {
            for link in 0..<links {
                for (offset, name) in names.enumerated() {
                    let time = 1_700_000_000 + group * 100_000 + link * 1000 + offset * 7
                    rows.append("link\(group)-\(link),\(name),\(name)\(link),\(time)")
                }
            }
        }
        rows.append("link0-0,stranger,s1,1700000002")
        return rows.joined(separator: "\n") + "\n"
    }

    /// TikTok rows of accounts that post one text with one sound and one hashtag, some of them on other days.
    static func videos(_ count: Int) -> String {
        var text = "video_id,author_name,create_time,view_count,video_description,hashtag_names,music_id\n"
        for index in 0..<count {
            let (author, second) = (["ana", "bob", "cyd", "dan"][index % 4], index * 3)
            text += "\(1000 + index),\(author),2024-11-22T00:\(10 + second / 60):\(10 + second % 50)Z,\(index),"
            text += "say it #tag\(index / 8) now,tag\(index / 8),\(7000 + index / 12)\n"
        }
        return text
    }
}
