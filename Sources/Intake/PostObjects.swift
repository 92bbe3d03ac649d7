package import Bytes
package import Records
import Traces

/// The objects of one post, by trace, each once. Reused from post to post.
package struct PostObjects {
    /// In the order of the traces that were asked, then of the post.
    package private(set) var objects: [(trace: Trace, value: ByteView)] = []
    private var candidates: [ByteView] = []
    private var links: [ByteView] = []
    private var hosts: [ByteView] = []
    private var tags: [ByteView] = []

    package init() {}

    /// Finds the objects of `post` in the wanted traces. They are valid until the arena is reset.
    package mutating func find(in post: RecordDraft, traces: TraceSet, _ arena: inout ScratchArena) {
        objects.removeAll(keepingCapacity: true)
        if post.kind == .shareEvent {
            if traces.contains(.shared) { add(.shared, post.sharedObject.isEmpty ? nil : post.sharedObject) }
            return
        }
        if traces.contains(.url) || traces.contains(.domain) { findLinks(post, traces, &arena) }
        if traces.contains(.hashtag) || traces.contains(.hashtagSequence) { findHashtags(post, traces, &arena) }
        if traces.contains(.sound) { add(.sound, IdentifierTrace.normalise(post.sound)) }
        if traces.contains(.mention) { findMentions(post, &arena) }
        if traces.contains(.replyTarget) { add(.replyTarget, IdentifierTrace.normalise(post.replyTarget)) }
        if traces.contains(.repostTarget) { add(.repostTarget, IdentifierTrace.normalise(post.repostTarget)) }
        if traces.contains(.quotedPost) { add(.quotedPost, IdentifierTrace.normalise(post.quotedPost)) }
        if traces.contains(.text), !post.text.isEmpty { add(.text, TextTrace.normalise(post.text, &arena)) }
        if traces.contains(.caption), !post.caption.isEmpty {
            add(.caption, TextTrace.normalise(post.caption, &arena))
        }
        if traces.contains(.effect) {
            candidates.removeAll(keepingCapacity: true)
            for effect in post.effects {
                if let object = IdentifierTrace.normalise(effect) { candidates.append(object) }
            }
            candidates.removeRepeats()
            for effect in candidates { add(.effect, effect) }
        }
    }

    private mutating func add(_ trace: Trace, _ value: ByteView?) {
        if let value { objects.append((trace, value)) }
    }

    private mutating func findLinks(_ post: RecordDraft, _ traces: TraceSet, _ arena: inout ScratchArena) {
        candidates.removeAll(keepingCapacity: true)
        candidates.append(contentsOf: post.urls)
        if candidates.isEmpty { LinkFinder.each(in: post.text) { candidates.append($0) } }
        links.removeAll(keepingCapacity: true)
        hosts.removeAll(keepingCapacity: true)
        for candidate in candidates {
            guard let link = URLTrace.normalise(candidate, &arena) else { continue }
            links.append(link)
            if let host = DomainTrace.host(ofNormalised: link) { hosts.append(host) }
        }
        links.removeRepeats()
        hosts.removeRepeats()
        if traces.contains(.url) { for link in links { add(.url, link) } }
        if traces.contains(.domain) { for host in hosts { add(.domain, host) } }
    }

    private mutating func findHashtags(_ post: RecordDraft, _ traces: TraceSet, _ arena: inout ScratchArena) {
        candidates.removeAll(keepingCapacity: true)
        candidates.append(contentsOf: post.hashtags)
        if candidates.isEmpty { HashtagTrace.each(in: post.text) { candidates.append($0) } }
        tags.removeAll(keepingCapacity: true)
        for candidate in candidates {
            if let tag = HashtagTrace.normalise(candidate, &arena) { tags.append(tag) }
        }
        tags.removeRepeats()
        if traces.contains(.hashtag) { for tag in tags { add(.hashtag, tag) } }
        if traces.contains(.hashtagSequence) {
            add(.hashtagSequence, HashtagSequenceTrace.normalise(tags, &arena))
        }
    }

    private mutating func findMentions(_ post: RecordDraft, _ arena: inout ScratchArena) {
        candidates.removeAll(keepingCapacity: true)
        candidates.append(contentsOf: post.mentions)
        if candidates.isEmpty { MentionTrace.each(in: post.text) { candidates.append($0) } }
        tags.removeAll(keepingCapacity: true)
        let folds = post.platform.foldsHandles
        for candidate in candidates {
            if let handle = MentionTrace.normalise(candidate, folds: folds, &arena) { tags.append(handle) }
        }
        tags.removeRepeats()
        for handle in tags { add(.mention, handle) }
    }
}

extension [ByteView] {
    /// Keeps the first of equal items. A list of a few is compared with itself, a long one through a table, so that a
    /// hostile record of a million items costs no more than it should.
    fileprivate mutating func removeRepeats() {
        guard count > 1 else { return }
        var kept = 0
        if count <= 32 {
            for index in indices {
                let item = self[index]
                if self[0..<kept].contains(where: { $0.equals(item) }) { continue }
                self[kept] = item
                kept += 1
            }
        } else {
            var seen = Interner(expecting: count)
            for index in indices where seen.insert(self[index]).isNew {
                self[kept] = self[index]
                kept += 1
            }
        }
        removeLast(count - kept)
    }
}
