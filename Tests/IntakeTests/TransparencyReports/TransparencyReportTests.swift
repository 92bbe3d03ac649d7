import Foundation
import Intake
import Records
import Testing

@Suite("Harmonised transparency reports")
struct TransparencyReportTests {
    private func read(_ text: String) throws -> TransparencyReport {
        try TransparencyReport.read(SourceFile(path: "part.csv", contents: Array(text.utf8)))
    }

    private func refusal(_ text: String) -> String {
        do throws(IntakeError) {
            _ = try TransparencyReport.read(SourceFile(path: "part.csv", contents: Array(text.utf8)))
            return "read"
        } catch {
            return error.description
        }
    }

    private let period = "2025-07-01/2025-12-31"
    private let ownInitiative =
        "Applicability,Service,Reporting period,Category of illegal content,\"Description of the sub-category \"\"Other\"\"\","
        + "Number of measures taken at the provider\u{2019}s own initiative ,Visibility restriction Removal,"
        + "Contextual Information on Visibility restriction Removal\n"

    @Test("a wide part gives a cell for each indicator, with its context and its category")
    func wide() throws {
        let report = try read(
            ownInitiative
                + "All,TikTok,\(period),TOTAL,,\"1,234\",12,first\n"
                + "All,TikTok,\(period),STATEMENT_CATEGORY_SCAMS_AND_FRAUD,,20,,\n"
                + "All,TikTok,\(period),KEYWORD_INAUTHENTIC_ACCOUNTS,,0,n/a,\n"
                + "All,TikTok,\(period),KEYWORD_OTHER,odd ones,3,,\n")
        #expect(report.part == .ownInitiativeIllegal && report.rejected.isEmpty && report.sha256.count == 64)
        #expect(report.emptyCells == 2)
        #expect(
            report.cells.map(\.value) == [
                .number(1234), .number(12), .number(20), .number(0), .notStated("n/a"), .number(3),
            ])
        #expect(
            report.cells.map(\.indicator).prefix(2) == [
                "Number of measures taken at the provider\u{2019}s own initiative", "Visibility restriction Removal",
            ])
        #expect(report.cells[1].context == "first" && report.cells[0].context.isEmpty)
        #expect(report.cells[0].category == "TOTAL" && report.cells[0].service == "TikTok")
        #expect(report.cells[0].period == ReportPeriod(period))
        #expect(report.cells[3].category == "STATEMENT_CATEGORY_SCAMS_AND_FRAUD")
        #expect(report.cells[3].keyword == "KEYWORD_INAUTHENTIC_ACCOUNTS")
        #expect(report.cells[5].keyword == "KEYWORD_OTHER" && report.cells[5].otherDescription == "odd ones")
    }

    @Test("parts 7 to 10 are told apart by their sections, whatever the file is called")
    func sections() throws {
        for (section, indicator, part) in [
            ("Internal complaints mechanism", "Number of complaints", ReportPart.appeals),
            ("Use of automated means for content moderation", "Number of measures", .automatedMeans),
            ("Human resources dedicated to content moderation ", "Number of internal moderators", .humanResources),
            ("AMAR", "Number of average monthly active recipients", .recipients),
        ] {
            let report = try read(
                "Applicability,Service,Reporting period,Section,Indicator,Scope,Value\nAll,X,\(period),\(section),\(indicator)\u{A0} ,TOTAL,95 %\n"
            )
            #expect(report.part == part)
            #expect(report.cells.map(\.indicator) == [indicator] && report.cells.map(\.value) == [.number(0.95)])
            #expect(report.cells.first?.scope == "TOTAL")
        }
        let none = refusal("Reporting period,Section,Indicator,Scope,Value\n\(period),Weather,Rain,TOTAL,3\n")
        #expect(none.contains("no row has a section of theirs") && none.contains("Weather"))
    }

    @Test("the summary, the names and the texts are read as what they are")
    func texts() throws {
        let summary = try read(
            "Applicability,Service,Indicator,Value\nAll,X,Name of the service provider,X Corp\n"
                + "All,X,Starting date of reporting period,2025-07-01\nAll,X,Ending date of reporting period,soon\n")
        #expect(summary.part == .summary)
        #expect(summary.cells.map(\.value) == [.text("X Corp"), .day(try #require(Day("2025-07-01")))])
        #expect(summary.rejected.map(\.reason) == ["bad-day"] && summary.rejected.map(\.row) == [3])
        let texts = try read(
            "Applicability,Service,Reporting period,Indicator,Value\nAll,X,\(period),Safeguards,\"people, mostly\"\n")
        #expect(texts.part == .qualitative && texts.cells.map(\.value) == [.text("people, mostly")])
        let names = try read(
            "Category label,Category description,Category of illegal content / incompatible with the terms and conditions,Contextual information\n"
                + "Category 1,Animal welfare,STATEMENT_CATEGORY_ANIMAL_WELFARE,\nCategory 1a,Animal harm,KEYWORD_ANIMAL_HARM,dogs\n"
        )
        #expect(names.part == .categoryNames && names.emptyCells == 1)
        #expect(names.cells.map(\.value) == [.text("dogs")])
        #expect(names.cells.first?.category == "STATEMENT_CATEGORY_ANIMAL_WELFARE")
    }

    @Test("a bad row or cell is rejected with its row and field, and the rest is read")
    func rejections() throws {
        let report = try read(
            ownInitiative
                + "All,X,2025,TOTAL,,1,2,\n"
                + "All,X,\(period),Fun,,1,2,\n"
                + "All,X,\(period),KEYWORD_OTHER,,1,2,\n"
                + "All,X,\(period),TOTAL,,many,7,\n"
                + "All,X,\(period),TOTAL,,\"1,5\",-3,\n"
                + "All,X,\(period),TOTAL,,1,2,3,4\n"
                + "All,X,\(period),STATEMENT_CATEGORY_FUN,,1,2,\n"
                + "All,X,\(period),KEYWORD_OTHER,,1,2,\n"
                + "All,X,\(period),KEYWORD_PHISHING,,8,9,\n")
        #expect(report.cells.map(\.value) == [.number(7), .number(8), .number(9)])
        #expect(report.cells.last?.category == "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "only one category has it")
        #expect(
            report.rejected.map { "\($0.row) \($0.reason)" } == [
                "1 bad-period", "2 unknown-category", "3 misplaced-keyword", "4 bad-number", "5 bad-number",
                "5 bad-number", "6 field-count", "7 unknown-category", "8 misplaced-keyword",
            ])
        #expect(report.rejected[3].field == "Number of measures taken at the provider\u{2019}s own initiative")
    }

    @Test("a row of another part is rejected, not mixed in")
    func otherPart() throws {
        let report = try read(
            "Reporting period,Section,Indicator,Scope,Value\n\(period),AMAR,Recipients,TOTAL,3\n"
                + "\(period),Human resources dedicated to content moderation,Moderators,bg,4\n\(period),AMAR,Recipients,[...],4\n"
        )
        #expect(report.part == .recipients && report.cells.count == 1)
        #expect(report.rejected.map(\.reason) == ["other-part", "bad-scope"])
    }

    @Test("what is none of the eleven parts is told which is nearest and what it lacks")
    func refusals() {
        let nearest = refusal("Applicability,Service,Reporting period,Category of illegal content,Scope\n")
        #expect(nearest.contains("the nearest is part 3 (orders of Member States)"))
        #expect(nearest.contains("number of orders to act against illegal content received"))
        #expect(refusal("a,b,c\n1,2,3\n").contains("no column is of theirs; found: a, b, c"))
        #expect(refusal("").contains("empty") || refusal("").contains("no CSV"))
        #expect(refusal("PK\u{3}\u{4}").contains("save each sheet as CSV"))
        #expect(refusal("{\"a\": 1}").contains("no CSV table"))
    }

    @Test("a rejected row changes nothing of the others")
    func rejectedRowsChangeNothing() throws {
        let rows = (1...4).map { "All,X,\(period),TOTAL,,\($0),\($0 * 2)," }
        let whole = try read(ownInitiative + rows.joined(separator: "\n")).cells.map(\.value)
        for bad in ["x,y", "All,X,never,TOTAL,,1,2,", "\"open", ",,,,,,,,,7"] {
            for place in 0...4 {
                var damaged = rows
                damaged.insert(bad, at: place)
                let report = try read(ownInitiative + damaged.joined(separator: "\n"))
                #expect(report.cells.map(\.value) == whole && report.rejected.count == 1, "\(bad)")
            }
        }
    }
}

