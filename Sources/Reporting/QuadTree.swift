/// Bodies of mass one, gathered in quarters of quarters, so that those far away push as one (Barnes & Hut, "A
/// hierarchical O(N log N) force-calculation algorithm", Nature 324, 1986).
struct QuadTree {
    private struct Cell {
        var centre: Point
        var half: Double
        /// The sum of the bodies' places, and how many there are.
        var sum = Point.zero
        var mass = 0.0
        /// The first of four children; nought where the cell is a leaf.
        var children = 0
    }

    /// Cells this deep hold any number of bodies: they lie on one spot.
    private static let deepest = 24
    /// A cell whose width is less than this share of its distance acts as one body.
    private static let openness = 1.0

    private var cells: [Cell]

    init(_ bodies: [Point]) {
        let box = Box(around: bodies, radii: bodies.map { _ in 0 })
        let centre = Point(x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2)
        cells = [Cell(centre: centre, half: max(box.width, box.height, 1e-6) / 2)]
        cells.reserveCapacity(bodies.count * 3)
        for body in bodies { insert(body) }
    }

    private mutating func insert(_ body: Point) {
        var index = 0
        for depth in 0... {
            let cell = cells[index]
            if cell.mass > 0 && cell.children == 0 && depth < Self.deepest {
                split(index)
            }
            cells[index].sum += body
            cells[index].mass += 1
            if cells[index].children == 0 { return }
            index = child(of: index, at: body)
        }
    }

    private func child(of index: Int, at body: Point) -> Int {
        let cell = cells[index]
        return cell.children + (body.x > cell.centre.x ? 1 : 0) + (body.y > cell.centre.y ? 2 : 0)
    }

    /// Gives a leaf with a body four children and hands the body down.
    private mutating func split(_ index: Int) {
        let cell = cells[index]
        cells[index].children = cells.count
        let half = cell.half / 2
        for quarter in 0..<4 {
            let offset = Point(x: quarter & 1 == 0 ? -half : half, y: quarter & 2 == 0 ? -half : half)
            cells.append(Cell(centre: cell.centre + offset, half: half))
        }
        let body = cell.sum * (1 / cell.mass)
        let below = child(of: index, at: body)
        cells[below].sum = cell.sum
        cells[below].mass = cell.mass
    }

    /// The push on a body at `place`: from each other one, `strength` over the distance, away from it.
    func repulsion(at place: Point, strength: Double) -> Point {
        var (x, y) = (0.0, 0.0)
        push(at: place, from: 0, &x, &y)
        return Point(x: x * strength, y: y * strength)
    }

    private func push(at place: Point, from index: Int, _ x: inout Double, _ y: inout Double) {
        let cell = cells[index]
        if cell.mass == 0 { return }
        let awayX = place.x - cell.sum.x / cell.mass
        let awayY = place.y - cell.sum.y / cell.mass
        let squared = awayX * awayX + awayY * awayY
        if cell.children != 0 && 4 * cell.half * cell.half > Self.openness * Self.openness * squared {
            push(at: place, from: cell.children, &x, &y)
            push(at: place, from: cell.children + 1, &x, &y)
            push(at: place, from: cell.children + 2, &x, &y)
            push(at: place, from: cell.children + 3, &x, &y)
        } else if squared > 1e-12 {
            x += awayX * cell.mass / squared
            y += awayY * cell.mass / squared
        }
    }
}
