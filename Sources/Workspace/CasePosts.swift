import Bytes
import GRDB
import Intake
package import Records

extension CaseFolder {
    /// Posts that were cited, in the order of `citations`.
    /// - Parameter traces: which of their objects are shown.
    package func posts(_ citations: [Citation], traces: TraceSet) throws(CaseError) -> [CitedPost] {
        try read { database in
            let reader = try CitedPostReader(database, traces)
            return try citations.map { try reader.post($0) }
        }
    }
}

extension CaseReaders {
    /// Posts that were cited, in the order of `citations`.
    /// - Parameter traces: which of their objects are shown.
    package func posts(_ citations: [Citation], traces: TraceSet) throws(CaseError) -> [CitedPost] {
        try read { database in
            let known = try known(database)
            let reader = try CitedPostReader(
                database, traces, names: known.names, imports: known.imports.map(\.number))
            return try citations.map { try reader.post($0) }
        }
    }
}

/// Makes values of rows that hold posts.
struct CitedPostReader {
    private let numbers: NameNumbers
    private let traces: TraceSet
    private let imports: [Int64]
    private let findPost: BoundStatement
    private let findEvent: BoundStatement
    private let findObjects: BoundStatement
    private let findObject: BoundStatement

    init(_ database: Database, _ traces: TraceSet) throws {
        try self.init(
            database, traces, names: try NameNumbers(database), imports: try CaseImports(database).numbers)
    }

    /// - Parameter imports: the imports' numbers, in their order.
    init(_ database: Database, _ traces: TraceSet, names: NameNumbers, imports: [Int64]) throws {
        numbers = names
        self.traces = traces
        self.imports = imports
        findPost = try BoundStatement(
            cached: database,
            """
            SELECT accounts.platform, accounts.kind = 'handle', accounts.value, accounts.handle, posts.identifier,
                posts.time, contents.text, contents.address, posts.id
            FROM posts JOIN accounts ON accounts.id = posts.account LEFT JOIN contents ON contents.post = posts.id
            WHERE posts.import = ? AND posts.row = ?
            """)
        findEvent = try BoundStatement(
            cached: database,
            """
            SELECT accounts.platform, accounts.kind = 'handle', accounts.value, accounts.handle, events.content,
                events.time, NULL, NULL, events.object
            FROM events JOIN accounts ON accounts.id = events.account WHERE events.import = ? AND events.row = ?
            """)
        findObject = try BoundStatement(cached: database, "SELECT value FROM objects WHERE id = ?")
        findObjects = try BoundStatement(
            cached: database,
            """
            SELECT objects.trace, objects.value
            FROM posts JOIN json_each(posts.objects) AS action JOIN objects ON objects.id = action.value
            WHERE posts.id = ? ORDER BY action.key
            """)
    }

    func post(_ citation: Citation) throws -> CitedPost {
        guard Int(citation.source) < imports.count else { throw missing(citation) }
        for statement in [findPost, findEvent] {
            statement.bind(1, imports[Int(citation.source)])
            statement.bind(2, Int64(citation.row))
            guard try statement.step() else { continue }
            defer { statement.reset() }
            return try post(statement, citation, isEvent: statement === findEvent)
        }
        throw missing(citation)
    }

    private func missing(_ citation: Citation) -> DatabaseError {
        DatabaseError(message: "there is no post at record \(citation.row) of import \(citation.source + 1)")
    }

    /// - Parameter row: account's platform, whether it is a handle, its value and handle; the post's id, time, text and
    ///   address; its number, or an event's object.
    func post(_ row: BoundStatement, _ citation: Citation, isEvent: Bool) throws -> CitedPost {
        let platform = numbers.platformOfNumber[row.integer(0)] ?? .unstated
        let isHandle = row.integer(1) != 0
        let handle = row.bytes(3)
        let identifier = row.bytes(4)
        let address =
            row.isNull(7)
            ? PostAddress.make(platform: platform, handle: handle, identifier: identifier) : row.string(7)
        return CitedPost(
            citation: citation,
            account: AccountKey(platform: platform, kind: isHandle ? .handle : .id, value: row.string(2)),
            handle: handle.isEmpty ? nil : Self.withoutSign(handle).string,
            identifier: identifier.string, time: Instant(milliseconds: row.integer(5)), text: row.string(6),
            address: isEvent ? nil : address, objects: try objects(of: row.integer(8), isEvent: isEvent))
    }

    private func objects(of number: Int64, isEvent: Bool) throws -> [TracedObject] {
        if isEvent {
            guard traces.contains(.shared), number != 0 else { return [] }
            findObject.bind(1, number)
            guard try findObject.step() else { return [] }
            defer { findObject.reset() }
            return [TracedObject(trace: .shared, value: findObject.string(0))]
        }
        var objects: [TracedObject] = []
        findObjects.bind(1, number)
        while try findObjects.step() {
            guard let trace = numbers.traceOfNumber[findObjects.integer(0)], traces.contains(trace) else { continue }
            objects.append(TracedObject(trace: trace, value: findObjects.string(1)))
        }
        return objects
    }

    private static func withoutSign(_ handle: ByteView) -> ByteView {
        handle.count > 0 && handle[0] == UInt8(ascii: "@") ? handle[1..<handle.count] : handle
    }
}
