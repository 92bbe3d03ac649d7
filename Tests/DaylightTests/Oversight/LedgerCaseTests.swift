import Foundation
import Testing

/// Reports that a case has captured, as users type it.
@Suite("A case's captured reports on the command line")
struct LedgerCaseTests {
    private static let header =
        "platform,report,period,origin_country,channels,unit,source_url,verification"

    /// Google's bulletin as it was on 3 March 2023, and as it stayed.
    private func bulletins(_ scene: LedgerScene) throws {
        func row(_ origin: String, _ channels: String, _ unit: String = "channels") -> String {
            "Google,TAG Bulletin Q1 2023,2023-Q1,\(origin),\(channels),\(unit),https://blog.example/tag,P"
        }
        try scene.write(
            "march.csv",
            [
                Self.header, row("", "\"7,500+\"", "aggregate"), row("China", "6285"), row("Iran", "40"),
                row("Azerbaijan", "1088"),
            ])
        try scene.write(
            "final.csv",
            [Self.header, row("", "\"20,000+\"", "aggregate"), row("China", "~18000"), row("Iran", "40")])
        _ = try scene.output("init", "case")
    }

    @Test("case 7: Google's bulletin grew from 7,500 to 20,000 in silence")
    func bulletin() throws {
        try LedgerScene.with { scene in
            try bulletins(scene)
            let first = try scene.output(
                "ledger", "import", "march.csv", "--case", "case", "--captured", "2023-03-03", "--format", "csv")
            #expect(first.contains("Google/YouTube: TAG Bulletin Q1 2023,first,2023-03-03,4,,,,,"))
            let second = try scene.run(
                "ledger", "import", "final.csv", "--case", "case", "--captured", "2023-06-01", "--format", "csv")
            #expect(second.code == 0 && second.output.contains(",version,2023-06-01,3,2,0,1,SILENT CHANGE,"))
            #expect(second.messages.contains("2 of 11 fields changed, no rows added, 1 removed. SILENT CHANGE"))
            let diff = try scene.output("ledger", "diff", "TAG Q1 2023", "--case", "case", "--format", "csv")
            #expect(
                diff.contains(
                    "changed,aggregate (more than 7500 channels),channels,more than 7500,more than 20000,"
                        + "originTargetsSource"))
            #expect(diff.contains("changed,China (6285 channels),channels,6285,about 18000,originTargetsSource"))
            #expect(diff.contains("removed,Azerbaijan (1088 channels),,1088 channels,,"))
            let revision = try scene.output(
                "ledger", "revision", "TAG Bulletin Q1 2023", "--case", "case", "--format", "table")
            #expect(
                revision.contains("M14 Ledger revision: Google/YouTube: TAG Bulletin Q1 2023, 2023-03-03 to 2023-06-01")
            )
            #expect(revision.contains("(2 of 11)") && revision.contains("1 flag, the publisher states no changelog"))
            #expect(revision.contains("China (6285 channels), channels: 6285 became about 18000"))
            let shown = try scene.output("ledger", "show", "TAG Q1 2023", "--case", "case", "--format", "csv")
            #expect(shown.contains(",~18000,") && !shown.contains(",6285,"))
        }
    }

    @Test("a stated changelog, the same rows and a capture read anew are no silent changes")
    func notSilent() throws {
        try LedgerScene.with { scene in
            try bulletins(scene)
            func entered(_ words: String...) throws -> (output: String, messages: String, code: Int32) {
                try CommandLine.run(
                    ["ledger", "import"] + words + ["--case", "case", "--format", "csv"], in: scene.folder)
            }
            _ = try entered("march.csv", "--captured", "2023-03-03")
            #expect(try entered("march.csv", "--captured", "2023-03-03").output.contains(",known,"))
            #expect(try entered("march.csv").output.contains(",unchanged,"))
            let told = try entered("final.csv", "--captured", "2023-06-01", "--changelog", "extended through March")
            #expect(told.output.contains(",version,") && !told.output.contains("SILENT"))
            #expect(told.messages.contains(": extended through March"))
            let anew = try entered("march.csv", "--captured", "2023-06-01")
            #expect(anew.output.contains(",correction,") && !anew.output.contains("SILENT"))
            // An older state that is found later does not become the current one.
            let older = try entered("final.csv", "--captured", "2023-02-01")
            #expect(older.output.contains(",earlier,"))
            let versions = try scene.output(
                "ledger", "show", "TAG Q1 2023", "--versions", "--case", "case", "--format", "csv")
            #expect(
                versions.split(separator: "\n").map { $0.split(separator: ",")[1] }.dropFirst() == [
                    "2023-02-01", "2023-03-03", "2023-06-01",
                ])
            let shown = try scene.output("ledger", "show", "TAG Q1 2023", "--case", "case", "--format", "csv")
            #expect(shown.contains(",6285,"))
        }
    }

    @Test("two documents of one day are two versions without an order; the same bytes of another day are none")
    func documents() throws {
        try LedgerScene.with { scene in
            let (one, other) = (String(repeating: "1a", count: 32), String(repeating: "2b", count: 32))
            func table(_ name: String, _ channels: String, _ digest: String) throws {
                try scene.write(
                    name,
                    [
                        Self.header + ",capture_sha256",
                        "Google,TAG Bulletin Q1 2023,2023-Q1,China,\(channels),channels,https://blog.example/tag,P,\(digest)",
                    ])
            }
            try table("one.csv", "10", one)
            try table("two.csv", "20", other)
            try table("one-mended.csv", "11", one)
            _ = try scene.output("init", "case")
            func entered(_ file: String, _ captured: String) throws -> (output: String, messages: String, code: Int32) {
                try scene.run("ledger", "import", file, "--case", "case", "--captured", captured, "--format", "csv")
            }
            func captures() throws -> [[String]] {
                try scene.output("ledger", "show", "TAG", "--versions", "--case", "case", "--format", "csv")
                    .split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
            }
            _ = try entered("one.csv", "2023-03-03")
            let two = try entered("two.csv", "2023-03-03")
            #expect(two.output.contains(",version,2023-03-03,1,1,0,0,,"), "\(two.output)")
            #expect(two.messages.contains("another document of 2023-03-03, and so another version; 1 of"))
            #expect(two.messages.contains("both were captured on 2023-03-03, and which came first is not known"))
            #expect(try captures().map { $0[2] } == ["1", "2"])
            let shown = try scene.run("ledger", "show", "TAG", "--case", "case")
            #expect(shown.messages.contains("the version before is of 2023-03-03, too"))
            let revision = try scene.output("ledger", "revision", "TAG", "--case", "case", "--format", "table")
            #expect(revision.contains("0 flag, both were captured on 2023-03-03"))
            // The first document's reading is mended; the second's stays.
            let mended = try entered("one-mended.csv", "2023-03-03")
            #expect(mended.output.contains(",correction,2023-03-03,1,1,"))
            #expect(try captures().count == 2)
            // Days later it is still the document that was read last.
            let again = try entered("one-mended.csv", "2023-04-01")
            #expect(again.output.contains(",again,2023-04-01,1,0,0,0,,"))
            #expect(again.messages.contains("1 report captured again, the same document"))
            #expect(
                try captures().map { Array($0[1...2]) } == [
                    ["2023-03-03", "1"], ["2023-03-03", "2"], ["2023-04-01", "2"],
                ])
            let changed = try entered("two.csv", "2023-05-01T10:00:00Z")
            #expect(changed.output.contains(",version,2023-05-01T10:00:00Z,1,1,0,0,SILENT CHANGE,"))
            let differently = try entered("one.csv", "2023-05-01T09:00:00Z")
            #expect(differently.output.contains(",again,") && differently.messages.contains("read differently"))
            let now = try scene.output("ledger", "show", "TAG", "--case", "case", "--format", "csv")
            #expect(now.contains(",20,"))
        }
    }

    @Test("a ledger row without a source is rejected with its file, row and field; the others are taken")
    func withoutSource() throws {
        try LedgerScene.with { scene in
            try scene.write(
                "rows.csv",
                [
                    "platform,report,period,accounts,source_url", "TikTok,Report,2024-Q1,12,https://tiktok.example/r",
                    "TikTok,Report,2024-Q1,13,", "TikTok,Report,2024-Q9,14,https://tiktok.example/r",
                ])
            _ = try scene.output("init", "case")
            let result = try scene.run("ledger", "import", "rows.csv", "--case", "case", "--format", "csv")
            #expect(result.code == 3)
            #expect(
                result.messages.contains(
                    "rows.csv, row 2, field source_url: the row has no source; the ledger takes no number without the"
                        + " address or document where it was read"))
            #expect(result.messages.contains("rows.csv, row 3, field period: '2024-Q9' is no period"))
            #expect(result.output.contains("TikTok: Report,first,"))
            // What is there once the table is mended was not changed by the platform.
            try scene.write(
                "rows.csv",
                [
                    "platform,report,period,accounts,source_url", "TikTok,Report,2024-Q1,12,https://tiktok.example/r",
                    "TikTok,Report,2024-Q1,13,https://tiktok.example/r",
                ])
            let mended = try scene.run("ledger", "import", "rows.csv", "--case", "case", "--format", "csv")
            #expect(mended.code == 0 && !mended.output.contains("SILENT"))
            #expect(mended.messages.contains("rows of a capture's table were rejected: what differs may be theirs"))
            try scene.write("other.csv", ["name,number", "a,1"])
            let other = try scene.run("ledger", "import", "other.csv", "--case", "case")
            #expect(other.code == 1 && other.messages.contains("other.csv is another table"))
            let twice = try scene.run("ledger", "import", "-", "-", "--case", "case")
            #expect(twice.code == 64 && twice.messages.contains("can be read once"))
        }
    }

    @Test("a capture that holds a part of a report is no evidence that a network was left out")
    func part() throws {
        try LedgerScene.with { scene in
            try scene.write(
                "reports.csv",
                ["platform,report,period,origin_country,accounts,source_url"]
                    + (1...4).map { "TikTok,Report Q\($0) 2023,2023-Q\($0),Russia,\($0),https://tiktok.example/\($0)" })
            try scene.write(
                "networks.csv",
                [
                    "name,platform,assets,period,sources",
                    "n,TikTok,a; b; c,2023-Q1,An institute https://a.example/1; A paper https://b.example/2",
                ])
            for (name, words, outcome) in [
                (
                    "whole", [],
                    "n: omitted, rung 4 (none); looked for in Report Q1 2023, Report Q2 2023, Report Q3 2023"
                ),
                (
                    "part", ["--part"],
                    "n: unknown, rung 4 (none); held in part: Report Q1 2023, Report Q2 2023, Report Q3 2023"
                ),
            ] {
                _ = try scene.output("init", name)
                let entered = try CommandLine.run(
                    ["ledger", "import", "reports.csv", "--case", name] + words, in: scene.folder)
                #expect(entered.code == 0)
                let asked = try scene.output(
                    "ledger", "omission", "--networks", "networks.csv", "--case", name, "--format", "table")
                #expect(asked.contains(outcome), "\(asked)")
            }
        }
    }

    @Test("a ledger listed as a table and imported gives the same list; without --with-shipped it is the case's alone")
    func roundTrip() throws {
        try LedgerScene.with { scene in
            _ = try scene.output("init", "case")
            let list = try scene.output("ledger", "list", "--format", "csv")
            try Data(list.utf8).write(to: URL(fileURLWithPath: scene.folder + "/ledger.csv"))
            _ = try scene.output("ledger", "import", "ledger.csv", "--case", "case", "--format", "csv")
            #expect(try scene.output("ledger", "list", "--case", "case", "--format", "csv") == list)
            // Reports that the case has captured are not counted twice.
            #expect(try scene.output("ledger", "list", "--case", "case", "--with-shipped", "--format", "csv") == list)
        }
    }

    @Test("TikTok's quarterly table takes the place of the shipped rows, which still say when the report appeared")
    func quarterly() throws {
        try LedgerScene.with { scene in
            try scene.write(
                "tiktok.csv",
                [
                    "quarter,origin_fr,targets_fr,detection,accounts,followers,source_url",
                    "2022-3,Russie,Allemagne,Interne,1686,133564,https://tiktok.example/2022-3",
                    "2022-3,Chine,audiences américaines,Externe,5,60,https://tiktok.example/2022-3",
                ])
            _ = try scene.output("init", "case")
            _ = try scene.output("ledger", "import", "tiktok.csv", "--case", "case", "--format", "csv")
            let rows = try scene.output(
                "ledger", "list", "--case", "case", "--with-shipped", "--platform", "TikTok", "--period", "2022-Q3",
                "--networks", "--format", "csv")
            #expect(rows.split(separator: "\n").count == 3)
            let lag = try scene.output(
                "ledger", "lag", "--case", "case", "--with-shipped", "--platform", "TikTok", "--format", "table")
            #expect(lag.contains("Q3 2022  80 days"))
        }
    }

    @Test("a report entered again from another table is no silent change, and keeps its publication")
    func otherTable() throws {
        try LedgerScene.with { scene in
            try scene.write(
                "mine.csv",
                [
                    "platform,report,period,published,origin_country,accounts,followers,unit,source_url",
                    "TikTok,Community Guidelines Enforcement Report Q3 2022,2022-Q3,2022-12-19,,,,report,https://tiktok.example/en/2022-3",
                    "TikTok,Community Guidelines Enforcement Report Q3 2022,2022-Q3,2022-12-19,Russia,1686,133564,network,https://tiktok.example/en/2022-3",
                ])
            try scene.write(
                "table.csv",
                [
                    "quarter,origin_fr,targets_fr,detection,accounts,followers,source_url",
                    "2022-3,Russie,Allemagne,Interne,1690,133564,https://tiktok.example/fr/2022-3",
                    "2022-3,Kenya,Kenya,Externe,14,50200,https://tiktok.example/fr/2022-3",
                ])
            _ = try scene.output("init", "case")
            _ = try scene.output("ledger", "import", "mine.csv", "--case", "case", "--captured", "2023-06-01")
            let again = try scene.run(
                "ledger", "import", "table.csv", "--case", "case", "--captured", "2023-07-01", "--format", "csv")
            #expect(again.code == 0 && again.output.contains(",version,2023-07-01,2,1,1,0,,"))
            #expect(again.messages.contains("the two captures come from different sources"))
            #expect(again.messages.contains("not compared: detected_by, published, target_countries"))
            let lag = try scene.output("ledger", "lag", "--case", "case", "--platform", "TikTok", "--format", "table")
            #expect(lag.contains("Q3 2022  80 days"))
            let first = try scene.run("ledger", "first", "--origin", "russia", "--platform", "TikTok", "--case", "case")
            #expect(first.messages.contains("2022-07-01/2022-09-30, published 2022-12-19"))
        }
    }

    @Test("a number, a source or a day that cannot be is told with its row and field; the others are taken")
    func impossible() throws {
        try LedgerScene.with { scene in
            try scene.write(
                "rows.csv",
                [
                    "platform,report,period,published,accounts,source_url",
                    "TikTok,R,2024-Q1,2024-05-01,9000000000000000000,https://tiktok.example/r",
                    "TikTok,R,2024-Q1,2024-05-01,12,javascript:alert(1)",
                    "TikTok,R,2024-Q1,2025-05-01,13,https://tiktok.example/r",
                    "TikTok,R,2024-Q1,2024-05-01,14,https://tiktok.example/r",
                ])
            _ = try scene.output("init", "case")
            let result = try scene.run(
                "ledger", "import", "rows.csv", "--case", "case", "--captured", "2024-06-01", "--format", "csv")
            #expect(result.code == 3 && result.output.contains("TikTok: R,first,2024-06-01,1,"))
            for place in ["row 1, field accounts", "row 2, field source_url", "row 3, field published"] {
                #expect(result.messages.contains(place), "\(place)")
            }
        }
    }

    @Test("a captured report that was edited on disk is told, with exit code 2")
    func tampered() throws {
        try LedgerScene.with { scene in
            try bulletins(scene)
            _ = try scene.output("ledger", "import", "march.csv", "--case", "case", "--format", "csv")
            let path = URL(fileURLWithPath: scene.folder + "/case/case.sqlite")
            var bytes = try Data(contentsOf: path)
            let place = try #require(bytes.range(of: Data("\"number\":6285".utf8)))
            bytes.replaceSubrange(place, with: Data("\"number\":6284".utf8))
            try bytes.write(to: path)
            for words in [["list"], ["show", "TAG"], ["revision", "TAG"], ["import", "march.csv"]] {
                let result = try CommandLine.run(["ledger"] + words + ["--case", "case"], in: scene.folder)
                #expect(result.code == 2 && result.messages.contains("was altered"), "\(words)")
            }
        }
    }

    /// Meta's forms in the shapes in which it publishes them, with invented accounts.
    private func forms(_ scene: LedgerScene) throws {
        let steps = "Tactic ,Technique,Procedure,Indicator,Notes"
        let social = "0. Acquiring assets,0.9 Acquiring social media accounts"
        try scene.write(
            "csv/Q2-3_2025/Q2-3_2025_GithubIOCs - Q2-3_2025_MOLDOVA_BASED_CIB_NETWORK.csv",
            [
                steps, "\(social),0.9.1 Acquiring Facebook assets,6 pages,",
                "\(social),0.9.2 Acquiring Instagram accounts,4 accounts,",
            ])
        func page(_ rows: [String]) -> [String] {
            [
                "# Indicators of Compromise: an invented page", "", "## Indicators of Compromise", "",
                "| Indicator Type | Indicator Value |", "| :--- | :--- |",
            ] + rows
        }
        try scene.write(
            "meta-h2-2025-moldova-based-cib-network.md",
            page(["| Count | `15 Facebook accounts` |", "| Count | `6 Pages` |", "| Count | `4 Instagram accounts` |"]))
        try scene.write(
            "meta-h2-2025-india-based-cib-network.md", page(["| Count | `59 Facebook accounts` |"]))
        try scene.write(
            "csv/Q4_2024/ Q4_2024 CHINA_BASED_CIB_NETWORK.csv",
            [
                steps, "\(social),0.9.1 Acquiring Facebook assets,18 accounts,",
                "0. Acquiring assets,0.10 Spending,0.10.1 Spending,\"Around $xx in spending for ads, paid for mostly in xx\",",
            ])
        try scene.write(
            "csv/Q4_2024/ Q4_2024 GHANA_BASED_CIB_NETWORK.csv",
            [
                steps, "\(social),0.9.1 Acquiring Facebook assets,42 accounts,",
                "\(social),0.9.4 Acquiring X / Twitter accounts,https://www.tiktok[.]com/@invented.handle,",
            ])
    }

    @Test("case 8: Meta's own files disagree, and every number stays")
    func conflicts() throws {
        try LedgerScene.with { scene in
            try forms(scene)
            _ = try scene.output("init", "case")
            let folder = scene.folder
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
                $0.hasSuffix(".csv") || $0.hasSuffix(".md")
            }.sorted()
            let imported = try CommandLine.run(["import"] + files + ["--case", "case"], in: folder)
            #expect(
                imported.messages.contains("addresses filed under another platform than they lead to"),
                "Ghana: a TikTok address under X")
            let text = try scene.output("ledger", "conflicts", "--case", "case", "--format", "table")
            #expect(
                text.contains(
                    """
                    stated in one form, and not in the other: Meta 2025-H2, moldova, accounts
                      none (Q2-3_2025_GithubIOCs - Q2-3_2025_MOLDOVA_BASED_CIB_NETWORK)
                      15 (meta-h2-2025-moldova-based-cib-network)
                    """))
            #expect(
                text.contains(
                    """
                    in one form only: Meta 2025-H2, india
                      only in meta-h2-2025-india-based-cib-network
                    """))
            #expect(
                text.contains(
                    """
                    never filled in: Meta 2024-Q4, china
                      'Around $xx in spending for ads, paid for mostly in xx' (Q4_2024 CHINA_BASED_CIB_NETWORK)
                    """))
            #expect(text.contains("two names of one period: Meta 2025-H2, moldova\n  2025-Q2-3 ("))
            // A row that states another number than the file that it was read from.
            try scene.write(
                "rows.csv",
                [
                    "platform,report,origin_country,accounts,source_url",
                    "Meta,Adversarial Threat Report Q4 2024,Ghana,43,https://meta.example/%20Q4_2024%20GHANA_BASED_CIB_NETWORK.csv",
                ])
            _ = try scene.output("ledger", "import", "rows.csv", "--case", "case", "--format", "csv")
            let rows = try scene.output("ledger", "conflicts", "--case", "case", "--format", "csv")
            #expect(rows.contains("differs,Meta,2024-Q4,ghana,accounts,"))
            #expect(rows.contains("42 (Q4_2024 GHANA_BASED_CIB_NETWORK)") && rows.contains("43 (https://meta.example/"))
        }
    }

    @Test(
        "case 8 in the supplied rows and Meta's own files",
        .enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil))
    func realConflicts() throws {
        let data = ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? ""
        try LedgerScene.with { scene in
            _ = try scene.output("init", "case")
            let result = try scene.run(
                "ledger", "import", data + "/disclosures/disclosures.csv", "--case", "case", "--format", "csv")
            #expect(result.code == 0)
            let indicators = data + "/meta/indicators/"
            let files = try FileManager.default.subpathsOfDirectory(atPath: indicators).filter {
                $0.contains("2025") && ($0.hasSuffix(".csv") || $0.hasSuffix(".md"))
            }.sorted().map { indicators + $0 }
            _ = try CommandLine.run(["import"] + files + ["--case", "case"], in: scene.folder)
            let rows = try scene.output("ledger", "conflicts", "--case", "case", "--format", "csv")
            #expect(rows.contains("statedOnce,Meta,2025-H2,moldova,accounts,"))
            #expect(rows.contains("oneForm,Meta,2025-H2,india,,"))
        }
    }
}
