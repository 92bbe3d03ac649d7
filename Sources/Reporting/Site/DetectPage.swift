/// The form that asks for a search of the case: every setting of `daylight investigate --case`, under the same names.
package enum DetectPage {
    /// What the fields hold at first.
    package struct Settings: Sendable {
        package var traces: Set<String>
        package var windows: String
        package var minimumParticipation: Int
        package var minimumWeight: Int?
        package var maximumObjectAccounts: Int?
        /// `0.01`, or `none`.
        package var rate: String
        package var chanceBin: String
        package var correction: String
        package var permutations: Int
        package var seed: String
        package var acceptsCoarseTime: Bool
        package var minimumOccasions: Int
        package var minimumCommonOccasions: Int
        package var stability: Bool
        package var follow: String

        package init(
            traces: Set<String>, windows: String, minimumParticipation: Int, minimumWeight: Int?,
            maximumObjectAccounts: Int?, rate: String, chanceBin: String, correction: String, permutations: Int,
            seed: String, acceptsCoarseTime: Bool, minimumOccasions: Int, minimumCommonOccasions: Int, stability: Bool,
            follow: String
        ) {
            self.traces = traces
            self.windows = windows
            self.minimumParticipation = minimumParticipation
            self.minimumWeight = minimumWeight
            self.maximumObjectAccounts = maximumObjectAccounts
            self.rate = rate
            self.chanceBin = chanceBin
            self.correction = correction
            self.permutations = permutations
            self.seed = seed
            self.acceptsCoarseTime = acceptsCoarseTime
            self.minimumOccasions = minimumOccasions
            self.minimumCommonOccasions = minimumCommonOccasions
            self.stability = stability
            self.follow = follow
        }
    }

    /// - Parameters:
    ///   - traces: names of all traces.
    ///   - runs: numbers of earlier runs that can be followed.
    ///   - from: the run whose settings these are; nil for the usual ones.
    package static func page(
        _ settings: Settings, traces: [String], runs: [Int64], from: Int64?, frame: SitePage.Frame
    ) -> SitePage {
        SitePage(
            "Search the case", section: .jobs, frame: frame, trail: [("Jobs", "/jobs")],
            lede: from.map {
                "With the settings of <a href=\"/runs/\(raw: Int($0))\">run \(raw: Int($0))</a>; change what you like."
            } ?? "For accounts that act together. The usual settings are a good beginning.",
            main: SiteForm(action: "/jobs/detect", token: frame.formToken).markup(
                what(settings, traces) + chance(settings) + more(settings, runs) + SiteField.button("Search")))
    }

    private static func group(_ title: Markup, _ fields: Markup) -> Markup {
        "<fieldset class=\"panel\"><legend>\(title)</legend>\n<div class=\"pair\">\n\(fields)</div></fieldset>\n"
    }

    private static func what(_ settings: Settings, _ traces: [String]) -> Markup {
        group(
            "What counts as acting together",
            SiteField.line(
                "window", "Windows", value: settings.windows, isRequired: true,
                hint:
                    "How far apart two actions may lie: <code>60s, 10min, 1h, none</code>; several at once, with commas."
            )
                + SiteField.number(
                    "min_weight", "Least weight", value: settings.minimumWeight, from: 1,
                    hint:
                        "Distinct objects that a pair needs; 3 where nothing is said, and 2 without a false discovery rate."
                )
                + SiteField.number(
                    "min_participation", "Least participation", value: settings.minimumParticipation, from: 1,
                    isRequired: true, hint: "Distinct co-acted objects that an account needs to take part.")
                + SiteField.number(
                    "max_object_accounts", "Leave out popular objects", value: settings.maximumObjectAccounts, from: 2,
                    hint: "Those that more accounts than this acted on; none where nothing is said.")
                + "<div class=\"traces\">\n"
                + SiteField.ticks(
                    "trace", "Traces; all where none is ticked", traces.map { ($0, "\($0)") }, chosen: settings.traces)
                + "</div>\n")
    }

    private static func chance(_ settings: Settings) -> Markup {
        group(
            "What is left to chance",
            SiteField.line(
                "fdr", "False discovery rate", value: settings.rate, isRequired: true,
                hint:
                    "At most this share of the pairs reported is there by chance; <code>none</code> asks no probability."
            )
                + SiteField.choice(
                    "chance_bin", "Chance within",
                    [("", "6 hours (usual)")] + ["1h", "6h", "1d", "none"].map { ($0, "\($0)") },
                    chosen: settings.chanceBin, hint: "Who acted when within such a bin of time is left to chance.")
                + SiteField.choice(
                    "correction", "Corrected for",
                    [
                        ("", "all pairs (usual)"), ("all", "all pairs"),
                        ("attainable", "pairs that could have met often enough"),
                    ],
                    chosen: settings.correction)
                + SiteField.number(
                    "permutations", "Searches over shuffled accounts", value: settings.permutations,
                    hint: "To check that the probabilities keep their promise; each takes as long as the search.")
                + SiteField.line("seed", "Seed", value: settings.seed, kind: "number", hint: "Of everything random."))
    }

    private static func more(_ settings: Settings, _ runs: [Int64]) -> Markup {
        let fields =
            SiteField.number(
                "min_occasions", "Occasions", value: settings.minimumOccasions, from: 1,
                hint: "Without a false discovery rate: occasions that link two accounts on particular things.")
            + SiteField.number(
                "min_common_occasions", "Occasions on common things", value: settings.minimumCommonOccasions, from: 1,
                hint: "The same for hashtags, domains, mentions and effects, which many share by chance.")
            + SiteField.choice(
                "follow", "Follow the networks of", [("", "no run")] + runs.map { ("\($0)", "run \($0)") },
                chosen: settings.follow, hint: "They keep their names, and what became of each is told.")
            + SiteField.ticks(
                "stability", "Stability", [("yes", "search again with each setting changed a little")],
                chosen: settings.stability ? ["yes"] : [])
            + SiteField.ticks(
                "accept_coarse_time", "Coarse times", [("yes", "allow windows finer than the times in the data")],
                chosen: settings.acceptsCoarseTime ? ["yes"] : [])
        return """
            <details class="panel"\(isUsual(settings) ? "" : " open" as Markup)><summary>More settings</summary>
            <div class="pair">
            \(fields)</div></details>

            """
    }

    private static func isUsual(_ settings: Settings) -> Bool {
        !settings.stability && !settings.acceptsCoarseTime && settings.follow.isEmpty && settings.rate != "none"
    }
}
