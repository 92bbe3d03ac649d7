import Records
import Testing

@testable import Attribution

@Suite("Grades of sources")
struct SourceGradeTests {
    @Test("the worse of letter and figure counts, and nothing is certain")
    func worse() throws {
        #expect(try SourceGrade(reading: "A1").probabilityRight == 0.90...0.98)
        #expect(try SourceGrade(reading: "a3").probabilityRight == 0.50...0.70)
        #expect(try SourceGrade(reading: "D2").probabilityRight == 0.25...0.50)
        #expect(try SourceGrade(reading: "E1").probabilityRight == 0.05...0.25)
    }

    @Test("what cannot be judged is never better than fairly reliable, and may be far worse")
    func cannotBeJudged() throws {
        for grade in ["F1", "A6", "F6"] {
            #expect(try SourceGrade(reading: grade).probabilityRight == 0.05...0.70)
        }
        #expect(try SourceGrade(reading: "F5").probabilityRight == 0.05...0.25)
    }

    @Test("what is no grade is refused", arguments: ["", "A", "G1", "A0", "A7", "1A", "A11", "B-2"])
    func refused(text: String) {
        #expect(throws: FieldFault.self) { try SourceGrade(reading: text) }
    }
}

@Suite("Rows of evidence")
struct EvidenceRowTests {
    @Test("a row is read with all that it rests on")
    func reading() throws {
        let question = try Samples.question()
        var fields = Samples.fields("chain", lr: "H1=2..5; rest=0.5")
        fields["origin"] = "yes"
        fields["source_group"] = "agency"
        let row = try Samples.evidence(fields, question)
        #expect(
            row.name == "ferry/chain" && row.isOrigin && row.sourceGroup == "agency" && row.records == [Samples.record])
        #expect(row.likelihoods?.map(\.interval.description) == ["2..5", "0.5", "0.5"])
        fields["source_group"] = nil
        #expect(try Samples.evidence(fields, question).sourceGroup == "Harbour Office")
    }

    @Test(
        "each fault names its field",
        arguments: [
            ("row", nil, "row"), ("row", "a/b", "row"), ("observed", nil, "observed"), ("records", nil, "records"),
            ("records", "xyz", "records"), ("source", nil, "source"), ("grade", nil, "grade"), ("grade", "Z9", "grade"),
            ("class", nil, "class"), ("class", "magical", "class"), ("access", nil, "access"),
            ("origin", "maybe", "origin"),
            ("lr", "H1=2", "lr"), ("lr", "H1=5..2; rest=1", "lr"), ("lr", "H1=0; rest=1", "lr"),
            ("lr", "H7=1; rest=1", "lr"),
            ("lr", "H1=1; H1=2; rest=1", "lr"), ("lr", "H1=-2; rest=1", "lr"), ("lr", "H1=inf; rest=1", "lr"),
            ("lr", "H1=1e9; rest=1", "lr"), ("lr", "H1; rest=1", "lr"), ("lr", "H1=2...5; rest=1", "lr"),
            ("date", "soon", "date"),
        ] as [(String, String?, String)])
    func faults(column: String, value: String?, field: String) throws {
        let question = try Samples.question()
        var fields = Samples.fields("chain")
        fields[column] = value
        do {
            _ = try Samples.evidence(fields, question)
            Issue.record("taken: \(column) \(value ?? "-")")
        } catch let fault as FieldFault {
            #expect(fault.field == field && fault.detail.count > 10)
        }
    }
}
