import Records

/// Six spans of time in which about equally many accounts were first seen, the earliest first. Accounts seen first at the
/// same time are in the same span.
struct FirstSightSpans {
    static let count = 6
    /// The span of an account of which it is not known.
    static let unknown: UInt8 = 255

    /// Seven borders in milliseconds; NaN where no time is known.
    let borders: [Double]

    init(_ times: [Instant?]) {
        let known = times.compactMap { $0.map { Double($0.milliseconds) } }.sorted()
        guard let last = known.last else {
            borders = [Double](repeating: .nan, count: Self.count + 1)
            return
        }
        borders = (0..<Self.count).map { known[$0 * known.count / Self.count] } + [last]
    }

    func span(of time: Instant?) -> UInt8 {
        guard let time else { return Self.unknown }
        let below = borders.dropFirst().dropLast().prefix { $0 <= Double(time.milliseconds) }
        return UInt8(below.count)
    }
}
