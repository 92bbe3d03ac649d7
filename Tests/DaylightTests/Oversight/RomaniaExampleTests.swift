import Foundation
import Testing

/// Case 3 whole: `docs/romania-2024.md` says what its commands print.
@Suite("The worked example of Romania 2024")
struct RomaniaExampleTests {
    private static let docs = WorkedExample.docs
    private static let path = docs.appendingPathComponent("romania-2024.md").path

    private func page() throws -> String { try String(contentsOfFile: Self.path, encoding: .utf8) }

    @Test("every command of the page prints what the page says, to the letter; DAYLIGHT_RECORD=1 writes it anew")
    func printsWhatItSays() throws {
        #expect(
            try WorkedExample.check(Self.path, copying: Self.docs.appendingPathComponent("examples/romania-2024")) > 15)
    }

    @Test("the numbers of the case stand in it: who said what, the clocks, and what nobody can know")
    func holdsTheCase() throws {
        let shown = WorkedExample(try page()).steps.map(\.shown).joined()
        for line in [
            // M01
            "no figure: no asset has both a clock (exposed) and an observation",
            "acted on before it started (unprompted)",
            // M13
            "2024-12-03: TikTok to European Parliament: 78 accounts", "2024-12-04: SRI: about 25000 accounts",
            "2025: TikTok: 27217 accounts", "2026-02: US House Judiciary report on TikTok: no evidence of accounts",
            "348.9 ratio", "type: revised up in 29 to 393 days, scope differs (period, coverage)",
            "SRI as quoted by Spotmedia: 157", "SRI as quoted by Romania Journal: 1057", "note: type: contradictory",
            // M20
            "due 2024-12-07T00:00:00.000Z to 2024-12-07T23:00:00.000Z", "127 days, due 2025-03-31, 24:00 Brussels time",
            "the provision sets no number", "days to the answer that the investigation goes on  195 days",
        ] {
            #expect(shown.contains(line), "\(line)")
        }
    }

    @Test("the page tells its outputs from its commands, also over several lines")
    func reading() {
        let page = "a\n```console\n$ one \\\n  two\nx\n\ny\n$ three\n```\nb\n```sh\n$ no\n```\n"
        let example = WorkedExample(page)
        #expect(example.steps.map(\.command) == ["one \\\n  two", "three"])
        #expect(example.steps.map(\.shown) == ["x\n\ny\n", ""])
        #expect(example.page(showing: example.steps.map(\.shown)) == page)
        #expect(example.page(showing: ["z\n", "w\n"]).contains("two\nz\n$ three\nw\n```"))
    }

    @Test("every fact of the timeline has its address, or says that none is known")
    func sources() throws {
        let rows = try page().split(separator: "\n").filter { $0.hasPrefix("| 20") }
        #expect(rows.count >= 14)
        for row in rows { #expect(row.contains("https://") || row.contains("no address"), "\(row)") }
    }

    @Test("the example's assets are placeholders, and no account of anybody")
    func placeholders() throws {
        for name in ["cohort.csv", "observations-invented.csv"] {
            let text = try String(
                contentsOfFile: Self.docs.appendingPathComponent("examples/romania-2024/\(name)").path, encoding: .utf8)
            for line in text.split(separator: "\n").dropFirst() { #expect(line.contains("placeholder-"), "\(line)") }
        }
    }
}
