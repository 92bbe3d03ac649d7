/// A table as the page has them: a caption, column headings, the first cell of each row as its heading, and a frame that
/// scrolls sideways on narrow screens and can be reached by keyboard.
package struct Table {
    /// A column's heading, and whether its cells are numbers.
    package struct Column {
        package var title: Markup
        package var isNumber: Bool

        package static func text(_ title: Markup) -> Column { Column(title: title, isNumber: false) }
        package static func number(_ title: Markup) -> Column { Column(title: title, isNumber: true) }
    }

    package var caption: Markup
    /// The caption for those who jump from region to region.
    package var label: String
    package var columns: [Column]
    package var rows: [[Markup]]

    package init(caption: Markup, label: String, columns: [Column], rows: [[Markup]]) {
        self.caption = caption
        self.label = label
        self.columns = columns
        self.rows = rows
    }

    package func markup() -> Markup {
        var head = Markup()
        for column in columns {
            head +=
                column.isNumber
                ? "<th scope=\"col\" class=\"n\">\(column.title)</th>" : "<th scope=\"col\">\(column.title)</th>"
        }
        var body = Markup()
        for row in rows {
            body += "<tr>"
            for (index, (column, cell)) in zip(columns, row).enumerated() {
                switch (index, column.isNumber) {
                case (0, _): body += "<th scope=\"row\">\(cell)</th>"
                case (_, true): body += "<td class=\"n\">\(cell)</td>"
                case (_, false): body += "<td>\(cell)</td>"
                }
            }
            body += "</tr>\n"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(label)">
            <table>
            <caption>\(caption)</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body)</tbody>
            </table>
            </div>

            """
    }
}

/// A part that opens on demand; printed pages show it open.
package func disclosure(_ summary: Markup, isOpen: Bool = false, _ content: Markup) -> Markup {
    "<details\(isOpen ? " open" as Markup : "")>\n<summary>\(summary)</summary>\n\(content)</details>\n"
}
