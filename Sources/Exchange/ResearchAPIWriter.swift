package import Coordination

/// A simulated world as an answer of the TikTok Research API (`/v2/research/video/query/`): pages of at most 100 videos
/// with `data` and `error`, or one video a line. Newest first, as the API sorts.
package enum ResearchAPIWriter {
    private static let pageSize = 100

    /// Writes one JSON array of pages.
    package static func writePages(_ world: SimulatedWorld, to sink: TextSink) throws(ExchangeError) {
        var bytes: [UInt8] = []
        try sink.write("[")
        let count = world.posts.count
        for start in stride(from: 0, to: count, by: pageSize) {
            let end = min(start + pageSize, count)
            bytes.removeAll(keepingCapacity: true)
            bytes.append(contentsOf: (start == 0 ? "\n" : ",\n").utf8)
            bytes.append(contentsOf: "{\"data\":{\"videos\":[".utf8)
            for place in start..<end {
                bytes.append(contentsOf: (place == start ? "\n" : ",\n").utf8)
                append(world.posts[count - 1 - place], of: world, to: &bytes)
            }
            bytes.append(contentsOf: "\n],\"cursor\":".utf8)
            bytes.append(decimal: UInt64(end))
            bytes.append(contentsOf: ",\"has_more\":\(end < count),\"search_id\":\"".utf8)
            bytes.append(decimal: 7_000_000_000_000_000_000 + world.plan.seed % 1_000_000)
            bytes.append(contentsOf: "\"},\"error\":{\"code\":\"ok\",\"message\":\"\",\"log_id\":\"".utf8)
            bytes.append(padded: UInt64(start / pageSize), width: 20)
            bytes.append(contentsOf: "\"}}".utf8)
            try sink.write(bytes)
        }
        try sink.write("\n]\n")
    }

    /// Writes one video a line (NDJSON), as collectors of many pages keep them.
    package static func writeLines(_ world: SimulatedWorld, to sink: TextSink) throws(ExchangeError) {
        var bytes: [UInt8] = []
        for post in world.posts.reversed() {
            bytes.removeAll(keepingCapacity: true)
            append(post, of: world, to: &bytes)
            bytes.append(UInt8(ascii: "\n"))
            try sink.write(bytes)
        }
    }

    /// Writes who was planted, and how: `account,group,mode,trace`, with the mode fast, mid or slow.
    package static func writeTruth(_ world: SimulatedWorld, to sink: TextSink) throws(ExchangeError) {
        var table = try CSVWriter(sink, header: ["account", "group", "mode", "trace"])
        for group in world.groups {
            for member in group.members {
                table.field(world.accounts[Int(member)].handle)
                table.field(group.name)
                table.field(group.speed.name)
                table.field(group.channel.name)
                try table.endRow()
            }
        }
    }

    /// One video object. Fields that the API leaves out for lack of a value are left out.
    private static func append(_ post: SimulatedPost, of world: SimulatedWorld, to bytes: inout [UInt8]) {
        let account = world.accounts[Int(post.account)]
        bytes.append(contentsOf: "{\"id\":".utf8)
        bytes.append(decimal: post.identifier)
        bytes.append(contentsOf: ",\"create_time\":".utf8)
        bytes.append(decimal: post.seconds)
        bytes.append(contentsOf: ",\"username\":".utf8)
        JSONText.append(account.handle, to: &bytes)
        bytes.append(contentsOf: ",\"region_code\":".utf8)
        JSONText.append(account.language.region, to: &bytes)
        bytes.append(contentsOf: ",\"video_description\":".utf8)
        JSONText.append(world.text(of: post), to: &bytes)
        bytes.append(contentsOf: ",\"music_id\":".utf8)
        bytes.append(decimal: post.sound)
        bytes.append(contentsOf: ",\"like_count\":".utf8)
        bytes.append(decimal: UInt64(post.likes))
        bytes.append(contentsOf: ",\"comment_count\":".utf8)
        bytes.append(decimal: UInt64(post.comments))
        bytes.append(contentsOf: ",\"share_count\":".utf8)
        bytes.append(decimal: UInt64(post.shares))
        bytes.append(contentsOf: ",\"view_count\":".utf8)
        bytes.append(decimal: UInt64(post.views))
        bytes.append(contentsOf: ",\"effect_ids\":[".utf8)
        if let effect = post.effect {
            bytes.append(UInt8(ascii: "\""))
            bytes.append(decimal: effect)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(contentsOf: "],\"hashtag_names\":[".utf8)
        for (place, name) in world.hashtags(of: post).enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONText.append(name, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        if let speech = world.speech(of: post) {
            bytes.append(contentsOf: ",\"voice_to_text\":".utf8)
            JSONText.append(speech, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}
