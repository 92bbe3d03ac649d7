import Bytes
import Testing

/// Calls `body` with the value in `bytes`; nil where there is none.
private func withTape<Result>(_ bytes: ByteView, _ body: (JSONValue) -> Result) -> Result? {
    let tape = JSONTape()
    return withExtendedLifetime(tape) { tape.parse(bytes).map(body) }
}

@Suite("Records in documents")
struct JSONElementScannerTests {
    private func events(_ text: String, _ plan: JSONElementScanner.Plan, window: Int = 1 << 16) throws -> [String] {
        let sizes = ByteSource.Sizes(chunk: window, window: window)
        let scanner = JSONElementScanner(try ByteSource(bytes: Array(text.utf8), sizes: sizes), plan: plan)
        var found: [String] = []
        while true {
            switch scanner.next() {
            case .record(let value): found.append(value.bytes.string)
            case .error(let value): found.append("error " + value.bytes.string)
            case .context(let name, let value): found.append(name.string + "=" + value.bytes.string)
            case .fault(let fault): found.append("\(fault)")
            case .end: return found
            }
        }
    }

    @Test(
        "where only the outermost object wraps, a record's own members may be called as the wrapper's",
        arguments: [1, 7, 4096])
    func wrapsOnce(window: Int) throws {
        let text = #"{"objects":[{"objects":[1]},{"a":{"objects":[{}]}}],"type":"x"}{"objects":[{"b":1}]}"#
        let once = JSONElementScanner.Plan(entered: ["objects"], errors: [], context: ["type"], wrapsOnce: true)
        #expect(
            try events(text, once, window: window) == [
                #"{"objects":[1]}"#, #"{"a":{"objects":[{}]}}"#, "type=x", #"{"b":1}"#,
            ])
    }

    @Test("an object that is nested too deeply costs itself alone, in one line too", arguments: [1, 7, 4096])
    func tooDeep(window: Int) throws {
        let deep = String(repeating: "[", count: 70) + "\"]\"" + String(repeating: "]", count: 70)
        let plan = JSONElementScanner.Plan(entered: ["objects"], errors: [], wrapsOnce: true)
        let text = "{\"objects\":[{\"a\":1},{\"b\":\(deep)},{\"c\":2}]}"
        #expect(try events(text, plan, window: window) == ["{\"a\":1}", "tooDeep", "{\"c\":2}"])
        #expect(try events(String(text.dropLast(60)), plan, window: window) == ["{\"a\":1}", "cut"])
    }
}

@Suite struct JSONTests {
    private func text(_ json: String) -> String? {
        ByteView.with(json) { bytes in
            var arena = ScratchArena()
            return withTape(bytes) { $0.text(&arena).string }
        }
    }

    @Test func escapesAreResolved() {
        #expect(text(#""a\"b\\c\/d\n\u00e9""#) == "a\"b\\c/d\né")
        #expect(text(#""\ud83c\udf32""#) == "🌲")
        #expect(text(#""\ud83c x""#) == "\u{FFFD} x", "half a pair")
        #expect(text(#""\udf32\ud83c""#) == "\u{FFFD}\u{FFFD}")
        #expect(text(#""\uZZZZ""#) == "\u{FFFD}ZZZZ")
        #expect(text(#""\q""#) == "\u{FFFD}")
        #expect(text("\"\\") == nil)
    }

    @Test func valuesAreToldApart() {
        func kind(_ json: String) -> JSONValue.Kind? { ByteView.with(json) { withTape($0, \.kind) } }
        #expect(kind(" {} ") == .object)
        #expect(kind("[1,[2,{}]]") == .array)
        #expect(kind("-1.5e3") == .number)
        #expect(kind("true") == .boolean)
        #expect(kind("null") == .null)
        #expect(kind("nul") == nil)
        #expect(kind("{} {}") == nil)
        #expect(kind("[}") == nil)
        #expect(kind("{\"a\":[1,2}") == nil)
        #expect(kind(String(repeating: "[", count: 100) + String(repeating: "]", count: 100)) == nil, "too deep")
    }

