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
        let imports = try readers.imports()
        return (try seen.map { try card($0, imports, query) }, lines.count - seen.count)
    }

    func card(_ line: PostLine, _ imports: [ImportLine], _ query: SearchQuery? = nil) throws -> PostCard {
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
            identifier: post.identifier, isRepost: line.isRepost, objects: try objects(post),
            file: imports.indices.contains(source) ? imports[source].name : "import \(source + 1)",
            row: Int(post.citation.row))
    }

    private func objects(_ post: CitedPost) throws -> [PostCard.Object] {
        try post.objects.filter { sight.object($0) }.compactMap { object in
            let number = try readers.objectNumber(object, platform: post.account.platform)
            return number.map { PostCard.Object(object, address: FindingAddress.object($0)) }
        }
    }
}
