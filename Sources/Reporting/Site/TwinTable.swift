import Exchange
package import Records

/// A table that is shown as a page and handed out as CSV and JSON: one source for all three, so that none says what the
/// others do not.
package struct TwinTable: Sendable {
    package struct Column: Sendable {
        /// Its name in CSV and JSON: lower case, words joined by `_`.
        package var name: String
        /// Its heading on the page.
        package var title: Markup
        package var isNumber: Bool

        package init(_ name: String, _ title: Markup, isNumber: Bool = false) {
            self.name = name
            self.title = title
            self.isNumber = isNumber
        }
    }

    /// What stands in a cell, and where a click on it leads.
    package struct Cell: Sendable {
        package enum Value: Sendable {
            /// A name or a text from anywhere.
            case text(String)
            /// Words of the program's own.
            case words(String)
            case count(Int)
            /// A number with so many decimals on the page, and all of them in CSV and JSON.
            case number(Double, places: Int)
            case time(Instant)
            case yes(Bool)
            /// A SHA-256 or another long name: cut on the page, whole elsewhere.
            case digest(String)
            case marking(TrafficLight)
            /// An address that was read somewhere: linked only where it may be.
            case address(String)
            case missing
        }

        package var value: Value
        /// An address of this server; nil for none.
        package var link: String?

        package init(_ value: Value, link: String? = nil) {
            self.value = value
            self.link = link
        }

        package static func text(_ text: String, link: String? = nil) -> Cell { Cell(.text(text), link: link) }
        package static func words(_ text: String, link: String? = nil) -> Cell { Cell(.words(text), link: link) }
        package static func count(_ count: Int, link: String? = nil) -> Cell { Cell(.count(count), link: link) }
        package static func number(_ number: Double, places: Int = 2, link: String? = nil) -> Cell {
            Cell(.number(number, places: places), link: link)
        }
        package static func time(_ time: Instant?, link: String? = nil) -> Cell {
            Cell(time.map { .time($0) } ?? .missing, link: link)
        }
        package static func yes(_ isSo: Bool) -> Cell { Cell(.yes(isSo)) }
        package static func digest(_ digest: String, link: String? = nil) -> Cell { Cell(.digest(digest), link: link) }
        package static func marking(_ light: TrafficLight) -> Cell { Cell(.marking(light)) }
        package static func address(_ address: String) -> Cell { Cell(.address(address)) }
        package static var missing: Cell { Cell(.missing) }
    }

    /// The part of a longer table that this is.
    package struct Part: Sendable {
        /// The place of the first row in the whole, from 0.
        package var first: Int
        /// How many rows the whole has.
        package var total: Int
        /// How many rows a part has.
        package var size: Int

        package init(first: Int, total: Int, size: Int) {
            self.first = first
            self.total = total
            self.size = size
        }
    }

    /// What the files are called: `runs` gives `runs.csv`.
    package var name: String
    package var caption: Markup
    package var columns: [Column]
    package var rows: [[Cell]]
    /// What the page says instead of an empty table.
    package var empty: Markup
    /// How many rows are left out because they are marked above the reader's clearance.
    package var leftOut: Int
    package var part: Part?
    /// Where the list goes on, for lists that are not counted whole; nil at their end.
    package var next: String?

    package init(
        _ name: String, caption: Markup, columns: [Column], rows: [[Cell]], empty: Markup = "Nothing is here yet.",
        leftOut: Int = 0, part: Part? = nil, next: String? = nil
    ) {
        self.name = name
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.empty = empty
        self.leftOut = leftOut
        self.part = part
        self.next = next
    }

    // MARK: Page

    /// As the page shows it.
    /// - Parameter address: of the page, with its query but without `from`: for the links to other parts.
    package func markup(address: String) -> Markup {
        if rows.isEmpty { return "<p class=\"none\">\(empty)</p>\n" }
        let table = Table(
            caption: caption, label: name,
            columns: columns.map { $0.isNumber ? .number($0.title) : .text($0.title) },
            rows: rows.map { row in row.map(Self.markup) })
        return table.markup() + parts(address) + further
    }

    /// The link to where the list goes on.
    package var further: Markup {
        guard let next else { return "" }
        return """
            <nav class="parts" aria-label="Parts of the list"><ol>
            <li><a rel="next" href="\(next)">Further</a></li>
            </ol></nav>

            """
    }

    /// A cell as pages show it.
    static func markup(_ cell: Cell) -> Markup {
        let shown: Markup =
            switch cell.value {
            case .text(let text): foreign(text, upTo: 120)
            case .words(let text): "\(text)"
            case .count(let count): "\(count)"
            case .number(let number, let places): "\(NumberText.fixed(number, places: places))"
            case .time(let time): TimeText.element(time)
            case .yes(let isSo): isSo ? "yes" : "no"
            case .digest(let digest):
                "<span class=\"mono hash\" title=\"\(digest)\">\(String(digest.prefix(12)))\(digest.count > 12 ? "…" : "")</span>"
            case .marking(let light): "<span class=\"tag\">\(light.label)</span>"
            case .address(let text): Reporting.address(text)
            case .missing: "<span class=\"none\" title=\"not known\">–</span>"
            }
        return cell.link.map { "<a href=\"\($0)\">\(shown)</a>" } ?? shown
    }

    private func parts(_ address: String) -> Markup {
        guard let part, part.total > rows.count || part.first > 0 else { return "" }
        let joint = address.contains("?") ? "&" : "?"
        var steps = Markup()
        if part.first > 0 {
            let before = max(0, part.first - part.size)
            steps += "<li><a rel=\"prev\" href=\"\(address)\(joint)from=\(raw: before)\">Earlier</a></li>\n"
        }
        steps += "<li>\(part.first + 1) to \(part.first + rows.count) of \(part.total)</li>\n"
        if part.first + rows.count < part.total {
            let next = part.first + rows.count
            steps += "<li><a rel=\"next\" href=\"\(address)\(joint)from=\(raw: next)\">Further</a></li>\n"
        }
        return "<nav class=\"parts\" aria-label=\"Parts of the table\"><ol>\n\(steps)</ol></nav>\n"
    }

    // MARK: Files

    /// As CSV (RFC 4180, LF, UTF-8), every value as it is.
    package var csv: [UInt8] {
        var bytes: [UInt8] = []
        for (index, column) in columns.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            CSVWriter.append(column.name, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                if let plain = Self.plain(cell) { CSVWriter.append(plain, to: &bytes) }
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// As JSON: `{"rows": […], "total": …, "from": …, "left_out": …}`; what is not known is `null`.
    package var json: [UInt8] {
        var bytes = Array("{\"rows\":[".utf8)
        for (number, row) in rows.enumerated() {
            bytes += number == 0 ? "\n{".utf8 : ",\n{".utf8
            for (index, (column, cell)) in zip(columns, row).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONText.append(column.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                Self.append(cell, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes +=
            "\n],\"from\":\(part?.first ?? 0),\"total\":\(part?.total ?? rows.count),\"left_out\":\(leftOut),\"next\":"
            .utf8
        if let next { JSONText.append(next, to: &bytes) } else { bytes += "null".utf8 }
        bytes += "}\n".utf8
        return bytes
    }

    private static func plain(_ cell: Cell) -> String? {
        switch cell.value {
        case .text(let text), .words(let text), .digest(let text), .address(let text): text
        case .count(let count): String(count)
        case .number(let number, _): number.isFinite ? "\(number)" : nil
        case .time(let time): time.description
        case .yes(let isSo): isSo ? "true" : "false"
        case .marking(let light): light.label
        case .missing: nil
        }
    }

    private static func append(_ cell: Cell, to bytes: inout [UInt8]) {
        switch cell.value {
        case .count, .yes: bytes += (plain(cell) ?? "null").utf8
        case .number: bytes += (plain(cell) ?? "null").utf8
        default:
            if let text = plain(cell) { JSONText.append(text, to: &bytes) } else { bytes += "null".utf8 }
        }
    }
}
