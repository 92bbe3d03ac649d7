import Bytes
import Testing
import Traces

@Suite struct NormalisationTests {
    private func url(_ text: String) -> String? {
        ByteView.with(text) { bytes in
            var arena = ScratchArena()
            return URLTrace.normalise(bytes, &arena)?.string
        }
    }

    @Test(arguments: [
        ("HTTP://Www.Example.org:80/A/?utm_source=x&b=2&fbclid=y#top", "https://www.example.org/A?b=2"),
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("https://example.org:443/a//", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://user:pass@example.org/a", "https://example.org/a"),
        ("https://example.org./a?b&c=%3a%2F", "https://example.org/a?b&c=%3A%2F"),
        ("https://example.org/#!/page", "https://example.org/#!/page"),
        ("www.example.org/x", "https://www.example.org/x"),
        ("example.org/x", "https://example.org/x"),
        ("https://www.youtube.com/watch?v=abc&si=track&feature=share", "https://www.youtube.com/watch?v=abc"),
        ("https://example.org/?si=keep", "https://example.org?si=keep"),
        ("https://x.com/a/status/1?s=20&t=abc", "https://x.com/a/status/1"),
        ("https://t.co/AbC", "https://t.co/AbC"),
        ("https://пример.РФ/Путь", "https://пример.рф/Путь"),
    ])
    func addressesOfOnePageBecomeOne(_ written: String, _ normalised: String) {
        #expect(url(written) == normalised)
    }

    @Test func whatIsNoWebAddressIsMissing() {
        for text in [
            "", "NA", "null", "https://", "https://localhost/a", "mailto:a@b.org", "a@b.org", "https://a b.org", "word",
        ] {
            #expect(url(text) == nil, "\(text)")
        }
    }

    @Test func aSiteIsTheHostWithoutWWW() {
        func host(_ text: String) -> String? { ByteView.with(text) { DomainTrace.host(ofNormalised: $0)?.string } }
        #expect(host("https://www.example.org:8443/a") == "example.org")
        #expect(host("https://news.example.org?x=1") == "news.example.org")
        #expect(host("https://www.org") == "www.org")
    }

    @Test func addressesAreFoundInText() {
        func links(_ text: String) -> [String] {
            var found: [String] = []
            ByteView.with(text) { LinkFinder.each(in: $0) { found.append($0.string) } }
            return found
        }
        #expect(
            links("see (https://example.org/a). And www.example.net/b, or HTTPS://X.org!") == [
                "https://example.org/a", "www.example.net/b", "HTTPS://X.org",
            ])
        #expect(
            links("https://example.org/wiki/A_(b) “https://example.org/c”") == [
                "https://example.org/wiki/A_(b)", "https://example.org/c",
            ])
        #expect(links("cut off https://t.co/ab…") == [])
        #expect(links("nohttps://example.org xwww.example.org") == [])
    }

    private func hashtags(_ text: String) -> [String] {
        ByteView.with(text) { bytes in
            var found: [ByteView] = []
            HashtagTrace.each(in: bytes) { found.append($0) }
            return found.compactMap { tag in
                var arena = ScratchArena()
                return HashtagTrace.normalise(tag, &arena)?.string
            }
        }
    }

    @Test func hashtagsAreFoundInEveryScript() {
        #expect(hashtags("#One,#two_3 ＃三 #Călin #বাংলা #ΟΔΟΣ") == ["one", "two_3", "三", "călin", "বাংলা", "οδοσ"])
        #expect(hashtags("#1 is no tag, nor a#b, nor &#39; nor /#x, # ## #") == [])
        #expect(hashtags("#a\u{200B}b #a\u{202E}b") == ["ab", "ab"], "what cannot be seen makes no difference")
        #expect(hashtags("#glued#tags") == ["glued"])
    }

    @Test func inTextNoWordStandsForAMissingValue() {
        #expect(hashtags("#NA #nan #None") == ["na", "nan", "none"])
        let handle = ByteView.with("@nan") { bytes in
            var arena = ScratchArena()
            return MentionTrace.normalise(bytes, folds: true, &arena)?.string
        }
        #expect(handle == "nan")
    }

    @Test func aSequenceNeedsThreeHashtags() {
        func sequence(_ tags: [String]) -> String? {
            ByteView.with(tags.joined(separator: " ")) { bytes in
                var views: [ByteView] = []
                var start = 0
                for tag in tags {
                    views.append(bytes[start..<start + tag.utf8.count])
                    start += tag.utf8.count + 1
                }
                var arena = ScratchArena()
                return HashtagSequenceTrace.normalise(views, &arena)?.string
            }
        }
        #expect(sequence(["a", "b"]) == nil)
        #expect(sequence(["b", "a", "c"]) == "#b #a #c")
    }

    @Test func mentionsAreNoMailAddresses() {
        func mentions(_ text: String) -> [String] {
            var found: [String] = []
            ByteView.with(text) { MentionTrace.each(in: $0) { found.append($0.string) } }
            return found
        }
        #expect(mentions("@Amber and (@birch.2). mail cedar@example.org @ @@dune") == ["Amber", "birch.2", "dune"])
    }

    private func text(_ text: String) -> String? {
        ByteView.with(text) { bytes in
            var arena = ScratchArena()
            return TextTrace.normalise(bytes, &arena)?.string
        }
    }

    @Test func textsThatToolsVaryBecomeOne() {
        let plain = "the same words said by many accounts"
        #expect(text("The  SAME words\n said by many accounts https://t.co/a1") == plain)
        #expect(text("@amber the same words said by many accounts @birch") == plain)
        #expect(text("  the same\u{200B} words\u{FE0F} said by\u{00A0}many accounts www.example.org/x ") == plain)
        #expect(text("the same https://example.org/a words said by many accounts") == plain)
        #expect(text("ВОТ ЧТО ГОВОРЯТ МНОГИЕ АККАУНТЫ") == "вот что говорят многие аккаунты")
        #expect(text("ratio 3:1 e.g. not http: nor awww.example") == "ratio 3:1 e.g. not http: nor awww.example")
    }

    @Test func aMentionBeforeAnAddressTakesNothingFromTheWordsAroundIt() {
        let words = "some words of a long enough text"
        #expect(text("@http://x " + words) == "://x " + words)
        #expect(text(words + " @http://x") == words + " ://x")
        #expect(text(words + " @www./x") == words + " ./x")
        #expect(text("text @https://x y " + words) == "text ://x y " + words)
        #expect(text("@a@http://x " + words) == "@ " + words)
        #expect(text("www.@x " + words) == words)
        #expect(text("@x www.a.b http://c " + words) == words)
        for short in ["@http://x", "@https://x", "@www./x", "@a@http://x", "www.@x", "www. :"] {
            #expect(text(short) == nil)
        }
    }

    @Test func noTextOfSignsTrapsOrLeavesMoreThanItHas() {
        var random = Generator(state: 11)
        let alphabet = Array("@:/.wh tps#x".utf8)
        let pieces = ["http://", "https://", "www.", "@", "@http", "@www"].map { Array($0.utf8) }
        var arena = ScratchArena()
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<(random.next() % 40) {
                let choice = Int(random.next() % 18)
                if choice < alphabet.count { bytes.append(alphabet[choice]) } else { bytes += pieces[choice - 12] }
            }
            arena.reset()
            ByteView.with(bytes) { view in
                if let result = TextTrace.normalise(view, &arena) { #expect(result.count <= bytes.count) }
                arena.abandon()
            }
        }
    }

    /// The same signs in every run.
    private struct Generator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }

    @Test func aTextOfFewerThanTwentyFiveCharactersIsMissing() {
        #expect(text(String(repeating: "a", count: 24)) == nil)
        #expect(text(String(repeating: "a", count: 25)) != nil)
        #expect(text(String(repeating: "漢", count: 24)) == nil)
        #expect(text(String(repeating: "漢", count: 25)) != nil)
        #expect(text("short https://example.org/with/a/very/long/address/that/does/not/count") == nil)
    }

    @Test func missingValuesAreNoObjects() {
        func identifier(_ text: String) -> String? { ByteView.with(text) { IdentifierTrace.normalise($0)?.string } }
        for text in ["", " ", "0", "1.8E+18"] { #expect(identifier(text) == nil) }
        for text in ["NA", "null"] { #expect(identifier(text) == text, "only tables have words for missing values") }
        #expect(identifier(" 7001 ") == "7001")
    }

    /// The cost of anything grows with its length: what goes back over all that was read would grow with its square.
    @Test(arguments: ["＃", "#", ")", "@", "https://a.b/", ",", "www.", ":", "#a", "\u{200B}", "&utm_=", " "])
    func hostileTextsCostNoMoreThanTheirLength(_ unit: String) {
        func cost(_ length: Int) -> Duration {
            let hostile = "https://a.b/?x" + String(repeating: unit, count: length / unit.utf8.count)
            // The least of three: other programs only ever make it slower.
            let costs = (0..<3).map { _ in
                ContinuousClock().measure {
                    _ = hashtags(hostile)
                    _ = text(hostile)
                    _ = url(hostile)
                    ByteView.with(hostile) { bytes in
                        LinkFinder.each(in: bytes) { _ in }
                        MentionTrace.each(in: bytes) { _ in }
                    }
                }
            }
            return costs.min() ?? .zero
        }
        // Eight times the length: far from eight times eight, whatever the machine.
        #expect(cost(1 << 18) < cost(1 << 15) * 32 + .milliseconds(50))
    }
}
