package import Oversight
package import Records

extension Dossier {
    /// A post as it was first imported.
    package struct Post: Sendable, Hashable {
        package var author: AssetKey
        /// The platform's id; empty where the source has none.
        package var identifier: String
        package var time: Instant
        /// Empty where the source has none.
        package var text: String
        /// Opens the post, where such an address is known.
        package var address: String?
        package var language: String?
        /// What it points to, in the order in which it does.
        package var objects: [TracedObject]
        /// SHA-256 of the file that it was read from, hexadecimal, and the record's number in it, from 1.
        package var fileSHA256: String
        package var row: UInt32
        /// Whether it is a row of a table of shares, whose id may stand for what several accounts shared.
        package var isShare: Bool
        package var marking: TrafficLight?

        package init(
            author: AssetKey, identifier: String, time: Instant, text: String, address: String? = nil,
            language: String? = nil, objects: [TracedObject] = [], fileSHA256: String, row: UInt32,
            isShare: Bool = false, marking: TrafficLight? = nil
        ) {
            self.author = author
            self.identifier = identifier
            self.time = time
            self.text = text
            self.address = address
            self.language = language
            self.objects = objects
            self.fileSHA256 = fileSHA256
            self.row = row
            self.isShare = isShare
            self.marking = marking
        }

        /// What it alone is called: the platform's id, or its record where it has no id of its own.
        var ownName: String { identifier.isEmpty || isShare ? "\(fileSHA256):\(row)" : identifier }

        /// What names it for good.
        package var reference: ObjectReference { ObjectReference(.post, "\(author.platform.name):\(ownName)") }

        /// What names all shares of the same; the post itself where it is none.
        package var sharedReference: ObjectReference {
            ObjectReference(.post, "\(author.platform.name):\(identifier.isEmpty ? ownName : identifier)")
        }

        /// The post's address, or a name that no other post has: formats that want an address get one.
        package var location: String {
            address ?? "urn:daylight:post:\(author.platform.name):\(ownName)"
        }
    }
}

/// The posts of a dossier, one after another: by the platform's id, those without one last, by files' hashes and records.
package struct PostPass: Sendable {
    /// Gives each post; what `body` throws ends it.
    /// - Returns: how many posts were left out because of their marking.
    package typealias Each =
        @Sendable (
            _ body: (Dossier.Post) throws(ExchangeError) -> Void
        ) throws(ExchangeError) -> Int

    /// How many there are at most.
    package let count: Int
    /// No post is marked for fewer people than this says.
    package let narrowest: TrafficLight
    package let each: Each

    package init(count: Int, narrowest: TrafficLight, each: @escaping Each) {
        self.count = count
        self.narrowest = narrowest
        self.each = each
    }

    /// Few posts, in memory.
    package init(_ posts: [Dossier.Post]) {
        func place(_ post: Dossier.Post) -> (Int, String, Platform, String, UInt32) {
            (post.identifier.isEmpty ? 1 : 0, post.identifier, post.author.platform, post.fileSHA256, post.row)
        }
        let sorted = posts.sorted { place($0) < place($1) }
        self.init(
            count: sorted.count, narrowest: sorted.reduce(.clear) { max($0, $1.marking ?? .unmarked) }
        ) { body throws(ExchangeError) in
            for post in sorted { try body(post) }
            return 0
        }
    }

    package static let none = PostPass([])
}

/// The imported objects of a dossier in the order of their import, one after another.
package struct ImportedPass: Sendable {
    package typealias Each =
        @Sendable (
            _ body: (PublishedObject) throws(ExchangeError) -> Void
        ) throws(ExchangeError) -> Int

    package let count: Int
    /// - Returns: how many were left out because of their marking.
    package let each: Each

    package init(count: Int, each: @escaping Each) {
        self.count = count
        self.each = each
    }

    package init(_ objects: [PublishedObject]) {
        self.init(count: objects.count) { body throws(ExchangeError) in
            for object in objects { try body(object) }
            return 0
        }
    }

    package static let none = ImportedPass([])
}
