/// Invented posts from platforms beside TikTok and X, to the schemas of the real ones. Files of JSON pages are several
/// pages, a line each, so that damage to one leaves others.
extension ConformanceTests {
    static let platformSamples: [ReaderConformance] = [
        ReaderConformance(
            format: "telegram-desktop",
            sample: """
                {"name":"Amber news","type":"public_channel","id":1001,"messages":[{"id":1,"type":"message","date":\
                "2024-11-22T02:04:06","date_unixtime":"1732233846","from":"Amber news","from_id":"channel1001","text":\
                ["See ",{"type":"text_link","text":"this","href":"https://example.org/a"}," ",{"type":"hashtag","text":\
                "#one"}],"reactions":[{"type":"emoji","count":3,"emoji":"x"}]},{"id":2,"type":"message","date":\
                "2024-11-22T02:05:06","date_unixtime":"1732233906","from":"Amber news","from_id":"channel1001","text":\
                "plain words","forwarded_from":"Birch"}]}
                {"name":"A group","type":"private_supergroup","id":1002,"messages":[{"id":1,"type":"message","date":\
                "2024-11-22T02:04:06","date_unixtime":"1732233846","from":"Cedar","from_id":"user77","text":"hello",\
                "reply_to_message_id":9}]}

                """,
            records: 3),
        ReaderConformance(
            format: "telegram-rows",
            sample: """
                signature,channel_id,channel_name,msg_id,message,cleaned_message,date,msg_link,views,number_forwards,is_forward,forward_msg_from_peer_id,forward_msg_link,is_reply,reply_to_msg_id,url
                a.1,1001,amber,1,,words of a #message,2024-11-22 00:04:06+00:00,https://t.me/amber/1,10,1,0,,,0,,https://example.org/a
                a.2,1001,amber,2,,,2024-11-22 00:05:06+00:00,https://t.me/amber/2,10,,1,1002.0,https://t.me/birch/77,0,,
                a.3,1001,amber,3,"two
                lines",,2024-11-22 00:06:06+00:00,https://t.me/amber/3,10,,0,,,1,2.0,

                """,
            records: 3, requiredColumn: "msg_id"),
        ReaderConformance(
            format: "youtube-api",
            sample: """
                {"kind":"youtube#searchListResponse","etag":"e","pageInfo":{"totalResults":2},"items":[{"kind":\
                "youtube#searchResult","etag":"e","id":{"kind":"youtube#video","videoId":"vid00000001"},"snippet":\
                {"publishedAt":"2024-11-22T00:04:06Z","channelId":"UCamber","title":"A &amp; title #one","description":"Words",\
                "channelTitle":"Amber"}}]}
                {"kind":"youtube#commentThreadListResponse","items":[{"kind":"youtube#comment","id":"c1","snippet":\
                {"videoId":"vid00000001","textOriginal":"hello","authorDisplayName":"@birch","authorChannelId":{"value":\
                "UCbirch"},"publishedAt":"2024-11-22T00:05:06Z","likeCount":2}},{"kind":"youtube#comment","id":"c1.2",\
                "snippet":{"parentId":"c1","textDisplay":"a<br>b &amp; c","authorDisplayName":"Cedar","authorChannelId":\
                {"value":"UCcedar"},"publishedAt":"2024-11-22T00:06:06Z"}}]}

                """,
            records: 3),
        ReaderConformance(
            format: "bluesky-jetstream",
            sample: """
                {"did":"did:plc:amber","time_us":1732233846123456,"kind":"commit","commit":{"rev":"r","operation":"create",\
                "collection":"app.bsky.feed.post","rkey":"3a","record":{"$type":"app.bsky.feed.post","createdAt":\
                "2024-11-22T00:04:06.123Z","text":"hello #one","langs":["en"],"facets":[{"index":{"byteStart":6,"byteEnd":10},\
                "features":[{"$type":"app.bsky.richtext.facet#tag","tag":"one"}]}]},"cid":"c"}}
                {"did":"did:plc:birch","time_us":1732233847123456,"kind":"commit","commit":{"rev":"r","operation":"create",\
                "collection":"app.bsky.feed.repost","rkey":"3b","record":{"createdAt":"2024-11-22T00:04:07.123Z","subject":\
                {"uri":"at://did:plc:amber/app.bsky.feed.post/3a","cid":"c"}},"cid":"c"}}
                {"did":"did:plc:cedar","time_us":1732233848123456,"kind":"commit","commit":{"rev":"r","operation":"create",\
                "collection":"app.bsky.feed.post","rkey":"3c","record":{"createdAt":"2024-11-22T00:04:08.123Z","text":"x",\
                "reply":{"parent":{"uri":"at://did:plc:amber/app.bsky.feed.post/3a","cid":"c"}}},"cid":"c"}}

                """,
            records: 3),
        ReaderConformance(
            format: "mastodon",
            sample: """
                [{"id":"1","created_at":"2024-11-22T00:04:06.123Z","in_reply_to_id":null,"language":"en","uri":\
                "https://one.example/users/amber/statuses/1","url":"https://one.example/@amber/1","content":\
                "<p>hello <a href=\\"https://one.example/tags/one\\" class=\\"mention hashtag\\">#<span>one</span></a></p>",\
                "reblog":null,"account":{"id":"7","username":"amber","acct":"amber","url":"https://one.example/@amber"},\
                "tags":[{"name":"one"}],"mentions":[],"card":{"url":"https://example.org/a"}}]
                [{"id":"2","created_at":"2024-11-22T00:05:06.123Z","in_reply_to_id":"1","uri":\
                "https://two.example/users/birch/statuses/2","content":"<p>yes</p>","reblog":null,"account":{"id":"8",\
                "acct":"birch@two.example","url":"https://two.example/@birch"}},{"id":"3","created_at":\
                "2024-11-22T00:06:06.123Z","uri":"https://one.example/users/cedar/statuses/3","content":"","account":\
                {"acct":"cedar","url":"https://one.example/@cedar"}}]

                """,
            records: 3),
        ReaderConformance(
            format: "reddit-ndjson",
            sample: """
                {"author":"Amber","author_fullname":"t2_aa","created_utc":1732233846,"id":"p1","is_self":false,"permalink":\
                "/r/test/comments/p1/a/","score":5,"selftext":"","subreddit":"test","title":"A title","url":\
                "https://example.org/a"}
                {"author":"Birch","author_fullname":"t2_bb","body":"words","created_utc":"1732233850","id":"c1","link_id":\
                "t3_p1","parent_id":"t3_p1","permalink":"/r/test/comments/p1/a/c1/","subreddit":"test"}
                {"author":"Cedar","created_utc":1732233900,"crosspost_parent":"t3_p1","id":"p2","is_self":false,"selftext":\
                "","subreddit":"other","title":"A title","url":"/r/test/comments/p1/a/"}

                """,
            records: 3),
        ReaderConformance(
            format: "vk-wall",
            sample: """
                {"response":{"count":2,"items":[{"id":1,"from_id":-101,"owner_id":-101,"date":1732233846,"text":\
                "hello #one","attachments":[{"type":"link","link":{"url":"https://example.org/a"}}],"likes":{"count":3}},\
                {"id":2,"from_id":7,"owner_id":-101,"date":1732233850,"text":"[id8|Cedar], yes"}]}}
                {"response":{"count":1,"items":[{"id":3,"from_id":8,"owner_id":8,"date":1732233900,"text":"x"}]}}

                """,
            records: 3),
        ReaderConformance(
            format: "crowdtangle-api",
            sample: """
                {"status":200,"result":{"posts":[{"platformId":"1001_1","platform":"Facebook","date":"2024-01-22 00:04:06",\
                "type":"link","message":"hello #one","expandedLinks":[{"original":"https://e.x/1","expanded":\
                "https://example.org/a"}],"link":"https://e.x/1","postUrl":"https://www.facebook.com/amber/posts/1",\
                "statistics":{"actual":{"likeCount":3,"shareCount":1}},"account":{"id":1,"name":"Amber","handle":"amber",\
                "platformId":"1001","verified":true}}]}}
                {"status":200,"result":{"posts":[{"platformId":"1002_1","platform":"Facebook","date":"2024-01-22 00:05:06",\
                "message":"x","account":{"id":2,"name":"Birch","platformId":"1002"}},{"platformId":"77_88","platform":\
                "Instagram","date":"2024-01-22 00:06:06","title":"a title","account":{"handle":"cedar","platformId":"77"}}]}}

                """,
            records: 3),
        ReaderConformance(
            format: "crowdtangle-csv",
            sample: """
                Page Name,User Name,Facebook Id,Page Admin Top Country,Followers at Posting,Post Created,Type,Total Interactions,Likes,Comments,Shares,URL,Message,Link,Final Link
                Amber,amber,1001,RO,"1,234",2024-01-22 00:04:06 EST,Link,"12,345",10,1,2,https://www.facebook.com/1001/posts/5550001,hello #one,https://e.x/1,https://example.org/a
                Birch,birch,1002,,,2024-07-22 00:04:06 EDT,Status,1,1,0,0,https://www.facebook.com/groups/x,"two
                lines",,
                Cedar,cedar,1003,,,2024-07-22 00:05:06 EDT,Photo,1,1,0,0,https://www.facebook.com/1003/posts/5550002,,,

                """,
            records: 3, requiredColumn: "Post Created"),
        ReaderConformance(
            format: "meta-content-library",
            sample: """
                {"data":[{"id":"9001","text":"hello #one","creation_time":"2024-01-22T00:04:06+0000","lang":"en",\
                "statistics":{"like_count":3,"views":100},"post_owner":{"id":"501","name":"Amber","type":"page",\
                "username":"amber"},"link_attachment":{"link":"https://example.org/a"}}],"paging":{}}
                {"data":[{"id":"9002","text":"x","creation_time":"2024-01-22T00:05:06+0000","shared_post_id":"9001",\
                "post_owner":{"data":[{"id":"502","type":"group","name":"Birch"}]}},{"id":"9003","text":"y",\
                "creation_time":"2024-01-22T00:06:06+0000","hashtags":["one"],"post_owner":{"type":"creator","id":"503"}}]}

                """,
            records: 3),
        ReaderConformance(
            format: "meta-content-library",
            sample: """
                id,text,creation_time,post_owner.type,post_owner.id,post_owner.name,statistics.like_count,lang
                9001,hello,2024-01-22T00:04:06+0000,page,501,Amber,3,en
                9002,"two
                lines",2024-01-22T00:05:06+0000,page,502,Birch,,en
                9003,x,2024-01-22T00:06:06+0000,business,503,Cedar,1,

                """,
            records: 3, requiredColumn: "creation_time"),
        ReaderConformance(
            format: "coornet-accounts",
            sample: """
                ,name,shares,coord.shares,account.avg.subscriberCount,account.platform,account.name,account.platformId,account.handle,account.verified,account.pageCreatedDate,component
                1,https://www.facebook.com/1001,9,3,1500,Facebook,Amber,1001,NA,FALSE,NA,5
                2,https://www.facebook.com/1002,9,3,12.5,Facebook,"Birch, group",1002,,TRUE,2012-01-19 22:13:05,5
                3,https://www.facebook.com/1003,9,3,7,Facebook,Cedar,1003,cedar,FALSE,2009-12-06 22:16:20,6

                """,
            records: 3, requiredColumn: "account.platformId"),
    ]

