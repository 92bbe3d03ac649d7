import Foundation
import Records
import Testing

@testable import Intake

@Suite("Lists of techniques")
struct TaxonomyFileTests {
    private func read(_ text: String, _ name: String) throws(IntakeError) -> TaxonomyFile {
        try TaxonomyFile.read(SourceFile(path: name, contents: Array(text.utf8)))
    }

    private static func pattern(_ number: Int, _ id: String?) -> String {
        let reference = id.map { #"{"source_name":"mitre-attack","external_id":"\#($0)"}"# } ?? ""
        return #"{"type":"attack-pattern","id":"attack-pattern--\#(number)","name":"Technique \#(number)","#
            + #""kill_chain_phases":[{"kill_chain_name":"mitre-attack","phase_name":"plan"}],"#
            + #""external_references":[\#(reference)]}"#
    }

    @Test("DISARM's bundle gives ids, parts of techniques, and the version in the file's name")
    func disarm() throws {
        let relationship =
            #"{"type":"relationship","relationship_type":"subtechnique-of","source_ref":"attack-pattern--2","#
            + #""target_ref":"attack-pattern--1"}"#
        let objects = [
            Self.pattern(2, "T0010.001"), relationship, #"{"type":"identity","name":"nobody"}"#,
            Self.pattern(1, "T0010"),
            Self.pattern(3, nil), Self.pattern(4, "T0010"),
        ]
        let list = try read(
            #"{"type":"bundle","id":"b","objects":[\#(objects.joined(separator: ","))]}"#, "DISARM_v1.6_stix.json")
        #expect(list.kind == .disarm && list.versionInName == "1.6" && list.sha256.count == 64)
        #expect(list.entries.map(\.id) == ["T0010", "T0010.001"])
        #expect(list.entries[1].parent == "T0010" && list.entries[0].parent == nil && list.entries[0].phase == "plan")
        #expect(list.rejected.map(\.reason) == ["missing-id", "repeated-id"])
    }

    @Test("Meta's list is keyed by the first three numbers of the procedure")
    func killChain() throws {
        let list = try read(
            """
            Tactic,Technique,Procedure\r
            0. Acquiring,0.9 Accounts,0.9.10.0  Buying pins\r
            ,,\r
            0. Acquiring,0.9 Accounts,"0.9.2 Renting,\r
            also by the week"\r
            9. Lasting,9.8 Being seen,9.7.1 Boasting \r
            9. Lasting,9.8 Being seen,9.7.1 Again\r
            9. Lasting,9.8 Being seen,no number
            """, "list.csv")
        #expect(list.kind == .metaKillChain && list.versionInName == nil)
        #expect(list.entries.map(\.id) == ["0.9.2", "0.9.10", "9.7.1"])
        #expect(list.entries[0].title == "Renting, also by the week" && list.entries[2].parent == "9.7")
        #expect(list.entries[1].title == "Buying pins" && list.entries[2].phase == "9. Lasting")
        #expect(list.rejected.map(\.reason) == ["repeated-id", "missing-id"])
    }

    @Test(
        "what is no such list is refused with a reason",
        arguments: ["", "a,b\n1,2\n", "# Prose\n", #"{"type":"bundle","objects":[]}"#, #"{"objects":[{"type":"#])
    func refused(text: String) {
        #expect(throws: IntakeError.self) { try read(text, "list") }
    }

    @Test(
        "a version is digits behind a v of its own",
        arguments: [("x-v2.csv", "2"), ("v1.6.json", "1.6"), ("rev3.csv", nil)])
    func versions(name: String, version: String?) throws {
        #expect(try read("Tactic,Technique,Procedure\na,b,0.1.2 c\n", name).versionInName == version)
    }
}

@Suite(
    "Lists of techniques as they are published",
    .enabled(if: ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] != nil))
struct TaxonomyRealDataTests {
    private func read(_ path: String) throws -> TaxonomyFile {
        let root = ProcessInfo.processInfo.environment["DAYLIGHT_DATA"] ?? ""
        return try TaxonomyFile.read(SourceFile(path: root + "/" + path))
    }

    @Test("DISARM 1.6 has 391 red techniques, of which 288 are parts of others")
    func disarm() throws {
        let list = try read("disarm/DISARM_v1.6_stix.json")
        #expect(list.versionInName == "1.6" && list.rejected.isEmpty)
        #expect(list.entries.count == 391 && list.entries.count { $0.parent != nil } == 288)
        for entry in list.entries {
            #expect(
                entry.parent == (entry.id.contains(".") ? String(entry.id.prefix { $0 != "." }) : nil), "\(entry.id)")
        }
    }

    @Test(
        "Meta's kill chain has ten phases and 161 procedures in its 171 lines: the others are its header and blank rows"
    )
    func killChain() throws {
        let list = try read("meta/Online_Operations_Killchain-TTPs.csv")
        #expect(list.entries.count == 161 && list.rejected.isEmpty && Set(list.entries.compactMap(\.phase)).count == 10)
    }
}
