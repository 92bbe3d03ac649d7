/// Invented posts and accounts in the formats of X and of the tools around it.
extension ConformanceTests {
    static let samplesOfX: [ReaderConformance] = [
        ReaderConformance(
            format: "x-archive",
            sample: """
                tweetid,userid,user_display_name,user_screen_name,user_reported_location,user_profile_description,user_profile_url,follower_count,following_count,account_creation_date,account_language,tweet_language,tweet_text,tweet_time,tweet_client_name,in_reply_to_userid,in_reply_to_tweetid,quoted_tweet_tweetid,is_retweet,retweet_userid,retweet_tweetid,latitude,longitude,quote_count,reply_count,like_count,retweet_count,hashtags,urls,user_mentions,poll_choices
                836916426961846272,YW1iZXJhbWJlcmFtYmVyYW1iZXJhbWJlcmFtYmVyYW0=,YW1iZXJhbWJlcmFtYmVyYW1iZXJhbWJlcmFtYmVyYW0=,YW1iZXJhbWJlcmFtYmVyYW1iZXJhbWJlcmFtYmVyYW0=,Nowhere,about,,12,34,2016-01-02,en,en,one #two,2017-03-01 12:30,Twitter Web Client,,,,False,,,absent,absent,0.0,1.0,2.0,3.0,"['two', ""th'ree""]","['https://example.org/a,b', 'https://example.org/c']",['1001'],
                836916678620086272,1002,Birch,birch_news,,,https://example.org,6000,1,2016-01-03,en,en,RT @cedar: words,2017-03-01 12:31,Twitter for Android,,,,True,1003,836916426961846271,present,present,0.0,0.0,0.0,0.0,"[four, five]","[https://example.org/d, https://example.org/e]",[],
                836916930278326272,1003,Cedar,cedar,,,,6000,1,2016-01-03,en,en,an answer,2017-03-01 12:32,Twitter for Android,1002,836916678620086272,836916426961846270,False,,,absent,absent,0.0,0.0,0.0,0.0,[],[],,

                """,
            records: 3, requiredColumn: "tweet_time"),
        ReaderConformance(
            format: "x-archive-users",
            sample: """
                userid,user_display_name,user_screen_name,user_reported_location,user_profile_description,user_profile_url,follower_count,following_count,account_creation_date,account_language
                YW1iZXJhbWJlcmFtYmVyYW1iZXJhbWJlcmFtYmVyYW0=,YW1iZXJhbWJlcmFtYmVyYW1iZXJhbWJlcmFtYmVyYW0=,YW1iZXJhbWJlcmFtYmVyYW1iZXJhbWJlcmFtYmVyYW0=,Nowhere,about,,12,34,2016-01-02,en
                1002,Birch,birch_news,,"two
                lines",https://example.org,6000,1,2016-01-03,en
                1003,Cedar,cedar,,,,6000.0,,,

                """,
            records: 3, requiredColumn: "account_creation_date"),
        ReaderConformance(
            format: "x-api-v1",
            sample: """
                {"statuses":[{"created_at":"Wed Mar 01 12:30:00 +0000 2017","id":836916426961846300,"id_str":\
                "836916426961846272","full_text":"one #two","entities":{"hashtags":[{"text":"two"}],"urls":[{"url":\
                "https://t.co/a","expanded_url":"https://example.org/a"}],"user_mentions":[]},"user":{"id_str":"1001",\
                "screen_name":"Amber"},"quoted_status_id_str":"836916426961846200"}]}
                {"created_at":"Wed Mar 01 12:31:00 +0000 2017","id_str":"836916678620086272","text":"RT @cedar: wor…",\
                "user":{"id_str":"1002","screen_name":"birch"},"retweeted_status":{"created_at":\
                "Tue May 05 05:05:05 +0000 2015","id_str":"595454141526966272","text":"words","user":{"id_str":"1003",\
                "screen_name":"cedar"}}}
                {"created_at":"Wed Mar 01 12:32:00 +0000 2017","id_str":"836916930278326272","text":"cut…","truncated":\
                true,"extended_tweet":{"full_text":"not cut at all","entities":{"hashtags":[{"text":"whole"}]}},"user":\
                {"id_str":"1003","screen_name":"cedar"},"in_reply_to_status_id_str":"836916678620086272"}

                """,
            records: 4),
        ReaderConformance(
            format: "x-api-v2",
            sample: """
                {"data":[{"id":"1824213414835126272","author_id":"1001","created_at":"2024-08-15T22:35:45.000Z","text":\
                "RT @cedar: words","referenced_tweets":[{"type":"retweeted","id":"1824189318558646272"}]}],"includes":\
                {"users":[{"id":"1001","username":"Amber","name":"A"},{"id":"1003","username":"cedar","name":"C"}],\
                "media":[{"media_key":"3_1"}],"tweets":[{"id":"1824189318558646272","author_id":"1003","created_at":\
                "2024-08-15T21:00:00.000Z","text":"words"}]},"errors":[{"title":"Forbidden"}]}
                {"data":{"id":"1824213419029430272","author_id":"1002","created_at":"2024-08-15T22:35:46.000Z","text":\
                "#one alone"}}
                {"author_id":"1003","id":"1824213423223734272","created_at":"2024-08-15T22:35:47.000Z","text":"@birch yes",\
                "author":{"id":"1003","username":"cedar"},"referenced_tweets":[{"type":"replied_to","id":\
                "1824174219064246272","text":"yes?","author_id":"1002","created_at":"2024-08-15T20:00:00.000Z"}]}

                """,
            records: 7),
        ReaderConformance(
            format: "zeeschuimer-x",
            sample: """
                {"nav_index":"1:0:0","item_id":"1","timestamp_collected":1723800000000,"source_platform":"x.com","data":\
                {"rest_id":"1824213414835126272","core":{"user_results":{"result":{"rest_id":"1001","core":{"screen_name":\
                "Amber"}}}},"legacy":{"created_at":"Thu Aug 15 22:35:45 +0000 2024","full_text":"cut…","id_str":\
                "1824213414835126272","user_id_str":"1001"},"note_tweet":{"note_tweet_results":{"result":{"text":\
                "not cut #one","entity_set":{"hashtags":[{"text":"one"}]}}}},"id":1824213414835126300}}
                {"nav_index":"1:0:1","item_id":"2","timestamp_collected":1723800000000,"source_platform":"x.com","data":\
                {"rest_id":"1824213419029430272","core":{"user_results":{"result":{"rest_id":"1002","legacy":{"screen_name":\
                "birch"}}}},"legacy":{"created_at":"Thu Aug 15 22:35:46 +0000 2024","full_text":"RT","user_id_str":"1002",\
                "retweeted_status_result":{"result":{"tweet":{"rest_id":"1824189318558646272","legacy":{"created_at":\
                "Thu Aug 15 21:00:00 +0000 2024","full_text":"words","user_id_str":"1003"}}}}}}}
                {"nav_index":"1:0:2","item_id":"3","timestamp_collected":1723800000000,"source_platform":"twitter.com",\
                "data":{"id":1824213423223734300,"type":"adaptive","legacy":{"created_at":"Thu Aug 15 22:35:47 +0000 2024",\
                "id_str":"1824213423223734272","full_text":"old","user_id_str":"1003"},"user":{"screen_name":"cedar"}}}

                """,
            records: 4),
        ReaderConformance(
            format: "zeeschuimer-instagram",
            sample: """
                {"nav_index":"1:0:0","item_id":"1","timestamp_collected":1723800000000,"source_platform":"instagram.com",\
                "data":{"id":"3434_67001","code":"C-amber_1","taken_at":1723761345,"media_type":2,"caption":{"text":\
                "one #two"},"user":{"pk":"67001","username":"amber.1","full_name":"A"},"like_count":-1,"comment_count":2,\
                "clips_metadata":{"original_sound_info":{"audio_asset_id":9001}}}}
                {"nav_index":"1:0:1","item_id":"2","timestamp_collected":1723800000000,"source_platform":"instagram.com",\
                "data":{"__typename":"GraphImage","shortcode":"C-birch_1","taken_at_timestamp":1723761346,\
                "edge_media_to_caption":{"edges":[{"node":{"text":"three"}}]},"owner":{"id":"67002","username":"birch"},\
                "edge_media_preview_like":{"count":5}}}
                {"nav_index":"1:0:2","item_id":"3","timestamp_collected":1723800000000,"source_platform":"instagram.com",\
                "data":{"code":"C-cedar_1","taken_at":1723761347,"media_type":1,"caption":null,"user":{"username":"cedar"}}}

                """,
            records: 3),
        ReaderConformance(
            format: "4cat-csv",
            sample: """
                id,thread_id,timestamp,unix_timestamp,link,body,author,author_fullname,author_id,source,retweet_count,like_count,is_retweet,is_quote_tweet,hashtags,urls,mentions
                1824213414835126272,1824213414835126272,2024-08-15 22:35:45,1723761345,https://x.com/Amber/status/1824213414835126272,"one, #two",Amber,A,1001,Twitter Web App,1,2,no,no,"two,three","https://example.org/a,https://example.org/b",birch
                1824213419029430272,1824213414835126272,2024-08-15 22:35:46,,,words,birch,B,1002,,,,yes,no,,,
                1824213423223734272,1824213423223734272,2024-08-15 22:35:47,,,more words,cedar,,,,,,no,no,,,

                """,
            records: 3, requiredColumn: "thread_id"),
        ReaderConformance(
            format: "4cat-ndjson",
            sample: """
                {"id":"7440000000000000001","desc":"hello #one","createTime":1732233846,"author":{"id":"67001","uniqueId":\
                "Amber_1"},"textExtra":[{"hashtagName":"one"}],"__import_meta":{"source_platform":"tiktok.com",\
                "timestamp_collected":1732300000000}}
                {"code":"C-birch_1","taken_at":1723761346,"caption":{"text":"two"},"user":{"pk":67002,"username":"birch"},\
                "__import_meta":{"source_platform":"instagram.com"}}
                {"id":"t3_cedar","thread_id":"t3_cedar","author":"cedar","body":"three","timestamp":"2024-08-15 22:35:47",\
                "unix_timestamp":{"__missing":true,"value":0},"subreddit":"nowhere","hashtags":{"__missing":true,"value":""}}

                """,
            records: 3),
        ReaderConformance(
            format: "usc-x-24",
            sample: """
                ,id,text,url,epoch,retweetedTweet,retweetedTweetID,id_str,lang,rawContent,likeCount,hashtags,mentionedUsers,links,viewCount,quotedTweet,in_reply_to_status_id_str,user,date
                0,1824213414835126272,cut,https://x.com/Amber/status/1824213414835126272,1723761345,False,,1824213414835126272,en,not cut,2,"['one', 'two']","[{'id': 1002, 'username': 'birch'}]","[{'url': 'https://example.org/a', 'tcourl': 'https://t.co/a'}]",{'count': '12'},,,"{'id': 1001, 'id_str': '1001', 'username': 'Amber', 'rawDescription': ""it's \\n two"", 'created': datetime.datetime(2016, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc), 'verified': False, 'location': None}",2024-08-15 22:35:45+00:00
                1,1824213419029430272,words,,1723761346.0,"{'id': 1824189318558646272, 'id_str': '1824189318558646272'}",1.8241893185586463e+18,1824213419029430272,en,words,0.0,[],[],[],,"{'id_str': '7'}",,"{'id': 1002, 'username': 'birch'}",
                2,1824213423223734272,more,,1723761347,,,1824213423223734272,en,more,,[],,,,"{'id_str': '1824174219064246272'}",1824189318558646272,"{'id_str': '1003', 'username': 'cedar'}",

                """,
            records: 3, requiredColumn: "rawContent"),
        ReaderConformance(
            format: "usc-x-24",
            sample: """
                id,epoch,username,user_id,lang,text,expanded_urls,hashtags,mentions,in_reply_to_screen_name,conversation_id,retweet_count,like_count,view_count,source_chunk
                1824213414835126272,1723761345,Amber,1001,en,one,https://example.org/a|https://example.org/b,one|two,birch|cedar,,1.8242134148351263e+18,0.0,4.0,144,a.csv.gz
                1824213419029430272,1723761346,birch,1002,en,@amber two,,,amber,amber,1.8242134148351263e+18,0.0,0.0,,a.csv.gz
                1824213423223734272,1723761347,cedar,1003,und,three,,,,,1.8242134148351263e+18,0.0,0.0,1,a.csv.gz

                """,
            records: 3, requiredColumn: "expanded_urls"),
        ReaderConformance(
            format: "538-authors",
            sample: """
                author_id,author,external_author_id,account_type,account_category,new_june_2018,congress_2017_id,in_congress_2017,in_congress_2018
                Amber,Amber,906000000000000000,Right,RightTroll,0,905874659358453761,1,1
                birch,birch,2528776986,Russian,NonEnglish,0,,0,1
                CedarNone,Cedar,,Commercial,Commercial,1,,0,1

                """,
            records: 3, requiredColumn: "external_author_id"),
        ReaderConformance(
            format: "nbc-trolls",
            sample: """
                user_id,user_key,created_at,created_str,retweet_count,retweeted,favorite_count,text,tweet_id,source,hashtags,expanded_urls,posted,mentions,retweeted_status_id,in_reply_to_status_id
                1001,amber_news,1488371400000,2017-03-01 12:30:00,,,,"one, #two",836916426961846272,"<a href=""http://example.org"" rel=""nofollow"">A client</a>","[""two"",""three""]","[""https:\\/\\/example.org\\/a""]",POSTED,[],,
                ,birch,1488371460000,2017-03-01 12:31:00,3,false,4,RT @cedar: words,836916678620086272,,[],[],POSTED,"[""cedar""]",595454141526966272,
                1003,cedar,,2017-03-01 12:32:00,,,,more words,836916930278326272,,[],[],POSTED,[],,836916678620086272

                """,
            records: 3, requiredColumn: "created_str"),
        ReaderConformance(
            format: "nbc-trolls-users",
            sample: """
                "id","location","name","followers_count","statuses_count","time_zone","verified","lang","screen_name","description","created_at","favourites_count","friends_count","listed_count"
                "1001","Nowhere","Amber","12","34","Moscow","FALSE","en","amber_news","about","Wed Jan 07 04:38:02 +0000 2009","5","6","7"
                "1002","","Birch","1","2","","FALSE","en","birch","two
                lines","Thu Jan 08 04:38:02 +0000 2009","5","6","7"
                "","","","","","","","","cedar","","","","",""

                """,
            records: 3, requiredColumn: "favourites_count"),
    ]
}
