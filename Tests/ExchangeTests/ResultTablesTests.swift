import Bytes
import Corpus
import Records
import Statistics
import Testing

@testable import Coordination
@testable import Exchange

/// Three accounts with posts, and edges between them.
enum SmallResult {
    static func accounts(_ values: [(Platform, String)]) -> AccountTable {
        var builder = CorpusBuilder()
        for (row, (platform, value)) in values.enumerated() {
            let account = ByteView.with(value) { builder.account(platform: platform, kind: .id, value: $0) }
            _ = builder.post(
                account: account, time: Instant(milliseconds: 0), citation: Citation(source: 0, row: UInt32(row + 1)))
        }
        return builder.finish().accounts
    }

    static func edge(_ a: UInt32, _ b: UInt32, weight: UInt32) -> Edge {
        Edge(
            a: a, b: b, weight: weight, pairs: 7, postsA: 3, postsB: 4, first: 1_732_471_200_000,
            last: 1_732_471_260_500, medianGap: 2500, leadsA: 0, leadsB: 0, days: 1, pValue: nil, qValue: nil)
    }
}

@Suite("Result tables")
struct ResultTablesTests {
    @Test("edges.csv has the published columns, and layers in the order of trace name and window")
    func edges() throws {
        let accounts = SmallResult.accounts([(.tiktok, "1"), (.tiktok, "a,b"), (.x, "2")])
        var tested = SmallResult.edge(0, 2, weight: 5)
        tested.pValue = Probability(1e-9)
        tested.qValue = Probability(0.01)
        let layers = [
            EdgeLayer(trace: .url, window: .init(milliseconds: 60_000), edges: [SmallResult.edge(0, 1, weight: 2)]),
            EdgeLayer(trace: .sound, window: .unlimited, edges: []),
            EdgeLayer(trace: .sound, window: .init(milliseconds: 60_000), edges: [SmallResult.edge(0, 1, weight: 3)]),
            EdgeLayer(trace: .sound, window: .init(milliseconds: 500), edges: [tested]),
        ]
        let sink = TextSink.memory()
        var table = try EdgeTable(sink, accounts: accounts)
        try table.write(layers)
        let times = "2024-11-24T18:00:00.000Z,2024-11-24T18:01:00.500Z"
        #expect(
            sink.text == """
                trace,window_s,platform_a,account_a,platform_b,account_b,weight,pairs,posts_a,posts_b,first,last,\
                median_gap_s,p_value,q_value
                sound,0.5,tiktok,1,x,2,5,7,3,4,\(times),2.5,1e-9,0.01
                sound,60,tiktok,1,tiktok,"a,b",3,7,3,4,\(times),2.5,,
                url,60,tiktok,1,tiktok,"a,b",2,7,3,4,\(times),2.5,,

                """)
    }

    @Test("networks.csv and accounts.csv have a row each, lists in one field")
    func networks() throws {
        let sink = TextSink.memory()
        var networks = try NetworkTable(sink)
        try networks.write(
            NetworkRow(
                network: "N1", accounts: 3, edges: 2, traces: [.hashtagSequence, .sound],
                windows: [.init(milliseconds: 60_000), .init(milliseconds: 600_000)], platforms: [.tiktok, .x],
                objects: 9, posts: 21, first: Instant(milliseconds: 0), last: Instant(milliseconds: 1000),
                strongestWeight: 8, medianWeight: 2.5, weakestQ: Probability(0.0042),
                medianQ: Probability(logarithm: -2000), rivals: [.headlines, .oneOwner]))
        try networks.write(
            NetworkRow(
                network: "N2", accounts: 2, edges: 1, traces: [.url], windows: [.unlimited], platforms: [.x],
                objects: 2, posts: 4, first: Instant(milliseconds: 0), last: Instant(milliseconds: 1000),
                strongestWeight: 2, medianWeight: 2))
        var accounts = try AccountsTable(sink)
        try accounts.write(
            AccountRow(
                network: "N1", account: AccountKey(platform: .tiktok, kind: .handle, value: "user1"), handle: nil,
                postsInInput: 12, coActingPosts: 8, partners: 2, strength: 10, first: Instant(milliseconds: 0),
                last: Instant(milliseconds: 1000)))
        let times = "1970-01-01T00:00:00.000Z,1970-01-01T00:00:01.000Z"
        #expect(
            sink.text == """
                network,accounts,edges,traces,windows_s,platforms,objects,posts,first,last,strongest_weight,median_weight,\
                q_weakest,q_median,rivals
                N1,3,2,hashtag-sequence sound,60 600,tiktok x,9,21,\(times),8,2.5,0.0042,2.577e-869,headlines one-owner
                N2,2,1,url,none,x,2,4,\(times),2,2,,,
                network,platform,kind,account,handle,posts_in_input,co_acting_posts,partners,strength,first,last
                N1,tiktok,handle,user1,,12,8,2,10,\(times)

                """)
    }

    @Test("stability.csv has a row for each change, and a search that was not made has no figures")
    func stability() throws {
        let sink = TextSink.memory()
        var table = try StabilityTable(sink)
        var row = StabilityRow(
            setting: "--window", before: "60s", after: "48s", likenesses: [1, 0.25, 0.5, 0.75], mainNetworks: 4,
            keeping: 2, members: 40, accounts: 31, networks: 9)
        try table.write(row)
        row.likenesses = []
        try table.write(row)
        #expect(
            sink.text == """
                setting,before,after,searched,least_jaccard,median_jaccard,main_networks_kept,main_networks,\
                accounts_still_in_a_network,main_accounts,networks
                --window,60s,48s,yes,0.25,0.5,2,4,31,40,9
                --window,60s,48s,no,,,,4,,40,

                """)
    }
}
