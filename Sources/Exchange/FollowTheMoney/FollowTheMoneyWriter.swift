import Oversight
import Records

/// A dossier as entities of FollowTheMoney (4.11), a JSON object a line, for OpenAleph and whatever else reads them.
///
/// Accounts are `UserAccount`, posts `Message` (whose `sender`, a legal entity, stays empty: who owns an account is what
/// nobody knows), networks and what happened `Event`, ties `UnknownLink`, assessments `PlainText` with `Documentation` of
/// what they are about; a `LegalEntity` stands there only where somebody signed who it is. Hashtags, domains and addresses
/// have no schema: a message's notes hold what it points to.
package enum FollowTheMoneyWriter {
    /// - Parameter dossier: cleared for its marking.
    package static func write(_ dossier: Dossier, to sink: TextSink) throws(ExchangeError) -> ExportOutcome {
        let document = FollowTheMoneyDocument(dossier, to: sink)
        try document.writeAccounts()
        try document.writeNetworks()
        try document.writeJudgements()
        try document.writeRegisters()
        var withheld = dossier.withheld
        withheld.add(.post, try document.writePosts())
        return ExportOutcome(written: document.count, withheld: withheld)
    }
}

/// Entities while they are written.
final class FollowTheMoneyDocument {
    let dossier: Dossier
    private let sink: TextSink
    private(set) var count = 0
    private let assetKeys: Set<AssetKey>
    /// Those that can have sent something.
    private let accounts: Set<AssetKey>

    init(_ dossier: Dossier, to sink: TextSink) {
        self.dossier = dossier
        self.sink = sink
        assetKeys = Set(dossier.assets.map(\.key))
        accounts = Set(dossier.assets.lazy.filter { $0.kind != .domain }.map(\.key))
    }

    private func write(_ entity: FollowTheMoneyEntity) throws(ExchangeError) {
        try sink.write(entity.json)
        count += 1
    }

    /// A thing: what every entity that is no relation begins with.
    private func thing(
        _ schema: FollowTheMoneyEntity.Schema, _ id: String, named name: String, marking: TrafficLight?
    ) -> FollowTheMoneyEntity {
        var entity = FollowTheMoneyEntity(schema, id)
        entity.add("name", name)
        if schema == .plainText { entity.add("fileName", name + ".txt") }
        entity.add("publisher", dossier.head.producer)
        entity.add("keywords", (marking ?? .unmarked).label)
        return entity
    }

    private func link(
        _ subject: String, _ role: String, _ object: String, in context: String = "",
        _ body: (inout FollowTheMoneyEntity) -> Void = { _ in }
    ) throws(ExchangeError) {
        var entity = FollowTheMoneyEntity(.unknownLink, "link \(subject) \(role) \(object) \(context)")
        entity.add("subject", subject)
        entity.add("object", object)
        entity.add("role", role)
        entity.add("publisher", dossier.head.producer)
        body(&entity)
        try write(entity)
    }

    private func document(
        _ document: String, _ role: String, of entity: String
    ) throws(ExchangeError) {
        var documentation = FollowTheMoneyEntity(.documentation, "documentation \(document) \(entity)")
        documentation.add("document", document)
        documentation.add("entity", entity)
        documentation.add("role", role)
        try write(documentation)
    }

    private static func identifier(_ key: AssetKey) -> String {
        FollowTheMoneyEntity.identifier("account \(key)")
    }

    private static func identifier(network name: String) -> String {
        FollowTheMoneyEntity.identifier("network \(name)")
    }

    private static func identifier(operation name: String) -> String {
        FollowTheMoneyEntity.identifier("operation \(name)")
    }

