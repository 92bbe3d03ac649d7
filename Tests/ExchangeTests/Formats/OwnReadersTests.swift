import Bytes
import Intake
import Oversight
import Records
import Testing

@testable import Exchange

/// What our own readers make of what was written for others.
@Suite("Our own readers")
struct OwnReadersTests {
    private struct Sink: RecordSink {
        var statements: [Statement] = []
        var posts: [(identifier: String, account: String, text: String, milliseconds: Int64)] = []

        mutating func take(_ record: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool {
            posts.append(
                (record.identifier.string, record.account.string, record.text.string, record.time.milliseconds))
            return true
        }

        mutating func take(_ statement: Statement, _ citation: Citation) -> Bool {
            statements.append(statement)
            return true
        }
    }

    private func read(_ text: String, _ name: String) throws -> (sink: Sink, rejections: [Rejection]) {
        var sink = Sink()
        var rejections: [Rejection] = []
        _ = try Intake.readAll(
            [SourceFile(path: name, contents: Array(text.utf8))], options: IntakeOptions(), into: &sink,
            reject: { rejections.append($0) }, progress: .silent)
        return (sink, rejections)
    }

    private func indicators(_ dossier: Dossier) throws -> [Indicator] {
        let (sink, rejections) = try read(try OneFile.indicators.text(dossier), "indicators.csv")
        #expect(rejections == [])
        return sink.statements.compactMap { if case .indicator(let indicator) = $0 { indicator } else { nil } }
    }

    @Test(
        "read every indicator back: the accounts with their platforms and handles, the domains, addresses and hashtags")
    func indicators() throws {
        let dossier = DossierScene.full()
        let read = try indicators(dossier)
        #expect(read.count == dossier.assets.count + dossier.observables.count)
        let accounts = read.filter { $0.kind == .account }.compactMap { indicator in
            indicator.platform.map { "\($0.name) \(indicator.handle ?? indicator.value)" }
        }
        #expect(
            Set(accounts) == [
                "tiktok ana.ro", "tiktok bogdan.ro", "tiktok carmen", "x dan_x", "facebook elena.fb",
                "telegram horia_tg",
                "telegram ion_tg", "youtube https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv",
                "instagram lia.ig",
                "reddit mihai_r", "bluesky nora.bsky.social", "vk pavel_vk", "threads radu",
            ])
        #expect(read.filter { $0.kind == .domain }.map(\.value) == ["foaia-noua.example", "foaia-noua.example"])
        #expect(read.filter { $0.kind == .hashtag }.map(\.value) == ["#alegeri"])
        #expect(read.contains { $0.kind == .url && $0.value == "https://foaia-noua.example/%28a%29.b%5Bc%5D" })
        #expect(read.contains { $0.kind == .text && $0.value == "unstated:stranger 7" })
        #expect(read.contains { $0.procedure == "0.9.6" && $0.comment.contains("id 7100000000000000001") })
    }

    @Test("reject nothing of the most hostile names")
    func hostile() throws {
        let dossier = DossierScene.hostile
        #expect(try indicators(dossier).count >= dossier.assets.count)
    }

    @Test("read back every post that was written for 4CAT")
    func posts() throws {
        let dossier = DossierScene.full(posts: 100)
        let (sink, rejections) = try read(try OneFile.fourcat.text(dossier), "upload.csv")
        #expect(rejections == [])
        var expected: [Dossier.Post] = []
        _ = try dossier.posts.each { expected.append($0) }
        #expect(sink.posts.map(\.text) == expected.map(\.text))
        #expect(sink.posts.map(\.milliseconds) == expected.map { $0.time.milliseconds / 1000 * 1000 })
    }
}
