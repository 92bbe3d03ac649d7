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

    var instant: Instant { now ?? Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

/// Values of options that are more than a word, with the reason where they are wrong.
enum OptionValue {
    /// 1990-01-01: before it nothing was posted, noticed or exposed.
    private static let earliest = Day(7305)

    static func time(_ option: String, _ text: String) throws -> StatedTime {
        let time = try value(option) { () throws(FieldFault) in try StatedTime(reading: text) }
        guard time.firstDay >= earliest else {
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
        guard folded.utf8.count == 64, folded.allSatisfy(\.isHexDigit) else {
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
    let path: String
    var table: RegisterTable

    init(_ path: String) throws {
        self.path = path
        table = try RegisterTable.read(SourceFile(path: path))
    }

    /// Tells of every row that was not taken.
    /// - Throws: exit code 3 where there are any.
    func conclude() throws {
        var lines = RejectionLines()
        for rejection in table.rejected { lines.tell(rejection) }
        try lines.conclude()
    }
}
