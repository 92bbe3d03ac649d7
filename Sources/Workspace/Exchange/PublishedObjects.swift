import GRDB
package import Records

extension CaseFolder {
    package func publishedObjectCount() throws(CaseError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM published_objects") ?? 0 }
    }

    /// Gives each object of imported documents, one in memory at a time, in the order of their import.
    /// - Parameter body: false ends it.
    package func eachPublishedObject(_ body: (PublishedObject) throws -> Bool) throws(CaseError) {
        try read { database in
            let rows = try BoundStatement(
                database,
                "SELECT standard, identifier, type, version, body, digest, marking FROM published_objects ORDER BY id")
            while try rows.step() {
                let object = PublishedObject(
                    standard: rows.string(0), id: rows.string(1), type: rows.string(2), version: rows.optionalString(3),
                    text: rows.string(4), digest: rows.string(5),
                    marking: rows.optionalString(6).flatMap { TrafficLight($0) })
                if try !body(object) {
                    rows.reset()
                    return
                }
            }
        }
    }
}

extension CaseFolder {
    /// Whether an object of an imported document has that id.
    package func holdsPublishedObject(_ id: String) throws(CaseError) -> Bool {
        try read {
            try Bool.fetchOne($0, sql: "SELECT count(*) FROM published_objects WHERE identifier = ?", arguments: [id])
                ?? false
        }
    }

    /// Whether there is a post `platform:id`; of one without an id, and of a share, `platform:SHA-256 of its file:record`.
    /// The id of what was shared stands for all its shares.
    package func holdsPost(called name: String) throws(CaseError) -> Bool {
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return false }
        let place = parts[1].split(separator: ":").map(String.init)
        return try read { database in
            if place.count == 2, place[0].utf8.count == 64, let row = Int64(place[1]) {
                return try Bool.fetchOne(
                    database,
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM posts JOIN imports ON imports.id = import WHERE sha256 = ? AND row = ?)
                            OR EXISTS (SELECT 1 FROM events JOIN imports ON imports.id = import WHERE sha256 = ? AND row = ?)
                        """, arguments: [place[0], row, place[0], row]) ?? false
            }
            return try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM posts JOIN platforms ON platforms.id = platform
                            WHERE platforms.name = ? AND identifier = ?)
                        OR EXISTS (SELECT 1 FROM events JOIN accounts ON accounts.id = account
                            JOIN platforms ON platforms.id = accounts.platform
                            WHERE platforms.name = ? AND content = ?)
                    """, arguments: [parts[0], parts[1], parts[0], parts[1]]) ?? false
        }
    }
}
