import Bytes
import Crypto
import GRDB
import Records

/// Gives objects their ids: from memory for those that this import met, else from the case, else anew.
struct ObjectStore {
    /// Objects of one trace, and of one platform where their names mean something there only.
    private struct Space {
        var known = Interner()
        var ids: [Int64] = []
        let trace: Int64
        let platform: Int64?
    }

    private var spaces: [Space?] = []
    private var heldBytes = 0
    /// Whether an object that is not in memory is not in the case either.
    private var isComplete: Bool
    private var next: Int64
    private let numbers: NameNumbers
    private let find: BoundStatement
    private let insert: BoundStatement

    /// When to forget and ask the case again: an import of millions of texts must not hold them all.
    private static let mostBytes = 256 << 20

    init(_ database: Database, numbers: NameNumbers) throws {
        self.numbers = numbers
        let last = try database.largestNumber(in: "objects")
        next = (last ?? 0) + 1
        isComplete = last == nil
        find = try BoundStatement(
            database, "SELECT id, value FROM objects WHERE digest = ? AND trace = ? AND platform IS ?")
        insert = try BoundStatement(
            database, "INSERT INTO objects (id, trace, platform, digest, value) VALUES (?, ?, ?, ?, ?)")
    }

    mutating func id(_ trace: Trace, _ platform: Platform, _ value: ByteView) throws -> Int64 {
        let place = Int(trace.rawValue) << 8 | (trace.isScopedToPlatform ? Int(platform.rawValue) : 0)
        while spaces.count <= place { spaces.append(nil) }
        if spaces[place] == nil {
            spaces[place] = Space(
                trace: numbers[trace], platform: trace.isScopedToPlatform ? numbers[platform] : nil)
        }
        guard let (index, isNew) = spaces[place]?.known.insert(value) else { return 0 }
        if !isNew { return spaces[place]?.ids[Int(index)] ?? 0 }
        let (trace, platform) = (spaces[place]?.trace ?? 0, spaces[place]?.platform)
        heldBytes += value.count + 64
        let digest = Self.digest(value)
        let stored = isComplete ? nil : try stored(digest, trace, platform, value)
        let id = stored ?? next
        if stored == nil {
            next += 1
            insert.bind(1, id)
            insert.bind(2, trace)
            insert.bind(3, platform)
            insert.bind(4, digest)
            insert.bind(5, value)
            try insert.run()
        }
        spaces[place]?.ids.append(id)
        return id
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
        spaces = []
        heldBytes = 0
        isComplete = false
    }

    /// The first eight bytes of the value's SHA-256.
    static func digest(_ value: ByteView) -> Int64 {
        var hash = SHA256()
        value.withBuffer { hash.update(bufferPointer: $0) }
        return hash.finalize().withUnsafeBytes { Int64(bigEndian: $0.loadUnaligned(as: Int64.self)) }
    }

    /// The same of a text.
    static func digest(of value: String) -> Int64 {
        ByteView.with(Array(value.utf8)) { digest($0) }
    }
}
