import Intake
import Testing

@Suite struct ConformanceTests {
    /// Invented posts, to the schemas of the real ones.
    static let samples: [ReaderConformance] =
        [
            ReaderConformance(
                format: "share-events",
                sample: """
                    object_id,account_id,content_id,timestamp_share
                    https://example.org/a,Amber,p1,1700000000
                    https://example.org/a,Birch,p2,1700000003
                    "one, ""quoted"" object",Cedar,p3,1700000004.5

                    """,
                records: 3, requiredColumn: "timestamp_share"),
            ReaderConformance(
                format: "tiktok-research-csv",
                sample: """
                    video_id,author_name,region_code,create_time,effect_ids,music_id,video_description,hashtag_names,voice_to_text
                    7440000000000000001,amber_1,RO,2024-11-22T00:04:06Z,,7440000000000000777,Un test #unu #doi,"unu,doi",NA
                    7440000000000000002,Birch.2,ro,2024-11-22 00:05:00,NA,NA,"Două linii, și
                    a doua #trei",,a voice that says more than twenty-five characters
                    7440000000000000003,cedar,us,2024-11-22 00:06:00,"12,13",6923,NA,NA,

                    """,
                records: 3, requiredColumn: "create_time"),
            ReaderConformance(
                format: "tiktok-research-json",
                sample: """
                    {"data":{"videos":[{"id":7440000000000000001,"username":"amber_1","create_time":1732233846,\
                    "video_description":"first \\ud83c\\udf32 #one","hashtag_names":["one"],"music_id":7001},
                    {"video_id":"7440000000000000002","username":"birch","create_time":"1732233850","effect_ids":["0","9"]}],
                    "cursor":100,"has_more":true,"search_id":"1"},"error":{"code":"ok","message":"","log_id":"x"}}
                    {"data":{"videos":[{"id":7440000000000000003,"username":"cedar","create_time":1732233900}]}}

                    """,
                records: 3),
            ReaderConformance(
                format: "zeeschuimer-tiktok",
                sample: """
                    {"id":1,"nav_index":"1:0:0","item_id":"7440000000000000001","timestamp_collected":1732300000000,\
                    "source_platform":"tiktok.com","data":{"id":"7440000000000000001","desc":"hello #one","createTime":\
                    1732233846,"author":{"id":"67001","uniqueId":"Amber_1","nickname":"A"},"music":{"id":"7001"},\
                    "textExtra":[{"hashtagName":"one","userUniqueId":""},{"hashtagName":"","userUniqueId":"birch"}]}}
                    {"id":2,"nav_index":"1:0:1","item_id":"7440000000000000002","timestamp_collected":1732300000001,\
                    "source_platform":"tiktok.com","data":{"id":"7440000000000000002","desc":"","createTime":"1732233850",\
                    "author":"birch","nickname":"B"}}
                    {"id":3,"nav_index":"1:0:2","item_id":"7440000000000000003","timestamp_collected":1732300000002,\
                    "source_platform":"tiktok.com","data":{"id":"7440000000000000003","desc":"x","createTime":1732233900,\
                    "author":{"id":"67003","uniqueId":"cedar"},"duetInfo":{"duetFromId":"7440000000000000001"}}}

                    """,
                records: 3),
            ReaderConformance(
                format: "4cat-tiktok",
                sample: """
                    collected_from_url,id,thread_id,author,author_full,body,timestamp,unix_timestamp,music_id,tiktok_url,hashtags,challenges,effects
                    https://www.tiktok.com/,7440000000000000001,7440000000000000001,amber_1,A,"one, #two",2024-11-22 00:04:06,1732233846,7001,https://www.tiktok.com/@amber_1/video/7440000000000000001,two,"two,three",
                    https://www.tiktok.com/,7440000000000000002,7440000000000000002,birch,B,,2024-11-22 00:04:10,1732233850,,https://www.tiktok.com/@birch/video/7440000000000000002,,"two,three","9"
                    https://www.tiktok.com/,7440000000000000003,7440000000000000003,cedar,C,x,2024-11-22 00:05:00,1732233900,7001,https://www.tiktok.com/@cedar/video/7440000000000000003,,,

                    """,
                records: 3, requiredColumn: "body"),
            ReaderConformance(
                format: "538-trolls",
                sample: """
                    external_author_id,author,content,region,language,publish_date,post_type,retweet,alt_external_id,tweet_id,article_url,tco1_step1,tco2_step1,tco3_step1
                    9.06E+17,AMBER,"Some ""words"" #one https://t.co/aaaa",Unknown,English,10/1/2017 19:58,,0,,914580356430536707,,https://example.org/a,,
                    2527472164,BIRCH,words,Unknown,English,1/31/2017 2:08,RETWEET,1,2527472164,914580356430536708,,,,
                    906000000000000000,CEDAR,@birch words,Unknown,English,12/9/2017 23:59,,0,905874659358453760,914580356430536709,,,,

                    """,
                records: 3, requiredColumn: "publish_date"),
            ReaderConformance(
                format: "trolls-by-author",
                sample: """
                    publish_date,author_id,account_category,language,region,post_type,retweet,following,followers,updates,content
                    2016-10-01 00:00:00,Amber,NewsFeed,English,United States,,0,1,2,3,Words #one https://t.co/aaaa
                    2016-10-01 00:01:00,Birch,NewsFeed,English,United States,R,1,1,2,3,"More, words"
                    2016-10-01 00:02:00,Cedar,NewsFeed,English,United States,Q,1,1,2,3,Last words

                    """,
                records: 3, requiredColumn: "publish_date"),
            ReaderConformance(
                format: "csv",
                sample: """
                    who;when;what;where
                    1001;2024-11-22T00:04:06.250+02:00;hello, world;https://example.org/a
                    1002;1732233846;"two
                    lines";https://example.org/a, https://example.org/b
                    1003;1732233846123;;

                    """,
                records: 3, requiredColumn: nil, mapping: "account=who,time=when,text=what,url=where,platform=facebook"),
            ReaderConformance(
                format: "ndjson",
                sample: """
                    {"user":{"id":1001,"name":"Amber"},"at":1732233846,"body":"hello","tags":["one","two"]}
                    {"user":{"id":"1002","name":"Birch"},"at":"2024-11-22 00:04:06","body":"hello","tags":"one,two"}
                    {"user":{"id":null,"name":"Cedar"},"at":1732233846.5,"links":[{"url":"https://example.org/a"}]}

                    """,
                records: 3,
                mapping: "account=user.id,handle=user.name,time=at,text=body,hashtags=tags,url=links.url"),
        ] + samplesOfX + statementSamples + platformSamples + tiktokSamples

    @Test(arguments: samples)
    func everyReaderStandsWhatFilesBring(_ reader: ReaderConformance) throws {
        try reader.checkAll()
    }

    @Test func everyFormatHasASample() {
        #expect(Set(Self.samples.map(\.format)) == Set(Intake.formats.map(\.id)))
    }

    @Test(arguments: samples.filter { $0.mapping == nil })
    func noOtherReaderClaimsASample(_ reader: ReaderConformance) {
        #expect(Intake.claimants(of: Array(reader.sample.utf8)) == [reader.format])
    }
}
