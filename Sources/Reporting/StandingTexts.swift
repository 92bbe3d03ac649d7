import Records

extension RivalView {
    /// The innocent explanations that the field knows, for every report: each has made coincidences look like a network.
    package static let standing: [RivalView] = [
        RivalView(
            name: "Something popular",
            account:
                "When very many people use a sound, a link or a hashtag at the same hour, some of them meet within "
                + "seconds by chance, and the most active ones repeatedly.",
            check: "Compare how many accounts of the whole input used the object. A tie through rare objects says "
                + "more than one through popular ones."),
        RivalView(
            name: "Share buttons and app-made captions",
            account:
                "A share button, a template or an editing app writes the same text, link or hashtags for everybody "
                + "who presses it.",
            check: "Look for words that no person chose: an app’s name, a “via”, a fixed line of hashtags."),
        RivalView(
            name: "Quoted headlines and news wires",
            account:
                "Newsrooms, aggregators and readers post the same headline when a story breaks; agencies deliver one "
                + "text to hundreds of outlets.",
            check: "Open the shared link: is it news, and are the accounts outlets or their readers?"),
        RivalView(
            name: "One person’s or publisher’s accounts",
            account:
                "A shop, an artist, an office or an outlet posts the same thing to its several accounts, often in the open.",
            check: "Few accounts, much alike in name, that do not hide that they belong together."),
        RivalView(
            name: "Fan clubs, campaigns, calls to post",
            account: "People who agreed in public to post together: fans of a singer, a union, a charity, a party’s "
                + "supporters.",
            check: "Search for the call. Real people who act together openly are coordinated, and that is no offence."),
        RivalView(
            name: "Accounts that say they are automatic",
            account: "Weather, traffic, sports and repost services post on a timer and declare it.",
            check: "Read the profiles; look for even intervals at every hour of the day."),
        RivalView(
            name: "Time-zone habits and schedules",
            account: "People in one place post in the same hours, and scheduling tools fire on the full minute.",
            check: "Are the shared seconds spread over the minute, or all at :00?"),
        RivalView(
            name: "How the data were collected",
            account:
                "A search for one hashtag or sound returns those who used it: within such a sample everybody shares "
                + "it. Rows that stand twice, or times rounded by the export, also make coincidences.",
            check: "See the inputs below: how they were chosen, what was repeated, how fine their times are."),
    ]
}

/// What every report must say about what it cannot know.
enum StandingLimits {
    static func sentences(_ view: ReportView) -> [String] {
        var sentences: [String] = []
        if let significance = view.significance {
            if !view.isEmpty {
                sentences.append(
                    "Of the ties reported, at most about \(ChanceSection.share(significance.falseDiscoveryRate)) is expected to "
                        + "be there by chance. Which ones is not known, and more than chance is not yet coordination: see "
                        + "“What else could explain it”.")
            }
        } else if !view.isEmpty {
            sentences.append(
                "No tie was tested against chance in this run, as --fdr none asks: p and q are not computed. A tie says that "
                    + "two accounts met the stated thresholds, not how unlikely that is. Popular objects make "
                    + "coincidences.")
        }
        let keys = view.networks.flatMap(\.members).map(\.account.key)
        if keys.contains(where: { $0.kind == .handle }) {
            sentences.append(
                "Some accounts are known only by their handle. Handles change hands; such a key is provisional until the "
                    + "platform’s own id is known.")
        }
        let coarse = view.inputs.filter { $0.resolution > .second }
        if !coarse.isEmpty {
            let unit = coarse.map(\.resolution).max()?.name ?? "minute"
            sentences.append(
                "Times in \(Words.list(coarse.map(\.name))) are stated only to the "
                    + "\(unit). Two posts may lie up to one \(unit) further apart than they seem, and which of two of the same "
                    + "\(unit) came first is not known."
            )
        }
        let rejected = view.inputs.flatMap(\.rejected).reduce(0) { $0 + $1.count }
        if rejected > 0 {
            let rows = Words.count(rejected, "row", "rows")
            sentences.append("\(Words.sentence(rows)) could not be read and took no part; rejects.ndjson names each.")
        }
        sentences += [
            "Only the files named under “Inputs” were looked at. An account that is not in a network here may be in one "
                + "elsewhere; a network may be larger than its part in these files.",
            "A network is what the thresholds leave. Other windows and weights give other networks; that is why they are "
                + "stated.",
            "Nothing here says who owns an account, who wrote a post, whether money or an order was behind it, or whether "
                + "the accounts knew of one another.",
        ]
        return sentences + view.limits
    }
}
