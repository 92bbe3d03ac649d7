import Foundation
import Testing

/// What is asked of the shipped ledger, as users type it.
@Suite("The shipped ledger on the command line")
struct LedgerCommandTests {
    @Test("holds 221 of 181 + 45 rows, each with its grade and address, and says so")
    func list() throws {
        try LedgerScene.with { scene in
            let all = try scene.run("ledger", "list", "--format", "ndjson")
            let rows = all.output.split(separator: "\n")
            #expect(all.code == 0 && rows.count == 221)
            #expect(rows.allSatisfy { $0.contains("\"source_url\":\"https://") && $0.contains("\"verification\":\"") })
            #expect(
                all.messages.contains(
                    "181 rows gathered from reports + 45 networks of TikTok's quarterly tables, 5 matched, 221 shipped")
            )
        }
    }

    @Test("case 2: 5 + 5 + 12 networks in TikTok's first three reports, none from China")
    func firstThree() throws {
        try LedgerScene.with { scene in
            for (period, count) in [("2022-Q3", 5), ("2022-Q4", 5), ("2023-Q1", 12)] {
                let rows = try scene.output(
                    "ledger", "list", "--platform", "TikTok", "--period", period, "--networks", "--format", "csv")
                #expect(rows.split(separator: "\n").count == count + 1)
            }
            let all = try scene.run(
                "ledger", "list", "--platform", "tiktok", "--from", "2022-Q3", "--to", "2023-Q1", "--networks",
                "--origin", "China", "--format", "csv")
            #expect(all.output.split(separator: "\n").count == 1, "the header alone")
            #expect(all.messages.contains("no networks listed"))
        }
    }

    @Test("case 2: China first appears in 2023-Q2 with 108 accounts, then 636, then 16 in a monthly report")
    func first() throws {
        try LedgerScene.with { scene in
            let result = try scene.run(
                "ledger", "first", "--origin", "China", "--platform", "TikTok", "--format", "ndjson")
            let rows = result.output.split(separator: "\n").map(String.init)
            #expect(rows[0].contains("\"period_start\":\"2023-04-01\"") && rows[0].contains("\"accounts\":108"))
            #expect(rows[1].contains("\"period_start\":\"2023-07-01\"") && rows[1].contains("\"accounts\":636"))
            #expect(
                rows.contains {
                    $0.contains("\"published\":\"2024-05-23\"") && $0.contains("\"accounts\":16,")
                        && $0.contains("\"followers\":110161")
                })
            #expect(
                result.messages.contains(
                    "2023-04-01/2023-06-30, published 2023-10-12; 22 networks of TikTok are disclosed"))
        }
    }

    @Test("the first report on a period and the first row of all by publication are told apart")
    func bases() throws {
        try LedgerScene.with { scene in
            let result = try scene.run("ledger", "first", "--origin", "PRC", "--platform", "TikTok", "--format", "csv")
            #expect(
                result.messages.contains(
                    "first in a report on a period, by the days that it covers: China (108 accounts)"))
            #expect(result.messages.contains("first at all, by publication: Spamouflage, press statement to Guardian"))
            #expect(result.messages.contains("published 2023-08-31"))
        }
    }

    @Test("a misspelt country clears nobody")
    func misspelt() throws {
        try LedgerScene.with { scene in
            for words in [
                ["list"], ["first", "--platform", "TikTok"],
                ["screen", "--platform", "TikTok", "--from", "2022-Q3", "--to", "2023-Q1"],
            ] {
                let result = try CommandLine.run(["ledger"] + words + ["--origin", "Chna"], in: scene.folder)
                #expect(result.code == 64 && result.output.isEmpty, "\(words)")
                #expect(result.messages.contains("'Chna' as an origin"), "\(words)")
                #expect(result.messages.contains("first: China, "), "\(words): \(result.messages)")
            }
            let upper = try scene.output("ledger", "list", "--origin", "CHINA", "--format", "csv")
            #expect(upper == (try scene.output("ledger", "list", "--origin", "China", "--format", "csv")))
        }
    }

    @Test("case 2: lags of 80, 91 and 104 days against Meta's 33, 60 and 61, with a bound where a day is not known")
    func lag() throws {
        try LedgerScene.with { scene in
            let tiktok = try scene.output(
                "ledger", "lag", "--platform", "TikTok", "--series", "Community Guidelines Enforcement Report",
                "--format", "table")
            for line in ["Q3 2022  80 days\n", "Q1 2023  91 days\n", "Q2 2023  104 days\n"] {
                #expect(tiktok.contains("Community Guidelines Enforcement Report " + line))
            }
            #expect(tiktok.contains("Q4 2022  0 to 103 days, known is only that it had appeared by 2023-04-13"))
            let meta = try scene.output("ledger", "lag", "--platform", "Meta", "--format", "table")
            for (quarter, days) in [("Q1 2023", 33), ("Q2 2023", 60), ("Q3 2023", 61)] {
                #expect(
                    meta.contains("Adversarial Threat Report \(quarter)") && meta.contains("  \(days) days"))
            }
        }
    }

    @Test("case 2: the screen prints 0.0013 and 0.71 with their reference sets, and that it is never a finding")
    func screen() throws {
        try LedgerScene.with { scene in
            let text = try scene.output(
                "ledger", "screen", "--origin", "China", "--platform", "TikTok", "--from", "2022-Q3", "--to",
                "2023-Q1", "--format", "table")
            #expect(text.contains("networks from China") && text.contains("(0 of 22)"))
            #expect(text.contains("beta-binomial against Meta 2023 (6 of 16)                     0.00126"))
            #expect(text.contains("Fisher, one-sided, against Meta 2023 (6 of 16)                0.0029"))
            #expect(text.contains("binomial against Meta 2018-07 to 2020-05 (1 of 65)            0.71"))
            #expect(text.contains("against Meta 2023-Q1 (2 of 6)"))
            #expect(text.contains("a screen alone is never a finding"))
            let own = try scene.run(
                "ledger", "screen", "--origin", "China", "--platform", "Meta", "--period", "2023")
            #expect(own.code == 64 && own.messages.contains("The shipped sets are Meta's own"))
            let named = try scene.output(
                "ledger", "screen", "--origin", "China", "--platform", "Meta", "--period", "2023", "--reference",
                "TikTok:2022-Q3/2023-Q1", "--reference", "TikTok:2023-Q2", "--format", "table")
            #expect(named.contains("against TikTok 2022-Q3/2023-Q1 (0 of 22)"))
            let alone = try scene.output(
                "ledger", "screen", "--origin", "China", "--platform", "TikTok", "--period", "2023-Q1",
                "--reference", "Meta:2023", "--format", "table")
            #expect(alone.contains("no figure: one reference set alone misleads"))
        }
    }

    @Test("case 2: a network that two sources document before 2023-Q1 ended is left out, one of one source not counted")
    func omission() throws {
        try LedgerScene.with { scene in
            try scene.write(
                "networks.csv",
                [
                    "name,platform,origin_country,target_countries,assets,first_seen,last_seen,sources",
                    "left out,TikTok,China,Hong Kong,a1; a2; a3,2022-07-01,2022-09-30,An institute https://a.example/1; A paper https://b.example/2",
                    "perhaps,TikTok,China,United States,b1; b2; b3,2022-10-01,2023-04-30,An institute https://a.example/1; A paper https://b.example/2",
                    "once,TikTok,China,Hong Kong,c1; c2; c3,2022-07-01,2022-09-30,An institute https://a.example/1 group=g; A paper https://b.example/2 group=g",
                    "without,TikTok,China,Hong Kong,c1; c2; c3,2022-07-01,2022-09-30,",
                ])
            let result = try scene.run(
                "ledger", "omission", "--networks", "networks.csv", "--series",
                "Community Guidelines Enforcement Report", "--format", "table")
            #expect(result.code == 3)
            #expect(result.output.contains("left out: omitted, rung 4 (none)"))
            #expect(result.output.contains("perhaps: possibly disclosed, rung 3 (origin, targets and period)"))
            #expect(result.output.contains("once: not confirmed enough"))
            #expect(result.output.contains("omitted of omitted and disclosed") && result.output.contains("1 of 1"))
            #expect(result.messages.contains("networks.csv, row 4, field sources: the row has no source"))
            #expect(result.output.contains("left out: omitted, rung 4 (none); looked for in Community Guidelines"))
            let misspelt = try scene.run("ledger", "omission", "--networks", "networks.csv", "--series", "Gazette")
            #expect(
                misspelt.code == 64 && misspelt.messages.contains("TikTok has no series 'Gazette'; it has Community"))
        }
    }

    @Test("case 6: Twitter released 936 of about 200,000 and 890 were in the file; 23,750 of about 173,750")
    func completeness() throws {
        try LedgerScene.with { scene in
            let first = try scene.output(
                "ledger", "completeness", "--report", "IO archive 2019-08-19", "--format", "table")
            #expect(first.contains("released of stated removed      0.468 %"))
            #expect(first.contains("(936 of 200000)") && first.contains("(890 of 200000)"))
            #expect(first.contains("(890 of 936)") && first.contains("the platform says about 200000 were removed"))
            let second = try scene.output(
                "ledger", "completeness", "--report", "IO archive 2020-06-12", "--row", "China (", "--format", "table")
            #expect(second.contains("released of stated removed  13.67 %") && second.contains("(23750 of 173750)"))
            let numbers = try scene.output(
                "ledger", "completeness", "--removed", "~200000", "--released", "936", "--in-file", "890", "--format",
                "table")
            #expect(numbers.contains("(936 of 200000)") && numbers.contains("numbers as given"))
        }
    }

    @Test("case 1: TikTok's 284 accounts are external after four were named, Meta's network of the same week is whole")
    func guardian() throws {
        try LedgerScene.with { scene in
            let audit = try scene.output(
                "ledger", "audit", "--platform", "TikTok", "--from", "2023-08-29", "--to", "2023-08-31", "--format",
                "table")
            #expect(audit.contains("external of rows that state it") && audit.contains("1 of 1: too few"))
            #expect(audit.contains("no row is marked internal: there is nothing to challenge"))
            let counts = try scene.output(
                "ledger", "completeness", "--report", "press statement to Guardian", "--released", "0", "--format",
                "table")
            #expect(counts.contains("0 % [0, 1.3") && counts.contains("(0 of 284)"))
            #expect(counts.contains("counts only: no asset was handed over"))
            let meta = try scene.output("ledger", "show", "Adversarial Threat Report Q2 2023", "--format", "ndjson")
            let row = try #require(meta.split(separator: "\n").first { $0.contains("\"Spamouflage\"") })
            #expect(row.contains("\"published\":\"2023-08-29\""))
            #expect(row.contains("\"accounts\":7704,\"pages\":954,\"groups\":15,"))
            #expect(row.contains("\"ig_accounts\":15,"))
            // Named by ASPI within the quarter in which TikTok acted: which was first is not known.
            try scene.write(
                "exposures.csv",
                [
                    "network,by,at,source_url",
                    "China (108 accounts),ASPI,2023-04,https://www.aspi.example/report",
                    "nothing of the kind,ASPI,2023-04,https://www.aspi.example/report",
                    "China (108 accounts),a rumour,2023-04,",
                ])
            let named = try scene.run(
                "ledger", "audit", "--platform", "TikTok", "--period", "2023-Q2", "--exposures", "exposures.csv",
                "--format", "table")
            #expect(named.code == 3 && named.messages.contains("exposures.csv, row 3, field source_url"))
            #expect(named.output.contains("undetermined for 1: the day of the action is not known"))
            #expect(named.messages.contains("is 'nothing of the kind'; it challenges nothing"))
        }
    }

    @Test("names that mean several reports, or none, are told apart")
    func names() throws {
        try LedgerScene.with { scene in
            let several = try scene.run("ledger", "show", "TAG Q1 2023")
            #expect(several.code == 64 && several.messages.contains("(as of 2023-03-03)"))
            #expect(try scene.run("ledger", "show", "Gazette").messages.contains("There is no report 'Gazette'"))
            #expect(try scene.run("ledger", "lag", "--platform", "Orkut").messages.contains("No row is of 'Orkut'"))
            #expect(try scene.run("ledger", "list", "--period", "2023-Q7").code == 64)
            let two = try scene.output(
                "ledger", "diff", "(as of 2023-03-03)", "TAG Q1 2023 (final)", "--format", "csv")
            #expect(two.contains("removed,China (6285 channels)"))
        }
    }
}
