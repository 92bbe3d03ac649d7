package import Exchange
import Oversight
package import Records
package import Workspace

/// What of a case is to be handed out, and to whom.
package struct DossierRequest: Sendable {
    /// What it is about.
    package enum Scope: Sendable, Hashable {
        /// Everything that the case holds, objects of imported documents among them.
        case wholeCase
        /// Networks of a run; nil for its last run, and for all of its networks.
        case run(Int64?, networks: [String]?)
        /// A cohort, its last version or the one whose digest begins so.
        case cohort(String)
    }

    package var scope: Scope
    package var title: String?
    package var producer: String
    package var marking: TrafficLight
    /// As of when; nil for when the case last changed, by which the same case gives the same bytes.
    package var now: Instant?
    package var includesPosts = true
    /// Objects of imported documents, where the whole case is asked for.
    package var includesImported = true
    package init(
        scope: Scope, title: String? = nil, producer: String, marking: TrafficLight, now: Instant? = nil,
        includesPosts: Bool = true
    ) {
        self.scope = scope
        self.title = title
        self.producer = producer
        self.marking = marking
        self.now = now
        self.includesPosts = includesPosts
    }
}

extension DossierRequest {
    /// Gathers the dossier from a case. Nothing is left out of it yet: `Dossier.cleared` does that.
    /// - Throws: where there is no such run, network or cohort, and where an entry or a result is not as it was left.
    package func gather(from folder: CaseFolder) throws(InquiryError) -> Dossier {
        let lifetime = try InquiryError.storing { () throws(CaseError) in try folder.lifetime() }
        let judgements = try InquiryError.storing { () throws(CaseError) in try CaseJudgements(folder) }
        let subject =
            switch scope {
            case .wholeCase: try DossierSubject(wholeOf: folder, judgements: judgements)
            case .cohort(let name):
                try InquiryError.storing { () throws(CaseError) in try DossierSubject(cohort: name, of: folder) }
            case .run(let number, let networks): try DossierSubject(run: number, networks: networks, of: folder)
            }
        let epoch = Instant(milliseconds: 0)
        var dossier = Dossier(
            head: Dossier.Head(
                title: title ?? subject.title, summary: subject.summary, producer: producer, marking: marking,
                subject: subject.reference, begun: lifetime?.begun ?? epoch, now: now ?? lifetime?.changed ?? epoch))
        try InquiryError.storing { () throws(CaseError) in
            let markings = Markings(try folder.current(Marking.self).map(\.entry))
            try subject.fill(&dossier, from: folder)
            if includesImported { try subject.fillImported(&dossier, from: folder, markings: markings) }
            if includesPosts { try subject.fillPosts(&dossier, from: folder, markings: markings) }
            try subject.fillJudgements(&dossier, judgements)
            dossier.mark(by: markings)
        }
        return dossier
    }
}

extension InquiryError {
    /// What goes wrong with a case, as one of ours.
    static func storing<Result>(_ body: () throws(CaseError) -> Result) throws(InquiryError) -> Result {
        do throws(CaseError) {
            return try body()
        } catch {
            throw .storage(error)
        }
    }
}
