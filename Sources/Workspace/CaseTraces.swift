import GRDB

/// What a case has had, for good, whatever became of the files: noted in the database's header (SQLite's `user_version`,
/// where each is a bit), so that a folder that was taken away whole is missed.
package struct CaseTraces: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Evidence was kept.
    package static let evidence = CaseTraces(rawValue: 1)
    /// There was a key to sign it with.
    package static let key = CaseTraces(rawValue: 2)
}

extension CaseFolder {
    /// What the case has had.
    package func traces() throws(CaseError) -> CaseTraces {
        CaseTraces(rawValue: try read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 })
    }

    /// Notes that the case has something. Whoever calls holds the case's lock.
    func leave(_ trace: CaseTraces) throws {
        let known = try traces()
        if known.isSuperset(of: trace) { return }
        try queue.write { try $0.execute(sql: "PRAGMA user_version = \(known.union(trace).rawValue)") }
    }
}
