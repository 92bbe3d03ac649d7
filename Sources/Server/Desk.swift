package import Exchange
import HTTPTypes
package import Records
package import Reporting
import Synchronization
package import Workspace

/// What all endpoints work with: the case, what the server keeps beside it, and what frames every page.
package final class Desk: Sendable {
    package let folder: CaseFolder
    /// Reads for pages, many at a time.
    package let readers: CaseReaders
    /// Runs in memory.
    package let runs: RunShelf
    package let store: ServerStore
    package let audit: AuditTrail
    package let rates: RateLimits
    package let gate: Gate
    package let jobs: JobRunner
    package let uploads: UploadRules
    /// The identity provider that people may sign in with; nil for none.
    package let provider: IdentityProvider?
    /// The program and its version: `daylight 0.1.0`.
    package let version: String
    /// As people call the case.
    package let caseName: String
    /// The time; tests stand still.
    package let clock: @Sendable () -> Instant
    private let markings = Mutex<(read: Instant, markings: Markings)?>(nil)

    /// - Parameters:
    ///   - local: what the one person of this machine shows to come in; nil where people sign in.
    package init(
        folder: CaseFolder, readers: CaseReaders, store: ServerStore, version: String, caseName: String,
        local: LocalKey?,
        site: SiteAddress, uploads: UploadRules = UploadRules(), provider: IdentityProvider? = nil,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.uploads = uploads
        self.provider = provider
        self.folder = folder
        self.readers = readers
        runs = RunShelf(folder, readers)
        self.store = store
        self.version = version
        self.caseName = caseName
        self.clock = clock
        rates = RateLimits()
        gate = Gate(store: store, local: local, site: site)
        audit = AuditTrail(spool: AuditSpool(of: folder, in: store), clock: clock)
        jobs = JobRunner(
            path: folder.path, readers: readers, store: store, audit: audit,
            version: version.split(separator: " ").last.map(String.init) ?? version, clock: clock)
    }

    /// The markings of the case, not older than a second.
    package func markings(at now: Instant) throws -> Markings {
        if let known = markings.withLock({ $0 }), (0..<1000).contains(now.milliseconds - known.read.milliseconds) {
            return known.markings
        }
        let fresh = Markings(try folder.current(Marking.self).map(\.entry))
        markings.withLock { $0 = (now, fresh) }
        return fresh
    }

    /// How the whole case is marked.
    package func marking(at now: Instant) throws -> TrafficLight {
        try markings(at: now).own(of: ObjectReference(.wholeCase, ObjectReference.all)) ?? .unmarked
    }

    /// Whether nothing in the case is marked above a visitor's clearance. The log's words are addresses and names of
    /// anything: who may not see everything is shown who did what and when, and not these.
    func seesAll(_ visit: Visit) throws -> Bool {
        let markings = try markings(at: visit.now)
        return ObjectReference.Kind.allCases.allSatisfy { visit.visitor.sees(markings.narrowest($0)) }
    }

    /// What stands in a log's column for words that a visitor may not see.
    static let withheld = TwinTable.Cell.words("left out: above your clearance")

    /// Refuses what is about the whole case to whoever may not see the case.
    package func requireCase(_ visit: Visit) throws {
        let light = try marking(at: visit.now)
        guard visit.visitor.sees(light) else {
            throw Refusal.forbidden(
                "This is about the whole case, which is marked \(light.label); your clearance is "
                    + "\(visit.visitor.clearance.label).",
                help: "What is marked for you stands on the other pages.")
        }
    }

    /// What stands around a page for this visit.
    package func frame(_ visit: Visit, messages: [SitePage.Message] = [], leftOut: Int = 0) -> SitePage.Frame {
        let visitor = visit.visitor
        var messages = messages
        if let done = visit.query["done"], let words = Done(rawValue: done)?.words {
            messages.append(SitePage.Message(.done, words))
        }
        return SitePage.Frame(
            version: version, caseName: visitor.isPresent ? caseName : "",
            marking: (try? marking(at: visit.now)) ?? .unmarked,
            person: visitor.isPresent
                ? SitePage.Person(
                    name: visitor.displayName, sections: SiteSection.allCases.filter { visitor.may($0.permission) },
                    clearance: visitor.clearance,
                    roles: visitor.isLocal ? "" : visitor.roles.sorted().map(\.rawValue).joined(separator: ", "),
                    isLocal: visitor.isLocal) : nil, made: visit.now, address: visit.whole,
            formToken: visitor.formToken, messages: messages, leftOut: leftOut)
    }
}

extension SiteSection {
    /// What opening the page needs.
    var permission: Permission {
        switch self {
        case .people: .administer
        case .audit: .audit
        case .export: .export
        default: .read
        }
    }
}

/// What a page says after something was done: the address names one of these, so that no address can make a page say
/// something else.
package enum Done: String, Sendable, CaseIterable {
    case saved, added, removed, begun, stopped, asked, decided, sealed, signed, password, signedOut

    var words: String {
        switch self {
        case .saved: "Saved."
        case .added: "Added."
        case .removed: "Removed."
        case .begun: "Begun; its progress stands here."
        case .stopped: "It was told to stop."
        case .asked: "Asked for; somebody else must decide."
        case .decided: "Decided."
        case .sealed: "Sealed: the line to publish stands below."
        case .signed: "Signed."
        case .password: "The password was changed, and every session of the person has ended."
        case .signedOut: "You are signed out."
        }
    }
}
