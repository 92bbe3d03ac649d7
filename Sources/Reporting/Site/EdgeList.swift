/// The ties of a drawing as a table, a page of them at a time: the same facts for those who do not use the drawing.
package struct EdgeList: Sendable {
    /// A name that leads somewhere.
    package struct Name: Sendable, Equatable {
        package var text: String
        /// A path of this server; empty where it leads nowhere.
        package var address: String

        package init(text: String, address: String) {
            self.text = text
            self.address = address
        }

        var markup: Markup {
            LabelPacket.isOwnPath(address)
                ? "<a href=\"\(address)\"><bdi>\(text)</bdi></a>" : "<bdi>\(text)</bdi>"
        }
    }

    /// A tie. `address` opens what it is made of.
    package struct Row: Sendable, Equatable {
        package var from: Name
        package var to: Name
        package var weight: Double
        package var address: String

        package init(from: Name, to: Name, weight: Double, address: String) {
            self.from = from
            self.to = to
            self.weight = weight
            self.address = address
        }
    }

    package var rows: [Row]
    /// How many rows stand before these, and how many there are in all.
    package var offset: Int
    package var inAll: Int
    /// The pages before and after; nil at the ends.
    package var previous: String?
    package var next: String?

    package init(rows: [Row], offset: Int, inAll: Int, previous: String?, next: String?) {
        self.rows = rows
        self.offset = offset
        self.inAll = inAll
        self.previous = previous
        self.next = next
    }

    /// The table with its pager, under `#ties`.
    package func markup() -> Markup {
        guard !rows.isEmpty else { return "<p class=\"none\" id=\"ties\">No two accounts are tied.</p>\n" }
        let table = Table(
            caption: "Ties \(offset + 1) to \(offset + rows.count) of \(inAll), the heaviest first.", label: "Ties",
            columns: [.text("Account"), .text("Tied to"), .number("Weight")],
            rows: rows.map { row in
                let weight = NumberText.fixed(row.weight, places: row.weight == row.weight.rounded() ? 0 : 2)
                let number: Markup =
                    LabelPacket.isOwnPath(row.address) ? "<a href=\"\(row.address)\">\(weight)</a>" : "\(weight)"
                return [row.from.markup, row.to.markup, number]
            })
        return "<div id=\"ties\">\n\(table.markup())\(pager)</div>\n"
    }

    private var pager: Markup {
        let steps: [Markup] = [(previous, "prev", "Heavier ties"), (next, "next", "Lighter ties")].compactMap {
            address, relation, text in
            guard let address, LabelPacket.isOwnPath(address) else { return nil }
            return "<a rel=\"\(relation)\" href=\"\(address)\">\(text)</a>"
        }
        return steps.isEmpty ? "" : "<p class=\"pager\">\(steps.joined(" "))</p>\n"
    }
}
