import Corpus
import Intake
import Records
import Testing

/// What is particular about the formats of X, read with all details.
@Suite struct XFormatTests {
    private func sample(_ format: String, _ index: Int = 0) -> String {
        ConformanceTests.samplesOfX.filter { $0.format == format }[index].sample
    }

    @Test func theArchiveIsReadWithItsOddities() throws {
        let (found, file, _) = try records(sample("x-archive"))
        #expect(found[0].accountKind == .id && found[0].account.hasPrefix("YW1i"))
        #expect(found[0].handle == "" && found[0].name == "", "the hash of an id is no handle")
        #expect(found[1].handle == "birch_news" && found[1].name == "Birch")
        #expect(found[0].hashtags == ["two", "th'ree"])
        #expect(found[0].urls == ["https://example.org/a,b", "https://example.org/c"])
        #expect(found[0].mentions == ["1001"])
        #expect(found[1].hashtags == ["four", "five"], "bare lists of the first releases")
        #expect(found[1].urls == ["https://example.org/d", "https://example.org/e"])
        #expect(found[1].isRepost && found[1].repostTarget == "836916426961846271")
        #expect(found[2].replyTarget == "836916678620086272" && found[2].quotedPost == "836916426961846270")
        #expect(found[0].counters.likes == 2 && found[0].counters.shares == 3 && found[0].counters.quotes == 0)
        #expect(found[0].client == "Twitter Web Client" && found[0].language == "en")
        #expect(found[0].created == 1_451_692_800_000)
        #expect(found[1].links == ["https://example.org"])
        #expect(found[0].accountCounters.followers == 12 && found[0].accountCounters.following == 34)
        #expect(file.resolution == .minute)
    }

    @Test func theFirstReleasesOfTheArchiveHadNoPolls() throws {
        let lines = sample("x-archive").split(separator: "\n").map { line -> String in
            let end = line.lastIndex(of: ",") ?? line.endIndex
            return String(line[..<end])
        }
        let (found, file, rejections) = try records(lines.joined(separator: "\n") + "\n")
        #expect(file.format == "x-archive" && rejections.isEmpty)
        #expect(found.map(\.mentions) == [["1001"], [], []])
    }

    @Test func roundedTargetsOfTheArchiveAreNoKeys() throws {
        let text = """
            tweetid,userid,tweet_text,tweet_time,in_reply_to_tweetid,quoted_tweet_tweetid,retweet_tweetid
            836916426961846272,1001,a,2017-03-01 12:30,8.36916678620086e+17,836916678620086272.0,20.0
            """
        let record = try records(text).records[0]
        #expect(record.replyTarget == "" && record.quotedPost == "" && record.repostTarget == "20")
    }

    @Test(arguments: ["8.36916678620086e+17", "836916678620086272.0", "836916678000000000"])
    func roundedAccountsAreNoKeysAndExactOnesLoseTheirPoint(_ rounded: String) throws {
        let text = """
            user_id,user_key,created_str,text,tweet_id
            \(rounded),amber,2017-03-01 12:30:00,a,836916426961846272
            1002.0,birch,2017-03-01 12:31:00,b,836916678620086272
            \(rounded),,2017-03-01 12:32:00,c,836916930278326272
            """
        let (found, _, rejections) = try records(text)
        #expect(found.map(\.account) == ["amber", "1002"] && found.map(\.accountKind) == [.handle, .id])
        #expect(rejections.map(\.reason) == ["rounded-id"])
    }

    @Test func theArchivesAccountsAreProfiles() throws {
        let (found, file, _) = try records(sample("x-archive-users"))
        #expect(found.map(\.kind) == [.profile, .profile, .profile])
        #expect(found.map(\.handle) == ["", "birch_news", "cedar"])
        #expect(found[0].location == "Nowhere" && found[1].about == "two\nlines" && found[0].language == "en")
        #expect(found[2].accountCounters.followers == 6000 && found[2].accountCounters.following == nil)
        #expect(found[2].created == nil)
        #expect(file.notes.map(\.name) == ["profile"])
    }

