import Exchange
import Foundation
import HTTPTypes
import Records
import Testing
import Workspace

@testable import Server

@Suite("Pages of findings")
struct FindingPagesTests {
    @Test("The list names each network with numbers that lead to what they count, and its twins say the same")
    func list() async throws {
        try await SiteScene().test { browser in
            let page = try await browser.get("/networks").text
            #expect(page.contains("<a href=\"/runs/1/networks/N1\"><bdi>N1</bdi></a>"))
            #expect(page.contains("<a href=\"/runs/1/networks/N1#members\">4</a>"))
            #expect(page.contains("<a href=\"/runs/1/networks/N1/posts\">24</a>"))
            #expect(page.contains("data-packet=\"/networks/drawing?run=1\""))
            let rows = try await browser.get("/networks.csv").text.split(separator: "\n")
            #expect(rows.count == 2)
            #expect(rows[0].hasPrefix("network,accounts,ties,objects,posts,"))
            #expect(rows[1].hasPrefix("N1,4,6,"))
            let json = try await browser.get("/networks.json").text
            #expect(json.contains("\"network\":\"N1\",\"accounts\":4"))
        }
    }

    @Test("Filters leave out what is not asked for, and refuse what they do not know")
    func filters() async throws {
        try await SiteScene().test { browser in
            for (query, found) in [
                ("accounts=4", true), ("accounts=5", false), ("platform=tiktok", true), ("platform=x", false),
                ("trace=sound", true), ("trace=url", false), ("member=VOCEA", true), ("member=nobody", false),
            ] {
                let rows = try await browser.get("/networks.csv?\(query)").text.split(separator: "\n")
                #expect((rows.count == 2) == found, "\(query)")
            }
            for query in ["platform=nowhere", "trace=nothing", "q=2", "q=x", "order=best", "accounts=many", "run=99"] {
                #expect(try await browser.get("/networks?\(query)").status.code / 100 == 4, "\(query)")
            }
        }
    }

    @Test("No bound of q is beyond what can be asked", arguments: ["0", "-0", "1e-320", "1"])
    func boundsOfQ(q: String) async throws {
        try await SiteScene().test { browser async throws in
            for twin in ["", ".csv", ".json"] {
                #expect(try await browser.get("/networks\(twin)?q=\(q)").status == .ok)
            }
            #expect(try await browser.get("/networks?q=nan").status == .badRequest)
        }
    }

