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
}