    @Test func theFirstInterfaceIsReadInAllItsDialects() throws {
        let (found, _, _) = try records(sample("x-api-v1"))
        #expect(found[0].identifier == "836916426961846272", "the text, not the rounded number")
        #expect(found[0].hashtags == ["two"] && found[0].urls == ["https://example.org/a"])
        #expect(found[0].quotedPost == "836916426961846200")
        #expect(found[1].isRepost && found[1].repostTarget == "595454141526966272")
        #expect(found[2].identifier == "595454141526966272" && found[2].account == "1003", "a record of its own")
        #expect(found[3].text == "not cut at all" && found[3].hashtags == ["whole"])
        #expect(found[3].replyTarget == "836916678620086272")
        #expect(found[0].time == 1_488_371_400_000)
    }

    @Test func aPostOfTheFirstInterfaceBringsItsAccount() throws {
        let text = """
            {"created_at":"Wed Mar 01 12:30:00 +0000 2017","id_str":"836916426961846272","text":"RT","source":\
            "<a href=\\"http://example.org\\" rel=\\"nofollow\\">A client</a>","lang":"en","favorite_count":3,\
            "retweet_count":4,"retweeted_status":{"id_str":"595454141526966272"},"quoted_status_id_str":"1",\
            "place":{"country_code":"NL"},"user":{"id":1001,"id_str":"1001","screen_name":"Amber","name":"A","description":\
            null,"location":"Nowhere","url":"https://t.co/x","entities":{"url":{"urls":[{"url":"https://t.co/x",\
            "expanded_url":"https://example.org"}]}},"followers_count":-1,"friends_count":5,"statuses_count":6,\
            "favourites_count":7,"verified":true,"created_at":"Wed Jan 07 04:38:02 +0000 2009"}}
            {"delete":{"status":{"id_str":"836916426961846272"}}}
            {"id_str":"1002","screen_name":"birch","followers_count":8,"friends_count":9}
            """
        let (found, _, rejections) = try records(text)
        let post = found[0]
        #expect(post.handle == "Amber" && post.account == "1001" && post.accountKind == .id)
        #expect(post.quotedPost == "", "the original quotes, not who repeats it")
        #expect(post.client == "A client" && post.language == "en" && post.region == "NL")
        #expect(post.counters.likes == 3 && post.counters.shares == 4 && post.counters.views == nil)
        #expect(post.name == "A" && post.about == "" && post.location == "Nowhere")
        #expect(post.links == ["https://example.org"] && post.isVerified == true)
        #expect(post.accountCounters.followers == nil, "-1 counts nothing")
        #expect(post.accountCounters.following == 5 && post.accountCounters.posts == 6)
        #expect(post.accountCounters.likes == 7 && post.created == 1_231_303_082_000)
        #expect(rejections.map(\.reason) == ["not-a-post"], "the deletion; an original named by its id is no record")
        #expect(found[1].kind == .profile && found[1].handle == "birch" && found[1].accountCounters.followers == 8)
    }

    @Test func hashedSamplesOfTheFirstInterfaceAreRead() throws {
        let text = """
            {"created_at":"Wed Mar 01 12:30:00 +0000 2017","id_h":"Xa-1","id_str_h":"Xa-1","text_m":"words",
             "entities":{"user_mentions":[{"screen_name_h":"Ya-2","id_h":"Ya-3"}],"hashtags":[],"urls":[]},
             "in_reply_to_status_id_str_h":"","user":{"id_str_h":"Za-4","screen_name_h":"Zb-5","verified":false}
            }
            """
        let (found, _, _) = try records(text)
        #expect(found.map(\.identifier) == ["Xa-1"] && found[0].account == "Za-4" && found[0].handle == "Zb-5")
        #expect(found[0].text == "words" && found[0].mentions == ["Ya-2"] && found[0].replyTarget == "")
    }

    @Test func answersOfTheSecondInterfaceHoldPostsAndAccounts() throws {
        let (found, _, _) = try records(sample("x-api-v2"))
        #expect(found.map(\.kind) == [.post, .profile, .profile, .post, .post, .post, .post])
        #expect(found[0].isRepost && found[0].repostTarget == "1824189318558646272")
        #expect(found[1].handle == "Amber" && found[1].account == "1001")
        #expect(found[4].text == "#one alone", "data may be one post without an array")
        #expect(found[5].replyTarget == "1824174219064246272" && found[5].handle == "cedar")
        #expect(found[6].text == "yes?" && found[6].account == "1002")
        var builder = CorpusBuilder()
        _ = try Intake.read(
            [SourceFile(path: "sample", contents: Array(sample("x-api-v2").utf8))], options: IntakeOptions(),
            into: &builder, reject: { _ in }, progress: .silent)
        let accounts = builder.finish().accounts
        #expect(accounts.value(0) == "1001")
        #expect(accounts.handle(0) == "amber", "learnt from the accounts beside the posts")
    }

