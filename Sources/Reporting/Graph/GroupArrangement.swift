/// The accounts of one network around the middle of their disc.
struct GroupArrangement: Sendable {
    let places: [Point]
    /// The radius of the disc around them all.
    let reach: Double

    /// - Parameters:
    ///   - radii: of the accounts.
    ///   - order: the accounts, the strongest first.
    ///   - gap: the least space between two accounts.
    init(radii: [Double], order: [Int], ties: [ForceLayout.Tie], gap: Double) {
        let inside = ForceLayout.places(radii: radii, order: order, ties: ties, gap: gap)
        // The middle of the extent makes a smaller disc than the centre of gravity does.
        let box = Box(around: inside, radii: radii)
        let middle = Point(x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2)
        places = inside.map { $0 - middle }
        reach = zip(places, radii).reduce(0) { max($0, $1.0.length + $1.1) }
    }
}
