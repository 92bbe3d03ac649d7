package import Evidence
package import Exchange
import Foundation
package import Workspace

/// What a case has for a package: its evidence up to the last checkpoint.
package struct CasePackage {
    package let source: PackageSource
    /// Entries of the log that the checkpoint covers.
    package let size: Int
    /// Records that came after the checkpoint, and so are in no package.
    package let later: Int

    /// - Throws: `CaseError.refused` where nothing was signed yet, `evidenceAltered` where a checkpoint does not hold.
    package init(_ folder: CaseFolder) throws {
        let evidence = folder.evidence
        let sizes = evidence.checkpointSizes()
        guard let size = sizes.last, let key = try evidence.verifyingKey(),
            let last = try evidence.checkpoint(size, with: [key])
        else {
            throw CaseError.refused(
                "the evidence has no checkpoint, and a package holds what one covers; 'daylight evidence checkpoint --case"
                    + " \(folder.path)' signs it.")
        }
        let previous = try sizes.dropLast().last.flatMap { try evidence.checkpoint($0, with: [key]) }
        let custody = try evidence.custody()
        guard size <= custody.size else {
            throw CaseError.evidenceAltered(
                folder: folder.path,
                EvidenceProblem(
                    file: "custody.ndjson", "it has \(custody.size) entries, and \(last.file) was signed over \(size)"))
        }
        var later = 0
        var destroyed: [String: Int] = [:]
        try custody.eachEvent { event in
            if event.number > size, event.draft.action == .recorded { later += 1 }
            if event.draft.action == .destroyed {
                destroyed[event.draft.object] = event.number
            } else if event.draft.action.bringsObject {
                // What was destroyed and collected again has to be there again.
                destroyed[event.draft.object] = nil
            }
        }
        var stamps: [PackageSource.StampFile] = []
        var stamped: [Int: [UInt8]] = [:]
        for covered in sizes where covered <= size {
            let files = evidence.timeStampFiles(of: covered)
            stamps += files.map { PackageSource.StampFile(name: $0.name, path: $0.path, size: covered) }
            if !files.isEmpty, covered != size {
                stamped[covered] = try evidence.checkpoint(covered, with: [key])?.note
            }
        }
        self.later = later
        self.size = size
        source = PackageSource(
            checkpoint: last.note, previous: previous?.note, key: key, log: evidence.file("custody.ndjson"),
            object: { evidence.object($0) }, destroyed: destroyed,
            inclusion: { try custody.inclusionProof(of: $0, size: $1) },
            consistency: { try custody.consistencyProof(from: $0, to: $1) },
            timeStamps: stamps, stamped: stamped)
    }
}
