import Attribution
import Coordination
import Exchange
import Oversight
import Records
import Workspace

/// What people tagged and assessed in a case, with what the names in it stand for.
struct CaseJudgements {
    /// Tags that are techniques.
    let tags: [Tag]
    let assessments: [Registered<Assessment>]
    private let approvals: [Approval]
    /// The networks that questions are about, by the questions' digests.
    private let questions: [String: String]
    private let cohorts: [Registered<Cohort>]
    private let folder: CaseFolder

    init(_ folder: CaseFolder) throws(CaseError) {
        self.folder = folder
        tags = try folder.current(Tag.self).map(\.entry).filter {
            Dossier.Technique.Framework($0.taxonomy) != nil
        }
        assessments = try folder.current(Assessment.self)
        approvals = try folder.current(Approval.self).map(\.entry)
        var questions: [String: String] = [:]
        for question in try folder.entries(AttributionQuestion.self) {
            questions[question.digest] = question.entry.network
        }
        self.questions = questions
        cohorts = try folder.entries(Cohort.self)
    }

    /// The network that an assessment is about; nil where its question names none.
    func network(of assessment: Registered<Assessment>) -> String? {
        questions[assessment.entry.statement.questionDigest]
    }

    /// The network that a tag's subject is by itself: a cohort's last version, or a network by its whole name.
    func network(called name: String) -> String? {
        if let last = cohorts.last(where: { $0.entry.name == name }) { return last.entry.networkName }
        if RunNetworkName(name) != nil || cohorts.contains(where: { $0.entry.networkName == name }) { return name }
        return nil
    }

    /// Everything in the case that goes by a tag's subject, every version of a cohort among it.
    func named(_ subject: String) -> [Dossier.Named] {
        var references = cohorts.filter { $0.entry.name == subject || $0.entry.networkName == subject }.map {
            ObjectReference(.network, $0.entry.networkName)
        }
        if RunNetworkName(subject) != nil { references.append(ObjectReference(.network, subject)) }
        if assessments.contains(where: { $0.entry.name == subject }) {
            references.append(ObjectReference(.assessment, subject))
        }
        return references.map { Dossier.Named($0) }
    }

    /// The networks that tags and approved assessments are about, and the cohorts among them. What the case does not hold
    /// (any more) is not among them.
    func spokenOf() throws(InquiryError) -> (networks: [Dossier.Network], cohorts: [Cohort]) {
        var names = Set(tags.compactMap { network(called: $0.subject) })
        for assessment in assessments where approvals.contains(where: { $0.assessment == assessment.entry.name }) {
            if let name = network(of: assessment) { names.insert(name) }
        }
        var networks: [Dossier.Network] = []
        let spoken = cohorts.filter { names.contains($0.entry.networkName) }
        for cohort in spoken { networks.append(Dossier.Network(cohort)) }
        for name in names.sorted() {
            guard let name = RunNetworkName(name) else { continue }
            let numbers = try InquiryError.storing { () throws(CaseError) in try folder.runs().map(\.number) }
            guard numbers.contains(name.run) else { continue }
            let run = try StoredRun(folder: folder.folder(ofRun: name.run))
            guard try run.networks().contains(where: { $0.identifier == name.network }) else { continue }
            networks += try run.dossierNetworks("run \(name.run)", named: [name.network])
        }
        return (networks, spoken.map(\.entry))
    }

    /// The author and whoever approved the statement as it stands.
    /// - Throws: `tampered` where a signature does not hold.
    func signers(of assessment: Registered<Assessment>) throws(CaseError) -> [String] {
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

/// `run 3 N1`: a network of a run, as a case calls it.
struct RunNetworkName {
    let run: Int64
    /// `N1`
    let network: String

    /// Nil for what is spelt otherwise.
    init?(_ name: String) {
        let words = name.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "run", let run = Int64(words[1]), !words[2].isEmpty,
            "run \(run) \(words[2])" == name
        else { return nil }
        self.run = run
        network = String(words[2])
    }
}

extension Cohort {
    /// What a cohort's assets are called as a network: `ferry version 2`.
    package var networkName: String { "\(name) version \(version)" }
}

extension Dossier.Network {
    init(_ cohort: Registered<Cohort>) {
        self.init(
            identifier: cohort.entry.networkName, source: "the cohort '\(cohort.entry.name)'",
            sourceDigest: cohort.digest, members: cohort.entry.assets.map(\.key).sorted())
    }
}
