import Bytes
import Intake
import Records
import Testing

private func sample(_ format: String) -> String {
    ConformanceTests.samples.first { $0.format == format }?.sample ?? ""
}

extension FileSummary {
    /// The notes as `name count`.
    fileprivate var counted: [String] { notes.map { "\($0.name) \($0.count)" } }
}

@Suite struct TelegramFormatTests {
    @Test func aMessageIsKnownByItsChatAndItsNumber() throws {
        let (found, _, _) = try records(sample("telegram-desktop"))
        #expect(found.map(\.identifier) == ["1001/1", "1001/2", "1002/1"])
        #expect(found.map(\.account) == ["channel1001", "channel1001", "user77"])
        #expect(found[0].text == "See this #one")
        #expect(found[0].urls == ["https://example.org/a"])
        #expect(found[0].hashtags == ["#one"])
        #expect(found[0].counters.likes == 3)
        #expect(found[1].repostTarget == "Birch" && found[1].isRepost)
        #expect(found[2].replyTarget == "1002/9")
        #expect(found[2].time == 1_732_233_846_000, "the moment, not the local time")
    }

    @Test func aWholeAccountsExportIsReadChatByChat() throws {
        let (found, file, rejections) = try records(
            """
            {"about":"x","personal_information":{"user_id":5},"chats":{"about":"y","list":[
            {"name":"One","type":"personal_chat","id":1,"messages":[
            {"id":4,"type":"message","date":"2024-11-22T02:04:06","from":"A","from_id":"user1","text":"a"},
            {"id":5,"type":"service","date":"2024-11-22T02:04:06","actor_id":"user1","action":"phone_call"}]},
            {"type":"saved_messages","id":2,"messages":[
            {"id":4,"type":"message","date":"2024-11-22T02:04:06","date_unixtime":"1732233846","from_id":2,"text":""}]}]},
            "left_chats":{"list":[{"name":"Two","type":"public_channel","id":3,"messages":[
            {"id":4,"type":"message","date":"2024-11-22T02:04:06","date_unixtime":"1732233846","text":"b"}]}]}}
            """)
        #expect(rejections == [])
        #expect(found.map(\.identifier) == ["personal_chat1/4", "saved_messages2/4", "3/4"])
        #expect(found.map(\.account) == ["user1", "user2", "channel3"])
        #expect(file.rows == 4 && file.accepted == 3 && file.passed == 1)
        #expect(file.counted == ["local-time 1", "service-message 1"])
    }

    @Test func rowsGiveForwardsTheKeyOfTheMessageTheyRepeat() throws {
        let (found, _, _) = try records(sample("telegram-rows"))
        #expect(found.map(\.account) == ["channel1001", "channel1001", "channel1001"])
        #expect(found.map(\.handle) == ["amber", "amber", "amber"])
        #expect(found.map(\.identifier) == ["1001/1", "1001/2", "1001/3"])
        #expect(found[0].text == "words of a #message")
        #expect(found[1].repostTarget == "1002/77" && found[1].isRepost, "1002.0 is exact")
        #expect(found[2].replyTarget == "1001/2")
        #expect(found[0].counters.views == 10 && found[0].counters.shares == 1)
    }

    @Test func anIdThatLostItsDigitsIsNone() throws {
        let (found, _, rejections) = try records(
            """
            channel_id,channel_name,msg_id,message,date,is_forward,forward_msg_from_peer_id,forward_msg_link
            1001,amber,1,x,2024-11-22 00:04:06,1,5.834798077608727e+18,https://t.me/birch/77
            1001.5,amber,2,x,2024-11-22 00:04:06,0,,
            """)
        #expect(found.map(\.repostTarget) == [""])
        #expect(found[0].isRepost)
        #expect(rejections.map(\.reason) == ["missing-account"])
        #expect(rejections.map(\.field) == ["channel_id"])
    }
}

