import Oversight
import Records

/// A dossier as an event of MISP's core format, made without a detour by STIX, which MISP reads with losses.
///
/// Accounts are objects of their platform's template where there is one, posts microblogs, networks social media groups
/// whose members refer to them; operations are campaign names, and a threat actor is named only where somebody signed
/// that. An object a line; the same dossier gives the same bytes. The event is not published, and its distribution is
/// `0`, the recipient's own organisation: what may be passed on further is for people to decide by its tags.
package enum MISPWriter {
    /// - Parameter dossier: cleared for its marking.
    package static func write(_ dossier: Dossier, to sink: TextSink) throws(ExchangeError) -> ExportOutcome {
        let document = MISPDocument(dossier, to: sink)
        try document.begin()
        try document.writeAttributes()
        try document.beginObjects()
        try document.writeAssets()
        try document.writeNetworks()
        try document.writeJudgements()
        try document.writeRegisters()
        var withheld = dossier.withheld
        withheld.add(.post, try document.writePosts())
        try document.writeFiles()
        try document.end()
        return ExportOutcome(written: document.count, withheld: withheld)
    }
}

/// An event while it is written.
final class MISPDocument {
    let dossier: Dossier
    private let sink: TextSink
    private(set) var count = 0
    private var isFirst = true
    /// The files that posts were read from, by their SHA-256.
    var files: Set<String> = []
    /// Identifiers of the networks of each account.
    let memberships: [AssetKey: [String]]
    /// Ties by their first account.
    let ties: [AssetKey: [Dossier.Edge]]
    let assetKeys: Set<AssetKey>

    init(_ dossier: Dossier, to sink: TextSink) {
        self.dossier = dossier
        self.sink = sink
        var memberships: [AssetKey: [String]] = [:]
        var ties: [AssetKey: [Dossier.Edge]] = [:]
        for network in dossier.networks {
            for member in network.members { memberships[member, default: []].append(network.identifier) }
            for edge in network.edges { ties[edge.a, default: []].append(edge) }
        }
        self.memberships = memberships
        self.ties = ties
        assetKeys = Set(dossier.assets.map(\.key))
    }

    /// Seconds since 1970, when the case last changed: MISP takes the later of two versions of an object.
    private var timestamp: String { "\(dossier.head.now.milliseconds.floorDivided(by: 1000))" }

    func begin() throws(ExchangeError) {
        let head = dossier.head
        var members = JSONMembers()
        members.text("uuid", NamedUUID("event", "\(head.producer)\n\(head.title)\n\(head.begun)").text)
        members.text("info", head.title.isEmpty ? "Untitled" : head.title)
        members.text("date", Day(of: head.begun).description)
        members.text("timestamp", timestamp)
        members.flag("published", false)
        // 2: complete. 4: no level of threat is stated. 0: the organisation that imports it.
        members.text("analysis", "2")
        members.text("threat_level_id", "4")
        members.text("distribution", "0")
        members.object("Orgc") { members in
            members.text("name", head.producer)
            members.text("uuid", NamedUUID("organisation", STIXIdentifier.folded(head.producer)).text)
        }
        members.objects("Tag", [Self.tag(head.marking)] + techniques(of: nil)) { tag, members in
            members.text("name", tag)
        }
        try sink.write("{\"Event\":")
        try sink.write(Array(members.json.dropLast()))
        try sink.write(",\"Attribute\":[")
    }

    func beginObjects() throws(ExchangeError) {
        try sink.write("\n],\"Object\":[")
        isFirst = true
    }

    func end() throws(ExchangeError) { try sink.write("\n]}}\n") }

    func write(_ object: MISPObject) throws(ExchangeError) {
        try write(object.json(timestamp: timestamp))
    }

    func write(_ attribute: MISPAttribute) throws(ExchangeError) {
        var members = JSONMembers()
        attribute.append(to: &members, timestamp: timestamp)
        try write(members.json)
    }

    private func write(_ json: [UInt8]) throws(ExchangeError) {
        try sink.write(isFirst ? "\n" : ",\n")
        try sink.write(json)
        isFirst = false
        count += 1
    }

    /// `tlp:amber`, as MISP's taxonomy of TLP 2.0 spells it.
    static func tag(_ light: TrafficLight) -> String { "tlp:" + light.rawValue }

    /// The tags of something whose marking is not the event's.
    func tags(_ marking: TrafficLight?) -> [String] {
        let light = marking ?? .unmarked
        return light == dossier.head.marking ? [] : [Self.tag(light)]
    }

    /// The tags of techniques that are said of a subject, or of any; the galaxy knows them by their names.
    func techniques(of subject: String?) -> [String] {
        var tags: [String] = []
        for technique in dossier.techniques where subject == nil || technique.about == subject {
            // A quotation mark would end the name.
            let name = technique.name.replacing("\"", with: "'")
            let tag =
                switch technique.framework {
                case .disarm: "misp-galaxy:disarm-techniques=\"\(name)\""
                case .metaKillChain: "meta-kill-chain:procedure=\"\(technique.id) \(name)\""
                }
            if !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }
}
