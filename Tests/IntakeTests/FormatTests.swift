import Bytes
import Corpus
import Intake
import Records
import Testing

/// Reads a text as a file and gives the posts as a person would see them.
func posts(
    _ text: String, traces: TraceSet = .all, platform: Platform? = nil, mapping: ColumnMapping? = nil
) throws -> (posts: [CitedPost], summary: IntakeSummary, rejections: [Rejection]) {
    var builder = CorpusBuilder()
    var rejections: [Rejection] = []
    let sources = [SourceFile(path: "sample", contents: Array(text.utf8))]
    let options = IntakeOptions(traces: traces, platform: platform, mapping: mapping)
    let summary = try Intake.read(
        sources, options: options, into: &builder, reject: { rejections.append($0) }, progress: .silent)
    let corpus = builder.finish()
    let posts = try Intake.resolve(corpus.citations.all, sources: sources, options: options, progress: .silent)
    return (posts, summary, rejections)
}

extension CitedPost {
    func values(_ trace: Trace) -> [String] { objects.filter { $0.trace == trace }.map(\.value) }
}

@Suite struct FormatTests {
    private func sample(_ format: String) -> String {
        ConformanceTests.samples.first { $0.format == format }?.sample ?? ""
    }

    @Test func theResearchTableIsReadWithItsOddities() throws {
        let (posts, summary, _) = try posts(sample("tiktok-research-csv"))
        #expect(posts.map(\.account.value) == ["amber_1", "birch.2", "cedar"], "handles are folded")
        #expect(posts[1].handle == "Birch.2", "but shown as they are written")
        #expect(posts[0].values(.hashtag) == ["unu", "doi"])
        #expect(posts[1].values(.hashtag) == ["trei"], "from the text where the list is empty")
        #expect(posts[0].values(.caption) == [])
        #expect(posts[1].values(.sound) == [])
        #expect(posts[2].values(.sound) == ["6923"])
        #expect(posts[2].values(.effect) == ["12", "13"])
        #expect(posts[2].text == "")
        #expect(posts[0].address == "https://www.tiktok.com/@amber_1/video/7440000000000000001")
        #expect(posts[1].time == Instant(milliseconds: 1_732_233_900_000))
        #expect(summary.files[0].platform == .tiktok)
        #expect(summary.resolution == .second)
        #expect(summary.files[0].notes == [], "the ids were made when the posts say")
    }

    @Test func pagesAreReadWhetherTheyCallItIdOrVideoId() throws {
        let (posts, _, _) = try posts(sample("tiktok-research-json"))
        #expect(posts.map(\.identifier) == (1...3).map { "744000000000000000\($0)" })
        #expect(posts[0].text == "first 🌲 #one")
        #expect(posts[1].values(.effect) == ["9"], "0 stands for none")
    }

    @Test func anErrorPageIsReportedAndTheRestRead() throws {
        let text = """
            {"data":{},"error":{"code":"daily_quota_limit_exceeded","message":"come back","log_id":"x"}}
            {"data":{"videos":[{"id":7440000000000000001,"username":"amber","create_time":1732233846}]}}
            """
        let (posts, summary, rejections) = try posts(text)
        #expect(posts.count == 1)
        #expect(rejections.map(\.reason) == ["error-report"])
        #expect(rejections[0].row == 0)
        #expect(summary.rows == 1 && summary.rejected == 0)
    }

    @Test func aZeeschuimerAuthorHasAnIdOrOnlyAHandle() throws {
        let (posts, _, _) = try posts(sample("zeeschuimer-tiktok"))
        #expect(posts[0].account == AccountKey(platform: .tiktok, kind: .id, value: "67001"))
        #expect(posts[0].handle == "Amber_1")
        #expect(posts[1].account == AccountKey(platform: .tiktok, kind: .handle, value: "birch"))
        #expect(posts[0].values(.mention) == ["birch"])
        #expect(posts[2].values(.quotedPost) == ["7440000000000000001"], "a duet quotes another video")
    }

