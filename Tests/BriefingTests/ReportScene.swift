import Coordination
import Inquiry
import Intake
import Records
import Reporting

@testable import Briefing

/// An invented TikTok export: seven accounts post the same texts to the same sounds within seconds, among others that
/// do not.
enum ReportScene {
    static let crew = ["radu.1", "radu.2", "vocea_ta", "newsbot", "inainte24", "ro_pentru_noi", "maria88"]

    /// 2024-11-01T00:00:00Z.
    private static let start = 1_730_419_200

    static func text(_ number: Int) -> String {
        "Echilibru și verticalitate, partea a \(number)-a: cine este omul potrivit? <b>Ascultați</b>"
    }

    static let table: [UInt8] = {
        var lines = ["video_id,author_name,create_time,video_description,music_id,hashtag_names"]
        var identifier = 7_430_000_000_000_000_000
        func post(_ author: String, _ seconds: Int, _ text: String, _ sound: Int, _ tags: String) {
            identifier += 1
            lines.append("\(identifier),\(author),\(start + seconds),\"\(text)\",\(sound),\"\(tags)\"")
        }
        for number in 0..<6 {
            for (place, author) in crew.enumerated() where (place + number) % 4 != 0 {
                post(author, number * 90_000 + place * 7, text(number), 7_000_000_000_000 + number, "alegeri2024,fyp")
            }
        }
        for other in 0..<600 {
            post(
                "om\(other)", other * 500, "Bună seara tuturor, aici numărul \(other) cu o rețetă", other, "fyp,reteta"
            )
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }()

    static func answer(minimumWeight: Int = 2, chance: ChanceModel? = nil, permutations: Int = 0) throws -> Answer {
        var question = Question(
            sources: [SourceFile(path: "/somewhere/posts.csv", contents: table)],
            search: SearchParameters(
                windows: [Window(milliseconds: 10_000), Window(milliseconds: 60_000)], minimumWeight: minimumWeight,
                chance: chance))
        question.permutations = permutations
        return try question.answer(reject: { _ in }, progress: .silent)
    }

    static func view(_ answer: Answer) throws -> ReportView {
        try ReportFilling.view(
            answer, version: "0.0.1", command: "daylight investigate posts.csv",
            outputs: [RunManifest.Output(name: "edges.csv", sha256: String(repeating: "ab", count: 32), bytes: 1)],
            progress: .silent)
    }
}
