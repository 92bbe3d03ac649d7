package import Records
import Statistics

/// How many accounts of the whole input used what the members of a network share. What few use says more than what
/// everybody uses; this is no probability and is not called one.
package struct CrowdView: Sendable, Equatable {
    /// An object with its users.
    package struct Example: Sendable, Equatable {
        package var object: TracedObject
        /// Members that co-acted on it.
        package var members: Int
        /// Accounts of the whole input that acted on it at any time.
        package var accounts: Int

        package init(object: TracedObject, members: Int, accounts: Int) {
            self.object = object
            self.members = members
            self.accounts = accounts
        }
    }

    /// The shared objects of the network.
    package var objects: Int
    /// At least half of them were used by no more accounts than this.
    package var median: Int
    /// Those that nobody used but members who co-acted on them.
    package var exclusive: Int
    /// Of those, the one of most members.
    package var mostExclusive: Example?
    /// Of all, the one of most accounts in the input.
    package var mostUsed: Example

    package init(objects: Int, median: Int, exclusive: Int, mostExclusive: Example?, mostUsed: Example) {
        self.objects = objects
        self.median = median
        self.exclusive = exclusive
        self.mostExclusive = mostExclusive
        self.mostUsed = mostUsed
    }
}

extension CrowdView {
    /// The first answer to “is this chance?”: both ends and the middle, so that nothing is picked to impress.
    /// - Parameters:
    ///   - weakest, median: the q of the network's weakest and of its middle tie, which answer better; nil where chance
    ///     was not asked about.
    ///   - leastLikeness: how alike the most similar network is at the least when one setting changes; nil where that was
    ///     not tried.
    func paragraph(weakest: Probability?, median: Probability?, leastLikeness: Double? = nil) -> Markup {
        let settings: Markup =
            leastLikeness.map {
                """
                With one setting changed, \(NumberText.percent($0)) or more of its members stay the same (see <a href="#stability">Other settings</a>). \

                """
            } ?? ""
        let caution: Markup = Self.chances(weakest: weakest, median: median) + settings
        var facts: Markup
        if objects == 1 {
            facts = "Its one shared object, "
        } else {
            facts = """
                Half of its \(NumberText.grouped(objects)) shared objects were used by at most \
                \(Words.count(self.median, "account", "accounts")) of the whole input, at any time.
                """
            facts += " \(exclusivePart) "
            if mostUsed == mostExclusive {
                return paragraph(caution + facts + "No other was used by more. " + Self.rule)
            }
            facts += "The most used, "
        }
        facts += """
            \(name(mostUsed)), was used by \(Words.count(mostUsed.accounts, "account", "accounts")), \(share(mostUsed)).
            """
        return paragraph(caution + facts + " " + Self.rule)
    }

    private static func chances(weakest: Probability?, median: Probability?) -> Markup {
        guard let weakest, let median else {
            return "How likely this is by chance was not asked in this run. "
        }
        return """
            Its weakest tie has q = \(NumberText.probability(weakest)), at least half of its ties q = \
            \(NumberText.probability(median)) or less: <a href="#chance">chance alone</a> hardly explains them. \

            """
    }

    private static let rule: Markup = "The more accounts use a thing, the less it proves."

    private func paragraph(_ content: Markup) -> Markup {
        "<p class=\"crowd\"><b>Is it chance?</b> \(content)</p>\n"
    }

    private var exclusivePart: Markup {
        guard exclusive > 0, let widest = mostExclusive else {
            return "Each was used by somebody else too."
        }
        let accounts = Words.count(widest.members, "account", "accounts")
        if exclusive == 1 {
            return "One of them, \(name(widest)), was used by \(accounts), all of them members who co-acted on it."
        }
        return """
            \(NumberText.grouped(exclusive)) of them were used by nobody but members who co-acted on them; of these the \
            widest, \(name(widest)), by \(accounts).
            """
    }

    private func name(_ example: Example) -> Markup {
        "the \(example.object.trace.nouns.one) <q>\(foreign(example.object.value, upTo: 60))</q>"
    }

    /// Members may have used it without co-acting, hence not simply "members".
    private func share(_ example: Example) -> String {
        example.members == example.accounts
            ? "all of them members who co-acted on it"
            : "\(NumberText.grouped(example.members)) of them members who co-acted on it"
    }
}
