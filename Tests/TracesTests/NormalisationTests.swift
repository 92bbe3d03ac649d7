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

    @Test func aTextOfFewerThanTwentyFiveCharactersIsMissing() {
        #expect(text(String(repeating: "a", count: 24)) == nil)
        #expect(text(String(repeating: "a", count: 25)) != nil)
        #expect(text(String(repeating: "漢", count: 24)) == nil)
        #expect(text(String(repeating: "漢", count: 25)) != nil)
        #expect(text("short https://example.org/with/a/very/long/address/that/does/not/count") == nil)
    }

    @Test func missingValuesAreNoObjects() {
        func identifier(_ text: String) -> String? { ByteView.with(text) { IdentifierTrace.normalise($0)?.string } }
        for text in ["", " ", "NA", "null", "None", "nan", "0", "1.8E+18"] { #expect(identifier(text) == nil) }
        #expect(identifier(" 7001 ") == "7001")
    }

    /// A megabyte of anything takes a moment, not an afternoon.
    @Test(arguments: ["＃", "#", ")", "@", "https://a.b/", ",", "www.", ":", "#a", "\u{200B}", "&utm_=", " "])
    func hostileTextsCostNoMoreThanTheirLength(_ unit: String) {
        let hostile = "https://a.b/?x" + String(repeating: unit, count: (1 << 20) / unit.utf8.count)
        let clock = ContinuousClock()
        let time = clock.measure {
            _ = hashtags(hostile)
            _ = text(hostile)
            _ = url(hostile)
            ByteView.with(hostile) { bytes in
                LinkFinder.each(in: bytes) { _ in }
                MentionTrace.each(in: bytes) { _ in }
            }
        }
        #expect(time < .seconds(20))
    }
}
