import Foundation
import Intake
import Oversight
import Records
import Seals

/// What a complaint is put together from: a head, and lists of rows from it or from tables.
struct ComplaintParts {
    enum List: String, CaseIterable {
        case facts, findings, correspondence, exhibits

        /// Of its table.
        var columns: [String] {
            switch self {
            case .facts: ["date", "fact", "exhibits"]
            case .findings: ["metric", "verdict", "statement", "subject", "day", "inputs", "platform"]
            case .correspondence: ["date", "direction", "summary", "sha256", "file"]
            case .exhibits: ["name", "title", "sha256", "file"]
            }
        }
    }

    /// A row and the file that it stands in.
    private struct Part {
        var path: String
        var row: NamedRow
    }

    private let path: String
    private var head: NamedRow
    private var lists: [List: [Part]] = [:]
    private var faults: [String] = []

    /// Reads a draft: a JSON object, or a table with one row.
    init(_ path: String) throws {
        let text = try FileText.read(path)
        let path = SourceFile(named: path).path
        self.path = path
        if text.first(where: { !$0.isWhitespace }) == "{" {
            let object = try DraftObject(text, path)
            head = NamedRow(number: 1, values: object.values)
            for (list, rows) in object.lists { lists[list] = rows.map { Part(path: path, row: $0) } }
        } else {
            let file = try RegisterFile(SourceFile(path: path, contents: Array(text.utf8)))
            try file.refuseOtherTable(knowing: ComplaintDraft.headColumns)
            guard file.table.rows.count == 1 else {
                throw FieldFault("not-a-draft", "\(path) has \(file.table.rows.count) rows; a draft is one")
            }
            head = file.table.rows[0]
            let unknown = file.table.columns.filter { !ComplaintDraft.headColumns.contains($0) }
            if !unknown.isEmpty { throw Self.unknown(unknown, path) }
        }
    }

    fileprivate static func unknown(_ names: [String], _ path: String) -> FieldFault {
        FieldFault(
            "unknown-columns",
            "\(path) has \(names.map { "'\($0)'" }.joined(separator: ", ")), which a draft does not; known are "
                + "\(ComplaintDraft.headColumns.joined(separator: ", ")), and in JSON "
                + "\(List.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    mutating func add(_ path: String, to list: List) throws {
        let file = try RegisterFile(path)
        try file.refuseOtherTable(knowing: list.columns)
        lists[list, default: []] += file.table.rows.map { Part(path: file.path, row: $0) }
        faults += file.table.rejected.map { "\($0.file), row \($0.row): \($0.detail)" }
    }

    /// Puts the parts together; rows that cannot be taken are kept for `conclude`.
    mutating func draft(for procedure: ComplaintProcedure) throws -> ComplaintDraft {
        var draft: ComplaintDraft
        do throws(FieldFault) {
            draft = try ComplaintDraft(row: head, procedure: procedure)
        } catch {
            throw FieldFault(
                error.reason, field: error.field, "\(path)\(error.field.map { ", \($0)" } ?? ""): \(error.detail)")
        }
        let platform = draft.platform
        let jurisdiction: ObligationRule.Jurisdiction = procedure == .digi ? .australia : .europeanUnion
        draft.allegations = values(.facts) { row throws(FieldFault) in try Allegation(row: row) }
        draft.findings = values(.findings) { row throws(FieldFault) in
            try Finding(row: row, platform: platform, jurisdiction: jurisdiction)
        }
        draft.correspondence = values(.correspondence) { row throws(FieldFault) in try Correspondence(row: row) }
        draft.exhibits = values(.exhibits) { row throws(FieldFault) in try Exhibit(row: row) }
        return draft
    }

    private mutating func values<Value>(
        _ list: List, _ body: (NamedRow) throws(FieldFault) -> Value
    ) -> [Value] {
        var values: [Value] = []
        for part in lists[list] ?? [] {
            do throws(FieldFault) {
                values.append(try body(try Self.hashed(part)))
            } catch {
                let field = error.field.map { ", field \($0)" } ?? ""
                faults.append("\(part.path), \(list.rawValue), row \(part.row.number)\(field): \(error.detail)")
            }
        }
        return values
    }

    /// A gibibyte: what is hashed is held in memory.
    private static let largestFile = 1 << 30

    /// A row that names a file, with that file's SHA-256.
    private static func hashed(_ part: Part) throws(FieldFault) -> NamedRow {
        guard let file = part.row.text("file") else { return part.row }
        let folder = URL(fileURLWithPath: part.path).deletingLastPathComponent()
        let path = URL(fileURLWithPath: file, relativeTo: folder).resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular, let size = attributes?[.size] as? Int else {
            throw FieldFault("no-file", field: "file", "'\(file)' is no file beside \(part.path)")
        }
        guard size <= Self.largestFile, let data = FileManager.default.contents(atPath: path) else {
            throw FieldFault(
                "unreadable-file", field: "file", "'\(file)' cannot be read; give its SHA-256 under 'sha256' instead")
        }
        let digest = ContentHash(of: Array(data)).hexadecimal
        if let stated = part.row.text("sha256"), stated.lowercased() != digest {
            throw FieldFault(
                "other-file", field: "sha256", "'\(file)' has the SHA-256 \(digest): it is not the file that was meant")
        }
        return NamedRow(
            number: part.row.number, values: part.row.values.merging(["sha256": digest]) { _, found in found })
    }

    /// Tells of rows that were not taken.
    /// - Throws: exit code 3 where there are any.
    func conclude() throws {
        for fault in faults { Terminal.tell(fault) }
        if !faults.isEmpty { throw Failure.partial }
    }
}

/// A draft as a JSON object: words, and lists of objects.
private struct DraftObject {
    private(set) var values: [String: String] = [:]
    private(set) var lists: [ComplaintParts.List: [NamedRow]] = [:]

