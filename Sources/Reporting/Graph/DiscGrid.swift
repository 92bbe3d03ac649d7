/// Discs that have their place, found by where they are: a drawing of thousands asks millions of times whether a spot is
/// free.
struct DiscGrid {
    /// Cells along each side.
    private static let side = 256

    private let margin: Double
    private let cell: Double
    private var first: [Int32]
    /// Chains of discs: those of a cell one after the other.
    private var next: [Int32] = []
    private var disc: [Int32] = []
    private var centres: [Point] = []
    private var radii: [Double] = []

    /// - Parameters:
    ///   - extent: about how far from the origin discs will stand; those beyond are found as well, only more slowly.
    ///   - margin: the least space between two discs.
    init(extent: Double, margin: Double) {
        self.margin = margin
        cell = max(2 * extent / Double(Self.side), 1e-6)
        first = [Int32](repeating: -1, count: Self.side * Self.side)
    }

    mutating func insert(_ centre: Point, radius: Double) {
        let number = Int32(centres.count)
        centres.append(centre)
        radii.append(radius)
        let (columns, rows) = cells(around: centre, reach: radius)
        for row in rows {
            for column in columns {
                next.append(first[row * Self.side + column])
                disc.append(number)
                first[row * Self.side + column] = Int32(disc.count - 1)
            }
        }
    }

    /// Whether a disc would keep the margin to all others here.
    func isFree(_ centre: Point, radius: Double) -> Bool {
        let (columns, rows) = cells(around: centre, reach: radius + margin)
        for row in rows {
            for column in columns {
                var entry = first[row * Self.side + column]
                while entry >= 0 {
                    let other = Int(disc[Int(entry)])
                    let (x, y) = (centres[other].x - centre.x, centres[other].y - centre.y)
                    let wanted = radii[other] + radius + margin
                    if x * x + y * y < wanted * wanted { return false }
                    entry = next[Int(entry)]
                }
            }
        }
        return true
    }

    private func cells(around centre: Point, reach: Double) -> (ClosedRange<Int>, ClosedRange<Int>) {
        func index(_ coordinate: Double) -> Int {
            // What lies beyond the border is in the border's cells.
            Int(min(max(coordinate / cell + Double(Self.side / 2), 0), Double(Self.side - 1)))
        }
        return (
            index(centre.x - reach)...index(centre.x + reach), index(centre.y - reach)...index(centre.y + reach)
        )
    }
}
