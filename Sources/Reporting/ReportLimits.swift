/// How much one page holds. What is beyond stands in the files beside it, and the page says how much that is.
enum ReportLimits {
    /// Networks with a section of their own.
    static let networks = 25
    /// Networks with a row in the list.
    static let listedNetworks = 200
    static let members = 100
    static let pairs = 50
    static let objects = 40
    /// Shared objects shown without opening anything.
    static let openObjects = 6
    static let evidence = 12
    /// Co-acts shown without opening anything.
    static let openEvidence = 3
    /// Characters of a post shown at once, and when opened.
    static let excerpt = 280
    static let text = 3000
    /// Once the page has grown to this many bytes no further network is detailed.
    static let bytes = 4_000_000
}
