package import Coordination

/// A simulated platform before a vote as a table: what a mapping reads with `columns`. In no order of time, as exports of
/// several queries are.
package enum HerdWorldWriter {
    /// What the columns mean, for `--map`.
    package static let mapping =
        "post=post,handle=account,created=account_created,time=time,hashtags=hashtags,sound=sound,views=views,"
        + "platform=tiktok"

    private static let header = ["post", "account", "account_created", "time", "hashtags", "sound", "views"]

    /// Writes a row a post.
    package static func writePosts(_ world: HerdWorld, to sink: TextSink) throws(ExchangeError) {
        var table = try CSVWriter(sink, header: header)
        var failure: ExchangeError?
        var number: Int64 = 0
        world.forEachPost { post in
            if failure != nil { return }
            number += 1
            // The upper half of an id is its time, as on TikTok.
            table.field(post.seconds << 32 | number)
            table.field(world.handle(post.account))
            table.field(world.created[Int(post.account)])
            table.field(post.seconds)
            table.field(post.tags.map { world.tagName($0) }.joined(separator: ","))
            table.field(world.soundName(post.sound))
            table.field(post.views)
            do throws(ExchangeError) {
                try table.endRow()
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Writes who belongs to the herd: `account,group,mode,trace`, as for planted groups.
    package static func writeTruth(_ world: HerdWorld, to sink: TextSink) throws(ExchangeError) {
        var table = try CSVWriter(sink, header: ["account", "group", "mode", "trace"])
        for account in 0..<UInt32(world.accountCount) where world.isHerd(account) {
            table.field(world.handle(account))
            table.field("herd")
            table.field("waking")
            table.field("hashtag")
            try table.endRow()
        }
    }
}
