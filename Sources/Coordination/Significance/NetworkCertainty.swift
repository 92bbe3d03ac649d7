package import Statistics

extension Network {
    /// The false discovery rate at which all of its links are still reported: that of the weakest. Nil where occasions
    /// alone decided.
    package var weakestQ: Probability? { links.compactMap(\.qValue).max() }

    /// The false discovery rate that at least half of its links keep. Nil where occasions alone decided.
    package var medianQ: Probability? {
        let values = links.compactMap(\.qValue).sorted()
        // Of two middle ones the larger, which is on the safe side.
        return values.isEmpty ? nil : values[values.count / 2]
    }
}
