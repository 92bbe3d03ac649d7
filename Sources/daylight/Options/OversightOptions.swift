import ArgumentParser
import Foundation
import Intake
import Oversight
import Records
import Workspace

/// What time it is: the one place where commands of registers ask for it.
struct ClockOption: ParsableArguments {
    @Option(help: "The present, ISO 8601 in UTC; the clock's by default.")
    var now: Instant?

    var instant: Instant { Self.instant(now) }

    /// What was stated, or else the clock's time.
    static func instant(_ stated: Instant?) -> Instant {
        stated ?? Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}

/// What every command asks that enters something into a case's registers.
struct EntryOptions: ParsableArguments {
    @OptionGroup var clock: ClockOption
    @OptionGroup var target: CaseOption
    @OptionGroup var output: OutputOptions
}

/// Values of options that are more than a word, with the reason where they are wrong.
enum OptionValue {
    static func time(_ option: String, _ text: String) throws -> StatedTime {
        let time = try value(option) { () throws(FieldFault) in try StatedTime(reading: text) }
        if time.isBeforePlatforms {
            throw ValidationError("\(option): \(text) lies before there were platforms; is the year right?")
        }
        return time
    }

    static func asset(_ option: String, _ text: String) throws -> AssetKey {
        try value(option) { () throws(FieldFault) in try AssetKey(reading: text) }
    }

    static func day(_ option: String, _ text: String) throws -> Day {
        guard let day = Day(text) else { throw ValidationError("\(option): '\(text)' is no day; write YYYY-MM-DD.") }
        return day
    }

    static func jurisdiction(_ option: String, _ text: String) throws -> Jurisdiction {
        try value(option) { () throws(FieldFault) in try Jurisdiction(reading: text) }
    }

    static func digest(_ option: String, _ text: String?) throws -> String? {
        guard let text else { return nil }
        let folded = text.lowercased()
        guard folded.isSHA256 else {
            throw ValidationError("\(option): '\(text)' is no SHA-256 in hexadecimal.")
        }
        return folded
    }

    private static func value<Value>(_ option: String, _ body: () throws(FieldFault) -> Value) throws -> Value {
        do throws(FieldFault) {
            return try body()
        } catch {
            throw ValidationError("\(option): \(error.detail)")
        }
    }
}

extension Platform: ExpressibleByArgument {
    init?(argument: String) { self.init(name: argument) }

    static var allValueStrings: [String] { allCases.map(\.name) }
}

extension MembershipGrade: ExpressibleByArgument {}
extension Notice.Channel: ExpressibleByArgument {}
extension Response.Content: ExpressibleByArgument {}
extension Exposure.Source: ExpressibleByArgument {}
extension ClockZero: ExpressibleByArgument {}

/// A table that people keep, read for a register: its rows, and what is wrong with the others.
struct RegisterFile {
    /// As messages name it.
    let path: String
    var table: RegisterTable

    /// - Parameter path: `-` for the standard input; CSV and JSON are told apart by how they begin.
    init(_ path: String) throws { try self.init(SourceFile(named: path)) }

    init(_ file: SourceFile) throws {
        path = file.path
        table = try RegisterTable.read(file)
    }

    /// Tells of rows that were not taken: the first of them, and how many more there are.
    func tellRejected() { tellFirst().tellMore() }

    /// The same at a command's end.
    /// - Throws: exit code 3 where there are any.
    func conclude() throws { try tellFirst().conclude() }

    /// For tables of which all must be taken or nothing.
    /// - Parameter outcome: what did not happen, in words.
    func refuseRejected(_ outcome: String) throws {
        if table.rejected.isEmpty { return }
        tellRejected()
        throw FieldFault("rejected-rows", "\(outcome): every row of \(path) must be right first")
    }

    private func tellFirst() -> RejectionLines {
        var lines = RejectionLines()
        for rejection in table.rejected { lines.tell(rejection) }
        return lines
    }
}

extension SourceFile {
    /// A file as it is named on the command line: `-` is the standard input.
    init(named path: String) {
        self = path == "-" ? .standardInput : SourceFile(path: path)
    }

    /// Refuses to read what flows by twice.
    static func refuseRepeatedInput(_ paths: [String]) throws {
        if paths.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("- is the standard input, which can be read once; name it once.")
        }
    }
}
