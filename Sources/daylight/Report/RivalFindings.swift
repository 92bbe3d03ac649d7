import Bytes
import Coordination
import Corpus
import Inquiry
import Intake
import Records
import Reporting

/// What this run's data say about the other explanations that every report names. Only what can be counted without
/// judging; nothing is subtracted from the networks.
struct RivalFindings {
    private let answer: Answer
    /// The objects that networks shared, each once, however many networks that were.
    private let shared: [NetworkAnatomy.ObjectUse]

    init(_ answer: Answer) {
        self.answer = answer
        var seen: [Trace: [Bool]] = [:]
        for layer in answer.corpus.layers { seen[layer.trace] = [Bool](repeating: false, count: layer.objects.count) }
        shared = answer.anatomies.flatMap { anatomy in
            anatomy.objects.filter { use in
                if seen[use.trace]?[Int(use.object)] ?? true { return false }
                seen[use.trace]?[Int(use.object)] = true
                return true
            }
        }
    }

    /// The standing list with what was found.
    var rivals: [RivalView] {
        guard !answer.networks.isEmpty else { return RivalView.standing }
        return RivalView.standing.map { rival in
            var rival = rival
            switch rival.name {
            case "Something popular": rival.finding = popular
            case "Share buttons and app-made captions": rival.finding = appMade
            case "One person’s accounts": rival.finding = alike
            case "Accounts that say they are automatic": rival.finding = automatic
            case "Time-zone habits and schedules": rival.finding = fullMinutes
            case "How the data were collected": rival.finding = collection
            default: break
            }
            return rival
        }
    }

    private var popular: String {
        let limit = ReportScope.popular
        let counts = Trace.allCases.compactMap { trace -> String? in
            let ofTrace = shared.filter { $0.trace == trace }
            if ofTrace.isEmpty { return nil }
            let popular = ofTrace.reduce(0) { $0 + ($1.accountsInInput > limit ? 1 : 0) }
            return "\(FigureText.grouped(popular)) of "
                + FigureText.count(ofTrace.count, trace.nouns.one, trace.nouns.many)
        }
        return "Shared objects used by more than \(limit) accounts of the whole input, by trace: "
            + FigureText.list(counts) + "."
    }

    /// Texts are normalised before they are compared: in lower case, and without names after an `@`.
    private var appMade: String? {
        guard let layer = answer.corpus.layer(.text) else { return nil }
        var (texts, named, answers) = (0, 0, 0)
        for use in shared where use.trace == .text {
            let bytes = layer.objects.bytes(use.object)
            texts += 1
            if bytes.contains("capcut") { named += 1 }
            if bytes.starts(with: "reply to ".utf8) { answers += 1 }
        }
        if texts == 0 { return nil }
        return "Among \(FigureText.count(texts, "shared text", "shared texts")), "
            + "\(FigureText.number(named)) \(named == 1 ? "names" : "name")"
            + " CapCut, an editing app that writes its name into captions, and "
            + "\(FigureText.number(answers)) \(answers == 1 ? "begins" : "begin")"
            + " with “Reply to”, as TikTok writes above answers."
    }

    /// Small networks whose handles begin alike.
    private var alike: String? {
        let small = answer.networks.filter { $0.members.count <= 3 }
        if small.isEmpty { return nil }
        let similar = small.reduce(0) { count, network in
            let handles = network.members.map { Array(answer.corpus.accounts.label($0).lowercased().utf8) }
            let shortest = handles.map(\.count).min() ?? 0
            let common = (0..<shortest).prefix { place in handles.allSatisfy { $0[place] == handles[0][place] } }
            return count + (common.count >= 6 ? 1 : 0)
        }
        return "\(FigureText.grouped(small.count)) of "
            + "\(FigureText.count(answer.networks.count, "network", "networks")) \(small.count == 1 ? "has" : "have") two "
            + "or three accounts; in \(FigureText.number(similar)) of them the names begin with the same six characters "
            + "or more."
    }

    private var automatic: String {
        var (members, bots) = (0, 0)
        for network in answer.networks {
            members += network.members.count
            for member in network.members where answer.corpus.accounts.label(member).utf8.hasWordEndingInBot {
                bots += 1
            }
        }
        return
            "\(FigureText.sentence(FigureText.number(bots))) of \(FigureText.count(members, "member", "members")) of networks "
            + "\(bots == 1 ? "has" : "have") a word that ends in “bot” in the name."
    }

    /// Posts in the first second of a minute: of posts spread evenly it would be one in sixty.
    private var fullMinutes: String? {
        guard let resolution = answer.intake.resolution, resolution <= .second else { return nil }
        var (posts, full) = (0, 0)
        for anatomy in answer.anatomies {
            for member in anatomy.members {
                posts += member.marks.count
                for mark in member.marks where mark.time - mark.time.floorDivided(by: 60_000) * 60_000 < 1000 {
                    full += 1
                }
            }
        }
        if posts == 0 { return nil }
        return "Of \(FigureText.count(posts, "co-acting post", "co-acting posts")) \(FigureText.grouped(full)) "
            + "(\(FigureText.percent(full, of: posts))) \(full == 1 ? "lies" : "lie") in the first second of a minute; "
            + "spread evenly it would be 1.7 %."
    }

    private var collection: String? {
        let most = shared.max {
            ($0.accountsInInput, $1.trace.rawValue, $1.object) < ($1.accountsInInput, $0.trace.rawValue, $0.object)
        }
        guard let most, let layer = answer.corpus.layer(most.trace) else { return nil }
        let accounts = answer.corpus.accounts.count
        let value = layer.objects.string(most.object)
        let shown = value.count > 60 ? value.prefix(60) + "…" : value[...]
        let repeated = Int(clamping: answer.intake.repeated)
        let used =
            "The most used of the shared objects is the \(most.trace.nouns.one) “\(shown)”: "
            + "\(FigureText.grouped(most.accountsInInput)) of \(FigureText.grouped(accounts)) accounts of the input "
            + "(\(FigureText.percent(most.accountsInInput, of: accounts))) used it."
        if repeated == 0 { return used }
        return used + " " + FigureText.count(repeated, "row gives a post", "rows give a post")
            + " that an earlier row had given; each post counts once."
    }
}

extension ArraySlice<UInt8> {
    /// Whether `word` occurs in these bytes.
    fileprivate func contains(_ word: StaticString) -> Bool {
        let word = Array(word.description.utf8)
        guard let first = word.first, count >= word.count else { return false }
        for start in startIndex...(endIndex - word.count) where self[start] == first {
            if self[start..<start + word.count].elementsEqual(word) { return true }
        }
        return false
    }
}

extension String.UTF8View {
    /// Whether a run of Latin letters in it ends in "bot".
    fileprivate var hasWordEndingInBot: Bool {
        var last: (UInt8, UInt8, UInt8) = (0, 0, 0)
        let bot: (UInt8, UInt8, UInt8) = (0x62, 0x6F, 0x74)
        for byte in self {
            let folded = byte | 0x20
            let isLetter = byte < 0x80 && (0x61...0x7A).contains(folded)
            if !isLetter, byte < 0x80, last == bot { return true }
            last = (last.1, last.2, isLetter ? folded : byte)
        }
        return last == bot
    }
}