    /// Other ways out of TikTok.
    static let tiktokSamples: [ReaderConformance] = [
        ReaderConformance(
            format: "tiktok-commercial",
            sample: """
                {"data":{"commercial_contents":[{"brand_names":["A"],"create_date":"20241122","create_timestamp":1732233846,\
                "creator":{"username":"amber"},"id":"v1","label":"Paid partnership","videos":[{"url":\
                "https://www.tiktok.com/@amber/video/7440000000000000001"}]}],"has_more":true,"search_id":"1"},\
                "error":{"code":"ok","http_status_code":200,"log_id":"x","message":""}}
                {"data":{"commercial_contents":[{"create_timestamp":1732233850,"id":"v2","label":"Promotional content"},\
                {"create_timestamp":1732233860,"id":"v3","label":"Promotional content","creator":{"username":"birch"}}]}}

                """,
            records: 3),
        ReaderConformance(
            format: "tiktok-commercial",
            sample: """
                id,create_date,create_timestamp,label,video_views,ocr
                v1,2024-11-22T00:04:06,1732233846,Promotional Content,0-1K,words on the cover
                v2,2024-11-22T00:04:10,1732233850,Paid Partnership,1K-10K,"two
                lines"
                v3,2024-11-22T00:05:00,1732233900,Paid Partnership,0-1K,

                """,
            records: 3, requiredColumn: "create_timestamp"),
        ReaderConformance(
            format: "tiktok-web",
            sample: """
                {"data":{"cursor":"1","itemList":[{"author":{"id":"67001","uniqueId":"amber_1","nickname":"A"},"createTime":\
                1732233846,"desc":"hello #one","id":"7440000000000000001","music":{"id":"7001"},"stats":{"playCount":5},\
                "textExtra":[{"hashtagName":"one"}]}]}}
                {"code":"200","data":[{"author":"birch","authorId":"67002","createTime":"1732233850","desc":"","id":\
                "7440000000000000002"},{"createTime":1732233900,"desc":"x","id":"7440000000000000003","author":{"uniqueId":\
                "cedar","id":"67003"},"challenges":[{"title":"two"}]}]}

                """,
            records: 3),
        ReaderConformance(
            format: "tiktok-aweme",
            sample: """
                {"aweme_list":[{"aweme_id":"7440000000000000001","author":{"uid":"67001","unique_id":"amber_1"},\
                "create_time":1732233846,"desc":"hello #one","music":{"mid":"7001"},"statistics":{"play_count":5},\
                "text_extra":[{"hashtag_name":"one"}]}],"has_more":1}
                {"aweme_list":[{"aweme_id":"7440000000000000002","author":{"uid":"67002","unique_id":"birch"},\
                "create_time":1732233850,"desc":"","cha_list":[{"cha_name":"two"}]},{"aweme_id":"7440000000000000003",\
                "author":{"unique_id":"cedar"},"create_time":1732233900,"desc":"x"}]}

                """,
            records: 3),
        ReaderConformance(
            format: "tiktok-counters",
            sample: """
                snapshot_date,source,video_id,view_count,comment_count,share_count,like_count
                2024-12-07,d,7440000000000000001,8,0,0,1
                2024-12-07,d,7440000000000000002,80720,123,71,10920
                2024-12-08,d,7440000000000000001,NA,0,0,2

                """,
            records: 3, requiredColumn: "video_id"),
    ]
}
