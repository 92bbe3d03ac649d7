import Bytes
import Testing

@Suite struct PythonTests {
    /// The value as text with its structure shown, or nil where the bytes hold none.
    private func shape(_ text: String) -> String? {
        ByteView.with(text) { view in
            var arena = ScratchArena()
            return PythonValue(view).map { shape($0, &arena) }
        }
    }

    private func shape(_ value: PythonValue, _ arena: inout ScratchArena) -> String {
        switch value.kind {
        case .none: return "none"
        case .other: return "<\(value.bytes.string)>"
        case .boolean, .number: return value.text(&arena).string
        case .string: return "“\(value.text(&arena).string)”"
        case .list:
            var parts: [String] = []
            var elements = value.elements
            while elements.next() { parts.append(shape(elements.value, &arena)) }
            return "[" + parts.joined(separator: " ") + (elements.isBroken ? " !" : "") + "]"
        case .dictionary:
            var parts: [String] = []
            var members = value.members
            while members.next() { parts.append(members.key.string + ":" + shape(members.value, &arena)) }
            return "{" + parts.joined(separator: " ") + (members.isBroken ? " !" : "") + "}"
        }
    }

    @Test func whatReprWritesIsTakenApart() {
        #expect(shape("{'id': 123, 'name': 'a', 'seen': True, 'at': None}") == "{id:123 name:“a” seen:True at:none}")
        #expect(shape(" [1, -2.5e3, ('a',), {}, []] ") == "[1 -2.5e3 [“a”] {} []]")
        #expect(shape("{'a': [{'b': \"it's {\"}], 'c': '}'}") == "{a:[{b:“it's {”}] c:“}”}")
        #expect(shape("datetime.datetime(2024, 5, 1, tzinfo=datetime.timezone.utc)")?.first == "<")
        #expect(shape("[nan, -inf, x(1, '),')]") == "[<nan> <-inf> <x(1, '),')>]")
        #expect(shape("{\"a\": true, \"b\": null}") == "{a:true b:none}", "JSON's words beside Python's")
        #expect(shape("{1, 2}") == "{ !}", "a set has no members")
    }

    @Test func escapesAreResolvedAsPythonDoes() {
        #expect(shape(#"'a\n\t\\\'\"\x41\u00e9\U0001F332\101\q'"#) == "“a\n\t\\'\"Aé🌲A\\q”")
        #expect(shape(#"'\ud83c\udf32 \ud83c'"#) == "“🌲 \u{FFFD}”", "halves of a pair, and one alone")
        #expect(shape(#"'\xZ\U99999999'"#) == "“\u{FFFD}Z\u{FFFD}”")
        #expect(shape(#"u'a\n'"#) == "“a\n”")
        #expect(shape(#"r'a\n'"#) == #"“a\n”"#)
        #expect(shape(#"b'a\x41'"#) == "“aA”")
    }

    @Test(arguments: [
        "", "{", "'", "'a", "[1", "(]", "{'a': 1", "1 2", "<object at 0x7f>", "'a' 'b'", "datetime(", "]", #"'\"#,
        String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
    ])
    func whatIsNoneIsRefused(_ text: String) {
        #expect(shape(text) == nil)
    }

    @Test func whatIsBrokenInsideIsSaid() {
        #expect(shape("{'a' 1}") == "{ !}")
        #expect(shape("{'a': 1 'b': 2}") == "{a:1 !}")
        #expect(shape("[1 2]") == "[1 !]")
        #expect(shape("[1, , 2]") == "[1 !]")
        #expect(shape("['a', 'b',]") == "[“a” “b”]", "a comma may stand before the end")
    }

    @Test func momentsAreReadWithoutRunningAnything() {
        func time(_ text: String) -> Int64? {
            ByteView.with(text) { view in
                var arena = ScratchArena()
                return PythonValue(view)?.time(&arena)?.milliseconds
            }
        }
        #expect(time("datetime.datetime(2009, 1, 7, 4, 38, 2, tzinfo=datetime.timezone.utc)") == 1_231_303_082_000)
        #expect(time("datetime.datetime(2009, 1, 7, 4, 38)") == 1_231_303_080_000)
        #expect(time("datetime.datetime(2009, 1, 7, 4, 38, 2, 250000)") == 1_231_303_082_250)
        #expect(time("'Wed Jan 07 04:38:02 +0000 2009'") == 1_231_303_082_000)
        #expect(time("1231303082") == 1_231_303_082_000)
        #expect(time("datetime.datetime(2009, 1, 7, tzinfo=zoneinfo.ZoneInfo(key='Asia/Tokyo'))") == nil)
        #expect(time("datetime.datetime(2009, 13, 7)") == nil)
        #expect(time("datetime.datetime(99999, 1, 7)") == nil)
        #expect(time("datetime.datetime()") == nil)
        #expect(time("exit(1)") == nil)
    }
}
