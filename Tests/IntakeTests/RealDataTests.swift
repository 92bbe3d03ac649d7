import Bytes
import Corpus
import Foundation
import Intake
import Records
import Testing

/// Counts on the project's real data, which is never part of it: set `DAYLIGHT_DATA` to its folder to run these.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil), .serialized)
struct RealDataTests {
    private let root = ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? ""

    private func read(
        _ paths: String..., mapping: String? = nil
    ) throws -> (corpus: Corpus, summary: IntakeSummary) {
        var builder = CorpusBuilder()
        var options = IntakeOptions(traces: [TraceSet(.shared), TraceSet(.url), TraceSet(.hashtag)])
        options.mapping = try mapping.map { try ColumnMapping($0) }
        let summary = try Intake.read(
            paths.map { SourceFile(path: root + "/" + $0) }, options: options, into: &builder, reject: { _ in },
            progress: .silent)
        return (builder.finish(), summary)
    }

    @Test func theResearchTableGivesAllItsVideos() throws {
        let (corpus, summary) = try read("tiktok/videos_unique.csv.gz")
        #expect(summary.accepted == 167_095)
        #expect(summary.rejected == 0 && summary.repeated == 0)
        #expect(corpus.accounts.count == 56_831)
        #expect(summary.files[0].notes.map(\.count) == [58], "ids more than a day off")
    }

    @Test func theTrollsOfTheElectionWindowAreAllRead() throws {
        let (corpus, summary) = try read("ira/ira_2016-10-01_2016-11-14_trolls.csv.zst")
        #expect(summary.accepted == 108_665 && summary.rejected == 0)
        #expect(corpus.accounts.count == 214)
        #expect(summary.resolution == .minute)
    }

    @Test func theShareEventsAreAllRead() throws {
        let names = ["german_domain", "german_hashtag", "german_phash", "german_url", "russian"]
        var total: UInt64 = 0
        for name in names {
            let (_, summary) = try read("coordination/input/\(name).csv.gz")
            #expect(summary.rejected == 0)
            total += summary.accepted
        }
        #expect(total == 192_693)
    }

    @Test func theSamplesAreAllRead() throws {
        let zeeschuimer = try read("samples/tiktok/zeeschuimer_shaped_derived.ndjson")
        #expect(zeeschuimer.summary.accepted == 56)
        let trolls = try read("samples/ira_538_21col_sample.csv")
        #expect(trolls.summary.accepted == 6)
        #expect(trolls.corpus.accounts.value(0) == "905874659358453760")
    }

    @Test func ordinaryPostsAreReadThroughAMapping() throws {
        let (corpus, summary) = try read(
            "controls/x_us2024_ordinary.csv",
            mapping: "account=user_id,handle=username,post=id,time=epoch,text=text,url=expanded_urls,"
                + "hashtags=hashtags,mentions=mentions,platform=x")
        #expect(summary.accepted == 21_009 && summary.rejected == 0)
        #expect(corpus.accounts.count == 16_259)
    }

