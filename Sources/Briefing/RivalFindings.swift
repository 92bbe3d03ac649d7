import Bytes
import Coordination
import Corpus
import Inquiry
import Intake
import Records
import Reporting

/// What this run's data say about the other explanations that every report names, over all networks together. Only what
/// can be counted without judging; nothing is subtracted from the networks.
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
            guard let explanation = RivalExplanation.allCases.first(where: { $0.title == rival.name }) else {
                rival.finding = collection
                return rival
            }
            let counted: String? =
                switch explanation {
                case .popular: popular
                case .appMade: appMade
                case .oneOwner: alike
                case .automatic: automatic
                case .schedule: fullMinutes
                case .headlines, .fans: nil
                }
            let parts = [counted, networks(explanation)].compactMap { $0 }
            rival.finding = parts.isEmpty ? nil : parts.joined(separator: " ")
            return rival
        }
    }

    /// Networks named at once.
    private static let named = 12

    /// Which networks show signs of an explanation; nil where none could be looked at for it.
    private func networks(_ explanation: RivalExplanation) -> String? {
        var names: [SignStrength: [String]] = [:]
        for (network, findings) in zip(answer.networks, answer.rivals) {
            guard let finding = findings.first(where: { $0.explanation == explanation }) else { continue }
            names[finding.strength, default: []].append(network.identifier)
        }
        if names.keys.allSatisfy({ $0 == .untold }) { return nil }
        let parts = [SignStrength.strong, .some].compactMap { strength -> String? in
            guard let found = names[strength] else { return nil }
            let shown = found.prefix(Self.named)
            let more = found.count > shown.count ? ["\(FigureText.grouped(found.count - shown.count)) more"] : []
            return "\(strength.word) in \(FigureText.list(shown + more))"
        }
        if parts.isEmpty { return "No network shows signs of it." }
        return FigureText.sentence(parts.joined(separator: "; ")) + "."
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
            let text = layer.objects.bytes(use.object)
            texts += 1
            if FixedWords.nameCapCut(text) { named += 1 }
            if FixedWords.beginAsAnswer(text) { answers += 1 }
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
            bots += network.members.count { NameSigns.sayBot(answer.corpus.accounts.label($0)) }
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