    @Test func idsThatASpreadsheetRoundedAreNotUsed() throws {
        let (posts, summary, _) = try posts(sample("538-trolls"))
        #expect(posts[0].account == AccountKey(platform: .x, kind: .handle, value: "amber"))
        #expect(posts[1].account == AccountKey(platform: .x, kind: .id, value: "2527472164"))
        #expect(posts[2].account == AccountKey(platform: .x, kind: .id, value: "905874659358453760"))
        #expect(posts[0].values(.url) == ["https://example.org/a"], "the expanded address, not the short one")
        #expect(summary.resolution == .minute)
        #expect(posts[0].time.description == "2017-10-01T19:58:00.000Z")
    }

    @Test func timesSpelledWithSecondsThatAreAlwaysZeroAreMinutes() throws {
        #expect(try posts(sample("trolls-by-author")).summary.resolution == .minute)
        let rows = (0..<100).map { "u\($0),2024-11-22 00:\($0 % 60 < 10 ? "0" : "")\($0 % 60):00\n" }
        let mapping = try ColumnMapping("handle=who,time=when")
        #expect(try posts("who,when\n" + rows.joined(), mapping: mapping).summary.resolution == .minute)
        #expect(try posts("who,when\n" + rows.prefix(99).joined(), mapping: mapping).summary.resolution == .second)
    }

    @Test func shareEventsAreTakenByteForByte() throws {
        let text = """
            timestamp_share,extra,content_id,account_id,object_id
            1700000000.25,x,p1,@Amber ,https://Example.org/?utm_source=a
            1700000001,x,p1,@amber,NA
            1700000002,x,,Cedar,
            """
        let (posts, summary, _) = try posts(text, platform: .x)
        #expect(posts.map(\.account.value) == ["@Amber ", "@amber", "Cedar"])
        #expect(posts[0].values(.shared) == ["https://Example.org/?utm_source=a"])
        #expect(posts[1].values(.shared) == [], "NA is missing, and two missing objects are not one")
        #expect(posts[0].account.platform == .x)
        #expect(summary.resolution == .second)
        #expect(summary.first == Instant(milliseconds: 1_700_000_000_250))
    }

    @Test func aPostMetAgainIsCountedAndAddsNothing() throws {
        let text = """
            video_id,author_name,create_time,video_description
            7440000000000000001,amber,1732233846,#one
            7440000000000000001,amber,1732233846,#one
            7440000000000000001,amber,1732233846,#one
            """
        let (posts, summary, _) = try posts(text)
        #expect(posts.count == 1)
        #expect(summary.rows == 3 && summary.accepted == 3 && summary.repeated == 2)
    }

    @Test func aPostMetAgainUnderARenamedHandleAddsNoAccount() throws {
        let text = """
            video_id,author_name,create_time,video_description
            7440000000000000001,amber,1732233846,#one
            7440000000000000001,renamed,1732233846,#one
            """
        var builder = CorpusBuilder()
        let summary = try Intake.read(
            [SourceFile(path: "sample", contents: Array(text.utf8))], options: IntakeOptions(), into: &builder,
            reject: { _ in }, progress: .silent)
        #expect(summary.repeated == 1)
        #expect(builder.accountCount == 1)
    }

