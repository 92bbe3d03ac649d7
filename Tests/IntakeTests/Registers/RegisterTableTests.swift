import Intake
import Records
import Testing

@Suite("Tables that people keep by hand")
struct RegisterTableTests {
    private func read(_ text: String, name: String = "table.csv") throws -> RegisterTable {
        try RegisterTable.read(SourceFile(path: name, contents: Array(text.utf8)))
    }

    @Test("columns are known by their names, whatever separates them")
    func tables() throws {
        for separator in [",", ";", "\t"] {
            let text = "Platform,Report Name,accounts\nTikTok,\"a, b; c\",1\n\n,,\nX,two,2\n"
                .replacing("\"a, b; c\"", with: "one").replacing(",", with: separator)
            let table = try read(text)
            #expect(table.columns == ["platform", "report_name", "accounts"])
            #expect(table.rows.map { $0.text("report_name") } == ["one", "two"])
            #expect(table.rows.map(\.number) == [1, 3] || table.rows.map(\.number) == [1, 2])
            #expect(table.rejected.isEmpty && table.sha256.count == 64)
        }
    }

    @Test("JSON objects are rows, one a line or in an array, lists with semicolons")
    func objects() throws {
        for text in [
            "[{\"name\": \"a\\u0062\", \"targets\": [\"Ukraine\", \"Moldova\"], \"n\": 3, \"x\": null}]",
            "{\"name\": \"ab\", \"targets\": \"Ukraine; Moldova\", \"n\": \"3\"}\n",
        ] {
            let row = try #require(try read(text, name: "table.json").rows.first)
            #expect(row.text("name") == "ab" && row.list("targets") == ["Ukraine", "Moldova"])
            #expect(try row.integer("n") == 3 && row.text("x") == nil)
        }
    }

    @Test("what is broken is rejected with its row, and the rest is read")
    func broken() throws {
        let table = try read("a,b\n1,2\n1,2,3\n\"open\n5,6\n")
        #expect(table.rows.map { $0.text("a") }.contains("5"))
        #expect(table.rejected.map(\.reason).contains("too-many-fields"))
        #expect(table.rejected.first { $0.reason == "too-many-fields" }?.row == 2)
        #expect(table.rejected.map(\.reason).contains("unclosed-quote"))
        let objects = try read("{\"a\": 1}\n{\"a\": }\n{\"a\": 3}\n", name: "t.ndjson")
        #expect(objects.rows.compactMap { $0.text("a") } == ["1", "3"])
        #expect(objects.rejected.map(\.row) == [2])
    }

    @Test("a row's faults name its field")
    func decoding() throws {
        var table = try read("when,count\n2024-11-24T18:00:00,1\n2024-11-24,many\n2024-11-24,\"1,300\"\n")
        let values = table.decode("t.csv") { row throws(FieldFault) in
            _ = try row.time("when")
            return try row.integer("count")
        }
        #expect(values.map(\.value) == [1300] && values.map(\.row) == [3])
        #expect(table.rejected.map(\.field) == ["when", "count"])
        #expect(table.rejected.map(\.reason) == ["unknown-zone", "bad-number"])
    }

    @Test("an empty file, prose and another kind of file are refused with a reason")
    func refused() {
        #expect(throws: IntakeError.self) { try read("") }
        #expect(throws: IntakeError.self) { try read("  \n ") }
    }

    @Test("a column or member that stands there twice is told: nobody can say which of them counts")
    func repeated() throws {
        for header in ["name,sent,Sent", "report name,report_name,x", "a,b,c,a"] {
            let error = #expect(throws: IntakeError.self) { try read(header + "\n1,2,3,4\n") }
            #expect(error?.description.contains("stands there more than once") == true)
        }
        // Programs end headers with empty columns.
        #expect(try read("name,sent,,\na,b,,\n").rows.count == 1)
        let objects = try read("{\"a\": 1, \"a\": 2}\n{\"a\": 3, \"a\": null}\n", name: "t.ndjson")
        #expect(objects.rows.compactMap { $0.text("a") } == ["3"])
        #expect(objects.rejected.map(\.reason) == ["repeated-column"] && objects.rejected.map(\.row) == [1])
    }

    @Test("objects with thousands of members are read in time that grows with them", .timeLimit(.minutes(1)))
    func manyMembers() throws {
        let members = (0..<9_000).map { "\"m\($0)\":\($0)" }.joined(separator: ",")
        let table = try read(Array(repeating: "{\(members)}", count: 30).joined(separator: "\n"), name: "t.ndjson")
        #expect(table.columns.count == 9_000 && table.columns.last == "m8999")
        #expect(table.rows.count == 30 && table.rows.allSatisfy { $0.text("m8999") == "8999" })
    }
}
