import Bytes
import Records
import Testing

@testable import Corpus

@Suite("Corpus builder")
struct CorpusBuilderTests {
    private func account(
        _ builder: inout CorpusBuilder, _ kind: AccountKind, _ value: String, handle: String? = nil,
        platform: Platform = .tiktok
    ) -> UInt32 {
        ByteView.with(value) { value in
            guard let handle else { return builder.account(platform: platform, kind: kind, value: value) }
            return ByteView.with(handle) {
                builder.account(platform: platform, kind: kind, value: value, handle: $0)
            }
        }
    }

    private func post(_ builder: inout CorpusBuilder, _ identifier: String, by account: UInt32, row: UInt32) -> Bool {
        guard ByteView.with(identifier, { builder.admit(platform: .tiktok, identifier: $0) }) else { return false }
        _ = builder.post(
            account: account, time: Instant(milliseconds: Int64(row)), citation: Citation(source: 0, row: row))
        return true
    }

    private func share(
        _ builder: inout CorpusBuilder, _ object: String, _ content: String, by account: UInt32, row: UInt32
    ) {
        ByteView.with(object) { object in
            ByteView.with(content) { content in
                builder.share(
                    object: object, content: content, account: account, time: Instant(milliseconds: Int64(row)),
                    citation: Citation(source: 0, row: row))
            }
        }
    }

    @Test("an account is its platform, its kind and its value")
    func accountKeys() {
        var builder = CorpusBuilder()
        #expect(account(&builder, .handle, "anna") == 0)
        #expect(account(&builder, .id, "anna") == 1)
        #expect(account(&builder, .handle, "anna", platform: .x) == 2)
        #expect(account(&builder, .handle, "anna") == 0)
    }

    @Test("a post met again keeps its first citation; a post without an id is always new")
    func posts() {
        var builder = CorpusBuilder()
        let anna = account(&builder, .handle, "anna")
        #expect(post(&builder, "1", by: anna, row: 1))
        #expect(!post(&builder, "1", by: anna, row: 2))
        #expect(post(&builder, "", by: anna, row: 3))
        #expect(post(&builder, "", by: anna, row: 4))
        let corpus = builder.finish()
        #expect(corpus.citations.all.map(\.row) == [1, 3, 4])
        #expect(corpus.accounts.postCounts == [3])
        #expect((corpus.accounts.firstTimes[0], corpus.accounts.lastTimes[0]) == (1, 4))
    }

    @Test("a silent account is left out, and what it taught of its handle stays")
    func silentAccounts() {
        var builder = CorpusBuilder()
        func learn(_ id: String, _ handle: String) {
            ByteView.with(id) { id in
                ByteView.with(handle) { builder.learn(platform: .tiktok, identifier: id, handle: $0) }
            }
        }
        learn("1", "anna")
        learn("2", "bob")
        learn("3", "carl")
        let carl = account(&builder, .id, "3")
        let bob = account(&builder, .handle, "bob")
        #expect(post(&builder, "p1", by: carl, row: 1))
        #expect(post(&builder, "p2", by: bob, row: 2))
        ByteView.with("x") {
            builder.action(trace: .url, object: $0, account: bob, time: Instant(milliseconds: 2), post: 1)
        }
        let corpus = builder.finish()
        #expect((0..<UInt32(corpus.accounts.count)).map(corpus.accounts.value) == ["2", "3"])
        #expect((0..<UInt32(corpus.accounts.count)).map(corpus.accounts.label) == ["bob", "carl"])
        #expect(corpus.accounts.postCounts == [1, 1])
        #expect(corpus.layer(.url)?.actions.accounts == [0])
    }

    @Test("share events with one content id of one account are one post, of two accounts two")
    func shares() {
        var builder = CorpusBuilder()
        let anna = account(&builder, .id, "anna", platform: .unstated)
        let bob = account(&builder, .id, "bob", platform: .unstated)
        share(&builder, "x", "c1", by: anna, row: 1)
        share(&builder, "y", "c1", by: anna, row: 2)
        share(&builder, "x", "c1", by: bob, row: 3)
        share(&builder, "x", "c2", by: anna, row: 4)
        let corpus = builder.finish()
        let layer = corpus.layer(.shared)
        #expect(layer?.actions.posts == [0, 1, 2, 3])
        #expect(layer?.firstPosts == [0, 0, 2, 3])
        #expect(corpus.citations[1].row == 2)
        #expect(corpus.accounts.postCounts == [2, 1])
    }

