import Attribution
import Exchange
import Records
import Workspace

extension Dossier {
    /// Takes what people assessed and tagged of what the dossier is about. An assessment that no second person approved is
    /// nobody's to hand out: the summary says how many there are.
    /// - Parameters:
    ///   - subjects: names that tags may give to what the dossier is about, and the identifier that each stands for; nil
    ///     where everything that is tagged belongs to it.
    /// - Throws: `tampered` where a signature does not hold.
    mutating func fillJudgements(
        from folder: CaseFolder, subjects: [String: String]?
    ) throws(CaseError) {
        for tag in try folder.current(Tag.self) {
            guard let framework = Technique.Framework(tag.entry.taxonomy) else { continue }
            if let subjects, subjects[tag.entry.subject] == nil { continue }
            techniques.append(
                Technique(
                    framework: framework, id: tag.entry.id, name: tag.entry.title, version: tag.entry.version,
                    subject: subjects?[tag.entry.subject] ?? tag.entry.subject))
        }
        techniques.sort()
        guard subjects == nil else { return }
        let approvals = try folder.current(Approval.self).map(\.entry)
        var unapproved = 0
        for entry in try folder.current(Attribution.Assessment.self) {
            let signers = try Self.signers(of: entry, approvals, folder)
            if signers.count < 2 {
                unapproved += 1
            } else if let assessment = Assessment(entry, signers: signers) {
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

    /// The author and whoever approved the statement as it stands.
    private static func signers(
        of assessment: Registered<Attribution.Assessment>, _ approvals: [Approval], _ folder: CaseFolder
    ) throws(CaseError) -> [String] {
        do {
            try assessment.entry.verify()
            let digest = try assessment.entry.statement.digest()
            let given = approvals.filter { $0.assessment == assessment.entry.name && $0.digest == digest }
            for approval in given { try approval.verify(assessment.entry) }
            return [assessment.entry.statement.author] + given.map(\.approver).sorted()
        } catch {
            throw .tampered(
                folder: folder.path, what: "assessment '\(assessment.entry.name)' (\(error))", digest: assessment.digest
            )
        }
    }
}

extension Dossier.Assessment {
    /// Nil where the statement says nothing of its own hypothesis, which no statement does.
    fileprivate init?(_ entry: Registered<Attribution.Assessment>, signers: [String]) {
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
            subject: statement.question, author: statement.author, written: statement.time.earliest, signers: signers)
    }
}

extension Dossier.Technique.Framework {
    /// Nil for what is no technique: a step of reach, a free label.
    fileprivate init?(_ taxonomy: Taxonomy.Kind) {
        switch taxonomy {
        case .disarm: self = .disarm
        case .metaKillChain: self = .metaKillChain
        case .breakoutScale, .radar: return nil
        }
    }
}
