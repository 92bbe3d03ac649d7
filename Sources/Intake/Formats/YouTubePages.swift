import Bytes
import Records
import Traces

/// Answers of the YouTube Data API v3, pages or arrays of pages or resources a line each: searches and videos are posts
/// of their channels, comments (also inside threads, with their replies) posts of their authors, channels profiles.
///
/// A comment on a video answers the video, and a reply its comment. An author who is gone has no channel id: the comment
/// is kept as nobody's. Playlists and other resources tell of no post.
struct YouTubePages: Format {
    let description = FormatDescription(
        id: "youtube-api", title: "YouTube Data API answers (JSON)",
        summary: "pages of search, videos, channels, commentThreads and comments")

    func recognises(_ head: SourceHead) -> Bool {
        guard let shape = head.shape else { return false }
        return shape.texts["kind"]?.hasPrefix("youtube#") ?? false
            || shape.texts["items.kind"]?.hasPrefix("youtube#") ?? false
    }

    func reader(for head: SourceHead, options: IntakeOptions) throws(RecordFault) -> FormatReader {
        guard head.shape != nil else { throw .notJSON }
        let plan = JSONElementScanner.Plan(entered: ["items"], errors: ["error"], records: ["id", "snippet"])
        return .elements(Reader(), plan)
    }

    private struct Reader: ObjectReader {
        func read(_ object: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena) throws(RecordFault) {
            draft.platform = .youtube
            draft.accountKind = .id
            var kind = JSONValue.null
            var id = JSONValue.null
            var snippet = JSONValue.null
            var statistics = JSONValue.null
            var members = object.members
            while members.next() {
                if members.key.equals("kind") {
                    kind = members.value
                } else if members.key.equals("id") {
                    id = members.value
                } else if members.key.equals("snippet") {
                    snippet = members.value
                } else if members.key.equals("statistics") {
                    statistics = members.value
                }
            }
            let name = kind.bytes
            if name.equals("youtube#searchResult") {
                try readSearchResult(id, snippet, into: &draft, &arena)
            } else if name.equals("youtube#video") {
                try readVideo(id.identifier(&arena), snippet, into: &draft, &arena)
                if draft.keepsDetails { readCounters(statistics, into: &draft, &arena) }
            } else if name.equals("youtube#channel") {
                readChannel(id.identifier(&arena), snippet, statistics, into: &draft, &arena)
            } else if name.equals("youtube#commentThread") {
                let comment = snippet.member("topLevelComment")
                try readComment(comment.member("id"), comment.member("snippet"), into: &draft, &arena)
            } else if name.equals("youtube#comment") {
                try readComment(id, snippet, into: &draft, &arena)
            } else {
                throw .passing("other-resource", "resources that are no video, comment or channel, such as playlists")
            }
        }

        /// The replies in a thread.
        func nested(in object: JSONValue, into list: inout [JSONValue]) {
            guard object.member("kind").bytes.equals("youtube#commentThread") else { return }
            var replies = object.member("replies").member("comments").elements
            while replies.next() { if replies.value.kind == .object { list.append(replies.value) } }
        }

        private func readSearchResult(
            _ id: JSONValue, _ snippet: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) throws(RecordFault) {
            let video = id.member("videoId").identifier(&arena)
            // A search, unlike all else, escapes its texts as HTML.
            if !video.isEmpty { return try readVideo(video, snippet, isEscaped: true, into: &draft, &arena) }
            let channel = id.member("channelId").identifier(&arena)
            guard !channel.isEmpty else {
                throw .passing("other-resource", "resources that are no video, comment or channel, such as playlists")
            }
            readChannel(channel, snippet, .null, into: &draft, &arena)
        }

        private func readVideo(
            _ id: ByteView, _ snippet: JSONValue, isEscaped: Bool = false, into draft: inout RecordDraft,
            _ arena: inout ScratchArena
        ) throws(RecordFault) {
            draft.identifier = id
            draft.account = snippet.member("channelId").identifier(&arena)
            draft.time = try Field.time(snippet.member("publishedAt").text(&arena), "publishedAt")
            var title = snippet.member("title").value(&arena)
            var words = snippet.member("description").value(&arena)
            if isEscaped {
                var links: [ByteView] = []
                title = HTMLText.read(title, links: &links, &arena)
                words = HTMLText.read(words, links: &links, &arena)
            }
            draft.text = arena.lines(title, words)
            if !id.isEmpty { draft.address = arena.joined(arena.literal("https://www.youtube.com/watch?v="), id) }
            guard draft.keepsDetails else { return }
            draft.profile.name = snippet.member("channelTitle").value(&arena)
            draft.language = snippet.member("defaultAudioLanguage").value(&arena)
            if draft.language.isEmpty { draft.language = snippet.member("defaultLanguage").value(&arena) }
        }

        private func readCounters(
            _ statistics: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) {
            draft.counters.views = draft.counter(statistics.member("viewCount").text(&arena))
            draft.counters.likes = draft.counter(statistics.member("likeCount").text(&arena))
            draft.counters.comments = draft.counter(statistics.member("commentCount").text(&arena))
        }

        private func readChannel(
            _ id: ByteView, _ snippet: JSONValue, _ statistics: JSONValue, into draft: inout RecordDraft,
            _ arena: inout ScratchArena
        ) {
            draft.kind = .profile
            draft.account = id
            draft.handle = handle(snippet.member("customUrl").value(&arena))
            guard draft.keepsDetails else { return }
            draft.profile.name = snippet.member("title").value(&arena)
            draft.profile.description = snippet.member("description").value(&arena)
            draft.profile.created = Field.optionalTime(snippet.member("publishedAt").text(&arena))
            draft.region = snippet.member("country").value(&arena)
            // A hidden number is written as 0.
            if !statistics.member("hiddenSubscriberCount").isTrue(&arena) {
                draft.profile.counters.followers = draft.counter(statistics.member("subscriberCount").text(&arena))
            }
            draft.profile.counters.posts = draft.counter(statistics.member("videoCount").text(&arena))
        }

        private func readComment(
            _ id: JSONValue, _ snippet: JSONValue, into draft: inout RecordDraft, _ arena: inout ScratchArena
        ) throws(RecordFault) {
            draft.identifier = id.identifier(&arena)
            draft.account = snippet.member("authorChannelId").member("value").identifier(&arena)
            if draft.account.isEmpty { draft.kind = .anonymousPost }
            draft.time = try Field.time(snippet.member("publishedAt").text(&arena), "publishedAt")
            draft.text = snippet.member("textOriginal").value(&arena)
            if draft.text.isEmpty {
                draft.text = HTMLText.read(
                    snippet.member("textDisplay").value(&arena), links: &draft.urls, &arena)
            }
            draft.replyTarget = snippet.member("parentId").identifier(&arena)
            if draft.replyTarget.isEmpty { draft.replyTarget = snippet.member("videoId").identifier(&arena) }
            let name = snippet.member("authorDisplayName").value(&arena)
            draft.handle = handle(name)
            guard draft.keepsDetails else { return }
            draft.profile.name = name
            draft.counters.likes = draft.counter(snippet.member("likeCount").text(&arena))
        }

        /// Since 2022 a name with `@` is a handle; older ones are names.
        private func handle(_ name: ByteView) -> ByteView {
            name.count > 1 && name[0] == UInt8(ascii: "@") ? name[1..<name.count] : .empty
        }
    }
}
