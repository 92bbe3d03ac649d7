import Oversight
import Records

/// A dossier as a folder of linked notes for Obsidian, or any reader of Markdown: the case, its networks, accounts,
/// operations, assessments, and what platforms were told, answered and reported; and a drawing of them (JSON Canvas 1.0).
///
/// Notes hold properties in YAML and links between each other, and no link to anywhere else. Posts are not in them: a
/// note says how many an account has, and tables of posts are another export.
package enum MarkdownFolder {
    /// - Parameters:
    ///   - dossier: cleared for its marking.
    ///   - open: gives a sink for a file of the folder by its path in it, such as `Accounts/x @name.md`.
    package static func write(
        _ dossier: Dossier, open: (_ path: String) throws(ExchangeError) -> TextSink
    ) throws(ExchangeError) -> ExportOutcome {
        let notes = CaseNotes(dossier)
        var count = 0
        func write(_ path: String, _ text: String) throws(ExchangeError) {
            let sink = try open(path)
            try sink.write(text)
            try sink.finish()
            count += 1
        }
        func write(_ things: [(ObjectReference, String)]) throws(ExchangeError) {
            for (thing, text) in things { try write((notes.names[thing] ?? CaseNotes.top) + ".md", text) }
        }
        try write(CaseNotes.top + ".md", notes.caseNote)
        try write(dossier.networks.map { ($0.reference, notes.note($0)) })
        // Accounts may be many: one note at a time.
        for asset in dossier.assets { try write([(asset.reference, notes.note(asset))]) }
        try write(dossier.operations.map { ($0.reference, notes.note($0)) })
        try write(dossier.assessments.map { ($0.reference, notes.note($0)) })
        try write(notes.registerNotes)
        try write("Case.canvas", notes.canvas)
        return ExportOutcome(written: count, withheld: dossier.withheld)
    }
}

/// The notes of a dossier.
struct CaseNotes {
    let dossier: Dossier
    private(set) var names = NoteNames()
    /// The networks of each account.
    private let memberships: [AssetKey: [Dossier.Network]]
    private let assets: [AssetKey: Dossier.Asset]
    /// The ties of each account, by network.
    private let ties: [AssetKey: [Dossier.Edge]]
    /// The notices that name an account.
    private let notices: [AssetKey: [Entered<Notice>]]

    /// The note on everything.
    static let top = "Case"

    init(_ dossier: Dossier) {
        self.dossier = dossier
        var memberships: [AssetKey: [Dossier.Network]] = [:]
        var ties: [AssetKey: [Dossier.Edge]] = [:]
        for network in dossier.networks {
            for member in network.members { memberships[member, default: []].append(network) }
            for edge in network.edges {
                ties[edge.a, default: []].append(edge)
                ties[edge.b, default: []].append(edge)
            }
        }
        self.ties = ties
        var notices: [AssetKey: [Entered<Notice>]] = [:]
        for notice in dossier.notices {
            for key in notice.value.assets ?? [] { notices[key, default: []].append(notice) }
        }
        self.memberships = memberships
        self.notices = notices
        assets = Dictionary(dossier.assets.map { ($0.key, $0) }) { first, _ in first }
        var names = NoteNames()
        names.add(ObjectReference(.wholeCase, ObjectReference.all), in: nil, Self.top)
        for network in dossier.networks { names.add(network.reference, in: "Networks", network.identifier) }
        for asset in dossier.assets {
            names.add(asset.reference, in: "Accounts", "\(asset.key.platform.name) \(asset.handle ?? asset.key.id)")
        }
        for operation in dossier.operations { names.add(operation.reference, in: "Operations", operation.name) }
        for assessment in dossier.assessments { names.add(assessment.reference, in: "Assessments", assessment.name) }
        for entry in dossier.notices { names.add(Self.reference(entry), in: "Notices", entry.value.name) }
        for entry in dossier.responses { names.add(Self.reference(entry), in: "Responses", entry.value.name) }
        for entry in dossier.exposures { names.add(Self.reference(entry), in: "Exposures", entry.value.name) }
        for entry in dossier.obligations { names.add(Self.reference(entry), in: "Obligations", entry.value.name) }
        for entry in dossier.disclosures { names.add(Self.reference(entry), in: "Disclosures", entry.value.name) }
        self.names = names
    }

