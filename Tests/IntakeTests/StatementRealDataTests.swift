import Foundation
import Intake
import Records
import Testing

/// Counts on the project's real data of published statements: set `DAYLIGHT_DATA` to its folder to run these.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil), .serialized)
struct StatementRealDataTests {
    private let root = ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? ""

    private func read(_ paths: [String]) throws -> (sink: StatementSink, summary: IntakeSummary) {
        var sink = StatementSink()
        let summary = try Intake.readAll(
            paths.map { SourceFile(path: root + "/" + $0) }, options: IntakeOptions(), into: &sink,
            reject: { _ in }, progress: .silent)
        return (sink, summary)
    }

    private func files(_ ending: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: root + "/meta/indicators")?.compactMap { $0 as? String }
        return (names ?? []).sorted().filter { $0.hasSuffix(ending) }.map { "meta/indicators/" + $0 }
    }

    /// The files at hand are 55 of Meta's 68: 10,625 of 11,450 rows.
    @Test func metasTablesGiveTheirIndicatorsAndClaims() throws {
        let (sink, summary) = try read(files(".csv"))
        #expect(summary.files.count == 55)
        #expect(summary.rows == 10_625)
        #expect(summary.rejected == 0)
        #expect(summary.passed == 152, "blank rows, and steps without an indicator")
        #expect(sink.claims.count == 218)
        #expect(UInt64(sink.statements.count) == summary.accepted, "no cell here holds several")
        var kinds: [Indicator.Kind: Int] = [:]
        for indicator in sink.indicators { kinds[indicator.kind, default: 0] += 1 }
        #expect(kinds[.app] == 402 && kinds[.hash] == 117 && kinds[.ip] == 11 && kinds[.hashtag] == 7)
        #expect(kinds[.domain] == 7133)
        #expect(summary.files.allSatisfy { file in !file.notes.contains { $0.name == "label-conflict" } })
    }

    /// Of the 76 handles in 18 files, three stand in Georgia's of Q1 2023 and one in Ghana's of Q4 2024, which are not
    /// at hand.
    @Test func theTikTokHandlesThatMetaNamesAreFound() throws {
        let (sink, _) = try read(files(".csv"))
        let accounts = sink.indicators.filter { $0.platform == .tiktok }
        #expect(accounts.allSatisfy { $0.kind == .account })
        #expect(Set(accounts.compactMap(\.handle)).count == 72)
        #expect(Set(accounts.map(\.publication.report)).count == 16)
        let spamouflage = accounts.filter { $0.publication.report.contains("Spamouflage") }
        #expect(
            Set(spamouflage.compactMap(\.handle)) == [
                "deandrela3", "cecilia1256", "miajames840", "tmottruth", "gulzarazat1",
            ])
        #expect(spamouflage.allSatisfy { $0.publication.period == "2023-Q2" })
    }

    /// The list of all 76 with their steps, brought into the layout of Meta's own tables.
    @Test func theOneHandleFiledUnderAnotherPlatformIsTold() throws {
        let list = try String(
            contentsOfFile: root + "/disclosures/tiktok_named_by_meta.csv", encoding: .utf8)
        let rows = list.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let parts = line.split(separator: ",", omittingEmptySubsequences: false)
            return "0. A,0.9 B,\(parts[parts.count - 2]),\(parts[parts.count - 1])\n"
        }
        let (sink, file, _) = try statements("Tactic,Technique,Procedure,Indicator\n" + rows.joined())
        #expect(Set(sink.indicators.compactMap(\.handle)).count == 76)
        #expect(sink.indicators.allSatisfy { $0.platform == .tiktok && $0.kind == .account })
        #expect(file.notes.first { $0.name == "label-conflict" }?.count == 1)
    }

    @Test func metasPagesGiveTheIndicatorsOfTheirTables() throws {
        let (sink, summary) = try read(files(".md"))
        #expect(summary.files.count == 12 && summary.rejected == 0)
        #expect(sink.statements.count == 49)
        #expect(sink.indicators.allSatisfy { $0.publication.period == "2025-H2" || $0.publication.period == "2026-H1" })
        #expect(sink.indicators.filter { $0.platform == .tiktok }.count == 6)
    }

    @Test func sekoiasObservablesAreHosts() throws {
        let (sink, summary) = try read(["cases/sekoia_doppelganger_observables.csv"])
        #expect(summary.accepted == 590 && summary.rejected == 0)
        #expect(sink.indicators.count == 590)
        #expect(sink.indicators.count { $0.kind == .domain } == 585)
        #expect(sink.indicators.count { $0.kind == .ip } == 5)
        #expect(sink.indicators.allSatisfy { !$0.value.contains("[") && $0.original.contains("[.]") })
    }
}