    @Test func theLastOfSeveralMembersOfOneNameCounts() {
        let found = ByteView.with(#"{"id":1,"x":{"id":2},"id":3}"#) { withTape($0) { $0.member("id").bytes.string } }
        #expect(found == "3")
    }

    @Test func nothingIsInsideScalarsAndNulls() {
        let empty = ["", "1", "\"x\"", "null", "{}", "[]"]
        for json in empty {
            let counts = ByteView.with(json) { bytes in
                withTape(bytes) { value in
                    var members = value.members
                    var elements = value.elements
                    return [members.next(), elements.next(), members.key.isEmpty, members.value.isNull]
                }
            }
            #expect(counts == (json.isEmpty ? nil : [false, false, true, true]), "\(json)")
        }
        var members = JSONValue.null.members
        #expect(!members.next() && JSONValue.null.isNull && JSONValue.null.bytes.isEmpty)
    }

    /// The ids of all records, faults and errors by name, read through windows of several sizes with the same result.
    private func elements(_ text: String, maximum: Int = 1 << 20) throws -> [String] {
        func scan(_ window: Int) throws -> [String] {
            let source = try ByteSource(bytes: Array(text.utf8), sizes: .init(chunk: window, window: window))
            let plan = JSONElementScanner.Plan(entered: ["data", "videos"], errors: ["error"])
            let scanner = JSONElementScanner(source, plan: plan, maximumRecordBytes: maximum)
            var found: [String] = []
            while true {
                switch scanner.next() {
                case .record(let value): found.append(value.member("id").bytes.string)
                case .error(let value): found.append("error " + value.member("code").bytes.string)
                case .context(let name, let value): found.append(name.string + " " + value.bytes.string)
                case .fault(let fault): found.append("<\(fault)>")
                case .end: return found
                }
            }
        }
        let whole = try scan(1 << 20)
        for window in [1, 2, 7, 64] { #expect(try scan(window) == whole, "window \(window)") }
        return whole
    }

    @Test func recordsAreFoundInEveryWrapping() throws {
        #expect(try elements(#"{"data":{"videos":[{"id":1},{"id":2}],"cursor":9}}"#) == ["1", "2"])
        #expect(try elements(#"[{"data":{"videos":[{"id":1}]}}, {"data":{"videos":[{"id":2}]}}]"#) == ["1", "2"])
        #expect(try elements(#"{"data":{"videos":[{"id":1}]}}{"videos":[{"id":2}]}"#) == ["1", "2"])
        #expect(try elements("{\"id\":1}\n{\"id\":2}\n") == ["1", "2"])
        #expect(try elements("[\n  {\n    \"id\" : 1\n  },\n  {\n    \"id\" : 2\n  }\n]") == ["1", "2"])
        #expect(try elements(#"{"search_id":"{[","data":{"cursor":1,"videos":[{"id":1}]}}"#) == ["1"])
        #expect(try elements(#"{"data":{},"error":{"code":429}}"#) == ["error 429"])
        #expect(try elements("") == [])
    }

    @Test func whatIsBrokenInsideCostsOnlyItself() throws {
        let broken = [
            #"{"id":2 "x":1}"#, #"{"id":2,}"#, #"{"id":2,"x":[1 2]}"#, #"{"id":2,"x":{"y"}}"#, #"{"id":tru}"#, #"{,}"#,
        ]
        for record in broken {
            #expect(try elements("{\"id\":1}\n\(record)\n{\"id\":3}\n") == ["1", "<broken>", "3"], "\(record)")
            #expect(try elements("[{\"id\":1},\(record),{\"id\":3}]") == ["1", "<broken>", "3"], "\(record)")
            #expect(
                try elements("{\"data\":{\"videos\":[{\"id\":1},\(record),{\"id\":3}]}}") == ["1", "<broken>", "3"],
                "\(record)")
        }
        #expect(try elements(#"{"data":{"videos":[{"id":1}],"x":[1 2]},"error":{"code" 1}}"#) == ["1", "<broken>"])
        #expect(try elements(#"{"cursor":[1 2],"data":{"videos":[{"id":1}]}}"#) == ["1"], "a wrapper is not checked")
    }

    @Test func damageCostsUpToTheNextLineThatOpensABracket() throws {
        #expect(try elements("{\"id\":1}\n{\"id\":2,\"x\":\"cut\n{\"id\":3}\n") == ["1", "<malformed>", "3"])
        #expect(try elements("{\"id\":1}\nnonsense\n{\"id\":3}\n") == ["1", "<malformed>", "3"])
        #expect(try elements(#"{"data":{"videos":[{"id":1},{"id":2"#) == ["1", "<cut>"])
        #expect(try elements(#"{"data":{"videos":[{"id":1}"#) == ["1", "<cut>"])
        let long = "{\"id\":2,\"x\":\"" + String(repeating: "y", count: 300) + "\"}"
        #expect(try elements("{\"id\":1}\n\(long)\n{\"id\":3}\n", maximum: 100) == ["1", "<tooLong>", "3"])
    }
}
