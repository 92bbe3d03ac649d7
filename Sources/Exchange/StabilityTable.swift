/// `stability.csv`: what becomes of the main networks when one setting is changed, a row for each change.
package struct StabilityTable {
    package static let header = [
        "setting", "before", "after", "searched", "least_jaccard", "median_jaccard", "main_networks_kept",
        "main_networks", "accounts_still_in_a_network", "main_accounts", "networks",
    ]

    private var table: CSVWriter

    package init(_ sink: TextSink) throws(ExchangeError) {
        table = try CSVWriter(sink, header: Self.header)
    }

    /// Writes a row. Of a search that would have passed a limit nothing is known, and nothing is written.
    package mutating func write(_ row: StabilityRow) throws(ExchangeError) {
        let sorted = row.likenesses.sorted()
        let isMade = !sorted.isEmpty
        table.field(row.setting)
        table.field(row.before)
        table.field(row.after)
        table.field(isMade ? "yes" : "no")
        table.field(sorted.first)
        // Of two middle ones the smaller, which is on the safe side, as in the report.
        table.field(isMade ? sorted[(sorted.count - 1) / 2] : nil)
        table.field(isMade ? "\(row.keeping)" : "")
        table.field(row.mainNetworks)
        table.field(isMade ? "\(row.accounts)" : "")
        table.field(row.members)
        table.field(isMade ? "\(row.networks)" : "")
        try table.endRow()
    }
}

/// A search with one setting changed.
package struct StabilityRow: Sendable, Equatable {
    /// The option, its value in the run, and the changed one.
    package var setting: String
    package var before: String
    package var after: String
    /// For each main network its likeness with the most similar one, 0 to 1 (Jaccard); empty where nothing was searched.
    package var likenesses: [Double]
    /// Main networks, and how many of them keep most of their members.
    package var mainNetworks: Int
    package var keeping: Int
    /// Members of main networks, and how many of them are in a network still.
    package var members: Int
    package var accounts: Int
    /// Networks in all.
    package var networks: Int

    package init(
        setting: String, before: String, after: String, likenesses: [Double], mainNetworks: Int, keeping: Int,
        members: Int, accounts: Int, networks: Int
    ) {
        self.setting = setting
        self.before = before
        self.after = after
        self.likenesses = likenesses
        self.mainNetworks = mainNetworks
        self.keeping = keeping
        self.members = members
        self.accounts = accounts
        self.networks = networks
    }
}