    /// Rows and posts as a walk over the same documents with Python's own reader counts them.
    @Test(arguments: [
        ("brexit", 336, 159, 155, 148), ("cashtags", 3, 2, 1, 1), ("entities_test", 1283, 671, 650, 577),
        ("flat", 401, 194, 164, 153), ("kpop", 235, 123, 121, 103), ("mentions_tweet", 5, 3, 2, 2),
        ("noflat", 344, 166, 164, 153), ("users", 148, 52, 52, 52), ("withheld", 876, 285, 284, 147),
    ])
    func answersOfTheSecondInterfaceOfXAreReadWhole(
        _ name: String, _ rows: UInt64, _ posts: UInt64, _ distinct: Int, _ accounts: Int
    ) throws {
        let (corpus, summary) = try read("samples/x_api_v2/\(name).jsonl")
        #expect(summary.files[0].format == "x-api-v2")
        #expect(summary.rows == rows && summary.accepted == rows && summary.rejected == 0)
        #expect(summary.files[0].notes.first { $0.name == "profile" }?.count ?? 0 == rows - posts)
        #expect(corpus.citations.count == distinct && corpus.accounts.count == accounts)
        let answers = (0..<UInt32(corpus.accounts.count)).filter { corpus.accounts.handle($0) != nil }
        if name == "noflat" { #expect(answers.count == accounts, "the accounts beside the posts have all the handles") }
    }

    @Test(arguments: [
        ("osome_hashed_tweets_sample", 26, 25, 23), ("phoenix_keyword_tweets", 3, 3, 3),
        ("quoted_w_replies+attachment", 2, 2, 1), ("retweet_w_replies+attachment", 2, 2, 1),
    ])
    func postsOfTheFirstInterfaceOfXAreReadWhole(
        _ name: String, _ rows: UInt64, _ distinct: Int, _ accounts: Int
    ) throws {
        let (corpus, summary) = try read("samples/x_api_v1/\(name).json")
        #expect(summary.files[0].format == "x-api-v1")
        #expect(summary.rows == rows && summary.rejected == 0)
        #expect(corpus.citations.count == distinct && corpus.accounts.count == accounts)
    }

    @Test func theFlattenedExtractOfTheElectionNeedsNoMapping() throws {
        let (corpus, summary) = try read("controls/x_us2024_ordinary.csv")
        #expect(summary.files[0].format == "usc-x-24")
        #expect(summary.accepted == 21_009 && summary.rejected == 0 && summary.repeated == 0)
        #expect(corpus.accounts.count == 16_259 && summary.files[0].notes.isEmpty)
    }

    @Test func theAuthorsOfTheTrollsAreAllProfiles() throws {
        let (_, summary) = try read("ira/authors.csv")
        #expect(summary.files[0].format == "538-authors" && summary.rejected == 0)
        #expect(summary.files[0].notes.map(\.count) == [2856])
    }

    /// Adds up what readers find besides what a search needs.
    private struct Sums: RecordSink {
        static let readsAsPeers = false
        static let keepsDetails = true

        var views: Int64 = 0
        var likes: Int64 = 0
        var shares: Int64 = 0
        var followers: Int64 = 0
        var viewed = 0
        var regions = 0
        var observed = 0

        mutating func take(_ record: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool {
            views += record.counters.views ?? 0
            likes += record.counters.likes ?? 0
            shares += record.counters.shares ?? 0
            followers += record.profile.counters.followers ?? 0
            viewed += record.counters.views == nil ? 0 : 1
            regions += record.region.isEmpty ? 0 : 1
            observed += record.observed == nil ? 0 : 1
            return true
        }
    }

    private func sums(_ path: String) throws -> Sums {
        var sums = Sums()
        _ = try Intake.readAll(
            [SourceFile(path: root + "/" + path)], options: IntakeOptions(), into: &sums, reject: { _ in },
            progress: .silent)
        return sums
    }

    @Test func countersAddUpToWhatPythonFinds() throws {
        let videos = try sums("tiktok/videos_unique.csv.gz")
        #expect(videos.views == 2_164_112_208 && videos.likes == 119_374_774)
        #expect(videos.regions == 167_095 && videos.observed == 167_095)
        let ordinary = try sums("controls/x_us2024_ordinary.csv")
        #expect(ordinary.views == 92_606_748 && ordinary.viewed == 20_699 && ordinary.likes == 1_604_031)
        let answers = try sums("samples/x_api_v2/noflat.jsonl")
        #expect(answers.followers == 213_524_191 && answers.shares == 18_214)
        let items = try sums("samples/tiktok/zeeschuimer_shaped_derived.ndjson")
        #expect(items.views == 1_049_061_733 && items.viewed == 56 && items.followers == 427_700)
        #expect(items.observed == 56)
    }
}
