import GRDB
package import Records

/// What one person asked to do and another must allow.
package struct ApprovalRequest: Sendable, Equatable {
    /// Exactly what is to be allowed.
    package struct Subject: Sendable, Hashable {
        /// What it is: `package`, `attribution`, `notice`.
        package var kind: String
        /// The register entry's, run's or network's name.
        package var name: String
        /// SHA-256 of what would be published or said, hexadecimal: another one is another request.
        package var digest: String

        package init(kind: String, name: String, digest: String) {
            self.kind = kind
            self.name = name
            self.digest = digest
        }
    }

    /// What somebody decided.
    package struct Decision: Sendable, Equatable {
        package var by: String
        package var at: Instant
        package var isGranted: Bool
        package var note: String
    }

    package enum State: String, Codable, Sendable, CaseIterable {
        case waiting, granted, refused
        /// What was asked for has changed since.
        case void
    }

    package let id: Int64
    package var subject: Subject
    package var askedBy: String
    package var asked: Instant
    package var reason: String
    package var decision: Decision?
    /// When something else was asked for under the same name.
    package var superseded: Instant?

    /// What it is worth.
    /// - Parameter digest: of what its subject is now.
    package func state(now digest: String) -> State {
        if superseded != nil || digest != subject.digest { return .void }
        return decision.map { $0.isGranted ? .granted : .refused } ?? .waiting
    }

    static let columns = """
        id, kind, name, digest, asked_by, asked, reason, decided_by, decided, is_granted, note, superseded
        """

    /// - Parameter row: has `columns`.
    init(_ row: Row) {
        id = row[0]
        subject = Subject(kind: row[1], name: row[2], digest: row[3])
        askedBy = row[4]
        asked = Instant(milliseconds: row[5])
        reason = row[6]
        if let by = row[7] as String?, let decided = row[8] as Int64?, let isGranted = row[9] as Bool? {
            decision = Decision(
                by: by, at: Instant(milliseconds: decided), isGranted: isGranted, note: row[10] ?? "")
        }
        superseded = (row[11] as Int64?).map { Instant(milliseconds: $0) }
    }
}

extension ServerStore {
    /// Asks that something be allowed. Asked again for the same it stays as it is; what was asked before under the same
    /// name for something else is void.
    /// - Parameter name: of whoever asks.
    package func ask(
        for subject: ApprovalRequest.Subject, by name: String, reason: String, at now: Instant
    ) throws(CaseError) -> ApprovalRequest {
        try write { database in
            try EntryName.check(subject.name)
            guard subject.digest.utf8.count == 64 else {
                throw CaseError.refused("what is to be allowed has no SHA-256; nobody could say later what it was.")
            }
            let open = try Self.approvals(
                "kind = ? AND name = ? AND superseded IS NULL ORDER BY id", [subject.kind, subject.name], database)
            if let same = open.last(where: { $0.subject == subject && $0.decision?.isGranted != false }) { return same }
            for other in open where other.subject != subject {
                try database.execute(
                    sql: "UPDATE approvals SET superseded = ? WHERE id = ?", arguments: [now.milliseconds, other.id])
            }
            try database.execute(
                sql: "INSERT INTO approvals (kind, name, digest, asked_by, asked, reason) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [subject.kind, subject.name, subject.digest, name, now.milliseconds, reason])
            return try Self.approval(database.lastInsertedRowID, database)
        }
    }

    /// Decides on what somebody else asked.
    /// - Parameter digest: of what its subject is now, as the one who decides has seen it.
    /// - Throws: `CaseError.refused` where they asked it themselves, it is decided already, or it is not what was asked.
    package func decide(
        _ id: Int64, isGranted: Bool, by name: String, digest: String, note: String, at now: Instant
    ) throws(CaseError) -> ApprovalRequest {
        try write { database in
            let approval = try Self.approval(id, database)
            if approval.askedBy == name {
                throw CaseError.refused("'\(name)' asked for this; somebody else must decide.")
            }
            switch approval.state(now: digest) {
            case .waiting: break
            case .void:
                throw CaseError.refused(
                    "\(approval.subject.kind) '\(approval.subject.name)' has changed since this was asked; ask again.")
            case .granted, .refused:
                throw CaseError.refused("'\(approval.decision?.by ?? "")' has decided this already; ask again.")
            }
            try database.execute(
                sql: "UPDATE approvals SET decided_by = ?, decided = ?, is_granted = ?, note = ? WHERE id = ?",
                arguments: [name, now.milliseconds, isGranted, note, id])
            return try Self.approval(id, database)
        }
    }

    /// What was granted for exactly this; nil where nothing was.
    package func grant(for subject: ApprovalRequest.Subject) throws(CaseError) -> ApprovalRequest? {
        try read { database in
            try Self.approvals(
                "kind = ? AND name = ? AND digest = ? AND superseded IS NULL ORDER BY id DESC LIMIT 1",
                [subject.kind, subject.name, subject.digest], database
            ).first { $0.decision?.isGranted == true }
        }
    }

    /// What nobody has decided yet, the oldest first.
    package func openApprovals() throws(CaseError) -> [ApprovalRequest] {
        try read { try Self.approvals("decided IS NULL AND superseded IS NULL ORDER BY id", [], $0) }
    }

    /// What was asked last, decided or not, the newest first.
    package func approvals(last count: Int) throws(CaseError) -> [ApprovalRequest] {
        try read { try Self.approvals("id > 0 ORDER BY id DESC LIMIT ?", [count], $0) }
    }

    /// Everything that was ever asked under a name, the newest first.
    package func approvals(kind: String, name: String) throws(CaseError) -> [ApprovalRequest] {
        try read { try Self.approvals("kind = ? AND name = ? ORDER BY id DESC", [kind, name], $0) }
    }

    /// A request by number.
    package func approval(_ id: Int64) throws(CaseError) -> ApprovalRequest {
        try read { try Self.approval(id, $0) }
    }

    private static func approvals(
        _ condition: String, _ arguments: StatementArguments, _ database: Database
    ) throws -> [ApprovalRequest] {
        try Row.fetchAll(
            database, sql: "SELECT \(ApprovalRequest.columns) FROM approvals WHERE \(condition)", arguments: arguments
        ).map(ApprovalRequest.init)
    }

    private static func approval(_ id: Int64, _ database: Database) throws -> ApprovalRequest {
        guard let found = try approvals("id = ?", [id], database).first else {
            throw CaseError.refused("nothing was asked under the number \(id).")
        }
        return found
    }
}
