import Oversight
import Records

/// Posts as 4CAT's "Custom/upload" takes them: `id`, `thread_id`, `author`, `body`, `timestamp` (UTC, to the second), and
/// columns of ours that it keeps beside them.
package enum FourCATTable {
    package static let header = [
        "id", "thread_id", "author", "body", "timestamp", "platform", "author_id", "url", "language", "hashtags",
        "urls",
        "file_sha256", "record",
    ]

    /// - Parameter dossier: cleared for its marking.
    package static func write(_ dossier: Dossier, to sink: TextSink) throws(ExchangeError) -> ExportOutcome {
        var table = try CSVWriter(sink, header: header)
        let labels = Dictionary(dossier.assets.map { ($0.key, $0.handle ?? $0.key.id) }) { first, _ in first }
        var rows = 0
        var withheld = dossier.withheld
        let posts = try dossier.posts.each { post throws(ExchangeError) in
            func values(_ trace: Trace) -> String {
                post.objects.lazy.filter { $0.trace == trace }.map(\.value).joined(separator: ",")
            }
            table.field(post.ownName)
            // What several shared is their thread.
            let thread = post.identifier.isEmpty ? post.ownName : post.identifier
            table.field(post.objects.first { $0.trace == .replyTarget }?.value ?? thread)
            table.field(labels[post.author] ?? post.author.id)
            table.field(post.text)
            table.field(String(post.time.description.prefix { $0 != "." }).replacing("T", with: " "))
            table.field(post.author.platform.name)
            table.field(post.author.id)
            table.field(post.address ?? "")
            table.field(post.language ?? "")
            table.field(values(.hashtag))
            table.field(values(.url))
            table.field(post.fileSHA256)
            table.field(post.row)
            try table.endRow()
            rows += 1
        }
        withheld.add(.post, posts)
        return ExportOutcome(written: rows, withheld: withheld)
    }
}
