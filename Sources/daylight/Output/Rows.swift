import ArgumentParser
import Exchange
import Statistics

/// How results are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, ndjson, csv

    /// A table for a person, lines for a program.
    static var standard: OutputFormat { Terminal.showsResults ? .table : .ndjson }
}

/// A value in a row of results.
enum Cell {
    case text(String)
    case integer(Int64)
    case number(Double)
    case probability(Probability)
    /// A number as R writes it, in the tables of peers.
    case peerNumber(Double)
    case missing

    /// As CSV and tables show it.
    var plain: String {
        switch self {
        case .text(let text): text
        case .integer(let value): String(value)
        case .number(let value): value == value.rounded() && value.magnitude < 1e15 ? "\(Int64(value))" : "\(value)"
        case .probability(let value): value.description
        case .peerNumber(let value): RNumber.text(value)
        case .missing: ""
        }
    }

    /// As JSON shows it.
    var json: String {
        switch self {
        case .text(let text): JSONText.quoted(text)
        case .missing: "null"
        default: plain
        }
    }
}

/// Rows of results on their way out, in whatever format was asked for: every command that lists things uses it.
struct Rows {
    private let sink: TextSink
    private let format: OutputFormat
    private let header: [String]
    private var csv: CSVWriter?
    private var table: [[String]] = []
    private var count = 0

    /// A table for a person ends here: nobody reads further, and widths must be known before the first line.
    private static let tableLimit = 200

    init(_ sink: TextSink, format: OutputFormat, header: [String]) throws(ExchangeError) {
        self.sink = sink
        self.format = format
        self.header = header
        if format == .csv { csv = try CSVWriter(sink, header: header) }
        if format == .json { try sink.write("[") }
    }

    mutating func write(_ cells: [Cell]) throws(ExchangeError) {
        count += 1
        switch format {
        case .csv:
            for cell in cells { csv?.field(cell.plain) }
            try csv?.endRow()
        case .ndjson:
            try sink.write(object(cells) + "\n")
        case .json:
            try sink.write((count == 1 ? "\n" : ",\n") + object(cells))
        case .table:
            if table.count < Self.tableLimit { table.append(cells.map { Terminal.visible(Self.oneLine($0.plain)) }) }
        }
    }

    /// Writes what is still held back. The sink stays open.
    mutating func finish() throws(ExchangeError) {
        switch format {
        case .json: try sink.write(count == 0 ? "]\n" : "\n]\n")
        case .table: try writeTable()
        case .csv, .ndjson: break
        }
    }

    private func object(_ cells: [Cell]) -> String {
        "{" + zip(header, cells).map { "\"\($0)\":\($1.json)" }.joined(separator: ",") + "}"
    }

    private static func oneLine(_ text: String) -> String {
        let flat = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return flat.count > 60 ? flat.prefix(59) + "…" : flat
    }

    private func writeTable() throws(ExchangeError) {
        let widths = header.indices.map { column in
            ([header] + table).map { $0[column].count }.max() ?? 0
        }
        for row in [header] + table {
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            try sink.write(line + "\n")
        }
        if count > table.count {
            try sink.write("… \(count - table.count) more; --format csv shows all\n")
        }
    }
}

extension OutputOptions {
    /// Prints rows in the format that was asked for.
    func print(header: [String], _ body: (inout Rows) throws -> Void) throws {
        let sink = TextSink.standardOutput()
        var rows = try Rows(sink, format: rowFormat, header: header)
        try body(&rows)
        try rows.finish()
        try sink.finish()
    }
}