    @Test("A network says who, what and when, and leads to every pair and post")
    func network() async throws {
        try await SiteScene().test { browser in
            let page = try await browser.get("/runs/1/networks/N1") { $0.contains("alegeri2024") }
            #expect(page.contains("4 accounts on TikTok, tied in pairs that repeatedly"))
            #expect(page.contains("href=\"/runs/1/pairs?a=tiktok%3A"))
            #expect(page.contains("data-form=\"interval\""))
            #expect(page.contains("name=\"since\" type=\"datetime-local\" step=\"1\" value=\"2024-11-01T00:00:00\""))
            #expect(page.contains("alegeri2024"))
            #expect(!page.contains("<b>x</b>"))
            for member in SiteScene.crew { #expect(page.contains("<bdi>\(member)</bdi>"), "\(member)") }
            #expect(page.contains("name=\"form_token\""))
            let members = try await browser.get("/runs/1/networks/N1.csv").text
            #expect(members.split(separator: "\n").count == 5)
            #expect(try await browser.get("/runs/1/networks/N99").status == .notFound)
            #expect(try await browser.get("/runs/9/networks/N1").status == .notFound)
        }
    }

    @Test("An interval of the strip gives the posts in it, to the second")
    func interval() async throws {
        try await SiteScene().test { browser in
            let address = "/runs/1/networks/N1/posts"
            #expect(try await rows(browser, address) == 24)
            #expect(try await rows(browser, address + "?since=2024-11-01T00:00:00&until=2024-11-01T00:00:07") == 2)
            #expect(try await rows(browser, address + "?since=2024-11-01T00:00:08Z&until=2024-11-01T00:00:21Z") == 2)
            #expect(try await rows(browser, address + "?account=tiktok:radu.1") == 6)
            #expect(try await rows(browser, address + "?account=tiktok:nobody") == 0)
            let refused = try await browser.get(address + "?since=yesterday")
            #expect(refused.status == .badRequest)
        }
    }

    private func rows(_ browser: Browser, _ address: String) async throws -> Int {
        let parts = address.split(separator: "?", maxSplits: 1)
        let table = parts[0] + ".csv" + (parts.count > 1 ? "?" + parts[1] : "")
        return try await browser.get(String(table)).text.split(separator: "\n").count - 1
    }

    @Test("A pair is explained by both posts beside each other, with the time between them")
    func pair() async throws {
        try await SiteScene().test { browser in
            let page = try await browser.get("/runs/1/pairs?a=tiktok:radu.1&b=tiktok:radu.2").text
            #expect(page.contains("<span class=\"gap\">7\u{A0}s apart</span>"))
            #expect(page.contains("<span class=\"order\">First</span>"))
            #expect(page.contains("posts.csv</bdi>, record 1</p>"))
            for query in ["a=tiktok:radu.1", "a=radu.1&b=radu.2", "a=tiktok:radu.1&b=tiktok:nobody", ""] {
                #expect(try await browser.get("/runs/1/pairs?\(query)").status.code / 100 == 4, "\(query)")
            }
        }
    }

    @Test("Accounts, posts and objects have pages, found by number, by key and by words")
    func items() async throws {
        try await SiteScene().test { browser in
            let found = try await browser.get("/accounts?key=tiktok:radu.1")
            #expect(found.status == .seeOther)
            let account = try await browser.get(found.headers[.location] ?? "").text
            #expect(account.contains("<h1><bdi>@radu.1</bdi></h1>") || account.contains("<h1><bdi>radu.1</bdi></h1>"))
            #expect(account.contains("<a href=\"/runs/1/networks/N1\">network N1</a>"))
            let post = try await browser.get("/posts/1").text
            #expect(post.contains("partea 0 &lt;b&gt;x&lt;/b&gt;"))
            #expect(post.contains("<dt>Record</dt><dd>1</dd>"))
            let object = try await browser.get("/objects/1")
            #expect(object.status == .ok)
            for address in ["/accounts/999", "/accounts/x", "/posts/999", "/posts/e1", "/posts/-1", "/objects/999"] {
                #expect(try await browser.get(address).status == .notFound, "\(address)")
            }
        }
    }

    @Test("Lists of posts go on where the page before ended, and none stands twice")
    func paging() async throws {
        try await SiteScene().test { browser in
            var address = "/accounts/1.json?count=4"
            _ = try await browser.get(address) { $0.contains("/posts/") }
            var seen: [String] = []
            for _ in 0..<4 {
                let text = try await browser.get(address).text
                seen += text.split(separator: "\"").map(String.init).filter { $0.hasPrefix("/posts/") }
                guard let next = text.split(separator: "\"").map(String.init).first(where: { $0.contains("?before=") })
                else { break }
                address = next + "&count=4"
            }
            #expect(seen.count == 6)
            #expect(Set(seen).count == 6)
        }
    }

    @Test("The search sets off what was looked for, in every field, and shows what was typed as text")
    func search() async throws {
        try await SiteScene().test { browser in
            let page = try await browser.get("/search?q=partea+3").text
            #expect(page.contains("<mark>partea</mark> <mark>3</mark> &lt;b&gt;x&lt;/b&gt;"))
            #expect(page.contains("Posts 4</a>"))
            #expect(try await browser.get("/search?in=accounts&q=vocea*").text.contains("<bdi>vocea_ta</bdi>"))
            #expect(try await browser.get("/search?in=objects&q=alegeri2024").text.contains("/objects/"))
            let typed = try await browser.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
            #expect(!typed.contains("<script>alert"))
            #expect(try await browser.get("/search").status == .ok)
            #expect(try await browser.get("/search?in=secrets").status == .badRequest)
            #expect(try await browser.get("/search?q=%22*+OR+NEAR(").status == .ok)
        }
    }

    @Test("A search is in the audit with its words")
    func audited() async throws {
        let scene = try SiteScene()
        try await scene.test { browser in
            _ = try await browser.get("/search?q=lantern")
            try scene.desk.audit.flush()
            #expect(try await browser.get("/audit").text.contains("/search?q=lantern"))
        }
    }

    @Test("What is marked above the clearance is left out, counted, and nowhere named")
    func marked() async throws {
        let scene = try SiteScene(people: [("ada", [.admin, .analyst], .red), ("bob", [.viewer], .amber)])
        try scene.folder.enter(
            [Marking(ObjectReference(.account, "tiktok:@maria88"), .red, by: "ada", reason: "a source")],
            at: SiteScene.start)
        try await scene.test { browser in
            let bob = try browser.signed(in: "bob")
            let ada = try browser.signed(in: "ada")
            for address in [
                "/runs/1/networks/N1", "/runs/1/networks/N1.csv", "/runs/1/networks/N1/posts", "/networks",
                "/search?in=accounts&q=maria88", "/objects/1", "/runs/1/networks/N1/labels",
            ] {
                let hidden = try await bob.get(address)
                #expect(hidden.status == .ok, "\(address)")
                let shown = hidden.text.replacing("q=maria88", with: "").replacing("value=\"maria88\"", with: "")
                    .replacing("q%3Dmaria88", with: "")
                #expect(!shown.contains("maria88"), "\(address)")
                if address != "/networks", address != "/objects/1" {
                    #expect(try await ada.get(address).text.contains("maria88"), "\(address)")
                }
            }
            #expect(try await bob.get("/runs/1/networks/N1").text.contains("left out here"))
            let pair = "/runs/1/pairs?a=tiktok:radu.1&b=tiktok:maria88"
            #expect(try await bob.get(pair).status == .forbidden)
            #expect(try await ada.get(pair).status == .ok)
            // A file cannot be shown in part.
            for address in ["/runs/1/report/page", "/runs/1/files/edges.csv"] {
                #expect(try await bob.get(address).status == .forbidden, "\(address)")
                #expect(try await ada.get(address).status == .ok, "\(address)")
            }
        }
    }

    @Test("A network that is marked above the clearance is not listed, drawn or opened")
    func markedNetwork() async throws {
        let scene = try SiteScene(people: [("ada", [.admin], .red), ("bob", [.viewer], .green)])
        try scene.folder.enter(
            [Marking(ObjectReference(.network, "run 1 N1"), .red, by: "ada", reason: "a test")], at: SiteScene.start)
        try await scene.test { browser in
            let bob = try browser.signed(in: "bob")
            #expect(try await bob.get("/runs/1/networks/N1").status == .forbidden)
            #expect(try await bob.get("/runs/1/networks/N1/drawing").status == .forbidden)
            let list = try await bob.get("/networks").text
            #expect(!list.contains("radu.1"))
            #expect(!list.contains("/runs/1/networks/N1"))
            #expect(list.contains("1 thing is left out here"))
        }
    }

    @Test("The drawing comes as a packet with its names beside it")
    func drawing() async throws {
        try await SiteScene().test { browser in
            for address in ["/networks", "/runs/1/networks/N1"] {
                let packet = try await browser.get(address + "/drawing")
                #expect(Array(packet.bytes.prefix(4)) == Array("DLGR".utf8))
                let labels = try await browser.get(address + "/labels")
                #expect(Array(labels.bytes.prefix(4)) == Array("DLLB".utf8))
                #expect(labels.text.contains("radu.1"))
            }
        }
    }

    @Test("Runs beside each other say what became of each network, and networks what both have")
    func comparisons() async throws {
        try await SiteScene().test { browser in
            let runs = try await browser.get("/runs/compare?a=1&b=1").text
            #expect(runs.contains("the same"))
            #expect(runs.contains("/networks/compare?run=1&amp;with=1&amp;a=N1&amp;b=N1"))
            let networks = try await browser.get("/networks/compare?run=1&a=N1&b=N1").text
            #expect(networks.contains("4 accounts are in both"))
            #expect(try await browser.get("/networks/compare?a=N1").status == .badRequest)
            #expect(try await browser.get("/networks/compare?a=N1&b=N7").status == .notFound)
        }
    }

    @Test("Emergence says that nothing woke, and what it judged")
    func emergence() async throws {
        try await SiteScene().test { browser in
            let page = try await browser.get("/emergence")
            #expect(page.status == .ok)
            #expect(page.text.contains("An alarm is a reason to look"))
            #expect(try await browser.get("/emergence.csv").text.hasPrefix("topic,platform,counted,"))
        }
    }
}
