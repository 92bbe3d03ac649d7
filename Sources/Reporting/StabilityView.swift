import Records

/// What becomes of the main networks when one setting at a time is changed.
package struct StabilityView: Sendable, Equatable {
    /// One search with one setting changed.
    package struct Row: Sendable, Equatable {
        /// As the command line names it, with its value in the run and here.
        package var setting: String
        package var before: String
        package var after: String
        /// For each main network its likeness with the most similar one, 0 to 1; empty where the search was not made.
        package var likenesses: [Double]
        /// Main networks that are kept.
        package var keeping: Int
        /// Members of main networks that are in any network.
        package var accounts: Int
        /// Networks in all.
        package var networks: Int

        package init(
            setting: String, before: String, after: String, likenesses: [Double], keeping: Int, accounts: Int,
            networks: Int
        ) {
            self.setting = setting
            self.before = before
            self.after = after
            self.likenesses = likenesses
            self.keeping = keeping
            self.accounts = accounts
            self.networks = networks
        }
    }

    /// Main networks, and their members together.
    package var networks: Int
    package var members: Int
    /// The share of its members with which a network is said to be kept.
    package var keptShare: Double
    /// Members that a main network needs.
    package var leastMembers: Int
    package var rows: [Row]

    package init(networks: Int, members: Int, keptShare: Double, leastMembers: Int, rows: [Row]) {
        self.networks = networks
        self.members = members
        self.keptShare = keptShare
        self.leastMembers = leastMembers
        self.rows = rows
    }
}

extension StabilityView {
    /// What came of it, for a reader in a hurry.
    var sentence: String {
        let made = rows.filter { !$0.likenesses.isEmpty }
        if networks == 0 { return "No network has \(leastMembers) members or more, so none was followed." }
        guard let worst = made.min(by: { ($0.keeping, $0.accounts) < ($1.keeping, $1.accounts) }) else {
            return "No search with a changed setting could be made within the limits."
        }
        let share = NumberText.percent(keptShare)
        let searches =
            "\(Words.count(made.count, "more search", "more searches")), each with one setting changed by a fifth or by one step"
        if worst.keeping == networks {
            let all = networks == 1 ? "the main network" : "each of the \(networks) main networks"
            return "In \(searches), \(all) kept at least \(share) of its members together."
        }
        let kept = worst.keeping == 0 ? "none" : NumberText.grouped(worst.keeping)
        return
            "In each of \(searches), \(kept) or more of the \(Words.count(networks, "main network", "main networks")) kept "
            + "at least \(share) of their members together; fewest with \(worst.setting) \(worst.after), where "
            + "\(NumberText.grouped(worst.accounts)) of their \(NumberText.grouped(members)) accounts are still in a network."
    }
}

/// Whether other settings say the same: a table, and one sentence.
struct StabilitySection {
    let stability: StabilityView

    func markup() -> Markup {
        let rows = stability.rows.map { row -> [Markup] in
            let sorted = row.likenesses.sorted()
            let change: Markup = """
                <span class="mono">\(VisibleText.markup(row.setting)) \(VisibleText.markup(row.after))</span> \
                <span class="soft">instead of \(VisibleText.markup(row.before))</span>
                """
            guard let least = sorted.first else {
                return [change, "not searched: too much", "—", "—", "—", "—"]
            }
            // Of two middle ones the smaller, which is on the safe side.
            let median = sorted[(sorted.count - 1) / 2]
            return [
                change, "\(NumberText.fixed(least, places: 2))", "\(NumberText.fixed(median, places: 2))",
                "\(row.keeping) of \(stability.networks)", "\(row.accounts) of \(stability.members)", "\(row.networks)",
            ]
        }
        let table: Markup =
            rows.isEmpty
            ? ""
            : Table(
                caption: """
                    One setting changed at a time. Likeness: members in both over members in either, each main network \
                    with the most similar one of the other search
                    """, label: "Stability",
                columns: [
                    .text("Change"), .number("Least likeness"), .number("Median likeness"),
                    .number("Main networks that keep \(NumberText.percent(stability.keptShare)) of their members"),
                    .number("Their accounts still in a network"), .number("Networks in all"),
                ], rows: rows
            ).markup()
        return """
            <section id="stability" aria-labelledby="stability-heading">
            <h2 id="stability-heading">Would other settings say the same?</h2>
            <div class="prose">
            <p>\(VisibleText.markup(stability.sentence))</p>
            <p>The main networks are the largest, at most ten, with \(stability.leastMembers) members or more. Where a network falls \
            apart into two, or is joined with a neighbour, its accounts are still tied: the last but one column tells the \
            two apart. What is gone under a slightly different setting should not be relied on alone.</p>
            </div>
            \(table)</section>

            """
    }
}