    static func reference(_ entry: Entered<Notice>) -> ObjectReference { ObjectReference(.notice, entry.value.name) }
    static func reference(_ entry: Entered<Response>) -> ObjectReference {
        ObjectReference(.response, entry.value.name)
    }
    static func reference(_ entry: Entered<Exposure>) -> ObjectReference {
        ObjectReference(.exposure, entry.value.name)
    }
    static func reference(_ entry: Entered<ObligationClock>) -> ObjectReference {
        ObjectReference(.obligation, entry.value.name)
    }
    static func reference(_ entry: Entered<LedgerReport>) -> ObjectReference {
        ObjectReference(.disclosure, entry.value.name)
    }

    /// A link to a thing's note, or its name where it has none.
    func link(_ thing: ObjectReference, _ label: String) -> String {
        names[thing].map { MarkdownText.link($0, label) } ?? MarkdownText.inline(label, upTo: 80)
    }

    func link(_ key: AssetKey) -> String {
        guard let asset = assets[key] else { return MarkdownText.inline(key.description, upTo: 80) }
        return link(asset.reference, "\(key.platform.name) \(asset.label)")
    }

    /// What each note begins with.
    func head(_ kind: String, _ name: String, marking: TrafficLight?) -> FrontMatter {
        var head = FrontMatter()
        head.add("kind", kind)
        head.add("name", name)
        head.add("tlp", (marking ?? .unmarked).label)
        return head
    }

    func title(_ text: String) -> String { "# \(MarkdownText.inline(text, upTo: 120))\n\n" }

    func list(_ title: String, _ items: [String]) -> String {
        items.isEmpty ? "" : "## \(title)\n\n" + items.map { "- \($0)\n" }.joined() + "\n"
    }

    /// The techniques that are said of a subject.
    func techniques(of subject: String) -> [String] {
        dossier.techniques.filter { $0.about == subject }.map {
            MarkdownText.inline("\($0.framework.rawValue) \($0.version): \($0.id) \($0.name)")
        }
    }
}

extension CaseNotes {
    var caseNote: String {
        let head = dossier.head
        var front = self.head("case", head.title, marking: head.marking)
        front.add("producer", head.producer)
        front.add("begun", Day(of: head.begun).description)
        front.add("as_of", Day(of: head.now).description)
        var text = front.closed + title(head.title.isEmpty ? Self.top : head.title)
        text += MarkdownText.quoted(head.summary) + "\n"
        if dossier.withheld.total > 0 {
            text += "Left out because of their marking: \(dossier.withheld.words).\n\n"
        }
        text += list("Networks", dossier.networks.map { link($0.reference, $0.identifier) })
        text += list("Operations", dossier.operations.map { link($0.reference, $0.name) })
        text += list("Assessments", dossier.assessments.map { link($0.reference, $0.name) })
        text += list("Notices", dossier.notices.map { link(Self.reference($0), $0.value.name) })
        text += list("Responses", dossier.responses.map { link(Self.reference($0), $0.value.name) })
        text += list("Exposures", dossier.exposures.map { link(Self.reference($0), $0.value.name) })
        text += list("Obligations", dossier.obligations.map { link(Self.reference($0), $0.value.name) })
        text += list("Disclosures", dossier.disclosures.map { link(Self.reference($0), $0.value.name) })
        text += list(
            "Accounts of no network", dossier.assets.filter { memberships[$0.key] == nil }.map { link($0.key) })
        text += list(
            "What posts point to",
            dossier.observables.map {
                "\($0.kind.rawValue) \(MarkdownText.inline($0.value, upTo: 200)): \($0.posts) posts"
            })
        return text
    }

