package import Records

/// What one form of a report (a table, a page) states of one network.
package struct StatedForm: Codable, Sendable, Hashable {
    package enum Form: String, Codable, Sendable, CaseIterable, Comparable {
        case table
        case page
        case unknown

        package static func < (left: Form, right: Form) -> Bool { left.rawValue < right.rawValue }
    }

    package var speaker: String
    /// The report's period as this form calls it, such as `2025-Q2-3`.
    package var period: String?
    /// Words that tell the network from others of the report: its origin, and a number where there are several.
    package var network: String
    package var form: Form
    /// The file or address.
    package var place: String
    package var counts: [CountKind: StatedCount]
    /// Statements whose number its publisher left out, such as `$xx`.
    package var placeholders: [String]

    package init(
        speaker: String, period: String?, network: String, form: Form, place: String,
        counts: [CountKind: StatedCount] = [:], placeholders: [String] = []
    ) {
        self.speaker = speaker
        self.period = period
        self.network = network
        self.form = form
        self.place = place
        self.counts = counts
        self.placeholders = placeholders
    }

    /// The period by the one name that both forms' names lead to.
    package var canonicalPeriod: String? { period.map { ReportTitle.canonical($0, platform: speaker) } }

    /// What the statements of a publisher's files count, a form for each file.
    ///
    /// What is counted is told by the words and by the step that they stand under: `4 accounts` under "Acquiring Instagram
    /// accounts" are Instagram's. A number that is stated twice in a file keeps the first.
    /// - Parameter statements: of any number of files, as they were read.
    /// - Parameter form: what kind of file a report's name belongs to.
    package static func forms(
        _ statements: [Statement], form: (String) -> Form = { Self.form(ofReport: $0) }
    ) -> [StatedForm] {
        var forms: [Publication: StatedForm] = [:]
        for statement in statements {
            let publication: Publication
            switch statement {
            case .claim(let claim): publication = claim.publication
            case .indicator(let indicator): publication = indicator.publication
            case .object: continue
            }
            var key = publication
            key.date = nil
            var stated =
                forms[key]
                ?? StatedForm(
                    speaker: key.speaker, period: key.period, network: networkWords(key.report), form: form(key.report),
                    place: key.report)
            switch statement {
            case .claim(let claim):
                if let kind = CountKind(claim), stated.counts[kind] == nil {
                    stated.counts[kind] = StatedCount(claim.number, StatedCount.wording(claim.statement))
                }
            case .indicator(let indicator):
                if indicator.kind == .text, isPlaceholder(indicator.original) {
                    stated.placeholders.append(indicator.original)
                }
            case .object: break
            }
            forms[key] = stated
        }
        return forms.values.sorted { $0.place < $1.place }
    }

    /// What rows of the ledger state, as the forms that their sources are: a row whose source is a table or a page of one
    /// network. Of a source that several rows share, nobody can tell which network a number belongs to by its name.
    package static func forms(of rows: [Disclosure]) -> [StatedForm] {
        let sources = Dictionary(grouping: rows, by: \.source)
        return rows.filter { sources[$0.source]?.count == 1 }.map(StatedForm.init).filter { $0.form != .unknown }
    }

    /// What a row of the ledger states, as the form that its source is.
    package init(_ row: Disclosure) {
        let file = row.source.split(separator: "/").last.map(String.init) ?? row.source
        let period = Self.period(of: row.report)
        self.init(
            speaker: row.platform, period: period, network: Self.networkWords(Self.plainName(file)),
            form: Self.form(ofFile: file), place: row.source, counts: row.counts)
    }

    /// A report's name as a period: `Adversarial Threat Report Q2-3 2025` is `2025-Q2-3`.
    private static func period(of report: String) -> String? {
        let words = report.split(separator: " ").map(String.init)
        guard let place = words.firstIndex(where: { ReportingPeriod.year($0) != nil }), place > 0,
            ReportingPeriod(words[place - 1] + " " + words[place]) != nil
        else { return nil }
        return words[place] + "-" + words[place - 1]
    }

    /// Meta's tables are named by the quarter with underscores, its pages in lower case with hyphens.
    private static func form(ofReport name: String) -> Form {
        if name.hasPrefix("meta-") { return .page }
        return name.contains("_") ? .table : .unknown
    }

    private static func form(ofFile name: String) -> Form {
        if name.hasSuffix(".md") { return .page }
        return name.hasSuffix(".csv") ? .table : .unknown
    }

    /// An address's last part as a file's name.
    private static func plainName(_ file: String) -> String {
        var name = file
        for ending in [".md", ".csv"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
        for (code, character) in [("%20", " "), ("%23", "#"), ("%26", "&"), ("%C3%BC", "ü")] {
            name = name.split(separator: code, omittingEmptySubsequences: false).joined(separator: character)
        }
        return name
    }

    /// A file's name without what all such names share, in lower case: `iran 2`.
    static func networkWords(_ name: String) -> String {
        var words: [String] = []
        for word in name.lowercased().split(whereSeparator: { !($0.isLetter || $0.isNumber) }).map(String.init)
        where !common.contains(word) && ReportingPeriod.year(word) == nil && !isPeriodWord(word) {
            words.append(word)
        }
        // `Q2-3` leaves a lone digit behind, which stands before the first word; a network's number stands last.
        while let first = words.first, words.count > 1, first.allSatisfy(\.isNumber) { words.removeFirst() }
        return words.joined(separator: " ")
    }

    private static func isPeriodWord(_ word: String) -> Bool {
        word == "h1" || word == "h2" || ReportingPeriod.quarter(word.uppercased()) != nil
    }

    private static let common: Set<String> = [
        "meta", "githubiocs", "based", "cib", "ib", "network", "cluster", "influence", "operation", "updated", "and",
        "targeting",
    ]

    private static func isPlaceholder(_ text: String) -> Bool {
        text.lowercased().split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "$") }).contains {
            $0 == "xx" || $0 == "$xx" || $0 == "xxx"
        }
    }
}

extension StatedCount {
    /// The wording of a statement that begins with its number.
    fileprivate static func wording(_ statement: String) -> Wording {
        let lower = statement.lowercased()
        for word in ["about ", "around ", "approximately ", "nearly ", "almost ", "roughly ", "~"]
        where lower.contains(word) {
            return .about
        }
        for word in ["over ", "more than ", "at least "] where lower.hasPrefix(word) { return .moreThan }
        for word in ["less than ", "fewer than ", "up to "] where lower.hasPrefix(word) { return .lessThan }
        return .exact
    }
}

extension CountKind {
    /// What a claim counts; nil where it is none of what the ledger holds.
    fileprivate init?(_ claim: Claim) {
        let unit = claim.unit.lowercased()
        let isInstagram = claim.platform == .instagram || unit.contains("instagram")
        if unit.hasPrefix("$") || unit.contains("spending for ads") || unit.contains("ad spend") {
            self = .adSpendUSD
        } else if unit.contains("followed") || unit.contains("joined") || unit.contains("follower") {
            // "accounts followed one or more of these Pages": who is followed decides.
            if unit.contains("group") {
                self = .groupMembers
            } else {
                self = isInstagram ? .instagramFollowers : .followers
            }
        } else if unit.contains("page") {
            self = .pages
        } else if unit.contains("group") {
            self = .groups
        } else if unit.contains("channel") {
            self = .channels
        } else if unit.contains("account") || unit.contains("acount") || unit.contains("profile") {
            guard isInstagram || claim.platform == nil || claim.platform == .facebook else { return nil }
            self = isInstagram ? .instagramAccounts : .accounts
        } else {
            return nil
        }
    }
}
