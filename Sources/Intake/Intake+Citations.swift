package import Records

extension Intake {
    /// Reads cited posts again: each source once, in its order, strings only for the posts that are asked for.
    /// - Parameters:
    ///   - sources: the files as they were given to `read`, in the same order.
    ///   - options: as they were given to `read`; its traces decide which objects are shown.
    ///   - digests: the SHA-256 that each source had when it was read, by its place in `sources`; an empty string where
    ///     it is not known.
    /// - Returns: the posts, one for each citation, in the order of `citations`.
    /// - Throws: where a file is gone or has changed, or holds no post at a cited place.
    package static func resolve(
        _ citations: [Citation], sources: [SourceFile], options: IntakeOptions, expecting digests: [String]? = nil,
        progress: Progress
    ) throws(IntakeError) -> [CitedPost] {
        var found: [Citation: CitedPost] = [:]
        var current: UInt32?
        var rows: [UInt32] = []
        for citation in Set(citations).sorted() {
            if citation.source != current {
                if let current { try resolve(current, rows, sources, options, digests, progress, into: &found) }
                current = citation.source
                rows = []
            }
            rows.append(citation.row)
        }
        if let current { try resolve(current, rows, sources, options, digests, progress, into: &found) }
        var posts: [CitedPost] = []
        posts.reserveCapacity(citations.count)
        for citation in citations {
            guard let post = found[citation] else {
                throw .citationNotFound(path: sources[Int(citation.source)].path, row: citation.row)
            }
            posts.append(post)
        }
        return posts
    }

    private static func resolve(
        _ index: UInt32, _ rows: [UInt32], _ sources: [SourceFile], _ options: IntakeOptions, _ digests: [String]?,
        _ progress: Progress, into found: inout [Citation: CitedPost]
    ) throws(IntakeError) {
        guard Int(index) < sources.count else {
            throw .citationNotFound(path: "source \(index + 1)", row: rows.first ?? 0)
        }
        let file = sources[Int(index)]
        var sink = CitationSink(rows: rows, traces: options.traces)
        let outcome = try FileReading.read(file, index, options, into: &sink, { _ in }, progress)
        if let failure = outcome.unreadable { throw .nothingReadable([failure]) }
        if let digests, Int(index) < digests.count, !digests[Int(index)].isEmpty {
            let now = outcome.summary.sha256 ?? "unreadable"
            guard now == digests[Int(index)] else {
                throw .changed(path: file.path, expected: digests[Int(index)], found: now)
            }
        }
        found.merge(sink.posts) { first, _ in first }
    }
}