    @Test func aPostOfTheSecondInterfaceIsReadWhole() throws {
        let text = """
            {"author_id":"1001","id":"1824213414835126272","created_at":"2024-08-15T22:35:45.000Z","text":"cut…",\
            "note_tweet":{"text":"not cut","entities":{"hashtags":[{"tag":"one"}],"urls":[{"url":"https://t.co/a",\
            "expanded_url":"https://bit.ly/a","unwound_url":"https://example.org/a"},{"url":"https://t.co/b",\
            "expanded_url":"https://twitter.com/a/status/1/photo/1","display_url":"pic.twitter.com/b"}],"mentions":\
            [{"username":"birch","id":"1002"}]}},"lang":"en","source":"A client","public_metrics":{"retweet_count":1,\
            "reply_count":2,"like_count":3,"quote_count":4,"bookmark_count":5,"impression_count":6},"author":{"id":"1001",\
            "username":"Amber","name":"A","public_metrics":{"followers_count":7,"following_count":8,"tweet_count":9}},\
            "in_reply_to_user":{"id":"1003","username":"cedar"},"referenced_tweets":[{"type":"quoted","id":"5"}],\
            "entities":{"mentions":[{"username":"birch","id":"1002","public_metrics":{}}]},\
            "__twarc":{"retrieved_at":"2024-08-16T00:00:00+00:00"}}
            """
        let (found, _, _) = try records(text)
        #expect(found.map(\.kind) == [.post, .profile, .profile])
        #expect(Set(found.map(\.handle)) == ["Amber", "cedar", "birch"])
        let post = found[0]
        #expect(post.text == "not cut" && post.hashtags == ["one"] && post.mentions == ["birch"])
        #expect(post.urls == ["https://example.org/a"], "the end of the way; a picture of its own is no address")
        #expect(post.quotedPost == "5" && !post.isRepost && post.client == "A client" && post.language == "en")
        #expect(post.counters.shares == 1 && post.counters.comments == 2 && post.counters.likes == 3)
        #expect(post.counters.quotes == 4 && post.counters.saves == 5 && post.counters.views == 6)
        #expect(post.accountCounters.followers == 7 && post.accountCounters.following == 8)
        #expect(post.accountCounters.posts == 9 && post.name == "A" && post.observed == 1_723_766_400_000)
    }

    @Test func whatTheSecondInterfaceDidNotGiveIsSaid() throws {
        let text = """
            {"data":[{"id":"1824213414835126272","text":"a","author_id":"1001"},{"id":"1824213419029430272","text":"b",\
            "created_at":"2024-08-15T22:35:46.000Z"}],"meta":{}}
            {"errors":[{"title":"Not Found Error","detail":"x"}]}
            {"title":"Too Many Requests","status":429}
            """
        let (found, file, rejections) = try records(text)
        #expect(found.isEmpty)
        #expect(rejections.map(\.reason) == ["missing-time", "missing-account", "error-report", "error-report"])
        #expect(rejections[0].detail.contains("tweet.fields=created_at"))
        #expect(rejections[3].detail.contains("Too Many Requests"))
        #expect(file.rows == 4)
    }

