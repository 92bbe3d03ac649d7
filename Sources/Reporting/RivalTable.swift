import Coordination

/// What else could explain one network: every explanation with the word for its signs and what was counted, found or not.
struct RivalTable {
    let network: NetworkView

    func markup() -> Markup {
        if network.rivals.isEmpty { return "" }
        let rows = network.rivals.map { finding -> [Markup] in
            let word: Markup =
                finding.strength == .strong ? "<b>\(finding.strength.word)</b>" : "\(finding.strength.word)"
            return ["\(finding.explanation.title)", word, finding.phrases]
        }
        let table = Table(
            caption:
                "Signs of other explanations, beside network \(foreign(network.identifier)) and not subtracted from it",
            label: "Other explanations of \(network.identifier)",
            columns: [.text("Explanation"), .text("Signs"), .text("What was counted")], rows: rows)
        return """
            <p><b>What else could explain it?</b> \(summary)</p>
            \(disclosure("All seven explanations, with their counts", isOpen: hasStrong, table.markup()))
            """
    }

    private var hasStrong: Bool { network.rivals.contains { $0.strength == .strong } }

    /// The strong ones by name, then those with some signs.
    private var summary: Markup {
        func names(_ strength: SignStrength) -> [String] {
            network.rivals.filter { $0.strength == strength }.map { "“\($0.explanation.title)”" }
        }
        let (strong, some) = (names(.strong), names(.some))
        let advice: Markup = " See <a href=\"#rivals\">how to check them</a>."
        if strong.isEmpty && some.isEmpty {
            return "None of those that can be counted shows in these data; a person must still rule them out.\(advice)"
        }
        var text: Markup = ""
        if !strong.isEmpty { text += "<b>Strong signs</b> of \(Words.list(strong)). " }
        if !some.isEmpty { text += "\(strong.isEmpty ? "Some" : "Also some") signs of \(Words.list(some)). " }
        return text + "They are shown beside the network and nothing was taken away because of them.\(advice)"
    }
}