/// The empty templates themselves: set `DAYLIGHT_DATA` to the folder that holds them to run these.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil))
struct TransparencyTemplateTests {
    private let root = (ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? "") + "/dsa"

    @Test("the eleven templates are the eleven parts, and say nothing yet")
    func templates() throws {
        var parts: [Int] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: root).sorted() {
            let report = try TransparencyReport.read(SourceFile(path: root + "/" + name))
            #expect(name.contains("_Part_\(report.part.rawValue)_"))
            #expect(report.cells.isEmpty && report.rejected.isEmpty && report.emptyCells > 0, "\(name)")
            parts.append(report.part.rawValue)
        }
        #expect(parts.sorted() == Array(1...11))
    }

    @Test("a template that is filled in gives every one of its cells")
    func filled() throws {
        let path = root + "/4_EN_Annex_I__Templates_for_Transparency_Reports_CSV_Part_6_own_initiative_TC.csv"
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        let values = (0..<16).map { ",\($0)" }.joined() + String(repeating: ",", count: 16)
        for index in lines.indices.dropFirst() {
            var line = lines[index].replacing("YYYY-MM-DD/YYYY-MM-DD", with: "2025-07-01/2025-12-31")
            while line.last == "," { line.removeLast() }
            lines[index] = line + (line.contains("Text to detail") ? "" : ",") + values
        }
        let report = try TransparencyReport.read(
            SourceFile(path: "6.csv", contents: Array(lines.joined(separator: "\n").utf8)))
        #expect(report.rejected.isEmpty)
        #expect(report.cells.count == 16 * (lines.count - 1))
        #expect(Set(report.cells.compactMap(\.category)).count == 16)
    }
}