    func writeAccounts() throws(ExchangeError) {
        for asset in dossier.assets {
            let schema: FollowTheMoneyEntity.Schema = asset.kind == .domain ? .asset : .userAccount
            var entity = thing(schema, "account \(asset.key)", named: asset.label, marking: asset.marking)
            // The format asks for both, and a platform may show neither.
            if asset.label.allSatisfy(\.isWhitespace) { entity.add("name", asset.key.description) }
            if schema == .userAccount {
                let handle = asset.handle ?? ""
                entity.add("username", handle.allSatisfy(\.isWhitespace) ? asset.key.description : handle)
                entity.add("service", asset.key.platform.title)
            }
            for period in asset.handles where period.handle != asset.handle { entity.add("alias", period.handle) }
            entity.add("description", "\(asset.key.platform.title) \(asset.kind.rawValue) \(asset.key.id)")
            entity.add("createdAt", asset.created)
            entity.add(address: asset.page, to: "sourceUrl")
            if let grade = asset.grade { entity.add("notes", "membership \(grade.rawValue)") }
            if let reach = asset.reach { entity.add("notes", "reach \(reach)") }
            if asset.posts > 0 { entity.add("notes", "\(asset.posts) posts in the case") }
            entity.add(
                "notes", AvailabilitySpan.words(AvailabilitySpan.all(of: asset.key, in: dossier.availability)))
            try write(entity)
        }
    }

    func writeNetworks() throws(ExchangeError) {
        for network in dossier.networks {
            let id = Self.identifier(network: network.identifier)
            var entity = thing(
                .event, "network \(network.identifier)", named: "Network \(network.identifier)",
                marking: network.marking)
            entity.add("startDate", network.first)
            entity.add("endDate", network.last)
            entity.add("summary", network.words)
            entity.add("recordId", "sha256:" + network.sourceDigest)
            addTechniques(of: network.identifier, to: &entity)
            try write(entity)
            for member in network.members where assetKeys.contains(member) {
                try link(Self.identifier(member), "member", id)
            }
            for edge in network.edges where assetKeys.contains(edge.a) && assetKeys.contains(edge.b) {
                let role = "acted together: \(edge.trace), \(edge.window == "none" ? "any time" : "\(edge.window) s")"
                try link(Self.identifier(edge.a), role, Self.identifier(edge.b), in: network.identifier) { entity in
                    entity.add("startDate", edge.first)
                    entity.add("endDate", edge.last)
                    entity.add("summary", edge.words)
                    entity.add("recordId", network.identifier)
                }
            }
        }
    }

    private func addTechniques(of subject: String, to entity: inout FollowTheMoneyEntity) {
        for technique in dossier.techniques where technique.about == subject {
            entity.add(
                "keywords",
                "\(technique.framework.rawValue) \(technique.version): \(technique.id) \(technique.name)")
        }
    }

    /// Likelihood and confidence stand in sentences of their own.
    func writeJudgements() throws(ExchangeError) {
        for operation in dossier.operations {
            let id = Self.identifier(operation: operation.name)
            var entity = thing(
                operation.kind == .campaign ? .event : .organization, "operation \(operation.name)",
                named: operation.name, marking: operation.marking)
            for alias in operation.aliases { entity.add("alias", alias) }
            entity.add("description", operation.description)
            if operation.kind == .campaign {
                entity.add("startDate", operation.first)
                entity.add("endDate", operation.last)
            }
            addTechniques(of: operation.name, to: &entity)
            try write(entity)
            for network in dossier.networks where operation.networks.contains(network.identifier) {
                try link(Self.identifier(network: network.identifier), "part of", id)
            }
        }
        // By bytes, as identifiers go: letters that are composed in another way make another name.
        var named: Set<[UInt8]> = []
        for assessment in dossier.assessments {
            var entity = thing(
                .plainText, "assessment \(assessment.name)", named: "Assessment \(assessment.name)",
                marking: assessment.marking)
            entity.add("title", "Assessment \(assessment.name)")
            entity.add("bodyText", assessment.report)
            entity.add("author", assessment.author)
            entity.add("authoredAt", assessment.written)
            try write(entity)
            let subjects = subjects(of: assessment)
            for subject in subjects { try document(entity.id, "assessment", of: subject) }
            guard let actor = assessment.namedActor else { continue }
            let id = FollowTheMoneyEntity.identifier("actor \(actor)")
            if named.insert(Array(actor.utf8)).inserted {
                var entity = thing(.legalEntity, "actor \(actor)", named: actor, marking: assessment.marking)
                entity.add("notes", "Named in signed assessments, and nowhere by the program.")
                try write(entity)
            }
            try document(entity.id, "names", of: id)
            for subject in subjects {
                try link(id, "said to be behind it: \(assessment.likelihood)", subject, in: assessment.name) { entity in
                    entity.add("summary", assessment.calibration)
                    entity.add("recordId", "sha256:" + assessment.digest)
                }
            }
        }
    }