    func note(_ network: Dossier.Network) -> String {
        var front = head("network", network.identifier, marking: network.marking)
        front.add("source", network.source)
        front.add("source_sha256", network.sourceDigest)
        front.add("members", Int64(network.members.count))
        front.add("ties", Int64(network.edges.count))
        front.add("first", network.first?.description)
        front.add("last", network.last?.description)
        var text = front.closed + title("Network " + network.identifier)
        text += MarkdownText.quoted(network.words) + "\n"
        text += list(
            "Operations",
            dossier.operations.filter { $0.networks.contains(network.identifier) }.map { link($0.reference, $0.name) })
        text += list("Assessments", assessments(of: network.identifier))
        text += list("Techniques", techniques(of: network.identifier))
        return text + list("Members", network.members.map { link($0) })
    }

    func note(_ asset: Dossier.Asset) -> String {
        var front = head(asset.kind.rawValue, asset.label, marking: asset.marking)
        front.add("platform", asset.key.platform.name)
        front.add("id", asset.key.id)
        front.add("handles", asset.handles.map(\.handle))
        front.add("created", asset.created?.text)
        front.add("grade", asset.grade?.rawValue)
        front.add("reach", asset.reach)
        front.add("posts", Int64(asset.posts))
        let networks = memberships[asset.key] ?? []
        front.add("networks", networks.compactMap { names[$0.reference] }.map { "[[\($0)]]" })
        var text = front.closed + title(asset.label)
        if let page = asset.page { text += "Its page: \(MarkdownText.inline(page, upTo: 300))\n\n" }
        text += list("Networks", networks.map { link($0.reference, $0.identifier) })
        text += list(
            "Acted together with",
            (ties[asset.key] ?? []).map { edge in
                "\(link(edge.a == asset.key ? edge.b : edge.a)): \(MarkdownText.inline(edge.words))"
            })
        text += list("Named in notices", (notices[asset.key] ?? []).map { link(Self.reference($0), $0.value.name) })
        let spans = AvailabilitySpan.all(of: asset.key, in: dossier.availability)
        return text
            + list(
                "Availability",
                spans.map { span in
                    let place = MarkdownText.inline(span.vantage.text)
                    return "\(span.state.name.replacing("_", with: " ")) from \(place): \(span.first) to \(span.last), "
                        + "\(span.readings) readings"
                })
    }

    func note(_ operation: Dossier.Operation) -> String {
        var front = head(operation.kind.rawValue, operation.name, marking: operation.marking)
        front.add("aliases", operation.aliases)
        front.add("first", operation.first?.description)
        front.add("last", operation.last?.description)
        var text = front.closed + title(operation.name)
        if !operation.description.isEmpty { text += MarkdownText.quoted(operation.description) + "\n" }
        text += list(
            "Networks",
            operation.networks.map { name in link(ObjectReference(.network, name), name) })
        text += list("Assessments", assessments(of: operation.name))
        return text + list("Techniques", techniques(of: operation.name))
    }

    private func assessments(of subject: String) -> [String] {
        dossier.assessments.filter { $0.subject == subject }.map { link($0.reference, $0.name) }
    }

    /// Likelihood and confidence stand in sentences of their own.
    func note(_ assessment: Dossier.Assessment) -> String {
        var front = head("assessment", assessment.name, marking: assessment.marking)
        front.add("layer", assessment.layer.rawValue)
        front.add("likelihood", assessment.likelihood)
        front.add("confidence", assessment.confidence.rawValue)
        front.add("author", assessment.author)
        front.add("written", assessment.written.description)
        front.add("signers", assessment.signers)
        front.add("entry_sha256", assessment.digest)
        let subject =
            dossier.operations.contains { $0.name == assessment.subject }
            ? ObjectReference(.operation, assessment.subject) : ObjectReference(.network, assessment.subject)
        var text = front.closed + title("Assessment " + assessment.name)
        text += "About \(link(subject, assessment.subject)).\n\n"
        if let actor = assessment.namedActor { text += "Named behind it: \(MarkdownText.inline(actor)).\n\n" }
        text += MarkdownText.quoted(assessment.report)
        return text
    }
}
