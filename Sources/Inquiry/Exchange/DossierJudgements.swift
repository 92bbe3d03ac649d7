import Attribution
import Exchange
import Records
import Workspace

extension Dossier {
    /// Takes what people assessed and tagged of what the dossier is about. An assessment that no second person approved is
    /// nobody's to hand out: the summary says how many there are.
    /// - Parameter network: what the dossier calls the network of that name; nil where it has none.
    /// - Throws: `tampered` where a signature does not hold.
    mutating func fill(
        _ judgements: CaseJudgements, ofWholeCase isWhole: Bool, network: (_ name: String) -> String?
    ) throws(CaseError) {
        for tag in judgements.tags {
            let identifier = network(tag.subject)
            guard isWhole || identifier != nil else { continue }
            guard var technique = Technique(tag, network: identifier) else { continue }
            technique.named = judgements.named(tag.subject)
            techniques.append(technique)
        }
        techniques.sort()
        var unapproved = 0
        for entry in judgements.assessments {
            let name = judgements.network(of: entry)
            guard isWhole || name.map({ network($0) == $0 }) ?? false else { continue }
            let signers = try judgements.signers(of: entry)
            if signers.count < 2 {
                unapproved += 1
            } else if let assessment = Assessment(entry, network: name, signers: signers) {
                assessments.append(assessment)
            }
        }
        assessments.sort { $0.name < $1.name }
        if unapproved > 0 {
            head.summary +=
                " \(unapproved) \(unapproved == 1 ? "assessment is" : "assessments are") not in it, since no "
                + "second person approved \(unapproved == 1 ? "it" : "them")."
        }
    }
}

extension Dossier.Assessment {
    /// Nil where the statement says nothing of its own hypothesis, which no statement does.
    fileprivate init?(_ entry: Registered<Attribution.Assessment>, network: String?, signers: [String]) {
        let statement = entry.entry.statement
        guard let outcome = statement.outcomes.first(where: { $0.hypothesis == statement.hypothesis }) else {
            return nil
        }
        let layer: Layer =
            switch statement.layer {
            case .assetToNetwork: .assetToNetwork
            case .networkToOperator: .networkToOperator
            case .operatorToSponsor: .operatorToSponsor
            }
        let confidence: Confidence =
            switch statement.confidence {
            case .low: .low
            case .moderate: .moderate
            case .high: .high
            }
        self.init(
            name: statement.name, digest: entry.digest, layer: layer, text: statement.sentence,
            likelihood: outcome.words, confidence: confidence, limits: statement.limits.joined(separator: " "),
            subject: network ?? statement.question,
            named: network.map { [Dossier.Named(ObjectReference(.network, $0))] } ?? [], author: statement.author,
            written: statement.time.earliest, signers: signers)
    }
}

extension Dossier.Technique {
    /// Nil for what is no technique.
    init?(_ tag: Tag, network: String? = nil) {
        guard let framework = Framework(tag.taxonomy) else { return nil }
        self.init(
            framework: framework, id: tag.id, name: tag.title, version: tag.version, subject: tag.subject,
            network: network)
    }
}

extension Dossier.Technique.Framework {
    /// Nil for what is no technique: a step of reach, a free label.
    init?(_ taxonomy: Taxonomy.Kind) {
        switch taxonomy {
        case .disarm: self = .disarm
        case .metaKillChain: self = .metaKillChain
        case .breakoutScale, .radar: return nil
        }
    }
}