    @Test(arguments: ["7.44E+18", "7440000000000000000"])
    func aRoundedPostIdSwallowsNoPost(_ id: String) throws {
        func check(_ text: String, _ mapping: ColumnMapping? = nil) throws {
            let (posts, summary, rejections) = try posts(text, mapping: mapping)
            #expect(rejections == [])
            #expect(posts.map(\.identifier) == ["", ""], "\(text)")
            #expect(summary.repeated == 0)
            #expect(summary.files[0].notes.map(\.name) == ["rounded-post-id"])
            #expect(summary.files[0].notes.map(\.count) == [2])
        }
        try check(
            "video_id,author_name,create_time,video_description\n\(id),amber,1732233846,a\n\(id),birch,1732233846,b\n")
        let video = #"{"id":\#(id),"username":"amber","create_time":1732233846}"#
        try check(#"{"data":{"videos":[\#(video),\#(video)]},"error":{"code":"ok"}}"#)
        try check(
            "id,author,body,timestamp,unix_timestamp,music_id,tiktok_url\n"
                + String(repeating: "\(id),amber,x,2024-11-22 00:04:06,1732233846,,\n", count: 2))
        try check(
            "external_author_id,author,content,publish_date,tweet_id\n"
                + String(repeating: "2527472164,AMBER,x,10/1/2017 19:58,\(id)\n", count: 2))
        let item =
            #"{"item_id":"1","timestamp_collected":1,"source_platform":"tiktok.com","#
            + #""data":{"id":"\#(id)","desc":"","createTime":1732233846,"author":"amber"}}"#
        try check(item + "\n" + item + "\n")
        try check("p,h,t\n\(id),amber,1\n\(id),birch,2\n", try ColumnMapping("handle=h,post=p,time=t"))
        try check(
            #"{"p":\#(id),"h":"amber","t":1}"# + "\n" + #"{"p":\#(id),"h":"birch","t":2}"# + "\n",
            try ColumnMapping("handle=h,post=p,time=t"))
    }

    @Test func missingWordsAreForFieldsOfTablesOnly() throws {
        let pages = """
            {"data":{"videos":[{"id":7440000000000000001,"username":"null","create_time":1732233846,\
            "video_description":"None","hashtag_names":["NA"],"video_mention_list":["nan"]}]}}
            """
        let page = try posts(pages).posts
        #expect(page.map(\.account.value) == ["null"])
        #expect(page[0].text == "None")
        #expect(page[0].values(.hashtag) == ["na"])
        #expect(page[0].values(.mention) == ["nan"])
        let mapping = try ColumnMapping("account=a,handle=h,time=t,text=x,hashtags=g,mentions=m")
        let objects = try posts(
            #"{"a":null,"h":"null","t":1,"x":"NA","g":"NA","m":["NaN"]}"# + "\n"
                + #"{"a":"None","h":"amber","t":2,"x":null,"g":[null,""],"m":""}"# + "\n", mapping: mapping
        ).posts
        #expect(objects.map(\.account.value) == ["null", "None"])
        #expect(objects[0].text == "NA" && objects[1].text == "")
        #expect(objects[0].values(.hashtag) == ["na"] && objects[1].values(.hashtag) == [])
        #expect(objects[0].values(.mention) == ["NaN"] && objects[1].values(.mention) == [])
        let table = try posts(
            "a,h,t,x,g,m\nNA,amber,1,#NA @nan,NA,null\nNA,amber,2,None,\"['NA', nan]\",nan\n", mapping: mapping
        ).posts
        #expect(table[0].account.value == "amber")
        #expect(table[0].values(.hashtag) == ["na"] && table[0].values(.mention) == ["nan"])
        #expect(table[1].text == "" && table[1].values(.hashtag) == ["na"] && table[1].values(.mention) == [])
    }

    @Test func formatsAreNamedWithoutJudgingAnyone() {
        #expect(Intake.formats.allSatisfy { !$0.title.lowercased().contains("troll") })
    }

    @Test func anIdThatContradictsItsTimeIsFlaggedAndKept() throws {
        let text = "video_id,author_name,create_time,video_description\n7440000000000000001,amber,1632233846,x\n"
        let (posts, summary, _) = try posts(text)
        #expect(posts.count == 1)
        #expect(summary.files[0].notes.map(\.name) == ["id-time-contradiction"])
    }

    @Test func rejectionsSayWhereAndWhat() throws {
        let text = """
            object_id,account_id,content_id,timestamp_share
            a,amber,1,2024-02-30
            a,,2,1700000000
            a,b\u{0}c,3,1700000000
            a,amber,4
            a,amber,5,
            """
        let (_, summary, rejections) = try posts(text)
        #expect(
            rejections.map(\.reason) == [
                "bad-time", "missing-account", "bad-account", "wrong-column-count", "missing-time",
            ])
        #expect(rejections.map(\.row) == [1, 2, 3, 4, 5])
        #expect(rejections[0].field == "timestamp_share")
        #expect(rejections[0].detail.contains("\"2024-02-30\""))
        #expect(
            summary.files[0].rejectedByReason.map(\.name) == [
                "bad-account", "bad-time", "missing-account", "missing-time", "wrong-column-count",
            ])
        let long = String(repeating: "\u{7}é", count: 300)
        let (_, _, quoted) = try posts("object_id,account_id,content_id,timestamp_share\na,b,c,\(long)\n")
        #expect(quoted[0].detail.utf8.count < 400, "a message quotes little of a long value")
    }

    @Test func anUnknownTableIsRefusedWithItsColumns() {
        #expect {
            try posts("alpha,beta\n1,2\n")
        } throws: { error in
            guard case .nothingReadable(let files)? = error as? IntakeError else { return false }
            return files[0].reason == "unrecognised" && files[0].detail.contains("alpha, beta")
                && files[0].detail.contains("--map")
        }
    }

    @Test func oneUnreadableFileDoesNotStopTheOthers() throws {
        var builder = CorpusBuilder()
        var rejections: [Rejection] = []
        let good = SourceFile(path: "good", contents: Array(sample("share-events").utf8))
        let summary = try Intake.read(
            [SourceFile(path: "/nowhere.csv"), good, SourceFile(path: "/tmp")], options: IntakeOptions(),
            into: &builder, reject: { rejections.append($0) }, progress: .silent)
        #expect(rejections.map(\.reason) == ["missing-file", "folder"])
        #expect(rejections.allSatisfy { $0.row == 0 })
        #expect(summary.files.map(\.accepted) == [0, 3, 0])
        #expect(throws: IntakeError.self) {
            try Intake.read(
                [SourceFile(path: "/nowhere.csv")], options: IntakeOptions(), into: &builder, reject: { _ in },
                progress: .silent)
        }
        #expect(throws: IntakeError.noSources) {
            try Intake.read([], options: IntakeOptions(), into: &builder, reject: { _ in }, progress: .silent)
        }
        #expect(throws: IntakeError.self) {
            try Intake.read(
                [SourceFile(path: "good", format: "no-such-format")], options: IntakeOptions(), into: &builder,
                reject: { _ in }, progress: .silent)
        }
    }
}

