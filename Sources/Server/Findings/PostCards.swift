import Records
import Reporting
import Workspace

/// Posts of the case as pages show them, without those that the reader may not see.
struct PostCards {
    let readers: CaseReaders
    let sight: FindingSight

    /// - Returns: cards in the order asked, and how many were left out because of their marking.
    func cards(_ items: [CaseItem], query: SearchQuery? = nil) throws -> (cards: [PostCard], leftOut: Int) {
        let lines = try readers.lines(items)
        let seen = lines.filter { sight.post($0.post) }
        return (try cards(of: seen, query: query), lines.count - seen.count)
    }

    /// - Parameter lines: posts that the reader may see.
    func cards(of lines: [PostLine], query: SearchQuery? = nil) throws -> [PostCard] {
        let imports = try readers.imports()
        let numbers = try readers.objectNumbers(of: lines.map(\.post))
        return lines.map { card($0, imports, numbers, query) }
    }

    private func card(
        _ line: PostLine, _ imports: [ImportLine], _ numbers: [PlacedObject: Int64], _ query: SearchQuery?
    ) -> PostCard {
        let post = line.post
        let source = Int(post.citation.source)
        var (text, marks, isCut) = (post.text, [Range<Int>](), (before: false, after: false))
        if let query {
            let snippet = Snippet(of: post.text, for: query)
            (text, marks, isCut) = (snippet.text, snippet.matches, (snippet.isCutBefore, snippet.isCutAfter))
        }
        return PostCard(
            address: FindingAddress.post(line.item),
            author: EdgeList.Name(
                text: post.handle ?? post.account.value, address: FindingAddress.account(line.account)),
            platform: post.account.platform, time: post.time, text: text, marks: marks, isCut: isCut, web: post.address,
            identifier: post.identifier, isRepost: line.isRepost,
            objects: post.objects.filter { sight.object($0) }.compactMap { object in
                numbers[PlacedObject(object, on: post.account.platform)].map {
                    PostCard.Object(object, address: FindingAddress.object($0))
                }
            },
            file: imports.indices.contains(source) ? imports[source].name : "import \(source + 1)",
            row: Int(post.citation.row))
    }
}
