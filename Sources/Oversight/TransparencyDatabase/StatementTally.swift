import Bytes
package import Records

/// Statements of reasons counted by platform, day, category, keywords and what was decided, in columns.
///
/// Memory follows the number of distinct combinations, not of statements; 13 bytes a statement are added where repeats
/// are looked for. The order of the statements does not matter.
package struct StatementTally: Sendable {
    /// Statements counted.
    package private(set) var statements: UInt64 = 0
    /// Statements of platforms that are not wanted: nothing of them is counted but that they are there.
    package private(set) var passed: UInt64 = 0
    /// Statements left out because one with the same id was counted: dumps of one platform and of all overlap.
    package private(set) var repeated: UInt64 = 0
    /// Rows of the files that were rejected: what they say is not counted.
    package private(set) var rejected: UInt64 = 0
    /// SHA-256 of the files that were read whole.
    package private(set) var inputs: [String] = []
    /// What is known to be missing: files that broke off.
    package private(set) var gaps: [String] = []
    /// The first and last day on which a statement of any platform came to the database; nil without statements.
    package private(set) var created: ReportPeriod?

    private var platformNames = Interner()
    /// Whether a platform is wanted, by index.
    private var isWanted: [Bool] = []
    private let wantedPlatforms: Set<String>?
    /// Days on which any platform applied a decision, wanted or not.
    private var days = KeyIndex()
    private var categoryNames = Interner()
    /// Sets of keywords as their names in order, with commas between them.
    private var keywordSets = Interner()
    /// Lists of keywords as files spell them, and the sets that they are.
    private var spellings = Interner()
    private var setOfSpelling: [UInt32] = []
    private var known = NumberSet()
    private let findsRepeats: Bool

    private var profiles = KeyIndex()
    private var cells = KeyIndex()
    private var counts: [UInt64] = []
    private var laterContent: [UInt64] = []
    private var earlierEnds: [UInt64] = []
    /// Days between application and creation, and between content and application, each for its cell.
    private var spans = CountTable()

    /// Distinct combinations that are held.
    private let mostSpans: Int
    private static let mostPlatforms = 1 << 16
    private static let mostProfiles = 1 << 24
    private static let mostSpellings = 1 << 18
    private static let dayBias: Int64 = 1 << 22
    private static let spanBias: Int64 = 1 << 23

    /// - Parameters:
    ///   - platforms: whose statements are counted, as the database names them, case aside; nil for all.
    ///   - findsRepeats: whether a statement with an id that was counted is left out.
    ///   - mostSpans: combinations of platform, day, kind and number of days that are held at most: where all are, they
    ///     take some 600 MB.
    package init(platforms: [String]? = nil, findsRepeats: Bool = true, mostSpans: Int = 1 << 23) {
        wantedPlatforms = platforms.map { Set($0.map { $0.lowercased() }) }
        self.findsRepeats = findsRepeats
        self.mostSpans = mostSpans
    }

    /// Counts a statement.
    /// - Returns: false where the tally is full: this statement and what follows is not counted.
    package mutating func add(_ statement: StatementOfReasons) -> Bool {
        guard spans.count + 2 <= mostSpans, platformNames.count < Self.mostPlatforms,
            categoryNames.count < StatementProfile.mostCategories, profiles.count < Self.mostProfiles,
            keywordSets.count < StatementProfile.mostKeywordSets
        else { return false }
        let applied = Self.bounded(statement.applicationDay)
        _ = days.insert(UInt64(applied + Self.dayBias))
        let createdDay = Day(of: statement.created)
        noteCreated(createdDay)
        let platform = platformNames.intern(statement.platform)
        if isWanted.count == Int(platform) {
            isWanted.append(wantedPlatforms?.contains(statement.platform.string.lowercased()) ?? true)
        }
        guard isWanted[Int(platform)] else {
            passed += 1
            return true
        }
        if findsRepeats, !statement.uuid.isEmpty, !known.insert(statement.uuid.hash(seed: 0)) {
            repeated += 1
            return true
        }
        let profile = StatementProfile(
            category: categoryNames.intern(statement.category), keywords: keywordSet(statement.keywords),
            decisions: statement.decisions, ground: statement.ground, source: statement.source,
            isDetectedAutomatically: statement.isDetectedAutomatically, automation: statement.automation)
        let (kind, _) = profiles.insert(profile.packed)
        let (cell, isNew) = cells.insert(
            (UInt64(platform) << 23 | UInt64(applied + Self.dayBias)) << 24 | UInt64(kind))
        if isNew {
            counts.append(0)
            laterContent.append(0)
            earlierEnds.append(0)
        }
        counts[cell] += 1
        addSpan(cell, isAge: false, Self.bounded(createdDay) - applied)
        if let content = statement.contentDay {
            addSpan(cell, isAge: true, applied - Self.bounded(content))
            if content > statement.applicationDay { laterContent[cell] += 1 }
        }
        if let end = statement.earliestEnd, end < statement.applicationDay { earlierEnds[cell] += 1 }
        statements += 1
        return true
    }

    private mutating func noteCreated(_ day: Day) {
        if let created, created.first <= day, day <= created.last { return }
        created = ReportPeriod(first: min(day, created?.first ?? day), last: max(day, created?.last ?? day))
    }

    /// Says of a file that was read into this tally what the statements themselves cannot.
    package mutating func noteFile(sha256: String, rejected: UInt64, gap: String?) {
        if !sha256.isEmpty { inputs.append(sha256) }
        self.rejected += rejected
        if let gap { gaps.append(gap) }
    }

    /// Days as keys have room for them: some ten thousand years around 1970.
    private static func bounded(_ day: Day) -> Int64 { Int64(min(max(day.number, -4_000_000), 4_000_000)) }

    private mutating func addSpan(_ cell: Int, isAge: Bool, _ days: Int64) {
        spans.add((UInt64(cell) << 1 | (isAge ? 1 : 0)) << 24 | UInt64(days + Self.spanBias))
    }

    private mutating func keywordSet(_ list: ConstantList) -> UInt32 {
        if let spelling = spellings.find(list.bytes) { return setOfSpelling[Int(spelling)] }
        var names: Set<String> = []
        var elements = list.elements
        while let name = elements.next() { names.insert(name.string) }
        let set = ByteView.with(names.sorted().joined(separator: ",")) { keywordSets.intern($0) }
        if spellings.count < Self.mostSpellings {
            _ = spellings.intern(list.bytes)
            setOfSpelling.append(set)
        }
        return set
    }
}

