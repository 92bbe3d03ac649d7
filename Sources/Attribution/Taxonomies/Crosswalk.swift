package import Records

/// Which id of one version of a list became which of another. One may become several, or none.
package struct Crosswalk: Sendable, Hashable {
    package struct Pair: Sendable, Hashable {
        package var fromVersion: String
        package var from: String
        package var toVersion: String
        /// Nil where nothing took its place.
        package var to: String?

        package init(fromVersion: String, from: String, toVersion: String, to: String?) {
            self.fromVersion = fromVersion
            self.from = from
            self.toVersion = toVersion
            self.to = to
        }

        /// The columns that are read.
        package static let columns = ["from_version", "from", "to_version", "to", "note"]

        /// Reads a row with `from_version`, `from`, `to_version` and `to`, which is empty where nothing took its place.
        package init(row: NamedRow) throws(FieldFault) {
            self.init(
                fromVersion: try row.required("from_version"), from: try row.required("from"),
                toVersion: try row.required("to_version"), to: row.text("to"))
        }
    }

    package let pairs: [Pair]

    package init(_ pairs: [Pair]) {
        self.pairs = pairs
    }

    /// What an id became.
    /// - Returns: the ids in order; empty where nothing took its place; nil where the crosswalk does not know it.
    package func ids(for id: String, from: String, to: String) -> [String]? {
        let known = pairs.filter { $0.from == id && $0.fromVersion == from && $0.toVersion == to }
        return known.isEmpty ? nil : Array(Set(known.compactMap(\.to))).sorted()
    }
}
