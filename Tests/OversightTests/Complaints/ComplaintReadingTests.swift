import Oversight
import Records
import Testing

@Suite("Complaints from tables")
struct ComplaintReadingTests {
    private func head(_ values: [String: String]) throws(FieldFault) -> ComplaintDraft {
        try ComplaintDraft(row: NamedRow(number: 1, values: values), procedure: .dsaArticle53)
    }

    private let least = ["complainant": "A body", "platform": "tiktok"]

    @Test("a head names provisions by their ids, and says yes and no")
    func reads() throws {
        let draft = try head(
            least.merging([
                "provisions": "dsa-34-1c; dsa-35", "capacity": "mandated body", "declared": "yes", "single_item": "no",
                "country": "RO",
            ]) { $1 })
        #expect(draft.provisions.map(\.id) == ["dsa-34-1c", "dsa-35"])
        #expect(draft.complainant.capacity == .mandatedBody)
        #expect(draft.isDeclaredTrue && !draft.concernsSingleItem)
        #expect(try head(least).complainant.capacity == .other)
    }

    @Test(
        "what cannot be taken is named by its field",
        arguments: [
            (["platform": "tiktok"], "complainant"), (["complainant": "A"], "platform"),
            (["complainant": "A", "platform": "myspace"], "platform"),
            (["complainant": "A", "platform": "x", "provisions": "dsa-999"], "provisions"),
            (["complainant": "A", "platform": "x", "declared": "perhaps"], "declared"),
            (["complainant": "A", "platform": "x", "capacity": "king"], "capacity"),
        ])
    func faults(_ sample: (values: [String: String], field: String)) {
        let fault = #expect(throws: FieldFault.self) { try head(sample.values) }
        #expect(fault?.field == sample.field)
    }

    @Test("a finding is of the draft's platform where its row names none")
    func findings() throws {
        func finding(_ values: [String: String]) throws(FieldFault) -> Finding {
            try Finding(row: NamedRow(number: 1, values: values), platform: .tiktok, jurisdiction: .europeanUnion)
        }
        let values = ["metric": "m13", "verdict": "fail", "statement": "78, then 27217", "day": "2024-12-31"]
        let read = try finding(values)
        #expect(read.metric == .statementConsistency && read.platform == .tiktok && read.verdict == .fail)
        #expect(try finding(values.merging(["platform": "x"]) { $1 }).platform == .x)
        for (field, value) in [("metric", "M99"), ("verdict", "guilty"), ("day", "soon")] {
            let fault = #expect(throws: FieldFault.self) { try finding(values.merging([field: value]) { $1 }) }
            #expect(fault?.field == field)
        }
    }

    @Test("notices and answers become letters with their hashes")
    func letters() throws {
        let digest = String(repeating: "a", count: 64)
        let notice = Notice(
            name: "n1", platform: .tiktok, channel: .article16, sent: try StatedTime(reading: "2024-12-05"),
            sender: "A body", reference: "R-1", cohort: digest, textSHA256: digest)
        let sent = Correspondence(notice)
        #expect(sent.direction == .sent && sent.sha256 == digest)
        #expect(sent.summary == "n1: notice under DSA Art. 16 by A body (reference R-1)")
        let response = Response(
            name: "n1 answer 1", notice: "n1", content: .refusal, received: try StatedTime(reading: "2024-12-07"),
            note: "no breach seen")
        let received = Correspondence(response)
        #expect(received.direction == .received && received.sha256 == nil)
        #expect(received.summary == "n1 answer 1: refusal to n1: no breach seen")
    }
}
