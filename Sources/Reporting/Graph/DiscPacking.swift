/// Packs discs without overlap: the largest in the middle, each other one beside the disc it is tied to most heavily, or
/// where it has no tie or finds no room there, at the first free place of a sunflower.
struct DiscPacking {
    /// Rings tried around the disc that draws another.
    private static let rings = 6
    /// How much nearness to the middle of the drawing counts beside nearness to partners.
    private static let gravity = 0.6
    /// Where on a ring a disc may stand: 48 directions, by turning so that no sine is needed.
    private static let directions: [Point] = {
        let (cosine, sine) = (0.991_444_861_373_810_4, 0.130_526_192_220_051_6)
        var direction = Point(x: 1, y: 0)
        return (0..<48).map { _ in
            defer {
                direction = Point(
                    x: direction.x * cosine - direction.y * sine, y: direction.x * sine + direction.y * cosine)
            }
            return direction
        }
    }()

    private let radii: [Double]
    private let margin: Double
    /// How the sunflower is stretched to the shape of the canvas.
    private let stretch: Double
    private var grid: DiscGrid
    private var centres: [Point]

    /// The centres of discs around the origin.
    /// - Parameters:
    ///   - radii: the largest first.
    ///   - ties: between discs, by place in `radii`.
    ///   - margin: the least space between two discs.
    ///   - aspect: width by height of the canvas.
    static func centres(radii: [Double], ties: [ForceLayout.Tie], margin: Double, aspect: Double) -> [Point] {
        guard radii.count > 1 else { return radii.map { _ in .zero } }
        var packing = DiscPacking(radii: radii, margin: margin, aspect: aspect)
        packing.place(ties)
        return packing.centres
    }

    private init(radii: [Double], margin: Double, aspect: Double) {
        self.radii = radii
        self.margin = margin
        centres = radii.map { _ in .zero }
        stretch = aspect.squareRoot()
        let area = radii.reduce(0) { $0 + ($1 + margin) * ($1 + margin) }
        grid = DiscGrid(extent: 1.5 * area.squareRoot() * max(stretch, 1 / stretch), margin: margin)
    }

    private mutating func place(_ ties: [ForceLayout.Tie]) {
        var partners = [[(disc: Int, weight: Double)]](repeating: [], count: radii.count)
        for tie in ties where tie.a != tie.b {
            partners[tie.a].append((tie.b, tie.weight))
            partners[tie.b].append((tie.a, tie.weight))
        }
        var spiral = Spiral(radius: radii[0], margin: margin, stretch: stretch)
        var order = PlacingOrder(radii: radii)
        while let index = order.next() {
            let placed = partners[index].filter { order.isPlaced[$0.disc] && $0.disc != index }
            let centre =
                beside(placed, radius: radii[index])
                ?? spiral.place(radii[index]) { grid.isFree($0, radius: radii[index]) }
            centres[index] = centre
            grid.insert(centre, radius: radii[index])
            for partner in partners[index] { order.note(tied: partner.disc) }
        }
    }

    /// A free place on the rings around the partner with the heaviest tie, as near to all partners as can be; of equal
    /// ones the nearest to the middle of the drawing.
    private func beside(_ partners: [(disc: Int, weight: Double)], radius: Double) -> Point? {
        guard let first = partners.first else { return nil }
        var anchor = first
        var (middle, weight) = (Point.zero, 0.0)
        for partner in partners {
            if partner.weight > anchor.weight { anchor = partner }
            middle += centres[partner.disc] * partner.weight
            weight += partner.weight
        }
        middle = middle * (1 / weight)
        let hub = centres[anchor.disc]
        for ring in 0..<Self.rings {
            let reach = (radii[anchor.disc] + radius + margin) * 1.000_001 + Double(ring) * (radius + margin)
            var best: (cost: Double, place: Point)?
            for direction in Self.directions {
                let place = hub + direction * reach
                let outward = Point(x: place.x / stretch, y: place.y * stretch).length
                let cost = (place - middle).length + Self.gravity * outward
                if cost < best?.cost ?? .infinity, grid.isFree(place, radius: radius) { best = (cost, place) }
            }
            if let best { return best.place }
        }
        return nil
    }
}

/// Which disc gets its place next: the largest, but one that is tied to a disc in its place counts as larger than it is,
/// so that it comes before the room there is taken.
private struct PlacingOrder {
    private static let boost = 2.0

    private let radii: [Double]
    private(set) var isPlaced: [Bool]
    private var isTied: [Bool]
    /// Tied discs without a place, the largest last.
    private var tied: [Int] = []
    private var untied = 0

    /// - Parameter radii: the largest first.
    init(radii: [Double]) {
        self.radii = radii
        isPlaced = radii.map { _ in false }
        isTied = isPlaced
    }

    mutating func note(tied disc: Int) {
        guard !isTied[disc], !isPlaced[disc] else { return }
        isTied[disc] = true
        var (low, high) = (0, tied.count)
        while low < high {
            let middle = (low + high) / 2
            if tied[middle] > disc { low = middle + 1 } else { high = middle }
        }
        tied.insert(disc, at: low)
    }

    mutating func next() -> Int? {
        while untied < radii.count, isTied[untied] || isPlaced[untied] { untied += 1 }
        let isTiedNext =
            tied.last.map { untied == radii.count || Self.boost * radii[$0] >= radii[untied] } ?? false
        let disc: Int?
        if isTiedNext {
            disc = tied.popLast()
        } else {
            disc = untied < radii.count ? untied : nil
        }
        if let disc { isPlaced[disc] = true }
        return disc
    }
}

/// The places of a sunflower in turn. Where a disc found no room, one of about its size finds none either: the search goes
/// on from there and starts over only for clearly smaller ones.
private struct Spiral {
    /// As long as discs have at least this share of the radius the spiral was made for, it goes on.
    private static let alike = 0.9

    private let margin: Double
    private let stretch: Double
    private var radius: Double
    private var flower: Sunflower

    init(radius: Double, margin: Double, stretch: Double) {
        self.margin = margin
        self.stretch = stretch
        self.radius = radius
        flower = Sunflower(spacing: max(radius + margin, 1) / 2)
    }

    mutating func place(_ radius: Double, isFree: (Point) -> Bool) -> Point {
        if radius < Self.alike * self.radius { self = Spiral(radius: radius, margin: margin, stretch: stretch) }
        while let point = flower.next() {
            let place = Point(x: point.x * stretch, y: point.y / stretch)
            if isFree(place) { return place }
        }
        return .zero
    }
}