@Suite struct OpenNetworkFormatTests {
    @Test func blueskysPostsAreKnownByTheirAddress() throws {
        let (found, _, _) = try records(sample("bluesky-jetstream"))
        let first = "at://did:plc:amber/app.bsky.feed.post/3a"
        #expect(found[0].identifier == first)
        #expect(found[1].repostTarget == first && found[1].isRepost)
        #expect(found[2].replyTarget == first)
        #expect(found[0].hashtags == ["one"] && found[0].language == "en")
        #expect(found[0].observed == 1_732_233_846_123)
        #expect(found[0].address == "https://bsky.app/profile/did:plc:amber/post/3a")
    }

    @Test func eventsThatAreNoPostsAreCounted() throws {
        func event(_ operation: String, _ collection: String, _ record: String) -> String {
            #"{"did":"did:plc:a","time_us":1732233846123456,"kind":"commit","commit":{"operation":"\#(operation)","#
                + #""collection":"\#(collection)","rkey":"k","record":\#(record)}}"# + "\n"
        }
        let time = #""createdAt":"2024-01-01T00:00:00Z""#
        let (found, file, rejections) = try records(
            event("create", "app.bsky.feed.like", "{\(time)}") + event("delete", "app.bsky.feed.post", "null")
                + event("update", "app.bsky.feed.post", "{\(time)}") + event("create", "app.bsky.graph.follow", "{}")
                + event("update", "app.bsky.actor.profile", #"{"displayName":"Amber","description":"about"}"#)
                + event(
                    "create", "app.bsky.feed.post",
                    #"{\#(time),"text":"x","embed":{"record":{"record":{"uri":"at://did:plc:b/app.bsky.feed.post/1"}},"#
                        + #""media":{"external":{"uri":"https://example.org/a"}}}}"#)
                + #"{"did":"did:plc:a","time_us":1,"kind":"identity","identity":{"handle":"amber.example"}}"# + "\n"
                + #"{"did":"did:plc:a","time_us":1,"kind":"identity","identity":{}}"# + "\n"
                + #"{"did":"did:plc:a","time_us":1,"kind":"account","account":{"active":false}}"# + "\n")
        #expect(rejections == [])
        #expect(found.map(\.kind) == [.profile, .post, .profile])
        #expect(found[0].name == "Amber" && found[0].about == "about")
        #expect(found[1].quotedPost == "at://did:plc:b/app.bsky.feed.post/1")
        #expect(found[1].urls == ["https://example.org/a"])
        #expect(found[2].handle == "amber.example")
        #expect(
            file.counted == [
                "account-event 1", "deletion 1", "identity-event 1", "like 1", "other-event 1", "profile 2",
                "stated-time 1", "update 1",
            ])
        #expect(file.rows == 9 && file.accepted == 3 && file.passed == 6)
    }

    @Test func mastodonsAccountsAreKnownByTheirAddressEverywhere() throws {
        let (found, _, _) = try records(sample("mastodon"))
        #expect(found.map(\.account) == ["amber@one.example", "birch@two.example", "cedar@one.example"])
        #expect(found[0].text == "hello #one")
        #expect(found[0].urls == ["https://example.org/a"], "a link to a hashtag is no link")
        #expect(found[1].replyTarget == "1")
        #expect(found[0].identifier == "https://one.example/users/amber/statuses/1")
    }

    @Test func aBoostHoldsTheStatusThatItRepeats() throws {
        let (found, file, _) = try records(
            """
            {"statuses":[{"id":"2","created_at":"2024-11-22T00:05:06.123Z","uri":"https://one.example/a/2","content":"",\
            "account":{"acct":"birch","url":"https://one.example/@birch"},"reblog":{"id":"1","created_at":\
            "2024-11-22T00:04:06.123Z","uri":"https://two.example/a/1","content":"<p>a &lt;b&gt;<br />c&#39;s \
            <a href=\\"https://example.org/?a=1&amp;b=2\\"><span class=\\"invisible\\">https://</span>example.org</a></p>",\
            "account":{"acct":"amber@two.example","url":"https://two.example/@amber"}}}],
            "accounts":[{"id":"8","acct":"cedar","username":"cedar","url":"https://one.example/@cedar","statuses_count":3,\
            "created_at":"2016-03-16T00:00:00.000Z","note":"<p>about <a href=\\"https://example.org\\">me</a></p>"}]}
            """)
        #expect(found.map(\.kind) == [.post, .post, .profile])
        #expect(found[0].repostTarget == found[1].identifier && found[0].isRepost)
        #expect(found[0].text == "")
        #expect(found[1].text == "a <b>\nc's https://example.org")
        #expect(found[1].urls == ["https://example.org/?a=1&b=2"])
        #expect(found[2].about == "about me" && found[2].links == ["https://example.org"])
        #expect(file.rows == 3)
    }

    @Test func redditsThingsAreKnownByTheirFullNames() throws {
        let (found, _, _) = try records(sample("reddit-ndjson"))
        #expect(found.map(\.identifier) == ["t3_p1", "t1_c1", "t3_p2"])
        #expect(found.map(\.account) == ["t2_aa", "t2_bb", "Cedar"])
        #expect(found.map(\.accountKind) == [.id, .id, .handle])
        #expect(found[0].urls == ["https://example.org/a"] && found[0].counters.likes == 5)
        #expect(found[1].replyTarget == "t3_p1")
        #expect(found[2].repostTarget == "t3_p1" && found[2].urls == [])
        #expect(found[0].address == "https://www.reddit.com/r/test/comments/p1/a/")
    }

    @Test func deletedAuthorsAreNobodyAndCrosspostsBringTheirParent() throws {
        let (found, file, rejections) = try records(
            #"{"author":"[deleted]","body":"[removed]","created_utc":1732233846,"id":"c1","link_id":"t3_p","#
                + #""parent_id":"t1_b","subreddit":"s"}"# + "\n"
                + #"{"author":"Amber","created_utc":1732233850,"crosspost_parent":"t3_p1","id":"p2","title":"t","#
                + #""selftext":"[deleted]","subreddit":"s","score":-3,"crosspost_parent_list":[{"author":"Birch","#
                + #""created_utc":1732233840,"id":"p1","title":"t","subreddit":"s","is_self":true}]}"# + "\n"
                + #"{"created_utc":1732233850,"id":"p3","title":"t","selftext":"","subreddit":"s"}"# + "\n")
        #expect(found.map(\.kind) == [.anonymousPost, .post, .post])
        #expect(found.map(\.text) == ["", "t", "t"])
        #expect(found[1].repostTarget == found[2].identifier)
        #expect(found[1].counters.likes == nil, "a score below nothing is no number of likes")
        #expect(rejections.map(\.reason) == ["missing-account"])
        #expect(file.counted == ["anonymous-post 1", "bad-counter 1"])
    }
}

@Suite struct LibraryFormatTests {
    @Test func youTubesPagesGiveVideosCommentsAndChannels() throws {
        let (found, _, _) = try records(sample("youtube-api"))
        #expect(found.map(\.account) == ["UCamber", "UCbirch", "UCcedar"])
        #expect(found.map(\.identifier) == ["vid00000001", "c1", "c1.2"])
        #expect(found[0].text == "A & title #one\nWords" && found[0].name == "Amber")
        #expect(found[1].replyTarget == "vid00000001" && found[1].handle == "birch" && found[1].counters.likes == 2)
        #expect(found[2].replyTarget == "c1" && found[2].text == "a\nb & c" && found[2].handle == "")
    }

    @Test func repliesInsideAThreadAreCommentsOfTheirOwn() throws {
        let snippet = #""publishedAt":"2024-11-22T00:05:06Z","textOriginal":"x","videoId":"v""#
        let (found, file, rejections) = try records(
            """
            [{"kind":"youtube#commentThreadListResponse","items":[{"kind":"youtube#commentThread","id":"t","snippet":\
            {"topLevelComment":{"kind":"youtube#comment","id":"t","snippet":{\(snippet),"authorDisplayName":""}}},\
            "replies":{"comments":[{"kind":"youtube#comment","id":"t.1","snippet":{\(snippet),"parentId":"t",\
            "authorChannelId":{"value":"UCa"}}}]}}]},
            {"kind":"youtube#channelListResponse","items":[{"kind":"youtube#channel","id":"UCb","snippet":{"title":"B",\
            "customUrl":"@bee","publishedAt":"2014-04-24T06:27:29Z"},"statistics":{"subscriberCount":"145","videoCount":\
            "64","hiddenSubscriberCount":false}},{"kind":"youtube#playlist","id":"P","snippet":{}}]},
            {"error":{"code":403,"message":"quotaExceeded","errors":[]}}]
            """)
        #expect(found.map(\.kind) == [.anonymousPost, .post, .profile])
        #expect(found.map(\.replyTarget) == ["v", "t", ""])
        #expect(
            found[2].handle == "bee" && found[2].accountCounters.followers == 145
                && found[2].created == 1_398_320_849_000)
        #expect(rejections.map(\.reason) == ["error-report"])
        #expect(file.counted == ["anonymous-post 1", "error-report 1", "other-resource 1", "profile 1"])
    }

    @Test func vksRepostsHoldWhatTheyRepeatAndGroupsAreNegative() throws {
        let (plain, _, _) = try records(sample("vk-wall"))
        #expect(plain.map(\.identifier) == ["-101_1", "-101_2", "8_3"])
        #expect(plain.map(\.account) == ["-101", "7", "8"])
        #expect(plain[0].urls == ["https://example.org/a"] && plain[0].counters.likes == 3)
        #expect(plain[1].mentions == ["id8"])
        let (found, file, rejections) = try records(
            """
            {"response":{"items":[{"id":5,"from_id":7,"owner_id":7,"date":1732233850,"text":"","copy_history":[{"id":1,\
            "from_id":-101,"owner_id":-101,"date":1732233846,"text":"hello"}]},{"id":6,"owner_id":7,"is_deleted":true,\
            "date":1}],"profiles":[{"id":7,"first_name":"Birch","last_name":"B","screen_name":"birch"}],"groups":[{"id":\
            101,"name":"Amber","screen_name":"amber","members_count":50}]}}
            {"error":{"error_code":6,"error_msg":"Too many requests per second"}}
            """)
        #expect(found.map(\.kind) == [.post, .post, .profile, .profile])
        #expect(found[0].repostTarget == found[1].identifier)
        #expect(found.map(\.account) == ["7", "-101", "7", "-101"])
        #expect(found[2].name == "Birch B" && found[3].accountCounters.followers == 50)
        #expect(file.counted == ["deleted-post 1", "error-report 1", "profile 2"])
        #expect(rejections[0].detail.contains("Too many requests"))
    }

    @Test func crowdTanglesTwoFormsGiveTheSameKeys() throws {
        let (pages, _, _) = try records(sample("crowdtangle-api"))
        #expect(pages.map(\.platform) == [.facebook, .facebook, .instagram])
        #expect(pages.map(\.account) == ["1001", "1002", "77"])
        #expect(pages[0].urls == ["https://example.org/a"] && pages[0].isVerified == true)
        #expect(pages[2].text == "a title")
        let (rows, file, _) = try records(sample("crowdtangle-csv"))
        #expect(rows[0].identifier == "1001_5550001")
        #expect(rows[1].identifier.hasPrefix("1002:"), "no number in the address")
        #expect(rows[0].time == 1_705_899_846_000, "five hours before UTC in winter")
        #expect(rows[1].time == 1_721_621_046_000, "four in summer")
        #expect(
            rows[0].accountCounters.followers == 1234 && rows[0].region == "RO"
                && rows[0].urls == ["https://example.org/a"])
        #expect(file.repeated == 0)
    }

    @Test func theLibrarysIdsAreNotFacebooks() throws {
        let (found, _, _) = try records(sample("meta-content-library"))
        #expect(found.map(\.account) == ["mcl:501", "mcl:502", "mcl:503"])
        #expect(found.map(\.platform) == [.facebook, .facebook, .instagram])
        #expect(found[1].repostTarget == "mcl:9001" && found[0].identifier == "mcl:9001")
        #expect(found[0].counters.views == 100 && found[0].handle == "amber")
        let (rows, file, _) = try records(
            "id,text,creation_time,post_owner.id,statistics.like_count\n9001,a,2024-01-22T00:04:06+0000,5.01E+14,1\n"
                + "9002,a,2024-01-22T00:04:06+0000,,1\n")
        #expect(rows.map(\.kind) == [.anonymousPost, .anonymousPost])
        #expect(file.counted == ["anonymous-post 2", "rounded-account-id 1"])
    }

    @Test func profilesOfAProgramsNetworksAreProfiles() throws {
        let (found, file, _) = try records(sample("coornet-accounts"))
        #expect(found.map(\.kind) == [.profile, .profile, .profile])
        #expect(found.map(\.account) == ["1001", "1002", "1003"])
        #expect(found[0].handle == "" && found[2].handle == "cedar")
        #expect(found[1].isVerified == true && found[1].created == 1_327_011_185_000 && found[1].name == "Birch, group")
        #expect(
            found[0].accountCounters.followers == 1500 && found[1].accountCounters.followers == nil,
            "an average is no count")
        #expect(file.counted == ["bad-counter 1", "profile 3"])
    }
}

