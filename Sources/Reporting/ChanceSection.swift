import Records

/// What was tested against chance, in words for somebody who has to decide on it: what the figures mean, what they do not
/// mean, and what would clear the accounts.
struct ChanceSection {
    let significance: SignificanceView
    /// Whether the page has networks.
    let hasNetworks: Bool

    func markup() -> Markup {
        """
        <section id="chance" aria-labelledby="chance-heading">
        <h2 id="chance-heading">Is it more than chance?</h2>
        <div class="prose">
        \(meaning())\(check())</div>
        <div class="rivals">
        <div><h3>What this test does not cover</h3>
        \(list(uncovered))</div>
        <div><h3>What would make a network innocent</h3>
        \(list(exonerating))</div>
        </div>
        </section>

        """
    }

    private var rate: String { NumberText.percent(significance.falseDiscoveryRate) }

    /// "at most about one in a hundred".
    static func share(_ rate: Double) -> String {
        let many = (1 / rate).rounded()
        // One in a whole number of pairs, where that is what the rate is.
        if abs(many * rate - 1) < 0.01, many >= 2 {
            return many == 100 ? "one in a hundred" : "one in \(NumberText.grouped(Int(many)))"
        }
        return "\(NumberText.percent(rate))"
    }

    /// "one in 62,000", to two digits.
    static func oneIn(_ share: Double) -> String {
        var scale = 1.0
        let many = 1 / share
        guard many < 1e15 else { return "fewer than one in a billion" }
        while many / scale >= 100 { scale *= 10 }
        return "one in \(NumberText.grouped(Int((many / scale).rounded() * scale)))"
    }

    private func meaning() -> Markup {
        let tests = significance.tests
        let pairs = Words.count(tests, "pair", "pairs")
        let which =
            significance.isAttainable
            ? "that were active enough, and could have met often enough, to be tied"
            : "that were active enough to be tied"
        // What chance alone would do to so many, at a level that sounds strict.
        let expected = Double(tests) / 1000
        let flood: Markup =
            expected >= 1.5
            ? """
            <p><b>Why p is not enough.</b> Here \(pairs) of accounts were asked about, all \(which). At \
            p = 0.001 chance alone would make about \(NumberText.grouped(Int(min(expected, 1e15).rounded()))) of them look \
            tied. Therefore each p is corrected for all of these pairs, those that never met included.</p>

            """
            : """
            <p><b>Why p is not enough.</b> \(Words.sentence(pairs)) of accounts \(tests == 1 ? "was" : "were") asked \
            about, all \(which). The more are asked about, the more look tied by chance alone. Therefore each p is corrected \
            for all of these pairs, those that never met included.</p>

            """
        return """
            <p><b>The question.</b> How often would two accounts have met on the same things, so close in time, had nothing \
            brought them together but habit and what was popular at that moment?</p>
            <p><b>What is taken for chance.</b> \(significance.null)</p>
            <p><b>p</b> is the probability that chance, taken so, makes two accounts meet at least as often as these two \
            did, over all traces and windows together. p = 0.001 is what at most one pair in a thousand reaches that has \
            nothing to do with one another. p is not the probability that two accounts are innocent.</p>
            \(flood)<p><b>q</b> is the outcome of that correction. A pair is reported where q is at most \
            \(NumberText.fraction(significance.falseDiscoveryRate)): of the pairs reported, at most about \
            \(Self.share(significance.falseDiscoveryRate)) is expected to be there by chance. It does not say that the rest \
            are guilty of anything: only that something other than chance brought them together.</p>

            """
    }

    private func check() -> Markup {
        guard let calibration = significance.calibration else {
            return """
                <p><b>Whether this holds on these data</b> was not checked in this run: <code>--permutations 20</code> repeats the \
                search over shuffled accounts, where nothing may be reported.</p>

                """
        }
        let verdict =
            calibration.isHonest
            ? "No p-value came out more often than it says."
            : "Some p-values came out more often than they say: take the figures for less sure than they look."
        // One level is enough to see it by; the manifest has them all.
        let level = calibration.levels.first { $0.level == 0.01 } ?? calibration.levels.first
        let levels: Markup =
            level.map {
                """
                 Of all pairs tested there, \($0.share == 0 ? "none" : Self.oneIn($0.share)) had p at or below \
                \(NumberText.fraction($0.level)), where \(Self.share($0.level)) is allowed. \(verdict)
                """
            } ?? ""
        let alarm: Markup =
            calibration.isAlarming(at: significance.falseDiscoveryRate)
            ? """
             At this rate about \(Self.share(significance.falseDiscoveryRate)) of such runs may report something: here it was \
            more. Accounts that keep hours together do that. Ask again with a shorter bin, such as <code>--chance-bin \
            1h</code>, and rely on what is left.
            """ : ""
        return "<p><b>Checked on these data.</b> \(calibration.sentence)\(alarm)\(levels)</p>\n"
    }

    private func list(_ items: [String]) -> Markup {
        "<ul>\n\(items.map { "<li>\($0)</li>\n" as Markup }.joined())</ul>\n"
    }

    private var uncovered: [String] {
        let bin = significance.bin.map { $0.isUnlimited ? "time" : TimeText.window($0) }
        return [
            "Why two accounts met. A news event, a call to post, an app, an editor who runs both, and a hidden order all bring "
                + "people together more than chance does.",
            "Company that nobody arranged. People who follow the same source and post in the same hours meet again and again, "
                + "more often than others who were active in the same \(bin ?? "bin of time").",
            "Repetition that is one deed: a thread, a series or a template posted in parts counts as several meetings.",
            "How the data were chosen. Where a file holds only those who used one hashtag, the test sees only them.",
            "The network as a whole. q belongs to pairs; which pairs make one network is a further step, and no probability "
                + "is stated for it.",
        ]
    }

    private var exonerating: [String] {
        [
            "An owner who runs its accounts in the open: one publisher, one shop, one artist, one office.",
            "Words, links or hashtags that an app, a share button or a news wire wrote, and that others outside the network "
                + "posted as well.",
            "A public call to post, found and dated before the posts.",
            "Accounts that declare that they are automatic, and do nothing else together.",
            "Ties that are gone without the few most used objects, or in a run with a slightly different window or bin.",
            "A fault of the data: rows that stand twice, rounded times, two names of one account.",
        ]
            + (hasNetworks
                ? ["Where one of these explains the strongest ties, the rest must stand without them."] : [])
    }
}
