import Foundation
import Records
import TestSupport
import Testing

@testable import Oversight

@Suite("The shipped register of provisions")
struct ShippedObligationsTests {
    @Test("39 provisions, every row read, no id twice")
    func count() {
        #expect(ShippedObligations.rules.count == 39)
        #expect(Set(ShippedObligations.rules.map(\.id)).count == 39)
        for table in [
            ShippedObligations.europeanActs, ShippedObligations.europeanCodes, ShippedObligations.australian,
        ] {
            #expect(ShippedObligations.read(table).faults == [])
        }
    }

    @Test("status and framework agree: law in force, voluntary codes, bills that were not enacted")
    func status() {
        for rule in ShippedObligations.rules {
            let expected: ObligationRule.LegalStatus =
                switch rule.framework {
                case .dsa: .inForce
                case .euCode, .auCode: .voluntary
                case .auBill: .notEnacted
                }
            #expect(rule.status == expected, "\(rule.id)")
            #expect(rule.grade == .memory || rule.grade == .partly || rule.source.contains("/"), "\(rule.id)")
        }
    }

    @Test("a row of another width, or with an unknown word, is a fault and not a crash")
    func faults() {
        #expect(ShippedObligations.read("a,b,c\n").faults.map(\.reason) == ["wrong-fields"])
        let row = "a,dsa,Art 1,everyone,do,,M01,,,,in_force,,memory,\n"
        #expect(ShippedObligations.read(row).faults.map(\.reason) == ["unknown-bound"])
        #expect(
            ShippedObligations.read(row.replacing("everyone", with: "vlop").replacing("M01", with: "M99")).faults
                .map(\.reason) == ["unknown-metric"])
    }
}

/// Against the table that the provisions were taken from: set `DAYLIGHT_DATA` to the data folder to run these.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil))
struct ShippedObligationsRealDataTests {
    private let table: [[String]]

    init() throws {
        let root = ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? ""
        let text = try String(contentsOfFile: root + "/disclosures/obligations.csv", encoding: .utf8)
        table = text.split(whereSeparator: \.isNewline).dropFirst().map { CSVText.fields($0) }
    }

    @Test("every row but the one that was not found is there, with its provision, metrics and source")
    func complete() {
        #expect(table.count == 40)
        #expect(table.map { $0[0] }.filter { $0 != "aspi-18" } == ShippedObligations.rules.map(\.id))
        for row in table where row[0] != "aspi-18" {
            let rule = ShippedObligations.rule(row[0])
            // The bills' parts have no numbers: theirs are described.
            if rule?.framework != .auBill {
                #expect(rule?.provision.filter { $0 != " " } == row[2].filter { $0 != " " }, "\(row[0])")
            }
            let metrics = row[6].split(separator: ",").compactMap { MetricID(rawValue: String($0)) }
            #expect(rule?.metrics == metrics, "\(row[0])")
            if row[11].hasPrefix("http") { #expect(rule?.source == row[11], "\(row[0])") }
            #expect((rule?.grade == .memory) == (row[10] == "memory"), "\(row[0])")
        }
    }

    @Test("no duty is copied")
    func ownWords() {
        let theirs = Set(table.map { $0[4].lowercased() })
        #expect(ShippedObligations.rules.filter { theirs.contains($0.duty.lowercased()) }.map(\.id) == [])
    }
}
