package import Evidence
import Foundation
package import Records
import Synchronization

/// What is to stand in the custody log and cannot yet, because another program writes to the case: an import may do so for
/// minutes. It waits on the disk, in `server/audit.json`, and is entered as soon as the case is free.
///
/// If the program is stopped between entering and forgetting, what waited is found in the log and not entered twice: each
/// draft says when it happened.
package final class AuditSpool: Sendable {
    private struct Waiting: Codable, Equatable {
        var actor: String
        var role: String
        var action: CustodyAction
        var object: String
        var reason: String
        var note: String?

        init(_ draft: CustodyDraft, at now: Instant) {
            actor = draft.custodian.name
            role = draft.custodian.role
            action = draft.action
            object = draft.object
            reason = "\(draft.reason.map { $0 + "; " } ?? "")happened at \(now), while the case was written to"
            note = draft.note
        }

        func draft() throws(EvidenceError) -> CustodyDraft {
            try CustodyDraft(
                action, object: object, by: try Custodian(name: actor, role: role), reason: reason, note: note)
        }
    }

    private let folder: CaseFolder
    private let file: String
    /// Held while the file is read and written.
    private let turn = Mutex(())

    package init(of folder: CaseFolder, in store: ServerStore) {
        self.folder = folder
        file = store.path + "/audit.json"
    }

    /// Enters drafts in the custody log, after those that wait. The object of a draft that brings one is its note. Where
    /// another program writes to the case, they wait too. When it returns, all of them are on the disk.
    /// - Parameter clock: is asked once nobody else can enter anything: the log is in the order of its times then.
    package func enter(_ drafts: [CustodyDraft], at clock: () -> Instant) throws(CaseError) {
        do {
            try turn.withLock { _ in try enterInTurn(drafts, at: clock) }
        } catch {
            throw CaseError(error, folder: folder.path)
        }
    }

    private func enterInTurn(_ drafts: [CustodyDraft], at clock: () -> Instant) throws {
        let waiting = try read()
        if waiting.isEmpty, drafts.isEmpty { return }
        do {
            let writer = try folder.evidence.writer(waits: false)
            var all = try unentered(waiting).map { try $0.draft() }
            all += drafts
            // What was written is kept in words, as the object that its entry brings.
            for draft in all where draft.action.bringsObject {
                if let note = draft.note { _ = try writer.keep(Array(note.utf8)) }
            }
            try writer.append(all, at: clock())
            if !waiting.isEmpty { try write([]) }
        } catch CaseError.busy {
            let now = clock()
            if !drafts.isEmpty { try write(waiting + drafts.map { Waiting($0, at: now) }) }
        }
    }

    /// Those of what waits that did not come into the log before the program was stopped.
    private func unentered(_ waiting: [Waiting]) throws -> [Waiting] {
        if waiting.isEmpty { return [] }
        let log = try folder.evidence.custody()
        var entered: Set<String> = []
        for number in stride(from: log.size, to: max(0, log.size - 4 * waiting.count - 1000), by: -1) {
            let draft = try log.event(number).draft
            entered.insert([draft.object, draft.reason ?? "", draft.custodian.name].joined(separator: "\n"))
        }
        return waiting.filter { !entered.contains([$0.object, $0.reason, $0.actor].joined(separator: "\n")) }
    }

    private func read() throws -> [Waiting] {
        guard FileManager.default.fileExists(atPath: file) else { return [] }
        return try JSONDecoder().decode([Waiting].self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    }

    private func write(_ waiting: [Waiting]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try DurableFile.write(Array(try encoder.encode(waiting)), to: file, mode: 0o600)
    }
}