@Suite struct CitationTests {
    private let sources = [
        SourceFile(path: "a", contents: Array(ConformanceTests.samples[0].sample.utf8)),
        SourceFile(path: "b", contents: Array(ConformanceTests.samples[1].sample.utf8)),
    ]

    @Test func citedPostsComeInTheOrderOfTheirCitations() throws {
        let citations = [
            Citation(source: 1, row: 3), Citation(source: 0, row: 1), Citation(source: 1, row: 1),
            Citation(source: 0, row: 1),
        ]
        let posts = try Intake.resolve(citations, sources: sources, options: IntakeOptions(), progress: .silent)
        #expect(posts.map(\.citation) == citations)
        #expect(posts.map(\.account.value) == ["cedar", "Amber", "amber_1", "Amber"])
    }

    @Test func aFileThatHasChangedIsRefused() throws {
        var builder = CorpusBuilder()
        let summary = try Intake.read(
            sources, options: IntakeOptions(), into: &builder, reject: { _ in }, progress: .silent)
        let digests = summary.files.map { $0.sha256 ?? "" }
        #expect(digests.allSatisfy { $0.count == 64 })
        let citations = [Citation(source: 0, row: 2)]
        let posts = try Intake.resolve(
            citations, sources: sources, options: IntakeOptions(), expecting: digests, progress: .silent)
        #expect(posts.count == 1)
        var changed = sources
        changed[0].contents?.append(UInt8(ascii: "\n"))
        #expect(throws: IntakeError.self) {
            try Intake.resolve(
                citations, sources: changed, options: IntakeOptions(), expecting: digests, progress: .silent)
        }
    }

    @Test func aCitationThatLeadsNowhereIsAnError() {
        for citation in [Citation(source: 0, row: 99), Citation(source: 9, row: 1)] {
            #expect(throws: IntakeError.self) {
                try Intake.resolve([citation], sources: sources, options: IntakeOptions(), progress: .silent)
            }
        }
    }
}
