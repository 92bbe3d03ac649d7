import ArgumentParser

/// Other programs' rules of counting, so that results can be compared row by row.
struct PeerOptions: ParsableArguments {
    enum Semantics: String, ExpressibleByArgument, CaseIterable {
        case cooRTweet, cnt
    }

    enum Network: String, ExpressibleByArgument, CaseIterable {
        case coLink = "co_link"
        case coPost = "co_post"
        case coRetweet = "co_retweet"
        case coReply = "co_reply"
        case coTweet = "co_tweet"
        case coSimilarTweet = "co_similar_tweet"
    }

    @Option(help: "Count as another program does: cooRTweet (2.1.3) or cnt (coordination-network-toolkit).")
    var semantics: Semantics?

    @Flag(help: "cooRTweet: list pairs of shares instead of edges.")
    var pairs = false

    @Option(help: "cooRTweet: quantile above which an edge's weight passes, 0 to 1; may be repeated.")
    var edgeWeight: [Double] = []

    @Option(help: "cnt: co_link, co_post, co_retweet, co_reply, co_tweet or co_similar_tweet.")
    var network: Network?

    @Flag(help: "cnt: keep the edges of a user with itself.")
    var includeSelfPairs = false

    @Option(help: "cnt, co_similar_tweet: the least Jaccard index of two texts' tokens.")
    var similarity = 0.8

    func validate() throws {
        if semantics == .cnt && network == nil { throw ValidationError("--semantics cnt needs --network.") }
        if semantics != .cnt && (network != nil || includeSelfPairs) {
            throw ValidationError("--network and --include-self-pairs go with --semantics cnt.")
        }
        if semantics != .cooRTweet && (pairs || !edgeWeight.isEmpty) {
            throw ValidationError("--pairs and --edge-weight go with --semantics cooRTweet.")
        }
        if pairs && !edgeWeight.isEmpty { throw ValidationError("Use either --pairs or --edge-weight.") }
        for value in edgeWeight where !(0...1).contains(value) {
            throw ValidationError("--edge-weight is a quantile from 0 to 1, not \(value).")
        }
        if !(0...1).contains(similarity) { throw ValidationError("--similarity lies between 0 and 1.") }
    }
}
