extension Collection where Element: BinaryInteger {
    /// The middle value, half-way between the middle two where their number is even; nil for an empty collection.
    package var median: Double? {
        if isEmpty { return nil }
        let sorted = self.sorted()
        let middle = sorted.count / 2
        if sorted.count % 2 == 1 { return Double(sorted[middle]) }
        return Double(sorted[middle - 1]) / 2 + Double(sorted[middle]) / 2
    }
}