extension StatementTally {
    /// The platforms whose statements are counted, by name.
    package var platforms: [String] {
        (0..<UInt32(platformNames.count)).filter { isWanted[Int($0)] }.map { platformNames.names.string($0) }.sorted()
    }

    /// The platforms of which a statement was met, counted or not, by name.
    package var platformsMet: [String] {
        (0..<UInt32(platformNames.count)).map { platformNames.names.string($0) }.sorted()
    }

    /// Why nothing can be said of a platform of which no statement was met: nobody knows whether it filed none, or goes by
    /// another name. Nil where one was met, or the files hold none at all.
    func absence(of platform: String) -> String? {
        let met = platformsMet
        if met.isEmpty || met.contains(where: { $0.lowercased() == platform.lowercased() }) { return nil }
        let named = met.prefix(200).joined(separator: ", ") + (met.count > 200 ? " and \(met.count - 200) more" : "")
        return "the dumps hold no statement at all of a platform named '\(platform)'; they hold statements of \(named)"
    }

    /// Whether the tally counts what such a platform files.
    func counts(_ platform: String) -> Bool { wantedPlatforms?.contains(platform.lowercased()) ?? true }

    func category(_ index: UInt32) -> String { categoryNames.names.string(index) }

    /// The sets of keywords, by index.
    var keywords: [Set<String>] {
        (0..<UInt32(keywordSets.count)).map { index in
            Set(keywordSets.names.string(index).split(separator: ",").map(String.init))
        }
    }

    /// One combination with its count.
    struct Cell {
        var index: Int
        var day: Day
        var profile: StatementProfile
        var count: Int
        var laterContent: Int
        var earlierEnds: Int
    }

    /// The combinations of a platform in a period, its name taken without regard to case.
    func cells(of platform: String, in period: ClosedRange<Day>) -> [Cell] {
        let folded = platform.lowercased()
        let wanted = Set(
            (0..<UInt32(platformNames.count)).filter { platformNames.names.string($0).lowercased() == folded })
        var found: [Cell] = []
        for (index, key) in cells.keys.enumerated() {
            guard wanted.contains(UInt32(truncatingIfNeeded: key >> 47)) else { continue }
            let day = Self.day(key)
            guard period.contains(day) else { continue }
            found.append(
                Cell(
                    index: index, day: day, profile: StatementProfile(packed: profiles.keys[Int(key & 0xFF_FFFF)]),
                    count: Int(counts[index]), laterContent: Int(laterContent[index]),
                    earlierEnds: Int(earlierEnds[index])))
        }
        return found
    }

    /// The days of a period on which any platform applied a decision.
    func daysWithStatements(in period: ClosedRange<Day>) -> Set<Day> {
        Set(days.keys.map { Day(Int32(truncatingIfNeeded: Int64($0) - Self.dayBias)) }.filter(period.contains))
    }

    /// Calls `body` with each number of days that statements of a cell have, and how many have it; in no order.
    func eachSpan(_ body: (_ cell: Int, _ isAge: Bool, _ days: Int, _ count: Int) -> Void) {
        spans.each { key, count in
            body(Int(key >> 25), key >> 24 & 1 == 1, Int(Int64(key & 0xFF_FFFF) - Self.spanBias), Int(count))
        }
    }

    private static func day(_ key: UInt64) -> Day {
        Day(Int32(truncatingIfNeeded: Int64(key >> 24 & 0x7F_FFFF) - dayBias))
    }
}