@Suite struct OtherTikTokFormatTests {
    @Test func paidContentWithoutACreatorIsNobodys() throws {
        let (pages, file, _) = try records(sample("tiktok-commercial"))
        #expect(pages.map(\.kind) == [.post, .anonymousPost, .post])
        #expect(pages.map(\.identifier) == ["7440000000000000001", "v2", "v3"])
        #expect(file.counted == ["anonymous-post 1"])
        let table = ConformanceTests.samples.last { $0.format == "tiktok-commercial" }?.sample ?? ""
        let (rows, _, _) = try records(table)
        #expect(rows.map(\.text) == ["words on the cover", "two\nlines", ""])
    }

    @Test func webItemsBringTheirCountersAndTheirAuthors() throws {
        let (found, _, _) = try records(sample("tiktok-web"))
        #expect(found.map(\.account) == ["67001", "67002", "67003"])
        #expect(found.map(\.handle) == ["amber_1", "birch", "cedar"])
        #expect(found[0].counters.views == 5 && found[0].name == "A")
        #expect(found[2].hashtags == ["two"])
    }

    @Test func appItemsAreReadLikeThem() throws {
        let (found, _, _) = try records(sample("tiktok-aweme"))
        #expect(found.map(\.account) == ["67001", "67002", "cedar"])
        #expect(found.map(\.accountKind) == [.id, .id, .handle])
        #expect(found.map(\.hashtags) == [["one"], ["two"], []])
        #expect(found[0].counters.views == 5)
    }

    @Test func countersAreObservationsOfPosts() throws {
        let (found, file, rejections) = try records(sample("tiktok-counters") + ",d,7440000000000000001,1,1,1,1\n")
        #expect(found.map(\.kind) == [.counters, .counters, .counters])
        #expect(found[1].counters.views == 80_720 && found[2].counters.views == nil)
        #expect(found[0].observed == 1_733_529_600_000)
        #expect(file.counted == ["counters 3"])
        #expect(rejections.map(\.reason) == ["missing-time"])
    }
}