    init(_ text: String, _ path: String) throws {
        let members: [String: Value]
        do {
            members = try JSONDecoder().decode([String: Value].self, from: Data(text.utf8))
        } catch {
            throw FieldFault(
                "not-a-draft", "\(path) is no JSON object of words and lists: \(Self.reason(error))")
        }
        var unknown: [String] = []
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            let key = NamedRow.key(name)
            if let list = ComplaintParts.List(rawValue: key) {
                guard let rows = value.rows else {
                    throw FieldFault("not-a-list", field: name, "'\(name)' of \(path) is no list of objects")
                }
                lists[list] = rows.enumerated().map { index, row in
                    NamedRow(number: UInt64(index + 1), values: Self.texts(row))
                }
            } else if ComplaintDraft.headColumns.contains(key), let text = value.text {
                if !text.isEmpty { values[key] = text }
            } else {
                unknown.append(name)
            }
        }
        if !unknown.isEmpty { throw ComplaintParts.unknown(unknown, path) }
    }

    private static func texts(_ row: [String: Value]) -> [String: String] {
        Dictionary(row.map { (NamedRow.key($0), $1.text ?? "") }) { first, _ in first }.filter { !$0.value.isEmpty }
    }

    private static func reason(_ error: any Error) -> String {
        guard case DecodingError.dataCorrupted(let context) = error else { return error.localizedDescription }
        let place = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        return "\(place.isEmpty ? "" : "at \(place): ")\(context.debugDescription)"
    }

    enum Value: Decodable {
        case text(String)
        case list([String])
        case rows([[String: Value]])
        case nothing

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .nothing
            } else if let flag = try? container.decode(Bool.self) {
                self = .text(flag ? "yes" : "no")
            } else if let number = try? container.decode(Double.self) {
                self = .text(Int64(exactly: number).map(String.init) ?? "\(number)")
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let list = try? container.decode([String].self) {
                self = .list(list)
            } else if let rows = try? container.decode([[String: Value]].self) {
                self = .rows(rows)
            } else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "a word, a list of words or a list of objects is wanted")
            }
        }

        /// Nil for anything but objects or an empty list.
        var rows: [[String: Value]]? {
            switch self {
            case .rows(let rows): rows
            case .list(let list): list.isEmpty ? [] : nil
            case .nothing: []
            case .text: nil
            }
        }

        /// As a table would have it; nil for objects.
        var text: String? {
            switch self {
            case .text(let text): text
            case .list(let list): list.joined(separator: "; ")
            case .nothing: ""
            case .rows: nil
            }
        }
    }
}
