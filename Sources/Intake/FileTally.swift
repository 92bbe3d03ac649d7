import Bytes
import Records

/// Counts what one file gives while it is read.
struct FileTally {
    private(set) var rows: UInt64 = 0
    private(set) var accepted: UInt64 = 0
    private(set) var repeated: UInt64 = 0
    private(set) var rejected: UInt64 = 0
    private(set) var passed: UInt64 = 0
    /// By reason: how often, and what was said the first time.
    private var reasons: [String: (count: UInt64, example: String)] = [:]
    private var contradictions: UInt64 = 0
    private var rounded: UInt64 = 0
    private var roundedPosts: UInt64 = 0
    private var errorReports: UInt64 = 0
    /// Accepted records that have a time of their own.
    private var timed: UInt64 = 0
    private var anonymousPosts: UInt64 = 0
    private var profiles: UInt64 = 0
    private var counters: UInt64 = 0
    private var indicators: UInt64 = 0
    private var claims: UInt64 = 0
    private var objects: UInt64 = 0
    /// By name: how often, what it means, and what the first one said.
    private var remarks: [String: (count: UInt64, meaning: String, example: String?)] = [:]
    private var repeatedColumns: [String] = []
    private var isHeaderAlone = false
    private var first = Int64.max
    private var last = Int64.min
    private var fineness = SpelledTime.Fineness.millisecond
    private var isWholeMinutes = true
    private var isWholeDays = true
    private var platforms: Set<Platform> = []
    private var platform: Platform?

    /// A record comes.
    mutating func begin() { rows += 1 }

    mutating func accept(_ post: RecordDraft, isNew: Bool) {
        accepted += 1
        if !isNew { repeated += 1 }
        for remark in post.remarks { note(remark) }
        if platform != post.platform {
            platform = post.platform
            platforms.insert(post.platform)
        }
        switch post.kind {
        case .post, .shareEvent: break
        case .anonymousPost: anonymousPosts += 1
        case .profile:
            profiles += 1
            return
        case .counters:
            counters += 1
            return
        }
        timed += 1
        let time = post.time
        first = min(first, time.milliseconds)
        last = max(last, time.milliseconds)
        if time.fineness.rawValue > fineness.rawValue { fineness = time.fineness }
        if isWholeMinutes, time.milliseconds % 60_000 != 0 { isWholeMinutes = false }
        if isWholeDays, time.milliseconds % 86_400_000 != 0 { isWholeDays = false }
        if time.isRounded { rounded += 1 }
        if post.hasRoundedIdentifier { roundedPosts += 1 }
        if IdentifierTime.contradicts(post) { contradictions += 1 }
    }

    /// A row that states something; not new where all of it was stated before.
    mutating func accept(_ statements: StatementDraft, isNew: Bool) {
        accepted += 1
        if !isNew { repeated += 1 }
        for remark in statements.remarks { note(remark) }
        for statement in statements.statements {
            switch statement {
            case .indicator: indicators += 1
            case .claim: claims += 1
            case .object: objects += 1
            }
        }
    }

    /// A record that tells of nothing that is kept.
    mutating func pass(_ fault: RecordFault) {
        passed += 1
        note(Remark(fault.reason, fault.detail))
    }

    private mutating func note(_ remark: Remark) {
        let example = remark.example.map { "record \(rows): \($0)" }
        remarks[remark.name, default: (0, remark.meaning, example)].count += 1
    }

    mutating func reject(_ fault: RecordFault) {
        rejected += 1
        flag(fault.reason, fault.detail)
    }

    /// Trouble with the file, not with a record.
    mutating func flag(_ reason: String, _ detail: String) {
        reasons[reason, default: (0, detail)].count += 1
    }

    mutating func noteErrorReport() { errorReports += 1 }

    mutating func noteRepeated(columns: [String]) { repeatedColumns = columns }

    mutating func noteHeaderAlone() { isHeaderAlone = true }

    func fill(_ summary: inout FileSummary) {
        summary.rows = rows
        summary.accepted = accepted
        summary.repeated = repeated
        summary.rejected = rejected
        summary.passed = passed
        summary.rejectedByReason = reasons.sorted { $0.key < $1.key }.map {
            FileSummary.Count(name: $0.key, count: $0.value.count, meaning: $0.value.example)
        }
        summary.notes = notes
        if timed > 0 {
            summary.resolution = resolution
            summary.first = Instant(milliseconds: first)
            summary.last = Instant(milliseconds: last)
        }
        summary.platform = platforms.count == 1 ? platforms.first : nil
    }

    /// As many posts as this all on the minute (or at midnight) are no accident: the times were cut.
    private static let telling: UInt64 = 100

    private var resolution: TimeResolution {
        let spelled =
            switch fineness {
            case .millisecond: TimeResolution.millisecond
            case .second: TimeResolution.second
            case .minute: TimeResolution.minute
            case .day: TimeResolution.day
            }
        guard timed >= Self.telling else { return spelled }
        if isWholeDays { return .day }
        return isWholeMinutes ? max(spelled, .minute) : spelled
    }

    private var notes: [FileSummary.Count] {
        var notes: [FileSummary.Count] = []
        func add(_ name: String, _ count: UInt64, _ meaning: String) {
            if count > 0 { notes.append(FileSummary.Count(name: name, count: count, meaning: meaning)) }
        }
        add("anonymous-post", anonymousPosts, "posts whose account the source keeps to itself; they are in no search")
        add("claim", claims, "numbers that somebody states; they are kept as claims")
        add("counters", counters, "observations of a post's counters")
        add("error-report", errorReports, "pages that report an error of the interface instead of posts")
        add(
            "id-time-contradiction", contradictions,
            "posts whose id was made more than a day before or after their stated time")
        add("indicator", indicators, "published traces of operations")
        add("object", objects, "objects of a document; each is kept as it stands, to be handed on unchanged")
        add("profile", profiles, "descriptions of accounts; they add no post")
        add(FileSummary.headerAlone, isHeaderAlone ? 1 : 0, "header and no rows below it: nothing was read from there")
        add(
            "repeated-column", UInt64(repeatedColumns.count),
            "columns whose name stands over several; the first is read: \(repeatedColumns.joined(separator: ", "))")
        add(
            "rounded-post-id", roundedPosts,
            "posts whose id was rounded by a spreadsheet; each counts as a post of its own")
        add("time-rounded", rounded, "times finer than a millisecond, rounded down")
        for (name, remark) in remarks {
            add(name, remark.count, remark.meaning + (remark.example.map { "; the first: \($0)" } ?? ""))
        }
        return notes.sorted { $0.name < $1.name }
    }
}
