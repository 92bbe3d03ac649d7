import Oversight
import Records

/// Posts, and the files that they were read from.
extension MISPDocument {
    /// - Returns: how many posts were left out because of their marking.
    func writePosts() throws(ExchangeError) -> Int {
        try dossier.posts.each { post throws(ExchangeError) in try write(post) }
    }

    private func write(_ post: Dossier.Post) throws(ExchangeError) {
        let template: MISPTemplate =
            switch post.author.platform {
            case .x: .twitterPost
            case .facebook: .facebookPost
            default: .microblog
            }
        var object = MISPObject(template, "post \(post.reference.id)", tags: tags(post.marking))
        object.first = post.time
        object.add("post", post.text)
        let address = post.address.flatMap { $0.hasPrefix("http://") || $0.hasPrefix("https://") ? $0 : nil }
        object.add("link", address, as: .link)
        let handle = post.author.isProvisional ? String(post.author.id.dropFirst()) : nil
        let id = post.author.isProvisional ? nil : post.author.id
        switch template {
        case .twitterPost:
            object.add("post-id", post.identifier)
            object.add("user-id", id)
            object.add("name", handle)
            object.add("created-at", post.time)
        case .facebookPost:
            object.add("post-id", post.identifier)
            object.add("user-id", id)
            object.add("username", handle)
        default:
            object.add("creation-date", post.time)
            object.add("username", handle)
            object.add("type", post.author.platform.title)
        }
        object.add("language", post.language)
        for traced in post.objects {
            switch traced.trace {
            case .url: object.add("embedded-link", traced.value, as: .url)
            case .hashtag: object.add("hashtag", traced.value)
            case .mention: object.add("username-quoted", traced.value)
            case .replyTarget: object.add("in-reply-to-status-id", traced.value)
            default: continue
            }
        }
        if !object.isComplete { object.add("post", "(no text in the source)") }
        object.comment =
            (post.identifier.isEmpty ? "" : "id \(post.identifier); ")
            + "record \(post.row) of the file with SHA-256 \(post.fileSHA256)"
        if assetKeys.contains(post.author) { object.refer(to: Self.identifier(post.author), .authored) }
        object.refer(to: Self.identifier(file: post.fileSHA256), .derived)
        files.insert(post.fileSHA256)
        try write(object)
    }

    private static func identifier(file digest: String) -> NamedUUID {
        NamedUUID("object", "file \(digest)")
    }

    /// The files from which the posts were read: what is behind them, and what to ask for.
    func writeFiles() throws(ExchangeError) {
        for digest in files.sorted() {
            var object = MISPObject(.forensicEvidence, "file \(digest)", tags: [])
            object.add("case-number", dossier.head.title.isEmpty ? "Untitled" : dossier.head.title)
            object.add("evidence-number", "sha256:" + digest)
            object.add("type", "Other")
            object.add("additional-comments", "A file that posts of this event were read from; it is kept in the case.")
            try write(object)
        }
    }
}
