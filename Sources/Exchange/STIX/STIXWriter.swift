import Oversight
import Records

/// A dossier as a STIX 2.1 bundle, for OpenCTI and whatever else reads STIX.
///
/// Accounts are channels (with a user-account beside each), posts are media content, networks are groupings, operations
/// campaigns or intrusion sets; a threat actor is named only where somebody signed that. What STIX has no object for are
/// objects of our own types, each with a plain note. An object a line; the same dossier gives the same bytes.
package enum STIXWriter {
    /// What became of a dossier.
    package struct Outcome: Sendable, Hashable {
        /// Objects written.
        package var objects: Int
        /// What was left out because of its marking.
        package var withheld: Withheld
        /// Objects of ours whose id an imported object has already, which was written unchanged in their place.
        package var superseded: Int
    }

    /// - Parameter dossier: cleared for its marking.
    package static func write(_ dossier: Dossier, to sink: TextSink) throws(ExchangeError) -> Outcome {
        let document = STIXDocument(dossier, to: sink)
        try document.begin()
        var withheld = dossier.withheld
        withheld.add(.imported, try document.writeImported())
        try document.writeFrame()
        try document.writeAssets()
        try document.writeObservables()
        withheld.add(.post, try document.writePosts())
        try document.writeNetworks()
        try document.writeJudgements()
        try document.writeRegisters()
        try document.writeReport(withheld)
        try document.end()
        return Outcome(objects: document.count, withheld: withheld, superseded: document.superseded)
    }
}

/// A bundle while it is written.
final class STIXDocument {
    let dossier: Dossier
    let producer: STIXIdentifier
    /// The report on the whole, which is written last.
    let report: STIXIdentifier
    let assetKeys: Set<AssetKey>
    let domains: Set<AssetKey>
    private let sink: TextSink
    private(set) var count = 0
    private(set) var superseded = 0
    /// Ids of what others may write, too: imported objects and observables.
    private var taken: Set<Key> = []
    /// Everything the report is about, in the order in which it was written.
    private var reported: [Key] = []
    private var types: [String] = []
    private var typeNumbers: [String: UInt32] = [:]

    /// An id in twenty-four bytes: there may be millions. Two objects of one name and different types have one UUID.
    private struct Key: Hashable {
        let type: UInt32
        let uuid: NameBasedUUID
    }

    private func key(_ id: STIXIdentifier) -> Key {
        if let known = typeNumbers[id.type] { return Key(type: known, uuid: id.uuid) }
        let type = UInt32(types.count)
        typeNumbers[id.type] = type
        types.append(id.type)
        return Key(type: type, uuid: id.uuid)
    }

    init(_ dossier: Dossier, to sink: TextSink) {
        self.dossier = dossier
        self.sink = sink
        assetKeys = Set(dossier.assets.map(\.key))
        domains = Set(dossier.assets.filter { $0.kind == .domain }.map(\.key))
        producer = STIXIdentifier(
            "identity",
            [("identity_class", "organization"), ("name", STIXIdentifier.folded(dossier.head.producer))])
        report = STIXIdentifier(
            "report",
            [("name", STIXIdentifier.folded(dossier.head.title)), ("published", dossier.head.begun.description)])
    }

    func begin() throws(ExchangeError) {
        let head = dossier.head
        let id = STIXIdentifier(
            "bundle",
            [
                ("marking", head.marking.rawValue), ("now", head.now.description), ("summary", head.summary),
                ("title", head.title),
            ])
        try sink.write("{\"type\":\"bundle\",\"id\":\"\(id)\",\"objects\":[")
    }

    func end() throws(ExchangeError) { try sink.write("\n]}\n") }

    /// A report of more posts than this does not refer to each of them, nor to what ties them: nobody could open it.
    static let mostReportedPosts = 10_000

    /// Whether the report refers to posts.
    var reportsPosts: Bool { dossier.posts.count <= Self.mostReportedPosts }

    /// Writes an object once: an id that was there already is passed over.
    /// - Parameter isReported: whether the report refers to it.
    /// - Returns: whether it was written.
    @discardableResult
    func write(_ id: STIXIdentifier, _ members: STIXMembers, isReported: Bool = true) throws(ExchangeError) -> Bool {
        if isReported { note(id) }
        guard taken.isEmpty || !taken.contains(key(id)) else {
            superseded += 1
            return false
        }
        try write(members.json)
        return true
    }

    /// Writes an object that several things may have in common.
    func writeShared(_ id: STIXIdentifier, _ members: STIXMembers, isReported: Bool = true) throws(ExchangeError) {
        guard taken.insert(key(id)).inserted else { return }
        if isReported { note(id) }
        try write(members.json)
    }

    /// Writes an object whose id was claimed.
    func writeClaimed(
        _ id: STIXIdentifier, _ members: STIXMembers, isReported: Bool = true
    ) throws(ExchangeError) {
        if isReported { note(id) }
        try write(members.json)
    }

