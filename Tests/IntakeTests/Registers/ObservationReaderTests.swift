import Bytes
import Intake
import Records
import Testing

@Suite("Observations of availability")
struct ObservationReaderTests {
    private func read(
        _ text: String, platform: Platform? = nil
    ) throws -> (rows: [String], rejected: [Rejection], outcome: ObservationReader.Outcome) {
        var rows: [String] = []
        var rejected: [Rejection] = []
        let outcome = try ObservationReader.read(
            SourceFile(path: "obs.csv", contents: Array(text.utf8)), platform: platform,
            take: { row -> FieldFault? in
                rows.append(
                    "\(row.platform.name):\(row.id.string) \(Instant(milliseconds: row.time)) \(row.country.string) "
                        + "\(row.state.string)"
                        + row.counters.map { " \($0.name)=\($0.value)" }.joined())
                return nil
            }, reject: { rejected.append($0) })
        return (rows, rejected, outcome)
    }

    @Test("CSV and NDJSON give the same readings")
    func formats() throws {
        let csv = """
            platform,id,time,country,state,views
            tiktok,7,2024-11-24T20:00:00+02:00,RO,up,5
            x,@name,2024-11-24T18:00:00Z,DE,suspended,
            """
        let lines = """
            {"asset": "tiktok:7", "time": "2024-11-24T18:00:00Z", "country": "RO", "state": "up", "views": 5}
            {"platform": "X", "handle": "@name", "time": "2024-11-24T18:00:00Z", "country": "DE", "state": "suspended"}
            """
        let expected = [
            "tiktok:7 2024-11-24T18:00:00.000Z RO up views=5.0", "x:@name 2024-11-24T18:00:00.000Z DE suspended",
        ]
        #expect(try read(csv).rows == expected)
        #expect(try read(lines).rows == expected)
        #expect(try read(csv).outcome.accepted == 2)
    }

    @Test(
        "each fault names its row, its field and what to do",
        arguments: [
            ("tiktok:7,2024-11-24T18:00:00,RO,up", "time", "unknown-zone"),
            ("tiktok:7,2024-11-24T18:00:00 EET,RO,up", "time", "unknown-zone"),
            ("tiktok:7,2024-11-24,RO,up", "time", "coarse-time"), ("tiktok:7,,RO,up", "time", "missing-time"),
            ("tiktok:7,soon,RO,up", "time", "bad-time"),
            ("tiktok:7,2024-11-24T18:00:00Z,Romania,up", "country", "bad-country"),
            ("tiktok:7,2024-11-24T18:00:00Z,,up", "country", "bad-country"),
            ("tiktok:7,2024-11-24T18:00:00Z,RO,", "state", "missing-state"),
            ("myspace:7,2024-11-24T18:00:00Z,RO,up", "platform", "unknown-platform"),
            ("7,2024-11-24T18:00:00Z,RO,up", "asset", "bad-asset"),
            ("tiktok:,2024-11-24T18:00:00Z,RO,up", "asset", "bad-asset"),
        ])
    func faults(row: String, field: String, reason: String) throws {
        let result = try read("asset,time,country,state\n\(row)\ntiktok:8,2024-11-24T18:00:00Z,RO,up\n")
        #expect(result.rows.count == 1 && result.rejected.count == 1)
        #expect(result.rejected.first?.row == 1 && result.rejected.first?.field == field)
        #expect(result.rejected.first?.reason == reason)
    }

    @Test("a table without a needed column is refused as a whole")
    func missingColumns() {
        #expect(throws: IntakeError.self) { try read("id,time,state\n1,2,3\n") }
        #expect(throws: IntakeError.self) { try read("id,time,country,state\n1,2024-11-24T18:00:00Z,RO,up\n") }
        #expect(throws: Never.self) {
            try read("id,time,country,state\n1,2024-11-24T18:00:00Z,RO,up\n", platform: .tiktok)
        }
        #expect(throws: IntakeError.self) { try read("") }
    }

    @Test("an id of five hundred bytes is an id, and a longer one or one with a control character is none")
    func longIDs() throws {
        let longest = String(repeating: "7", count: NativeID.longest)
        let text = """
            asset,time,country,state
            tiktok:\(longest),2024-11-24T18:00:00Z,RO,up
            tiktok:\(longest)7,2024-11-24T18:00:00Z,RO,up
            tiktok:\(String(repeating: "7", count: 200_000)),2024-11-24T18:00:00Z,RO,up
            tiktok:7\u{0}7,2024-11-24T18:00:00Z,RO,up

            """
        let result = try read(text)
        #expect(result.rows == ["tiktok:\(longest) 2024-11-24T18:00:00.000Z RO up"])
        #expect(result.rejected.map(\.reason) == ["long-id", "long-id", "hidden-character"])
        #expect(result.rejected.allSatisfy { $0.field == "asset" && $0.detail.utf8.count < 1000 })
        #expect(result.rejected[1].detail.contains("200000 bytes long, and 512 are the most"))
        let other = try read("platform,id,time,country,state\ntiktok,\(longest)7,2024-11-24T18:00:00Z,RO,up\n")
        #expect(other.rejected.map(\.field) == ["id"])
    }

    @Test("two values for one thing are told, in columns and in members")
    func repeated() throws {
        for header in ["asset,time,timestamp,country,state", "asset,time,country,state,State"] {
            let error = #expect(throws: IntakeError.self) { try read(header + "\ntiktok:7,a,b,c,d\n") }
            #expect(error?.description.contains("mean the same here") == true)
        }
        let lines = """
            {"asset": "tiktok:7", "time": "2024-11-24T18:00:00Z", "country": "RO", "state": "up", "state": "suspended"}
            {"asset": "tiktok:7", "time": "2024-11-24T18:00:00Z", "country": "RO", "state": "up", "views": 1, "views": 2}
            {"asset": "tiktok:7", "time": "2024-11-24T18:00:00Z", "country": "RO", "state": "up", "views": 1}
            """
        let result = try read(lines)
        #expect(result.rows.count == 1)
        #expect(result.rejected.map(\.reason) == ["repeated-field", "repeated-field"])
        #expect(result.rejected.first?.detail.contains("\"suspended\"") == true)
    }
}
