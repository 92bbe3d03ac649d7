package import Evidence
import Foundation
import Seals

extension EvidenceFolder {
    /// Every record that the log names and nobody destroyed, in the order of their entries.
    /// - Parameter body: is given the entry's number, the record's id and the record.
    package func eachRecord(_ body: (Int, String, EvidenceRecord) throws -> Void) throws {
        guard isThere else { return }
        var entries: [(number: Int, identifier: String)] = []
        var seen: Set<ContentKey> = []
        var destroyed: Set<ContentKey> = []
        try custody().eachEvent { event in
            guard let key = ContentKey(event.draft.object) else { return }
            if event.draft.action == .destroyed { destroyed.insert(key) }
            if event.draft.action.bringsObject { destroyed.remove(key) }
            guard event.draft.action == .recorded, seen.insert(key).inserted else { return }
            entries.append((event.number, event.draft.object))
        }
        for entry in entries where ContentKey(entry.identifier).map(destroyed.contains) == false {
            try body(entry.number, entry.identifier, try record(entry.identifier))
        }
    }

    /// A record.
    /// - Parameter identifier: the whole id.
    /// - Throws: `evidenceAltered` where it is not there, or is not what was kept; `refused` where the object is no record.
    package func record(_ identifier: String) throws(CaseError) -> EvidenceRecord {
        let bytes = try contents(of: identifier)
        do throws(EvidenceError) {
            return try EvidenceRecord(body: bytes)
        } catch {
            throw .refused("\(identifier): \(error)")
        }
    }

    /// An object's SHA-256 by its beginning; a whole one is taken as it is, whether the store has it or not.
    /// - Throws: `refused` where no object, or more than one, begins so.
    package func identifier(beginning text: String) throws(CaseError) -> String {
        let wanted = text.lowercased()
        if ContentKey(wanted) != nil { return wanted }
        guard wanted.count >= 4, wanted.allSatisfy(\.isHexDigit) else {
            throw .refused("'\(text)' is no SHA-256, nor four or more digits of the beginning of one.")
        }
        let shelf = file("objects/\(wanted.prefix(2))")
        let found = ((try? FileManager.default.contentsOfDirectory(atPath: shelf)) ?? []).filter {
            $0.hasPrefix(wanted)
        }
        guard let first = found.first else { throw .refused("nothing in the evidence begins with '\(text)'.") }
        if found.count > 1 {
            throw .refused("\(found.count) objects begin with '\(text)'; give more digits: \(found.sorted()[0]) …")
        }
        return first
    }
}

extension CustodyIndex {
    /// The proof that an entry stands in the log of the first `size` entries.
    /// - Parameter number: from 1.
    package func proof(of number: Int, size: Int) throws(CaseError) -> InclusionProof {
        let line = try line(number)
        do throws(SealError) {
            return InclusionProof(
                entry: number, size: size, root: try root(size: size),
                proof: try inclusionProof(of: number, size: size), line: line)
        } catch {
            throw .refused("\(error)")
        }
    }
}
