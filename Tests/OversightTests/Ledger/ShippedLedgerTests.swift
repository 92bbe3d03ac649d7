import Foundation
import Oversight
import Records
import Testing

@Suite("The shipped ledger")
struct ShippedLedgerTests {
    private let ledger = ShippedLedger.ledger

    @Test("is read whole, and holds what remains after matching")
    func whole() {
        let (rows, rejected) = ShippedLedger.read()
        #expect(rejected.isEmpty, "\(rejected.first?.detail ?? "")")
        #expect(rows.count == 221)
        #expect(
            rows.count == ShippedLedger.gatheredRows + ShippedLedger.quarterlyRows - ShippedLedger.matchedRows)
        #expect(Set(rows).count == rows.count)
        #expect(rows.count { !$0.otherSources.isEmpty && $0.platform == "TikTok" } == ShippedLedger.matchedRows)
        #expect(rows.allSatisfy { $0.verification.grade != .unstated && $0.source.hasPrefix("https://") })
        #expect(
            rows.allSatisfy { row in row.sameAs.map { other in rows.contains { $0.source == other } } ?? true })
    }

    @Test("shows 22 networks in TikTok's first three reports, none from China")
    func firstThree() throws {
        let quarters = try ["2022-Q3", "2022-Q4", "2023-Q1"].map { try #require(ReportingPeriod($0)) }
        #expect(quarters.map { ledger.networks(of: "TikTok", in: $0).count } == [5, 5, 12])
        let all = ledger.networks(of: "TikTok", in: try LedgerSamples.days("2022-07-01", "2023-03-31"))
        #expect(all.count == 22)
        let origins = Ledger.countsByOrigin(all)
        #expect(origins.first?.origin == "Russia" && origins.first?.networks == 7)
        #expect(!origins.contains { $0.origin == "China" })
    }

    @Test("shows China first in 2023-Q2 with 108 accounts, then in 2023-Q3 with 636")
    func china() throws {
        let rows = ledger.appearances(of: "China", on: "TikTok")
        #expect(rows.prefix(2).map(\.period?.description) == ["2023-04-01/2023-06-30", "2023-07-01/2023-09-30"])
        #expect(rows.prefix(2).map { $0.counts[.accounts] } == [StatedCount(108), StatedCount(636)])
        #expect(rows.contains { $0.counts[.accounts] == StatedCount(16) && $0.published?.text == "2024-05-23" })
    }

    @Test("keeps two numbers of one network side by side")
    func conflict() throws {
        let row = try #require(ledger.rows.first { $0.counts[.accounts] == StatedCount(1686) })
        #expect(row.otherSources.map { $0.counts[.accounts] } == [StatedCount(1682)])
    }

    @Test("counts a network in two forms of a report once")
    func twoForms() throws {
        let year = try LedgerSamples.days("2025-04-01", "2025-12-31")
        let moldova = ledger.rows.filter { $0.origins == ["Moldova"] && $0.report.contains("2025") }
        #expect(moldova.count == 2)
        #expect(ledger.networks(of: "Meta", in: year).count { $0.origins == ["Moldova"] } == 1)
    }

    @Test("makes the reference sets by one rule")
    func referenceSets() {
        let sets = ShippedLedger.referenceSets(origin: "China")
        #expect(sets.map { [$0.fromOrigin, $0.networks] } == [[1, 65], [6, 16], [2, 6]])
    }

    @Test("is sorted, whatever the order of its rows")
    func order() {
        #expect(Ledger(ledger.rows.reversed()).rows == ledger.rows)
        #expect(Ledger(ledger.rows.shuffled()).rows == ledger.rows)
    }
}

/// The supplied tables, which are never part of the project: set `DAYLIGHT_DATA` to their folder to run these.
@Suite("The supplied tables of disclosures", .enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil))
struct SuppliedDisclosuresTests {
    private let root = (ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? "") + "/disclosures/"

    @Test("are read without a rejection, and the shipped ledger holds their numbers")
    func read() throws {
        let gathered = try LedgerSamples.table(root + "disclosures.csv").map { try Disclosure(reading: $0) }
        let quarterly = try LedgerSamples.table(root + "tiktok_reported_networks_2022Q3_2023Q3.csv").map {
            try Disclosure(reading: $0)
        }
        #expect(gathered.count == ShippedLedger.gatheredRows && quarterly.count == ShippedLedger.quarterlyRows)
        let shipped = ShippedLedger.ledger.rows
        for row in quarterly {
            #expect(
                shipped.contains {
                    $0.counts == row.counts && $0.origins == row.origins && $0.targets == row.targets
                        && $0.report == row.report && $0.source == row.source
                }, "\(row.label) \(row.report) \(row.targets)")
        }
        let addresses = Set(shipped.flatMap { [$0.source] + $0.otherSources.map(\.address) })
        for row in gathered where !row.source.contains("github.com") {
            #expect(addresses.contains(row.source), "\(row.source)")
        }
    }

    @Test("have no sentence in the shipped ledger")
    func noSentences() throws {
        let prose = try LedgerSamples.table(root + "disclosures.csv").compactMap { $0.values["quote_supporting"] }
        let ours = ShippedLedger.ledger.rows.flatMap { [$0.note, $0.verification.note, $0.detection.words] }
        for text in Set(ours) where text.split(separator: " ").count > 5 {
            #expect(!prose.contains { $0.contains(text) }, "\(text)")
        }
    }
}