    @Test("thousands of short ids of many accounts never meet by accident")
    func shortIdentifiers() {
        for _ in 0..<3 {
            var builder = CorpusBuilder()
            for row in UInt32(0)..<20_000 {
                let owner = account(&builder, .id, "a\(row % 300)", platform: .unstated)
                share(&builder, "x", "\(row)", by: owner, row: row)
            }
            let corpus = builder.finish()
            #expect(corpus.layer(.shared)?.firstPosts == [])
            #expect(corpus.postCount == 20_000)
        }
    }

    @Test("a sound's number on one platform is not that of another, but an address is the same everywhere")
    func platformsApart() {
        var builder = CorpusBuilder()
        let owners = [Platform.tiktok, .x].map { account(&builder, .id, "1", platform: $0) }
        let expected = [Trace.sound: 2, .mention: 2, .url: 1, .text: 1]
        for trace in expected.keys {
            for owner in owners {
                _ = builder.post(
                    account: owner, time: Instant(milliseconds: 0), citation: Citation(source: 0, row: 1))
                ByteView.with("7") {
                    builder.action(trace: trace, object: $0, account: owner, time: Instant(milliseconds: 0), post: 0)
                }
            }
        }
        let corpus = builder.finish()
        for (trace, count) in expected { #expect(corpus.layer(trace)?.objects.count == count) }
    }

    @Test("a handle joins the one account whose id was learnt for it")
    func learntHandle() {
        var builder = CorpusBuilder()
        let handle = account(&builder, .handle, "anna")
        let other = account(&builder, .handle, "bob")
        let known = account(&builder, .id, "77", handle: "anna")
        _ = post(&builder, "1", by: handle, row: 1)
        _ = post(&builder, "2", by: other, row: 2)
        _ = post(&builder, "3", by: known, row: 3)
        let corpus = builder.finish()
        #expect(corpus.accounts.count == 2)
        #expect(corpus.accounts.value(0) == "bob")
        #expect(corpus.accounts.value(1) == "77")
        #expect(corpus.accounts.label(1) == "anna")
        #expect(corpus.accounts.postCounts == [1, 2])
    }

    @Test("a handle that two ids bore joins neither")
    func ambiguousHandle() {
        var builder = CorpusBuilder()
        let owners = [
            account(&builder, .handle, "anna"), account(&builder, .id, "77", handle: "anna"),
            account(&builder, .id, "78", handle: "anna"),
        ]
        for owner in owners { #expect(post(&builder, "", by: owner, row: 1)) }
        #expect(builder.finish().accounts.count == 3)
    }

    @Test("creation dates and views stand beside those who have them, and nowhere where nobody has")
    func details() {
        var builder = CorpusBuilder()
        let (anna, bob) = (account(&builder, .handle, "anna"), account(&builder, .handle, "bob"))
        let known = account(&builder, .id, "77", handle: "bob")
        let silent = account(&builder, .id, "78")
        _ = post(&builder, "1", by: anna, row: 1)
        _ = post(&builder, "2", by: bob, row: 2)
        _ = post(&builder, "3", by: known, row: 3)
        let bare = builder.finish()
        #expect(bare.accounts.createdTimes.isEmpty && bare.views.isEmpty && bare.accounts.created(0) == nil)

        builder.note(account: bob, created: Instant(milliseconds: 5))
        builder.note(account: silent, created: Instant(milliseconds: 6))
        builder.note(post: 1, views: 9_000_000_000)
        builder.note(post: 2, views: -1)
        let corpus = builder.finish()
        // The handle's date goes to the id that it joins; what is unknown stays unknown.
        #expect((0..<2).map { corpus.accounts.created($0)?.milliseconds } == [nil, 5])
        #expect((0..<2).map { corpus.accounts.label($0) } == ["anna", "bob"])
        #expect(corpus.accounts.withName(1) { $0.string } == "bob")
        #expect(corpus.views == [Corpus.unknownViews, Corpus.unknownViews - 1, Corpus.unknownViews])
    }

    @Test("citations find their source, however many there are")
    func citations() {
        var table = CitationTable()
        for source in UInt32(0)..<5 {
            for row in UInt32(1)...source + 1 { table.append(Citation(source: source * 2, row: row)) }
        }
        #expect(table[0] == Citation(source: 0, row: 1))
        #expect(table[2] == Citation(source: 2, row: 2))
        #expect(table[14] == Citation(source: 8, row: 5))
    }
}
