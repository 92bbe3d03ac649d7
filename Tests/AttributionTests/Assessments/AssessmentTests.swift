import Records
import Seals
import Testing

@testable import Attribution

@Suite("Signed assessments")
struct AssessmentTests {
    private let now = Instant(milliseconds: 1_767_225_600_000)

    private func grounds(
        layer: AttributionLayer = .assetToNetwork, below: (digest: String, statement: AssessmentStatement)? = nil,
        origin: Bool = false
    ) throws -> AssessmentStatement.Grounds {
        let question = try Samples.question(layer: layer, priors: [(0.3, 0.3), (0.5, 0.5), (0.2, 0.2)])
        var first = Samples.fields("chain", lr: "H1=4..6; rest=1")
        first["origin"] = origin ? "yes" : "no"
        var second = Samples.fields("log", lr: "H1=0.4..0.6; rest=1")
        second["source"] = "Crew"
        second["class"] = "behavioural"
        let rows = try [first, second].map { try Samples.evidence($0, question) }
        let judging = try Judging(question, rows: rows, ratings: [])
        return AssessmentStatement.Grounds(
            questionDigest: Samples.record, rows: rows.map { ($0, CanonicalJSON.digest($0.id)) },
            ratings: [], run: try PosteriorRun(question, rows: judging.rows, settings: .init(seed: 9, samples: 1000)),
            below: below)
    }

    private func draft(_ change: (inout AssessmentDraft) -> Void = { _ in }) -> AssessmentDraft {
        var draft = AssessmentDraft(
            name: "ferry-1", author: "Ada Example", hypothesis: "H1", sentence: "The chain was cut.", confidence: .low,
            grounds: "Two sources, and the logbook was not seen whole.", alternatives: ["H2: wear was looked for"],
            limits: ["the seabed was not searched"])
        change(&draft)
        return draft
    }

    private func statement(
        _ draft: AssessmentDraft? = nil, _ grounds: AssessmentStatement.Grounds? = nil
    ) throws -> AssessmentStatement {
        try AssessmentStatement(draft ?? self.draft(), grounds ?? self.grounds(), at: now)
    }

    @Test("holds what is for and against by the intervals, and keeps likelihood and confidence in two sentences")
    func holds() throws {
        let statement = try statement()
        #expect(statement.supporting.map(\.row) == ["chain"] && statement.contradicting.map(\.row) == ["log"])
        #expect(statement.supporting[0].records == [Samples.record] && statement.seed == "9")
        #expect(!statement.likelihood.contains("onfidence") && !statement.confidenceSentence.contains("likel"))
        #expect(statement.outcomes.map(\.hypothesis) == ["H1", "H2", "H3"])
        #expect(statement.time.description == "2026-01-01T00:00:00.000Z")
    }

    @Test("limits, alternatives, an author and grounds may not be empty, and sentences may not be mixed")
    func mandatory() throws {
        let changes: [(inout AssessmentDraft) -> Void] = [
            { $0.limits = [] }, { $0.limits = [" "] }, { $0.alternatives = [] }, { $0.author = "" },
            { $0.sentence = " " },
            { $0.grounds = "" }, { $0.sentence = "We say with high confidence that it was cut." },
            { $0.grounds = "It is very likely." }, { $0.hypothesis = "H9" }, { $0.name = "a/b" },
            { $0.confidence = .high }, { $0.responsibility = .encouraged },
        ]
        for (index, change) in changes.enumerated() {
            #expect(throws: AttributionError.self, "change \(index)") { try statement(draft(change)) }
        }
    }

    @Test("what speaks against it can be neither left out nor turned round, and without support nothing is said")
    func contradicting() throws {
        for change: (inout AssessmentDraft) -> Void in [
            { $0.contradicting = [] },
            {
                $0.supporting = ["log"]; $0.contradicting = []
            },
            { $0.supporting = [] }, { $0.supporting = ["chain", "log"] }, { $0.supporting = ["ghost"] },
        ] { #expect(throws: AttributionError.self) { try statement(draft(change)) } }
    }

    @Test("no layer is skipped, and none rests on one that is not just below")
    func layers() throws {
        let first = try statement()
        let digest = try first.digest()
        #expect(throws: AttributionError.self) { try statement(nil, grounds(layer: .networkToOperator)) }
        let second = try statement(nil, grounds(layer: .networkToOperator, below: (digest, first)))
        #expect(second.restsOn == digest)
        #expect(throws: AttributionError.self) {
            try statement(nil, grounds(layer: .operatorToSponsor, below: (digest, first)))
        }
        #expect(throws: AttributionError.self) { try statement(nil, grounds(below: (digest, first))) }
        let third = try statement(
            draft { $0.responsibility = .ignored }, grounds(layer: .operatorToSponsor, below: ("d", second)))
        #expect(third.responsibility == .ignored)
    }

    @Test("where somebody comes from is not who sent them")
    func origin() throws {
        var below = try statement()
        below.layer = .networkToOperator
        let grounds = try grounds(layer: .operatorToSponsor, below: ("d", below), origin: true)
        do throws(AttributionError) {
            _ = try AssessmentStatement(draft(), grounds, at: now)
            Issue.record("an origin was taken for a sponsor")
        } catch {
            #expect(error.description.contains("country of origin is not the sponsor"))
        }
    }

    @Test("a signature holds for what was signed, and for no other byte")
    func signature() throws {
        let key = try Samples.key("ada.example", 1)
        let assessment = try Assessment(try statement(), with: key)
        #expect(try assessment.verify() == key.name)
        #expect(try assessment.verify(with: key.verifyingKey) == key.name)
        var changed = assessment
        changed.statement.sentence += "!"
        #expect(throws: AttributionError.self) { try changed.verify() }
        var edited = assessment
        edited.note = edited.note.replacing("The chain", with: "The cabin")
        #expect(throws: AttributionError.self) { try edited.verify() }
        #expect(throws: AttributionError.self) {
            try assessment.verify(with: try Samples.key("ada.example", 2).verifyingKey)
        }
        for index in stride(from: 0, to: assessment.note.utf8.count, by: 7) {
            var bytes = Array(assessment.note.utf8)
            bytes[index] ^= 1
            var flipped = assessment
            flipped.note = String(decoding: bytes, as: UTF8.self)
            #expect(throws: AttributionError.self, "byte \(index)") { try flipped.verify() }
        }
    }

    @Test("publishing takes a second person with a key of their own, who signs the same digest")
    func approval() throws {
        let assessment = try Assessment(try statement(), with: try Samples.key("ada.example", 1))
        let key = try Samples.key("ben.example", 2)
        func approve(_ approver: String, _ key: SigningKey) throws -> Approval {
            try Approval(assessment, approver: approver, remark: nil, at: now, with: key)
        }
        let approval = try approve("Ben Example", key)
        #expect(try approval.verify(assessment) == key.name && approval.digest == assessment.statement.digest())
        #expect(throws: AttributionError.self) { try approve("ada  EXAMPLE", key) }
        #expect(throws: AttributionError.self) { try approve("Ben Example", try Samples.key("x", 1)) }
        #expect(throws: AttributionError.self) { try approve("Ben Example", try Samples.key("ada.example", 3)) }
        var other = assessment
        other.statement.limits = ["none worth telling"]
        other = try Assessment(other.statement, with: try Samples.key("ada.example", 1))
        #expect(throws: AttributionError.self) { try approval.verify(other) }
        var renamed = approval
        renamed.approver = "Cy Example"
        #expect(throws: AttributionError.self) { try renamed.verify(assessment) }
    }
}
