import Bytes
package import Records

/// What goes into a package, and what does not and why.
///
/// A record goes in when it is among those asked for and its marking allows it in the package's. A file goes in with the
/// records that name it, unless the case has a record of it that the marking keeps out. Nothing is rewritten to make it fit:
/// what may not go is left out whole, and said.
package struct PackagePlan: Sendable {
    /// What was left out, for the package to say.
    package struct Omission: Codable, Hashable, Sendable, Comparable {
        /// `record`, `file`, `exhibit`, `entries`.
        package var kind: String
        /// The record's id, the file's SHA-256, the exhibit's label; nil where saying it would tell what is kept out.
        package var name: String?
        package var reason: String
        /// How many, where they are counted together.
        package var count: Int

        package static func < (left: Omission, right: Omission) -> Bool {
            (left.kind, left.name ?? "", left.reason) < (right.kind, right.name ?? "", right.reason)
        }
    }

    /// A record that goes in.
    package struct Item: Sendable {
        package var identifier: String
        /// Its entry in the log.
        package var entry: Int
        /// Whether it is a row of an import, and so a line among the posts.
        package var isRow: Bool
        /// Whether it has an answer of HTTP.
        package var hasAnswer: Bool
    }

    /// A file that goes in.
    package struct Object: Sendable {
        package var sha256: String
        package var path: String
        package var bytes: Int64
        /// The record that names it, the first of several, and the record's entry in the log.
        package var record: String
        package var entry: Int
    }

    /// Whether the store has an object.
    package enum Presence: Hashable, Sendable {
        case kept
        /// It was taken away on purpose, as that entry of the log says.
        case destroyed(entry: Int)
        /// It should be there, and is not.
        case vanished
    }

    /// In the order of their ids.
    package private(set) var records: [Item] = []
    /// In the order of their paths.
    package private(set) var objects: [Object] = []
    /// In the order of their labels.
    package private(set) var exhibits: [Exhibit] = []
    package private(set) var omissions: [Omission] = []
    /// Objects that would go in, and that the store has lost.
    package private(set) var vanished: [Object] = []
    /// Whether a marking keeps something out: then the log goes in as an excerpt.
    package private(set) var isExcerpt = false

    private let marking: TrafficLight
    /// Records asked for; nil for all.
    private let wanted: Set<String>?
    private var files: [String: File] = [:]
    private var markings: [String: TrafficLight] = [:]
    private var beyond: Set<String> = []
    private var destroyed: Set<String> = []

    private struct File {
        var path: String?
        var bytes: Int64 = 0
        var record = ""
        var entry = 0
        var isKeptOut = false
        var presence = Presence.kept
    }

    /// - Parameters:
    ///   - exhibits: those that were asked for, or all of the case.
    ///   - onlyExhibits: whether records that no exhibit names stay out.
    ///   - marking: the package's.
    package init(exhibits: [Exhibit], onlyExhibits: Bool, marking: TrafficLight) {
        self.exhibits = exhibits.sorted { $0.label < $1.label }
        self.marking = marking
        wanted = onlyExhibits ? Set(exhibits.flatMap(\.assessed.records)) : nil
    }

    /// Takes the next record of the log. Records come in the order of their entries, each once.
    /// - Parameters:
    ///   - disclosure: how it is marked: its own marking, or that of what it is about where this is narrower.
    ///   - presence: whether the store has an object.
    package mutating func take(
        _ record: EvidenceRecord, identifier: String, entry: Int, disclosure: TrafficLight,
        presence: (_ sha256: String) -> Presence
    ) {
        markings[identifier] = disclosure
        guard disclosure.isAllowed(in: marking) else {
            isExcerpt = true
            omissions.append(
                Omission(kind: "record", name: nil, reason: keptOut(disclosure), count: 1))
            for file in record.files { files[file.sha256, default: File()].isKeptOut = true }
            return
        }
        if let wanted, !wanted.contains(identifier) {
            beyond.insert(identifier)
            return
        }
        records.append(
            Item(
                identifier: identifier, entry: entry, isRow: record.row != nil,
                hasAnswer: record.capture.status != nil
                    && record.files.contains { $0.part == .original && $0.isKept }))
        for file in record.files where file.isKept {
            var known = files[file.sha256] ?? File()
            let path = PackageLayout.object(file)
            // A file that was kept under two names stands in the package once.
            known.path = known.path.map { min($0, path) } ?? path
            known.bytes = file.bytes
            known.presence = presence(file.sha256)
            if known.entry == 0 { (known.record, known.entry) = (identifier, entry) }
            files[file.sha256] = known
        }
    }

    /// Leaves a record out that was destroyed on purpose. Which one it was is not told: how it was marked is gone with it.
    /// - Parameter entry: the one that says so.
    package mutating func leaveOut(destroyed identifier: String, entry: Int) {
        destroyed.insert(identifier)
        omissions.append(
            Omission(kind: "record", name: nil, reason: "it was destroyed, as the custody log says", count: 1))
    }

    private func keptOut(_ disclosure: TrafficLight) -> String {
        "it is marked \(disclosure.label), and the package \(marking.label)"
    }

    /// Ends the plan.
    /// - Throws: `EvidenceError.refused` where an exhibit rests on what the marking keeps out, or on what is not in the log
    ///   up to the checkpoint, and where nothing is left.
    package mutating func finish() throws(EvidenceError) {
        exhibits = try allowedExhibits()
        if records.isEmpty {
            throw .refused(field: "package", reason: "no record may go in, or there is none yet")
        }
        records.sort { $0.identifier < $1.identifier }
        settleFiles()
        if !beyond.isEmpty {
            omissions.append(
                Omission(
                    kind: "record", name: nil, reason: "no exhibit of the package rests on it", count: beyond.count)
            )
        }
        omissions = Self.together(omissions)
        files = [:]
        markings = [:]
        beyond = []
        destroyed = []
    }

    /// The exhibits that may go in; what is said of the others stands among the omissions.
    private mutating func allowedExhibits() throws(EvidenceError) -> [Exhibit] {
        var allowed: [Exhibit] = []
        for exhibit in exhibits {
            var isKeptOut = false
            var isDestroyed = false
            for record in exhibit.assessed.records {
                if destroyed.contains(record) {
                    guard wanted == nil else {
                        throw .refused(
                            field: "exhibit \(exhibit.label)",
                            reason:
                                "record \(record.prefix(12)), on which it rests, was destroyed; leave the exhibit out")
                    }
                    isDestroyed = true
                    continue
                }
                guard let disclosure = markings[record] else {
                    throw .refused(
                        field: "exhibit \(exhibit.label)",
                        reason: "record \(record.prefix(12)) came after the last checkpoint; make another with"
                            + " 'daylight evidence checkpoint'")
                }
                if disclosure.isAllowed(in: marking) { continue }
                guard wanted == nil else {
                    throw .refused(
                        field: "exhibit \(exhibit.label)",
                        reason:
                            "it rests on record \(record.prefix(12)), and \(keptOut(disclosure)); give a narrower marking"
                            + " with --tlp, or name exhibits that may be shown")
                }
                isKeptOut = true
            }
            if isDestroyed {
                omissions.append(
                    Omission(kind: "exhibit", name: nil, reason: "it rests on what was destroyed", count: 1))
            } else if isKeptOut {
                omissions.append(
                    Omission(kind: "exhibit", name: nil, reason: "it rests on what the marking keeps out", count: 1))
            } else {
                allowed.append(exhibit)
            }
        }
        return allowed
    }

    /// Parts the files into those that go in, those that are gone, and those that are left out.
    private mutating func settleFiles() {
        for (sha256, file) in files {
            guard let path = file.path else { continue }
            if file.isKeptOut {
                omissions.append(
                    Omission(
                        kind: "file", name: sha256,
                        reason: "a record that the package's marking keeps out is about it, too", count: 1))
                continue
            }
            let object = Object(
                sha256: sha256, path: path, bytes: file.bytes, record: file.record, entry: file.entry)
            switch file.presence {
            case .kept: objects.append(object)
            case .vanished: vanished.append(object)
            case .destroyed(let entry):
                omissions.append(
                    Omission(kind: "file", name: sha256, reason: "it was destroyed, as entry \(entry) says", count: 1))
            }
        }
        vanished.sort { ($0.entry, $0.sha256) < ($1.entry, $1.sha256) }
        objects.sort { BagManifest.precedes($0.path, $1.path) }
    }

    /// Omissions without a name and of one reason, counted.
    private static func together(_ omissions: [Omission]) -> [Omission] {
        var counted: [Omission] = []
        for omission in omissions.sorted() {
            if omission.name == nil, let last = counted.last, last.name == nil, last.kind == omission.kind,
                last.reason == omission.reason
            {
                counted[counted.count - 1].count += omission.count
            } else {
                counted.append(omission)
            }
        }
        return counted
    }

    /// Says that entries of the log were left out.
    package mutating func leaveOut(entries: Int) {
        guard entries > 0 else { return }
        omissions.append(
            Omission(
                kind: "entries", name: nil,
                reason:
                    "they are about what the package's marking keeps out; those that are here are proved to stand in the log. The proofs"
                    + " hold hashes of the others: who can guess one of them whole, to the millisecond, can confirm the guess",
                count: entries))
    }

    /// SHA-256s of everything that goes in: the objects whose events an excerpt of the log has.
    package func known() -> Set<ContentKey> {
        var known: Set<ContentKey> = []
        for record in records { if let key = ContentKey(record.identifier) { known.insert(key) } }
        for object in objects { if let key = ContentKey(object.sha256) { known.insert(key) } }
        return known
    }
}

/// `data/contents.json`: what a package is, and what it leaves out.
package struct PackageContents: Codable, Hashable, Sendable {
    package static let form = "daylight-package-1"

    package var form = PackageContents.form
    package var origin: String
    /// TLP 2.0.
    package var marking: String
    package var software: String
    /// Labels.
    package var exhibits: [String]
    /// Entries that the checkpoint covers.
    package var size: Int
    /// Whether the log is here as a whole.
    package var isWholeLog: Bool
    package var records: Int
    package var files: Int
    package var omissions: [PackagePlan.Omission]

    package init(
        origin: String, marking: TrafficLight, software: String, exhibits: [String], size: Int, isWholeLog: Bool,
        records: Int, files: Int, omissions: [PackagePlan.Omission]
    ) {
        self.origin = origin
        self.marking = marking.label
        self.software = software
        self.exhibits = exhibits
        self.size = size
        self.isWholeLog = isWholeLog
        self.records = records
        self.files = files
        self.omissions = omissions
    }

    private enum CodingKeys: String, CodingKey {
        case form
        case origin
        case marking = "tlp"
        case software
        case exhibits
        case size = "log_entries"
        case isWholeLog = "log_whole"
        case records
        case files
        case omissions = "left_out"
    }
}
