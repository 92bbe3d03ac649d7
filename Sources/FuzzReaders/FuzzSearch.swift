import Workspace

// What somebody types into a search field, and a text in which it is marked.

/// A query and a text, one line end between them: nothing typed is an error, nothing breaks out of its quotes, and what is
/// marked lies in the text, in order, on whole characters.
func fuzzSearchQuery(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let query = SearchQuery(String(decoding: parts.first ?? [], as: UTF8.self))
    precondition(query.terms.count <= SearchQuery.mostTerms, "more terms than are looked for")
    let expression = query.expression
    precondition(expression.utf8.count { $0 == 0x22 } % 2 == 0, "a quotation mark is left open")
    precondition(!expression.utf8.contains(0), "a zero byte ends what SQLite reads")
    let outside = expression.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 0 }.map { String($0.element) }
    precondition(
        outside.allSatisfy { ["", "*", " AND ", "* AND "].contains($0) }, "a term stands outside of its quotes")
    let snippet = Snippet(of: String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self), for: query)
    let text = Array(snippet.text.utf8)
    var end = -1
    for match in snippet.matches {
        precondition(
            match.lowerBound > end && match.upperBound <= text.count && !match.isEmpty, "marks are out of place")
        precondition(
            match.lowerBound == text.count || text[match.lowerBound] & 0xC0 != 0x80, "a mark begins in a character")
        precondition(
            match.upperBound == text.count || text[match.upperBound] & 0xC0 != 0x80, "a mark ends in a character")
        end = match.upperBound
    }
}
