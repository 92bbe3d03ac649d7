import Foundation
import Testing

@Suite("Claims on the command line")
struct ClaimCommandTests {
    private static let header =
        "name,speaker,platform,event,quantity,wording,number,period,coverage,date,source,verification\n"
    private let now = "--case case --now 2026-03-02T12:00:00Z"

    @Test("case 5: 1,682 and 1,704 less 18 are one count within the tolerance, and two without it")
    func sameNetworkTwoCounts() throws {
        let rows = """
            meduza,Meduza of TikTok,tiktok,network to Germany Italy and Britain 2022,accounts removed,exact,"1,682",2022-Q3,the Russian network,2023-02-09,https://meduza.io/en/news/2023/02/09/tiktok-discovered-and-blocked-a-web-of-russian-propaganda-accounts,S
            babel,Babel of TikTok,tiktok,network to Germany Italy and Britain 2022,accounts removed,exact,"1,682",2022-Q3,the Russian network,2023-02-09,https://babel.ua/en/news/90355-tiktok-blocked-more-than-1-600-accounts-that-spread-russian-propaganda,S
            uatribune,UA Tribune of TikTok less 18,tiktok,network to Germany Italy and Britain 2022,accounts removed,exact,1686,2022-Q3,the Russian network,2023-02,https://uatribune.com/en/russian-disinformation-network-targeted-european-users-on-tiktok-mostly-germans/,S
            both,UA Tribune of TikTok,tiktok,network to Germany Italy and Britain 2022,accounts removed,exact,1704,2022-Q3,two networks,2023-02,https://uatribune.com/en/russian-disinformation-network-targeted-european-users-on-tiktok-mostly-germans/,S

            """
        try OversightScene.with { scene in
            try scene.write(Self.header + rows, "claims.csv")
            #expect(
                try scene.rows("claim import claims.csv \(now)").map { $0["outcome"] }
                    == Array(repeating: "new", count: 4))
            let pairs = try scene.rows("claim check --case case")
            #expect(pairs.count == 6)
            func pair(_ first: String, _ second: String) throws -> [String: String] {
                try #require(pairs.first { Set([$0["earlier"], $0["later"]]) == [first, second] })
            }
            #expect(try pair("meduza", "babel")["relation"] == "consistent")
            let counts = try pair("meduza", "uatribune")
            #expect(counts["relation"] == "consistent")
            #expect(counts["discrepancy"]?.hasPrefix("0.002372479240806") == true)
            let two = try pair("meduza", "both")
            #expect(two["relation"] == "differs" && two["scope_differs"] == "coverage")
            let strict = try scene.rows("claim check --case case --tolerance 0")
            #expect(strict.prefix(2).map { $0["relation"] } == ["contradictory", "contradictory"])
            #expect(strict.dropFirst(2).allSatisfy { $0["relation"] != "contradictory" })
            let shown = try scene.run("claim check --case case --format table")
            #expect(shown.output.contains("2023-02-09: Meduza of TikTok: 1682 accounts removed [meduza]"))
            #expect(shown.output.contains("UA Tribune of TikTok less 18: 1686 accounts removed [uatribune]"))
            #expect(shown.messages.contains("4 claims, 6 pairs: 3 differs, 3 consistent"))
        }
    }

    @Test("a claim by hand is listed with its words, superseded by its name, and never lost")
    func byHand() throws {
        try OversightScene.with { scene in
            let claim =
                "claim add ep --speaker TikTok --audience 'European Parliament' --platform tiktok --event Romania"
                + " --quantity accounts --number 78 --date 2024-12-03 --source https://example.org"
            let first = try scene.run("\(claim) \(now)").output
            #expect(first.count == 65)
            #expect(try scene.run("\(claim) \(now)").messages.contains("stands in the register already"))
            let second = try scene.run("\(claim) --note again \(now)")
            #expect(second.messages.contains("supersedes an earlier entry"))
            var rows = try scene.rows("claim list --case case")
            #expect(rows.count == 1)
            #expect(rows.first?["states"] == "78" && rows.first?["note"] == "again")
            #expect(rows.first?["digest"].map { $0 + "\n" } == second.output)
            // Typed by hand, the same words become the last entry again.
            let third = try scene.run("\(claim) \(now)")
            #expect(third.output == first)
            #expect(third.messages.hasSuffix("\nnote: 'ep' supersedes an earlier entry, which is kept.\n"))
            rows = try scene.rows("claim list --case case")
            #expect(rows.count == 1)
            #expect(rows.first?["note"]?.isEmpty == true)
            #expect(rows.first?["digest"].map { $0 + "\n" } == first)
            // A table that is read again does not undo what was corrected since.
            try scene.write(
                "name,speaker,audience,platform,event,quantity,number,date,source,note\n"
                    + "ep,TikTok,European Parliament,tiktok,Romania,accounts,78,2024-12-03,https://example.org,again\n",
                "claims.csv")
            let table = try scene.run("claim import claims.csv \(now) --format csv")
            #expect(table.output == "claim,outcome,digest\nep,outdated,\(second.output)")
            #expect(table.messages.contains("a later entry counts"))
            #expect(try scene.rows("claim list --case case") == rows)
            #expect(try scene.run("claim check --case case").messages.contains("nothing to compare with: ep"))
            #expect(try scene.rows("claim list --case case --platform x").isEmpty)
        }
    }

    @Test("wrong claims are refused by the name of the option, and wrong rows by their number; the rest is taken")
    func faults() throws {
        try OversightScene.with { scene in
            let claim = "claim add a --speaker S --event E --quantity Q --source R \(now)"
            for (words, message) in [
                ("--number many --date 2024", "--number: 'many' is no number"),
                ("--date 2024", "--number: the row has no 'number'"),
                ("--number 3 --date 2024-12-03T10:00:00", "--date: '2024-12-03T10:00:00' does not say"),
                ("--number 3 --date 2027", "--date: 2027 lies in the future"),
                ("--number 3 --wording no_evidence --date 2024", "--number: 'no_evidence' goes with no number"),
                ("--number 3 --date 2024 --text-sha256 abc", "--text-sha256: 'abc' is no SHA-256"),
            ] {
                #expect(try scene.run("\(claim) \(words)", code: 64).messages.contains(message))
            }
            let rows = """
                a,S,tiktok,E,Q,exact,5,,,2024-12-03,https://example.org,P
                b,S,tiktok,E,Q,exact,6,,,2024-12-04,,P
                a,S,tiktok,E,Q,exact,7,,,2024-12-05,https://example.org,P
                c,S,tiktok,E,Q,exact,8,,,2030,https://example.org,P

                """
            try scene.write(Self.header.replacing("coverage", with: "couverage") + rows, "claims.csv")
            let read = try scene.run("claim import claims.csv \(now) --format csv", code: 3)
            #expect(read.output.split(separator: "\n").count == 2)
            for message in [
                "nothing is read from the columns couverage", "row 2, field source: a claim without a source",
                "row 3, field name: 'a' stands in row 1 already", "row 4, field date: 2030 lies in the future",
            ] {
                #expect(read.messages.contains(message), "\(message)")
            }
            #expect(try scene.run("claim import nothing.csv \(now)", code: 1).messages.contains("nothing.csv"))
            try scene.write("asset,grade\ntiktok:1,confirmed\n", "other.csv")
            let other = try scene.run("claim import other.csv \(now)", code: 1).messages
            #expect(other.contains("other.csv is another table: nothing is read from its columns asset, grade"))
            try scene.write(Self.header, "none.csv")
            #expect(try scene.run("claim import none.csv \(now)", code: 1).messages.contains("none.csv holds no rows"))
            #expect(try scene.run("claim list --case nowhere", code: 1).messages.contains("nowhere"))
            #expect(
                try scene.run("claim check --case case --tolerance 2", code: 64).messages.contains("between 0 and 1"))
        }
    }

    @Test("numbers in publishers' files that were imported are claims, too, and are left out on demand")
    func published() throws {
        try OversightScene.with { scene in
            let rows = { (number: Int) in
                """
                Tactic,Technique,Procedure,Indicator,Notes
                0. Acquiring assets,0.9 Acquiring social media accounts,0.9.1 Acquiring Facebook accounts,\(number) accounts,

                """
            }
            try scene.write(rows(100), "Q1_2025_IRAN_BASED_CIB_NETWORK.csv")
            try scene.run("import Q1_2025_IRAN_BASED_CIB_NETWORK.csv --case case")
            try scene.write(
                "name,speaker,platform,event,quantity,number,period,date,source\n"
                    + "hearing,Meta,facebook,2025-Q1 iran,accounts,140,2025-Q1,2025-06-01,https://example.org\n",
                "claims.csv")
            try scene.run("claim import claims.csv \(now)")
            let list = try scene.rows("claim list --case case")
            #expect(
                list.map { $0["states"] } == ["100", "140"]
                    && list.map { $0["event"] } == ["2025-Q1 iran", "2025-Q1 iran"])
            #expect(list[0]["digest"]?.isEmpty == true && list[0]["source"] == "Q1_2025_IRAN_BASED_CIB_NETWORK")
            let pairs = try scene.rows("claim check --case case")
            #expect(pairs.map { $0["relation"] } == ["contradictory"])
            let shown = try scene.run("claim check --case case --platform facebook").messages
            #expect(shown.contains("1 of them are numbers in publishers' files that 'daylight import' read"))
            #expect(try scene.rows("claim list --case case --entered").map { $0["claim"] } == ["hearing"])
            #expect(try scene.rows("claim check --case case --entered").isEmpty)
        }
    }

    @Test("newspapers that disagree do not cost the platform its candour on the card")
    func candour() throws {
        let rows = """
            one,Romania Journal,tiktok,Romania 2024,accounts,exact,1057,,the same,2024-12-04,https://example.org,S
            two,Spotmedia,tiktok,Romania 2024,accounts,exact,157,,the same,2024-12-05,https://example.org,S
            three,TikTok,tiktok,Romania 2024,accounts,exact,78,,other,2024-12-03,https://example.org,S
            four,TikTok,tiktok,Romania 2024,accounts,exact,27217,,another,2024-12-31,https://example.org,S

            """
        try OversightScene.with { scene in
            try scene.write(Self.header + rows, "claims.csv")
            try scene.run("claim import claims.csv \(now)")
            #expect(try scene.rows("claim check --case case").first?["relation"] == "contradictory")
            try scene.run("cohort freeze c --asset tiktok:1 --grade confirmed \(now)")
            let card = try scene.rows("card --cohort c \(now)")
            let consistency = try #require(card.first { $0["metric"] == "M13" })
            #expect(consistency["verdict"] == "pass")
        }
    }
}
