import Bytes
import Crypto
import GRDB
import Records

/// Gives objects their ids: from memory for those that this import met, else from the case, else anew.
struct ObjectStore {
    private var known = Interner()
    private var ids: [Int64] = []
    private var heldBytes = 0
    /// Whether an object that is not in memory is not in the case either.
    private var isComplete: Bool
    private var next: Int64
    private let find: BoundStatement
    private let insert: BoundStatement

    /// When to forget and ask the case again: an import of millions of texts must not hold them all.
    private static let mostBytes = 256 << 20

    init(_ database: Database) throws {
        let last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM objects")
        next = (last ?? 0) + 1
        isComplete = last == nil
        find = try BoundStatement(
            database, "SELECT id, value FROM objects WHERE digest = ? AND trace = ? AND platform IS ?")
        insert = try BoundStatement(
            database, "INSERT INTO objects (id, trace, platform, digest, value) VALUES (?, ?, ?, ?, ?)")
    }

    mutating func id(
        _ trace: Trace, _ platform: Platform, _ value: ByteView, _ numbers: NameNumbers
    ) throws -> Int64 {
        let scope: Platform? = trace.isScopedToPlatform ? platform : nil
        // Every trace has a space of its own in memory, and where it is scoped every platform in that trace.
        let space = UInt32(trace.rawValue)
        let key: (index: UInt32, isNew: Bool)
        if let scope {
            key = ByteView.with([UInt8(ascii: "A") + scope.rawValue] + value.array) { known.insert($0, space: space) }
        } else {
            key = known.insert(value, space: space)
        }
        if !key.isNew { return ids[Int(key.index)] }
        heldBytes += value.count + 64
        let digest = Self.digest(trace, scope, value)
        var id: Int64?
        if !isComplete { id = try stored(digest, numbers[trace], scope.map { numbers[$0] }, value) }
        if id == nil {
            id = next
            next += 1
            insert.bind(1, id)
            insert.bind(2, numbers[trace])
            insert.bind(3, scope.map { numbers[$0] })
            insert.bind(4, digest)
            insert.bind(5, value)
            try insert.run()
        }
        ids.append(id ?? 0)
        return id ?? 0
    }

    private func stored(_ digest: Int64, _ trace: Int64, _ platform: Int64?, _ value: ByteView) throws -> Int64? {
        find.bind(1, digest)
        find.bind(2, trace)
        find.bind(3, platform)
        while try find.step() {
            if find.bytes(1).equals(value) {
                let id = find.integer(0)
                find.reset()
                return id
            }
        }
        return nil
    }

    /// Forgets what it can find again, where it holds much.
    mutating func rest() {
        guard heldBytes > Self.mostBytes else { return }
        known = Interner()
        ids = []
        heldBytes = 0
        isComplete = false
    }

    /// The same in every case and version: names, not numbers, go into it.
    private static func digest(_ trace: Trace, _ platform: Platform?, _ value: ByteView) -> Int64 {
        var hash = SHA256()
        hash.update(data: Array("\(trace.name)\n\(platform?.name ?? "")\n".utf8))
        value.withBuffer { hash.update(bufferPointer: $0) }
        var number: UInt64 = 0
        for byte in hash.finalize().prefix(8) { number = number << 8 | UInt64(byte) }
        return Int64(bitPattern: number)
    }
}
