import Records
import Seals
import Testing

@testable import Evidence

@Suite("Records of evidence")
struct EvidenceRecordTests {
    @Test("have one spelling, whose SHA-256 is their id")
    func identity() throws {
        let record = try Samples.record()
        let body = try record.body
        #expect(try CanonicalJSON.canonical(Array(body.utf8)) == body)
        #expect(try record.identifier == CanonicalJSON.digest(body))
        #expect(try EvidenceRecord(body: Array(body.utf8)) == record)
        #expect(
            body.contains(
                #""legal":{"basis":"GDPR Art. 6(1)(f)","disclosure":"amber+strict","jurisdictions":["EU","RO"]"#))
        #expect(body.contains(#""provenance":{"credibility":2,"independence_group":"us","reliability":"B""#))
        #expect(body.contains(#""url_final":"https://example.org/video/1""#))
        #expect(try record.identifier != Samples.record(limits: ["other"]).identifier)
    }

    @Test("are not read from any other bytes")
    func strict() throws {
        let body = Array(try Samples.record().body.utf8)
        #expect(throws: EvidenceError.self) { try EvidenceRecord(body: body + [0x0A]) }
        #expect(throws: EvidenceError.self) { try EvidenceRecord(body: [0x20] + body) }
        #expect(throws: EvidenceError.self) { try EvidenceRecord(body: []) }
        let text = String(decoding: body, as: UTF8.self)
        for (what, instead) in [
            ("daylight-record-1", "daylight-record-9"), (#""limits":["comments were not captured"]"#, #""limits":[]"#),
            (#""limits":["comments were not captured"]"#, #""limits":[" "]"#), ("\"RO\"", "\"XX\""),
            ("tiktok", "myspac"),
            (#""bytes":4"#, #""bytes":-4"#), (#""disclosure""#, #""closure""#),
        ] {
            let other = text.split(separator: what, omittingEmptySubsequences: false).joined(separator: instead)
            #expect(other != text)
            #expect(throws: EvidenceError.self) { try EvidenceRecord(body: Array(other.utf8)) }
        }
    }

    @Test("need limits, something they are about, and whole blocks")
    func refused() throws {
        #expect(throws: EvidenceError.self) { try Samples.record(limits: []) }
        #expect(throws: EvidenceError.self) { try Samples.record(limits: ["x", "\n"]) }
        #expect(throws: EvidenceError.self) { try Samples.record(files: []) }
        #expect(throws: EvidenceError.self) { try Samples.record(original: "x") }
        #expect(throws: EvidenceError.self) {
            try EvidenceRecord(
                origin: "a", recorded: StatedTime(reading: "2024"), capture: Capture(method: .importedRow), files: [],
                row: ImportedRow(file: "x.csv", sha256: Samples.digest("x"), number: 0), limits: ["x"])
        }
        #expect(throws: EvidenceError.self) {
            try EvidenceRecord(
                origin: "a", recorded: StatedTime(reading: "2024"),
                capture: Capture(
                    method: .file, started: StatedTime(reading: "2024-02-02"), ended: StatedTime(reading: "2024-02-01")),
                files: [CapturedFile(part: .original, name: "x", sha256: Samples.digest("x"), bytes: 0)], limits: ["x"])
        }
    }

    @Test("may be about a row of a file alone, and name their original")
    func row() throws {
        let record = try EvidenceRecord(
            origin: "a", recorded: StatedTime(reading: "2024-12-01T00:00:00Z"), capture: Capture(method: .importedRow),
            files: [], row: ImportedRow(file: "x.csv", sha256: Samples.digest("x"), number: 7),
            original: Samples.record().identifier, limits: ["x"])
        #expect(try EvidenceRecord(body: Array(record.body.utf8)) == record)
    }

    @Test("grades are read, and sources of one group count once")
    func provenance() throws {
        #expect(try Provenance(grade: "F6") == Provenance())
        #expect(try Provenance(grade: "a1").grade == "A1")
        for bad in ["", "B", "G1", "A0", "A7", "A12", "1A"] {
            #expect(throws: EvidenceError.self) { try Provenance(grade: bad) }
        }
        #expect(Provenance.independentSources([]) == 0)
        #expect(
            Provenance.independentSources([
                Provenance(source: "x", independenceGroup: "g"), Provenance(source: "y", independenceGroup: "g"),
                Provenance(source: "z"), Provenance(source: "z"), Provenance(), Provenance(),
            ]) == 3)
    }
}

@Suite("Exhibits")
struct ExhibitTests {
    private let one = Samples.digest("1")
    private let other = Samples.digest("2")

    @Test("rest on a record at least, and on none that also contradicts")
    func refused() throws {
        #expect(throws: EvidenceError.self) { try Assessed(statement: "x", supporting: []) }
        #expect(throws: EvidenceError.self) { try Assessed(statement: " ", supporting: [one]) }
        #expect(throws: EvidenceError.self) { try Assessed(statement: "x", supporting: ["1"]) }
        #expect(throws: EvidenceError.self) { try Assessed(statement: "x", supporting: [one], contradicting: [one]) }
        #expect(throws: EvidenceError.self) { try Assessed.Breakout(category: 3, reach: []) }
        #expect(throws: EvidenceError.self) { try Assessed.Breakout(category: 7, reach: [one]) }
        #expect(throws: EvidenceError.self) { try Assessed.Technique(reading: "T0049") }
    }

    @Test("are entries of a register, with everything that they rest on")
    func entry() throws {
        let assessed = try Assessed(
            statement: "The accounts posted in turns.", supporting: [one], contradicting: [other],
            techniques: [Assessed.Technique(reading: "disarm@49df5f6:T0049")],
            breakout: Assessed.Breakout(category: 2, reach: [one]), dealings: [other])
        let exhibit = try Exhibit(label: "EX-1", title: "Posts", assessed: assessed, preparedBy: "Ana Ionescu")
        #expect(exhibit.name == "EX-1")
        #expect(assessed.records == [one, other, one])
        #expect(
            try CanonicalJSON.encode(exhibit)
                == #"{"assessed":{"breakout":{"category":2,"reach":["\#(one)"]},"contradicting":["\#(other)"],"dealings":["\#(other)"],"statement":"The accounts posted in turns.","supporting":["\#(one)"],"techniques":[{"identifier":"T0049","list":"disarm","version":"49df5f6"}]},"label":"EX-1","prepared_by":"Ana Ionescu","title":"Posts"}"#
        )
    }
}
