import Oversight
import Records

/// What people assessed, and what a platform was told, answered and reported.
extension MISPDocument {
    func writeAttributes() throws(ExchangeError) {
        try writeObservables()
        for operation in dossier.operations {
            var tags = tags(operation.marking)
            tags += techniques(of: operation.name)
            for (index, name) in ([operation.name] + operation.aliases).enumerated() where !name.isEmpty {
                let id =
                    index == 0
                    ? Self.identifier(operation: name)
                    : NamedUUID("attribute", "operation \(operation.name) alias \(name)")
                var attribute = MISPAttribute(.campaign, name, id: id, tags: tags)
                attribute.comment =
                    index == 0
                    ? (operation.kind == .intrusionSet ? "An unknown actor behind several campaigns. " : "")
                        + operation.description
                    : "Another name of \(operation.name)"
                attribute.first = operation.first
                attribute.last = operation.last.map { max($0, operation.first ?? $0) }
                try write(attribute)
            }
        }
        for actor in actors {
            var attribute = MISPAttribute(
                .threatActor, actor.name, id: Self.identifier(actor: actor.name), tags: tags(actor.marking))
            attribute.comment = "Named in signed assessments, and nowhere by the program."
            try write(attribute)
        }
    }

    static func identifier(operation name: String) -> NamedUUID {
        NamedUUID("attribute", "operation \(name)")
    }

    private static func identifier(actor name: String) -> NamedUUID {
        NamedUUID("attribute", "actor \(name)")
    }

    /// Whom signed assessments name, with the widest circle in which one of them may be shown.
    private var actors: [(name: String, marking: TrafficLight)] {
        // By bytes, as identifiers go: letters that are composed in another way make another name.
        var actors: [[UInt8]: (name: String, marking: TrafficLight)] = [:]
        for assessment in dossier.assessments {
            guard let name = assessment.namedActor else { continue }
            let (key, marking) = (Array(name.utf8), assessment.marking ?? .unmarked)
            actors[key] = (name, min(marking, actors[key]?.marking ?? marking))
        }
        return actors.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    /// Likelihood and confidence stand in sentences of their own.
    func writeJudgements() throws(ExchangeError) {
        for assessment in dossier.assessments {
            var object = MISPObject(.annotation, "assessment \(assessment.name)", tags: tags(assessment.marking))
            object.add("text", assessment.report)
            object.add("format", "text")
            object.add("type", "Conclusion")
            object.add("creation-date", assessment.written)
            object.comment = "Assessment \(assessment.name), SHA-256 \(assessment.digest)"
            for network in dossier.networks where network.identifier == assessment.subject {
                object.refer(to: Self.identifier(network: network.identifier), .annotates)
            }
            for operation in dossier.operations where operation.name == assessment.subject {
                object.refer(to: Self.identifier(operation: operation.name), .annotates)
            }
            if let actor = assessment.namedActor {
                object.refer(to: Self.identifier(actor: actor), .attributed, assessment.likelihood)
            }
            try write(object)
        }
    }

    func writeRegisters() throws(ExchangeError) {
        for entry in dossier.notices {
            let notice = entry.value
            var object = event("notice", notice.name, notice.sent, digest: entry.digest, marking: entry.marking)
            object.add("description", notice.words(about: notice.assets?.count ?? 0))
            for key in notice.assets ?? [] where assetKeys.contains(key) {
                object.refer(to: Self.identifier(key), .references)
            }
            try write(object)
        }
        for entry in dossier.responses {
            let response = entry.value
            var object = event(
                "response", response.name, response.received, digest: entry.digest, marking: entry.marking)
            object.add("description", response.words)
            for notice in dossier.notices where notice.value.name == response.notice {
                object.refer(to: NamedUUID("object", "notice \(notice.value.name)"), .associated)
            }
            try write(object)
        }
        for entry in dossier.exposures {
            let exposure = entry.value
            var object = event("exposure", exposure.name, exposure.at, digest: entry.digest, marking: entry.marking)
            object.add("description", exposure.words)
            for key in exposure.assets ?? [] where assetKeys.contains(key) {
                object.refer(to: Self.identifier(key), .references)
            }
            try write(object)
        }
        for entry in dossier.obligations { try write(entry) }
        for entry in dossier.disclosures { try write(entry) }
    }

    private func event(
        _ kind: String, _ name: String, _ time: StatedTime, digest: String, marking: TrafficLight?
    ) -> MISPObject {
        var object = MISPObject(.event, "\(kind) \(name)", tags: tags(marking))
        object.add("name", name)
        object.add("event_type", kind)
        object.add("status", "occurred")
        object.add("start_time", time.earliest)
        object.add("start_time_fidelity", time.fineness == .moment ? "second" : time.fineness.rawValue)
        object.comment = "\(kind) of \(time), entry with SHA-256 \(digest)"
        return object
    }

    private func write(_ entry: Entered<ObligationClock>) throws(ExchangeError) {
        let clock = entry.value
        let reading = try? ObligationReading(clock, at: dossier.head.now)
        var object = MISPObject(.event, "obligation \(clock.name)", tags: tags(entry.marking))
        object.add("name", clock.name)
        object.add("event_type", "obligation")
        object.add("description", clock.words)
        let status =
            switch reading?.state {
            case .met, .late: "occurred"
            case .missed: "not-occurred"
            case .open, .extended: "pending"
            case .unknown, nil: "undetermined"
            }
        object.add("status", status)
        object.add("start_time", clock.start.earliest)
        object.add("end_time", reading?.due?.latest)
        object.comment = "obligation, entry with SHA-256 \(entry.digest)"
        try write(object)
    }

    /// What the platform says; a row a line.
    private func write(_ entry: Entered<LedgerReport>) throws(ExchangeError) {
        let report = entry.value
        var object = MISPObject(.report, "disclosure \(report.name)", tags: tags(entry.marking))
        object.add("title", report.name)
        object.add("type", "Report")
        object.add("summary", report.rows.map(\.words).joined(separator: "\n"))
        for source in Set(report.rows.map(\.source)).sorted() where source.hasPrefix("http") {
            object.add("link", source, as: .link)
        }
        object.comment = "What the platform reports, as captured \(report.captured); entry with SHA-256 \(entry.digest)"
        try write(object)
    }
}
