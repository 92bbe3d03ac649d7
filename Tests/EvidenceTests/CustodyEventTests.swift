import Bytes
import Records
import Seals
import Testing

@testable import Evidence

@Suite("Custody events")
struct CustodyEventTests {
    /// By Python: hashlib over json.dumps(sort_keys=True, separators=(",", ":"), ensure_ascii=False), and the roots by
    /// pymerkle 7.0.0.
    private static let logOfPython = "c9faf3b9fae7b0650e464987d7c208fc98b200a218788eeba5c5549a468b52c8"
    private static let roots = [
        1: "f782c925b3cccc974b13cde4092d886a5712ef382d8148e9055a5f6d9433bb6c",
        2: "85d2186673c0dc602aa24fed4ff0bd148caa1db951caa8937d11b2b9226f1176",
        3: "f5eeadaa8645debea0105244a0ea67aede7b9651993fff2b24f6b5f427dd8819",
        7: "5860c224156badb0e83a95ba3dd0b0e7774a91eaf2df75fea29dbf0d1bff5295",
        8: "42b65ba1b7a6edf629f05a83744fc7f2d3cf549b37a2653ce92d85f28b007dd7",
        11: "023a52804f5b1e75e3dc6bc7840ef6f5a042f1ee47e47dd9af5c39a9801eb312",
    ]

    @Test("are written byte for byte as another language's canonical JSON")
    func lines() throws {
        let log = try Samples.log(Samples.events().map(\.line))
        #expect(ContentHash(of: log).hexadecimal == Self.logOfPython)
        for event in try Samples.events() {
            #expect(try CanonicalJSON.canonical(event.line) == String(decoding: event.line, as: UTF8.self))
        }
    }

