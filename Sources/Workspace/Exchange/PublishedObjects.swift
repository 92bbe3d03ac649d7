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
