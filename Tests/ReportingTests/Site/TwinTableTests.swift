import Foundation
import Records
import Testing

@testable import Reporting

@Suite("A table and its twins")
struct TwinTableTests {
    private let table = TwinTable(
        "things", caption: "Things.",
        columns: [
            .init("name", "Name"), .init("count", "How many", isNumber: true), .init("share", "Share", isNumber: true),
            .init("seen", "Seen"), .init("marking", "Marking"), .init("digest", "Digest"), .init("site", "Site"),
            .init("is_new", "New"),
        ],
        rows: [
            [
                .text("a <b> \u{202E}x, \"y\"", link: "/things/a%20%3Cb%3E"), .count(12_345, link: "/things?of=a"),
                .number(0.123456), .time(Instant(milliseconds: 1_800_000_000_000)), .marking(.amberStrict),
                .digest(String(repeating: "ab", count: 32)), .address("javascript:alert(1)"), .yes(true),
            ],
            [
                .text("زهرة"), .count(0), .number(.nan), .time(nil), .marking(.clear), .digest("ab"), .missing,
                .yes(false),
            ],
        ], leftOut: 3, part: .init(first: 100, total: 500, size: 2))

    @Test(
        "The page escapes what comes from data, groups numbers, links counts, and leads to the parts before and after")
    func page() {
        let html = table.markup(address: "/things?of=a").string
        #expect(html.contains("<a href=\"/things/a%20%3Cb%3E\"><bdi>a &lt;b&gt; "))
        #expect(html.contains("U+202E"))
        #expect(html.contains("<td class=\"n\"><a href=\"/things?of=a\">12,345</a></td>"))
        #expect(html.contains("<td class=\"n\">0.12</td>"))
        #expect(html.contains("TLP:AMBER+STRICT"))
        #expect(!html.contains("href=\"javascript"))
        #expect(html.contains("<bdi>زهرة</bdi>"))
        #expect(
            html.contains("href=\"/things?of=a&amp;from=98\">Earlier</a>")
                || html.contains("href=\"/things?of=a&from=98\">Earlier</a>"))
        #expect(html.contains("101 to 102 of 500"))
        #expect(html.contains("from=102\">Further</a>"))
        #expect(!html.contains("style="))
    }

    @Test("CSV has every value as it is, in the header's order")
    func csv() {
        #expect(
            String(decoding: table.csv, as: UTF8.self) == """
                name,count,share,seen,marking,digest,site,is_new
                "a <b> \u{202E}x, ""y""\",12345,0.123456,2027-01-15T08:00:00.000Z,TLP:AMBER+STRICT,\
                \(String(repeating: "ab", count: 32)),javascript:alert(1),true
                زهرة,0,,,TLP:CLEAR,ab,,false

                """)
    }

    @Test("JSON can be read, tells kinds apart, and says what is left out")
    func json() throws {
        let document = try #require(try JSONSerialization.jsonObject(with: Data(table.json)) as? [String: Any])
        let rows = try #require(document["rows"] as? [[String: Any]])
        #expect(rows[0]["name"] as? String == "a <b> \u{202E}x, \"y\"")
        #expect(rows[0]["count"] as? Int == 12_345)
        #expect(rows[0]["is_new"] as? Bool == true)
        #expect(rows[1]["share"] is NSNull)
        #expect(rows[1]["seen"] is NSNull)
        #expect(document["left_out"] as? Int == 3)
        #expect(document["total"] as? Int == 500)
        #expect(document["from"] as? Int == 100)
    }

    @Test("An empty table says so in words, and is whole in its twins")
    func empty() {
        let table = TwinTable(
            "things", caption: "Things.", columns: [.init("name", "Name")], rows: [], empty: "No thing was seen yet.")
        #expect(table.markup(address: "/things").string == "<p class=\"none\">No thing was seen yet.</p>\n")
        #expect(String(decoding: table.csv, as: UTF8.self) == "name\n")
        #expect(
            String(decoding: table.json, as: UTF8.self)
                == "{\"rows\":[\n],\"from\":0,\"total\":0,\"left_out\":0,\"next\":null}\n")
    }
}

@Suite("The shell of the server's pages")
struct SitePageTests {
    private func frame(_ person: SitePage.Person?) -> SitePage.Frame {
        SitePage.Frame(
            version: "daylight 0.0.1", caseName: "A <case>", marking: .green, person: person,
            made: Instant(milliseconds: 1_800_000_000_000), address: "/runs?x=\"y\"", formToken: "to\"ken",
            messages: [.init(.done, "Saved <b>.")], leftOut: 1)
    }

    @Test("It names case, person, marking and time, escapes all of them, and holds no style or script of its own")
    func shell() {
        let person = SitePage.Person(
            name: "A\u{202E}da <x>", sections: [.overview, .runs], clearance: .amber, roles: "viewer", isLocal: false)
        let html = String(
            decoding: SitePage("Runs <1>", section: .runs, frame: frame(person), main: "<p>main</p>").bytes,
            as: UTF8.self)
        #expect(html.contains("TLP:GREEN"))
        #expect(html.contains("A &lt;case&gt;"))
        #expect(html.contains("da &lt;x&gt;"))
        #expect(html.contains("Runs &lt;1&gt;"))
        #expect(html.contains("<a href=\"/runs\" aria-current=\"page\">Runs</a>"))
        #expect(html.contains("value=\"to&quot;ken\""))
        #expect(html.contains("Saved &lt;b&gt;."))
        #expect(html.contains("1 thing is left out here"))
        #expect(html.contains("2027-01-15 08:00:00Z"))
        #expect(!html.contains("style="))
        #expect(!html.contains("<style"))
        #expect(!html.contains("onclick"))
        #expect(html.components(separatedBy: "<script").count == 2)
        #expect(html.contains("<script src=\"/assets/site.js\" defer></script>"))
    }

    @Test("Before somebody has come in it shows no navigation and no case")
    func outside() {
        var frame = frame(nil)
        frame.caseName = ""
        let html = String(
            decoding: SitePage("Sign in", section: nil, frame: frame, main: "").bytes, as: UTF8.self)
        #expect(!html.contains("<nav class=\"sections\""))
        #expect(!html.contains("TLP:"))
        #expect(!html.contains("/runs?x"))
    }

    @Test("Text of several lines comes back into its field as it was")
    func lines() {
        #expect(
            SiteField.text("a", "A", value: "one\n<two>\r\nthree").string.contains(
                ">one\n&lt;two&gt;\nthree</textarea>"))
    }
}