    @Test("have the roots that pymerkle gives, and the proofs of RFC 9162")
    func proofs() throws {
        let tree = try MerkleTree(leaves: Samples.events().map(\.line))
        for (size, root) in Self.roots {
            #expect(try MerkleTree(leaves: Samples.events().prefix(size).map(\.line)).root.hexadecimal == root)
        }
        #expect(
            try tree.inclusionProof(of: 5).map(\.hexadecimal) == [
                "432af0ceaf228a6e853dbfa73ce9cb3e11e3eb84741c474d4244f7ab6ece2922",
                "94e2a0c7600f150a7a331c1cb6ccfbc182a2f17bc0914dca829281ad426eadfc",
                "c5b4e6468e5df6984b32c1fd132e1d63c68b3984f9cd08a74722f72285f1fd19",
                "0ba4f42d6f33ff39f94b07524ab297ab8fb3cfe2d0ad588996146ac9070f438d",
            ])
        #expect(
            try tree.consistencyProof(from: 6).map(\.hexadecimal) == [
                "e30402010490dbaeaf45b782623ed50f65d28f02166c2f1842129189ef39b43e",
                "94e2a0c7600f150a7a331c1cb6ccfbc182a2f17bc0914dca829281ad426eadfc",
                "c5b4e6468e5df6984b32c1fd132e1d63c68b3984f9cd08a74722f72285f1fd19",
                "0ba4f42d6f33ff39f94b07524ab297ab8fb3cfe2d0ad588996146ac9070f438d",
            ])
    }

    @Test("are read back as they were")
    func readBack() throws {
        for event in try Samples.events() {
            #expect(
                try ByteView.with(event.line) { line throws(EvidenceError) in try CustodyLine(line).event } == event)
        }
    }

    @Test("of every action are read")
    func actions() throws {
        for action in CustodyAction.allCases {
            let draft = try CustodyDraft(
                action, object: Samples.digest("x"), by: Samples.custodian, reason: "why", from: "a", to: "b")
            let event = CustodyEvent(
                number: 1, time: Instant(milliseconds: 0), draft: draft, previous: CustodyEvent.nothing)
            #expect(
                try ByteView.with(event.line) { line throws(EvidenceError) in try CustodyLine(line).action } == action)
        }
    }

    @Test(
        "in any other spelling are refused",
        arguments: [
            ("{\"action\"", "{ \"action\""), ("\"seq\":5", "\"seq\":05"), ("\"seq\":5", "\"seq\":5.0"),
            ("\"seq\":5", "\"seq\":\"5\""), ("Ana", "\\u0041na"), ("Ana", "A\\/na"), ("Ana", "A\u{07}na"),
            ("18:00:05.035Z", "18:00:60.035Z"), ("18:00:05.035Z", "18:00:05.035z"), ("2024-11-24T", "2024-11-24 "),
            ("18:00:05.035Z", "18:00:05+00:0"), ("2024-11-24", "2024-02-30"), ("viewed", "burnt"),
            ("\"role\":\"analyst\",", ""), ("\"to\":\"B\"}", "\"to\":\"B\",\"z\":1}"),
            ("\"to\":\"B\"}", "\"to\":\"B\"} "),
            ("\"from\":\"A\",", "\"from\":null,"), ("\"actor\":\"Ana Ionescu\"", "\"actor\":\"\""),
            ("\"object\":\"8ef3", "\"object\":\"8EF3"), ("\"object\":\"8ef3", "\"object\":\"8ef"),
        ])
    func strict(what: String, instead: String) throws {
        let text = String(decoding: try Samples.events()[4].line, as: UTF8.self)
        #expect(text.contains(what))
        let changed = Array(
            text.split(separator: what, omittingEmptySubsequences: false).joined(separator: instead).utf8)
        #expect(throws: EvidenceError.self) {
            try ByteView.with(changed) { line throws(EvidenceError) in try CustodyLine(line) }
        }
    }

    @Test("that are read from damaged bytes are written as those bytes")
    func oneSpelling() throws {
        var seed: UInt64 = 42
        func random(_ count: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % count
        }
        let lines = try Samples.events().map(\.line)
        var read = 0
        for _ in 0..<5000 {
            var line = lines[random(lines.count)]
            for _ in 0...random(2) { line[random(line.count)] = UInt8(random(256)) }
            if random(4) == 0 { line.remove(at: random(line.count)) }
            let event = ByteView.with(line) { try? CustodyLine($0).event }
            guard let event else { continue }
            read += 1
            #expect(event.line == line)
        }
        #expect(read > 100)
    }

    @Test("that say too little are refused")
    func drafts() throws {
        let object = Samples.digest("x")
        let who = try Samples.custodian
        #expect(throws: EvidenceError.self) { try CustodyDraft(.viewed, object: "x", by: who) }
        #expect(throws: EvidenceError.self) { try CustodyDraft(.viewed, object: object, by: who, note: " ") }
        #expect(throws: EvidenceError.self) { try CustodyDraft(.transferred, object: object, by: who, from: "a") }
        #expect(throws: EvidenceError.self) { try CustodyDraft(.destroyed, object: object, by: who) }
        #expect(throws: EvidenceError.self) { try Custodian(name: "", role: "analyst") }
        #expect(throws: EvidenceError.self) { try Custodian(name: "a\u{202E}b", role: "analyst") }
        #expect(throws: EvidenceError.self) {
            try CustodyDraft(.viewed, object: object, by: who, note: String(repeating: "x", count: 2001))
        }
    }

    @Test("have an end, however much is written into them")
    func longest() throws {
        let long = String(repeating: "\u{01}", count: 2000)
        let draft = try CustodyDraft(
            .transferred, object: Samples.digest("x"),
            by: Custodian(name: String(repeating: "🙂", count: 200), role: String(repeating: "🙂", count: 200)),
            reason: long,
            from: long, to: long, note: long)
        let event = CustodyEvent(
            number: 1 << 53, time: Instant(milliseconds: 0), draft: draft, previous: CustodyEvent.nothing)
        #expect(event.line.count <= CustodyEvent.longestLine)
    }
}
