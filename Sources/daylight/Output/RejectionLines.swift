import Records

/// What was not taken from a file, told on standard error: the first of it row by row, and how much more there is.
struct RejectionLines {
    private(set) var count = 0

    /// As many as a person reads before mending the file.
    static let most = 10

    mutating func tell(_ rejection: Rejection) {
        count += 1
        if count > Self.most { return }
        let place = rejection.row > 0 ? ", row \(rejection.row)" : ""
        let field = rejection.field.map { ", field \($0)" } ?? ""
        Terminal.tell("\(rejection.file)\(place)\(field): \(rejection.detail)")
    }

    /// Counts what was not even listed.
    mutating func add(_ more: UInt64) { count += Int(clamping: more) }

    /// Says how much more there is than was told.
    func tellMore() {
        if count > Self.most { Terminal.tell("… and \(count - Self.most) rows more") }
    }

    /// - Throws: exit code 3 where anything was rejected.
    func conclude() throws {
        tellMore()
        if count > 0 { throw Failure.partial }
    }
}
