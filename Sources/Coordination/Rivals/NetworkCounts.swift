import Bytes
import Corpus
import Records

/// What was counted about the objects and posts of one network, layer by layer.
struct NetworkCounts {
    /// The traces that tie the network.
    private let tying: Set<Trace>
    private let posts: Int
    private let days: Int
    private(set) var popular: RivalSign
    private var (texts, appTexts) = (0, 0)
    private var (lines, spreadLines) = (0, 0)
    private var (quotable, quoted) = (0, 0)
    private var spreadExample: (line: String, others: Int)?
    private var site: (name: String, posts: Int, others: Int, inInput: Int)?
    private var (known, tools) = (0, 0)
    private var (knownExample, toolExample): (String?, String?)
    private var knownOthers = 0
    private var hasLinks = false
    private var postsWithLinks = 0
    private var topics: [RivalSign] = []

    init(_ anatomy: NetworkAnatomy, tying: Set<Trace>) {
        self.tying = tying
        posts = anatomy.posts
        var days: Set<Int64> = []
        for mark in anatomy.members.lazy.flatMap(\.marks) { days.insert(mark.time.floorDivided(by: 86_400_000)) }
        self.days = days.count
        let much = anatomy.objects.count { $0.accountsInInput > SignThresholds.popular }
        popular = RivalSign(
            .popularObjects, much, of: anatomy.objects.count,
            strength: SignThresholds.strength(much, of: anatomy.objects.count, some: 0.1, strong: 0.5))
    }

    /// Takes one layer into account.
    mutating func add(_ layer: Layer, _ users: ObjectUsers, network: Int, anatomy: NetworkAnatomy) {
        switch layer.trace {
        case .text, .hashtagSequence, .url:
            for use in anatomy.objects where use.trace == layer.trace {
                add(use, others: Int(users.outside[Int(use.object)]), layer)
            }
        case .domain: addSites(layer, users, network)
        case .mention, .hashtag, .sound: addTopic(layer, users, network)
        default: break
        }
    }

    private mutating func add(_ use: NetworkAnatomy.ObjectUse, others: Int, _ layer: Layer) {
        if layer.trace != .hashtagSequence {
            quotable += 1
            if others >= SignThresholds.several { quoted += 1 }
        }
        if layer.trace == .url { return }
        if layer.trace == .text {
            texts += 1
            if FixedWords.occur(in: layer.objects.bytes(use.object)) { appTexts += 1 }
        }
        lines += 1
        if others >= SignThresholds.many {
            spreadLines += 1
            if others > spreadExample?.others ?? 0 { spreadExample = (layer.objects.string(use.object), others) }
        }
    }

    private mutating func addSites(_ layer: Layer, _ users: ObjectUsers, _ network: Int) {
        hasLinks = true
        postsWithLinks = users.postsOnAny[network]
        for (object, posts) in users.posts[network] {
            let name = layer.objects.string(object)
            if KnownSites.everybodys.contains(name) { continue }
            let others = Int(users.outside[Int(object)])
            if KnownSites.publishingTools.contains(name) {
                tools += posts
                toolExample = toolExample ?? name
            }
            if others >= SignThresholds.many {
                known += posts
                if knownExample == nil { (knownExample, knownOthers) = (name, others) }
            }
            if site == nil { site = (name, posts, others, Int(users.actions[Int(object)])) }
        }
        // A post with two links counts once for each; more than there are posts would be no share.
        known = min(known, posts)
        tools = min(tools, posts)
    }

    private mutating func addTopic(_ layer: Layer, _ users: ObjectUsers, _ network: Int) {
        guard let most = users.posts[network].first, posts > 0 else { return }
        let others = Int(users.outside[Int(most.object)])
        let elsewhere =
            users.outsideTotal == 0
            ? 0 : Double(users.outsideActions[Int(most.object)]) / Double(users.outsideTotal)
        let share = Double(most.posts) / Double(posts)
        // What everybody in the input is on is how the input was chosen, and not what these accounts care for.
        let isOwn = share >= 2 * elsewhere
        let isCommon = others >= 2 * SignThresholds.many && days >= 3
        topics.append(
            RivalSign(
                .commonTopic, most.posts, of: posts,
                strength: isOwn && isCommon
                    ? SignThresholds.strength(most.posts, of: posts, some: 0.5, strong: 0.8) : .none,
                example: layer.objects.string(most.object), others: others))
    }

    // MARK: Signs

    /// What explains texts does not explain a network that is tied by sounds: then signs are never called strong.
    private func explaining(_ traces: Set<Trace>, _ strength: SignStrength) -> SignStrength {
        tying.isDisjoint(with: traces) ? min(strength, .some) : strength
    }

    var appWords: RivalSign {
        RivalSign(
            .appWords, appTexts, of: texts,
            strength: explaining(
                [.text], SignThresholds.strength(appTexts, of: texts, some: 0.1, strong: 0.5)))
    }

    var spread: RivalSign {
        RivalSign(
            .spreadTexts, spreadLines, of: lines,
            strength: explaining(
                [.text, .hashtagSequence, .hashtag],
                SignThresholds.strength(spreadLines, of: lines, some: 0.1, strong: 0.5)),
            example: spreadExample?.line, others: spreadExample?.others)
    }

    /// A headline comes with its link: where fewer than half of the posts have one, it is something else that spreads.
    var quotedObjects: RivalSign {
        let strength = SignThresholds.strength(quoted, of: quotable, some: 0.2, strong: 0.5)
        return RivalSign(
            .quotedObjects, quoted, of: quotable,
            strength: postsWithLinks * 2 >= posts
                ? explaining([.text, .url, .domain], strength) : min(strength, .none))
    }

    var knownSites: RivalSign {
        let whole = hasLinks ? posts : 0
        return RivalSign(
            .knownSites, known, of: whole,
            strength: explaining(
                [.text, .url, .domain], SignThresholds.strength(known, of: whole, some: 0.3, strong: 0.8)),
            example: knownExample, others: knownExample == nil ? nil : knownOthers)
    }

    var publishingTools: RivalSign {
        let whole = hasLinks ? posts : 0
        return RivalSign(
            .publishingTools, tools, of: whole,
            strength: SignThresholds.strength(tools, of: whole, some: 0.2, strong: 0.5), example: toolExample)
    }

    /// One site that four fifths of the posts link to, and of all links to it at least half are the network's.
    func ownSite(members: Int) -> RivalSign {
        guard let site else { return RivalSign(.ownSite, 0, of: 0, strength: .untold) }
        var strength = SignThresholds.strength(site.posts, of: posts, some: 0.5, strong: 0.8)
        if site.posts * 2 < site.inInput { strength = .none }
        // A site of their own makes many accounts no small office.
        if members > SignThresholds.fewMembers { strength = min(strength, .some) }
        return RivalSign(.ownSite, site.posts, of: posts, strength: strength, example: site.name, others: site.others)
    }

    /// The mention, hashtag or sound with the strongest signs; among equals the one of most posts.
    var topic: RivalSign {
        topics.max { ($0.strength, $0.part) < ($1.strength, $1.part) }
            ?? RivalSign(.commonTopic, 0, of: 0, strength: .untold)
    }
}
