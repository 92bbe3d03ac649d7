/// What a platform counted for a post, as seen at one moment; nil where the source does not tell.
package struct PostCounters: Sendable, Hashable {
    package var views: Int64?
    package var likes: Int64?
    package var comments: Int64?
    /// Shares, reposts or forwards, whatever the platform calls handing a post on.
    package var shares: Int64?
    package var quotes: Int64?
    package var saves: Int64?

    package init() {}

    package var isEmpty: Bool { self == PostCounters() }
}

/// What a platform counted for an account, as seen at one moment; nil where the source does not tell.
package struct AccountCounters: Sendable, Hashable {
    package var followers: Int64?
    package var following: Int64?
    package var posts: Int64?
    package var likes: Int64?

    package init() {}

    package var isEmpty: Bool { self == AccountCounters() }
}
