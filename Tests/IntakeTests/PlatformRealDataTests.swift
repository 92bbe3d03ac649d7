import Corpus
import Foundation
import Intake
import Records
import Testing

/// Counts on the project's real data from many platforms: set `DAYLIGHT_DATA` to its folder to run these.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil), .serialized)
struct PlatformRealDataTests {
    private let root = ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? ""

    private func read(_ path: String) throws -> (corpus: Corpus, file: FileSummary) {
        var builder = CorpusBuilder()
        let summary = try Intake.read(
            [SourceFile(path: root + "/" + path)], options: IntakeOptions(), into: &builder, reject: { _ in },
            progress: .silent)
        return (builder.finish(), summary.files[0])
    }

    private func count(_ file: FileSummary, _ note: String) -> UInt64 {
        file.notes.first { $0.name == note }?.count ?? 0
    }

    private func actions(_ corpus: Corpus, _ trace: Trace) -> Int {
        corpus.layers.first { $0.trace == trace }?.actions.count ?? 0
    }

    @Test func telegramsRowsAreAllRead() throws {
        let (corpus, file) = try read("samples/telegram_posts.csv.zst")
        #expect(file.format == "telegram-rows")
        #expect(file.accepted == 10_000 && file.rejected == 0 && file.repeated == 0)
        #expect(corpus.accounts.count == 3)
        #expect(actions(corpus, .replyTarget) == 51, "as many as say that they are replies")
        #expect(actions(corpus, .repostTarget) == 204, "of 284 forwards those that name their message")
    }

    @Test func blueskysEventsAreReadOrCounted() throws {
        let (corpus, file) = try read("samples/bluesky/jetstream_expected_v1.jsonl")
        #expect(file.rows == 152 && file.accepted == 32 && file.passed == 120 && file.rejected == 0)
        #expect(count(file, "like") == 105 && count(file, "deletion") == 4)
        #expect(actions(corpus, .repostTarget) == 15 && actions(corpus, .replyTarget) == 8)
    }

    @Test func youTubesPagesAreAllRead() throws {
        let comments = try read("samples/youtube/comment_threads_response.json")
        #expect(comments.file.accepted == 13 && comments.file.rejected == 0, "12 threads, and a reply inside one")
        #expect(actions(comments.corpus, .replyTarget) == 13)
        let channels = try read("samples/youtube/channels_page_final.json")
        #expect(count(channels.file, "profile") == 2 && channels.file.accepted == 2)
        #expect(try read("samples/youtube/search_videos_page_final.json").file.accepted == 5)
        let pages = try read("samples/youtube/search_videos_page-20000101T010000.000001Z.json")
        #expect(pages.file.accepted == 6 && pages.file.repeated == 1)
    }

    @Test func crowdTanglesPostsAreRead() throws {
        let (corpus, file) = try read("samples/crowdtangle/crowdtangle_api_posts.json")
        #expect(file.format == "crowdtangle-api")
        #expect(file.accepted == 2 && file.rejected == 0 && corpus.accounts.count == 2)
    }

    @Test func tikToksOtherFilesAreAllRead() throws {
        for (name, posts, accounts) in [
            ("tiktok_web_itemList", UInt64(1), 1), ("VideoData_aweme_trending", 30, 29),
            ("VideoData_aweme_user_video_list", 25, 1),
        ] {
            let (corpus, file) = try read("samples/tiktok/\(name).json")
            #expect(file.format == "tiktok-web", "\(name) holds the website's items")
            #expect(file.accepted == posts && file.rejected == 0)
            #expect(corpus.accounts.count == accounts)
            #expect(count(file, "id-time-contradiction") == 0)
        }
        let (paid, paidFile) = try read("tiktok/romania_2024_commercial_content.csv")
        #expect(count(paidFile, "anonymous-post") == 11_896 && paidFile.rejected == 0)
        #expect(paid.accounts.count == 0, "nobody's posts are in no search")
        let (_, counters) = try read("tiktok/metric_timeline.csv.gz")
        #expect(count(counters, "counters") == 455_046 && counters.rejected == 0)
    }

    @Test func theAccountsOfCooRnetsNetworksAreProfiles() throws {
        let (_, file) = try read("cases/Global_CLSB_2017_2021_accounts.csv")
        #expect(count(file, "profile") == 818 && file.rejected == 0)
        #expect(file.platform == .facebook)
    }

    /// The documentation's own examples.
    @Test(arguments: ["Status", "Account"])
    func mastodonsDocumentedEntitiesAreRead(_ name: String) throws {
        let page = try String(contentsOfFile: root + "/samples/mastodon/\(name).md", encoding: .utf8)
        let example = try #require(page.components(separatedBy: "```json\n").dropFirst().first)
        let json = try #require(example.components(separatedBy: "```").first)
        let (found, file, rejections) = try records(json)
        #expect(file.format == "mastodon" && rejections == [])
        #expect(found.count == 1)
        if name == "Status" {
            #expect(found[0].account == "Gargron@mastodon.social")
            #expect(found[0].urls.count == 2, "the link in the text and the card")
            #expect(found[0].counters.likes == 11 && found[0].accountCounters.followers == 322_930)
        } else {
            #expect(found[0].kind == .profile)
        }
    }
}
