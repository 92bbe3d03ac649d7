import Bytes
import GRDB
import GRDBSQLite

/// A prepared statement with its columns bound by number, for millions of rows: GRDB's own arguments cost as much again
/// as the row itself.
///
/// Bound bytes must live until the statement was run. GRDB owns the statement, and would free it under SQLite's hands
/// after its last use in Swift: it is kept here as long as its pointer.
final class BoundStatement {
    private let statement: Statement
    private let pointer: OpaquePointer
    private let database: Database
    /// SQLite's SQLITE_TRANSIENT, a macro that Swift does not see.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ database: Database, _ sql: String) throws {
        self.database = database
        statement = try database.makeStatement(sql: sql)
        pointer = statement.sqliteStatement
    }

    /// A statement that the connection keeps prepared: for pages, which ask the same again and again. No two of one text
    /// may be in use at a time.
    init(cached database: Database, _ sql: String) throws {
        self.database = database
        statement = try database.cachedStatement(sql: sql)
        pointer = statement.sqliteStatement
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    // A query that was left halfway would keep its moment of the database open.
    deinit { sqlite3_reset(pointer) }

    func bind(_ column: Int32, _ value: Int64) { sqlite3_bind_int64(pointer, column, value) }

    func bind(_ column: Int32, real value: Double) { sqlite3_bind_double(pointer, column, value) }

    func bind(_ column: Int32, _ value: Int64?) {
        if let value { sqlite3_bind_int64(pointer, column, value) } else { sqlite3_bind_null(pointer, column) }
    }

    /// Binds text without copying it; an empty view is no value.
    func bind(_ column: Int32, _ bytes: ByteView) {
        if bytes.isEmpty {
            sqlite3_bind_null(pointer, column)
        } else {
            bytes.withPointer { start, count in
                _ = sqlite3_bind_text64(
                    pointer, column, start, sqlite3_uint64(count), nil, UInt8(truncatingIfNeeded: SQLITE_UTF8))
            }
        }
    }

    func bind(_ column: Int32, _ text: String?) {
        guard let text else {
            sqlite3_bind_null(pointer, column)
            return
        }
        // With its length: a text may hold a zero byte.
        sqlite3_bind_text(pointer, column, text, Int32(text.utf8.count), Self.transient)
    }

    /// Runs a statement that gives no rows.
    func run() throws {
        let code = sqlite3_step(pointer)
        sqlite3_reset(pointer)
        if code != SQLITE_DONE { throw failure(code) }
    }

    /// Goes to the next row; false after the last, and then the statement can be bound anew.
    func step() throws -> Bool {
        let code = sqlite3_step(pointer)
        if code == SQLITE_ROW { return true }
        sqlite3_reset(pointer)
        if code != SQLITE_DONE { throw failure(code) }
        return false
    }

    /// Ends a query whose other rows nobody wants.
    func reset() { sqlite3_reset(pointer) }

    var columnCount: Int32 { sqlite3_column_count(pointer) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    func double(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    /// A text column's bytes, valid until the next step; empty where it is null.
    func bytes(_ column: Int32) -> ByteView {
        // As a blob: asked for text, SQLite copies it to put a zero behind it.
        guard let start = sqlite3_column_blob(pointer, column) else { return .empty }
        return ByteView(
            base: start.assumingMemoryBound(to: UInt8.self), count: Int(sqlite3_column_bytes(pointer, column)))
    }

    func string(_ column: Int32) -> String { bytes(column).string }

    func optionalString(_ column: Int32) -> String? { isNull(column) ? nil : string(column) }

    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
    }
}

extension Database {
    /// The largest number that a table's rows have; nil where it is empty.
    /// - Throws: where no import could have given it: a search would take it for the size of its columns.
    func largestNumber(in table: String) throws -> Int64? {
        let largest = try Int64.fetchOne(self, sql: "SELECT max(id) FROM \(table)")
        if let largest, largest < 1 || largest >= Int64(UInt32.max) {
            throw DatabaseError(message: "\(table) has the number \(largest), which no import gives")
        }
        return largest
    }
}