    private func subjects(of assessment: Dossier.Assessment) -> [String] {
        dossier.networks.filter { $0.identifier == assessment.subject }.map { Self.identifier(network: $0.identifier) }
            + dossier.operations.filter { $0.name == assessment.subject }.map { Self.identifier(operation: $0.name) }
    }

    func writeRegisters() throws(ExchangeError) {
        for entry in dossier.notices {
            let notice = entry.value
            var entity = thing(
                .event, "notice \(notice.name)", named: "Notice \(notice.name)", marking: entry.marking)
            entity.add("date", notice.sent)
            entity.add("summary", notice.words(about: notice.assets?.count ?? 0))
            entity.add("recordId", "sha256:" + entry.digest)
            try write(entity)
            for key in notice.assets ?? [] where assetKeys.contains(key) {
                try link(Self.identifier(key), "named in the notice", entity.id)
            }
        }
        for entry in dossier.responses {
            let response = entry.value
            var entity = thing(
                .event, "response \(response.name)", named: "Response \(response.name)", marking: entry.marking)
            entity.add("date", response.received)
            entity.add("summary", response.words)
            entity.add("recordId", "sha256:" + entry.digest)
            try write(entity)
            for notice in dossier.notices where notice.value.name == response.notice {
                try link(entity.id, "answers", FollowTheMoneyEntity.identifier("notice \(notice.value.name)"))
            }
        }
        for entry in dossier.exposures {
            let exposure = entry.value
            var entity = thing(
                .event, "exposure \(exposure.name)", named: "Exposure \(exposure.name)", marking: entry.marking)
            entity.add("date", exposure.at)
            entity.add("summary", exposure.words)
            entity.add(address: exposure.address, to: "sourceUrl")
            try write(entity)
            for key in exposure.assets ?? [] where assetKeys.contains(key) {
                try link(Self.identifier(key), "made known", entity.id)
            }
        }
        for entry in dossier.obligations {
            let clock = entry.value
            var entity = thing(
                .event, "obligation \(clock.name)", named: "Obligation \(clock.name)", marking: entry.marking)
            entity.add("startDate", clock.start)
            entity.add("endDate", (try? ObligationReading(clock, at: dossier.head.now))?.due?.latest)
            entity.add("summary", clock.words)
            entity.add(address: clock.source, to: "sourceUrl")
            try write(entity)
        }
        for entry in dossier.disclosures {
            let report = entry.value
            var entity = thing(
                .plainText, "disclosure \(report.name)", named: report.name, marking: entry.marking)
            entity.add("title", report.name)
            entity.add("author", report.platform)
            entity.add("bodyText", report.rows.map(\.words).joined(separator: "\n"))
            entity.add("publishedAt", report.rows.compactMap(\.published).first)
            entity.add("retrievedAt", report.captured)
            for row in report.rows { entity.add(address: row.source, to: "sourceUrl") }
            try write(entity)
        }
    }

    /// - Returns: how many posts were left out because of their marking.
    func writePosts() throws(ExchangeError) -> Int {
        try dossier.posts.each { post throws(ExchangeError) in
            let name = "\(post.author.platform.title) post \(post.reference.id)"
            var entity = FollowTheMoneyEntity(.message, "post \(post.reference.id)")
            entity.add("name", name)
            entity.add("fileName", name)
            entity.add("title", name)
            entity.add("bodyText", post.text)
            if accounts.contains(post.author) {
                entity.add("senderAccount", Self.identifier(post.author))
            } else {
                entity.add("author", post.author.description)
            }
            entity.add("date", post.time)
            entity.add("publishedAt", post.time)
            entity.add("messageId", post.identifier)
            entity.add("language", post.language)
            entity.add(address: post.address, to: "sourceUrl")
            entity.add("recordId", "sha256:\(post.fileSHA256) record \(post.row)")
            entity.add("keywords", (post.marking ?? .unmarked).label)
            for object in post.objects {
                switch object.trace {
                case .hashtag: entity.add("keywords", "#" + object.value)
                case .url, .domain: entity.add("notes", "points to \(object.trace.name) \(object.value)")
                default: continue
                }
            }
            try write(entity)
        }
    }
}
