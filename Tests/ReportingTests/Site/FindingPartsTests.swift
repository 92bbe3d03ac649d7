import Records
import Testing

@testable import Reporting

@Suite("Parts of the pages of findings")
struct FindingPartsTests {
    private static func card(_ text: String, marks: [Range<Int>] = []) -> PostCard {
        PostCard(
            address: "/posts/1", author: .init(text: "<i>صوت\u{202E}", address: "/accounts/1"), platform: .tiktok,
            time: Instant(milliseconds: 1_730_419_200_000), text: text, marks: marks, web: "javascript:alert(1)",
            identifier: "7<b>", isRepost: false,
            objects: [.init(TracedObject(trace: .hashtag, value: "\"><script>"), address: "/objects/1")],
            file: "a<b>.csv", row: 7)
    }

    @Test("Nothing of a hostile post comes out raw")
    func hostile() {
        let markup = Self.card("<script>alert(1)</script>\u{202E}").markup().string
        #expect(!markup.contains("<script"))
        #expect(!markup.contains("<i>"))
        #expect(!markup.contains("href=\"javascript"))
        #expect(!markup.unicodeScalars.contains("\u{202E}"))
        #expect(markup.contains("record 7"))
    }

    @Test("What was looked for is set off inside of words of any script")
    func marks() {
        let text = "ab 世界 <x>"
        #expect(
            MarkedText.markup(text, [3..<9]).string == "ab <mark>世界</mark> &lt;x&gt;")
        #expect(MarkedText.markup(text, []).string == "ab 世界 &lt;x&gt;")
        #expect(MarkedText.markup("a<b", [0..<3]).string == "<mark>a&lt;b</mark>")
        // Offsets beyond the text are not followed.
        #expect(MarkedText.markup("abc", [1..<9]).string == "abc")
    }

    @Test("Posts are counted by UTC day, and days without any are no bars")
    func days() {
        let day: Int64 = 86_400_000
        let bars = DaySeriesDrawing.bars([0, 1, day - 1, 3 * day, day * 3 + 5].map { Instant(milliseconds: $0) })
        #expect(bars == [.init(day: Day(0), count: 3), .init(day: Day(3), count: 2)])
        let figure = DaySeriesDrawing(bars: bars, subject: "posts", identifier: "d").figure("").string
        #expect(figure.contains("Posts, by day"))
        #expect(DaySeriesDrawing(bars: [], subject: "posts", identifier: "d").figure("").isEmpty)
    }

    @Test("An interval's form holds the last moment, to the second")
    func interval() {
        let form = NetworkPage.interval(
            "/runs/1/networks/N1", Instant(milliseconds: 1_730_419_200_250), Instant(milliseconds: 1_730_419_207_001)
        ).string
        #expect(form.contains("value=\"2024-11-01T00:00:00\""))
        #expect(form.contains("value=\"2024-11-01T00:00:08\""))
    }
}
