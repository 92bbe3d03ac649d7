package import Evidence
import Foundation
package import Records
package import Seals

/// What a look at all of a case's evidence found.
package struct EvidenceCheck: Sendable {
    /// What is wrong; empty for sound evidence.
    package var problems: [EvidenceProblem] = []
    /// What is worth knowing and not wrong.
    package var notes: [String] = []
    /// Entries of the custody log.
    package var entries = 0
    /// The root over them.
    package var root = ContentHash(of: [])
    package var objects = 0
    package var records = 0
    /// Sizes under a checkpoint whose signature holds.
    package var checkpoints: [Int] = []
    /// Time-stamps that hold, by their file.
    package var timeStamps: [StoredTimeStamp] = []
}

extension EvidenceFolder {
    /// Checks everything that can be checked without anybody's word: the log, its tree and checkpoints, every object,
    /// every record, exhibits and time-stamps. It goes on after what is wrong, and lists all of it.
    /// - Parameter trusted: the public key that somebody else vouches for; the case's own by default, which proves only
    ///   that nothing was changed without that key.
    package func verify(
        trusting trusted: VerifyingKey? = nil, progress: Records.Progress = .silent
    ) throws(CaseError) -> EvidenceCheck {
        var verification = EvidenceVerification(self, progress)
        do {
            if !isThere {
                try verification.checkAbsence()
                return verification.check
            }
            try verification.checkFiles()
            verification.checkKeys(trusted)
            try verification.checkCheckpoints()
            try verification.checkLog()
            try verification.checkObjects()
            try verification.checkTimeStamps()
            verification.checkPresence()
            try verification.checkExhibits()
        } catch {
            throw CaseError(error, folder: folder.path)
        }
        return verification.check
    }
}

/// One look at everything, step by step.
struct EvidenceVerification {
    /// An object that an entry brought in.
    struct Brought {
        var entry: Int
        var action: CustodyAction
        var isRecord: Bool
        var destroyed: Int?
        var isThere = false
    }

    let evidence: EvidenceFolder
    let progress: Records.Progress
    var check = EvidenceCheck()
    var keys: [VerifyingKey] = []
    var stored: [StoredCheckpoint] = []
    /// SHA-256 of every file among the checkpoints, whether its signature holds or not.
    var checkpointDigests: [String] = []
    var brought: [ContentKey: Brought] = [:]
    var records: [(identifier: String, record: EvidenceRecord)] = []
    /// Objects that lie in the store and no entry names.
    var unnamed = 0

    init(_ evidence: EvidenceFolder, _ progress: Records.Progress) {
        self.evidence = evidence
        self.progress = progress
    }

    mutating func problem(_ file: String, entry: Int? = nil, _ what: String) {
        check.problems.append(EvidenceProblem(file: file, entry: entry, what))
    }

    func names(in folder: String) throws -> [String] {
        let path = evidence.file(folder)
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    /// Whether a file holds this text, byte for byte.
    func isExactly(_ text: String, _ file: String) -> Bool {
        FileManager.default.contents(atPath: evidence.file(file))?.elementsEqual(text.utf8) ?? false
    }

    /// Marks an object as seen.
    mutating func mark(_ sha256: String) {
        if let key = ContentKey(sha256) { brought[key]?.isThere = true }
    }
}