    @Test func whatZeeschuimerCollectsOnXIsRead() throws {
        let (found, _, _) = try records(sample("zeeschuimer-x"))
        #expect(found[0].identifier == "1824213414835126272", "id was rounded by a browser")
        #expect(found[0].text == "not cut #one" && found[0].hashtags == ["one"])
        #expect(found[0].handle == "Amber" && found[0].account == "1001")
        #expect(found[0].observed == 1_723_800_000_000)
        #expect(found[1].isRepost && found[1].repostTarget == "1824189318558646272" && found[1].handle == "birch")
        #expect(found[2].identifier == "1824189318558646272" && found[2].account == "1003")
        #expect(
            found[3].identifier == "1824213423223734272" && found[3].handle == "cedar" && found[3].account == "1003")
    }

    @Test func anItemOfXWithoutAPostIsRejected() throws {
        let text = """
            {"item_id":"1","timestamp_collected":1,"source_platform":"x.com","data":{"__typename":"TweetTombstone"}}
            {"item_id":"1","timestamp_collected":1,"source_platform":"tiktok.com","data":{"id":"1"}}
            """
        #expect(try records(text).rejections.map(\.reason) == ["missing-item", "other-platform"])
    }

    @Test func chunksOfTheElectionAreReadThroughPython() throws {
        let (found, _, _) = try records(sample("usc-x-24"))
        #expect(
            found.map(\.account) == ["1001", "1002", "1003"] && found.map(\.handle) == ["Amber", "birch", "cedar"])
        #expect(found[0].text == "not cut" && found[0].hashtags == ["one", "two"])
        #expect(found[0].mentions == ["birch"] && found[0].urls == ["https://example.org/a"])
        #expect(found[0].counters.views == 12 && found[0].counters.likes == 2 && found[1].counters.likes == 0)
        #expect(found[0].about == "it's \n two" && found[0].isVerified == false && found[0].location == "")
        #expect(found[0].created == 1_451_703_845_000)
        #expect(found[1].repostTarget == "1824189318558646272", "from the dictionary: the column was rounded")
        #expect(found[1].isRepost && found[1].quotedPost == "" && !found[0].isRepost)
        #expect(found[2].quotedPost == "1824174219064246272" && found[2].replyTarget == "1824189318558646272")
        #expect(found.map(\.time) == [1_723_761_345_000, 1_723_761_346_000, 1_723_761_347_000])
    }

    @Test func theExtractOfTheElectionIsRead() throws {
        let (found, _, _) = try records(sample("usc-x-24", 1))
        #expect(found[0].urls == ["https://example.org/a", "https://example.org/b"])
        #expect(found[0].hashtags == ["one", "two"] && found[0].mentions == ["birch", "cedar"])
        #expect(found[0].counters.views == 144 && found[1].counters.views == nil && found[0].counters.likes == 4)
        #expect(found.allSatisfy { $0.replyTarget.isEmpty }, "a rounded conversation is no target")
    }

    @Test func aDamagedAccountLeavesTheHandleBesideIt() throws {
        let text = """
            id_str,epoch,rawContent,username,user
            1824213414835126272,1723761345,a,Amber,"{'id': 1001, 'username"
            1824213419029430272,1723761346,b,,not a dictionary
            """
        let (found, _, rejections) = try records(text)
        #expect(found.map(\.account) == ["Amber"] && found[0].accountKind == .handle)
        #expect(rejections.map(\.reason) == ["missing-account"])
    }

    @Test func theAuthorsOfTheTrollsAreProfilesWithWholeIDs() throws {
        let (found, _, _) = try records(sample("538-authors"))
        #expect(found.map(\.account) == ["905874659358453761", "2528776986", "Cedar"])
        #expect(
            found.map(\.accountKind) == [.id, .id, .handle] && found.map(\.kind) == [.profile, .profile, .profile])
    }

    @Test func theTrollsOfNBCAreRead() throws {
        let (found, _, _) = try records(sample("nbc-trolls"))
        #expect(found.map(\.account) == ["1001", "birch", "1003"])
        #expect(found.map(\.time) == [1_488_371_400_000, 1_488_371_460_000, 1_488_371_520_000])
        #expect(found[0].hashtags == ["two", "three"] && found[0].urls == ["https://example.org/a"])
        #expect(found[1].isRepost && found[1].repostTarget == "595454141526966272" && found[1].mentions == ["cedar"])
        #expect(found[2].replyTarget == "836916678620086272" && found[0].client == "A client")
        #expect(found[1].counters.shares == 3 && found[1].counters.likes == 4)
        let users = try records(sample("nbc-trolls-users")).records
        #expect(users.map(\.account) == ["1001", "1002", "cedar"])
        #expect(users[0].created == 1_231_303_082_000 && users[0].isVerified == false && users[2].isVerified == nil)
        #expect(users[0].accountCounters.following == 6 && users[0].accountCounters.posts == 34)
    }
}
