package import Oversight
import Records
package import Workspace

/// What makes notices about a cohort worth less than they seem.
package struct NoticeRemarks: Sendable {
    /// Sentences, each without the word that it is a note.
    package private(set) var lines: [String] = []

    /// - Parameter about: the cohort that the notices are about.
    package init(_ notices: [Notice], _ about: CohortReference, _ folder: CaseFolder) throws(CaseError) {
        if notices.isEmpty { return }
        let assets = about.cohort.assets
        let histories = Histories(assets, observed: try folder.observations(of: Set(assets.map(\.key))), in: .anywhere)
        let firstDown = Dictionary(uniqueKeysWithValues: zip(assets.map(\.key), histories.ofAsset.map(\.firstDown)))
        for notice in notices where notice.channel.asksToAct {
            let concerned = notice.assets(of: about.cohort)
            let gone = concerned.filter {
                (firstDown[$0.key]?.flatMap { $0 } ?? .max) <= notice.sent.earliest.milliseconds
            }
            guard let first = gone.first else { continue }
            let name = notices.count > 1 ? " '\(notice.name)'" : ""
            lines.append(
                "\(gone.count) of \(concerned.count) assets were already gone when the notice\(name) was sent (\(first.key)"
                    + "\(gone.count > 1 ? " …" : "")): they count as acted on unprompted, and in no time to action.")
        }
        if !(try folder.entries(SealedCohort.self).contains { $0.entry.cohort == about.digest }) {
            lines.append(
                "the cohort is not sealed; nobody can see later that its list was made before this notice.")
        }
    }
}
