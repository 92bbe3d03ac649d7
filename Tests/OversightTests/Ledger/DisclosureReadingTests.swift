import Foundation
import Oversight
import Records
import Testing

@Suite("Reading rows of the ledger")
struct DisclosureReadingTests {
    @Test("a row's columns become its fields")
    func columns() throws {
        let row = try LedgerSamples.disclosure([
            "platform": "facebook", "period": "2023-Q2", "published": "2023-08-29", "origin_country": "Turkey; PRC",
            "target_countries": "the UK, USA; Various", "accounts": "7,704", "pages": "954", "followers": "~1900",
            "group_members": "<100", "ad_spend_usd": "about $1,650", "detected_by": "internal+external: FireEye",
            "operation_name": "Spamouflage", "aliases": "Dragonbridge; Spamouflage Dragon",
            "other_sources": "S https://example.org/n accounts=7700; C https://example.org/c",
            "verification": "R: parsed", "capture_sha256": String(repeating: "Ab", count: 32), "notes": "n",
        ])
        #expect(row.platform == "Meta")
        #expect(row.period == (try LedgerSamples.days("2023-04-01", "2023-06-30")))
        #expect(row.origins == ["Türkiye", "China"])
        #expect(row.targets == ["United Kingdom", "United States"])
        #expect(row.counts[.accounts] == StatedCount(7704))
        #expect(row.counts[.followers] == StatedCount(1900, .about))
        #expect(row.counts[.groupMembers] == StatedCount(100, .lessThan))
        #expect(row.counts[.adSpendUSD] == StatedCount(1650, .about))
        #expect(row.unit == .network && row.detection.kind == .both)
        #expect(row.names == ["Spamouflage", "Dragonbridge", "Spamouflage Dragon"])
        #expect(
            row.otherSources == [
                OtherSource("https://example.org/n", .secondary, counts: [.accounts: StatedCount(7700)]),
                OtherSource("https://example.org/c", .compilation),
            ])
        #expect(row.verification == Verification(.parsed, "parsed"))
        #expect(row.captureSHA256 == String(repeating: "ab", count: 32))
    }

    @Test("units say what a row counts, and what its column of accounts holds")
    func units() throws {
        let channels = try LedgerSamples.disclosure(["unit": "YouTube channels", "accounts": "299"])
        #expect(channels.unit == .channels && channels.counts == [.channels: StatedCount(299)])
        let sum = try LedgerSamples.disclosure(["unit": "aggregate: 22 operations"])
        #expect(sum.unit == .aggregate && sum.counts == [.operations: StatedCount(22)])
        let released = try LedgerSamples.disclosure(["unit": "accounts released", "accounts": "936"])
        #expect(released.unit == .released && released.counts == [.accountsReleased: StatedCount(936)])
    }

    @Test(
        "who detected a network is told from the row's words",
        arguments: [
            ("Internal", Detection.Kind.internal), ("Interne", .internal), ("Externe", .external),
            ("Interne/Externe", .both), ("internal+external: FireEye, and internal investigation", .both),
            ("external: Stanford Internet Observatory", .external), ("external (industry peer)", .external),
            ("internal, with BBC contribution", .both), ("external leads: a firm with an internal team", .external),
            ("nobody says", .unstated),
        ])
    func detection(words: String, kind: Detection.Kind) {
        #expect(Detection(reading: words).kind == kind)
    }

    @Test(
        "what is wrong is told with its field",
        arguments: [
            (["source_url": ""], "missing-source_url", "source_url"), (["report": ""], "missing-report", "report"),
            (["accounts": "$xx"], "placeholder", "accounts"), (["pages": "-4"], "bad-number", "pages"),
            (["accounts": "99999999999999999999"], "bad-number", "accounts"),
            (["accounts": "9000000000000000000"], "bad-number", "accounts"),
            (["accounts": ">9007199254740993"], "bad-number", "accounts"),
            (["other_sources": "S https://example.org accounts=9000000000000000000"], "bad-number", "other_sources"),
            (["source_url": "javascript:alert(1)"], "bad-source", "source_url"),
            (["source_url": "JavaScript: alert(1)"], "bad-source", "source_url"),
            (["source_url": "ftp://example.org/r"], "bad-source", "source_url"),
            (["source_url": "https://"], "bad-source", "source_url"),
            (["other_sources": "S data:text/html,x"], "bad-source", "other_sources"),
            (["same_as": "vbscript:x"], "bad-source", "same_as"),
            (["published": "1989-12-31"], "published-too-early", "published"),
            (["published_no_later_than": "0001-01-01"], "published-too-early", "published_no_later_than"),
            (["period": "2023-Q5"], "bad-period", "period"), (["unit": "crowd"], "unknown-unit", "unit"),
            (["published": "2023-13-01"], "bad-time", "published"),
            (["published": "2024-01-01T10:00:00"], "unknown-zone", "published"),
            (["period_start": "2023-04-01", "period_end": "2023-03"], "period-ends-before-it-begins", "period_end"),
            (["period": "2023-Q3", "published": "2023-06-30"], "published-before-its-period", "published"),
            (["verification": "excellent"], "unknown-verification", "verification"),
            (["capture_sha256": "abc"], "bad-digest", "capture_sha256"),
            (["other_sources": "https://example.org"], "bad-other-source", "other_sources"),
            (["other_sources": "S https://example.org likes=3"], "bad-other-source", "other_sources"),
        ] as [([String: String], String, String)])
    func faults(values: [String: String], reason: String, field: String) throws {
        var all = ["platform": "TikTok", "report": "Report Q1 2023", "source_url": "https://example.org/r"]
        all.merge(values) { $1 }
        let row = LedgerSamples.row(all.filter { !$0.value.isEmpty })
        let fault = try #require(throws: FieldFault.self) { try Disclosure(reading: row) }
        #expect(fault.reason == reason && fault.field == field, "\(fault)")
    }

    @Test("a citation is a source, and so is an address; 2^53 is a count")
    func sources() throws {
        for source in ["Report of 2019, page 4", "Guardian: a statement", "HTTPS://example.org/a", "Annex 3"] {
            #expect(try LedgerSamples.disclosure(["source_url": source]).source == source)
        }
        #expect(try StatedCount(reading: "9007199254740992").number == 1 << 53)
    }

    @Test("a report cannot be published after it was captured")
    func publishedLater() throws {
        let row = try LedgerSamples.disclosure(["published": "2023-08-31"])
        try row.checkPublication(captured: try LedgerSamples.time("2023-08-31T10:00:00Z"))
        try row.checkPublication(captured: try LedgerSamples.time("2023"))
        let fault = try #require(throws: FieldFault.self) {
            try row.checkPublication(captured: try LedgerSamples.time("2023-08-30"))
        }
        #expect(fault.reason == "published-after-its-capture" && fault.field == "published")
    }

    @Test(
        "a country has one name, whatever its case and its other names",
        arguments: [
            ("china", "China"), ("CHINA", "China"), ("People's Republic of China", "China"),
            ("People’s Republic of China", "China"), ("the PRC", "China"), ("Mainland China", "China"),
            ("Russian Federation", "Russia"), ("RUSSIA", "Russia"), ("Islamic Republic of Iran", "Iran"),
            ("usa", "United States"), ("U.S.", "United States"), ("côte d’ivoire", "Côte d’Ivoire"),
            ("TURKEY", "Türkiye"), ("Taiwan (named)", "Taiwan"), ("Ruritania", "Ruritania"), ("Chna", "Chna"),
        ])
    func countries(text: String, name: String) { #expect(CountryName.normalised(text) == name) }

    @Test("the names nearest to a misspelt one come first")
    func nearest() {
        #expect(
            CountryName.nearest(to: "Chna", among: ["Russia", "Ghana", "China", "Iran"]).prefix(2) == [
                "China", "Ghana",
            ])
        #expect(CountryName.nearest(to: "", among: []) == [])
    }

    @Test("TikTok's quarterly rows are read from French, without their prose")
    func quarterly() throws {
        let row = try Disclosure(
            reading: LedgerSamples.row([
                "quarter": "2022-3", "origin_fr": "Royaume-Uni et le Nigeria",
                "targets_fr": "audiences russes en Russie, aux Pays-Bas et russophones en Biélorussie",
                "detection": "Interne/Externe", "accounts": "1\u{202F}686", "followers": "133 564",
                "narrative_fr": "Ce réseau …", "source_url": "https://example.org/fr",
            ]))
        #expect(row.platform == "TikTok" && row.report == "Community Guidelines Enforcement Report Q3 2022")
        #expect(row.period == (try LedgerSamples.days("2022-07-01", "2022-09-30")))
        #expect(row.origins == ["United Kingdom", "Nigeria"])
        #expect(row.targets == ["Russia", "Netherlands", "Belarus"])
        #expect(row.counts == [.accounts: StatedCount(1686), .followers: StatedCount(133_564)])
        #expect(row.detection.kind == .both && row.note.isEmpty)
        let bad = try #require(throws: FieldFault.self) {
            try Disclosure(reading: LedgerSamples.row(["quarter": "2023-5", "source_url": "https://example.org"]))
        }
        #expect(bad.reason == "bad-quarter")
    }

    @Test("a disclosure survives JSON")
    func json() throws {
        let row = try LedgerSamples.disclosure([
            "period": "2023-Q2", "published": "2023-08", "origin_country": "China", "accounts": ">12800",
            "other_sources": "S https://example.org/n accounts=7700",
        ])
        let data = try JSONEncoder().encode(row)
        #expect(try JSONDecoder().decode(Disclosure.self, from: data) == row)
        #expect(String(decoding: data, as: UTF8.self).contains("\"accounts\":{"))
    }
}

