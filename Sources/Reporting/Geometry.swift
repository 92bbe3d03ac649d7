/// A place in a drawing; y grows downwards.
struct Point: Equatable {
    var x: Double
    var y: Double

    static let zero = Point(x: 0, y: 0)

    static func + (left: Point, right: Point) -> Point { Point(x: left.x + right.x, y: left.y + right.y) }
    static func - (left: Point, right: Point) -> Point { Point(x: left.x - right.x, y: left.y - right.y) }
    static func * (point: Point, factor: Double) -> Point { Point(x: point.x * factor, y: point.y * factor) }
    static func += (left: inout Point, right: Point) { left = left + right }
    static func -= (left: inout Point, right: Point) { left = left - right }

    var length: Double { (x * x + y * y).squareRoot() }
}

/// A rectangle in a drawing.
struct Box: Equatable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }

    func overlaps(_ other: Box) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func contains(_ other: Box) -> Bool {
        left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
    }

    /// The smallest box around discs; a point at the origin where there are none.
    init(around centres: [Point], radii: [Double]) {
        self.init(left: 0, top: 0, right: 0, bottom: 0)
        for (index, (centre, radius)) in zip(centres, radii).enumerated() {
            let box = Box(
                left: centre.x - radius, top: centre.y - radius, right: centre.x + radius, bottom: centre.y + radius)
            self =
                index == 0
                ? box
                : Box(
                    left: min(left, box.left), top: min(top, box.top), right: max(right, box.right),
                    bottom: max(bottom, box.bottom))
        }
    }

    init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }
}

/// The points of a sunflower head: evenly spread over a disc, any number of them, each at a place of its own. Turning
/// by a constant rotation needs no sine, so that every machine puts them in the same places to the last bit.
struct Sunflower: Sequence, IteratorProtocol {
    // Cosine and sine of the golden angle, 2.399963229728653 radians.
    private static let cosine = -0.737_368_878_078_32
    private static let sine = 0.675_490_294_261_524

    private let spacing: Double
    private var index = 0
    private var direction = Point(x: 1, y: 0)

    /// Points about `spacing` apart.
    init(spacing: Double) {
        self.spacing = spacing
    }

    mutating func next() -> Point? {
        // A head of unit density has radius sqrt(i / π).
        let radius = spacing * (Double(index) / Double.pi).squareRoot()
        let point = direction * radius
        direction = Point(
            x: direction.x * Self.cosine - direction.y * Self.sine,
            y: direction.x * Self.sine + direction.y * Self.cosine)
        index += 1
        return point
    }
}
