import Bytes
import Corpus

/// Which members of a network have names that are alike as one hand's are: `davidevans2028` and `davidevans82728`.
///
/// What two names have in common counts where it is long (five letters, and three fifths of the shorter name) and rare
/// in the input: half of all accounts that care for a candidate have the candidate's name in theirs.
struct NameLikeness {
    /// Names that have a stem in common, by place among the members.
    private struct Pair {
        var one: Int
        var other: Int
        /// What they have in common; empty where they differ by single letters only.
        var stem: [UInt8]
    }

    private static let leastLetters = 5
    private static let leastShare = 0.6
    /// Members up to which every pair is compared; beyond, those next to one another in order of names.
    private static let comparedMembers = 60

    private let pairs: [[Pair]]
    private let sizes: [Int]

    /// - Parameter names: of the members of each network.
    init(_ names: [[String]]) {
        sizes = names.map(\.count)
        pairs = names.map { Self.pairs($0.map { NameSigns.letters($0) }, $0.map { NameSigns.words($0.utf8) }) }
    }

    /// The members of each network whose name is like another's, and the stem that most of them have.
    /// - Parameter accounts: of the whole input, among which a stem must be rare.
    func alike(among accounts: AccountTable) -> [(members: Int, stem: String?)] {
        let stems = Set(pairs.joined().map(\.stem)).subtracting([[]])
        let uses = stems.isEmpty ? [:] : Self.uses(of: stems, accounts)
        let rare = max(3, accounts.count / 5000)
        return pairs.indices.map { network in
            var members: Set<Int> = []
            var counts: [[UInt8]: Set<Int>] = [:]
            for pair in pairs[network] {
                let holders = Set([pair.one, pair.other])
                // Members themselves do not make a stem common.
                if !pair.stem.isEmpty, (uses[pair.stem] ?? 0) > rare + sizes[network] { continue }
                members.formUnion(holders)
                counts[pair.stem, default: []].formUnion(holders)
            }
            let most = counts.filter { !$0.key.isEmpty }.max {
                ($0.value.count, $0.key.count, String(decoding: $1.key, as: UTF8.self))
                    < ($1.value.count, $1.key.count, String(decoding: $0.key, as: UTF8.self))
            }
            return (members.count, most.map { String(decoding: $0.key, as: UTF8.self) })
        }
    }

    /// How many accounts of the input have each stem at the start, at the end, or as a word of their name.
    private static func uses(of stems: Set<[UInt8]>, _ accounts: AccountTable) -> [[UInt8]: Int] {
        let lengths = Set(stems.map(\.count)).sorted()
        var uses: [[UInt8]: Int] = [:]
        for account in 0..<UInt32(accounts.count) {
            let words = NameSigns.words(accounts.label(account).utf8)
            let letters = words.flatMap { $0 }
            var found: Set<[UInt8]> = []
            for length in lengths where length <= letters.count {
                found.insert(Array(letters.prefix(length)))
                found.insert(Array(letters.suffix(length)))
            }
            for word in words { found.insert(Array(word)) }
            for stem in found where stems.contains(stem) { uses[stem, default: 0] += 1 }
        }
        return uses
    }

    private static func pairs(_ letters: [[UInt8]], _ words: [[ArraySlice<UInt8>]]) -> [Pair] {
        var pairs: [Pair] = []
        func compare(_ one: Int, _ other: Int) {
            if let stem = stem(letters[one], letters[other], words[one], words[other]) {
                pairs.append(Pair(one: min(one, other), other: max(one, other), stem: stem))
            }
        }
        if letters.count <= comparedMembers {
            for one in letters.indices { for other in 0..<one { compare(one, other) } }
        } else {
            for names in [letters, letters.map { $0.reversed() }] {
                let order = names.indices.sorted {
                    names[$0] == names[$1] ? $0 < $1 : names[$0].lexicographicallyPrecedes(names[$1])
                }
                for (one, other) in zip(order, order.dropFirst()) { compare(one, other) }
            }
        }
        return pairs
    }

    /// What two names have in common, where it is enough; empty where they differ by single letters only.
    private static func stem(
        _ one: [UInt8], _ other: [UInt8], _ words: [ArraySlice<UInt8>], _ otherWords: [ArraySlice<UInt8>]
    ) -> [UInt8]? {
        let shorter = min(one.count, other.count)
        func isEnough(_ count: Int) -> Bool {
            count >= leastLetters && Double(count) >= leastShare * Double(shorter)
        }
        let prefix = (0..<shorter).prefix { one[$0] == other[$0] }.count
        let suffix = (0..<shorter).prefix { one[one.count - 1 - $0] == other[other.count - 1 - $0] }.count
        let word = words.filter { word in otherWords.contains { $0.elementsEqual(word) } }.max { $0.count < $1.count }
        let longest = max(prefix, suffix, word?.count ?? 0)
        if isEnough(longest) {
            if longest == prefix { return Array(one.prefix(prefix)) }
            return longest == suffix ? Array(one.suffix(suffix)) : word.map { Array($0) }
        }
        return shorter >= 8 && distance(one, other, atMost: 2) ? [] : nil
    }

    /// Whether one name becomes the other by at most so many letters put in, taken out or exchanged.
    private static func distance(_ one: [UInt8], _ other: [UInt8], atMost limit: Int) -> Bool {
        if abs(one.count - other.count) > limit { return false }
        var row = Array(0...other.count)
        for (place, letter) in one.enumerated() {
            var before = row[0]
            row[0] = place + 1
            for index in other.indices {
                let exchange = before + (letter == other[index] ? 0 : 1)
                before = row[index + 1]
                row[index + 1] = min(exchange, before + 1, row[index] + 1)
            }
        }
        return row[other.count] <= limit
    }
}
