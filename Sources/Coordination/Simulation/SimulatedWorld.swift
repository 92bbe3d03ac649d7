import Records
import Statistics

/// A platform that never was: ordinary crowds with their heavy tails, fashions and sleep, and planted groups that act
/// together. What is planted is known, so that a search can be judged by it.
///
/// A value made from a plan alone. Texts are kept as recipes and written out when somebody asks for them.
package struct SimulatedWorld: Sendable {
    package let plan: SimulationPlan
    package internal(set) var accounts: [SimulatedAccount] = []
    /// In the order of their ids, which is the order of time.
    package internal(set) var posts: [SimulatedPost] = []
    package internal(set) var groups: [PlantedGroup] = []
    /// Every hashtag, without its `#`.
    var tagNames: [String] = []
    /// Hashtags of all posts, one after another.
    var tagPool: [UInt32] = []
    /// Texts that several posts share.
    var sharedTexts: [String] = []

    package init(_ plan: SimulationPlan) {
        self = WorldBuilder(plan).build()
    }

    init(empty plan: SimulationPlan) {
        self.plan = plan
    }

    /// The post's hashtags in their order, without `#`.
    package func hashtags(of post: SimulatedPost) -> [String] {
        post.tags.map { tagNames[Int(tagPool[$0])] }
    }

    /// The post's whole text, hashtags included.
    package func text(of post: SimulatedPost) -> String {
        var text = ""
        switch post.words {
        case .personal(let seed): accounts[Int(post.account)].language.writeCaption(seed: seed, to: &text)
        case .shared(let index): text = sharedTexts[Int(index)]
        }
        for place in post.tags {
            text += " #"
            text += tagNames[Int(tagPool[place])]
        }
        return text
    }

    /// What is said in the video, where anything is.
    package func speech(of post: SimulatedPost) -> String? {
        guard let seed = post.speech else { return nil }
        var text = ""
        accounts[Int(post.account)].language.writeCaption(seed: seed, to: &text)
        text += ". "
        accounts[Int(post.account)].language.writeCaption(seed: ~seed, to: &text)
        return text
    }
}

/// An account of a simulated world.
package struct SimulatedAccount: Sendable, Equatable {
    /// As its platform shows it, in lower case. A few are hostile on purpose.
    package var handle: String
    package var language: InventedLanguage
    /// The planted group it belongs to, by index; nil for the innocent.
    package var group: Int?
    /// The topic it mostly posts about, by index.
    var topic: Int
}

/// A post of a simulated world.
package struct SimulatedPost: Sendable, Equatable {
    /// Where its text comes from.
    enum Words: Sendable, Equatable {
        /// Made for this post, from a seed.
        case personal(UInt64)
        /// One of the texts that several posts share.
        case shared(UInt32)
    }

    /// The video's id, of which the upper half is the time in seconds, as on TikTok.
    package internal(set) var identifier: Int64
    /// Index of the account.
    package var account: UInt32
    /// The sound's id.
    package var sound: Int64
    /// The effect's id, where one was used.
    package var effect: Int64?
    package var views: UInt32
    package var likes: UInt32
    package var comments: UInt32
    package var shares: UInt32
    var words: Words
    /// Where its hashtags stand in the world's pool.
    var tags: Range<Int>
    /// The seed of what is said in the video.
    var speech: UInt64?

    /// Seconds since 1970 UTC.
    package var seconds: Int64 { identifier >> 32 }
}
