import ArgumentParser
import Bytes
import Exchange
import Inquiry
import Records

/// `daylight networks`: what a run found, asked afterwards.
struct NetworksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "networks", abstract: "List the networks of a run, their members, and the proof behind a pair.",
        subcommands: [List.self, Show.self, Members.self, Explain.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the networks of a run.")

        @OptionGroup var stored: RunOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            try StoredTable(stored.folder, "networks.csv").print(output)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a network with its members.",
            discussion: "Other than as a table, each member's row ends with the network's figures.")

        @Argument(help: "The network's name, for example N1.")
        var network: String
        @OptionGroup var stored: RunOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let folder = try stored.folder
            let networks = try StoredTable(folder, "networks.csv").filtered { $0.first == network }
            let members = try StoredTable(folder, "accounts.csv").filtered { $0.first == network }
            guard let figures = networks.rows.first else {
                throw ValidationError("There is no network '\(network)' in \(folder).")
            }
            if output.rowFormat == .table {
                try networks.print(output)
                let sink = TextSink.standardOutput()
                try sink.write("\n")
                try sink.finish()
                try members.print(output)
            } else {
                try members.joined(
                    header: networks.header.dropFirst().map { "network_" + $0 }, values: Array(figures.dropFirst())
                ).print(output)
            }
        }
    }

    struct Members: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the members of a network.")

        @Argument(help: "The network's name, for example N1.")
        var network: String
        @OptionGroup var stored: RunOption
        @OptionGroup var output: OutputOptions

        func run() throws {
            let folder = try stored.folder
            let members = try StoredTable(folder, "accounts.csv").filtered { $0.first == network }
            if members.rows.isEmpty { throw ValidationError("There is no network '\(network)' in \(folder).") }
            try members.print(output)
        }
    }

    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List every co-act of two accounts with both posts, read again from the run's files.")

        @Argument(help: "An account: handle, id, or platform:value.")
        var first: String
        @Argument(help: "The other account.")
        var second: String
        @OptionGroup var stored: RunOption
        @OptionGroup var output: OutputOptions

        static let header = [
            "trace", "window_s", "object", "gap_s", "account_1", "time_1", "post_1", "text_1", "address_1", "file_1",
            "row_1", "account_2", "time_2", "post_2", "text_2", "address_2", "file_2", "row_2",
        ]

        func run() throws {
            if first == second { throw Self.oneAccount(first, second) }
            let line = ProgressLine(quiet: output.quiet)
            let run = try StoredRun(folder: stored.folder)
            let explanation = try run.explain(
                first, second, version: Daylight.version, threads: 1, progress: line.progress)
            line.clear()
            if explanation.a == explanation.b { throw Self.oneAccount(first, second) }
            if explanation.omitted > 0 {
                output.tell("\(explanation.omitted) more co-acts are not listed: \(Explanation.limit) a trace are.")
            }
            let names = run.manifest.inputs.map(\.name)
            let sink = TextSink.standardOutput()
            if output.rowFormat == .table {
                try sink.write(explanation.prose(names))
            } else {
                var rows = try Rows(sink, format: output.rowFormat, header: Self.header)
                for item in explanation.items { try rows.write(item.cells(names)) }
                try rows.finish()
            }
            try sink.finish()
        }

        private static func oneAccount(_ first: String, _ second: String) -> ValidationError {
            ValidationError("'\(first)' and '\(second)' are one account: name two.")
        }
    }
}

extension Explanation.Item {
    private var gapSeconds: Double {
        Double(later.time.milliseconds - earlier.time.milliseconds) / 1000
    }

    fileprivate func cells(_ names: [String]) -> [Cell] {
        [.text(trace.name), .text(window.secondsText), .text(object), .number(gapSeconds)]
            + [earlier, later].flatMap { post in
                [
                    .text(post.handle ?? post.account.value), .text(post.time.description), .text(post.identifier),
                    .text(post.text), post.address.map { .text($0) } ?? .missing,
                    .text(names[Int(post.citation.source)]), .integer(Int64(post.citation.row)),
                ] as [Cell]
            }
    }

    fileprivate func prose(_ names: [String]) -> String {
        var text = "\(trace.name) '\(object)', \(RNumber.text(gapSeconds)) s apart\n"
        for post in [earlier, later] {
            text +=
                "  \(post.time)  \(post.handle ?? post.account.value)  (\(names[Int(post.citation.source)]), row "
                + "\(post.citation.row))\n"
            if let address = post.address { text += "      \(address)\n" }
            if !post.text.isEmpty {
                text += "      " + post.text.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n"
            }
        }
        return text
    }
}

extension Explanation {
    /// For reading on a screen.
    fileprivate func prose(_ names: [String]) -> String {
        let objects = Set(items.map { TracedObject(trace: $0.trace, value: $0.object) }).count
        let head =
            items.isEmpty
            ? "\(a.value) and \(b.value) never acted on the same object within the run's windows.\n"
            : "\(a.value) and \(b.value): \(items.count) co-acts on \(objects) objects.\n\n"
        return Terminal.visible(head + items.map { $0.prose(names) }.joined(separator: "\n"))
    }
}

/// A table of a run, read back.
struct StoredTable {
    let header: [String]
    let rows: [[String]]

    /// Columns that hold names and lists, whatever their values look like: an id is no number.
    private static let texts: Set<String> = [
        "network", "account", "handle", "platform", "kind", "traces", "windows_s", "platforms", "first", "last",
    ]

    private init(header: [String], rows: [[String]]) {
        self.header = header
        self.rows = rows
    }

    init(_ folder: String, _ name: String) throws {
        let contents = try StoredRun(folder: folder).contents(of: name)
        let scanner = CSVScanner(try ByteSource(bytes: contents), delimiter: UInt8(ascii: ","))
        var read: [[String]] = []
        reading: while true {
            switch scanner.next() {
            case .row(let row): read.append((0..<row.count).map { row[$0].string })
            case .fault: throw InquiryError.noRun(folder: folder, reason: "\(name) is damaged")
            case .end: break reading
            }
        }
        header = read.first ?? []
        rows = Array(read.dropFirst())
    }

    /// The rows that are wanted.
    func filtered(_ isWanted: ([String]) -> Bool) -> StoredTable {
        StoredTable(header: header, rows: rows.filter(isWanted))
    }

    /// The same columns behind each row.
    func joined(header more: [String], values: [String]) -> StoredTable {
        StoredTable(header: header + more, rows: rows.map { $0 + values })
    }

    /// The rows, typed by the names of their columns.
    var cells: [[Cell]] {
        rows.map { row in zip(header, row).map { Self.cell($1, in: $0) } }
    }

    private static func cell(_ value: String, in column: String) -> Cell {
        let name = column.hasPrefix("network_") ? String(column.dropFirst("network_".count)) : column
        if value.isEmpty { return .missing }
        if texts.contains(name) { return .text(value) }
        if let integer = Int64(value) { return .integer(integer) }
        if let number = Double(value), number.isFinite { return .number(number) }
        return .text(value)
    }

    func print(_ output: OutputOptions) throws {
        let sink = TextSink.standardOutput()
        var table = try Rows(sink, format: output.rowFormat, header: header)
        for row in cells { try table.write(row) }
        try table.finish()
        try sink.finish()
    }
}
