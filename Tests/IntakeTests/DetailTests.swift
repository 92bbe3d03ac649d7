import Bytes
import Corpus
import Intake
import Records
import Testing

/// What readers find besides what a search needs, and the tools' formats of other platforms.
@Suite struct DetailTests {
    private func sample(_ format: String) -> String {
        ConformanceTests.samples.first { $0.format == format }?.sample ?? ""
    }

    @Test func theResearchTableBringsCountersAndWhenTheyWereSeen() throws {
        let (found, _, _) = try records(
            """
            video_id,author_name,region_code,create_time,view_count,comment_count,share_count,like_count,video_description,last_snapshot
            7440000000000000001,amber,RO,2024-11-22T00:04:06Z,1000,20,3,NA,x,2024-12-07
            """)
        #expect(found[0].region == "RO" && found[0].counters.views == 1000 && found[0].counters.comments == 20)
        #expect(found[0].counters.shares == 3 && found[0].counters.likes == nil, "missing is not zero")
        #expect(found[0].observed == 1_733_529_600_000)
        let fetched = try records(
            "id,username,create_time,video_description,fetch_timestamp\n1,a,1732233846,x,1733529600\n")
        #expect(fetched.records[0].observed == 1_733_529_600_000)
    }

    @Test func aCorpusKnowsWhenAccountsWereMadeForThoseWhoAsk() throws {
        let posts = """
            {"id":"10","author_id":"7","created_at":"2024-11-22T00:04:06Z","text":"a","author":{"id":"7",\
            "username":"ana","created_at":"2016-03-04T05:06:07.000Z"},"public_metrics":{"impression_count":12}}

            """
        for keepsDetails in [false, true] {
            var options = IntakeOptions()
            options.keepsDetails = keepsDetails
            var builder = CorpusBuilder()
            let file = SourceFile(path: "tweets.jsonl", contents: Array(posts.utf8))
            _ = try Intake.read([file], options: options, into: &builder, reject: { _ in }, progress: .silent)
            let corpus = builder.finish()
            #expect(corpus.accounts.count == 1)
            #expect(corpus.accounts.created(0)?.milliseconds == (keepsDetails ? 1_457_067_967_000 : nil))
            #expect(corpus.views == (keepsDetails ? [12] : []))
        }
    }

