package import Evidence
package import Records
import Seals
import ServiceLifecycle
import Synchronization
package import Workspace

/// Who saw, searched, exported and wrote what, for the custody log: the same log as the evidence's, so that it cannot be
/// thinned out afterwards without a trace.
///
/// What was only read goes in at most a second later, in batches; the same address read by the same person many times
/// within a batch is one entry with a count. Before a write is acknowledged, everything up to it is on the disk.
package final class AuditTrail: Sendable {
    /// What happened, without how often.
    package struct Act: Hashable, Sendable {
        package var person: String
        package var role: String
        package var action: CustodyAction
        /// SHA-256 of what it was done with: of the address where only the address says it.
        package var object: String
        package var note: String

        /// - Parameters:
        ///   - action: `viewed`, `exported`, or `entered` for what was written: then the note is kept as the object.
        ///   - note: what was done, in words or as an address; cut where it is long, and made readable.
        package init(person: String, role: String, action: CustodyAction, object: String? = nil, note: String) {
            let readable = VisibleText.plain(VisibleText.clipped(note, to: 1_000).text)
            self.person = person.isEmpty ? "nobody" : person
            self.role = role.isEmpty ? "visitor" : role
            self.action = action
            self.note = readable
            self.object = object ?? ContentHash(of: Array(readable.utf8)).hexadecimal
        }

        package init(
            _ visitor: Visitor, _ action: CustodyAction, object: String? = nil, note: String
        ) {
            self.init(
                person: visitor.name,
                role: visitor.isLocal ? "local" : visitor.roles.sorted().map(\.rawValue).joined(separator: " "),
                action: action, object: object, note: note)
        }
    }

    private struct Pending {
        var order: [Act] = []
        var counts: [Act: Int] = [:]
    }

    private let pending = Mutex(Pending())
    private let spool: AuditSpool
    private let clock: @Sendable () -> Instant
    /// One flush at a time: whoever comes meanwhile waits for one that begins after they came.
    private let turn = Mutex(())

    init(spool: AuditSpool, clock: @escaping @Sendable () -> Instant) {
        self.spool = spool
        self.clock = clock
    }

    /// Notes that something happened.
    package func note(_ act: Act) {
        pending.withLock { pending in
            if pending.counts[act] == nil { pending.order.append(act) }
            pending.counts[act, default: 0] += 1
        }
    }

    /// Puts all that was noted on the disk. It blocks: call it off the threads that serve connections.
    package func flush() throws(CaseError) {
        try turn.withLock { _ throws(CaseError) -> Void in
            let taken = pending.withLock { pending in
                let taken = pending
                pending = Pending()
                return taken
            }
            do throws(CaseError) {
                try spool.enter(drafts(taken), at: clock)
            } catch {
                // They come with the next batch, before what was noted since.
                pending.withLock { pending in
                    for act in taken.order.reversed() {
                        if pending.counts[act] == nil { pending.order.insert(act, at: 0) }
                        pending.counts[act, default: 0] += taken.counts[act] ?? 1
                    }
                }
                throw error
            }
        }
    }

    private func drafts(_ taken: Pending) -> [CustodyDraft] {
        taken.order.flatMap { act -> [CustodyDraft] in
            let count = taken.counts[act] ?? 1
            // Each write stands by itself; what was read again and again is counted.
            let note = count > 1 && !act.action.bringsObject ? "\(act.note) (\(count) times)" : act.note
            guard let custodian = try? Custodian(name: act.person, role: act.role),
                let draft = try? CustodyDraft(act.action, object: act.object, by: custodian, note: note)
            else { return [] }
            return Array(repeating: draft, count: act.action.bringsObject ? count : 1)
        }
    }

    /// Whether anything was noted and is not on the disk.
    package var isBehind: Bool { pending.withLock { !$0.order.isEmpty } }
}
