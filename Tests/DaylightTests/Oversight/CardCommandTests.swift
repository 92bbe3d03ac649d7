import Foundation
import Testing

/// Cards, lists of assets and tables of metrics, as users type them.
@Suite("Cards and tables on the command line")
struct CardCommandTests {
    private static let now = "--now 2025-03-01T00:00:00Z"

    /// Six assets, none probable: three removed in Germany only, three two days after the notice everywhere.
    private func herd(_ scene: OversightScene, count: Int = 6) throws {
        let assets = (0..<count).map { "tiktok,70\($0),confirmed" }
        try scene.write((["platform,id,grade"] + assets).joined(separator: "\n"), "assets.csv")
        try scene.run(
            "cohort freeze herd --file assets.csv --case case --now 2024-11-20T10:00:00Z --nonce 0123456789abcdef")
        var rows = ["asset,time,country,state"]
        for number in 0..<count {
            let asset = "tiktok:70\(number)"
            rows.append("\(asset),2024-11-21T08:00:00Z,RO,up")
            let after = number < 3 ? "removed_platform" : "up"
            rows.append("\(asset),2024-11-23T08:00:00Z,RO,\(after)")
            rows.append("\(asset),2024-11-23T20:00:00Z,US,\(after)")
            rows.append("\(asset),2025-02-27T08:00:00Z,DE,\(number < 4 ? "geo_blocked" : "up")")
            rows.append("\(asset),2025-02-27T08:00:00Z,US,\(after)")
            rows.append("\(asset),2025-02-28T08:00:00Z,NZ,\(after)")
        }
        try scene.write(rows.joined(separator: "\n"), "readings.csv")
        try scene.run("observe import readings.csv --case case \(Self.now)")
        try scene.run(
            "notice add n1 --cohort herd --platform tiktok --channel dsa_art16 --sent 2024-11-21T09:00:00Z --sender us --case case \(Self.now)"
        )
    }

    private func thresholds(_ scene: OversightScene, _ rows: String...) throws {
        try scene.write((["heading,metric,figure,threshold,good"] + rows).joined(separator: "\n"), "ours.csv")
    }

    private func findings(_ scene: OversightScene, _ options: String = "", code: Int32 = 0) throws -> [[String: String]]
    {
        try scene.rows(
            "card --cohort herd --thresholds ours.csv --set-by us --case case \(Self.now) \(options)", code: code
        ).filter { $0["verdict"] != "screen" }
    }

