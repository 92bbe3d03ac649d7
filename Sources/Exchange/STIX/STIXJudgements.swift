import Oversight
import Records

/// What people assessed: operations, techniques, who is behind them.
extension STIXDocument {
    func writeJudgements() throws(ExchangeError) {
        try writeTechniques()
        for operation in dossier.operations { try write(operation) }
        for assessment in dossier.assessments { try write(assessment) }
    }

    /// The attack patterns by which a network or operation acts.
    func techniques(of subject: String) -> [STIXIdentifier] {
        var ids: [STIXIdentifier] = []
        for technique in dossier.techniques where technique.about == subject {
            let id = Self.identifier(technique)
            if !ids.contains(id) { ids.append(id) }
        }
        return ids
    }

    /// OpenCTI knows a technique by its number alone; the numbers of two frameworks look different.
    private static func identifier(_ technique: Dossier.Technique) -> STIXIdentifier {
        STIXIdentifier("attack-pattern", [("x_mitre_id", technique.id)])
    }

    private func writeTechniques() throws(ExchangeError) {
        for technique in dossier.techniques {
            let id = Self.identifier(technique)
            guard claim(id) else { continue }
            var members = self.members(id, marking: technique.marking)
            members.text("name", technique.name)
            if let phase = technique.phase {
                members.objects("kill_chain_phases", [phase]) { phase, members in
                    members.text("kill_chain_name", technique.framework == .disarm ? "disarm" : "meta-kill-chain")
                    members.text("phase_name", phase)
                }
            }
            members.objects("external_references", [technique]) { technique, members in
                members.text("source_name", technique.framework.rawValue)
                members.text("description", "version \(technique.version)")
                members.text("external_id", technique.id)
            }
            try writeClaimed(id, members)
        }
    }

    private static func identifier(_ operation: Dossier.Operation) -> STIXIdentifier {
        STIXIdentifier(operation.kind.rawValue, named: operation.name)
    }

    private func write(_ operation: Dossier.Operation) throws(ExchangeError) {
        let id = Self.identifier(operation)
        var members = self.members(id, marking: operation.marking)
        members.text("name", operation.name)
        members.text("description", operation.description)
        members.texts("aliases", operation.aliases)
        members.time("first_seen", operation.first)
        if let last = operation.last, last >= operation.first ?? last { members.time("last_seen", last) }
        try write(id, members)
        var met: Set<AssetKey> = []
        for network in dossier.networks where operation.networks.contains(network.identifier) {
            let marking = TrafficLight.stricter(operation.marking, network.marking)
            for member in network.members where met.insert(member).inserted {
                try relate(id, "uses", identifier(member), marking: marking)
            }
        }
        for technique in techniques(of: operation.name) {
            try relate(id, "uses", technique, marking: operation.marking)
        }
    }

    /// Only a signed assessment names anybody. Likelihood and confidence stand in sentences of their own.
    private func write(_ assessment: Dossier.Assessment) throws(ExchangeError) {
        var concerned: [STIXIdentifier] = []
        let operation = dossier.operations.first { $0.name == assessment.subject }
        if let operation { concerned.append(Self.identifier(operation)) }
        for network in dossier.networks where network.identifier == assessment.subject && !network.members.isEmpty {
            concerned.append(grouping(network))
        }
        if let actor = assessment.namedActor {
            let id = STIXIdentifier(
                "threat-actor", [("name", STIXIdentifier.folded(actor)), ("opencti_type", "Threat-Actor-Group")])
            if claim(id) {
                var members = self.members(id, marking: assessment.marking)
                members.text("name", actor)
                members.text(
                    "description", "Named in the signed assessment '\(assessment.name)', and nowhere by the program.")
                members.texts("threat_actor_types", ["unknown"])
                try writeClaimed(id, members)
            }
            concerned.append(id)
            if let operation {
                try relate(
                    Self.identifier(operation), "attributed-to", id,
                    marking: .stricter(operation.marking, assessment.marking), discriminator: assessment.name
                ) { members in
                    members.text("description", assessment.calibration)
                    members.integer("confidence", Self.confidence(assessment.confidence))
                }
            }
        }
        // What is about nothing that the document shows is about the case.
        let isOnReport = concerned.isEmpty
        if isOnReport { concerned = [report] }
        try annotate(
            concerned, "Assessment: \(assessment.name)",
            assessment.report, marking: assessment.marking, authors: [assessment.author], isReported: !isOnReport)
    }

    /// The scale of STIX 2.1, appendix A.
    private static func confidence(_ confidence: Dossier.Assessment.Confidence) -> Int64 {
        switch confidence {
        case .low: 15
        case .moderate: 50
        case .high: 85
        }
    }
}