@Suite("Reporting periods")
struct ReportingPeriodTests {
    @Test(
        "are read in the ways that reports name them",
        arguments: [
            ("2023-Q3", "2023-07-01/2023-09-30"), ("Q3 2023", "2023-07-01/2023-09-30"),
            ("2025-Q2-3", "2025-04-01/2025-09-30"), ("2026-Q4-1", "2025-10-01/2026-03-31"),
            ("2025-H2", "2025-07-01/2025-12-31"), ("2024-02", "2024-02-01/2024-02-29"),
            ("2024", "2024-01-01/2024-12-31"),
        ])
    func reading(text: String, days: String) {
        #expect(ReportingPeriod(text)?.description == days)
    }

    @Test("what is none is refused", arguments: ["", "Q3", "2023-Q5", "2023-13", "2023-Q1-Q2-Q3", "soon"])
    func none(text: String) { #expect(ReportingPeriod(text) == nil) }

    @Test("series are names without periods, and two names of Meta's reports are one report")
    func titles() {
        #expect(ReportTitle.series("Adversarial Threat Report Q2-3 2025") == "Adversarial Threat Report")
        #expect(
            ReportTitle.series("Covert Influence Operations report Jan-Apr 2024 (aggregate)")
                == "Covert Influence Operations report")
        #expect(ReportTitle.series("Report on May elections") == "Report on elections")
        #expect(
            ReportTitle.canonical("Adversarial Threat Report Q2-3 2025", platform: "Meta")
                == "Adversarial Threat Report H2 2025")
        #expect(ReportTitle.canonical("2026-Q4-1", platform: "Meta") == "2026-H1")
        #expect(ReportTitle.canonical("2026-Q4-1", platform: "TikTok") == "2026-Q4-1")
    }
}
