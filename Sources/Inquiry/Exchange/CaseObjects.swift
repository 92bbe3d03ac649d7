import Attribution
import Coordination
package import Exchange
import Oversight
import Records
package import Workspace

/// Whether a case holds what somebody names.
package struct CaseObjects {
    private let folder: CaseFolder

    package init(_ folder: CaseFolder) {
        self.folder = folder
    }

    /// - Throws: where the case or a run of it cannot be read.
    package func holds(_ object: ObjectReference) throws(InquiryError) -> Bool {
        switch object.kind {
        case .wholeCase: return true
        case .post, .imported:
            return try InquiryError.storing { () throws(CaseError) in
                object.kind == .post
                    ? try folder.holdsPost(called: object.id) : try folder.holdsPublishedObject(object.id)
            }
        case .network: return try holdsNetwork(object.id)
        // No case holds an operation: the kind is there since older markings may name it.
        case .operation: return false
        case .assessment:
            return try InquiryError.storing { () throws(CaseError) in
                try !folder.entries(Assessment.self, named: object.id).isEmpty
            }
        case .technique:
            let tags = try InquiryError.storing { () throws(CaseError) in try folder.current(Tag.self) }
            return tags.contains { Dossier.Technique($0.entry)?.reference == object }
        case .account, .observable, .notice, .response, .exposure, .obligation, .disclosure:
            let dossier = try DossierRequest(scope: .wholeCase, producer: "", marking: .red).gather(from: folder)
            switch object.kind {
            case .account:
                if dossier.assets.contains(where: { $0.reference == object }) { return true }
                let cohorts = try InquiryError.storing { () throws(CaseError) in try folder.entries(Cohort.self) }
                return cohorts.contains { $0.entry.assets.contains { $0.key.description == object.id } }
            case .observable: return dossier.observables.contains { $0.reference == object }
            case .notice: return dossier.notices.contains { $0.value.name == object.id }
            case .response: return dossier.responses.contains { $0.value.name == object.id }
            case .exposure: return dossier.exposures.contains { $0.value.name == object.id }
            case .obligation: return dossier.obligations.contains { $0.value.name == object.id }
            default: return dossier.disclosures.contains { $0.value.name == object.id }
            }
        }
    }

    /// `run 3 N1`, or a cohort as its network is called.
    private func holdsNetwork(_ name: String) throws(InquiryError) -> Bool {
        if let name = RunNetworkName(name) {
            let path = folder.folder(ofRun: name.run)
            return try StoredRun(folder: path).networks().contains { $0.identifier == name.network }
        }
        let cohorts = try InquiryError.storing { () throws(CaseError) in try folder.entries(Cohort.self) }
        return cohorts.contains { $0.entry.networkName == name }
    }
}
