import Testing

@testable import Workspace

@Suite("What somebody looks for")
struct SearchQueryTests {
    @Test(
        "words, phrases and beginnings are read, and no sign is an error",
        arguments: [
            ("stop the steal", #""stop" AND "the" AND "steal""#),
            (#""stop the" steal"#, #""stop the" AND "steal""#),
            ("„stop the“ «steal»", #""stop the" AND "steal""#),
            ("vot*", #""vot*"*"#),
            (#""the vot"*"#, #""the vot"*"#),
            (#"unclosed "phrase here"#, #""unclosed" AND "phrase here""#),
            (
                "#hash_tag @name AND OR NOT NEAR(",
                ##""#hash_tag" AND "@name" AND "AND" AND "OR" AND "NOT" AND "NEAR(""##
            ),
            ("text:x ^y -z (", #""text:x" AND "^y" AND "-z""#),
            ("选举", #"" 选  举 ""#),
            ("! * \"\" ''", ""),
            ("", ""),
        ])
    func expressions(_ typed: String, _ expression: String) {
        #expect(SearchQuery(typed).expression == expression)
    }

    @Test("too many terms are left out and counted")
    func limits() {
        let query = SearchQuery((0..<30).map { "w\($0)" }.joined(separator: " "))
        #expect(query.terms.count == SearchQuery.mostTerms)
        #expect(query.omitted == 6)
        #expect(SearchQuery(String(repeating: "x", count: 5000)).terms.first?.text.count == SearchQuery.longest)
    }

    @Test("a snippet marks what matched by its place, whatever the script, case or accent")
    func snippets() {
        func marked(_ text: String, _ typed: String) -> [String] {
            let snippet = Snippet(of: text, for: SearchQuery(typed))
            let bytes = Array(snippet.text.utf8)
            return snippet.matches.map { String(decoding: bytes[$0], as: UTF8.self) }
        }
        #expect(marked("Vote, VOTING and vote", "vot*") == ["Vote", "VOTING", "vote"])
        #expect(marked("Ștefan votează", "stefan voteaza") == ["Ștefan", "votează"])
        #expect(marked("今天的选举结果", "选举") == ["选举"])
        #expect(marked("الانْتِخاب", "الانتخاب") == ["الانْتِخاب"])
        #expect(marked("<b>stop</b> the steal", #""stop b the""#) == ["stop</b> the"])
        #expect(marked("nothing here", "else") == [])
        let long = (0..<200).map { "word\($0)" }.joined(separator: " ")
        let snippet = Snippet(of: long, for: SearchQuery("word100"))
        #expect(snippet.isCutBefore && snippet.isCutAfter)
        #expect(snippet.text.hasPrefix("word90 ") && snippet.text.hasSuffix(" word129"))
        let whole = Snippet(of: "short", for: SearchQuery("short"))
        #expect(whole == Snippet(of: "short", for: SearchQuery("SHORT")))
        #expect(!whole.isCutBefore && !whole.isCutAfter)
    }
}
