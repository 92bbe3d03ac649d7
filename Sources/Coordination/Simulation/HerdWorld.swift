import Bytes
package import Corpus
import Records
import Statistics

/// A platform in the weeks before a vote: ordinary people with heavy-tailed habits, sudden crowds, and, where the plan
/// wants it, a herd of accounts for one candidate: made in batches from 2016 on, asleep, waking before the vote.
///
/// Posts are made one after another and not kept, so that two million accounts fit on a laptop.
package struct HerdWorld: Sendable {
    package let plan: HerdPlan
    let stage: HerdStage
    /// When each account was made, seconds since 1970 UTC; the herd comes last.
    package internal(set) var created: [Int64] = []
    /// Posts a day of each ordinary account, added up over the accounts so far.
    private var activity: [Double] = []
    private let seeds: SeededGenerator

    private enum Branch: UInt64 {
        case accounts = 1
        case posts
        case casual
        case events
        case supporters
        case herd
        case names
    }

    private static let day: Int64 = 86_400
    /// Share of posts in each hour of the day, in UTC.
    private static let hours: [Double] = [
        3, 2, 1, 1, 1, 2, 4, 6, 7, 7, 7, 8, 9, 9, 8, 8, 9, 11, 13, 14, 14, 12, 9, 5,
    ]

    package init(_ plan: HerdPlan) {
        self.plan = plan
        stage = HerdStage(plan)
        seeds = SeededGenerator(seed: plan.seed)
        makeAccounts()
        makeHerd()
    }

    package var accountCount: Int { created.count }

    /// Whether an account belongs to the herd.
    package func isHerd(_ account: UInt32) -> Bool { Int(account) >= plan.accounts }

    /// The hashtag's name, without `#`.
    package func tagName(_ tag: UInt32) -> String { stage.tagName(tag) }

    /// The candidate's hashtag, without `#`.
    package var candidate: String { stage.tagName(stage.candidates[0]) }

    /// Values of the objects that the herd pushes: its hashtags and its sound.
    package var herdTopics: Set<String> {
        Set((stage.slogans + [stage.candidates[0], stage.vote]).map(stage.tagName) + [soundName(stage.candidateSound)])
    }

    /// The sound's number, as its platform writes it.
    package func soundName(_ sound: UInt32) -> String { "\(7_100_000_000_000_000_000 + Int64(sound))" }

    /// The names of the ordinary events with the hashtags that stand for them.
    package var events: [(name: String, tags: [String])] {
        stage.events.map { ($0.name, $0.tags.map(stage.tagName)) }
    }

    private var start: Int64 { Int64(plan.start.number) * Self.day }

    // MARK: Accounts

    private mutating func makeAccounts() {
        var generator = seeds.branch(Branch.accounts.rawValue)
        // Sign-ups grew steadily from 2012 on.
        let first: Int64 = 15_340 * Self.day
        let span = Double(start + Int64(plan.days) * Self.day - first)
        created.reserveCapacity(plan.accounts + plan.herd)
        activity.reserveCapacity(plan.accounts)
        var sum = 0.0
        for _ in 0..<plan.accounts {
            created.append(first + Int64(span * generator.unit().squareRoot()))
            sum += min(generator.logNormal(median: 0.03, sigma: 1.3), 8)
            activity.append(sum)
        }
    }

    /// Batches of accounts made within an hour or two; one in thirty accounts in 2016, 797 of 25,000.
    private mutating func makeHerd() {
        var generator = seeds.branch(Branch.herd.rawValue)
        let firstYear = (plan.herd * 797 + 12_500) / 25_000
        var left = plan.herd
        while left > 0 {
            let isFirstYear = plan.herd - left < firstYear
            let size = min(generator.integer(in: 20...200), left, isFirstYear ? firstYear - (plan.herd - left) : left)
            // 2016, or from 2017 until four months before the first day.
            let day =
                isFirstYear
                ? generator.integer(in: 16_801...17_166)
                : generator.integer(in: 17_167...Int(plan.start.number) - 120)
            let moment = Int64(day) * Self.day + Int64(generator.below(22 * 3600))
            for _ in 0..<size { created.append(moment + Int64(generator.below(7200))) }
            left -= size
        }
    }

    /// The handle of an account: each is another one.
    package func handle(_ account: UInt32) -> String {
        var generator = SplitMix64(state: plan.seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(account))
        let word = InventedWords.word(syllables: 2...3, using: &generator)
        let share = generator.unit()
        // Eight in a hundred keep the platform's default, and eight more have a long tail of digits.
        if share < (isHerd(account) ? 0.15 : 0.08) {
            return "user\(7_000_000_000_000 + Int64(account) * 1009 + Int64(generator.below(1009)))"
        }
        if share < (isHerd(account) ? 0.65 : 0.16) {
            return "\(word)\(10_000_000 + Int(account) * 20 + generator.below(20))"
        }
        return "\(word)_\(InventedWords.word(syllables: 2...2, using: &generator)).\(Self.letters(account))"
    }

    private static func letters(_ number: UInt32) -> String {
        var rest = Int(number)
        var text = ""
        repeat {
            text.unicodeScalars.append(Unicode.Scalar(UInt8(97 + rest % 26)))
            rest /= 26
        } while rest > 0
        return text
    }

    // MARK: Posts

    /// Makes every post, in no order of time.
    package func forEachPost(_ body: (HerdPost) -> Void) {
        ordinaryPosts(body)
        casualPosts(body)
        eventPosts(body)
        supporterPosts(body)
        herdPosts(body)
    }

    private func ordinaryPosts(_ body: (HerdPost) -> Void) {
        var generator = seeds.branch(Branch.posts.rawValue)
        for account in 0..<plan.accounts {
            let rate = activity[account] - (account == 0 ? 0 : activity[account - 1])
            var favourites = SplitMix64(state: plan.seed &+ UInt64(account) &* 0xD1B5_4A32_D192_ED03)
            let own = (0..<4).map { _ in UInt32(stage.evergreenRanks.draw(using: &favourites)) }
            for _ in 0..<generator.poisson(rate * Double(plan.days)) {
                let day = generator.below(plan.days)
                guard let seconds = moment(of: UInt32(account), on: day, using: &generator) else { continue }
                var tags: [UInt32] = []
                for _ in 0..<generator.below(4) {
                    let tag = generator.chance(0.5) ? generator.pick(own) : stage.tag(on: day, using: &generator)
                    if !tags.contains(tag) { tags.append(tag) }
                }
                body(
                    HerdPost(
                        account: UInt32(account), seconds: seconds, tags: tags,
                        sound: stage.sound(on: day, using: &generator), views: generator.views()))
            }
        }
    }

    /// People who look in now and then: anybody, however seldom else they post, and on some topics more than on others.
    private func casualPosts(_ body: (HerdPost) -> Void) {
        var generator = seeds.branch(Branch.casual.rawValue)
        let inviting = (0..<max(20, stage.evergreens / 20)).map { _ in
            UInt32(stage.evergreenRanks.draw(using: &generator))
        }
        for _ in 0..<plan.accounts / 25 {
            let account = UInt32(generator.below(plan.accounts))
            let day = generator.below(plan.days)
            guard let seconds = moment(of: account, on: day, using: &generator) else { continue }
            let tag = generator.chance(0.5) ? generator.pick(inviting) : stage.tag(on: day, using: &generator)
            body(
                HerdPost(
                    account: account, seconds: seconds, tags: [tag], sound: stage.sound(on: day, using: &generator),
                    views: generator.views()))
        }
    }

    /// A song, a final, a piece of news, the vote: mostly those who post anyway, some who come back for it, and some who
    /// joined in the days before.
    private func eventPosts(_ body: (HerdPost) -> Void) {
        var generator = seeds.branch(Branch.events.rawValue)
        for event in stage.events {
            let begins = start + Int64(event.begins)
            let newest = (0..<plan.accounts).filter {
                created[$0] > begins - 5 * Self.day && created[$0] < begins
            }
            for _ in 0..<Int(event.size * Double(plan.accounts)) {
                let share = generator.unit()
                let account =
                    share < 0.03 && !newest.isEmpty
                    ? generator.pick(newest)
                    : share < 0.03 + plan.casual ? generator.below(plan.accounts) : anybody(using: &generator)
                let delay = -PlainMath.log(1 - generator.unit()) * event.halfLife / 0.693_147
                let seconds = begins + Int64(delay)
                if created[account] > seconds || seconds >= start + Int64(plan.days) * Self.day { continue }
                var tags = event.tags.filter { _ in generator.chance(0.7) }
                if tags.isEmpty { tags = [event.tags[0]] }
                let day = Int((seconds - start) / Self.day)
                body(
                    HerdPost(
                        account: UInt32(account), seconds: seconds, tags: tags,
                        sound: event.sound ?? stage.sound(on: day, using: &generator), views: generator.views()))
            }
        }
    }

    /// People who are for a candidate: more of their posts, the nearer the vote.
    private func supporterPosts(_ body: (HerdPost) -> Void) {
        var generator = seeds.branch(Branch.supporters.rawValue)
        for tag in stage.candidates {
            let supporters = (0..<max(40, plan.accounts / 1000)).map { _ in anybody(using: &generator) }
            for account in supporters {
                for _ in 0..<generator.integer(in: 1...6) {
                    let day = Int(Double(plan.voteDay + 2) * generator.unit().squareRoot())
                    guard let seconds = moment(of: UInt32(account), on: day, using: &generator) else { continue }
                    let tags = generator.chance(0.3) ? [tag, stage.vote] : [tag]
                    body(
                        HerdPost(
                            account: UInt32(account), seconds: seconds, tags: tags,
                            sound: stage.sound(on: day, using: &generator), views: generator.views()))
                }
            }
        }
    }

    private func herdPosts(_ body: (HerdPost) -> Void) {
        var generator = seeds.branch(Branch.herd.rawValue &+ 100)
        let waking = HerdPlan.wakingDays
        for account in plan.accounts..<created.count {
            // As many wake on a day as days have gone by since the first.
            let woken = Int((generator.unit() * Double(waking * waking)).squareRoot())
            for day in plan.voteDay - waking + min(woken, waking - 1)...plan.voteDay {
                if day > plan.voteDay - waking + woken, !generator.chance(0.6) { continue }
                for _ in 0..<generator.integer(in: 1...3) {
                    guard let seconds = moment(of: UInt32(account), on: day, using: &generator) else { continue }
                    var tags = [stage.candidates[0]]
                    if generator.chance(0.5) { tags.append(generator.pick(stage.slogans)) }
                    if generator.chance(0.1) { tags.append(stage.vote) }
                    body(
                        HerdPost(
                            account: UInt32(account), seconds: seconds, tags: tags,
                            sound: generator.chance(0.4)
                                ? stage.candidateSound : stage.sound(on: day, using: &generator),
                            views: generator.views()))
                }
            }
        }
    }

    /// An ordinary account, the busier the likelier.
    private func anybody(using generator: inout SeededGenerator) -> Int {
        let target = generator.unit() * (activity.last ?? 0)
        var low = 0
        var high = activity.count - 1
        while low < high {
            let middle = (low + high) / 2
            if activity[middle] <= target { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// A moment of a day at which people are awake; nil where the account was not made yet.
    private func moment(of account: UInt32, on day: Int, using generator: inout SeededGenerator) -> Int64? {
        var target = generator.unit() * 170
        var hour = 0
        while hour < 23, target >= Self.hours[hour] {
            target -= Self.hours[hour]
            hour += 1
        }
        let seconds = start + Int64(day) * Self.day + Int64(hour * 3600 + generator.below(3600))
        return created[Int(account)] <= seconds ? seconds : nil
    }
}

extension HerdWorld {
    /// The world as columns, with creation dates and views, as if read from an export.
    package func corpus() -> Corpus {
        var builder = CorpusBuilder()
        for account in 0..<UInt32(accountCount) {
            let index = ByteView.with(handle(account)) {
                builder.account(platform: .tiktok, kind: .handle, value: $0)
            }
            builder.note(account: index, created: Instant(milliseconds: created[Int(account)] * 1000))
        }
        let tags = (0..<UInt32(stage.tagCount)).map { tag in
            ByteView.with(tagName(tag)) { builder.object(trace: .hashtag, platform: .tiktok, value: $0) }
        }
        let sounds = (0..<UInt32(stage.soundCount)).map { sound in
            ByteView.with(soundName(sound)) {
                builder.object(trace: .sound, platform: .tiktok, value: $0)
            }
        }
        var row: UInt32 = 0
        forEachPost { post in
            row += 1
            let time = Instant(milliseconds: post.seconds * 1000)
            let index = builder.post(account: post.account, time: time, citation: Citation(source: 0, row: row))
            builder.note(post: index, views: Int64(post.views))
            for tag in post.tags {
                builder.action(trace: .hashtag, object: tags[Int(tag)], account: post.account, time: time, post: index)
            }
            builder.action(
                trace: .sound, object: sounds[Int(post.sound)], account: post.account, time: time, post: index)
        }
        return builder.finish()
    }
}

extension SeededGenerator {
    /// A number of events of which `mean` happen on average (D. Knuth's product of uniform numbers, in pieces that stay
    /// far from the smallest double).
    fileprivate mutating func poisson(_ mean: Double) -> Int {
        var left = mean
        var count = 0
        while left > 0 {
            let piece = min(left, 500)
            let limit = PlainMath.exp(-piece)
            var product = unit()
            while product > limit {
                product *= unit()
                count += 1
            }
            left -= piece
        }
        return count
    }

    fileprivate mutating func views() -> UInt32 {
        UInt32(min(logNormal(median: 300, sigma: 1.8), 4e9))
    }
}