    @Test func pagesBringCounters() throws {
        let (found, _, _) = try records(
            #"{"data":{"videos":[{"id":1,"username":"a","create_time":1732233846,"region_code":"RO","view_count":9,"#
                + #""like_count":8,"comment_count":0,"share_count":7,"favorites_count":6}]}}"#)
        var counters = PostCounters()
        counters.views = 9
        counters.likes = 8
        counters.comments = 0
        counters.shares = 7
        counters.saves = 6
        #expect(found[0].counters == counters && found[0].region == "RO")
    }

    @Test func anItemOfTikTokBringsItsAuthor() throws {
        let (found, _, _) = try records(
            #"{"item_id":"1","timestamp_collected":1732300000000,"source_platform":"tiktok.com","data":{"id":"1","#
                + #""desc":"x","createTime":1732233846,"statsV2":{"playCount":"3000000000","collectCount":"4"},"#
                + #""stats":{"playCount":2147483647,"diggCount":2,"commentCount":1,"shareCount":0},"author":{"id":"67001","#
                + #""uniqueId":"amber","nickname":"A","signature":"about","verified":false,"#
                + #""bioLink":{"link":"example.org"}},"authorStats":{"followerCount":5,"followingCount":6,"#
                + #""heartCount":7,"videoCount":8},"locationCreated":"RO","textLanguage":"ro"}}"#)
        let post = found[0]
        #expect(post.counters.views == 3_000_000_000, "statsV2 holds what stats could not")
        #expect(post.counters.likes == 2 && post.counters.shares == 0 && post.counters.saves == 4)
        #expect(post.name == "A" && post.about == "about" && post.isVerified == false)
        #expect(post.links == ["example.org"] && post.accountCounters.followers == 5)
        #expect(post.accountCounters.following == 6 && post.accountCounters.likes == 7)
        #expect(post.accountCounters.posts == 8 && post.region == "RO" && post.language == "ro")
        #expect(post.observed == 1_732_300_000_000)
    }

    @Test func fourCATsTikTokTableBringsCounters() throws {
        let (found, _, _) = try records(
            """
            id,author,author_full,author_followers,author_likes,author_videos,body,timestamp,music_id,tiktok_url,likes,comments,shares,plays,location_created
            7440000000000000001,amber,A,1,2,3,x,2024-11-22 00:04:06,7001,,4,5,6,7,RO
            """)
        #expect(found[0].name == "A" && found[0].accountCounters.posts == 3 && found[0].accountCounters.likes == 2)
        #expect(found[0].counters.views == 7 && found[0].counters.shares == 6 && found[0].region == "RO")
    }

    @Test func theTrollsBringTheirFollowers() throws {
        let (found, _, _) = try records(
            """
            external_author_id,author,content,region,language,publish_date,harvested_date,following,followers,updates
            2527472164,AMBER,x,Unknown,English,10/1/2017 19:58,10/1/2017 19:59,1052,9636,253
            """)
        #expect(found[0].region == "" && found[0].language == "English" && found[0].observed == 1_506_887_940_000)
        #expect(found[0].accountCounters.followers == 9636 && found[0].accountCounters.following == 1052)
        #expect(found[0].accountCounters.posts == 253)
        let sorted = try records(sample("trolls-by-author")).records
        #expect(sorted[0].region == "United States" && sorted[0].accountCounters.posts == 3)
    }

    @Test func aMappingCanNameDetails() throws {
        let mapping =
            "account=a,time=t,views=v,likes=l,comments=c,shares=s,language=g,region=r,client=k,name=n,observed=o"
        let table = try records("a,t,v,l,c,s,g,r,k,n,o\n1001,5,\"1,234\",2.0,,x,en,RO,app,Amber,6\n", mapping: mapping)
        let objects = try records(
            #"{"a":1001,"t":5,"v":1234,"l":2,"c":null,"s":"x","g":"en","r":"RO","k":"app","n":"Amber","o":6}"#,
            mapping: mapping)
        for record in table.records + objects.records {
            #expect(record.kind == .post && record.counters.views == 1234 && record.counters.likes == 2)
            #expect(record.counters.comments == nil && record.counters.shares == nil)
            #expect(record.language == "en" && record.region == "RO" && record.client == "app")
            #expect(record.name == "Amber" && record.observed == 6000)
        }
        #expect(table.records.count == 1 && objects.records.count == 1)
    }

    @Test func aMappingWithoutATimeReadsProfiles() throws {
        let mapping = "account=a,handle=h,name=n,description=d,followers=f,following=g,created=c,platform=x"
        let table = try records("a,h,n,d,f,g,c\n1001,Amber,A,about,5,6,2016-01-02\n,,B,,,,\n", mapping: mapping)
        #expect(table.records.map(\.kind) == [.profile] && table.rejections.map(\.reason) == ["missing-account"])
        let objects = try records(
            #"{"a":"1001","h":"Amber","n":"A","d":"about","f":5,"g":6,"c":"2016-01-02"}"#, mapping: mapping)
        for record in table.records + objects.records {
            #expect(record.account == "1001" && record.handle == "Amber" && record.about == "about")
            #expect(record.accountCounters.followers == 5 && record.accountCounters.following == 6)
            #expect(record.created == 1_451_692_800_000)
        }
        for wrong in ["account=a", "account=a,views=v", "account=a,name=n,text=x", "account=a,name=n,object=o"] {
            #expect(throws: IntakeError.self, "\(wrong)") { try ColumnMapping(wrong) }
        }
    }

    @Test func whatZeeschuimerCollectsOnInstagramIsRead() throws {
        let (found, _, _) = try records(sample("zeeschuimer-instagram"))
        #expect(found.map(\.identifier) == ["C-amber_1", "C-birch_1", "C-cedar_1"])
        #expect(
            found.map(\.account) == ["67001", "67002", "cedar"] && found.map(\.handle) == ["amber.1", "birch", ""])
        #expect(found.map(\.text) == ["one #two", "three", ""])
        #expect(found[0].address == "https://www.instagram.com/p/C-amber_1/" && found[0].sound == "9001")
        #expect(found[0].counters.likes == nil, "-1 is a hidden count")
        #expect(found[0].counters.comments == 2 && found[1].counters.likes == 5 && found[0].name == "A")
        #expect(found[1].time == 1_723_761_346_000 && found[0].observed == 1_723_800_000_000)
        #expect(found.allSatisfy { $0.platform == .instagram })
    }

    @Test func fourCATsTableSaysItsPlatformByItsColumns() throws {
        let (found, _, _) = try records(sample("4cat-csv"))
        #expect(found.allSatisfy { $0.platform == .x })
        #expect(found[0].account == "1001" && found[0].handle == "Amber" && found[2].accountKind == .handle)
        #expect(found[0].hashtags == ["two", "three"] && found[0].mentions == ["birch"])
        #expect(found[0].urls == ["https://example.org/a", "https://example.org/b"])
        #expect(found[0].client == "Twitter Web App" && found[0].counters.likes == 2 && found[0].counters.shares == 1)
        #expect(found[1].time == 1_723_761_346_000, "from the spelled time where there is no other")
        let other = "id,thread_id,author,body,timestamp\n1,1,amber,x,2024-08-15 22:35:45\n"
        #expect(try records(other).records[0].platform == .unstated)
        #expect(try records(other, platform: .telegram).records[0].platform == .telegram)
        let telegram =
            "id,thread_id,chat,author,author_username,author_is_bot,body,timestamp\n"
            + "1,1,c,67001,amber,no,x,2024-08-15 22:35:45\n"
        let message = try records(telegram).records[0]
        #expect(message.platform == .telegram && message.account == "67001" && message.handle == "amber")
    }

    @Test func fourCATsItemsAreReadByTheirOrigin() throws {
        let (found, _, _) = try records(sample("4cat-ndjson"))
        #expect(found.map(\.platform) == [.tiktok, .instagram, .reddit])
        #expect(found[0].account == "67001" && found[0].observed == 1_732_300_000_000)
        #expect(found[2].time == 1_723_761_347_000, "an absent value is wrapped, and is no value")
        #expect(found[2].hashtags == [])
        let other = #"{"id":1,"__import_meta":{"source_platform":"9gag.com"}}"#
        #expect(try records(other).rejections.map(\.reason) == ["other-platform"])
    }

    @Test(arguments: ConformanceTests.samples.map { ($0.sample, $0.mapping) })
    func detailsOfDamagedFilesHarmNobody(_ sample: String, _ mapping: String?) throws {
        let bytes = Array(sample.utf8)
        let options = IntakeOptions(mapping: try mapping.map { try ColumnMapping($0) })
        for position in stride(from: 0, to: bytes.count, by: 3) {
            var damaged = bytes
            damaged[position] = [0x00, 0xFF, 0x22, 0x7B, 0x5C][position % 5]
            var keeper = RecordKeeper()
            let summary = try? Intake.readAll(
                [SourceFile(path: "sample", contents: damaged)], options: options, into: &keeper, reject: { _ in },
                progress: .silent)
            if let summary {
                let passed = summary.files.reduce(0) { $0 + $1.passed }
                #expect(summary.accepted + summary.rejected + passed == summary.rows)
                #expect(Int(summary.accepted) <= keeper.records.count + keeper.statements)
            }
        }
    }

    @Test func aCounterThatIsNoNumberIsLeftOutAndCounted() throws {
        let rows = """
            video_id,author_name,region_code,create_time,view_count,comment_count,share_count,like_count,video_description
            1,amber,RO,2024-11-22T00:04:06Z,1.2M,many,3,NA,x
            2,amber,RO,2024-11-22T00:04:06Z,12,-1,3,4,x
            3,amber,RO,2024-11-22T00:04:06Z,"1,234",0,3.0,,x

            """
        let tweets = """
            {"id":"10","author_id":"7","created_at":"2024-11-22T00:04:06Z","text":"a","author":{"id":"7",\
            "username":"ana","public_metrics":{"followers_count":"lots"}},"public_metrics":{"impression_count":12}}

            """
        for (text, name, count, example) in [
            (rows, "a.csv", 2, "record 1: \"many\""), (tweets, "a.jsonl", 1, "record 1: \"lots\""),
        ] {
            var options = IntakeOptions()
            options.keepsDetails = true
            var builder = CorpusBuilder()
            let summary = try Intake.read(
                [SourceFile(path: name, contents: Array(text.utf8))], options: options, into: &builder,
                reject: { _ in }, progress: .silent)
            let note = try #require(summary.files[0].notes.first { $0.name == "bad-counter" })
            #expect(note.count == count)
            #expect(note.meaning.hasSuffix("is left out; the first: \(example)"), "\(note.meaning)")
            #expect(summary.accepted == summary.rows)
        }
    }
}
