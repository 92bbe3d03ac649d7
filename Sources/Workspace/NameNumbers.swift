import GRDB
import Records

/// The numbers that a case gives to platforms and traces, learnt from its tables and extended as names come.
struct NameNumbers {
    private var platforms: [Int64?]
    private var traces: [Int64?]
    private(set) var platformOfNumber: [Int64: Platform] = [:]
    private(set) var traceOfNumber: [Int64: Trace] = [:]

    init(_ database: Database) throws {
        platforms = Array(repeating: nil, count: Int(Platform.allCases.map(\.rawValue).max() ?? 0) + 1)
        traces = Array(repeating: nil, count: Trace.allCases.count)
        let named = try BoundStatement(database, "SELECT id, name FROM platforms")
        while try named.step() {
            guard let platform = Platform(name: named.string(1)) else { continue }
            platforms[Int(platform.rawValue)] = named.integer(0)
            platformOfNumber[named.integer(0)] = platform
        }
        let traced = try BoundStatement(database, "SELECT id, name FROM traces")
        while try traced.step() {
            guard let trace = Trace(name: traced.string(1)) else { continue }
            traces[Int(trace.rawValue)] = traced.integer(0)
            traceOfNumber[traced.integer(0)] = trace
        }
    }

    /// Gives every platform and trace that this version knows a number.
    mutating func complete(_ database: Database) throws {
        for platform in Platform.allCases where platforms[Int(platform.rawValue)] == nil {
            try database.execute(sql: "INSERT INTO platforms (name) VALUES (?)", arguments: [platform.name])
            platforms[Int(platform.rawValue)] = database.lastInsertedRowID
            platformOfNumber[database.lastInsertedRowID] = platform
        }
        for trace in Trace.allCases where traces[Int(trace.rawValue)] == nil {
            try database.execute(sql: "INSERT INTO traces (name) VALUES (?)", arguments: [trace.name])
            traces[Int(trace.rawValue)] = database.lastInsertedRowID
            traceOfNumber[database.lastInsertedRowID] = trace
        }
    }

    /// The number of a platform; every platform has one once `complete` was called.
    subscript(platform: Platform) -> Int64 { platforms[Int(platform.rawValue)] ?? 0 }

    subscript(trace: Trace) -> Int64 { traces[Int(trace.rawValue)] ?? 0 }
}
