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

    @Test func metasFilesGiveTheirIndicatorsAndClaims() throws {
        let names = FileManager.default.enumerator(atPath: root + "/meta/indicators")?.compactMap { $0 as? String }
        let paths = (names ?? []).sorted().filter { $0.hasSuffix(".csv") }.map { "meta/indicators/" + $0 }
        let (sink, summary) = try read(paths)
        var kinds: [Indicator.Kind: Int] = [:]
        for indicator in sink.indicators { kinds[indicator.kind, default: 0] += 1 }
        for file in summary.files {
            let notes = file.notes.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
            print("\(file.path.dropFirst(root.count + 21)): \(file.rows) rows: \(notes)")
        }
        print(kinds, sink.claims.count)
        let handles = sink.indicators.filter { $0.platform == .tiktok }
        print(handles.count, Set(handles.compactMap(\.handle)).count, Set(handles.map(\.publication.report)).count)
        var texts: [String: Int] = [:]
        for indicator in sink.indicators where indicator.kind == .text { texts[indicator.original, default: 0] += 1 }
        for (text, _) in texts where text.contains(".") && !text.contains(" ") { print("TEXT", text) }
        for claim in sink.claims { print("CLAIM", claim.number, claim.unit, claim.platform.map(\.name) ?? "-") }
        for indicator in sink.indicators where indicator.kind == .url && indicator.procedure?.hasPrefix("0.9") == true {
            print("URL", indicator.value, indicator.handle ?? "-")
        }
        for indicator in sink.indicators where indicator.kind == .hashtag || indicator.kind == .ip {
            print("TAG", indicator.value)
        }
        #expect(summary.rejected == 0)
    }
}
