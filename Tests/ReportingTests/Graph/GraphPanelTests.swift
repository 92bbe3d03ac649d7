import Foundation
import Records
import Testing

@testable import Reporting

@Suite("The panel of a drawing")
struct GraphPanelTests {
    private static func panel(_ graph: AccountGraph) -> GraphPanel {
        let drawn = DrawnGraph(graph)
        return GraphPanel(
            title: "Networks", packetAddress: "/networks/graph", labelsAddress: "/networks/labels", graph: drawn,
            places: GraphPlaces(drawn, threads: 2))
    }

    @Test("It is sound markup, has a picture without script and neither inline script nor inline style")
    func markup() {
        let checker = PageChecker(Self.panel(PlantedGraph.graph(sizes: [20, 7, 2], ties: 80)).markup().string)
        #expect(checker.faults == [])
        #expect(checker.tags.contains { $0.name == "svg" })
        #expect(!checker.tags.contains { $0.name == "script" || $0.name == "style" })
        #expect(!checker.tags.contains { tag in tag.attributes.keys.contains { $0 == "style" || $0.hasPrefix("on") } })
        #expect(checker.tags.filter { $0.name == "circle" && $0.attributes["class"] == "disc" }.count == 3)
    }

    @Test("Names from the input cannot become markup, and addresses of others no links")
    func hostile() {
        var graph = PlantedGraph.graph(sizes: [12, 3], ties: 40)
        for index in graph.accounts.indices { graph.accounts[index].label = "\"><script>alert(1)</script>" }
        for index in graph.networks.indices {
            graph.networks[index].label = "</svg><img src=x>"
            graph.networks[index].address = "javascript:alert(1)"
        }
        let html = Self.panel(graph).markup().string
        #expect(PageChecker(html).faults == [])
        #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("javascript:"))
    }

    @Test("An empty graph says that there is nothing to draw")
    func empty() {
        let html = Self.panel(AccountGraph(accounts: [], ties: [], networks: [])).markup().string
        #expect(html == "<p class=\"none\">There is nothing to draw.</p>\n")
    }

    @Test("The still picture names what it leaves out")
    func leftOut() {
        let html = Self.panel(PlantedGraph.graph(sizes: [900, 700], ties: 9000)).markup().string
        #expect(
            html.contains(
                "Left out here: the accounts, which are too many to stand still and all but the 4,000 heaviest ties."))
    }

    @Test("The table of ties says which page it is and leads to the next")
    func edges() {
        let row = EdgeList.Row(
            from: EdgeList.Name(text: "a<b", address: "/accounts/1"), to: EdgeList.Name(text: "c", address: "//x"),
            weight: 12, address: "/explain/1/2")
        let list = EdgeList(rows: [row, row], offset: 100, inAll: 1234, previous: "/n?page=1", next: nil)
        let html = list.markup().string
        #expect(PageChecker(html).faults == [])
        #expect(html.contains("Ties 101 to 102 of 1,234, the heaviest first."))
        #expect(html.contains("<a href=\"/accounts/1\"><bdi>a&lt;b</bdi></a>"))
        #expect(html.contains("<a href=\"/explain/1/2\">12</a>"))
        #expect(html.contains("rel=\"prev\"") && !html.contains("rel=\"next\"") && !html.contains("//x"))
    }

    @Test("The scripts load nothing from elsewhere, know no evaluation and write no markup")
    func scripts() {
        for script in SiteAsset.all where script.name.hasSuffix(".js") {
            let text = String(decoding: script.bytes, as: UTF8.self)
            #expect(!text.isEmpty)
            for word in [
                "eval(", "new Function", "innerHTML", "outerHTML", "document.write", "http://", "https://", "cssText",
            ] {
                let allowed = word == "http://" && script.name == "strip.js"
                #expect(allowed || !text.contains(word), "\(script.name): \(word)")
            }
            // What a script imports is carried as well.
            for line in text.split(separator: "\n") where line.hasPrefix("import ") {
                let name = line.split(separator: "\"").dropFirst().first.map { String($0.dropFirst(2)) }
                #expect(SiteAsset.scripts.contains { $0.name == name }, "\(script.name): \(line)")
            }
        }
    }
}

/// Writes what the browser test shows to a folder: set `DAYLIGHT_DRAWINGS` to run it.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DRAWINGS"] != nil))
struct DrawingsForBrowser {
    private let folder = URL(filePath: ProcessInfo.processInfo.environment["DAYLIGHT_DRAWINGS"] ?? "")

    private func write(_ name: String, _ graph: AccountGraph) throws {
        let clock = ContinuousClock()
        var drawn = DrawnGraph(AccountGraph(accounts: [], ties: [], networks: []))
        var places = GraphPlaces(drawn, threads: 1)
        let took = clock.measure {
            drawn = DrawnGraph(graph)
            places = GraphPlaces(drawn, threads: 1)
        }
        let panel = GraphPanel(
            title: "Networks of accounts that act together", packetAddress: "/\(name).drawing",
            labelsAddress: "/\(name).labels", graph: drawn, places: places)
        let packet = DrawingPacket(drawn, places: places)
        try Data(packet.bytes).write(to: folder.appending(path: "\(name).drawing"))
        try Data(LabelPacket(drawn).bytes).write(to: folder.appending(path: "\(name).labels"))
        let rows = drawn.ties.prefix(25).map { tie in
            let (a, b) = (drawn.bodies[Int(tie.a)], drawn.bodies[Int(tie.b)])
            return EdgeList.Row(
                from: EdgeList.Name(text: a.label, address: a.address),
                to: EdgeList.Name(text: b.label, address: b.address), weight: tie.weight, address: "/ties/1")
        }
        let list = EdgeList(rows: rows, offset: 0, inAll: drawn.ties.count, previous: nil, next: "/\(name).html?page=2")
        try Data((panel.markup() + list.markup()).string.utf8).write(to: folder.appending(path: "\(name).panel"))
        try Data("\(took)\n".utf8).write(to: folder.appending(path: "\(name).seconds"))
    }

    @Test("Drawings of every size")
    func drawings() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write("small", PlantedGraph.graph(sizes: [24, 15, 11, 9, 6, 5, 4, 3, 3, 2, 2], ties: 260))
        try write(
            "large", PlantedGraph.graph(sizes: PlantedGraph.sizes(accounts: 10_000), ties: 104_000, between: 2))
        try write(
            "huge", PlantedGraph.graph(sizes: PlantedGraph.sizes(accounts: 100_000), ties: 1_050_000, between: 2))
        try Data((PageStyle.sheet + GraphStyle.sheet).string.utf8).write(to: folder.appending(path: "site.css"))
        for script in SiteAsset.scripts { try Data(script.bytes).write(to: folder.appending(path: script.name)) }
    }
}
