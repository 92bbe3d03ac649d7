package import Bytes
import Corpus
import Records
import Traces

/// What a corpus is to know besides who did what when.
protocol CorpusDetail {
    /// Whether creation dates and views are wanted too: reading them costs time that most searches need not spend.
    static var isWanted: Bool { get }
}

enum ActionsAlone: CorpusDetail {
    static var isWanted: Bool { false }
}

enum ActionsAndDetails: CorpusDetail {
    static var isWanted: Bool { true }
}

/// Fills a corpus: accounts keyed as Daylight does, objects normalised.
struct CorpusSink<Detail: CorpusDetail>: RecordSink {
    static var keepsDetails: Bool { Detail.isWanted }

    var builder: CorpusBuilder
    let traces: TraceSet
    private var objects = PostObjects()

    init(builder: CorpusBuilder, traces: TraceSet) {
        self.builder = builder
        self.traces = traces
    }

    mutating func take(_ record: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool {
        switch record.kind {
        case .post: return takePost(record, citation, &arena)
        case .shareEvent:
            let isWanted = traces.contains(.shared) && !record.sharedObject.isEmpty
            let account = account(of: record, &arena)
            note(record, account: account, post: UInt32(truncatingIfNeeded: builder.postCount))
            builder.share(
                object: isWanted ? record.sharedObject : nil, content: record.identifier, account: account,
                time: Instant(milliseconds: record.time.milliseconds), citation: citation)
            return true
        case .profile:
            if record.accountKind == .id, !record.handle.isEmpty {
                builder.learn(
                    platform: record.platform, identifier: record.account, handle: record.folded(record.handle, &arena))
            }
            if Self.keepsDetails, let created = record.profile.created {
                // An account that never posts is left out in the end.
                builder.note(
                    account: account(of: record, &arena), created: Instant(milliseconds: created.milliseconds))
            }
            return true
        case .anonymousPost, .counters: return true
        }
    }

    private mutating func takePost(_ post: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool {
        // First of all: a post met again under a new name of its account must not add that account.
        guard builder.admit(platform: post.platform, identifier: post.identifier) else { return false }
        let time = Instant(milliseconds: post.time.milliseconds)
        let account = account(of: post, &arena)
        let index = builder.post(account: account, time: time, citation: citation)
        note(post, account: account, post: index)
        objects.find(in: post, traces: traces, &arena)
        for object in objects.objects {
            builder.action(trace: object.trace, object: object.value, account: account, time: time, post: index)
        }
        return true
    }

    private mutating func note(_ record: RecordDraft, account: UInt32, post: UInt32) {
        guard Self.keepsDetails else { return }
        if let created = record.profile.created {
            builder.note(account: account, created: Instant(milliseconds: created.milliseconds))
        }
        if let views = record.counters.views { builder.note(post: post, views: views) }
    }

    private mutating func account(of record: RecordDraft, _ arena: inout ScratchArena) -> UInt32 {
        let isHandle = record.accountKind == .handle
        return builder.account(
            platform: record.platform, kind: record.accountKind,
            value: isHandle ? record.folded(record.account, &arena) : record.account,
            handle: record.handle.isEmpty ? nil : record.folded(record.handle, &arena))
    }
}

extension RecordDraft {
    /// A handle without `@`, in lower case where its platform does not tell capitals apart.
    package func folded(_ handle: ByteView, _ arena: inout ScratchArena) -> ByteView {
        MentionTrace.normalise(handle, folds: platform.foldsHandles, &arena) ?? handle
    }
}