    @Test("recurrence: undetermined without a table, and with one pass or fail by its numbers")
    func recurrence() throws {
        try OversightScene.with { scene in
            try herd(scene)
            try thresholds(scene, "completeness,M07,came back within 90 d,10 %,below")
            let without = try findings(scene)
            #expect(without[0]["verdict"] == "undetermined")
            #expect(without[0]["reason"]?.contains("its figures are: recurring, of all removed in the period") == true)
            let networks = (0..<30).map { "n\($0),tiktok,10,2024-01-01," }
            try scene.write(
                (["network,platform,disrupted,at,watched_until"] + networks + ["other,x,10,2024-01-01,"])
                    .joined(separator: "\n"), "disrupted.csv")
            let returns = (0..<12).map { "n\($0),tiktok:80\($0),confirmed,2024-02-0\($0 % 9 + 1)" }
            try scene.write(
                (["network,asset,grade,first_seen"] + returns).joined(separator: "\n"), "returns.csv")
            let tables = "--disrupted disrupted.csv --returns returns.csv"
            let failed = try findings(scene, tables)
            #expect(
                failed[0]["verdict"] == "fail" && failed[0]["reason"]?.hasPrefix("40 % [25.05, 59.55] of 30") == true)
            try thresholds(scene, "completeness,M07,came back within 90 d,70 %,below")
            #expect(try findings(scene, tables)[0]["verdict"] == "pass")
            try scene.run(
                "card --cohort herd --case case \(Self.now) \(tables) --out card.html --quiet")
            #expect(try scene.text("card.html").contains("Recurrence curve: TikTok"))
            let measured = try scene.rows("measure returns ours \(tables) --recurring 3 --removed 60 \(Self.now)")
            let figures = measured.compactMap { $0["figure"] }.filter { !$0.isEmpty }
            #expect(figures.contains("recurring, of all removed in the period"))
            #expect(figures.contains("median time to the first return"))
            #expect(figures.contains("new assets within 90 days for each disrupted"))
        }
    }

    @Test("returns that are tied only probably leave a finding undetermined")
    func probable() throws {
        try OversightScene.with { scene in
            try herd(scene)
            try thresholds(scene, "completeness,M07,came back within 90 d,30 %,below")
            let networks = (0..<30).map { "n\($0),10,2024-01-01" }
            try scene.write((["network,disrupted,at"] + networks).joined(separator: "\n"), "disrupted.csv")
            let returns = (0..<20).map { "n\($0),tiktok:80\($0),probable,2024-02-01" }
            try scene.write((["network,asset,grade,first_seen"] + returns).joined(separator: "\n"), "returns.csv")
            let found = try findings(scene, "--disrupted disrupted.csv --returns returns.csv")
            #expect(found[0]["verdict"] == "undetermined")
            #expect(found[0]["reason"]?.contains("0 to 66.67 %") == true)
        }
    }

    @Test("rows of the tables that cannot be taken are told, with exit code 3")
    func rejectedRows() throws {
        try OversightScene.with { scene in
            try scene.write("network,disrupted,at\nn,10,2024-01-01\nn,3,2024-01-01\nm,0,2024-01-01\n", "disrupted.csv")
            try scene.write(
                "network,asset,grade,first_seen\nn,tiktok:1,confirmed,2024-02-01\nq,tiktok:2,confirmed,2024-02-01\n",
                "returns.csv")
            let messages = try scene.run(
                "measure returns ours --disrupted disrupted.csv --returns returns.csv \(Self.now)", code: 3
            ).messages
            for text in [
                "disrupted.csv, row 2, field network: 'n' stands in row 1 already",
                "disrupted.csv, row 3, field disrupted",
                "returns.csv, row 2, field network: no disrupted network is called 'q'",
            ] { #expect(messages.contains(text), "\(text) in \(messages)") }
            try scene.run("measure returns ours --returns returns.csv", code: 64)
            try scene.run("measure returns ours", code: 64)
        }
    }

    @Test("completeness of disclosure: bounds while the ledger does not say, and a number where it is said")
    func completeness() throws {
        try OversightScene.with { scene in
            try herd(scene)
            try thresholds(scene, "candour,M09,released of stated removed,50 %,above")
            let open = try findings(scene)
            #expect(open[0]["verdict"] == "undetermined" && open[0]["reason"]?.contains("--counts-only") == true)
            let said = try findings(scene, "--counts-only")
            #expect(said[0]["verdict"] == "fail" && said[0]["reason"]?.hasPrefix("0 %") == true)
        }
    }

    @Test("omission: undetermined without confirmed networks, and of fewer than five no percentage")
    func omission() throws {
        try OversightScene.with { scene in
            try herd(scene)
            try thresholds(scene, "candour,M10,omitted of omitted and disclosed,20 %,below")
            let without = try findings(scene)
            #expect(without[0]["verdict"] == "undetermined" && without[0]["reason"]?.contains("no network on") == true)
            try scene.write(
                """
                name,platform,origin_country,target_countries,assets,period,sources
                Nobody knows it,tiktok,Freedonia,Sylvania,1;2;3,2022-Q3,A https://a.example; B https://b.example

                """, "networks.csv")
            let few = try findings(scene, "--networks networks.csv")
            #expect(few[0]["verdict"] == "undetermined" && few[0]["reason"]?.contains("%") == false)
            try scene.run(
                "card --cohort herd --case case --networks networks.csv --series nonsense \(Self.now)", code: 64)
        }
    }

    @Test("a card for people stands under its headings, with the reason below each finding")
    func table() throws {
        try OversightScene.with { scene in
            try herd(scene)
            let text = try scene.run("card --cohort herd --case case \(Self.now) --format table").output
            for line in [
                "tiktok, measured on herd v1, confirmed assets\nthresholds: example thresholds, set by nobody\n",
                "\nTIMELINESS: undetermined\n  undetermined: acted on within 72 h: at least 0.5 (M02)\n    50 % [",
                "\n  screen, no finding: TikTok (M11)\n    no country is named to be screened for\n",
            ] { #expect(text.contains(line), "\(line) in \(text)") }
        }
    }

    @Test("the origin screen is printed with every set, and is no finding")
    func screen() throws {
        try OversightScene.with { scene in
            try herd(scene)
            let rows = try scene.rows(
                "card --cohort herd --case case --origin China --from 2022-Q3 --to 2023-Q1 \(Self.now)")
            let screens = rows.filter { $0["metric"] == "M11" }
            #expect(screens.allSatisfy { $0["verdict"] == "screen" && $0["heading"] == "candour" })
            let reasons = screens.compactMap { $0["reason"] }.joined(separator: "\n")
            for text in ["networks from China: 0 %", "(0 of 22)", "0.001264 probability", "0.711 probability"] {
                #expect(reasons.contains(text), "\(text) in \(reasons)")
            }
            try scene.run("card --cohort herd --case case --origin Freedonia \(Self.now)", code: 64)
        }
    }

    @Test("duties by a country's own holidays are judged where their file is given")
    func holidays() throws {
        try OversightScene.with { scene in
            try herd(scene)
            try scene.write("date,name\n2025-01-24,a day of union\n", "ro.csv")
            let duty =
                "obligation add request --rule dsa-67 --platform tiktok --start 2025-01-20 --allowed '4 working days' --calendar ro --source https://a.example"
            try scene.run("\(duty) --holidays ro=ro.csv --case case \(Self.now)")
            try thresholds(scene, "cooperation,M20,missed or late,0,below")
            let without = try findings(scene)
            #expect(without[0]["verdict"] == "undetermined")
            let read = try findings(scene, "--holidays ro=ro.csv")
            #expect(read[0]["verdict"] == "fail" && read[0]["reason"]?.hasPrefix("1 duties") == true)
        }
    }

    @Test("M17 asset by asset: vantages by country, the EU and Australia by themselves, gone in one country only")
    func territories() throws {
        try OversightScene.with { scene in
            try herd(scene)
            let rows = try scene.rows("metrics --cohort herd --assets --metric M17 --case case \(Self.now)")
            func row(_ asset: String, _ territory: String) -> [String: String]? {
                rows.first { $0["asset"] == asset && $0["territory"] == territory }
            }
            #expect(rows.count == 6 * 5)
            #expect(row("tiktok:703", "DE")?["gone_only_here"] == "yes")
            #expect(row("tiktok:703", "EU")?["gone_only_here"] == "yes" && row("tiktok:703", "EU")?["tested"] == "1")
            #expect(row("tiktok:703", "AU")?["gone_only_here"] == "not tested")
            #expect(row("tiktok:700", "DE")?["gone_only_here"] == "no" && row("tiktok:704", "DE")?["there"] == "1")
            #expect(row("tiktok:703", "DE")?["vantages"] == "DE: geo_blocked at 2025-02-27T08:00:00.000Z")
            try scene.run("metrics --cohort herd --assets --metric M02 --case case \(Self.now)", code: 64)
        }
    }

    @Test("a table shows one scope where both are the same, and one line for each horizon; other formats show all")
    func readable() throws {
        try OversightScene.with { scene in
            try herd(scene)
            let line = "metrics --cohort herd --metric M02 --case case \(Self.now)"
            let table = try scene.run(line + " --format table").output
            #expect(table.contains("confirmed (6 assets, none is probable)") && !table.contains("confirmed+probable"))
            let lines = table.split(separator: "\n")
            #expect(lines.count { $0.contains("acted on within") } == 5)
            #expect(table.contains("counted in 2 ways, each line from the least to the most: latest possible times; "))
            let rows = try scene.rows(line)
            #expect(rows.count { $0["figure"]?.hasPrefix("acted on within") == true } == 20)
            #expect(Set(rows.compactMap { $0["subject"] }).count == 2)
        }
    }

    @Test("fewer than five assets are drawn one by one, without any percentage")
    func fewAssets() throws {
        try OversightScene.with { scene in
            try herd(scene, count: 4)
            try scene.run("card --cohort herd --case case \(Self.now) --out card.html --quiet")
            let page = try scene.text("card.html")
            #expect(page.contains("3 of 4 acted on; too few for a") && page.contains("tiktok:703"))
            #expect(!page.contains("Takedown curve:") && !page.contains("75 %") && !page.contains("100 %</text>"))
            let table = try scene.run("metrics --cohort herd --case case \(Self.now) --format table").output
            #expect(table.contains("3 of 4: too few for a percentage") && !table.contains("%"))
        }
    }

    @Test("M12 leaves out what a platform named of its own, and asks its reports for the rest")
    func gap() throws {
        try OversightScene.with { scene in
            try herd(scene)
            try scene.run(
                "notice exposed own --cohort herd --source peer_named --at 2024-11-21 --by TikTok --case case \(Self.now)"
            )
            let own = try scene.rows("metrics --cohort herd --metric M12 --case case \(Self.now)")
            #expect(own.allSatisfy { $0["remark"]?.hasPrefix("refused: only the platform itself named") == true })
            try scene.write("asset\n" + (0..<5).map { "tiktok:70\($0)" }.joined(separator: "\n"), "named.csv")
            try scene.run(
                "notice exposed meta --cohort herd --source peer_named --at 2024-11-21 --by Meta --address https://a.example --assets named.csv --case case \(Self.now)"
            )
            let rows = try scene.rows("metrics --cohort herd --metric M12 --case case \(Self.now)")
            #expect(rows.first { $0["figure"]?.hasPrefix("still up after 30 days") == true }?["total"] == "5")
            #expect(
                rows.contains {
                    $0["remark"] == "note: 1 assets were named by the platform itself alone and are left out"
                })
            #expect(
                rows.contains {
                    $0["subject"]?.hasPrefix("M10 of herd v1 on tiktok") == true
                        && $0["remark"]?.contains("1 independent source; two are wanted") == true
                })
        }
    }

    @Test("a table that is another one is refused in one way, whichever command it is given to")
    func otherTables() throws {
        try OversightScene.with { scene in
            try scene.write("platform,id,grade\ntiktok,1,confirmed\n", "assets.csv")
            try scene.write("colour,size\nred,1\n", "colours.csv")
            try scene.run(
                "cohort freeze herd --file assets.csv --case case \(Self.now) --nonce 0123456789abcdef")
            for line in [
                "ledger omission --networks assets.csv", "ledger omission --networks colours.csv",
                "ledger audit --platform TikTok --exposures colours.csv",
                "card --cohort herd --case case \(Self.now) --thresholds colours.csv --set-by us",
                "card --cohort herd --case case \(Self.now) --networks colours.csv",
                "card --cohort herd --case case \(Self.now) --disrupted colours.csv",
                "metrics --cohort herd --case case \(Self.now) --networks colours.csv",
                "measure returns ours --disrupted colours.csv \(Self.now)",
                "complaint pack --for digi --draft colours.csv",
                "cohort freeze other --file colours.csv --grade confirmed --case case \(Self.now)",
                "ledger import colours.csv --case case", "claim import colours.csv --case case",
                "obligation import colours.csv --case case", "notice import colours.csv --case case",
            ] {
                let messages = try scene.run(line, code: 1).messages
                #expect(messages.contains("is another table: ") && !messages.contains("Usage:"), "\(line): \(messages)")
            }
        }
    }
}
