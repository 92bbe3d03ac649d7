import Bytes
import Coordination
import Foundation
import Intake
import Records

/// A table of accounts that are known, with the group that each belongs to: what every `--truth` reads.
struct TruthTable {
    private(set) var members: [Truth.Member] = []
    /// Records that could not be read, counted from 1, the header left out.
    private(set) var faults: [Int] = []
    private let path: String

    /// Reads a table with the columns `account` or `account_id`, `group` or `group_id`, and perhaps `platform`, and `mode`
    /// or `label`; commas, semicolons or tabs between them.
    init(path: String) throws(TruthError) {
        guard let data = FileManager.default.contents(atPath: path), let source = try? ByteSource(bytes: Array(data))
        else { throw .unreadable(path: path) }
        try self.init(source, path: path)
    }

    init(_ source: ByteSource, path: String) throws(TruthError) {
        self.path = path
        guard let head = SourceHead(source, path: path).table else { throw .noTable(path: path) }
        func place(_ names: String...) -> Int? { names.lazy.compactMap { head.index($0) }.first }
        guard let account = place("account", "account_id"), let group = place("group", "group_id") else {
            throw .noColumns(path: path, found: head.columns)
        }
        let (platform, label) = (place("platform"), place("mode", "label"))
        let scanner = CSVScanner(source, delimiter: head.delimiter)
        _ = scanner.next()
        var row = 0
        var told: [Name: Truth.Member] = [:]
        while true {
            let event = scanner.next()
            if case .end = event { break }
            row += 1
            guard case .row(let fields) = event, fields.count > max(account, group) else {
                faults.append(row)
                continue
            }
            func text(_ column: Int?) -> String { column.map { fields[$0].trimmed.string } ?? "" }
            let member = Truth.Member(
                account: text(account), platform: try Self.platform(text(platform), row, path),
                group: Self.isOrdinary(text(group)) ? nil : text(group),
                label: text(label).isEmpty ? nil : text(label), row: row)
            if member.account.isEmpty {
                faults.append(row)
                continue
            }
            let name = Name(member)
            if let before = told[name], !before.agrees(with: member) {
                throw error(Truth.Contradiction(first: before, second: member))
            }
            told[name] = member
            members.append(member)
        }
        if members.isEmpty { throw faults.isEmpty ? .noRows(path: path) : .nothingUsable(path: path, rows: row) }
    }

    /// What makes two rows speak of one account, whatever the input holds.
    private struct Name: Hashable {
        var platform: Platform?
        var account: String

        init(_ member: Truth.Member) {
            platform = member.platform
            account = member.account.hasPrefix("@") ? String(member.account.dropFirst()) : member.account
        }
    }

    private static func platform(_ name: String, _ row: Int, _ path: String) throws(TruthError) -> Platform? {
        if name.isEmpty { return nil }
        guard let platform = Platform(name: name.lowercased()) else {
            throw .unknownPlatform(path: path, row: row, name: name)
        }
        return platform
    }

    /// Spellings of "belongs to no group".
    private static func isOrdinary(_ group: String) -> Bool {
        ["", "none", "ordinary", "control", "-"].contains(group.lowercased())
    }

    /// What of the truth could not be used.
    func notes(_ truth: Truth) -> [String] {
        var notes: [String] = []
        if let first = faults.first {
            notes.append("\(faults.count) rows of the truth could not be read, the first is row \(first) of \(path).")
        }
        if truth.absent > 0 { notes.append("\(truth.absent) accounts of the truth are not in the input.") }
        if let first = truth.ambiguous.first {
            let places = first.platforms.map(\.name).joined(separator: ", ")
            notes.append(
                "\(truth.ambiguous.count) names of the truth are borne by several accounts and were left out, the first is "
                    + "'\(first.member.account)' in row \(first.member.row) of \(path) (\(places)): say in a column "
                    + "'platform', or by id, which is meant.")
        }
        return notes
    }

    func error(_ contradiction: Truth.Contradiction) -> TruthError {
        .contradiction(path: path, contradiction)
    }
}

/// Why a truth cannot be used: the command was understood, but the table does not say what it must.
enum TruthError: Error, Equatable {
    case unreadable(path: String)
    case noTable(path: String)
    case noColumns(path: String, found: [String])
    case noRows(path: String)
    case nothingUsable(path: String, rows: Int)
    case unknownPlatform(path: String, row: Int, name: String)
    case contradiction(path: String, Truth.Contradiction)
    /// None of its accounts is in the input.
    case noneOccurs(path: String)
}

extension TruthError: CustomStringConvertible {
    var description: String {
        switch self {
        case .unreadable(let path):
            return "\(path) cannot be read: name the table of known accounts with --truth."
        case .noTable(let path):
            return "\(path) is no table: the truth is a CSV file with the columns 'account' and 'group'."
        case .noColumns(let path, let found):
            return "\(path) has no columns 'account' and 'group'; found: \(found.joined(separator: ", "))."
        case .noRows(let path):
            return "\(path) has a header and no rows: put a row for each known account below it."
        case .nothingUsable(let path, let rows):
            return "none of the \(rows) rows of \(path) names an account and a group."
        case .unknownPlatform(let path, let row, let name):
            let known = Platform.allCases.map(\.name).joined(separator: ", ")
            return "\(path), row \(row): there is no platform '\(name)'; known: \(known)."
        case .contradiction(let path, let rows):
            func said(_ member: Truth.Member) -> String {
                (member.group.map { "group '\($0)'" } ?? "ordinary") + (member.label.map { ", '\($0)'" } ?? "")
            }
            let (first, second) = (rows.first, rows.second)
            return "\(path): rows \(first.row) and \(second.row) contradict each other about '\(second.account)' "
                + "(\(said(first)); \(said(second))): keep one of them."
        case .noneOccurs(let path):
            return "none of the accounts of \(path) that have a group occurs in the input; names stand in accounts.csv."
        }
    }
}