    /// Whether nothing has that id yet; it has from now on.
    func claim(_ id: STIXIdentifier) -> Bool { taken.insert(key(id)).inserted }

    private func write(_ json: [UInt8]) throws(ExchangeError) {
        try sink.write(count == 0 ? "\n" : ",\n")
        try sink.write(json)
        count += 1
    }

    private func note(_ id: STIXIdentifier) {
        reported.append(key(id))
    }

    /// Imported objects as they stood.
    /// - Returns: how many were left out because of their marking.
    func writeImported() throws(ExchangeError) -> Int {
        try dossier.imported.each { object throws(ExchangeError) in
            guard object.standard == "stix" else { return }
            if let id = STIXIdentifier(reading: object.id) { taken.insert(key(id)) }
            try write(Array(object.text.utf8))
        }
    }

    /// Who hands it out, and what the marks mean that stand on everything else.
    func writeFrame() throws(ExchangeError) {
        let marking = dossier.head.marking
        var identity = STIXMembers(producer)
        identity.time("created", dossier.head.begun)
        identity.time("modified", dossier.head.now)
        identity.text("name", dossier.head.producer)
        identity.text("identity_class", "organization")
        identity.references("object_marking_refs", [STIXMarking.identifier(marking)])
        // Platforms and debtors are identities, too, and one of them may be who hands it out.
        if claim(producer) {
            try writeClaimed(producer, identity, isReported: false)
        } else {
            superseded += 1
        }
        for light in TrafficLight.allCases where light.isAllowed(in: marking) {
            try write(STIXMarking.identifier(light), STIXMarking.definition(light), isReported: false)
        }
        for own in STIXExtension.Own.allCases {
            try write(own.identifier, own.definition(by: producer, marking: marking), isReported: false)
        }
    }

    /// What every object of ours but observables begins with.
    func members(_ id: STIXIdentifier, marking: TrafficLight?) -> STIXMembers {
        var members = STIXMembers(id)
        members.reference("created_by_ref", producer)
        // The first is when the case began, since an id has one time of creation for good; the second moves with the case.
        members.time("created", dossier.head.begun)
        members.time("modified", dossier.head.now)
        members.references("object_marking_refs", [STIXMarking.identifier(marking ?? .unmarked)])
        return members
    }

    /// Writes a relationship.
    /// - Parameter discriminator: what keeps several of one kind between the same two apart.
    func relate(
        _ source: STIXIdentifier, _ kind: String, _ target: STIXIdentifier, marking: TrafficLight?,
        discriminator: String = "", isReported: Bool = true, _ body: (inout STIXMembers) -> Void = { _ in }
    ) throws(ExchangeError) {
        var named = [
            ("relationship_type", kind), ("source_ref", source.description), ("target_ref", target.description),
        ]
        if !discriminator.isEmpty { named.append(("x_daylight", discriminator)) }
        let id = STIXIdentifier("relationship", named)
        var members = self.members(id, marking: marking)
        members.text("relationship_type", kind)
        members.reference("source_ref", source)
        members.reference("target_ref", target)
        body(&members)
        try write(id, members, isReported: isReported)
    }

    /// Writes a note beside objects: for whoever's program knows nothing of their types.
    /// - Parameter isReported: false where the note is on the report itself.
    func annotate(
        _ objects: [STIXIdentifier], _ abstract: String, _ content: String, marking: TrafficLight?,
        authors: [String] = [], isReported: Bool = true
    ) throws(ExchangeError) {
        let id = STIXIdentifier(
            "note", [("abstract", abstract), ("object", objects.first?.description ?? "")])
        var members = self.members(id, marking: marking)
        members.text("abstract", abstract)
        members.text("content", content)
        members.texts("authors", authors)
        members.references("object_refs", objects)
        try write(id, members, isReported: isReported)
    }

    /// The report, which refers to all the rest.
    func writeReport(_ withheld: Withheld) throws(ExchangeError) {
        let head = dossier.head
        var members = self.members(report, marking: head.marking)
        members.text("name", head.title)
        members.text(
            "description",
            head.summary + (withheld.total == 0 ? "" : " Left out because of their marking: \(withheld.words).")
                + (reportsPosts ? "" : " Posts stand in the bundle, and are too many for the report to refer to."))
        members.texts("report_types", [dossier.operations.isEmpty ? "observed-data" : "campaign"])
        members.time("published", head.begun)
        if reported.isEmpty { note(producer) }
        members.references(
            "object_refs",
            reported.map { STIXIdentifier(type: types[Int($0.type)], uuid: $0.uuid) })
        try write(report, members, isReported: false)
    }
}

extension TrafficLight {
    /// What a thing that shows both must be marked: the narrower circle, what is unmarked counting as it does.
    static func stricter(_ one: TrafficLight?, _ other: TrafficLight?) -> TrafficLight {
        max(one ?? .unmarked, other ?? .unmarked)
    }
}
