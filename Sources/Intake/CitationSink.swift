package import Bytes
package import Records
import Traces

/// Reads posts again that were cited, as values for people to see.
struct CitationSink: RecordSink {
    /// The wanted rows of one source, ascending, each once.
    private let rows: [UInt32]
    private let traces: TraceSet
    private var objects = PostObjects()
    private(set) var posts: [Citation: CitedPost] = [:]

    init(rows: [UInt32], traces: TraceSet) {
        self.rows = rows
        self.traces = traces
    }

    func wants(row: UInt32) -> Bool {
        // Rows come in ascending order, and each is asked once: the first wanted row not below it decides.
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low] == row
    }

    mutating func take(_ post: RecordDraft, _ citation: Citation, _ arena: inout ScratchArena) -> Bool {
        guard post.kind == .post || post.kind == .shareEvent else { return true }
        objects.find(in: post, traces: traces, &arena)
        let isHandle = post.accountKind == .handle
        let value = isHandle ? post.folded(post.account, &arena) : post.account
        posts[citation] = CitedPost(
            citation: citation,
            account: AccountKey(platform: post.platform, kind: post.accountKind, value: value.string),
            handle: isHandle
                ? post.account.withoutSign.string : post.handle.isEmpty ? nil : post.handle.withoutSign.string,
            identifier: post.identifier.string, time: Instant(milliseconds: post.time.milliseconds),
            text: post.text.string, address: PostAddress.make(post),
            objects: objects.objects.map { TracedObject(trace: $0.trace, value: $0.value.string) })
        return true
    }
}

/// Addresses that open a post.
package enum PostAddress {
    /// The address that the source gives, or the one that the platform makes of handle and id; nil where neither can
    /// be had.
    static func make(_ post: RecordDraft) -> String? {
        if !post.address.isEmpty { return post.address.string }
        let name = post.accountKind == .handle ? post.account : post.handle
        return make(platform: post.platform, handle: name, identifier: post.identifier)
    }

    /// The address that the platform makes of handle and id; nil where it makes none of them.
    package static func make(platform: Platform, handle: ByteView, identifier: ByteView) -> String? {
        guard identifier.uint64 != nil else { return nil }
        let id = identifier.string
        let name = handle.withoutSign
        switch platform {
        case .tiktok:
            // The id decides; TikTok leads from any handle to the right one.
            return "https://www.tiktok.com/@\(name.isPlainHandle ? name.string : "")/video/\(id)"
        case .x:
            return "https://x.com/\(name.isPlainHandle ? name.string : "i")/status/\(id)"
        default:
            return nil
        }
    }
}

extension ByteView {
    /// A handle as people write it, without the `@`.
    fileprivate var withoutSign: ByteView { count > 0 && self[0] == UInt8(ascii: "@") ? self[1..<count] : self }

    /// Letters, digits, `_`, `.` and `-` only: nothing that would lead an address elsewhere.
    fileprivate var isPlainHandle: Bool {
        if isEmpty { return false }
        for index in 0..<count {
            switch self[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E: continue
            default: return false
            }
        }
        return true
    }
}
