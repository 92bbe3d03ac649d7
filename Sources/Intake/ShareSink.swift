import Bytes
import Corpus
import Records
import Traces

/// Fills a table of share events as other programs see it: values raw, in the order of the rows, no joining.
struct ShareSink: RecordSink {
    static let readsAsPeers = true

    var table: ShareTable
    let wanted: ShareObjects
    private var objects = PostObjects()
    private var posts = Interner()

    init(table: ShareTable, wanted: ShareObjects) {
        self.table = table
        self.wanted = wanted
    }

    mutating func take(_ post: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool {
        let time = post.time.seconds
        guard post.kind == .post || post.kind == .shareEvent else { return true }
        if post.kind == .shareEvent {
            table.append(
                object: post.sharedObject.isEmpty ? nil : post.sharedObject, account: post.account,
                content: post.identifier.isEmpty ? nil : post.identifier, time: time)
            return true
        }
        // A post without an id is known by where it stands, so that it can still be told from others.
        let content = post.identifier.isEmpty ? citation.name(&arena) : post.identifier
        guard posts.insert(content).isNew else { return false }
        switch wanted {
        case .trace(let trace):
            objects.find(in: post, traces: TraceSet(trace), &arena)
            for (index, object) in objects.objects.enumerated() {
                table.append(
                    object: object.value, account: post.account, content: content, time: time,
                    continuesRecord: index > 0)
            }
        case .coLink:
            if post.isRepost { return true }
            var links = post.urls
            if links.isEmpty { LinkFinder.each(in: post.text) { links.append($0) } }
            for (index, link) in links.enumerated() {
                table.append(
                    object: link, account: post.account, content: content, time: time, continuesRecord: index > 0)
            }
        case .coRetweet:
            append(post.repostTarget, post, content)
        case .coReply:
            if !post.isRepost { append(post.replyTarget, post, content) }
        case .coTweet:
            if post.isRepost { return true }
            let text = PeerText.coTweet(post.text, &arena)
            table.append(object: text, account: post.account, content: content, time: time)
        case .coSimilarTweet:
            if post.isRepost { return true }
            table.append(object: post.text, account: post.account, content: content, time: time)
        case .coPost:
            table.append(object: nil, account: post.account, content: content, time: time)
        }
        return true
    }

    private mutating func append(_ target: ByteView, _ post: RecordDraft, _ content: ByteView) {
        if target.isEmpty { return }
        table.append(object: target, account: post.account, content: content, time: post.time.seconds)
    }
}

extension Citation {
    /// `source:row`, both counted from 1.
    fileprivate func name(_ arena: inout ScratchArena) -> ByteView {
        arena.append(decimal: UInt64(source) + 1)
        arena.append(UInt8(ascii: ":"))
        arena.append(decimal: UInt64(row))
        return arena.finish()
    }
}

/// Texts as other programs compare them.
enum PeerText {
    /// coordination-network-toolkit's key of co_tweet: lower case, every `@…` up to the next blank gone (inside e-mail
    /// addresses too), runs of blanks one blank, none at the ends. An empty text is a key like any other.
    static func coTweet(_ text: ByteView, _ arena: inout ScratchArena) -> ByteView {
        var needsBlank = false
        var position = 0
        while position < text.count {
            let (value, width) = text.scalar(at: position)
            if value == 0x40 {
                while position < text.count {
                    let (next, length) = text.scalar(at: position)
                    if Unicode.Scalar(next)?.properties.isWhitespace ?? false { break }
                    position += length
                }
                continue
            }
            position += width
            if Unicode.Scalar(value)?.properties.isWhitespace ?? false {
                needsBlank = arena.count > 0
                continue
            }
            if needsBlank { arena.append(0x20) }
            needsBlank = false
            if value < 0x80 {
                arena.append(scalar: value >= 0x41 && value <= 0x5A ? value | 0x20 : value)
            } else if let scalar = Unicode.Scalar(value) {
                for lower in scalar.properties.lowercaseMapping.unicodeScalars { arena.append(scalar: lower.value) }
            }
        }
        return arena.finish()
    }
}
